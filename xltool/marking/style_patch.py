"""New looks in a workbook's style sheet; those that are there keep their numbers."""

from __future__ import annotations

from xltool.drawing.styles import FONT, INK, MEDIUM, Look
from xltool.findings.finding import Severity
from xltool.patching.package_patch import PatchedPackage
from xltool.patching.xml_patch import Xml

MARK_FILLS = {Severity.ERROR: "#F8CBAD", Severity.WARNING: "#FFEB9C"}

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
_NO_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
)
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class _Pool:
    """A counted list of the style sheet: what it holds, and what is put behind. Equal entries are added once."""

    def __init__(self, xml: Xml, name: str, reserved: tuple[str, ...]) -> None:
        self._xml = xml
        self._name = name
        self._list = xml.root.child(name)
        self.held = self._list.children if self._list else []
        self._added = list(reserved[len(self.held) :])  # Excel takes the first entries for its own

    def add(self, item: str) -> int:
        if item not in self._added:
            self._added.append(item)
        return len(self.held) + self._added.index(item)

    def save(self) -> None:
        added, count = "".join(self._added), {"count": str(len(self.held) + len(self._added))}
        if self._list is None:
            xml = self._xml.node(self._name, count, added)
            self._xml.insert_in_order(self._xml.root, _ORDER, self._name, xml)
        elif added:
            self._xml.append(self._list, added)
            self._xml.set(self._list, count)


class Styles:
    """The style sheet of a package, made where there is none."""

    def __init__(self, package: PatchedPackage) -> None:
        found = (r.target for r in package.relations(package.main) if r.kind == "styles")
        path = next(found, None)
        if path is None:
            path = "xl/styles.xml"  # openpyxl looks for no other name
            package.add(path, _CONTENT_TYPE, _NO_STYLES)
            package.relate(package.main, "styles", path)
        self._path = path
        self._xml = Xml(package.parts[path], depth=3)
        self._fonts = _Pool(self._xml, "fonts", (self._font(Look()),))
        self._fills = _Pool(self._xml, "fills", (self._pattern("none"), self._pattern("gray125")))
        self._borders = _Pool(self._xml, "borders", (self._border(Look()),))
        self._formats = _Pool(self._xml, "cellXfs", (self._xml.node("xf", _PLAIN),))

    def marked(self, style: int, severity: Severity) -> int:
        """The style with a fill, and with dark text: a header may be white on dark."""
        old = self._formats.held[style] if style < len(self._formats.held) else None
        font = int(old.attributes.get("fontId", 0)) if old else 0
        new = {"fontId": str(self._dark(font)), "fillId": str(self._fill(MARK_FILLS[severity]))}
        new |= {"applyFont": "1", "applyFill": "1"}
        return self._formats.add(self._xml.copy(old, new) if old else self._xml.node("xf", {**_PLAIN, **new}))

    def of(self, look: Look) -> int:
        """The style of a new cell that looks like this."""
        node = self._xml.node
        vertical = "center" if look.valign == "vcenter" else look.valign
        numbers = {
            "fontId": self._fonts.add(self._font(look)),
            "fillId": self._fill(look.fill) if look.fill else 0,
            "borderId": self._borders.add(self._border(look)),
        }
        applied = dict.fromkeys(("applyFont", "applyFill", "applyBorder", "applyAlignment"), 1)
        alignment = node(
            "alignment", {"horizontal": "left", "vertical": vertical, "wrapText": int(look.wrap)}
        )
        return self._formats.add(node("xf", {**_PLAIN, **numbers, **applied}, alignment))

    def save(self, package: PatchedPackage) -> None:
        for pool in (self._fonts, self._fills, self._borders, self._formats):
            pool.save()
        package.parts[self._path] = bytes(self._xml)

    def _dark(self, font: int) -> int:
        """The font in our ink, everything else of it as it stood."""
        if font >= len(self._fonts.held):
            return self._fonts.add(self._font(Look()))
        held = {c.name: self._xml.raw(c) for c in self._fonts.held[font].children}
        held["color"] = self._colour("color", INK)
        return self._fonts.add(self._xml.node("font", {}, "".join(held[n] for n in _FONT_ORDER if n in held)))

    def _font(self, look: Look) -> str:
        node = self._xml.node
        strong = node("b", {}) if look.bold else ""
        line = node("u", {}) if look.underline else ""
        size = node("sz", {"val": f"{look.size:g}"})
        name = node("name", {"val": FONT}) + node("family", {"val": 2})
        return node("font", {}, strong + line + size + self._colour("color", look.colour) + name)

    def _fill(self, colour: str) -> int:
        node = self._xml.node
        colours = self._colour("fgColor", colour) + node("bgColor", {"indexed": 64})
        return self._fills.add(node("fill", {}, node("patternFill", {"patternType": "solid"}, colours)))

    def _pattern(self, kind: str) -> str:
        return self._xml.node("fill", {}, self._xml.node("patternFill", {"patternType": kind}))

    def _border(self, look: Look) -> str:
        node = self._xml.node
        line = {MEDIUM: "medium"}.get(look.bottom)
        bottom = node("bottom", {"style": line}, self._colour("color", look.bottom_colour)) if line else ""
        sides = [node(side, {}) for side in ("left", "right", "top")]
        return node("border", {}, "".join([*sides, bottom or node("bottom", {}), node("diagonal", {})]))

    def _colour(self, name: str, colour: str) -> str:
        return self._xml.node(name, {"rgb": "FF" + colour.removeprefix("#")})


_PLAIN = {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": 0}
