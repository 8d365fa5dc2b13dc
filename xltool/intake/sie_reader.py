"""SIE files (types 1 to 4) line by line: every record that a board's figures need, and every fault with its line.

Which of the records count is decided where the settings of the workbook are known (`sheets.ledger`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from zlib import crc32

from xltool.core.sie import Booked, Fault, Key, Objects, SieFile
from xltool.intake.sie_records import (
    Field,
    RecordError,
    encoding_of,
    fields_of,
    lines_of,
    objects_of,
    ore_of,
)

_YEAR = re.compile(rb'^[ \t]*#RAR[ \t]+"?0"?[ \t]+"?(\d{8})"?[ \t]+"?(\d{8})"?', re.MULTILINE)
# What nearly every line of a large file is, read without looking at each of its fields.
_POSTING = re.compile(
    rb'[ \t]*#TRANS[ \t]+([0-9A-Za-z]+)[ \t]+\{([^"{}]*+(?:"[^"\\{}]*+"[^"{}]*+)*+)\}[ \t]+(-?[0-9]{1,13}(?:\.[0-9]{1,2})?)'
    rb'(?:[ \t]+(?:([0-9]{8})|"")(?:[ \t]+(?:"[^"\\]*+"|[^\s"{]\S*+))*+)?[ \t]*+\r?\n'
)
_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
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


class _Voucher:
    """A voucher while it is read."""

    def __init__(self, line: int, day: str) -> None:
        self.line, self.day = line, day
        self.sum, self.is_open, self.is_outside = 0, False, False


class _Reader:
    """What has been read so far, a line at a time."""

    def __init__(self, data: bytes) -> None:
        self.file = SieFile(encoding=encoding_of(data))
        # Wherever it stands: a posting must know the year before.
        found = _YEAR.search(data)
        self._year = (found[1].decode(), found[2].decode()) if found else ("", "")
        self._voucher: _Voucher | None = None
        self._sum: int | None = None  # of what the open checksum covers
        self._last, self._last_label = b"", ""
        self._postings: dict[tuple[bytes, bytes, str], list[int]] = {}
        self._records: Mapping[str, Callable[[int, list[Field]], None]] = {
            "#FORMAT": self._told("format"), "#SIETYP": self._told("kind"), "#PROGRAM": self._told("program"),
            "#FNAMN": self._told("company"), "#VALUTA": self._told("currency"), "#OMFATTN": self._told("through"),
            "#RAR": self._a_year, "#KONTO": self._account, "#KTYP": self._account_kind, "#DIM": self._dimension,
            "#UNDERDIM": self._dimension, "#OBJEKT": self._object, "#RES": self._result, "#PSALDO": self._balance,
            "#PBUDGET": self._budget, "#VER": self._a_voucher, "#TRANS": self._posting, "#KSUMMA": self._checksum,
        }  # fmt: skip

    def line(self, number: int, line: bytes) -> None:
        self._last = line
        if self._sum is None and self._voucher is not None and (found := _POSTING.match(line)):
            account, objects, amount, day = found.groups()
            ore = round(float(amount) * 100)
            self._post(number, account, objects, ore, day.decode() if day else "")
            self._last_label = "#TRANS"
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
            if self._voucher is not None:
                self._voucher.is_open = True
            return
        if text == "}":
            self._end_voucher()
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
        if self._voucher is not None:
            is_open = self._voucher.is_open
            file.cut = f"verifikationen på rad {self._voucher.line} saknar sitt slut" if is_open else ""
            self._end_voucher()
        if self._sum is not None:
            file.cut = file.cut or "kontrollsumman (#KSUMMA) är öppnad men inte stängd"
        if data and not self._last.endswith(b"\n") and self._last_label in _AMOUNTS:
            file.cut = file.cut or f"den sista posten ({self._last_label}) är inte hel: den saknar radslut"
        names = {raw: self._decoded_objects(raw) for raw in {key[1] for key in self._postings}}
        for (account, raw, month), (ore, line) in self._postings.items():
            _add(file.postings, (account.decode(), names[raw], month), Booked(ore, line))
        return file

    def _decoded_objects(self, raw: bytes) -> Objects:
        (listed,) = fields_of(f"{{{raw.decode(self.file.encoding)}}}")
        assert isinstance(listed, tuple)
        return objects_of(listed)

    # --- records -------------------------------------------------------------------------------------------

    def _told(self, name: str) -> Callable[[int, list[Field]], None]:
        def tell(_: int, fields: list[Field]) -> None:
            words = [f for f in fields[1:] if isinstance(f, str) and f]
            setattr(self.file, name, " ".join(words) if name == "program" else words[0] if words else "")

        return tell

    def _a_year(self, _: int, fields: list[Field]) -> None:
        number, *days = (_text(f) for f in fields[1:4])
        if len(days) == 2 and all(_DAY.fullmatch(day) for day in days):
            self.file.years[_whole(number)] = (days[0], days[1])

    def _account(self, _: int, fields: list[Field]) -> None:
        self.file.accounts[_text(fields[1])] = _text(fields[2]) if len(fields) > 2 else ""

    def _account_kind(self, _: int, fields: list[Field]) -> None:
        self.file.kinds[_text(fields[1])] = _text(fields[2]).upper()

    def _dimension(self, _: int, fields: list[Field]) -> None:
        self.file.dimensions[_text(fields[1])] = _text(fields[2]) if len(fields) > 2 else ""

    def _object(self, _: int, fields: list[Field]) -> None:
        self.file.objects.add((_text(fields[1]), _text(fields[2])))

    def _result(self, number: int, fields: list[Field]) -> None:
        year, account, booked = _whole(_text(fields[1])), _text(fields[2]), Booked(ore_of(fields[3]), number)
        of_year = self.file.results.setdefault(year, {})
        of_year[account] = of_year[account].plus(booked) if account in of_year else booked

    def _balance(self, number: int, fields: list[Field]) -> None:
        year, key, booked = _of_month(number, fields)
        if year == 0:
            _add(self.file.balances, key, booked)

    def _budget(self, number: int, fields: list[Field]) -> None:
        year, key, booked = _of_month(number, fields)
        if year == 0:
            _add(self.file.budgets, key, booked)
        self.file.has_prior_budget |= year < 0

    def _a_voucher(self, number: int, fields: list[Field]) -> None:
        if self._voucher is not None and self._voucher.is_open:
            raise RecordError(f"verifikationen på rad {self._voucher.line} är inte avslutad")
        # Where a program leaves out the series, the day stands a field earlier.
        days = [f for f in (*fields[3:4], *fields[2:3]) if isinstance(f, str)]
        day = next((d for d in days if _DAY.fullmatch(d)), days[0] if days else "")
        if not _DAY.fullmatch(day):
            raise RecordError(f"verifikationens datum »{day[:30]}« går inte att läsa")
        self._voucher = _Voucher(number, day)
        self.file.vouchers += 1

    def _posting(self, number: int, fields: list[Field]) -> None:
        if self._voucher is None:
            raise RecordError("posten #TRANS står utanför en verifikation")
        objects, rest = _listed(fields, 2)
        day = _text(rest[1]) if len(rest) > 1 else ""
        if day and not _DAY.fullmatch(day):
            raise RecordError(f"transaktionens datum »{day[:30]}« går inte att läsa")
        encoding = self.file.encoding.removesuffix("-sig")
        raw = " ".join(_quoted(part) for pair in objects for part in pair).encode(encoding, "replace")
        self._post(number, _text(fields[1]).encode(encoding, "replace"), raw, ore_of(rest[0]), day)

    def _post(self, number: int, account: bytes, objects: bytes, ore: int, day: str) -> None:
        voucher = self._voucher
        assert voucher is not None
        voucher.sum += ore
        day = day or voucher.day
        if self._year[0] and not self._year[0] <= day <= self._year[1]:
            voucher.is_outside = True
            return
        key = (account, objects, day[:6])
        if found := self._postings.get(key):
            found[0] += ore
        else:
            self._postings[key] = [ore, number]

    def _end_voucher(self) -> None:
        voucher, self._voucher = self._voucher, None
        if voucher is None:
            return
        if voucher.sum:
            self.file.unbalanced.append(voucher.line)
        if voucher.is_outside:
            self.file.outside.append(voucher.line)

    def _checksum(self, _: int, fields: list[Field]) -> None:
        if len(fields) < 2:
            self._sum = 0
            return
        if self._sum is None:
            return
        stated, self._sum = _text(fields[1]), crc32(b"", self._sum)
        self.file.sum_differs = stated != str(self._sum)
        self._sum = None


def _of_month(number: int, fields: list[Field]) -> tuple[int, Key, Booked]:
    """A change of a month: its year, what it is of, and the amount; the object list may be missing."""
    month = _text(fields[2])
    if not _MONTH.fullmatch(month):
        raise RecordError(f"perioden »{month[:30]}« i {_text(fields[0])} är inte år och månad (ÅÅÅÅMM)")
    objects, rest = _listed(fields, 4)
    account = _text(fields[3])
    if _MONTH.fullmatch(account) and not rest[0]:
        raise RecordError("konto och period är omkastade")
    return _whole(_text(fields[1])), (account, objects, month), Booked(ore_of(rest[0]), number)


def _listed(fields: list[Field], at: int) -> tuple[Objects, list[Field]]:
    """The object list at a place and the fields behind it, of which there is at least one. Some programs leave the list
    out, some write it in quotes."""
    first = fields[at]
    if isinstance(first, tuple):
        objects, rest = objects_of(first), fields[at + 1 :]
    else:
        objects, rest = (), fields[at:]
    if not rest:
        raise IndexError
    return objects, rest


def _text(value: Field) -> str:
    if isinstance(value, tuple):
        raise RecordError("en objektlista {…} står på fel plats")
    return value


def _whole(text: str) -> int:
    try:
        return int(text[:9])
    except ValueError:
        raise RecordError(f"»{text[:30]}« är inget årsnummer") from None


def _quoted(text: str) -> str:
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


def _add(rows: dict[Key, Booked], key: Key, booked: Booked) -> None:
    rows[key] = rows[key].plus(booked) if key in rows else booked


def _summed(fields: list[Field], so_far: int) -> int:
    """The checksum with another record: labels and fields in CP437, without what parts them."""
    for value in fields:
        for part in value if isinstance(value, tuple) else (value,):
            so_far = crc32(part.encode("cp437", "replace"), so_far)
    return so_far
