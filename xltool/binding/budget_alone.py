"""Whether a workbook has a budget and nothing yet to compare it with (year.md §3): a budget book."""

from __future__ import annotations

import re

from xltool.binding.header_words import HeaderWords
from xltool.binding.headers import Headers, find_headers, fits
from xltool.binding.vocabulary import ACTUAL, AMOUNT_WORDS, BUDGET, FORECAST, VARIANCE_WORDS
from xltool.core.cells import RawCell, RawSheet
from xltool.core.columns import Sheet
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.core.units import Form

_VARIANCES = frozenset(map(normalised, VARIANCE_WORDS))
# Of cells on the same sheet, which count by themselves.
_SUM = re.compile(r"(?:SUM|[A-Z]{1,3}\$?\d+|[$():+;, ])*")
_COMPARED = ACTUAL | FORECAST
_FEW = 2  # a budget has more lines than one; the cell of a single one is more likely forgotten


def is_budget_alone(sheet: RawSheet, kind: Sheet, year: int | None, *, own: bool) -> bool:
    """Whether the sheet's only figures of the year are its budget's. No other column may hold figures, which could be the
    actual under another word, but those of earlier years; of xltool's `own` result the headers tell."""
    headers = find_headers(sheet, kind, year)
    said = {p: h.words for p, h in headers.by_column.items()}
    compared = [p for p, words in said.items() if words.base in _COMPARED and _is_of_year(words, year)]
    if own:
        return not compared and any(words.base in BUDGET for words in said.values())
    budgets = [p for p, words in said.items() if _is_budget(words, kind, year)]
    if not budgets or max(_count(sheet, headers, p) for p in budgets) < _FEW:
        return False
    others = {p for row, p in sheet.cells if row > headers.row and p not in budgets}
    variances = {p for p, words in said.items() if words.base in _VARIANCES}
    return not any(
        _count(sheet, headers, p, formulas=p not in variances)
        for p in others
        if not _may_have_figures(said.get(p), kind, year)
    )


def zero_formulas(sheet: RawSheet, kind: Sheet, year: int | None) -> list[tuple[int, int]]:
    """The places of the year's actuals and forecasts that are formulas whose value is 0, and no sums of their own sheet: a
    workbook that nothing has computed yet may hold just that."""
    headers = find_headers(sheet, kind, year)
    of = {p for p, h in headers.by_column.items() if h.words.base in _COMPARED and _is_of_year(h.words, year)}
    places = [
        (row, p)
        for (row, p), cell in sheet.cells.items()
        if row > headers.row and p in of and cell.formula is not None and _is_zero(cell)
    ]
    return places if len(places) >= _FEW else []


def _is_zero(cell: RawCell) -> bool:
    return cell.stored and cell.number == 0 and not _SUM.fullmatch(cell.formula or "")


def has_actuals(sheet: RawSheet, kind: Sheet, year: int | None) -> bool:
    """Whether a column of actuals or forecasts of the year holds figures."""
    headers = find_headers(sheet, kind, year)
    of = [p for p, h in headers.by_column.items() if h.words.base in _COMPARED and _is_of_year(h.words, year)]
    since_start = {
        p for p in of if any(c.needs and fits(c, headers.by_column[p].words, year) for c in kind.columns)
    }
    of = [p for p in of if p not in since_start]
    return any(_count(sheet, headers, p) for p in of)


def _is_of_year(words: HeaderWords, year: int | None) -> bool:
    return Shade.PRIOR not in words.shades and (year is None or words.year in (None, year))


def _is_budget(words: HeaderWords, kind: Sheet, year: int | None) -> bool:
    """Whether it is the budget of the whole year, or a part of that; no grant, and not that of some months."""
    if words.shades & {Shade.PERIOD, Shade.CUMULATIVE, Shade.TO_MONTH, Shade.SINCE_START} or words.month:
        return False
    columns = [c for c in kind.columns if c.of_budget or c.header == "Budget"]
    return words.base != "kommunbidrag" and any(fits(c, words, year) for c in columns)


def _may_have_figures(words: HeaderWords | None, kind: Sheet, year: int | None) -> bool:
    """Whether the column is an earlier year's, or none of amounts, under a header of ours."""
    if words is None:
        return False
    columns = [c for c in kind.columns if fits(c, words, year)]
    if words.base in AMOUNT_WORDS:
        return any(c.years_back or c.needs for c in columns)
    return any(c.quantity.form is not Form.AMOUNT or c.needs or not c.of_year for c in columns)


def _count(sheet: RawSheet, headers: Headers, position: int, *, formulas: bool = True) -> int:
    cells = (c for (row, p), c in sheet.cells.items() if row > headers.row and p == position)
    return sum(_is_filled(c) for c in cells if formulas or c.formula is None)


def _is_filled(cell: RawCell) -> bool:
    """Whether somebody has filled it in; a sum of nothing is 0, and a formula of nothing an empty text."""
    if cell.formula is None:
        return not cell.blank
    return bool(cell.number) if cell.stored else not _SUM.fullmatch(cell.formula)
