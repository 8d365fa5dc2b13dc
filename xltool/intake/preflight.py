"""The inspection: what a file really is and whether it is let in, before any library parses it.

Told by content, never by name. What is refused gets a finding with the limit or the fault in it; what is let in is
called ordinary where nothing about it asks for a worker of its own. Only the needle searches touch every byte.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from enum import Enum

from msgspec import Struct

from xltool.core.limits import LIMITS, MB
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.file_types import CSV, TEXT, Disguise, disguise_of, disguise_of_ole, disguise_of_zip
from xltool.intake.package_scan import Scan, is_unread
from xltool.intake.zip_entries import RefusedError, entries_of, megabytes, over_limit, part_name, pieces


class FileKind(Enum):
    """A format that can be read; the value is its ending. SIE and text are those of a ledger alone."""

    XLSX = ".xlsx"
    XLS = ".xls"
    XLSB = ".xlsb"
    ODS = ".ods"
    SIE = ".se"
    TEXT = ".csv"
    DOCX = ".docx"


class Door(Enum):
    """As what a file comes: a workbook, the ledger beside it, the document that its report goes into."""

    WORKBOOK = "workbook"
    LEDGER = "ledger"
    DOCUMENT = "document"


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


def inspect(data: bytes, name: str, door: Door = Door.WORKBOOK) -> Inspected:
    look = {Door.WORKBOOK: _seen, Door.LEDGER: _seen_ledger, Door.DOCUMENT: _seen_document}[door]
    return Inspected(data, name, look(data, name))


def _seen_document(data: bytes, name: str) -> Seen:
    """What the file is that a report is to go into."""
    from xltool.intake.document_door import seen_document

    try:
        if len(data) > LIMITS.file:
            raise over_limit("filens storlek", megabytes(len(data)), megabytes(LIMITS.file))
        seen = seen_document(data)
    except RefusedError as refused:
        return Seen(None, (refused.finding(name),))
    carried = codes.TEMPLATE_CARRIES.at(None, name=name, what=listed(seen.carries)) if seen.carries else None
    ordinary = seen.ordinary and seen.unpacked <= LIMITS.ordinary_unpacked
    return Seen(FileKind.DOCX, (carried,) if carried else (), seen.unpacked, ordinary, seen.macros)


def _seen_ledger(data: bytes, name: str) -> Seen:
    """What the file is that is said to be a ledger."""
    ordinary = len(data) <= LIMITS.ordinary_unpacked
    if len(data) > LIMITS.file:
        size = over_limit("filens storlek", megabytes(len(data)), megabytes(LIMITS.file))
        return Seen(None, (size.finding(name),))
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"#":
        if b"\0" not in data:
            return Seen(FileKind.SIE, unpacked=len(data), ordinary=ordinary)
        problem = "den innehåller tecknet NUL"
    else:
        found = disguise_of(data)
        if found in (CSV, TEXT):
            return Seen(FileKind.TEXT, unpacked=len(data), ordinary=ordinary)
        problem = f"den är {found.what}"
    return Seen(None, (codes.NOT_A_LEDGER.at(None, name=name, problem=problem),))


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
_MANIFEST, _CONTENT = "meta-inf/manifest.xml", "content.xml"
_READ_OF_ODS = ("mimetype", _CONTENT)  # of the others, many have document types
_ODS_ROOT = re.compile(rb"""["']%b["']""" % re.escape(_MIMETYPE))
_MAIN_TYPE = re.compile(
    rb"(?:spreadsheetml|ms-excel)\.(?:sheet|template|addin)[\w.]{0,40}?\.main\+xml", re.IGNORECASE
)


def _inspect_zip(data: bytes) -> Seen:
    entries = entries_of(data)
    kind = _kind_of(data, entries)
    scan = Scan()
    names = [part_name(entry.filename) for entry in entries]
    for name, entry in zip(names, entries, strict=True):
        is_read = name in _READ_OF_ODS if kind is FileKind.ODS else not is_unread(name)
        scan.start(name, is_read=is_read)
        for piece in pieces(data, entry, is_read=is_read):
            scan.piece(piece)
    active = [name for name in names if name.startswith(_ACTIVE)]
    carried = [word for prefix, word in _CARRIED if any(n.startswith(prefix) for n in active)]
    found = listed(list(dict.fromkeys([*carried, *scan.reached])))
    return Seen(
        kind,
        (codes.ACTIVE_CONTENT.at(None, what=found),) if found else (),
        scan.unpacked,
        ordinary=kind is FileKind.XLSX and scan.ordinary and scan.unpacked <= LIMITS.ordinary_unpacked,
        macros=any(n.endswith("vbaproject.bin") or _is_basic(n) for n in names),
    )


def _is_basic(name: str) -> bool:
    """Whether a part is a macro of LibreOffice; its lists of macros are there without any."""
    return name.startswith(("basic/", "scripts/")) and not name.endswith(
        ("/", "script-lb.xml", "script-lc.xml")
    )


def _kind_of(data: bytes, entries: Sequence[zipfile.ZipInfo]) -> FileKind:
    by_name = {part_name(entry.filename): entry for entry in entries}
    if "xl/workbook.bin" in by_name:
        return FileKind.XLSB
    manifest = _first_bytes(data, by_name.get(_MANIFEST))
    if _is_ods(data, by_name, manifest):
        if b"encryption-data" in manifest:
            raise RefusedError(codes.ENCRYPTED_FILE)
        return FileKind.ODS
    # Producers may call the workbook's part what they like, but it says what it is among the content types.
    declared = _first_bytes(data, by_name.get("[content_types].xml")).replace(b"\0", b"")
    if not _MAIN_TYPE.search(declared):
        raise _not_a_workbook(disguise_of_zip([entry.filename for entry in entries]))
    return FileKind.XLSX


def _is_ods(data: bytes, by_name: Mapping[str, zipfile.ZipInfo], manifest: bytes) -> bool:
    """By the part that says so, where there is one; it may be missing, and the manifest or the content says it then."""
    if _CONTENT not in by_name:
        return False
    if "mimetype" in by_name:
        return _first_bytes(data, by_name["mimetype"]).strip() == _MIMETYPE
    said = _ODS_ROOT.search(manifest) or b"<office:spreadsheet" in _first_bytes(data, by_name[_CONTENT])
    return bool(said) and "[content_types].xml" not in by_name


def _first_bytes(data: bytes, entry: zipfile.ZipInfo | None) -> bytes:
    """As much of a part as those parts ever are; nothing of one that is not there."""
    found = b""
    if entry is None:
        return found
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
