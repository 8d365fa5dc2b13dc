"""What a colleague would write: read the sheets with pandas, write them again. No check, no formula, no format."""

from __future__ import annotations

import sys

import pandas as pd

source, target = sys.argv[1:3]
names = sys.argv[3:]
sheets = pd.read_excel(source, sheet_name=names)
with pd.ExcelWriter(target, engine="xlsxwriter") as writer:
    for name, frame in sheets.items():
        frame.to_excel(writer, sheet_name=name, index=False)
