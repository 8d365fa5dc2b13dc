"""The inspection: what a file really is and whether it is let in, before any library parses it.

Told by content, never by name. What is refused gets a finding with the limit or the fault in it; what is let in is
called ordinary where nothing about it asks for a worker of its own. Only the needle searches touch every byte.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from xltool.core.limits import LIMITS, MB
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.file_types import Disguise, disguise_of, disguise_of_ole, disguise_of_zip
from xltool.intake.package_scan import Scan
from xltool.intake.zip_entries import RefusedError, entries_of, megabytes, over_limit, pieces


class FileKind(Enum):
    """A format that can be read; the value is its ending."""

    XLSX = ".xlsx"
    XLS = ".xls"
    XLSB = ".xlsb"
    ODS = ".ods"


class Seen(Struct, frozen=True):
    """What was seen of a file. `kind` is None where the file is refused, and `findings` then says why; else they are
    about what it carries. `unpacked` is in bytes."""

    kind: FileKind | None
    findings: tuple[Finding, ...] = ()
    unpacked: int = 0
    ordinary: bool = False
    macros: bool = False


class Inspected(Struct, frozen=True):
    """A file that has been inspected; `name` is what sentences call it."""

    data: bytes
    name: str
    seen: Seen


def inspect(data: bytes, name: str) -> Inspected:
    return Inspected(data, name, _seen(data, name))


def _seen(data: bytes, name: str) -> Seen:
    """What the file `data` is; `name` is for the sentences alone. Raises nothing for content."""
    try:
        if len(data) > LIMITS.file:
            raise over_limit("filens storlek", megabytes(len(data)), megabytes(LIMITS.file))
        if data.startswith(_OLE):
            return _inspect_ole(data)
        if data.startswith(_ZIP):
            return _inspect_zip(data)
        raise _not_a_workbook(disguise_of(data))
    except RefusedError as refused:
        return Seen(None, (refused.finding(name),))


def _not_a_workbook(found: Disguise) -> RefusedError:
    return RefusedError(codes.NOT_A_WORKBOOK, what=found.what, remedy=found.remedy)


# --- compound files: .xls, and what is encrypted -----------------------------------------------------------------

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# The stream Workbook, or Book before Excel 97; some programs write it in capitals.
_XLS = re.compile(rb"(?:W\0o\0r\0k\0)?B\0o\0o\0k\0\0\0", re.IGNORECASE)


def _inspect_ole(data: bytes) -> Seen:
    if _ENCRYPTED in data:
        raise RefusedError(codes.ENCRYPTED_FILE)
    if not _XLS.search(data):
        raise _not_a_workbook(disguise_of_ole(data))
    if _has_password(data):
        raise RefusedError(codes.ENCRYPTED_FILE)
    return Seen(FileKind.XLS, unpacked=len(data))


_FIRST_RECORD = re.compile(rb"\x09\x08[\x08\x10]\0\0[\x05\x06]\x05\0")
_PASSWORD_RECORD = 0x2F


def _has_password(data: bytes) -> bool:
    """Whether one of the first records of an .xls says that the rest is encrypted."""
    first = _FIRST_RECORD.search(data)
    at = first.start() if first else len(data)
    for _ in range(4):
        if at + 4 > len(data):
            return False
        record, length = struct.unpack_from("<HH", data, at)
        if record == _PASSWORD_RECORD:
            return True
        at += 4 + length
    return False


# --- packages ----------------------------------------------------------------------------------------------------

_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MAIN_TYPE = re.compile(
    rb"(?:spreadsheetml|ms-excel)\.(?:sheet|template|addin)[\w.]{0,40}?\.main\+xml", re.IGNORECASE
)


def _inspect_zip(data: bytes) -> Seen:
    entries = entries_of(data)
    kind = _kind_of(data, entries)
    scan = Scan()
    for entry in entries:
        scan.start(entry.filename)
        for piece in pieces(data, entry):
            scan.piece(piece)
    names = [entry.filename.lower() for entry in entries]
    active = [name for name in names if name.startswith(_ACTIVE)]
    carried = [word for prefix, word in _CARRIED if any(n.startswith(prefix) for n in active)]
    found = listed(list(dict.fromkeys([*carried, *scan.reached])))
    return Seen(
        kind,
        (codes.ACTIVE_CONTENT.at(None, what=found),) if found else (),
        scan.unpacked,
        ordinary=kind is FileKind.XLSX and scan.ordinary and scan.unpacked <= LIMITS.ordinary_unpacked,
        macros=any(n.endswith("vbaproject.bin") for n in names),
    )


def _kind_of(data: bytes, entries: Sequence[zipfile.ZipInfo]) -> FileKind:
    by_name = {entry.filename.lower(): entry for entry in entries}
    if "xl/workbook.bin" in by_name:
        return FileKind.XLSB
    if "mimetype" in by_name and _first_bytes(data, by_name["mimetype"]).strip() == _MIMETYPE:
        manifest = by_name.get("meta-inf/manifest.xml")
        if manifest and b"encryption-data" in _first_bytes(data, manifest):
            raise RefusedError(codes.ENCRYPTED_FILE)
        return FileKind.ODS
    # Producers may call the workbook's part what they like, but it says what it is among the content types.
    types = by_name.get("[content_types].xml")
    declared = _first_bytes(data, types).replace(b"\0", b"") if types else b""
    if not _MAIN_TYPE.search(declared):
        raise _not_a_workbook(disguise_of_zip([entry.filename for entry in entries]))
    return FileKind.XLSX


def _first_bytes(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """As much of a part as those parts ever are."""
    found = b""
    for piece in pieces(data, entry):
        found += piece
        if len(found) >= MB:
            break
    return found


# What a package may carry that does something, by the start of its part's name.
_CARRIED = (
    ("xl/externallinks/", "länkar till andra arbetsböcker"),
    ("xl/connections.xml", "dataanslutningar"),
    ("xl/querytables/", "frågor mot databaser eller webben"),
    ("xl/embeddings/", "inbäddade objekt"),
    ("xl/activex/", "ActiveX-kontroller"),
    ("xl/ctrlprops/", "formulärkontroller"),
    ("xl/macrosheets/", "makroblad"),
    ("xl/dialogsheets/", "dialogblad"),
    ("customui", "egna menyer"),
    ("xl/webextensions/", "webbtillägg"),
    ("xl/datamodel", "en datamodell"),
    ("xl/model/", "en datamodell"),
)
_ACTIVE = tuple(prefix for prefix, _ in _CARRIED)
