"""The zip package around a workbook, looked at before any library parses it.

Headers of a zip file are claims. Here every entry is unpacked in pieces and counted, so that what is refused is
refused for what it really holds, and nothing larger than a piece is held in memory.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO

from xltool.core.limits import LIMITS, MB
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.findings.finding import Code, Finding

_PIECE, _FEED = 1 << 20, 1 << 16


class RefusedError(Exception):
    """The file is not let in; carries the finding that says why."""

    def __init__(self, code: Code, **fields: object) -> None:
        super().__init__(code.code)
        self.code, self.fields = code, fields

    def finding(self, name: str) -> Finding:
        return self.code.at(None, name=name, **self.fields)


def over_limit(what: str, found: str, limit: str) -> RefusedError:
    return RefusedError(codes.OVER_LIMIT, what=what, found=found, limit=limit)


def megabytes(size: int) -> str:
    return f"{number_text(size / MB, 0)} MB"


def part_name(name: str) -> str:
    """What a part's name is the same as: the format does not tell upper from lower case, and some programs write the
    slashes of Windows."""
    return name.replace("\\", "/").casefold()


class Package(zipfile.ZipFile):
    """A workbook's package, whose parts are found whatever the case and the slashes of their names (`entries_of` refuses
    two that are then one), and unpacked once however often they are read, but for the largest. Raises RefusedError
    where its directory is larger than what is let in, and what zipfile raises."""

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        super().__init__(BytesIO(data))
        for info in self.filelist:
            info.filename = info.filename.replace("\\", "/")
        self._found = {part_name(info.filename): info for info in self.filelist}
        self._parts: dict[str, bytes] = {}

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        return self._found.get(part_name(name)) or super().getinfo(name)

    def holds(self, name: str) -> bool:
        return part_name(name) in self._found

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        path = part_name(name if isinstance(name, str) else name.filename)
        part = self._parts.get(path)
        if part is None:
            part = super().read(name, pwd)
            if len(part) < _LARGE:
                self._parts[path] = part
        return part

    def stream(self, path: str) -> IO[bytes]:
        """The part as a file: out of the memory where it was read before."""
        part = self._parts.get(part_name(path))
        return BytesIO(part) if part is not None else self.open(path)


_LARGE = 4 * MB


def _check_directory(data: bytes) -> None:
    # Counted in the bytes: a directory of millions of entries costs gigabytes as objects.
    if data.count(b"PK\x01\x02") > 20 * LIMITS.parts:
        raise over_limit("delar i paketet", f"över {20 * LIMITS.parts}", str(LIMITS.parts))


def entries_of(data: bytes) -> list[zipfile.ZipInfo]:
    """The package's entries in the order of its directory; raises RefusedError."""
    _check_directory(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries, directory = package.infolist(), package.start_dir
    except Exception as error:  # zipfile raises a handful of kinds for damaged directories
        raise RefusedError(
            codes.DAMAGED_FILE, problem="paketets innehållsförteckning saknas eller är trasig"
        ) from error
    if len(entries) > LIMITS.parts:
        raise over_limit("delar i paketet", str(len(entries)), str(LIMITS.parts))
    _check_names([entry.orig_filename for entry in entries])
    _check_places(data, entries, directory)
    return entries


def _check_names(names: Sequence[str]) -> None:
    folded = [part_name(name) for name in names]
    if len(set(folded)) < len(folded):
        raise RefusedError(codes.TRICKY_PACKAGE, problem="två delar har samma namn")
    for name in names:
        steps = name.replace("\\", "/").split("/")
        if ".." in steps or steps[0] == "" or ":" in steps[0] or "\0" in name:
            raise RefusedError(codes.TRICKY_PACKAGE, problem="en del har ett namn som pekar ut ur paketet")


def _check_places(data: bytes, entries: Sequence[zipfile.ZipInfo], directory: int) -> None:
    """Every entry lies on bytes of its own, in front of the directory, under the name the directory gives it."""
    free_from = 0
    if entries and min(entry.header_offset for entry in entries) > 0:
        raise RefusedError(codes.TRICKY_PACKAGE, problem="det ligger något annat framför paketet")
    for entry in sorted(entries, key=lambda e: e.header_offset):
        start = _data_start(data, entry)
        if entry.header_offset < free_from or start + entry.compress_size > directory:
            raise RefusedError(codes.TRICKY_PACKAGE, problem="delarna ligger på varandra")
        free_from = start + entry.compress_size


def _data_start(data: bytes, entry: zipfile.ZipInfo) -> int:
    header = data[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise RefusedError(codes.DAMAGED_FILE, problem="en del ligger inte där innehållsförteckningen säger")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    name = data[entry.header_offset + 30 : entry.header_offset + 30 + name_length]
    told = entry.orig_filename
    if name != told.encode("utf-8", "replace") and name != told.encode("cp437", "replace"):
        raise RefusedError(
            codes.TRICKY_PACKAGE, problem="en del har ett annat namn än i innehållsförteckningen"
        )
    return entry.header_offset + 30 + int(name_length) + int(extra_length)


def pieces(data: bytes, entry: zipfile.ZipInfo, *, is_read: bool = True) -> Iterator[bytes]:
    """The entry's content, a megabyte at most at a time; raises RefusedError where it is not what the directory says. How
    tightly a part is packed that nobody reads is of no account: pictures of one colour are."""
    start = _data_start(data, entry)
    packed = memoryview(data)[start : start + entry.compress_size]
    size, checksum = 0, 0
    try:
        for piece in _unpacked(packed, entry):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > LIMITS.unpacked:
                raise over_limit(
                    "uppackad storlek", f"över {megabytes(LIMITS.unpacked)}", megabytes(LIMITS.unpacked)
                )
            if is_read and size > LIMITS.ratio_from and size > LIMITS.ratio * max(1, entry.compress_size):
                raise over_limit("packningsgrad", f"över {LIMITS.ratio}:1", f"{LIMITS.ratio}:1")
            yield piece
    except zlib.error as error:
        raise RefusedError(codes.DAMAGED_FILE, problem="en del går inte att packa upp") from error
    if size != entry.file_size or checksum != entry.CRC:
        raise RefusedError(
            codes.DAMAGED_FILE, problem="en del har inte den storlek eller kontrollsumma som filen säger"
        )


def _unpacked(packed: memoryview, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    if entry.flag_bits & 1:
        raise RefusedError(codes.ENCRYPTED_FILE)
    if entry.compress_type == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _PIECE):
            yield bytes(packed[start : start + _PIECE])
        return
    if not len(packed) and not entry.file_size:
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise RefusedError(codes.DAMAGED_FILE, problem="en del är packad på ett sätt som Excel inte kan läsa")
    inflate = zlib.decompressobj(-15)
    for start in range(0, len(packed), _FEED):
        waiting = bytes(packed[start : start + _FEED])
        while waiting and not inflate.eof:
            yield inflate.decompress(waiting, _PIECE)
            waiting = inflate.unconsumed_tail
    if not inflate.eof:
        yield inflate.flush()
    if not inflate.eof:
        raise zlib.error("the stream ends too early")
