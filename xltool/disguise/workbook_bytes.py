"""A raw workbook as a file: what is in the cells and how it looks, and nothing else: no properties, no comments, no names, no pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape, quoteattr

from xltool.core.cells import CellStyle, ErrorValue, RawBook, RawCell, RawSheet, address, serial
from xltool.drawing.zip_writer import zipped

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What XML cannot hold is written as its number, and so is what would be read as such a number.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_UNKNOWN = "UNKNOWN()"  # a formula that was never computed and whose text nobody has kept
_Style = tuple[str, bool, int, bool]


def workbook_bytes(book: RawBook) -> bytes:
    """The workbook as `.xlsx`. Raises ValueError where it is too large for one."""
    styles = _styles(book)
    sheets = [(f"xl/worksheets/sheet{n}.xml", sheet) for n, sheet in enumerate(book.sheets, start=1)]
    parts = [
        ("[Content_Types].xml", _content_types(len(sheets))),
        ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", _workbook(book)),
        (
            "xl/_rels/workbook.xml.rels",
            _relations([*(("worksheet", name[3:]) for name, _ in sheets), ("styles", "styles.xml")]),
        ),
        ("xl/styles.xml", _styles_xml(styles)),
        *((name, _sheet(sheet, styles)) for name, sheet in sheets),
    ]
    return zipped((name, [(_XML + text).encode()]) for name, text in parts)


def _content_types(count: int) -> str:
    named = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
    named += [(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, count + 1)]
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in named
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _workbook(book: RawBook) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(s.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, s in enumerate(book.sheets, start=1)
    )
    return f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


# --- looks ---------------------------------------------------------------------------------------------------


def _style(cell: RawCell) -> _Style:
    look: CellStyle = cell.style
    return cell.number_format, look.bold, look.indent, look.is_open


def _styles(book: RawBook) -> dict[_Style, int]:
    """The number of each look; that of no look is 0."""
    found: dict[_Style, int] = {("General", False, 0, False): 0}
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            found.setdefault(_style(cell), len(found))
    return found


def _styles_xml(styles: dict[_Style, int]) -> str:
    formats = {
        number_format: 164 + n
        for n, number_format in enumerate(dict.fromkeys(s[0] for s in styles if s[0] != "General"))
    }
    listed = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for code, number in formats.items()
    )
    looks = "".join(
        f'<xf numFmtId="{formats.get(code, 0)}" fontId="{int(bold)}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1" '
        f'applyProtection="1"><alignment indent="{indent}"/><protection locked="{int(not is_open)}"/></xf>'
        for code, bold, indent, is_open in styles
    )
    own = f'<numFmts count="{len(formats)}">{listed}</numFmts>' if formats else ""
    return (
        f'<styleSheet {_MAIN}>{own}<fonts count="2"><font/><font><b/></font></fonts>'
        '<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(styles)}">{looks}</cellXfs></styleSheet>'
    )


# --- sheets --------------------------------------------------------------------------------------------------


def _sheet(sheet: RawSheet, styles: dict[_Style, int]) -> str:
    columns = "".join(
        f'<col min="{c}" max="{c}" width="10" hidden="1"/>' for c in sorted(sheet.hidden_columns)
    )
    merged = "".join(f'<mergeCell ref="{address(a, b)}:{address(c, d)}"/>' for a, b, c, d in sheet.merged)
    area = sheet.filtered
    filtered = ""
    if area:
        reference = f"{address(area[0], area[1])}:{address(area[2], area[3])}"
        filtered = f'<autoFilter ref="{reference}"><filterColumn colId="0"><filters blank="1"/></filterColumn></autoFilter>'
    return "".join(
        (
            f"<worksheet {_MAIN}>",
            f"<cols>{columns}</cols>" if columns else "",
            f"<sheetData>{''.join(_rows(sheet, styles))}</sheetData>",
            filtered,
            f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else "",
            "</worksheet>",
        )
    )


def _rows(sheet: RawSheet, styles: dict[_Style, int]) -> Iterator[str]:
    cells: dict[int, list[str]] = {row: [] for row in (*sheet.hidden_rows, *sheet.levels)}
    for (row, column), cell in sorted(sheet.cells.items()):
        cells.setdefault(row, []).append(_cell(address(row, column), cell, styles[_style(cell)]))
    for row in sorted(cells):
        hidden = ' hidden="1"' if row in sheet.hidden_rows else ""
        level = f' outlineLevel="{sheet.levels[row]}"' if row in sheet.levels else ""
        yield f'<row r="{row}"{hidden}{level}>{"".join(cells[row])}</row>'


def _cell(place: str, cell: RawCell, style: int) -> str:
    kind, text = _stored(cell)
    said = cell.formula if cell.stored or cell.formula is not None else _UNKNOWN
    formula = f"<f>{_text(said)}</f>" if said is not None else ""
    value = "" if text is None or not cell.stored else f"<v>{_text(text)}</v>"
    if kind == "str" and not formula and value:
        kind, value = "inlineStr", f'<is><t xml:space="preserve">{_text(text or "")}</t></is>'
    tag = f' t="{kind}"' if kind != "n" and value else ""
    return f'<c r="{place}" s="{style}"{tag}>{formula}{value}</c>'


def _stored(cell: RawCell) -> tuple[str, str | None]:
    value = cell.value
    if value is None:
        return "n", None
    if isinstance(value, ErrorValue):
        return "e", str(value)
    if isinstance(value, str):
        return "str", value
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, datetime | date | time | timedelta):
        return "n", f"{serial(value):.15g}"
    return "n", f"{value:.17g}"


def _text(text: str) -> str:
    return escape(_HIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
