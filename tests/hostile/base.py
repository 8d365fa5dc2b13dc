"""A small valid workbook written by hand, so that no change of the template moves what hostile files hold on to."""

from __future__ import annotations

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml."

TYPES, ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET, SETTINGS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"

_TEXTS = (
    "Kontotext", "Typ", "Budget", "Utfall", "Kommentar", "Avgifter", "Intäkt", "Löner", "Kostnad", "Som väntat",
    "Nämnd", "Provnämnden", "År", "Enhet", "tkr",
)  # fmt: skip


def _text(reference: str, word: str) -> str:
    return f'<c r="{reference}" t="s"><v>{_TEXTS.index(word)}</v></c>'


def _row(number: int, *cells: str | int) -> str:
    shown = (
        _text(f"{'ABCDE'[i]}{number}", cell)
        if isinstance(cell, str)
        else f'<c r="{"ABCDE"[i]}{number}"><v>{cell}</v></c>'
        for i, cell in enumerate(cells)
    )
    return f'<row r="{number}">{"".join(shown)}</row>'


def _sheet(*rows: str) -> bytes:
    data = "".join(rows).encode()
    return (
        _HEAD
        + b"<worksheet "
        + _MAIN
        + b' xmlns:r="'
        + _OFFICE
        + b'"><sheetData>'
        + data
        + b"</sheetData></worksheet>"
    )


def _relations(*targets: tuple[str, str]) -> bytes:
    inner = b"".join(
        b'<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (n, _OFFICE, kind.encode(), target.encode())
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return (
        _HEAD
        + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + inner
        + b"</Relationships>"
    )


_OVERRIDES = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "worksheets/sheet2": "worksheet", "sharedStrings": "sharedStrings", "styles": "styles"}  # fmt: skip

PARTS: dict[str, bytes] = {
    TYPES: _HEAD
    + b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    + b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + b'<Default Extension="xml" ContentType="application/xml"/>'
    + b"".join(
        b'<Override PartName="/xl/%s.xml" ContentType="%s%s+xml"/>' % (part.encode(), _TYPE, kind.encode())
        for part, kind in _OVERRIDES.items()
    )
    + b"</Types>",
    ROOT_RELATIONS: _relations(("officeDocument", WORKBOOK)),
    WORKBOOK: _HEAD
    + b"<workbook " + _MAIN + b' xmlns:r="' + _OFFICE + b'"><sheets>'
    + b'<sheet name="Driftredovisning" sheetId="1" r:id="rId1"/><sheet name="Uppgifter" sheetId="2" r:id="rId2"/>'
    + b"</sheets></workbook>",
    RELATIONS: _relations(
        ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"),
        ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"),
    ),
    SHEET: _sheet(
        _row(1, "Kontotext", "Typ", "Budget", "Utfall", "Kommentar"),
        _row(2, "Avgifter", "Intäkt", -400, -410, "Som väntat"),
        _row(3, "Löner", "Kostnad", 400, 415, "Som väntat"),
    ),
    SETTINGS: _sheet(_row(1, "Nämnd", "Provnämnden"), _row(2, "År", 2023), _row(3, "Enhet", "tkr")),
    STRINGS: _HEAD + b"<sst " + _MAIN + b">" + "".join(f"<si><t>{t}</t></si>" for t in _TEXTS).encode() + b"</sst>",
    STYLES: _HEAD
    + b"<styleSheet " + _MAIN + b'><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    + b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    + b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    + b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    + b'<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    + b'<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
}  # fmt: skip
