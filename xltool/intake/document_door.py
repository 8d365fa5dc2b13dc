"""The inspection of a document in Word: whether it is one, whether it is let in, and what it carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zipfile import ZipInfo

from msgspec import Struct

from xltool.core.limits import MB
from xltool.findings import codes
from xltool.intake.file_types import disguise_of, disguise_of_ole, disguise_of_zip
from xltool.intake.package_scan import Scan
from xltool.intake.zip_entries import RefusedError, entries_of, part_name, pieces

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MAIN_TYPE = re.compile(
    rb"(?:wordprocessingml|ms-word)\.(?:document|template)[\w.]{0,40}?\.main\+xml", re.IGNORECASE
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_CARRIED = (
    ("word/vbaproject", "makron"),
    ("word/embeddings/", "inbäddade objekt"),
    ("word/activex/", "ActiveX-kontroller"),
    ("customui", "egna menyer"),
    ("word/webextensions/", "webbtillägg"),
)


class SeenDocument(Struct, frozen=True):
    """What was seen of a document: its size unpacked in bytes, and the active things that it `carries`."""

    unpacked: int
    carries: tuple[str, ...]
    macros: bool
    ordinary: bool


def seen_document(data: bytes) -> SeenDocument:
    """Raises RefusedError for what is no document of Word, or is not let in."""
    if data.startswith(_OLE):
        what = "krypterad med lösenord" if _ENCRYPTED in data else disguise_of_ole(data).what
        raise _no_document(
            f"den är {what} i det äldre formatet" if _ENCRYPTED not in data else f"den är {what}"
        )
    if not data.startswith(_ZIP):
        raise _no_document(f"den är {disguise_of(data).what}")
    entries = entries_of(data)
    names = [part_name(entry.filename) for entry in entries]
    if not _MAIN_TYPE.search(_content_types(data, entries)):
        raise _no_document(f"den är {disguise_of_zip([e.filename for e in entries]).what}")
    scan = Scan()
    for name, entry in zip(names, entries, strict=True):
        is_read = name.endswith((".xml", ".rels"))
        scan.start(name, is_read=is_read)
        for piece in pieces(data, entry, is_read=not name.startswith("word/media/")):
            if is_read and _STRICT in piece:
                raise _no_document("den är sparad som strikt Open XML")
            scan.piece(piece)
    carries = [word for prefix, word in _CARRIED if any(name.startswith(prefix) for name in names)]
    macros = any(name.startswith("word/vbaproject") for name in names)
    return SeenDocument(scan.unpacked, tuple(dict.fromkeys([*carries, *scan.reached])), macros, scan.ordinary)


def _no_document(reason: str) -> RefusedError:
    return RefusedError(codes.NOT_A_DOCUMENT, reason=reason)


def _content_types(data: bytes, entries: Sequence[ZipInfo]) -> bytes:
    found = b""
    for entry in entries:
        if part_name(entry.filename) == "[content_types].xml":
            for piece in pieces(data, entry):
                found += piece
                if len(found) >= MB:
                    break
    return found.replace(b"\0", b"")
