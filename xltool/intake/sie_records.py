"""The lines of a SIE file as labels and fields, and the encoding that they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TypeAlias

from xltool.core.sie import Booked, Key, Objects

LONGEST_LINE = 10_000
_BOM = b"\xef\xbb\xbf"
# The letters ä å ö Ä Å Ö é ü as the two old encodings write them (ledger.md §4).
_CP437 = bytes.fromhex("8486948E8F998281")
_LATIN = bytes.fromhex("E4E5F6C4C5D6E9FC")

DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
Field: TypeAlias = str | tuple[str, ...]  # an object list is a tuple


class RecordError(ValueError):
    """A record that cannot be read; its text says why, in Swedish."""


def encoding_of(data: bytes) -> str:
    """The encoding by the bytes themselves: a mark, else strict UTF-8, else the votes of the letters. What #FORMAT says is
    never asked: it says PC8 in every file."""
    if data.startswith(_BOM):
        return "utf-8-sig"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        votes = [sum(data.count(letter) for letter in letters) for letters in (_CP437, _LATIN)]
        return "cp1252" if votes[1] > votes[0] else "cp437"
    return "ascii" if data.isascii() else "utf-8"


def lines_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, without its ending. Raises RecordError at one that is too long."""
    stream = BytesIO(data)
    if data.startswith(_BOM):
        stream.seek(len(_BOM))
    number = 0
    while line := stream.readline(LONGEST_LINE + 2):
        number += 1
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            raise RecordError(f"rad {number} är längre än {LONGEST_LINE} tecken")
        yield number, line


# A quote inside quotes is written \"; any other backslash is itself. Nothing here gives back what it has matched.
_QUOTED = r'"((?:[^"\\]++|\\"|\\(?!"))*+)"'
_LISTED = r'\{((?:[^"{}]++|"(?:[^"\\]++|\\"|\\(?!"))*+")*+)\}'
_FIELD = re.compile(rf'[ \t]*+(?:{_QUOTED}|{_LISTED}|([^ \t"{{][^ \t]*+))')
_IN_LIST = re.compile(rf'[ \t]*+(?:{_QUOTED}|([^ \t"]++))')


def fields_of(text: str) -> list[Field]:
    """The fields of a record, its label first. Raises RecordError."""
    fields: list[Field] = []
    at, end = 0, len(text.rstrip(" \t"))
    while at < end:
        found = _FIELD.match(text, at, end)
        if found is None:
            raise RecordError(_why(text[at:end].lstrip(" \t")))
        quoted, in_braces, plain = found.groups()
        if in_braces is not None:
            fields.append(_inside(in_braces))
        else:
            fields.append(plain if quoted is None else quoted.replace('\\"', '"'))
        at = found.end()
    return fields


def _why(rest: str) -> str:
    if rest.startswith("{"):
        return "en objektlista {…} saknar sitt slut"
    return "ett citattecken saknar sitt slut"


def _inside(text: str) -> tuple[str, ...]:
    inside: list[str] = []
    at, end = 0, len(text.rstrip(" \t"))
    while at < end:
        found = _IN_LIST.match(text, at, end)
        if found is None:
            raise RecordError("ett citattecken i en objektlista saknar sitt slut")
        inside.append(found[2] if found[1] is None else found[1].replace('\\"', '"'))
        at = found.end()
    return tuple(inside)


def objects_of(listed: tuple[str, ...]) -> Objects:
    """The pairs of an object list: `{1 "4100" 20 "510"}`. Raises RecordError."""
    if len(listed) % 2:
        raise RecordError("en objektlista har en dimension utan objekt")
    return tuple(sorted(zip(listed[::2], listed[1::2], strict=True)))


_AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,2}0*)?|[+-]?\.[0-9]{1,2}")


def ore_of(text: Field) -> int:
    """An amount in öre; a point, and at most two decimals. Raises RecordError."""
    if not isinstance(text, str) or not _AMOUNT.fullmatch(text):
        shown = "{…}" if isinstance(text, tuple) else text[:30]
        raise RecordError(f"»{shown}« är inget belopp")
    whole, _, decimals = text.lstrip("+-").partition(".")
    ore = int(whole or 0) * 100 + int((decimals + "00")[:2])
    return -ore if text.startswith("-") else ore


def listed(fields: list[Field], at: int) -> tuple[Objects, list[Field]]:
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


def text_of(value: Field) -> str:
    """A field that is no object list. Raises RecordError."""
    if isinstance(value, tuple):
        raise RecordError("en objektlista {…} står på fel plats")
    return value


def add(rows: dict[Key, Booked], key: Key, booked: Booked) -> None:
    """Adds an amount to what the rows have of its key."""
    rows[key] = rows[key].plus(booked) if key in rows else booked
