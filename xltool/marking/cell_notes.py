"""Notes at cells: a part with their texts, and beside it a drawing (VML) with the box of each."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from xltool.core.cells import address
from xltool.drawing.styles import Look, lines_needed
from xltool.marking.cell_patch import CellPlace, PatchedCells
from xltool.patching.package_patch import PatchedPackage
from xltool.patching.xml_patch import Element, Xml, text_xml

AUTHOR = "xltool"
Notes: TypeAlias = Mapping[CellPlace, str]
Size: TypeAlias = Callable[[int], int]

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_COMMENTS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>'
)
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml"',
    'xmlns:o="urn:schemas-microsoft-com:office:office"',
    'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_NO_DRAWING = (
    f"<xml {' '.join(_NAMESPACES)}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202"{declared} coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{identity}"{declared} type="#_x0000_t202" '
    'style="position:absolute;width:{width}pt;height:{height}pt;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_ID_MAP = re.compile(r"""(<o:idmap\b[^>]*?\bdata\s*=\s*["'])([\d,\s]*)""")
_CLIENT_DATA = re.compile(r"<(\w+:)?ClientData\b.*?</(\w+:)?ClientData>", re.DOTALL)
_SHAPE_ID = re.compile(r"_x0000_s(\d+)")
_CLUSTER = 1024  # ids of shapes are dealt out by the thousand; no two drawings have one in common

# Everything a worksheet may hold up to the reference to its drawing of notes, in the schema's order.
_UP_TO_DRAWING = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing",
)  # fmt: skip

_WIDTH, _LINE, _MARGIN = 320, 17, 14  # a note's box in pixels
_LETTERS = 40.0  # how wide a line in it is, in characters
_NOTE_LOOK = Look(size=10)


def add_notes(package: PatchedPackage, sheet: str, xml: Xml, cells: PatchedCells, notes: Notes) -> None:
    """Puts the notes into the package and the reference to them into the sheet's XML."""
    relations = {r.identity: r for r in package.relations(sheet)}
    comments = next((r.target for r in relations.values() if r.kind == "comments"), None)
    if comments is None:
        comments = package.free_name("xl/comments{}.xml")
        package.add(comments, _COMMENTS_TYPE, _NO_COMMENTS)
        package.relate(sheet, "comments", comments)
    texts = Xml(package.parts[comments])
    fresh, extended = _write_texts(texts, notes)
    package.parts[comments] = bytes(texts)

    reference = xml.root.child("legacyDrawing")
    if reference:
        drawing = relations[reference.attributes["id"]].target
    elif not fresh:
        return
    else:
        drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.add(drawing, _VML_TYPE, _NO_DRAWING.encode())
        identity = package.relate(sheet, "vmlDrawing", drawing)
        new = xml.node("legacyDrawing", xml.relation(identity))
        xml.insert_in_order(xml.root, _UP_TO_DRAWING, "legacyDrawing", new)
    vml, codec = _decoded(package.parts[drawing])
    vml = _with_boxes(vml, fresh, _free_clusters(package, len(fresh)), cells.sizes())
    package.parts[drawing] = _with_larger_boxes(vml, extended).encode(codec)


def _write_texts(xml: Xml, notes: Notes) -> tuple[Notes, Notes]:
    """Writes the texts; gives those that are the first at their cell, and those behind a text that was there."""
    authors, comments = xml.root.child("authors"), xml.root.child("commentList")
    if authors is None or comments is None:
        raise ValueError("this is no part with comments")
    names = [xml.text(a) for a in authors.children]
    if AUTHOR not in names:
        xml.append(authors, xml.node("author", {}, AUTHOR))
    ours = [*names, AUTHOR].index(AUTHOR)
    held = {c.attributes.get("ref"): c for c in comments.children}
    fresh, extended = {}, {}
    for place, text in notes.items():
        old = held.get(address(*place))
        if old is None:
            fresh[place] = text
            inner = xml.node("text", {}, _run(xml, text))
            xml.append(comments, xml.node("comment", {"ref": address(*place), "authorId": ours}, inner))
        elif not _in_thread(old, names) and _extend(xml, old, text):
            extended[place] = text
    return fresh, extended


def _in_thread(comment: Element, authors: Sequence[str]) -> bool:
    """Whether the note is the shadow of a thread of comments, which Excel shows instead of it."""
    return authors[int(comment.attributes.get("authorId", 0))].startswith("tc=")


