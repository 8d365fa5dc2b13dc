"""What may not happen to a mutant, and the independent reader that says whether it was read right."""

from __future__ import annotations

import functools
import importlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from io import BytesIO
from typing import Any, TypeAlias
from unittest.mock import Mock, patch

from python_calamine import CalamineWorkbook

from tests.fuzz.sources import MARK
from tests.other_readers import values_by_openpyxl
from xltool.core.cells import ErrorValue, RawBook, RawCell, RawValue, address
from xltool.core.memos import MEMORY
from xltool.core.numbers import LARGEST
from xltool.intake.long_reader import by_place
from xltool.intake.preflight import FileKind, inspect
from xltool.intake.workbook_reader import read_workbook
from xltool.result.figures import figures
from xltool.running.outcome import State
from xltool.running.pipeline import Work, work

SECONDS, MOST_MEMORY = 20.0, 1 << 30
_TIMES = (datetime, date, time, timedelta)
_DAYS = 2_958_465  # up to the last day of the year 9999
Cells: TypeAlias = Mapping[tuple[int, int], Any]
_WIDEST = 2_000_000  # calamine lays out every cell up to the last one
# Where the result before is the mutant, the workbook is one of a few, again and again.
_once = functools.lru_cache(maxsize=16)


@dataclass(frozen=True)
class Verdict:
    """The mutant's state, its faults, and which readers took it: one by one, and for a ledger bulk or parser."""

    state: str
    faults: list[str]
    readers: tuple[str, ...] = ()


def judge(data: bytes, write: bool, previous: bytes | None = None) -> Verdict:
    """What became of the mutant. To be called in a room: a crash and a hang are faults too."""
    seen = inspect(data, "mutant.xlsx").seen
    with _watched() as readers:
        done = work(data, "mutant.xlsx", write=write or previous is not None, previous=previous)
    faults = []
    if done.state is State.UNREADABLE:
        if not any(f.code.code.startswith("XL1") for f in done.findings):
            faults.append("refused without a word")
    elif done.book is None or not done.book.sheets:
        faults.append("accepted with no sheet")
    elif seen.kind is FileKind.XLSX:
        faults += compared(data, done.book)
        faults += summed(data, done) if done.board and done.board.details else []
    if previous is not None:
        faults += kept(data, previous, done)
    return Verdict(done.state.value, faults, tuple(readers))


@contextmanager
def _watched() -> Iterator[list[str]]:
    """Which readers the sheets are read by."""
    called: dict[str, Mock] = {}
    with ExitStack() as stack:
        for place in (
            "full_reader._sheet",
            "long_reader._read_fast",
            "long_reader.read_any",
        ):
            part, name = place.split(".")
            module = importlib.import_module(f"xltool.intake.{part}")
            called[name] = stack.enter_context(patch.object(module, name, wraps=getattr(module, name)))
        readers: list[str] = []
        yield readers
    if called["_sheet"].called:
        readers.append("one by one")
    if called["_read_fast"].called:
        readers.append("parser" if called["read_any"].called else "bulk")


# --- figures -----------------------------------------------------------------------------------------------------


def compared(data: bytes, book: RawBook) -> list[str]:
    """Where python-calamine or openpyxl read other values; none where they cannot say."""
    return [
        d for read_by in (_by_calamine, _by_openpyxl) for d in _differing(_cells(book), read_by(data, book))
    ]


def _differing(mine: Mapping[str, Cells], other: Mapping[str, Cells]) -> list[str]:
    if not mine.keys() <= other.keys():
        return []
    return [found for name, cells in mine.items() for found in _differences(name, cells, other[name])][:5]


def _cells(book: RawBook) -> dict[str, Mapping[tuple[int, int], RawCell]]:
    return {s.name: by_place(s.long) if s.long is not None else s.cells for s in book.sheets}


def _by_calamine(data: bytes, read: RawBook | None) -> Mapping[str, Cells]:
    """The cells by sheet as python-calamine reads them; nothing where it cannot. `read` is what xltool read."""
    if read is None or any(_extent(cells) > _WIDEST for cells in _cells(read).values()):
        return {}
    return _read_by_calamine(data)


@_once
def _read_by_calamine(data: bytes) -> Mapping[str, Cells]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        return {}
    return {
        name: {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v != ""}
        for name, rows in sheets.items()
    }


def _by_openpyxl(data: bytes, read: RawBook) -> Mapping[str, Cells]:
    """The cells by sheet as openpyxl reads them; nothing where it cannot."""
    if any(_extent(cells) > _WIDEST for cells in _cells(read).values()):
        return {}
    return _read_by_openpyxl(data)


@_once
def _read_by_openpyxl(data: bytes) -> Mapping[str, Cells]:
    try:
        return values_by_openpyxl(data)
    except Exception:
        return {}


def _extent(cells: Mapping[tuple[int, int], RawCell]) -> int:
    return max((r for r, _ in cells), default=0) * max((c for _, c in cells), default=0)


