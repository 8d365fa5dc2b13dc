"""The content controls of a part that are ours by their tag: where they stand, what they hold, and how to give them other
content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from xltool.patching.xml_patch import Element, Xml

PREFIX = "xltool:"
VALUE, WHOLE, CONTENTS = "värde ", "rapport", "innehåll"  # tags that are no parts of the report
PROSE = "text "  # how the tags of the board's own sections begin
DEEP = 400  # elements in each other; Word itself gives up long before


class Place(Enum):
    """What a control stands among."""

    BLOCK = "block"
    INLINE = "inline"
    CELL = "cell"
    ROW = "row"


class Control(Struct, eq=False):
    """A control of a part. `tag` is without our prefix; one that is `plain` takes text alone, one `in_cell` stands in a table."""

    part: Xml
    tag: str
    place: Place
    element: Element
    properties: Element
    content: Element | None
    text: str
    is_placeholder: bool
    is_plain: bool
    in_cell: bool
    alone_in: Element | None  # the paragraph that holds it and nothing else

    @property
    def digest(self) -> str:
        return digest_of(self.text)

    def is_inside(self, other: Control) -> bool:
        mine, its = self.element, other.element
        return self.part is other.part and its.start < mine.start and mine.end <= its.end


def digest_of(text: str) -> str:
    """What a control's text is known by, whatever program saved it: blanks at the ends of lines aside."""
    lines = [line.strip() for line in text.replace("\u00a0", " ").split("\n")]
    return hashlib.sha256("\n".join(filter(None, lines)).encode()).hexdigest()[:16]


def controls_of(xml: Xml) -> list[Control]:
    """Our controls of the part, outer ones before those in them."""
    return list(_found(xml, xml.root, Place.BLOCK, None, in_cell=False))


_INLINE, _LINES = {"p"}, {"tbl": Place.ROW, "tr": Place.CELL, "tc": Place.BLOCK}


def _found(
    xml: Xml, element: Element, place: Place, alone_in: Element | None, *, in_cell: bool
) -> Iterator[Control]:
    inside = Place.INLINE if element.name in _INLINE else _LINES.get(element.name, place)
    in_cell = in_cell or element.name == "tc"
    if element.name == "p":
        others = [c for c in element.children if c.name not in ("pPr", "sdt") and text_of(xml, c).strip()]
        controls = [c for c in element.children if c.name == "sdt"]
        alone_in = element if len(controls) == 1 and not others else None
    for child in element.children:
        if (
            child.name == "sdt"
            and (control := _control(xml, child, inside, alone_in, in_cell=in_cell)) is not None
        ):
            yield control
        yield from _found(xml, child, inside, alone_in, in_cell=in_cell)


def _control(
    xml: Xml, element: Element, place: Place, alone_in: Element | None, *, in_cell: bool
) -> Control | None:
    properties, content = element.child("sdtPr"), element.child("sdtContent")
    # LibreOffice 7 keeps the title of a control and loses its tag.
    names = [properties.child(name) for name in ("tag", "alias")] if properties else []
    said = next(
        (v for n in names if n and (v := n.attributes.get("val", "")).casefold().startswith(PREFIX)), ""
    )
    if properties is None or not said:
        return None
    return Control(
        xml,
        " ".join(said[len(PREFIX) :].split()),
        place,
        element,
        properties,
        content,
        text_of(xml, content) if content else "",
        properties.child("showingPlcHdr") is not None,
        properties.child("text") is not None,
        in_cell,
        alone_in if place is Place.INLINE else None,
    )


_ENDS = {"p": "\n", "tc": "\n", "br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_PASSED_OVER = {"sdtPr", "pPr", "rPr", "tblPr", "trPr", "tcPr", "AlternateContent"}


def text_of(xml: Xml, element: Element) -> str:
    """What the element says: a paragraph a line, a cell a line, a picture by its alt text."""
    return "".join(_texts(xml, element)).strip("\n")


def _texts(xml: Xml, element: Element) -> Iterator[str]:
    for child in element.children:
        if child.name == "t":
            yield xml.text(child)
        elif child.name == "docPr":
            yield f"[{child.attributes.get('descr', '')}]"
        elif child.name not in _PASSED_OVER:
            yield from _texts(xml, child)
        yield _ENDS.get(child.name, "")


def fill(xml: Xml, control: Control, inner: str) -> None:
    """Gives the control other content, `inner`; the mark that it shows a placeholder goes."""
    placeholder = control.properties.child("showingPlcHdr")
    if placeholder is not None:
        xml.replace(placeholder.start, placeholder.end, "")
    content = control.content
    if content is None:
        xml.insert(control.element.inner_end, xml.node("sdtContent", {}, inner))
    elif content.inner == content.end:  # <w:sdtContent/>
        xml.replace(content.start, content.end, xml.node("sdtContent", {}, inner))
    else:
        xml.replace(content.inner, content.inner_end, inner)


def fill_as_block(xml: Xml, control: Control, inner: str) -> None:
    """Gives a control that is alone in its paragraph blocks as its content: it takes the paragraph's place."""
    paragraph = control.alone_in
    assert paragraph is not None
    kept = (c for c in control.properties.children if c.name != "showingPlcHdr")
    properties = xml.node("sdtPr", {}, "".join(map(xml.raw, kept)))
    new = xml.node("sdt", {}, properties + xml.node("sdtContent", {}, inner))
    xml.replace(paragraph.start, paragraph.end, new)
