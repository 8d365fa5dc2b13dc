"""Workbooks that other programs write in ways of their own, and that are read as what they hold; beside each, what looks
like it and is refused all the same."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest

from tests.hostile.base import PARTS, RELATIONS, SHEET, STYLES, WORKBOOK
from tests.hostile.build import deflated, edited, in_sheet, more_rows, raw_parts, raw_zip, with_parts, zipped
from xltool.core.cells import RawCell, RawValue
from xltool.intake.preflight import inspect
from xltool.intake.workbook_reader import read_workbook
from xltool.running.outcome import State
from xltool.running.pipeline import work

ROWS: list[list[str | float]] = [
    ["Kontotext", "Budget"],
    ["Avgifter", -400.0],
    ["Löner för hela  året", 400.5],
]


def read(data: bytes) -> dict[str, list[list[RawValue]]]:
    """The values of each sheet by its name, row by row."""
    book, found = read_workbook(data, "b")
    assert book is not None, [f.message for f in found]
    return {s.name: _rows(s.cells) for s in book.sheets}


def _rows(cells: Mapping[tuple[int, int], RawCell]) -> list[list[RawValue]]:
    rows = sorted({row for row, _ in cells})
    return [[c.value for (r, _), c in sorted(cells.items()) if r == row] for row in rows]


def codes(data: bytes) -> list[str]:
    return [f.code.code for f in read_workbook(data, "b")[1]]


def refusal(data: bytes) -> str:
    book, found = read_workbook(data, "b")
    assert book is None
    (finding,) = found
    return f"{finding.code.code}: {finding.message}"


# --- OpenDocument ------------------------------------------------------------------------------------------------

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:media-type="{}" manifest:full-path="/"/></manifest:manifest>'


def _ods_cell(value: str | float, between: str) -> str:
    kind = 'office:value-type="string"' if isinstance(value, str) else f'office:value-type="float" office:value="{value}"'  # fmt: skip
    shown = str(value).replace("  ", '<text:s text:c="1"/> ').replace("hela", "<text:span>hela</text:span>")
    return f"<table:table-cell {kind}>{between}<text:p>{shown}</text:p>{between}</table:table-cell>"


def ods(between: str = "", changed: Mapping[str, bytes | None] | None = None) -> bytes:
    """A spreadsheet of ROWS with blanks `between` its elements; None is for a part that is left out."""
    rows = [f"<table:table-row>{between}{between.join(_ods_cell(v, between) for v in row)}{between}</table:table-row>" for row in ROWS]  # fmt: skip
    inner = between.join(
        ["", '<table:table table:name="Drift">', "<table:table-column/>", *rows, "</table:table>", ""]
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_NAMES}>{between}<office:body>{between}<office:spreadsheet>{inner}</office:spreadsheet>{between}</office:body>{between}</office:document-content>'
    manifest = _MANIFEST.format(_ODS.decode()).encode()
    parts = {
        "mimetype": _ODS,
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest,
        **(changed or {}),
    }
    return zipped({name: part for name, part in parts.items() if part is not None})


BASIC = b'<?xml version="1.0"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n<script:module>Sub Main</script:module>'
OTHERS_ODS = {
    "as LibreOffice writes it": ods(),
    "blanks between elements, as PHP's libraries write": ods("\n    "),
    "tabs and Windows' line ends": ods("\r\n\t"),
    "no mimetype": ods(changed={"mimetype": None}),
    "neither mimetype nor manifest": ods(changed={"mimetype": None, "META-INF/manifest.xml": None}),
    "mimetype with a line end": ods(changed={"mimetype": _ODS + b"\n"}),
    "macros": ods(changed={"Basic/Standard/Module1.xml": BASIC, "Basic/script-lc.xml": BASIC}),
    "the manifest with a document type": ods(changed={"META-INF/manifest.xml": BASIC}),
    "a picture of one colour": ods(changed={"Pictures/1.png": bytes(30_000_000)}),
}


@pytest.mark.parametrize("how", OTHERS_ODS)
def test_ods_is_read_however_its_program_writes_it(how: str) -> None:
    assert read(OTHERS_ODS[how]) == {"Drift": ROWS}


def test_macros_of_libreoffice_are_told_and_its_empty_lists_of_macros_are_not() -> None:
    assert codes(OTHERS_ODS["macros"]) == ["XL109", "XL106"]
    assert codes(ods(changed={"Basic/script-lc.xml": BASIC, "Basic/": b""})) == ["XL109"]


def test_what_only_resembles_a_spreadsheet_is_refused() -> None:
    content = zipfile.ZipFile(BytesIO(ods())).read("content.xml")
    typed = content.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
    assert "DOCTYPE" in refusal(ods(changed={"content.xml": typed}))
    assert "200:1" in refusal(ods(changed={"content.xml": content + b" " * 30_000_000}))
    assert refusal(ods(changed={"mimetype": _ODS.replace(b"spreadsheet", b"text")})).startswith("XL104")
    encrypted = _MANIFEST.format(_ODS.decode()).replace(
        "/>", "><manifest:encryption-data/></manifest:file-entry>"
    )
    for mimetype in (_ODS, None):
        assert refusal(
            ods(changed={"mimetype": mimetype, "META-INF/manifest.xml": encrypted.encode()})
        ).startswith("XL103")
    text = _MANIFEST.format("application/vnd.oasis.opendocument.text").encode()
    letter = {"content.xml": b"<office:document-content/>", "META-INF/manifest.xml": text}
    assert refusal(ods(changed={"mimetype": None, **letter})).startswith("XL104")


# --- the binary workbook of Excel --------------------------------------------------------------------------------


def _record(kind: int, body: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    assert len(body) < 128
    return number + bytes([len(body)]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary_sheet() -> bytes:
    out = _record(129) + _record(148, struct.pack("<4I", 0, len(ROWS) - 1, 0, 1)) + _record(145)
    for number, row in enumerate(ROWS):
        out += _record(0, struct.pack("<IIHxxxI", number, 0, 300, 0))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            stored = (6, _wide(value)) if isinstance(value, str) else (5, struct.pack("<d", value))
            out += _record(stored[0], place + stored[1])
    return out + _record(146) + _record(130)


def xlsb(*, chart: bool) -> bytes:
    """ROWS on a sheet, behind one with a chart alone."""
    kinds = ["chartsheet", "worksheet"] if chart else ["worksheet"]
    sheets = b"".join(
        _record(
            156,
            struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide({"worksheet": "Drift"}.get(kind, "Diagram")),
        )
        for n, kind in enumerate(kinds, 1)
    )
    office = PARTS[RELATIONS].split(b'Type="')[1].split(b"/worksheet")[0].decode()
    related = "".join(f'<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{kind}s/sheet1.bin"/>' for n, kind in enumerate(kinds, 1))  # fmt: skip
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.bin": _record(131) + _record(143) + sheets + _record(144) + _record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>'.encode(),
        "xl/worksheets/sheet1.bin": _binary_sheet(),
        "xl/chartsheets/sheet1.bin": _record(129) + _record(130),
    }
    return zipped(parts)


@pytest.mark.parametrize("chart", [False, True])
def test_xlsb_is_read_with_and_without_a_sheet_of_a_chart(*, chart: bool) -> None:
    assert read(xlsb(chart=chart)) == {"Drift": ROWS}


def test_an_older_format_that_the_library_cannot_read_is_not_called_damaged() -> None:
    (finding,) = read_workbook(zipped({"xl/workbook.bin": b"\x83\x01\x00"}), "lön.xlsb")[1]
    assert finding.code.code == "XL151"
    assert "lön.xlsb är en .xlsb-fil som xltool inte kan läsa" in finding.message
    assert "Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx)" in finding.hint


# --- names of parts ----------------------------------------------------------------------------------------------


def _renamed(how: str) -> bytes:
    change = {"backslashes": lambda n: n.replace("/", "\\"), "lower case": str.lower, "capitals": str.upper}[
        how
    ]
    return raw_zip([deflated(change(name), part) for name, part in PARTS.items()])


USUAL = read(zipped(PARTS))


@pytest.mark.parametrize("how", ["backslashes", "lower case", "capitals"])
def test_parts_are_found_whatever_the_case_and_the_slashes_of_their_names(how: str) -> None:
    assert read(_renamed(how)) == USUAL
    done = work(_renamed(how), "b.xlsx", write=True)
    assert done.state is State.OK


def test_targets_with_backslashes_lead_to_their_parts() -> None:
    assert read(edited(RELATIONS, b'"worksheets/sheet1.xml"', b'"worksheets\\sheet1.xml"')) == USUAL


@pytest.mark.parametrize("how", ["backslashes", "lower case"])
def test_the_marked_copy_of_such_a_package_is_whole(how: str) -> None:
    change = {"backslashes": lambda n: n.replace("/", "\\"), "lower case": str.lower}[how]
    wrong = PARTS[SHEET].replace(b'<c r="D3"><v>415', b'<c r="D3" t="str"><v>ca 300')
    parts = {**PARTS, SHEET: wrong}
    done = work(raw_zip([deflated(change(name), part) for name, part in parts.items()]), "b.xlsx", write=True)
    assert done.state is State.ERRORS
    assert done.data is not None
    marked = read(done.data)
    assert list(marked) == ["Granskning", "Driftredovisning", "Uppgifter"]
    assert "Driftredovisning!D3" in [row[2] for row in marked["Granskning"][2:]]
    names = zipfile.ZipFile(BytesIO(done.data)).namelist()
    assert [n for n in names if "comments" in n], "a note at the cell"
    assert len({n.casefold() for n in names}) == len(names)


@pytest.mark.parametrize("other", [SHEET.replace("/", "\\"), SHEET.upper(), "xl\\Worksheets/sheet1.XML"])
def test_two_parts_of_one_name_are_refused_however_they_are_written(other: str) -> None:
    data = raw_zip([*raw_parts(), deflated(other, PARTS[SHEET].replace(b"415", b"999"))])
    assert "två delar har samma namn" in refusal(data)


def test_active_content_is_told_with_backslashes_too() -> None:
    data = raw_zip([*raw_parts(), deflated("xl\\externalLinks\\externalLink1.xml", b"<externalLink/>")])
    assert [f.code.code for f in inspect(data, "b").seen.findings] == ["XL127"]


# --- sheets, alternatives, ratios --------------------------------------------------------------------------------


def test_a_sheet_without_a_part_is_what_is_left_of_a_module_of_macros() -> None:
    listed = b'<sheet name="Module1" sheetId="7" r:id=""/></sheets>'
    assert read(edited(WORKBOOK, b"</sheets>", listed)) == USUAL
    assert "Module1 saknas" in refusal(
        edited(WORKBOOK, b"</sheets>", listed.replace(b'r:id=""', b'r:id="rId9"'))
    )
    assert "Module1 saknas" in refusal(edited(WORKBOOK, b"</sheets>", listed.replace(b'r:id=""', b"")))


_MC = b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14">%b</mc:Choice><mc:Fallback>%b</mc:Fallback></mc:AlternateContent>'


def test_alternatives_without_cells_in_them_are_of_no_account() -> None:
    control = b'<controls xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><control shapeId="1"/></controls>'
    for data in (
        in_sheet(_MC % (control, b"")),
        more_rows(_MC % (b"<x/>", b"")),
        more_rows(b'<row r="9">' + _MC % (b"<x/>", b"<y/>") + b"</row>"),
        edited(SHEET, b"<v>415</v>", b"<v>415</v>" + _MC % (b"<x/>", b"")),
        edited(WORKBOOK, b"<sheets>", _MC % (b'<absPath url="C:\\"/>', b"") + b"<sheets>"),
    ):
        assert read(data) == USUAL


def test_cells_and_sheets_in_two_versions_are_refused_for_that_reason() -> None:
    row = b'<row r="9"><c r="C9"><v>%d</v></c></row>'
    reason = "i två versioner (AlternateContent)"
    assert reason in refusal(more_rows(_MC % (row % 1, row % 2)))
    assert reason in refusal(edited(SHEET, b"<v>415</v>", _MC % (b"<v>415</v>", b"<v>1</v>")))
    assert reason in refusal(in_sheet(_MC % (b"<sheetData/>", b"")))
    sheet = b'<sheet name="Drift" sheetId="3" r:id="rId1"/>'
    assert "på två sätt" in refusal(edited(WORKBOOK, b"</sheets>", _MC % (sheet, b"") + b"</sheets>"))


def test_a_format_in_two_versions_still_tells_days_from_numbers() -> None:
    form = b'<numFmt numFmtId="170" formatCode="%b"/>'
    formats = (
        b'<numFmts count="1">' + _MC % (form % b"yyyy\\-mm\\-dd", form % b"yyyy-mm-dd") + b"</numFmts><fonts"
    )
    styles = PARTS[STYLES].replace(b"<fonts", formats, 1).replace(b'numFmtId="14"', b'numFmtId="170"')
    sheet = PARTS[SHEET].replace(b'<c r="D3"><v>415', b'<c r="D3" s="1"><v>45292')
    values = read(with_parts({STYLES: styles, SHEET: sheet}))["Driftredovisning"]
    assert str(values[2][3]) == "2024-01-01 00:00:00"


UNREAD = ["xl/media/image1.png", "xl/pivotCache/pivotCacheRecords1.xml"]


@pytest.mark.parametrize("name", UNREAD)
def test_how_tightly_a_part_is_packed_that_nobody_reads_is_of_no_account(name: str) -> None:
    assert read(with_parts({name: b"<a/>" + bytes(30_000_000)})) == USUAL


@pytest.mark.parametrize("name", UNREAD)
def test_no_sheet_is_read_from_where_nothing_is_looked_at(name: str) -> None:
    moved = {
        name: PARTS[SHEET],
        RELATIONS: PARTS[RELATIONS].replace(b"worksheets/sheet1.xml", name[3:].encode()),
    }
    assert "Driftredovisning saknas" in refusal(with_parts(moved))


@pytest.mark.parametrize(
    "name", ["xl/media/image1.bin", "xl/pivotCache/_rels/a.xml.rels", "xl/worksheets/sheet9.xml"]
)
def test_what_may_be_read_is_still_measured(name: str) -> None:
    assert "200:1" in refusal(with_parts({name: b"<a/>" + bytes(30_000_000)}))
