"""A sheet that people added to a result, placed again as values in their number formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from xltool.core.functions import Scalar
from xltool.core.grid import RawCell, RawSheet
from xltool.excel import look
from xltool.excel.look import Look
from xltool.excel.plan import PlacedCell, SheetPlan

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME, _LONGEST_FORMAT = 31, 255
_WIDEST, _NARROWEST = 60.0, 9.0


def own_sheets(sheets: Iterable[RawSheet], taken: Iterable[str]) -> list[SheetPlan]:
    """The sheets, under names that Excel takes and that are not `taken`."""
    names = [name.casefold() for name in (*taken, "History")]
    plans = []
    for sheet in sheets:
        name = _FORBIDDEN.sub(" ", sheet.name)[:_LONGEST_NAME].strip("' ") or "Blad"
        title, number = name, 1
        while title.casefold() in names:
            number += 1
            title = f"{name[: _LONGEST_NAME - 6]} ({number})"
        names.append(title.casefold())
        plans.append(_own_sheet(sheet, title))
    return plans


def _own_sheet(sheet: RawSheet, title: str) -> SheetPlan:
    """The sheet's values where they stood, hidden rows and columns hidden no more."""
    plan = SheetPlan(title, look.TAB_INPUT)
    for (row, column), cell in sorted(sheet.cells.items()):
        value = _scalar(cell)
        style = Look(number_format=_format(cell.number_format), colour=look.INPUT_INK, locked=False)
        plan.cells.append(PlacedCell(row - 1, column - 1, value, None, style))
        shown = look.text_width(str(value or ""), style) + 2
        plan.widths[column - 1] = min(max(plan.widths.get(column - 1, _NARROWEST), shown), _WIDEST)
    plan.last_row = max((cell.row for cell in plan.cells), default=0)
    plan.last_column = plan.print_column = max((cell.column for cell in plan.cells), default=0)
    return plan


def _format(code: str) -> str:
    """Excel repairs a workbook whose formats are longer, or quote what does not end."""
    return "General" if len(code) > _LONGEST_FORMAT or code.count('"') % 2 else code


def _scalar(cell: RawCell) -> Scalar:
    """What Excel stores for the value: days are numbers since the end of 1899."""
    value = cell.value
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value
