"""What differs between two workbooks, results or inputs, by sheet and row: what people filled in, and what follows
from it. Rows are matched as a new run does it (`who_is_who`), so a moved row is no difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from xltool.compare.changes import (
    COMMENT,
    BesideDifference,
    Change,
    ComparedValue,
    Differences,
    LedgerDifference,
    RowDifference,
    SheetDifference,
    Side,
    UserSheetDifference,
)
from xltool.compare.compared_rows import ShownRow, compared_sheets, identities, shown_rows
from xltool.compare.compared_workbook import ComparedWorkbook, first_error
from xltool.core.cells import RawSheet
from xltool.core.long_columns import WHOLE_ROWS, Details
from xltool.core.row_key import RowKey
from xltool.core.units import Form, Quantity
from xltool.rerun.entries import same
from xltool.rerun.who_is_who import Rows, same_rows
from xltool.result.report_text import SENTENCE_SHEET
from xltool.sheets.all_sheets import part_titled
from xltool.sheets.settings import settings_rows as uppgifter

_NO_FORMULAS = "Formatet visar inte vilka meningar som är skrivna för hand. Spara som .xlsx och kör igen."
_NOTHING = ComparedValue(None, Quantity(Form.TEXT))


def differences(a: ComparedWorkbook, b: ComparedWorkbook) -> Differences:
    """What differs from one workbook to the other."""
    unit = min(a.board.settings.unit, b.board.settings.unit, key=lambda u: u.value)
    uncomputed = {side: first_error(v) for side, v in ((Side.A, a), (Side.B, b)) if v.model is None}
    rows = shown_rows(a, unit), shown_rows(b, unit)
    mates = _mates(identities(a, unit, rows[0]), identities(b, unit, rows[1]))
    both = (_sheet(sheet, a, b, *rows, mates, computed=not uncomputed) for sheet in compared_sheets())
    return Differences(
        unit,
        tuple(sheet for sheet in both if sheet is not None),
        _ledger(a.board.details, b.board.details),
        tuple(_user_sheets({s.name: s for s in a.user_sheets}, {s.name: s for s in b.user_sheets})),
        tuple(
            BesideDifference(*place, a.beside.get(place, ""), b.beside.get(place, ""))
            for place in dict.fromkeys([*a.beside, *b.beside])
            if a.beside.get(place) != b.beside.get(place)
        ),
        uncomputed,
    )


def _ledger(a: Details | None, b: Details | None) -> LedgerDifference | None:
    before, after = (one.digests() if one is not None else {} for one in (a, b))
    differing = [c for c in {**before, **after} if before.get(c) != after.get(c)]
    rows = (one.table.size if one is not None else 0 for one in (a, b))
    return LedgerDifference(tuple(c for c in differing if c != WHOLE_ROWS), *rows) if differing else None


# --- sheets --------------------------------------------------------------------------------------------------

_Rows = Mapping[RowKey, ShownRow]
_Mates = Mapping[RowKey, RowKey]


def _sheet(sheet: str, a: ComparedWorkbook, b: ComparedWorkbook, a_rows: _Rows, b_rows: _Rows, mates: _Mates, *, computed: bool) -> SheetDifference | None:  # fmt: skip
    unread = {side: why for side, v in ((Side.A, a), (Side.B, b)) if (why := _unread(sheet, v))}
    if unread and sheet != uppgifter.SETTINGS.title:
        return SheetDifference(sheet, unread=unread)
    ours, theirs = _of_sheet(sheet, a_rows), _of_sheet(sheet, b_rows)
    if bool(ours) != bool(theirs):
        lines = sum(row.is_line for row in (ours or theirs).values())
        return SheetDifference(sheet, only_in=Side.A if ours else Side.B, lines=lines)
    skipped = _skipped(sheet, a, b)
    found = tuple(_rows(ours, theirs, mates, skipped, computed=computed))
    return SheetDifference(sheet, found, unread=unread or None) if found or unread else None


def _of_sheet(sheet: str, rows: _Rows) -> dict[RowKey, ShownRow]:
    return {key: row for key, row in rows.items() if key.sheet == sheet}


def _unread(sheet: str, version: ComparedWorkbook) -> str:
    """Why the sheet says nothing; empty where it was read, or where the workbook has none."""
    board = version.board
    if sheet == SENTENCE_SHEET:
        return _NO_FORMULAS if version.is_result and version.sentences is None else ""
    if sheet == uppgifter.SETTINGS.title:
        wrong = _wrong_settings(version)
        return first_error(version, version.sheets[uppgifter.SETTINGS.key].name) if wrong else ""
    part = part_titled(sheet)
    assert part is not None
    amounts = any(c.quantity.form is Form.AMOUNT for c in part.sheet.columns)
    if amounts and _wrong_settings(version) & {uppgifter.UNIT.key, uppgifter.INCOME_SIGN.key}:
        return first_error(version, version.sheets[uppgifter.SETTINGS.key].name)
    if part.of(board) is None and part.key in version.sheets and board.has_errors:
        return first_error(version, version.sheets[part.key].name)
    return ""


def _wrong_settings(version: ComparedWorkbook) -> set[str]:
    """The settings whose cells have errors; what counts for them is a default that nobody wrote."""
    places = {f.origin for f in version.errors}
    return {key for key, origin in version.board.settings.origins.items() if origin in places}


def _skipped(sheet: str, a: ComparedWorkbook, b: ComparedWorkbook) -> frozenset[str]:
    """The columns that are not compared: settings with errors; and the sign rule of a result, which is always
    xltool's own."""
    if sheet != uppgifter.SETTINGS.title:
        return frozenset()
    keys = _wrong_settings(a) | _wrong_settings(b)
    if uppgifter.UNIT.key in keys:
        keys |= {setting.key for setting in uppgifter.ALL if setting.quantity.form is Form.AMOUNT}
    if a.is_result != b.is_result:
        keys.add(uppgifter.INCOME_SIGN.key)
    return frozenset(setting.label for setting in uppgifter.ALL if setting.key in keys)


