"""What goes into a control: its look, its room, and what differs from what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from xltool.core.cell_text import shortened
from xltool.patching.xml_patch import Element, Xml
from xltool.word.controls import DEEP, Control, text_of

_LONGEST_SHOWN = 300
_A4 = 9026  # twentieths of a point between margins of an inch


def text_of_xml(inner: str) -> str:
    """What the XML says, as it is read back."""
    xml = Xml(f"<w:x>{inner}</w:x>".encode(), DEEP)
    return text_of(xml, xml.root)


def apart(there: str, ours: str) -> tuple[str, str]:
    """The lines of each that the other has not in its place: of a table the cells that differ."""
    theirs, mine = ([line.strip() for line in text.split("\n") if line.strip()] for text in (there, ours))
    changes = [
        c for c in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes() if c[0] != "equal"
    ]
    found = " / ".join(line for _, start, end, _, _ in changes for line in theirs[start:end])
    computed = " / ".join(line for _, _, _, start, end in changes for line in mine[start:end])
    return shortened(found, _LONGEST_SHOWN) or "–", shortened(computed, _LONGEST_SHOWN) or "–"


def looks_of(xml: Xml, control: Control) -> tuple[str, str]:
    """The properties of the first paragraph and of the first run that stand in the control, so that what goes there looks as
    the template wants it; none of a placeholder's run."""
    content = control.content
    if content is None:
        return "", ""
    paragraph = next(_below(content, "p"), None)
    run = next(_below(paragraph or content, "r"), None)
    of_run = "" if control.is_placeholder else _inside(xml, run, "rPr")
    return _inside(xml, paragraph, "pPr", without=("sectPr", "pPrChange")), of_run


def _below(element: Element, name: str) -> Iterator[Element]:
    for child in element.children:
        if child.name == name:
            yield child
        elif child.name != "tbl":
            yield from _below(child, name)


def _inside(xml: Xml, element: Element | None, name: str, without: Sequence[str] = ("rPrChange",)) -> str:
    properties = element.child(name) if element else None
    kept = [c for c in properties.children if c.name not in without] if properties else []
    return "".join(xml.raw(child) for child in kept)


def as_cell(xml: Xml, control: Control, inner: str) -> str | None:
    """The content of a control that holds a cell: the cell with its own properties."""
    cell = control.content.child("tc") if control.content else None
    if cell is None:
        return None
    properties = cell.child("tcPr")
    return f"<w:tc>{xml.raw(properties) if properties else ''}{inner}</w:tc>"


def text_width(xml: Xml) -> int:
    body = xml.root.child("body")
    section = body.child("sectPr") if body else None
    size, margins = (section.child(name) if section else None for name in ("pgSz", "pgMar"))
    if size is None or margins is None:
        return _A4
    try:
        width = int(size.attributes["w"]) - int(margins.attributes["left"]) - int(margins.attributes["right"])
    except (KeyError, ValueError):
        return _A4
    return width if width > 0 else _A4
