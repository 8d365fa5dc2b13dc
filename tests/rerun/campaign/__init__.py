"""Random lives of a result: boards whose rows share names, people who write, copies that come back, inputs that change.

After every run each text that was typed stands on its own row, or under Utan rad, or the run named it; never on a row that
it was not written for. No decided figure changes by itself, the same run again gives the same bytes, and every stop has a
way out that its message names, which is taken.
"""