# --- rows ----------------------------------------------------------------------------------------------------


def _rows(
    a: _Rows, b: _Rows, mates: _Mates, skipped: frozenset[str], *, computed: bool
) -> Iterable[RowDifference]:
    """The rows that differ, as B orders them; those that only A has stand after the row they followed there."""
    mates = {key: mates[key] for key in a if key in mates}
    told: dict[RowKey, list[RowKey]] = {}
    above = None
    for key in a:
        above = mates.get(key, above)
        if key not in mates:
            told.setdefault(above or next(iter(b)), []).append(key)
    known = {mate: key for key, mate in mates.items()}
    for key in b:
        yield from _row(a[known[key]] if key in known else None, b[key], skipped, computed=computed)
        for gone in told.get(key, ()):
            yield from _row(a[gone], None, skipped, computed=computed)


def _mates(a: Rows, b: Rows) -> dict[RowKey, RowKey]:
    """Which row is which, as a re-run has it; of rows that nothing tells apart it does not matter which is gone."""
    mates = same_rows(a, b)
    taken = {*mates.values()}
    left: dict[object, list[RowKey]] = {}
    for key in (key for key in b.there if key not in taken):
        left.setdefault((replace(key, number=0), b.figures.get(key)), []).append(key)
    for key in [key for key in a.there if key not in mates]:
        if alike := left.get((replace(key, number=0), a.figures.get(key))):
            mates[key] = alike.pop()
    there = {*b.there}
    return {key: mates[key] for key in a.there if mates.get(key) in there}


def _row(
    a: ShownRow | None, b: ShownRow | None, skipped: frozenset[str], *, computed: bool
) -> Iterable[RowDifference]:
    """The difference, if there is one."""
    columns = dict.fromkeys([*(b.cells if b else ()), *(a.cells if a else ())])
    pairs = (
        Change(c, a.cells.get(c, _NOTHING) if a else _NOTHING, b.cells.get(c, _NOTHING) if b else _NOTHING)
        for c in columns
        if c not in skipped
    )
    changes = [
        one for one in pairs if not same(one.a.content, one.b.content) and (computed or not one.computed)
    ]
    changes.sort(key=lambda one: one.column == COMMENT)  # words after the figures that they explain
    row = b or a
    assert row is not None
    found = RowDifference(
        a.name if a else None, b.name if b else None, row.account, tuple(changes), row.is_line
    )
    if found.changes or found.only_in or found.was:
        yield found


# --- sheets that people added --------------------------------------------------------------------------------


def _user_sheets(a: Mapping[str, RawSheet], b: Mapping[str, RawSheet]) -> Iterable[UserSheetDifference]:
    for name in dict.fromkeys([*b, *a]):
        if name not in a or name not in b:
            yield UserSheetDifference(name, Side.B if name in b else Side.A)
            continue
        places = {*a[name].cells, *b[name].cells}
        cells = [(a[name].cell(*place), b[name].cell(*place)) for place in places]
        known = [(x.value, y.value) for x, y in cells if x.stored and y.stored]
        differing = sum(not _same_cell(x, y) for x, y in known)
        unknown = len(cells) - len(known)
        if differing or unknown:
            yield UserSheetDifference(name, None, differing, unknown)


def _same_cell(first: object, second: object) -> bool:
    if isinstance(first, float | int | str | None) and isinstance(second, float | int | str | None):
        return same(first, second)
    return first == second
