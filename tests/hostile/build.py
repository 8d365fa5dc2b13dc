"""Helpers for building hostile files: the valid example with parts changed, and zip files that no library would write."""

from __future__ import annotations

import functools
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

from tests.hostile.base import PARTS, SHEET

Builder: TypeAlias = Callable[[], bytes]


@dataclass(frozen=True)
class Hostile:
    """A file and what becomes of it: `0`, `1 XL201` or `3 XL123`, with the codes of its errors (and XL1xx infos). Where
    its name begins with `before`, it is the result before of a harmless workbook, with `sie` or `csv` its ledger."""

    name: str
    expected: str
    build: Builder

    @property
    def is_before(self) -> bool:
        return self.name.startswith("before")

    @property
    def is_document(self) -> bool:
        """Whether it is the template of a harmless workbook's report."""
        return self.name.startswith("docx")

    @property
    def ledger_ending(self) -> str:
        """That of a ledger's file beside a harmless workbook, empty for others."""
        return {"sie": ".se", "csv": ".csv"}.get(self.name.partition("_")[0], "")


class Files:
    """A table of hostile files; each builder is entered with what is expected of its file."""

    def __init__(self) -> None:
        self.all: list[Hostile] = []

    def __call__(self, expected: str) -> Callable[[Builder], Builder]:
        def enter(build: Builder) -> Builder:
            self.all.append(Hostile(build.__name__, expected, functools.cache(build)))  # some take seconds
            return build

        return enter


def noise(length: int) -> bytes:
    """Characters that hardly pack, the same every time."""
    return random.Random(7).randbytes(length // 2).hex().encode()


def zipped(content: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, part in content.items():
            package.writestr(
                zipfile.ZipInfo(name), part, method
            )  # with no time of day: the same bytes each time
    return buffer.getvalue()


def with_parts(changed: Mapping[str, bytes]) -> bytes:
    """The valid workbook with parts added or put in place of its own."""
    return zipped({**PARTS, **changed})


def without(*names: str) -> bytes:
    return zipped({name: part for name, part in PARTS.items() if name not in names})


def edited(part: str, old: bytes, new: bytes, count: int = 1) -> bytes:
    """The valid workbook with a text of one part replaced."""
    before = PARTS[part]
    assert old in before, f"{part} does not hold {old!r}"
    return with_parts({part: before.replace(old, new, count)})


def in_sheet(xml: bytes) -> bytes:
    """The valid workbook with XML behind the sheet's cells."""
    return edited(SHEET, b"</sheetData>", b"</sheetData>" + xml)


def more_rows(xml: bytes) -> bytes:
    """The valid workbook with rows behind the sheet's own."""
    return edited(SHEET, b"</sheetData>", xml + b"</sheetData>")


def related(part: str, *relations: bytes, content: Mapping[str, bytes] | None = None) -> bytes:
    """The valid workbook with relationships added to a part."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    before = PARTS.get(
        path,
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    )
    changed = before.replace(b"</Relationships>", b"".join(relations) + b"</Relationships>")
    return with_parts({path: changed, **(content or {})})


@dataclass(frozen=True)
class Entry:
    """An entry of a zip file, written as told and not as true."""

    name: bytes
    packed: bytes
    size: int
    checksum: int
    method: int = 8
    flags: int = 0
    local_name: bytes | None = None
    at: int | None = None  # where the directory says that it lies


def deflated(name: str, content: bytes, level: int = 6) -> Entry:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return Entry(name.encode(), packed, len(content), zlib.crc32(content))


@functools.cache
def zeros(size: int) -> Entry:
    """So many zeros, packed as small as they come; several files hold the same, each under a name of its own."""
    return deflated("zeros", bytes(size), 9)


def raw_zip(entries: list[Entry], tail: bytes = b"") -> bytes:
    body, directory = bytearray(), bytearray()
    for e in entries:
        offset = len(body) if e.at is None else e.at
        sizes = struct.pack("<IIIHH", e.checksum, len(e.packed), e.size, len(e.name), 0)
        fixed = struct.pack("<HHHHH", 20, e.flags, e.method, 0, 33)
        local = e.name if e.local_name is None else e.local_name
        body += b"PK\x03\x04" + fixed + sizes[:12] + struct.pack("<HH", len(local), 0) + local + e.packed
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fixed + sizes
        directory += struct.pack("<HHHII", 0, 0, 0, 0, offset) + e.name
    ending = struct.pack(
        "<HHHHIIH", 0, 0, len(entries) & 0xFFFF, len(entries) & 0xFFFF, len(directory), len(body), len(tail)
    )
    return bytes(body + directory) + b"PK\x05\x06" + ending + tail


def raw_parts() -> list[Entry]:
    """The valid workbook's parts as entries."""
    return [deflated(name, part) for name, part in PARTS.items()]


def ole(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + b"".join(s.encode("utf-16-le") for s in streams)
        + bytes(64)
    )
