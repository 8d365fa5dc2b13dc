"""A document in Word as other programs see it: read by the standard library alone, not by xltool."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def root(data: bytes, part: str = "word/document.xml") -> Element:
    return ElementTree.fromstring(parts(data)[part])


def text(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def paragraphs(data: bytes) -> list[str]:
    """Every paragraph of the body in reading order, those in tables with them."""
    return [text(p) for p in root(data).iter(f"{W}p")]


def tables(data: bytes) -> list[list[list[str]]]:
    """The tables as rows of cells."""
    return [
        [[text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in root(data).iter(f"{W}tbl")
    ]


def controls(data: bytes) -> dict[str, list[str]]:
    """The text of every content control of ours by its tag, in every part."""
    found: dict[str, list[str]] = {}
    for name in parts(data):
        if _PARTS.fullmatch(name):
            for control in root(data, name).iter(f"{W}sdt"):
                for tag in _tags(control):
                    content = control.find(f"{W}sdtContent")
                    lines = [text(p) for p in content.iter(f"{W}p")] if content is not None else []
                    inline = text(content) if content is not None else ""
                    found.setdefault(tag, []).append("\n".join(lines) or inline)
    return found


def _tags(control: Element) -> Iterator[str]:
    for tag in control.iterfind(f"{W}sdtPr/{W}tag"):
        yield tag.get(f"{W}val", "").removeprefix("xltool:")
