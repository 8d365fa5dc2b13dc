"""What a finding on a project offers to write in its cells."""

from __future__ import annotations

from xltool.binding.bound import BoundRow
from xltool.core.columns import Input
from xltool.core.units import SignRule
from xltool.findings.remedy import Remedy
from xltool.sheets.sheet_part import Source


def offers_cells(source: Source, signs: SignRule) -> bool:
    """Whether an amount of ours may be written in a cell as it is: the sheet has our sign and the workbook's unit."""
    return source.reader.unit is None and signs is not SignRule.POSITIVE


def written(row: BoundRow, column: Input, amount: float) -> Remedy:
    where = row.origin(column)
    return Remedy(where.sheet, amount, cell=where.cell)
