"""The vouchers (#VER with its #TRANS) of a SIE file, added up by account, objects and month as they are read."""

from __future__ import annotations

import re

from xltool.core.sie import Booked, Objects, SieFile
from xltool.intake.sie_records import (
    DAY,
    Field,
    RecordError,
    add,
    fields_of,
    listed,
    objects_of,
    ore_of,
    text_of,
)

_YEAR = re.compile(rb'^[ \t]*#RAR[ \t]+"?0"?[ \t]+"?(\d{8})"?[ \t]+"?(\d{8})"?', re.MULTILINE)
# What nearly every line of a large file is, read without looking at each of its fields.
_POSTING = re.compile(
    rb'[ \t]*#TRANS[ \t]+([0-9A-Za-z]+)[ \t]+\{([^"{}]*+(?:"[^"\\{}]*+"[^"{}]*+)*+)\}[ \t]+(-?[0-9]{1,13}(?:\.[0-9]{1,2})?)'
    rb'(?:[ \t]+(?:([0-9]{8})|"")(?:[ \t]+(?:"[^"\\]*+"|[^\s"{]\S*+))*+)?[ \t]*+\r?\n'
)
_BEGINNING = re.compile(
    rb'[ \t]*#VER[ \t]+(?:"[^"\\]*+"|[^\s"{]+)[ \t]+(?:"[^"\\]*+"|[^\s"{]+)[ \t]+"?([0-9]{8})"?(?:[ \t]+(?:"[^"\\]*+"|[^\s"{]\S*+))*+[ \t]*+\r?\n'
)


class _Voucher:
    """A voucher while it is read."""

    def __init__(self, line: int, day: str) -> None:
        self.line, self.day = line, day
        self.sum, self.is_open, self.is_outside = 0, False, False


class Vouchers:
    """The vouchers that have been read so far; what they come to goes to the `file`."""

    def __init__(self, file: SieFile, data: bytes) -> None:
        self._file, self._encoding = file, file.encoding.removesuffix("-sig")
        # Wherever it stands: a posting must know the year before.
        found = _YEAR.search(data)
        self._year = (found[1].decode(), found[2].decode()) if found else ("", "")
        self._voucher: _Voucher | None = None
        self._postings: dict[tuple[bytes, bytes, str], list[int]] = {}

    @property
    def open_line(self) -> int | None:
        """The line of the voucher that is open."""
        return self._voucher.line if self._voucher is not None and self._voucher.is_open else None

    def take(self, number: int, line: bytes) -> str:
        """Reads a line that is written as most are; its label, empty where it has to be looked at closely."""
        if self._voucher is not None:
            if found := _POSTING.match(line):
                account, objects, amount, day = found.groups()
                self._post(number, account, objects, round(float(amount) * 100), day.decode() if day else "")
                return "#TRANS"
            bare = line.strip()
            if bare in (b"{", b"}"):
                self.open() if bare == b"{" else self.end()
                return bare.decode()
        if self.open_line is None and (found := _BEGINNING.match(line)):
            day_of_all = found[1].decode()
            if not DAY.fullmatch(day_of_all):
                return ""
            self._begin(number, day_of_all)
            return "#VER"
        return ""

    def begin(self, number: int, fields: list[Field]) -> None:
        if self.open_line is not None:
            raise RecordError(f"verifikationen på rad {self.open_line} är inte avslutad")
        # Where a program leaves out the series, the day stands a field earlier.
        days = [f for f in (*fields[3:4], *fields[2:3]) if isinstance(f, str)]
        day = next((d for d in days if DAY.fullmatch(d)), days[0] if days else "")
        if not DAY.fullmatch(day):
            raise RecordError(f"verifikationens datum »{day[:30]}« går inte att läsa")
        self._begin(number, day)

    def _begin(self, number: int, day: str) -> None:
        self._voucher = _Voucher(number, day)
        self._file.vouchers += 1

    def open(self) -> None:
        if self._voucher is not None:
            self._voucher.is_open = True

    def posting(self, number: int, fields: list[Field]) -> None:
        if self._voucher is None:
            raise RecordError("posten #TRANS står utanför en verifikation")
        objects, rest = listed(fields, 2)
        day = text_of(rest[1]) if len(rest) > 1 else ""
        if day and not DAY.fullmatch(day):
            raise RecordError(f"transaktionens datum »{day[:30]}« går inte att läsa")
        raw = " ".join(_quoted(part) for pair in objects for part in pair).encode(self._encoding, "replace")
        account = text_of(fields[1]).encode(self._encoding, "replace")
        self._post(number, account, raw, ore_of(rest[0]), day)

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

    def end(self) -> None:
        voucher, self._voucher = self._voucher, None
        if voucher is None:
            return
        if voucher.sum:
            self._file.unbalanced.append(voucher.line)
        if voucher.is_outside:
            self._file.outside.append(voucher.line)

    def whole(self) -> None:
        """Ends the vouchers, and gives the file what they come to."""
        if self._voucher is not None:
            self._file.cut = f"verifikationen på rad {self._voucher.line} saknar sitt slut"
        self.end()
        names = {raw: self._decoded(raw) for raw in {key[1] for key in self._postings}}
        for (account, raw, month), (ore, line_) in self._postings.items():
            add(self._file.postings, (account.decode(self._encoding), names[raw], month), Booked(ore, line_))

    def _decoded(self, raw: bytes) -> Objects:
        (inside,) = fields_of(f"{{{raw.decode(self._encoding, 'replace')}}}")
        assert isinstance(inside, tuple)
        return objects_of(inside)


def _quoted(text: str) -> str:
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'
