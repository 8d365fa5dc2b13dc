"""A copy of a workbook with the same fault and nothing of the board's, tried: the same findings at the same cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from msgspec import Struct

from xltool.core.cells import RawBook
from xltool.disguise.disguised_book import disguised
from xltool.disguise.other_figures import STRENGTHS
from xltool.disguise.remains import remains
from xltool.disguise.workbook_bytes import workbook_bytes
from xltool.findings.finding import Finding
from xltool.intake.preflight import inspect
from xltool.intake.workbook_reader import read_workbook
from xltool.running.pipeline import work

_TRIES = 8  # of each strength, for chance may draw a figure that was there
# What is said of the file and not of what stands in it: a copy of cells alone has none of it.
_OF_THE_FILE = ("XL106", "XL109", "XL127", "XL152")
_NAME = "xltool-felanmälan.xlsx"
Said = Counter[tuple[str, int, str]]


class ProblemCopy(Struct, frozen=True):
    """`data` is the copy; `lost` and `new` are the findings, as `XL402 Blad 2!D7`, that only the workbook or only the copy has. `count`
    is how many findings they share."""

    data: bytes
    count: int
    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        return not self.lost and not self.new


class NoCopyError(Exception):
    """There is no copy to be had: the file cannot be read, or something of the board's would be left. The message says which."""


def problem_copy(data: bytes, name: str, chance: Random) -> ProblemCopy:
    """The copy that is furthest from the workbook and has the same findings; where none has, the one with the fewest others.

    Raises NoCopyError.
    """
    book = _read(data, name)
    wanted = _said(data, name, book)
    best: ProblemCopy | None = None
    for copy in _copies(book, chance):
        made = _said(copy, name, _read(copy, name))
        tried = ProblemCopy(
            copy, (wanted & made).total(), tuple(_named(wanted - made)), tuple(_named(made - wanted))
        )
        if tried.same:
            return tried
        if best is None or len(tried.lost) + len(tried.new) < len(best.lost) + len(best.new):
            best = tried
    if best is None:
        raise NoCopyError(
            "Det går inte att göra en kopia där inget av nämndens egna ord och siffror finns kvar."
        )
    return best


def copy_name(folder: Path) -> Path:
    """A name for the copy that no file has, and that says nothing of the workbook."""
    names = (_NAME, *(f"{_NAME[:-5]} ({n}).xlsx" for n in range(2, 1000)))
    return next(path for name in names if not (path := folder / name).exists())


def _copies(book: RawBook, chance: Random) -> Iterator[bytes]:
    """Copies without anything of the board's, from the furthest to the nearest."""
    for strength in STRENGTHS:
        clean = 0
        for _ in range(_TRIES):
            data = workbook_bytes(disguised(book, chance, strength))
            if not remains(book, data):
                yield data
                clean += 1
            if clean == 2:
                break


def _read(data: bytes, name: str) -> RawBook:
    """The workbook's cells, those of a ledger too. Raises NoCopyError."""
    file = inspect(data, name)
    book = read_workbook(data, name, file.seen)[0] if file.seen.kind is not None else None
    if book is None:
        raise NoCopyError(
            f"{name} går inte att läsa, så det finns inga celler att göra en kopia av. Beskriv i stället vad som står i anmärkningen, och hur filen är gjord."
        )
    return book


def _said(data: bytes, name: str, book: RawBook) -> Said:
    """What is found in the workbook: codes with the sheets' numbers and the cells; an error of our own by what it is."""
    sheets = {sheet.name: number for number, sheet in enumerate(book.sheets, start=1)}
    try:
        found = work(data, name, write=True).findings
    except Exception as error:  # which is what is to be shown to those who mend it
        return Counter([(type(error).__name__, 0, _where(error))])
    return Counter(_place(one, sheets) for one in found if one.code.code not in _OF_THE_FILE)


def _place(finding: Finding, sheets: dict[str, int]) -> tuple[str, int, str]:
    origin = finding.origin
    return finding.code.code, sheets.get(origin.sheet, 0) if origin else 0, origin.cell if origin else ""


def _where(error: Exception) -> str:
    """The function of ours that it happened in."""
    trace, where = error.__traceback__, ""
    while trace is not None:
        where = trace.tb_frame.f_code.co_qualname
        trace = trace.tb_next
    return where


def _named(said: Said) -> Iterator[str]:
    for code, sheet, cell in sorted(said.elements()):
        yield f"{code} blad {sheet}, {cell}" if sheet else code
