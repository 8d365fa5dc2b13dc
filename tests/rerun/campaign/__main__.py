"""The campaign as a command.

python -m tests.rerun.campaign 2700                     so many lives, from the first
python -m tests.rerun.campaign 300 --office             the same with people who work in LibreOffice
python -m tests.rerun.campaign 1 --from 712             one of them again, with all that happened drawn as in `cases.txt`
"""

from __future__ import annotations

import argparse
import sys

from tests.rerun.campaign.lives import lives


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("count", type=int)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--office", action="store_true")
    asked = parser.parse_args()
    found = lives(asked.count, asked.first, office=asked.office, aloud=True)
    print(f"{asked.count} lives, {len(found)} with faults")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
