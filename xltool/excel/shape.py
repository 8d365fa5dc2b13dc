"""The shape that nearly every worksheet is written in, as regular expressions over its XML.

What is written in another shape is an `OddShapeError`, and is left to an XML parser that knows all of the format.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any

from defusedxml.ElementTree import fromstring

NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(s|n|b|e|str|inlineStr)")?(?:/>|>'
    rb"(<f\b[^>]*(?:/>|>[^<]*</f>))?"
    rb'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\br="(\d+)")(?=[^>]*\bhidden="(?:1|true|on)")[^>]*>')
HIDDEN_COLUMN = re.compile(rb'<col\b(?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")(?=[^>]*\bhidden="(?:1|true|on)")[^>]*>')  # fmt: skip
LAST_COLUMN = 16_384
YES = ("1", "true", "on")
_STRING = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|<t/>)</si>')


# xml.sax has the same, and loads the whole of http and ssl for it.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def has_rarities(xml: bytes) -> bool:
    """Comments, CDATA, line ends and numbered characters, which only a parser should read."""
    return b"<!" in xml or b"\r" in xml or b"&#" in xml


class OddShapeError(Exception):
    """The sheet is written in another way than the fast pass knows."""


def shared_texts(package: zipfile.ZipFile) -> list[str]:
    """The workbook's shared texts, as openpyxl reads them."""
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    data = package.read("xl/sharedStrings.xml")
    found = _STRING.findall(data)
    if NAMESPACE in data[:2000] and len(found) == data.count(b"<si") and not has_rarities(data):
        texts = [t.decode() for t in found]
        texts = [_unescaped(t) for t in texts] if b"&" in data else texts
    else:
        texts = [text_of(item) for item in fromstring(data)]
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
    return _unescaped(text.decode())


def _unescaped(text: str) -> str:
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
