"""The budget as it was decided first, what has changed it during the year, and the revised one that the actual is compared
with (year.md §3)."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import is_equal, within_rounding
from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import DASHES, Reader
from xltool.core.cells import BLANK, RawCell
from xltool.core.columns import Column, Input
from xltool.core.expr import Expr
from xltool.core.numbers import parse_number, plain
from xltool.core.swedish import number_text
from xltool.core.tables import Role, Row
from xltool.core.units import AMOUNT
from xltool.findings import codes
from xltool.sheets.lines.drafts import Draft
from xltool.sheets.lines.line_kinds import LineColumns, Lines
from xltool.sheets.settings.settings_rows import Settings

_HELP = "Ändring av budgeten under året: {}. Ursprunglig budget + ändringarna = Budget"


def _change(header: str, *aliases: str, what: str) -> Input:
    return Input(header, AMOUNT, aliases=aliases, required=False, of_budget=True, help=_HELP.format(what))


ORIGINAL = Input("Ursprunglig budget", AMOUNT, required=False, of_year=True, of_budget=True, help="Budgeten innan den ändrades; får heta Antagen, Beslutad eller Fastställd budget, Budget KF eller Ram. Budget är då den reviderade")  # fmt: skip
CARRIED_IN = _change("Överfört från föregående år", "Överfört från", "Överfört", what="det som flyttats från förra året")  # fmt: skip
WITHIN = (
    _change("Omfördelning", what="inom nämnden, summan är 0"),
    _change("Omdisponering", what="inom nämnden, summan är 0"),
)
CHANGES = (
    _change("Tilläggsbudget", "TB", what="beslutat tillägg"),
    _change("Tilläggsanslag", what="beslutat tillägg"),
    _change("Kompletteringsbudget", what="beslutad komplettering"),
    _change("Ramändring", what="ändrad ram"),
    CARRIED_IN,
    _change("Ombudgeterat", what="det som budgeterats om"),
    _change("Lönekompensation", what="ersättning för löneökningar"),
    *WITHIN,
)
PARTS = (ORIGINAL, *CHANGES)


def with_revised(bound: Bound, columns: LineColumns, *, own: bool) -> frozenset[Input]:
    """Gives each row the revised budget where the sheet has none: the first one with its changes. Returns the budget where
    it is such a sum, and so a formula in the result; of xltool's `own` result where it is one there."""
    budget = columns.budget
    there = [c for c in PARTS if c in bound.columns]
    if ORIGINAL not in there:
        return frozenset()
    if budget in bound.columns:
        rows = [row for row in bound.rows if _is_computed(row, budget)] if own else []
        if not rows:
            return frozenset()
    else:
        rows = bound.rows
        places = {**bound.columns, budget: bound.columns[ORIGINAL]}
        for row in rows:
            row.columns = places
    for row in rows:
        filled = [c for c in there if row.has(c)]
        row.cells[budget] = BLANK
        if filled:
            added = RawCell(round(fsum(_number(row, c) for c in filled), 9))
            row.cells[budget] = row.filled[budget] = added
    return frozenset({budget})


def _is_computed(row: BoundRow, budget: Input) -> bool:
    """Whether the budget is a formula of ours; a program may have saved it without its value."""
    cell = row.cells.get(budget, BLANK)
    return cell.formula is not None or (cell.blank and row.has(ORIGINAL))


def _number(row: BoundRow, column: Input) -> float:
    """The cell's number; 0 where it is none, for that has its own error."""
    cell = row.cells.get(column, BLANK)
    if isinstance(cell.value, str):
        read = None if plain(cell.value) in DASHES else parse_number(cell.value)
        return read.value if read else 0.0
    return cell.number or 0.0


def check_revised(
    drafts: Sequence[Draft], bound: Bound, columns: LineColumns, added: frozenset[Input], reader: Reader
) -> None:
    """An error for each line whose revised budget is not the first one with its changes, a warning where what is moved
    within the board does not add up to nothing."""
    changes = [c for c in CHANGES if c in bound.columns]
    if ORIGINAL in bound.columns and changes and columns.budget not in added:
        for draft in drafts:
            _check_line(draft, changes, columns, reader)
    for column in WITHIN:
        amounts = [d.amounts[column] for d in drafts if column in d.amounts]
        moved = reader.money.clear(fsum(amounts))
        if not within_rounding(moved, len(amounts), reader.money):
            where = bound.origin(column)
            fields = {"column": column.header, "sum": number_text(moved)}
            reader.findings.append(codes.MOVED_NOT_ZERO.at(where, **fields))


def _check_line(draft: Draft, changes: Sequence[Input], columns: LineColumns, reader: Reader) -> None:
    parts = [draft.amounts[c] for c in (ORIGINAL, *changes) if c in draft.amounts]
    stated, computed = draft.amounts[columns.budget], reader.money.clear(fsum(parts))
    if not parts or is_equal(stated, computed):
        return
    fields = {"name": draft.name, "stated": number_text(stated), "computed": number_text(computed)}
    is_rounded = within_rounding(stated - computed, len(parts), reader.money)
    code = codes.REVISED_ROUNDING if is_rounded else codes.REVISED_WRONG
    reader.findings.append(code.at(draft.row.origin(columns.budget), **fields))


def live_budget(rows: Sequence[Row], lines: Lines, budget: Input) -> list[Row]:
    """The lines' rows with their revised budget as the live sum of its parts, where it is such a sum."""
    if budget not in lines.added or ORIGINAL not in lines.columns:
        return list(rows)
    revised = _sum([c for c in PARTS if c in lines.columns])
    return [
        replace(row, cells={**row.cells, budget: replace(row.cells[budget], content=revised)})
        if row.role is Role.LINE
        else row
        for row in rows
    ]


def _sum(columns: Sequence[Column]) -> Expr:
    result: Expr = columns[0]
    for column in columns[1:]:
        result = result + column
    return result


def budget_header(budget: Input, settings: Settings) -> dict[Column, str]:
    """What the budget is called that the variances are from, where it is the first one."""
    if not settings.against_original:
        return {}
    return {budget: f"{ORIGINAL.header} {settings.year}" if settings.year else ORIGINAL.header}
