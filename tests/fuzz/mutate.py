"""Mutants of valid workbooks, over bytes and over XML; the same number always gives the same mutant."""

from __future__ import annotations

import functools
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from tests.examples import seed
from tests.fuzz.sources import SMALL, ledger, results_in_use
from tests.hostile.base import PARTS
from tests.hostile.build import zipped
from tests.random_boards import random_filling
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

_NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"1048576", b"1048577", b"16384", b"2147483648", b"-2147483649", b"1E308", b"1E-320", b"NaN", b"0x1F", b"1_0", b"")  # fmt: skip
_WORDS = (b"", b"A1", b"XFD1048576", b"A0", b"A1:XFD1048576", b"rId1", b"true", b"#REF!", b"s", b"str", b"e", b"b", b"d", b"inlineStr", b"n", b"../x", b"&#0;", b"&amp;", b"&lt;", b"\xff", b"_xD800_", b"x" * 300)  # fmt: skip
_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb'(\s[\w:]+=")([^"]*)(")')
_TEXT = re.compile(rb">([^<>]+)<")


@dataclass(frozen=True)
class Mutant:
    """A workbook, and the result before where there is one; the last of the two is changed."""

    data: bytes
    previous: bytes | None = None


@functools.cache
def sources() -> tuple[bytes, ...]:
    """A small workbook written by hand, the seed's, two random boards', two with a ledger, a result and a marked copy."""
    small, example = SMALL, template_bytes(seed())
    wrong = zipped({name: part.replace(b"<v>415</v>", b"<v>x</v>") for name, part in PARTS.items()})
    boards = tuple(template_bytes(random_filling(n)) for n in (1, 2))
    made = [work(data, "b.xlsx", write=True).data for data in (small, example, wrong)]
    return (small, small, example, *boards, *(data for data in made if data))


@functools.cache
def ledgers() -> tuple[bytes, ...]:
    """Workbooks with detail rows, as two programs write them, and a result of one."""
    shared, inline = ledger(in_cells=False), ledger(in_cells=True)
    made = work(shared, "b.xlsx", write=True).data
    assert made is not None
    return (shared, inline, made)


def mutant(number: int) -> Mutant:
    """The mutant of that number: one to four changes of one of the sources. Every third has detail rows, every sixth is
    a result before."""
    chance = random.Random(number)
    if number % 6 == 5:
        data, previous = chance.choice(results_in_use())
        return Mutant(data, _changed(previous, chance, "xl/"))
    if number % 3 == 0:
        return Mutant(_changed(chance.choice(ledgers()), chance, "xl/worksheets/"))
    return Mutant(_changed(chance.choice(sources()), chance, ""))


def _changed(data: bytes, chance: random.Random, rather: str) -> bytes:
    """The workbook with one to four changes, most of them in the parts whose name begins with `rather`."""
    if chance.random() < (0.1 if rather else 0.3):
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = chance.choice(_BYTES)(data, chance)
        return data
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(chance.choice((1, 1, 2, 4))):
        names = [n for n in parts if parts[n] and n.startswith(rather)] if chance.random() < 0.8 else []
        name = chance.choice(names or [n for n in parts if parts[n]] or list(parts))
        chance.choice(_XML)(parts, name, chance)
    return zipped(parts, zipfile.ZIP_DEFLATED if chance.random() < 0.8 else zipfile.ZIP_STORED)


# --- bytes -------------------------------------------------------------------------------------------------------


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.choice((1, 2, 4, 30))
    return data[:at] + chance.randbytes(length) + data[at + length :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.choice((1, 8, 500))) + data[at:]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 4, 1000)) :] or b"P"


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data) + 1)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + 700] * 2 + data[at + 700 :]


def _zero(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.choice((4, 64, 2000))
    return data[:at] + bytes(min(length, len(data) - at)) + data[at + length :]


_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _overwrite, _insert, _cut_out, _cut_off, _repeat, _zero)  # fmt: skip

# --- XML ---------------------------------------------------------------------------------------------------------

Parts = dict[str, bytes]


def _one(pattern: re.Pattern[bytes], part: bytes, chance: random.Random) -> re.Match[bytes] | None:
    found = list(pattern.finditer(part))
    return chance.choice(found) if found else None


