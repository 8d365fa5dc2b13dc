"""What may not happen to a mutant, and the independent reader that says whether it was read right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineWorkbook

from xltool.core.grid import ErrorValue, RawBook, RawCell, RawSheet, RawValue, address
from xltool.core.numbers import LARGEST
from xltool.excel.door import Kind, look
from xltool.work import State, work

SECONDS, MEMORY = 20.0, 1 << 30
_TIMES = (datetime, date, time, timedelta)
_WIDEST = 2_000_000  # calamine lays out every cell up to the last one


def judge(data: bytes, write: bool) -> tuple[str, list[str]]:
    """The mutant's state, and its faults. To be called in a room: a crash and a hang are faults too."""
    seen = look(data, "mutant.xlsx")
    done = work(data, "mutant.xlsx", write=write, seen=seen)
    faults = []
    if done.state is State.UNREADABLE:
        if not any(f.code.code.startswith("XL1") for f in done.findings):
            faults.append("refused without a word")
    elif done.book is None or not done.book.sheets:
        faults.append("accepted with no sheet")
    elif seen.kind is Kind.XLSX:
        faults += compared(data, done.book)
    return done.state.value, faults


def compared(data: bytes, book: RawBook) -> list[str]:
    """Where python-calamine reads other values; none where it cannot say."""
    if any(_extent(sheet) > _WIDEST for sheet in book.sheets):
        return []
    try:
        other = CalamineWorkbook.from_filelike(BytesIO(data))
        rows = {s.name: other.get_sheet_by_name(s.name).to_python(skip_empty_area=False) for s in book.sheets}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        return []
    return [found for sheet in book.sheets for found in _differences(sheet, rows[sheet.name])][:5]


def _extent(sheet: RawSheet) -> int:
    places = sheet.cells.keys()
    return max((r for r, _ in places), default=0) * max((c for _, c in places), default=0)


def _differences(sheet: RawSheet, rows: Sequence[Sequence[object]]) -> Iterator[str]:
    other = {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v != ""}
    for place in sorted({*other, *sheet.cells}):
        cell = sheet.cells.get(place, RawCell(None))
        if not _same(cell, other.get(place)):
            yield f"{sheet.name}!{address(*place)}: {cell.value!r} or {other.get(place)!r}"


def _same(cell: RawCell, other: object) -> bool:
    value: RawValue = cell.value
    if isinstance(value, ErrorValue) or not cell.stored or value is None or value == "":
        return other is None or other == "" or not cell.stored or isinstance(value, ErrorValue)
    if isinstance(value, str) and isinstance(other, str):
        return value.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
    if isinstance(value, bool) or isinstance(other, bool):
        return value == other
    if isinstance(value, int | float) and isinstance(other, int | float):
        return value == other
    if isinstance(value, str) and isinstance(other, float) and not abs(other) <= LARGEST:
        return True  # told to be no number
    # A date is no amount; both say that it is a date, or xltool that it is none.
    return isinstance(value, _TIMES) or isinstance(other, _TIMES)
