"""What a colleague would write: read the sheets with pandas, write them again. No check, no formula, no format.

`python colleague.py SOURCE TARGET SHEET…`; it imports nothing of ours, for it is what we are measured against.
"""

from __future__ import annotations

import sys

import pandas as pd


def main(source: str, target: str, *names: str) -> None:
    sheets = pd.read_excel(source, sheet_name=list(names), engine="openpyxl")
    with pd.ExcelWriter(target, engine="xlsxwriter") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