def _tag_away(parts: Parts, name: str, chance: random.Random) -> None:
    if tag := _one(_TAG, parts[name], chance):
        parts[name] = parts[name][: tag.start()] + parts[name][tag.end() :]


def _tag_twice(parts: Parts, name: str, chance: random.Random) -> None:
    if tag := _one(_TAG, parts[name], chance):
        parts[name] = parts[name][: tag.end()] + tag[0] + parts[name][tag.end() :]


def _tags_swapped(parts: Parts, name: str, chance: random.Random) -> None:
    one, other = _one(_TAG, parts[name], chance), _one(_TAG, parts[name], chance)
    if one and other and one.end() <= other.start():
        part = parts[name]
        parts[name] = (
            part[: one.start()] + other[0] + part[one.end() : other.start()] + one[0] + part[other.end() :]
        )


def _element_away(parts: Parts, name: str, chance: random.Random) -> None:
    part = parts[name]
    if tag := _one(re.compile(rb"<(\w+)(?:\s[^<>]*)?(?<!/)>"), part, chance):
        end = part.find(b"</" + tag[1] + b">", tag.end())
        if end >= 0:
            parts[name] = part[: tag.start()] + part[end + len(tag[1]) + 3 :]


def _attribute(parts: Parts, name: str, chance: random.Random) -> None:
    if found := _one(_ATTRIBUTE, parts[name], chance):
        value = chance.choice((*_NUMBERS, *_WORDS, found[2] * 2, found[2][:-1], found[2].swapcase()))
        parts[name] = parts[name][: found.start()] + found[1] + value + found[3] + parts[name][found.end() :]


def _attribute_away(parts: Parts, name: str, chance: random.Random) -> None:
    if found := _one(_ATTRIBUTE, parts[name], chance):
        parts[name] = parts[name][: found.start()] + parts[name][found.end() :]


def _text(parts: Parts, name: str, chance: random.Random) -> None:
    if found := _one(_TEXT, parts[name], chance):
        value = chance.choice((*_NUMBERS, *_WORDS, found[1] * 2, found[1][:-1]))
        parts[name] = parts[name][: found.start(1)] + value + parts[name][found.end(1) :]


def _number(parts: Parts, name: str, chance: random.Random) -> None:
    if found := _one(re.compile(rb"\d+"), parts[name], chance):
        parts[name] = parts[name][: found.start()] + chance.choice(_NUMBERS) + parts[name][found.end() :]


def _block(parts: Parts, name: str, chance: random.Random) -> re.Match[bytes] | None:
    return _one(re.compile(rb"<(row|c|si|sheetData)\b(?:[^<>]*/>|.*?</\1>)", re.DOTALL), parts[name], chance)


def _block_twice(parts: Parts, name: str, chance: random.Random) -> None:
    if block := _block(parts, name, chance):
        parts[name] = parts[name][: block.end()] + block[0] + parts[name][block.end() :]


def _block_moved(parts: Parts, name: str, chance: random.Random) -> None:
    """A row, a cell or a text to another place between two tags."""
    if block := _block(parts, name, chance):
        rest = parts[name][: block.start()] + parts[name][block.end() :]
        if tag := _one(_TAG, rest, chance):
            parts[name] = rest[: tag.end()] + block[0] + rest[tag.end() :]


def _part_away(parts: Parts, name: str, chance: random.Random) -> None:
    if len(parts) > 1 and chance.random() < 0.3:
        del parts[name]


def _parts_swapped(parts: Parts, name: str, chance: random.Random) -> None:
    other = chance.choice(list(parts))
    parts[name], parts[other] = parts[other], parts[name]


def _part_as_bytes(parts: Parts, name: str, chance: random.Random) -> None:
    if parts[name]:
        parts[name] = chance.choice(_BYTES)(parts[name], chance)


def _letter(parts: Parts, name: str, chance: random.Random) -> None:
    at = chance.randrange(len(parts[name]) or 1)
    parts[name] = parts[name][:at] + bytes([chance.randrange(32, 127)]) + parts[name][at + 1 :]


_XML: tuple[Callable[[Parts, str, random.Random], None], ...] = (
    _tag_away, _tag_twice, _tags_swapped, _element_away, _attribute, _attribute, _attribute, _attribute_away, _text, _text,
    _number, _number, _block_moved, _block_twice, _part_away, _parts_swapped, _part_as_bytes, _letter,
)  # fmt: skip
