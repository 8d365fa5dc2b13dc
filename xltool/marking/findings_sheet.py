"""The sheet `Granskning`: all findings as a list, with links to their cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from xltool.core.cells import address
from xltool.core.origin import Origin
from xltool.core.pages import REVIEW_TITLE
from xltool.drawing.styles import BAD_INK, HEADER, INPUT_INK, SUBTITLE, TITLE, Look, line_height, lines_needed
from xltool.findings.finding import Finding, Severity, counted
from xltool.marking.cell_patch import place_of
from xltool.marking.copy_mark import MARK
from xltool.marking.style_patch import MARK_FILLS, Styles
from xltool.patching.xml_patch import RELATION_NAMESPACE, node, text_xml

HOW_TO_GO_ON = (
    "Rätta de färgade cellerna i er egen arbetsbok och kör igen. "
    "Den här kopian är bara till för att visa var felen är."
)

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COLUMNS = (("Anmärkning", 13), ("Kod", 9), ("Plats", 30), ("Vad som hittades", 60), ("Gör så här", 60))
_HEADER_ROW = 4
_MOST_LINKS = 65_000  # Excel opens 65 530 in a sheet
_TEXT = Look(valign="top", wrap=True)
_LINK = replace(_TEXT, colour=INPUT_INK, underline=True)


def listing(findings: Sequence[Finding], sheets: Collection[str], styles: Styles, views: int) -> bytes:
    """The sheet's XML. `sheets` are the names that a link can lead to, `views` the workbook's windows.

    The texts stand in the cells themselves, so that the workbook's table of shared texts stays as it was.
    """
    rows, links = _list(findings, sheets, styles)
    rows = [
        _row(1, [(REVIEW_TITLE, styles.of(TITLE))]),
        _row(2, [(f"{counted(findings).capitalize()}. {HOW_TO_GO_ON}", styles.of(SUBTITLE))]),
        _row(_HEADER_ROW, [(header, styles.of(HEADER)) for header, _ in _COLUMNS]),
        *rows,
    ]
    pane = {"ySplit": _HEADER_ROW, "topLeftCell": address(_HEADER_ROW + 1, 1)}
    pane |= {"activePane": "bottomLeft", "state": "frozen"}
    view = node("pane", pane) + node("selection", {"pane": "bottomLeft"})
    parts = (
        node(
            "sheetPr",
            {},
            node("tabColor", {"rgb": f"FF{BAD_INK[1:]}"}) + node("pageSetUpPr", {"fitToPage": 1}),
        ),
        node("dimension", {"ref": f"A1:{address(_HEADER_ROW + len(findings), len(_COLUMNS))}"}),
        node("sheetViews", {}, "".join(_view(n, view) for n in range(views))),
        node("sheetFormatPr", {"defaultRowHeight": 15}),
        node("cols", {}, "".join(_column(n, width) for n, (_, width) in enumerate(_COLUMNS, 1))),
        node("sheetData", {}, "".join(rows)),
        node("hyperlinks", {}, "".join(links)) if links else "",
        node(
            "pageMargins",
            {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.6, "header": 0.3, "footer": 0.3},
        ),
        node("pageSetup", {"paperSize": 9, "orientation": "landscape", "fitToHeight": 0}),
        node("headerFooter", {}, node("oddFooter", {}, "&amp;R&amp;P (&amp;N)")),
    )
    sheet = node("worksheet", {"xmlns": _MAIN, "xmlns:r": RELATION_NAMESPACE}, "".join(parts))
    declaration = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return declaration + MARK + sheet.encode()


def _list(
    findings: Sequence[Finding], sheets: Collection[str], styles: Styles
) -> tuple[list[str], list[str]]:
    """A row for each finding, and the links in them."""
    text, link = styles.of(_TEXT), styles.of(_LINK)
    grades = {s: styles.of(replace(_TEXT, bold=True, fill=MARK_FILLS.get(s, ""))) for s in Severity}
    rows: list[str] = []
    links: list[str] = []
    for number, finding in enumerate(findings, _HEADER_ROW + 1):
        origin = finding.origin
        linked = origin is not None and origin.sheet in sheets and len(links) < _MOST_LINKS
        cells = [
            (finding.severity.word.capitalize(), grades[finding.severity]),
            (finding.code.code, text),
            (str(origin) if origin else "Arbetsboken", link if linked else text),
            (finding.message, text),
            (finding.advice, text),
        ]
        rows.append(_row(number, cells, _height([text for text, _ in cells])))
        if linked and origin:
            links.append(node("hyperlink", {"ref": address(number, 3), "location": _location(origin)}))
    return rows, links


def _view(number: int, inner: str) -> str:
    return node("sheetView", {"showGridLines": 0, "tabSelected": 1, "workbookViewId": number}, inner)


def _column(number: int, width: int) -> str:
    return node("col", {"min": number, "max": number, "width": width, "customWidth": 1})


def _height(texts: Sequence[str]) -> float:
    """The height that the tallest wrapped text needs; LibreOffice does not grow rows by itself."""
    lines = max(lines_needed(t, width - 1, _TEXT) for t, (_, width) in zip(texts, _COLUMNS, strict=True))
    return round(lines * line_height(_TEXT) + 3, 1)


def _row(number: int, cells: Sequence[tuple[str, int]], height: float = 0.0) -> str:
    inner = ""
    for column, (text, style) in enumerate(cells, 1):
        shown = node("is", {}, node("t", {"xml:space": "preserve"}, text_xml(text)))
        inner += node("c", {"r": address(number, column), "s": style, "t": "inlineStr"}, shown)
    tall = {"ht": height, "customHeight": 1} if height else {}
    return node("row", {"r": number, **tall}, inner)


def _location(origin: Origin) -> str:
    name = origin.sheet.replace("'", "''")
    return f"'{name}'!{origin.cell if place_of(origin.cell) else 'A1'}"
