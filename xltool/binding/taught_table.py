"""The taught table read: which of our sheets and columns a department's own are read as (reading.md §8.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import astuple, replace

from xltool.binding.bind import bind
from xltool.binding.bound import BoundRow
from xltool.binding.taught_rows import (
    HEADER,
    LEFT_OUT,
    READ_AS,
    SIGN,
    TRANSLATION,
    WHOLE_SHEET,
    YES,
    Sign,
    TaughtRow,
    Translation,
    WrittenRow,
    is_table,
)
from xltool.core.cell_text import as_shown, as_text
from xltool.core.cells import BLANK, RawBook, RawSheet
from xltool.core.columns import Sheet
from xltool.core.numbers import plain
from xltool.core.spelling import normalised
from xltool.core.units import Form
from xltool.findings import codes
from xltool.findings.finding import Finding


def table_in(book: RawBook) -> RawSheet | None:
    """The workbook's taught table."""
    return next((sheet for sheet in book.sheets if is_table(sheet)), None)


def translation_in(book: RawBook, kinds: Sequence[Sheet], file: str = "") -> Translation | None:
    """What the workbook's taught table says of sheets of the kinds; None where it has none. A `file` of its own may call
    its one sheet as it likes, and its findings name it."""
    sheet = table_in(book) or (book.sheets[0] if file and book.sheets else None)
    if sheet is None:
        return None
    bound, findings = bind(sheet, TRANSLATION, None)
    rows = bound.rows if bound else []
    readers = [_Row(row, kinds, f"[{file}]" if file else "") for row in rows]
    found = [row for reader in readers if (row := reader.read())]
    told = [_of_file(f, file) for f in findings if f.is_error] + [f for r in readers for f in r.findings]
    source = file or f"bladet {sheet.name}"
    written = tuple(r.written for r in readers if any(astuple(r.written)))
    return Translation(source, tuple(found), tuple(told), is_own=not file, written=written)


def _of_file(finding: Finding, file: str) -> Finding:
    """The finding at the cell of the other file, written as Excel writes such a cell."""
    if not file or finding.origin is None:
        return finding
    return replace(finding, origin=replace(finding.origin, sheet=f"[{file}]{finding.origin.sheet}"))


class _Row:
    """A row as it is read; faults are kept in `findings`."""

    def __init__(self, row: BoundRow, kinds: Sequence[Sheet], file: str) -> None:
        self._texts = {c: as_text(row.cells.get(c, BLANK)) for c in TRANSLATION.columns}
        self._shown = {c: as_shown(row.cells.get(c, BLANK)) for c in TRANSLATION.columns}
        if normalised(self._texts[HEADER]) == normalised(WHOLE_SHEET):
            self._texts[HEADER] = ""
        self._origins = {c: replace(o, sheet=f"{file}{o.sheet}") for c, o in row.origins().items()}
        self._kinds = kinds
        self.findings: list[Finding] = []

    @property
    def written(self) -> WrittenRow:
        return WrittenRow(*(self._texts[c] and self._shown[c] for c in TRANSLATION.columns))

    def read(self) -> TaughtRow | None:
        """The row; None where it says nothing yet, or has a fault."""
        sheet, header, group, said, _, suggested = (self._texts[c] for c in TRANSLATION.columns)
        if normalised(said) == YES:
            if not suggested:
                told = codes.NO_SUGGESTION.at(self._origins[READ_AS], header=header or sheet)
                self.findings.append(told)
                return None
            said = suggested
        if not said or not (sheet or header):
            return None
        read_as = self._word(said.removeprefix("+").strip(), of_sheet=not header)
        sign = self._sign("+" if said.startswith("+") and not self._texts[SIGN] else self._texts[SIGN])
        if read_as is None or sign is None:
            return None
        if sign is not Sign.AS_THEY_ARE and (why := self._unsigned(read_as, of_sheet=not header)):
            self._tell_sign(why)
            return None
        return TaughtRow(sheet, header, group, read_as, sign, self._origins)

    def _word(self, said: str, *, of_sheet: bool) -> str | None:
        """Our word for what is said, as we spell it."""
        if plain(said) in ("-", "--"):
            return LEFT_OUT
        words = sheet_words(self._kinds) if of_sheet else header_words(self._kinds)
        if found := words.get(normalised(said)):
            return found
        choices = dict.fromkeys(words.values())
        what = "ett blad" if of_sheet else "en rubrik"
        where = self._origins[READ_AS]
        self.findings.append(codes.TAUGHT_WORD.at(where, value=said, what=what, choices=", ".join(choices)))
        return None

    def _sign(self, said: str) -> Sign | None:
        known = {"": Sign.AS_THEY_ARE, "+": Sign.ADDED, "-": Sign.TURNED}
        if plain(said) in known:
            return known[plain(said)]
        self._tell_sign("det finns bara + och −")
        return None

    def _unsigned(self, read_as: str, *, of_sheet: bool) -> str:
        """Why what is read so has no sign; empty where it has one."""
        if of_sheet:
            return "raden säger vad ett blad är"
        if read_as == LEFT_OUT:
            return "kolumnen läses inte"
        columns = (c for kind in self._kinds for c in kind.columns if c.header == read_as)
        is_amount = any(c.quantity.form is Form.AMOUNT for c in columns)
        return "" if is_amount else f"kolumnen {read_as} är inget belopp"

    def _tell_sign(self, why: str) -> None:
        where = self._origins.get(SIGN) or self._origins[READ_AS]
        self.findings.append(codes.TAUGHT_SIGN.at(where, value=self._texts[SIGN] or "+", why=why))


def sheet_words(kinds: Iterable[Sheet]) -> dict[str, str]:
    """What a sheet may be read as, by the normalised word."""
    return {normalised(name): kind.title for kind in kinds for name in (*kind.aliases, kind.title)}


def header_words(kinds: Iterable[Sheet]) -> dict[str, str]:
    """What a header may be read as, by the normalised word."""
    return {normalised(c.header): c.header for kind in kinds for c in kind.columns}