def _differences(name: str, cells: Mapping[tuple[int, int], RawCell], other: Cells) -> Iterator[str]:
    for place in sorted({*other, *cells}):
        cell = cells.get(place, RawCell(None))
        if not _same(cell, other.get(place)):
            yield f"{name}!{address(*place)}: {cell.value!r} or {other.get(place)!r}"


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
    if isinstance(value, int | float) and isinstance(other, ErrorValue):
        return abs(value) > _DAYS  # formatted as a day, openpyxl says that there is no such one
    if isinstance(value, str) and isinstance(other, float) and not abs(other) <= LARGEST:
        return True  # told to be no number
    # A date is no amount; both say that it is a date, or xltool that it is none.
    return isinstance(value, _TIMES) or isinstance(other, _TIMES)


# --- the ledger's sums -------------------------------------------------------------------------------------------

_FACTORS = {"kr": 1, "tkr": 1000, "mnkr": 1_000_000}


def summed(data: bytes, done: Work) -> list[str]:
    """Lines whose sum of detail rows is another than the exact sum of calamine's cells."""
    other = _by_calamine(data, done.book)
    board = done.board
    if board is None or board.details is None or done.result is None:
        return []
    if any(one.left_out for one in board.readings):
        return []  # rows of other years and balances are in no sum
    accounts = _account_sums(other.get(board.details.sheet, {}))
    lines = next((cells for name, cells in other.items() if name.casefold() == "driftredovisning"), {})
    if accounts is None:
        return []
    scale = Fraction(_FACTORS[board.details.unit], _FACTORS[board.settings.unit.word])
    faults = []
    operating = figures(board, done.result).operating
    assert operating is not None
    for line in operating.lines:
        taken = [s for account, s in accounts.items() if _takes(line.account or "", account)]
        if not taken or _stated(lines, line.name):
            continue
        exact = float(sum(taken) * scale)
        if abs(line.outcome - exact) > 1e-9 * max(1.0, abs(exact)):
            faults.append(f"{line.name}: {line.outcome} is not the sum {exact}")
    return faults


def _account_sums(cells: Cells) -> dict[str, Fraction] | None:
    """The amounts by account; None where a cell is no plain number, and people's ways of writing come in."""
    places = {str(v).strip().casefold(): place for place, v in reversed([*cells.items()])}
    if not {"konto", "utfall"} <= places.keys() or places["konto"][0] != places["utfall"][0]:
        return None
    head, account_column, amount_column = places["konto"][0], places["konto"][1], places["utfall"][1]
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for row in sorted({r for r, _ in cells if r > head}):
        account, amount = cells.get((row, account_column)), cells.get((row, amount_column))
        if account is None and amount is None:
            continue
        name = str(int(account)) if isinstance(account, float) and account.is_integer() else str(account)
        if not (name.isascii() and name.isdigit()) or isinstance(amount, bool | str | date):
            return None
        sums[name] += Fraction(amount or 0)
    return sums


def _takes(wanted: str, account: str) -> bool:
    def one(part: str) -> bool:
        first, _, last = part.strip().partition("-")
        if first.endswith("*"):
            return account.startswith(first[:-1])
        return first <= account <= (last or first) and len(account) == len(first)

    return any(map(one, wanted.split(";")))


def _stated(lines: Cells, name: str) -> bool:
    """Whether the line has an actual of its own."""
    columns = [c for (_, c), v in lines.items() if str(v).strip().casefold() == "utfall"]
    rows = [r for (r, _), v in lines.items() if v == name]
    return len(rows) != 1 or len(columns) != 1 or (rows[0], columns[0]) in lines


# --- what people wrote in the result before ----------------------------------------------------------------------


def kept(data: bytes, previous: bytes, done: Work) -> list[str]:
    """What is lost in silence, and figures that another file than the input has changed."""
    if done.state is not State.OK or done.data is None:
        return [] if any(f.code.code.startswith("XL1") for f in done.findings) else ["stopped without a word"]
    before = _by_calamine(previous, read_workbook(previous, "")[0])
    after = _by_calamine(done.data, read_workbook(done.data, "")[0])
    there = {str(v) for cells in after.values() for v in cells.values()}
    said = " ".join(f.message for f in done.findings)
    seen = [cells for name, cells in before.items() if name != MEMORY]  # nobody can write where nobody sees
    wrote = {str(v) for cells in seen for v in cells.values() if MARK in str(v)}
    faults = [f"lost: {text}" for text in sorted(wrote) if text not in there and text not in said]
    if _amounts(done) != _amounts_alone(data):
        faults.append("figures that the input does not hold")
    return faults


@_once
def _amounts_alone(data: bytes) -> list[Any]:
    return _amounts(work(data, "mutant.xlsx", write=False))


def _amounts(done: Work) -> list[Any]:
    operating = figures(done.board, done.result).operating
    assert operating is not None
    lines = [(line.name, line.budget, line.actual) for line in operating.lines]
    return [*lines, *(one for one in (operating.income, operating.cost, operating.net) if one)]
