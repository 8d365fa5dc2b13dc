"""The shape that nearly every worksheet is written in, as regular expressions over its XML.

What is written in another shape is an `OddShapeError`, and is left to an XML parser that knows all of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as Quick
from xml.parsers import expat

from xltool.core.late_patterns import late_pattern

_URI = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMESPACE = b'xmlns="' + _URI + b'"'
CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(s|n|b|e|str|inlineStr)")?(?:/>|>'
    rb"(<f(?=[\s/>])[^>]*(?:/>|>[^<]*</f>))?"
    rb'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
HIDDEN_ROW = late_pattern(rb'<row\b(?=[^>]*\br="(\d+)")(?=[^>]*\bhidden="(?:1|true|on)")[^>]*>')
HIDDEN_COLUMN = late_pattern(rb'<col\b(?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")(?=[^>]*\bhidden="(?:1|true|on)")[^>]*>')  # fmt: skip
LAST_COLUMN = 16_384
YES = ("1", "true", "on")
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRING = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|<t/>)</si>')
# What is left of rows when each cell is put as a zero byte, and of the list of texts when they are taken out.
_ROWS = late_pattern(rb"\s*+(?:<row(?=[\s/>])[^<>\0]*+>(?:(?<=/>)|[\s\0]*+</row>)\s*+)*+")
_LIST = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<sst\b([^<>]*)>\s*</sst>\s*")
_WORKSHEET = late_pattern(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<worksheet\b([^<>]*)>")
_ENCODING = re.compile(rb"""^[^<]{0,3}<\?xml[^<>]*\bencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_STRAY = late_pattern(rb"<(?:row|c|sheetData)[\s/>]")
_HIDDEN = late_pattern(rb"""\shidden\s*=\s*["'](?!0"|false")""")
_UNKNOWN = re.compile(rb"&(?!(?:lt|gt|quot|apos|amp);)")
_CONTROLS = bytes({*range(32)} - {*b"\t\n"})
_OF_RARITIES = _CONTROLS + b"!?\xef"  # each rarity but an entity has one of them, and most sheets have none

_TEXT, _RUN = f"{MAIN}t", f"{MAIN}r"
_OF_RUN = {_TEXT, f"{MAIN}rPr"}
_OF_TEXT = {_TEXT, _RUN, f"{MAIN}rPh", f"{MAIN}phoneticPr", f"{MAIN}extLst"}
_ESCAPE = late_pattern(r"_x([0-9A-Fa-f]{4})_")

# xml.sax has the same, and loads the whole of http and ssl for it.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def parsed(data: bytes) -> Any:
    """The part's root element. Where there can be no document type, and so no entity to beware of, the parser need not be
    the careful one, which is written in Python. Raises what it raises for what is no XML."""
    if b"<!" not in data and b"\0" not in data and not _ENCODING.match(data):
        return Quick.fromstring(data)
    from defusedxml.ElementTree import fromstring  # a copy of all of ElementTree, for those who need it

    return fromstring(data)


def has_rarities(xml: bytes) -> bool:
    """Comments, CDATA, instructions, line ends, other entities than the five and what no XML may hold: for a parser
    alone."""
    if len(xml.translate(None, _OF_RARITIES)) < len(xml) and (
        b"<!" in xml or b"<?" in xml or b"\xef\xbf" in xml or len(xml.translate(None, _CONTROLS)) < len(xml)
    ):
        return True
    return b"&" in xml and _UNKNOWN.search(xml) is not None


def is_well_formed(xml: bytes) -> bool:
    """Whether it is XML in UTF-8. The expressions here would not see that it is not."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError:
        return False
    return _ENCODING.match(xml) is None


def is_balanced(rows: bytes) -> bool:
    """Whether the rows alone are well-formed, whatever the names of their namespaces stand for."""
    try:
        expat.ParserCreate().Parse(b"<x>" + rows + b"</x>", True)
    except expat.ExpatError:
        return False
    return True


def check_frame(head: bytes, tail: bytes) -> None:
    """Raises OddShapeError where what stands around a sheet's rows is not as usual, holds rows itself, or is no XML."""
    root = _WORKSHEET().match(head)
    frame = head + tail
    if root is None or NAMESPACE not in root[1] or frame.count(_URI) > 1 or _STRAY().search(frame):
        raise OddShapeError
    whole = b"%b<sheetData></sheetData>%b" % (head, tail)
    if has_rarities(head[root.start(1) :]) or not is_well_formed(whole):
        raise OddShapeError