def _extend(xml: Xml, comment: Element, text: str) -> bool:
    """Puts the text behind the user's, unless it is there from an earlier marking."""
    body = comment.child("text")
    if body is None:
        raise ValueError("this note has no text")
    plain = body.child("t")
    runs = [c for c in body.children if c.name == "r"]
    parts = [t for holder in (body, *runs) for t in holder.children if t.name == "t"]
    if text in "".join(map(xml.text, parts)):
        return False
    separated = _run(xml, f"\n\n{text}")
    if plain:  # text of one look may not stand beside runs of text
        opening, _, closing = xml.node("r", {}, "|").partition("|")
        xml.insert(plain.start, opening)
        xml.insert(plain.end, closing)
    last = runs[-1] if runs else plain
    if last:
        xml.insert(last.end, separated)
    else:
        xml.append(body, separated)
    return True


def _run(xml: Xml, text: str) -> str:
    node = xml.node
    look = node("sz", {"val": 9}) + node("color", {"indexed": 81}) + node("rFont", {"val": "Tahoma"})
    look += node("family", {"val": 2})
    return node("r", {}, node("rPr", {}, look) + node("t", {"xml:space": "preserve"}, text_xml(text)))


# --- the boxes -----------------------------------------------------------------------------------------------


def _decoded(data: bytes) -> tuple[str, str]:
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    codec = "utf-16" if utf16 else "utf-8"
    return data.decode(codec), codec


def _with_boxes(vml: str, notes: Notes, clusters: range, sizes: tuple[Size, Size]) -> str:
    """The drawing with a box for each note. Drawings may be no proper XML (Excel writes `<br>` into them), so
    they are not parsed."""
    if not notes:
        return vml
    mapped = _ID_MAP.search(vml)
    if mapped:
        known = [n for n in re.split(r"[,\s]+", mapped[2]) if n]
        vml = vml[: mapped.start(2)] + ",".join([*known, *map(str, clusters)]) + vml[mapped.end(2) :]
    declared = "".join(f" {namespace}" for namespace in _NAMESPACES if namespace not in vml)
    shapes = [] if 'id="_x0000_t202"' in vml else [_SHAPE_TYPE.format(declared=declared)]
    identities = (cluster * _CLUSTER + n for cluster in clusters for n in range(1, _CLUSTER))
    for identity, (place, text) in zip(identities, notes.items(), strict=False):
        shapes.append(_box(identity, declared, place, text, sizes))
    end = vml.rindex("</")
    return vml[:end] + "".join(shapes) + vml[end:]


def _with_larger_boxes(vml: str, notes: Notes) -> str:
    """The drawing with room for what was put behind the users' own notes."""

    def larger(match: re.Match[str]) -> str:
        row, column, anchor = (_field(match[0], name) for name in ("Row", "Column", "Anchor"))
        if not (row and column and anchor):
            return match[0]
        text = notes.get((int(row[1]) + 1, int(column[1]) + 1))
        ends = anchor[1].split(",")
        if text is None or len(ends) != 8:
            return match[0]
        ends[6] = f" {int(ends[6]) + _lines(text) + 1}"
        return match[0][: anchor.start(1)] + ",".join(ends) + match[0][anchor.end(1) :]

    return _CLIENT_DATA.sub(larger, vml) if notes else vml


def _field(client_data: str, name: str) -> re.Match[str] | None:
    return re.search(rf"<(?:\w+:)?{name}>\s*([^<]*?)\s*</", client_data)


def _lines(text: str) -> int:
    return min(40, sum(lines_needed(line, _LETTERS, _NOTE_LOOK) for line in text.split("\n")))


def _free_clusters(package: PatchedPackage, count: int) -> range:
    used = {0}
    for name, data in package.parts.items():
        if name.lower().endswith(".vml"):
            vml = data.decode("latin-1")
            used |= {int(n) for _, numbers in _ID_MAP.findall(vml) for n in re.findall(r"\d+", numbers)}
            used |= {int(n) // _CLUSTER for n in _SHAPE_ID.findall(vml)}
    first = max(used) + 1
    return range(first, first + 1 + count // (_CLUSTER - 1))


def _box(identity: int, declared: str, place: CellPlace, text: str, sizes: tuple[Size, Size]) -> str:
    height = _lines(text) * _LINE + _MARGIN
    row, column = place
    top, left = max(row - 1, 1), min(column + 1, 16_384)
    bottom, below = _reach(top, 10 + height, sizes[0], 1_048_576)
    right, beyond = _reach(left, 15 + _WIDTH, sizes[1], 16_384)
    anchor = (left - 1, 15, top - 1, 10, right - 1, beyond, bottom - 1, below)
    return _SHAPE.format(
        identity=identity,
        declared=declared,
        width=_WIDTH * 3 / 4,
        height=height * 3 / 4,
        anchor=", ".join(map(str, anchor)),
        row=row - 1,
        column=column - 1,
    )


def _reach(start: int, pixels: int, size: Size, last: int) -> tuple[int, int]:
    """The row or column that lies so many pixels on, and how far into it."""
    at = start
    while at < last and pixels >= size(at):
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))
