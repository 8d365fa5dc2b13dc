"""A walk through a package's parts, piece by piece: what would blow up, reach out or ask for a worker of its own.

Needles are searched before expressions are matched, so that a ledger of a hundred megabytes costs a fraction of a second.
What these searches do not understand (another encoding, an odd reference) is not ordinary, and is read in a worker.
"""

from __future__ import annotations

import re

from xltool.core.cells import column_number
from xltool.core.limits import LIMITS
from xltool.findings import codes
from xltool.intake.zip_entries import RefusedError, megabytes, over_limit, part_name

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".tif", ".tiff", ".bmp", ".wdp")
# What parts refer to outside the package, by kind of relationship.
_REACHED = {
    b"hyperlink": "länkar",
    b"image": "bilder som hämtas utifrån",
    b"externalLinkPath": "länkar till andra arbetsböcker",
    b"oleObject": "länkade objekt",
    b"attachedTemplate": "en länkad mall",
}
_CALLS = {
    b"WEBSERVICE(": "formler som hämtar från webben",
    b"RTD(": "formler som anropar andra program",
    b"<ddeLink": "länkar till andra program (DDE)",
}
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_RELATION_KIND = re.compile(rb"""\bType\s*=\s*["'][^"'<>]*/(\w+)["']""")

_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)""")
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<|[\s\0]+\Z")
_CODECS = ("utf-8", "utf-16-le", "utf-16-be")  # what expat reads by itself
_DOCTYPES = ["<!DOCTYPE".encode(codec) for codec in _CODECS]
_STRICT = ["http://purl.oclc.org/ooxml/spreadsheetml/main".encode(codec) for codec in _CODECS]
_AREA_WORDS = (b"col", b"mergeCell", b"hyperlink", b"<comment", b":comment")  # every sheet has the first
_FEWER_WORDS = (b"mergeCell", b"hyperlink")  # in a large workbook, which is read in a worker anyway
_AREA = re.compile(rb"<(?:\w++:)?+(?:mergeCell|hyperlink|comment|col)\s([^<>]*)>")
_REFERENCE = re.compile(rb"""\bref\s*=\s*["']([^"'<>]*)["']""")
_RANGE = re.compile(rb"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
_LAST_COLUMN = re.compile(rb"""\bmax\s*=\s*["']([0-9]+)["']""")
# A cell or row beyond column Z or row 9999: few are, and those alone are looked at closely. The expression begins with a
# letter, so that it is searched for at once.
_DISTANT = re.compile(
    rb"""r(?=[\s=])(?<!\wr)\s*+=\s*+["'](?=[A-Z]{2}|[A-Z]?[0-9]{5})([A-Z]{0,9})([0-9]{1,18})["']"""
)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']([0-9]+)["']""")
_LONGEST_TAG = 64 * 1024


def is_unread(name: str) -> bool:
    """Whether a part of an Excel package is one that no reader here opens. Drawings in SVG often have a document type."""
    name = part_name(name)
    is_picture = name.startswith("xl/media/") and name.endswith(_PICTURES)
    return is_picture or (name.startswith("xl/pivotcache/") and not name.endswith(".rels"))


class Scan:
    """A walk through the parts in pieces; raises RefusedError as soon as something is beyond the limits."""

    def __init__(self) -> None:
        self.unpacked = self._areas = 0
        self.ordinary = True
        self.reached: list[str] = []
        self._name, self._carry = "", b""
        self._first = self._xml = self._is_read = True

    def start(self, name: str, *, is_read: bool = True) -> None:
        self._name, self._carry = part_name(name), b""
        self._first, self._is_read = True, is_read

    def piece(self, piece: bytes) -> None:
        if not piece:
            return
        self.unpacked += len(piece)
        if self.unpacked > LIMITS.unpacked:
            raise over_limit(
                "uppackad storlek", f"över {megabytes(LIMITS.unpacked)}", megabytes(LIMITS.unpacked)
            )
        if self._first:
            self._first, self._xml = False, self._is_read and _XML.match(piece) is not None
            self._read_head(piece[:4096])
        if not self._xml:
            return
        text = self._carry + piece
        # Anywhere: a comment may hide where the first element is. A single byte is found sooner than several.
        if b"!" in text and _holds(text, _DOCTYPES):
            raise RefusedError(codes.TRICKY_PACKAGE, problem="en del innehåller en dokumenttyp (DOCTYPE)")
        self._read_areas(text)
        self._read_reach(text)
        if self.unpacked <= LIMITS.ordinary_unpacked:
            self._read_extent(text)
        # A tag that is cut in two is seen whole with the next piece.
        cut = text.rfind(b"<", -_LONGEST_TAG)
        self._carry = text[cut:] if cut >= 0 and b">" not in text[cut:] else text[-20:]

    def _read_head(self, head: bytes) -> None:
        if _holds(head, _STRICT):
            raise RefusedError(codes.STRICT_FORMAT)
        declared = _ENCODING.match(head)
        utf8 = declared is None or declared[1].lower() in (b"utf-8", b"us-ascii")
        if self._name.endswith((".xml", ".rels")) and (b"\0" in head or not utf8):
            self.ordinary = False  # the searches here read UTF-8; what they may miss goes to a worker

    def _read_areas(self, text: bytes) -> None:
        if b"-repeated" in text:
            for match in _REPEATED.finditer(text):
                if int(match[1]) > LIMITS.rows:
                    raise over_limit("antal rader i ett blad", match[1].decode()[:12], str(LIMITS.rows))
        large = self.unpacked > LIMITS.ordinary_unpacked
        if not any(word in text for word in (_FEWER_WORDS if large else _AREA_WORDS)):
            return
        for match in _AREA.finditer(text):
            last = _LAST_COLUMN.search(match[1])
            if last and int(last[1][:9]) > LIMITS.columns:
                raise over_limit("antal kolumner i ett blad", last[1].decode()[:12], str(LIMITS.columns))
            for reference in _REFERENCE.findall(
                match[1]
            ):  # one of them may stand in a namespace that nobody reads
                self._count_area(reference)

    def _count_area(self, reference: bytes) -> None:
        match = _RANGE.fullmatch(reference)
        if match is None:
            self.ordinary = False
        elif match[3]:
            columns = [column_number(match[i].decode().upper()) for i in (1, 3)]
            rows = [int(match[i]) for i in (2, 4)]
            self._areas += (abs(columns[1] - columns[0]) + 1) * (abs(rows[1] - rows[0]) + 1)
        if self._areas > LIMITS.areas:
            raise over_limit("antal celler i sammanfogningar och länkar", str(self._areas), str(LIMITS.areas))
        self.ordinary &= self._areas <= LIMITS.ordinary_areas

    def _read_reach(self, text: bytes) -> None:
        # A text may speak of a call.
        if "sharedstrings" not in self._name and (b"(" in text or b"<ddeLink" in text):
            self.reached += [word for needle, word in _CALLS.items() if needle in text]
        if self._name.endswith(".rels") and b"External" in text:
            for tag in _RELATION.findall(text):
                kind = _RELATION_KIND.search(tag) if b"External" in tag else None
                if kind:
                    self.reached.append(_REACHED.get(kind[1], "länkar till annat"))

    def _read_extent(self, text: bytes) -> None:
        """Cells far out: readers that lay out all cells up to the last one run out of memory on two of them."""
        if not self._name.endswith(".xml"):
            return
        found = _DISTANT.findall(text)
        rows = {row for _, row in found}
        if any(len(row) > 5 or int(row) > LIMITS.ordinary_rows for row in rows) or any(
            map(_is_far, {letters for letters, _ in found})
        ):
            self.ordinary = False


def _holds(text: bytes, encoded: list[bytes]) -> bool:
    """Whether the text holds the needle in one of the codecs; most texts have no byte of the wider ones."""
    return encoded[0] in text or (b"\0" in text and any(needle in text for needle in encoded[1:]))


def _is_far(letters: bytes) -> bool:
    return len(letters) > 2 or column_number(letters.decode()) > LIMITS.ordinary_columns
