"""Nämndmål: goals and their indicators."""

# The modules that other rooms take.
__all__: list[str] = ["board_goals", "goal_columns", "goal_judging", "goal_part", "goal_template"]
