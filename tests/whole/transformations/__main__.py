"""The transformations as a command.

python -m tests.whole.transformations 20000             so many workbooks, from the first
python -m tests.whole.transformations 1 --from 712      one of them again, drawn, with what was said and read
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from tests.whole.transformations.outcome import Kind, Outcome, outcome
from tests.whole.transformations.right_tables import Row
from xltool.core.cells import RawCell


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("count", type=int)
    parser.add_argument("--from", dest="first", type=int, default=0)
    asked = parser.parse_args()
    counts = Counter[Kind]()
    alarms = Counter[str]()
    for seed in range(asked.first, asked.first + asked.count):
        found = outcome(seed)
        counts[found.kind] += 1
        if found.kind is Kind.FALSE_ALARM:
            alarms[f"{' + '.join(found.done)}: {found.told[0].split()[1]}"] += 1
        if found.kind in (Kind.WRONG, Kind.WRONG_AT_FIRST) or asked.count == 1:
            print(f"{seed}: {found.kind.value}: {' + '.join(found.done)}", flush=True)
        if asked.count == 1:
            _draw(found)
    print(*(f"{kind.value}: {counts[kind]}" for kind in Kind), sep=" · ")
    print(*(f"  {count} {name}" for name, count in alarms.most_common(40)), sep="\n")
    sys.exit(bool(counts[Kind.WRONG] + counts[Kind.WRONG_AT_FIRST]))


def _draw(found: Outcome) -> None:
    print(found.table.signs, found.table.unit, "declared" if found.table.is_declared else "silent")
    for name, rows in ((found.table.named, found.table.rows), *found.table.beside):
        print(f"== {name} ==", *map(_row, rows), sep="\n")
    print(*(f"=> {one}" for one in found.told), sep="\n")


def _row(row: Row) -> str:
    cells = [
        f"[={c.formula}] {c.value}" if isinstance(c, RawCell) else "" if c is None else str(c) for c in row
    ]
    return " | ".join(cells)


if __name__ == "__main__":
    main()