def cells_of(rows: bytes) -> list[tuple[bytes, ...]]:
    """The groups of CELL for each cell of the rows; raises OddShapeError where there is anything but rows, and cells in
    them."""
    parts = [part or b"" for part in CELL.split(rows)]
    if b"xmlns" in rows or has_rarities(rows) or not _ROWS().fullmatch(b"\0".join(parts[::_STEP])):
        raise OddShapeError
    return list(zip(*(parts[group::_STEP] for group in range(1, _STEP)), strict=True))


_STEP = CELL.groups + 1


def hidden_rows(rows: bytes) -> set[int]:
    return set(map(int, _all_hidden(HIDDEN_ROW(), rows)))


def spanned(spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The columns from the first to the last of each span, however many spans there are."""
    end = 0
    for first, last in sorted(spans):
        yield from range(max(first, end + 1), min(last, LAST_COLUMN) + 1)
        end = max(end, last)


def hidden_columns(head: bytes) -> set[int]:
    """The hidden columns that stand in front of a sheet's rows."""
    return set(spanned((int(first), int(last)) for first, last in _all_hidden(HIDDEN_COLUMN(), head)))


def _all_hidden(tag: re.Pattern[bytes], xml: bytes) -> list[Any]:
    """What is found of a hidden row or column; raises OddShapeError where there is more that is hidden."""
    if b"hidden" not in xml:
        return []
    found = tag.findall(xml)
    if len(found) != len(_HIDDEN().findall(xml)):
        raise OddShapeError
    return found


class OddShapeError(Exception):
    """The sheet is written in another way than the fast pass knows."""


def shared_texts(data: bytes) -> list[str]:
    """The workbook's shared texts, from their part. Raises ValueError where it is something else, or a text is inside
    another: that is one text to some readers, and two to others."""
    parts = _STRING.split(data)
    shell = _LIST.fullmatch(b"".join(parts[::2]))
    usual = shell and NAMESPACE in shell[1] and not has_rarities(data[shell.start(1) :])
    if usual and data.count(_URI) == 1 and not _ENCODING.match(data):
        return [decoded(part or b"") for part in parts[1::2]]
    root = parsed(data)
    if root.tag != f"{MAIN}sst" or sum(1 for _ in root.iter(f"{MAIN}si")) != len(root.findall(f"{MAIN}si")):
        raise ValueError
    return [text_of(item) for item in root.iterfind(f"{MAIN}si")]


def text_of(item: Any) -> str:
    """A text's runs put together, without the phonetic ones. Raises ValueError where there is anything else: readers
    differ in what they make of it."""
    pieces: list[Any] = []
    for child in (item, *item.iterfind(_RUN)):
        known = _OF_TEXT if child is item else _OF_RUN
        texts = child.findall(_TEXT)
        if any(part.tag not in known for part in child) or len(texts) > 1 or any(len(text) for text in texts):
            raise ValueError
        pieces += texts
    return unescaped("".join(piece.text or "" for piece in pieces))


def decoded(text: bytes) -> str:
    """The text behind its entities and escapes."""
    result = text.decode()
    if "&" in result:
        for entity, character in _ENTITIES:
            result = result.replace(entity, character)
    return unescaped(result) if "_x" in result else result


def unescaped(text: str) -> str:
    """The text behind the escapes of ECMA-376 (22.9.2.19, ST_Xstring): `_x000D_` for a character that XML does not
    hold. The ends of lines that other systems have become our own; what no text can hold stays as it is written."""
    text = _ESCAPE().sub(lambda match: _character(match[0], int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(escape: str, code: int) -> str:
    is_text = code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code < 0xFFFE
    return chr(code) if is_text or chr(code) in "\t\n\r" else escape
