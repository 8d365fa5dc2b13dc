"""The shape that nearly every worksheet is written in, as regular expressions over its XML.

What is written in another shape is an `OddShapeError`, and is left to an XML parser that knows all of the format.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any
from xml.parsers import expat

from defusedxml.ElementTree import fromstring

_URI = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMESPACE = b'xmlns="' + _URI + b'"'
CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(s|n|b|e|str|inlineStr)")?(?:/>|>'
    rb"(<f\b[^>]*(?:/>|>[^<]*</f>))?"
    rb'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\br="(\d+)")(?=[^>]*\bhidden="(?:1|true|on)")[^>]*>')
HIDDEN_COLUMN = re.compile(rb'<col\b(?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")(?=[^>]*\bhidden="(?:1|true|on)")[^>]*>')  # fmt: skip
LAST_COLUMN = 16_384
YES = ("1", "true", "on")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRING = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|<t/>)</si>')
# What is left of rows and of the list of texts when cells and texts are taken out.
_ROWS = re.compile(rb"\s*+(?:<row\b[^<>]*+>(?:(?<=/>)|\s*+</row>)\s*+)*+")
_LIST = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<sst\b([^<>]*)>\s*</sst>\s*")
_WORKSHEET = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<worksheet\b([^<>]*)>")
_ENCODING = re.compile(rb"""^[^<]{0,3}<\?xml[^<>]*\bencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_STRAY = re.compile(rb"<(?:row|c|sheetData)[\s/>]")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?!0"|false")""")
_UNKNOWN = re.compile(rb"&(?!(?:lt|gt|quot|apos|amp);)")
_CONTROLS = bytes({*range(32)} - {*b"\t\n"})

# xml.sax has the same, and loads the whole of http and ssl for it.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def has_rarities(xml: bytes) -> bool:
    """Comments, CDATA, line ends, other entities than the five and what no XML may hold: for a parser alone."""
    if b"<!" in xml or b"\xef\xbf" in xml or len(xml.translate(None, _CONTROLS)) < len(xml):
        return True
    return b"&" in xml and _UNKNOWN.search(xml) is not None


def is_well_formed(xml: bytes) -> bool:
    """Whether it is XML in UTF-8. The expressions here would not see that it is not."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError:
        return False
    return _ENCODING.match(xml) is None


def check_frame(head: bytes, tail: bytes) -> None:
    """Raises OddShapeError where what stands around a sheet's rows is not as usual, or holds rows itself."""
    root = _WORKSHEET.match(head)
    frame = head + b"<sheetData></sheetData>" + tail
    if root is None or NAMESPACE not in root[1] or frame.count(_URI) > 1 or _STRAY.search(head + tail):
        raise OddShapeError
    if has_rarities(head[root.start(1) :]) or not is_well_formed(frame):
        raise OddShapeError


def cells_of(rows: bytes) -> list[tuple[bytes, ...]]:
    """The groups of CELL for each cell of the rows; raises OddShapeError where there is anything but rows and cells."""
    parts = [part or b"" for part in CELL.split(rows)]
    if b"xmlns" in rows or has_rarities(rows) or not _ROWS.fullmatch(b"".join(parts[::_STEP])):
        raise OddShapeError
    return list(zip(*(parts[group::_STEP] for group in range(1, _STEP)), strict=True))


_STEP = CELL.groups + 1


def hidden_rows(rows: bytes) -> set[int]:
    found = HIDDEN_ROW.findall(rows) if b"hidden" in rows else []
    if b"hidden" in rows and len(found) != len(_HIDDEN.findall(rows)):
        raise OddShapeError
    return set(map(int, found))


def hidden_columns(head: bytes) -> set[int]:
    """The hidden columns that stand in front of a sheet's rows."""
    columns: set[int] = set()
    found = HIDDEN_COLUMN.findall(head)
    if len(found) != len(_HIDDEN.findall(head)):
        raise OddShapeError
    for first, last in found:
        columns.update(range(int(first), min(int(last), LAST_COLUMN) + 1))
    return columns


class OddShapeError(Exception):
    """The sheet is written in another way than the fast pass knows."""


def shared_texts(package: zipfile.ZipFile) -> list[str]:
    """The workbook's shared texts, as openpyxl reads them."""
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    data = package.read("xl/sharedStrings.xml")
    parts = _STRING.split(data)
    shell = _LIST.fullmatch(b"".join(parts[::2]))
    usual = shell and NAMESPACE in shell[1] and not has_rarities(data[shell.start(1) :])
    if usual and data.count(_URI) == 1 and not _ENCODING.match(data):
        texts = [decoded(part or b"") for part in parts[1::2]]
    else:
        texts = [text_of(item) for item in fromstring(data) if item.tag == f"{MAIN}si"]
    return [t.replace("x005F_", "") for t in texts] if b"x005F_" in data else texts


def text_of(item: Any) -> str:
    """A text's runs put together, without the phonetic ones."""
    parts = []
    for child in item:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts += [t.text or "" for t in child if t.tag.rpartition("}")[2] == "t"]
    return "".join(parts)


def decoded(text: bytes) -> str:
    """The text behind its entities."""
    result = text.decode()
    if "&" in result:
        for entity, character in _ENTITIES:
            result = result.replace(entity, character)
    return result
