"""The forecasts of an interim report (year.md §1): one that is empty, one that nobody has made, and one that is less than what
is booked already."""

from __future__ import annotations

from collections.abc import Iterator

from xltool.binding.bound import BoundRow
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_text import as_text
from xltool.core.cells import BLANK
from xltool.core.swedish import listed, number_text
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.lines.line_kinds import Line, LineColumns, Lines
from xltool.sheets.lines.period_columns import PERIOD_ACTUAL, PERIOD_BUDGET
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.sheet_part import Source


def fill_forecasts(source: Source, columns: LineColumns) -> None:
    """Gives rows without a forecast their budget, where Uppgifter says that it means that; told."""
    forecast, budget = columns.actual, columns.budget
    if source.own or not source.settings.forecast_is_budget or forecast not in source.bound.columns:
        return
    rows = [r for r in source.bound.rows if r.has(budget) and not r.has(forecast)]
    rows = [r for r in rows if r.cells.get(budget, BLANK).number is not None and not _is_total(r, columns)]
    for row in rows:
        row.cells[forecast] = row.filled[forecast] = row.cells[budget]
    if rows:
        names = [source.reader.text(r, columns.name) for r in rows]
        fields = {
            "count": "1 rad" if len(rows) == 1 else f"{len(rows)} rader",
            "sheet": source.bound.name,
            "names": listed(names[:3]) + (" m.fl." if len(names) > 3 else ""),
        }
        source.reader.findings.append(codes.FORECAST_IS_BUDGET.at(rows[0].origin(forecast), **fields))


def _is_total(row: BoundRow, columns: LineColumns) -> bool:
    return label_kind(as_text(row.cells.get(columns.name, BLANK))) is not LabelKind.LINE


def tell_forecasts(lines: Lines, columns: LineColumns, source: Source) -> None:
    """Tells of forecasts that everybody would ask about; the findings go to the reader."""
    if source.own:
        return
    forecast = columns.actual
    every = [line for block in lines.blocks.values() for line in block.lines]
    told = [*_below_period(every, columns, source)]
    told += _unmade(every, columns, source.settings, source.bound.name) if forecast in lines.columns else []
    source.reader.findings += told


def _below_period(lines: list[Line], columns: LineColumns, source: Source) -> Iterator[Finding]:
    """Those whose forecast is less than the period's actual, all of one sign with the year's budget."""
    step = source.reader.money.step + 1e-9
    for line in lines:
        amounts = [line.amounts.get(c, 0.0) for c in (columns.budget, columns.actual, PERIOD_ACTUAL)]
        if min(amounts) > 0 or max(amounts) < 0:
            _, forecast, spent = amounts
            if abs(forecast) + step < abs(spent):
                fields = {"forecast": number_text(forecast), "spent": number_text(spent)}
                where = line.origins[columns.actual]
                yield codes.FORECAST_BELOW_PERIOD.at(where, name=line.name, **fields)


def _unmade(lines: list[Line], columns: LineColumns, settings: Settings, sheet: str) -> Iterator[Finding]:
    """That every forecast is the budget while a line is materially off in the period."""
    if any(line.amounts.get(columns.actual) != line.amounts.get(columns.budget) for line in lines):
        return
    off = {
        i: line.amounts[PERIOD_BUDGET] - line.amounts[PERIOD_ACTUAL]
        for i, line in enumerate(lines)
        if {PERIOD_BUDGET, PERIOD_ACTUAL} <= line.amounts.keys()
    }
    material = {
        i: variance
        for i, variance in off.items()
        if variance
        and abs(variance) >= settings.limit_amount
        and abs(variance) >= settings.limit_share * abs(lines[i].amounts[PERIOD_BUDGET])
    }
    if material:
        worst = min(material, key=lambda i: material[i])
        shown = ("+" if material[worst] > 0 else "") + number_text(material[worst])
        where = lines[worst].origins[columns.actual]
        yield codes.ZERO_FORECAST.at(where, sheet=sheet, name=lines[worst].name, variance=shown)
