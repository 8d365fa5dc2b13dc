"""A result's parts as one file. The standard library's zipfile spends more on the directory of forty small parts than on
deflating them, and zlib takes three times as long as ISA-L; what else the two can do is not needed here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import Any

# Bytes of a part, and of the whole: beyond it another format begins, which not all programs read.
_MOST = 0xFFFFFFFF
# What is said of a part both before it and in the directory: the version to read it, deflated, on the earliest day that
# there is, so that the same input gives the same bytes; its checksum and sizes, and the length of its name.
_SAID = struct.Struct("<HHHHHLLLHH")
_VERSION, _DEFLATED, _EARLIEST = 20, 8, 1 << 5 | 1
_BEFORE, _LISTED, _END = b"PK\x03\x04", b"PK\x01\x02\x14\x00", struct.Struct("<4sHHHHLLH")
_PLACE = struct.Struct("<HHHLL")


def zipped(parts: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """The package of the parts: their names, in ASCII, and their bytes in pieces. Raises ValueError where it would be too
    large for the format."""
    written: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for part, pieces in parts:
        name = part.encode("ascii")
        deflated, size, checksum = _deflated(pieces)
        packed = sum(map(len, deflated))
        if max(size, at + packed) > _MOST:
            raise ValueError(f"{part} is too large for a package")
        said = _SAID.pack(_VERSION, 0, _DEFLATED, 0, _EARLIEST, checksum, packed, size, len(name), 0)
        directory += (_LISTED, said, _PLACE.pack(0, 0, 0, 0, at), name)
        written += (_BEFORE, said, name, *deflated)
        at += len(_BEFORE) + len(said) + len(name) + packed
    listed = b"".join(directory)
    count = len(directory) // 4
    return b"".join((*written, listed, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), at, 0)))


def _deflated(pieces: Iterable[bytes]) -> tuple[list[bytes], int, int]:
    """The pieces deflated, their size before that, and their checksum."""
    deflate = _deflate()
    found: list[bytes] = []
    size = checksum = 0
    for piece in pieces:
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        found.append(deflate.compress(piece))
    found.append(deflate.flush())
    return found, size, checksum


def _deflate_by_zlib() -> Any:
    """Level 2 takes a quarter of the time of the usual 6, for files a fifth larger. Memory is a step below the usual 8,
    whose tables take longer to set up than most parts take to deflate."""
    return zlib.compressobj(2, zlib.DEFLATED, -zlib.MAX_WBITS, 7)


def _deflate_by_isal() -> Any:
    """What its first level makes is as small."""
    return isal_zlib.compressobj(1, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)


try:
    from isal import isal_zlib
except ImportError:  # a kind of machine that it is not made for
    _deflate = _deflate_by_zlib
else:
    _deflate = _deflate_by_isal
