"""SIE files (types 1 to 4) line by line: every record that a board's figures need, and every fault with its line.

Which of the records count is decided where the settings of the workbook are known (`sheets.ledger`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from zlib import crc32

from xltool.core.sie import Booked, Fault, Key, SieFile
from xltool.intake.sie_records import (
    DAY,
    Field,
    RecordError,
    add,
    encoding_of,
    fields_of,
    lines_of,
    listed,
    ore_of,
    text_of,
)
from xltool.intake.sie_vouchers import Vouchers

_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_AMOUNTS = ("#RES", "#PSALDO", "#PBUDGET", "#TRANS")
_MOST_FAULTS = 1000  # of a file that is no such file at all


def read_sie(data: bytes) -> SieFile:
    """The file's records. Raises nothing for content: what cannot be read is among its `faults`."""
    reader = _Reader(data)
    try:
        for number, line in lines_of(data):
            reader.line(number, line)
            if len(reader.file.faults) > _MOST_FAULTS:
                break
    except RecordError as error:
        reader.file.faults.append(Fault(0, str(error)))
    return reader.whole(data)


class _Reader:
    """What has been read so far, a line at a time."""

    def __init__(self, data: bytes) -> None:
        self.file = SieFile(encoding=encoding_of(data))
        self._vouchers = Vouchers(self.file, data)
        self._sum: int | None = None  # of what the open checksum covers
        self._last, self._last_label = b"", ""
        self._records: Mapping[str, Callable[[int, list[Field]], None]] = {
            "#FORMAT": self._told("format"), "#SIETYP": self._told("kind"), "#PROGRAM": self._told("program"),
            "#FNAMN": self._told("company"), "#VALUTA": self._told("currency"), "#OMFATTN": self._told("through"),
            "#RAR": self._a_year, "#KONTO": self._account, "#KTYP": self._account_kind, "#DIM": self._dimension,
            "#UNDERDIM": self._dimension, "#OBJEKT": self._object, "#RES": self._result, "#PSALDO": self._balance,
            "#PBUDGET": self._budget, "#VER": self._vouchers.begin, "#TRANS": self._vouchers.posting, "#KSUMMA": self._checksum,
        }  # fmt: skip

    def line(self, number: int, line: bytes) -> None:
        self._last = line
        if self._sum is None and (label := self._vouchers.take(number, line)):
            self._last_label = label
            return
        try:
            text = line.decode(self.file.encoding, "replace").strip(" \t\r\n\x1a")
            if "\0" in text:
                raise RecordError("raden innehåller tecknet NUL")
            self._text(number, text)
        except RecordError as error:
            self.file.faults.append(Fault(number, str(error)))

    def _text(self, number: int, text: str) -> None:
        if text == "{":
            self._vouchers.open()
            return
        if text == "}":
            self._vouchers.end()
            return
        if not text.startswith("#"):
            if text:
                raise RecordError(f"»{text[:30]}« är ingen post: den börjar inte med #")
            return
        label = text.split(None, 1)[0].upper()
        self._last_label = label
        if label not in self._records and self._sum is None:
            return
        fields = fields_of(text)
        if self._sum is not None and label != "#KSUMMA":
            self._sum = _summed(fields, self._sum)
        if label in self._records:
            try:
                self._records[label](number, fields)
            except IndexError:
                raise RecordError(f"posten {label} har för få fält") from None

    def whole(self, data: bytes) -> SieFile:
        """The file when its last line is read."""
        file = self.file
        self._vouchers.whole()
        if self._sum is not None:
            file.cut = file.cut or "kontrollsumman (#KSUMMA) är öppnad men inte stängd"
        if data and not self._last.endswith(b"\n") and self._last_label in _AMOUNTS:
            file.cut = file.cut or f"den sista posten ({self._last_label}) är inte hel: den saknar radslut"
        return file

    # --- records -------------------------------------------------------------------------------------------

    def _told(self, name: str) -> Callable[[int, list[Field]], None]:
        def tell(_: int, fields: list[Field]) -> None:
            words = [f for f in fields[1:] if isinstance(f, str) and f]
            setattr(self.file, name, " ".join(words) if name == "program" else words[0] if words else "")

        return tell

    def _a_year(self, _: int, fields: list[Field]) -> None:
        number, *days = (text_of(f) for f in fields[1:4])
        if len(days) == 2 and all(DAY.fullmatch(day) for day in days):
            self.file.years[_whole(number)] = (days[0], days[1])

    def _account(self, _: int, fields: list[Field]) -> None:
        self.file.accounts[text_of(fields[1])] = text_of(fields[2]) if len(fields) > 2 else ""

    def _account_kind(self, _: int, fields: list[Field]) -> None:
        self.file.kinds[text_of(fields[1])] = text_of(fields[2]).upper()

    def _dimension(self, _: int, fields: list[Field]) -> None:
        self.file.dimensions[text_of(fields[1])] = text_of(fields[2]) if len(fields) > 2 else ""

    def _object(self, _: int, fields: list[Field]) -> None:
        named = text_of(fields[3]) if len(fields) > 3 else ""
        self.file.objects[text_of(fields[1]), text_of(fields[2])] = named

    def _result(self, number: int, fields: list[Field]) -> None:
        year, account, booked = (
            _whole(text_of(fields[1])),
            text_of(fields[2]),
            Booked(ore_of(fields[3]), number),
        )
        of_year = self.file.results.setdefault(year, {})
        of_year[account] = of_year[account].plus(booked) if account in of_year else booked

    def _balance(self, number: int, fields: list[Field]) -> None:
        year, key, booked = _of_month(number, fields)
        if year == 0:
            add(self.file.balances, key, booked)

    def _budget(self, number: int, fields: list[Field]) -> None:
        year, key, booked = _of_month(number, fields)
        if year == 0:
            add(self.file.budgets, key, booked)
        self.file.has_prior_budget |= year < 0

    def _checksum(self, _: int, fields: list[Field]) -> None:
        if len(fields) < 2:
            self._sum = 0
            return
        if self._sum is None:
            return
        stated, self._sum = text_of(fields[1]), crc32(b"", self._sum)
        self.file.sum_differs = stated != str(self._sum)
        self._sum = None


def _of_month(number: int, fields: list[Field]) -> tuple[int, Key, Booked]:
    """A change of a month: its year, what it is of, and the amount; the object list may be missing."""
    month = text_of(fields[2])
    if not _MONTH.fullmatch(month):
        raise RecordError(f"perioden »{month[:30]}« i {text_of(fields[0])} är inte år och månad (ÅÅÅÅMM)")
    objects, rest = listed(fields, 4)
    account = text_of(fields[3])
    if _MONTH.fullmatch(account) and not rest[0]:
        raise RecordError("konto och period är omkastade")
    return _whole(text_of(fields[1])), (account, objects, month), Booked(ore_of(rest[0]), number)


def _whole(text: str) -> int:
    try:
        return int(text[:9])
    except ValueError:
        raise RecordError(f"»{text[:30]}« är inget årsnummer") from None


def _summed(fields: list[Field], so_far: int) -> int:
    """The checksum with another record: labels and fields in CP437, without what parts them."""
    for value in fields:
        for part in value if isinstance(value, tuple) else (value,):
            so_far = crc32(part.encode("cp437", "replace"), so_far)
    return so_far
