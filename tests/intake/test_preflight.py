"""The door: what a file is by its content, which limit it is beyond, and what asks for a room."""

from __future__ import annotations

import pytest

from tests.examples import seed
from tests.hostile import disguised, sheets, zips
from tests.hostile.base import PARTS, SHEET
from tests.hostile.build import Builder, edited, in_sheet, more_rows, with_parts, zipped
from xltool.intake.package_scan import Scan
from xltool.intake.preflight import FileKind, inspect
from xltool.intake.zip_entries import RefusedError
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

TOLD = {
    disguised.empty: "är tom",
    disguised.only_zeros: "bara nollor",
    disguised.text_with_semicolons: "(CSV)",
    disguised.text_with_tabs_in_utf_16: "(CSV)",
    disguised.plain_text: "är en textfil",
    disguised.html_table: "webbsida (HTML)",
    disguised.html_page_with_doctype: "webbsida (HTML)",
    disguised.xml_spreadsheet_2003: "Excel 2003",
    disguised.some_xml: "en XML-fil",
    disguised.json_export: "en JSON-fil",
    disguised.pdf: "en PDF",
    disguised.word_document: "ett Word-dokument",
    disguised.word_document_with_a_workbook_in_it: "ett Word-dokument",
    disguised.old_word_document: "ett Word-dokument",
    disguised.presentation: "PowerPoint",
    disguised.archive_of_workbooks: "ett zip-arkiv",
    disguised.numbers_document: "Numbers",
    disguised.excel_from_before_1997: "före 1997",
    disguised.program_with_a_workbook_behind: "ett program",
    zips.bomb: "200:1",
    zips.two_thousand_parts: "Gränsen är 1000",
    zips.many_parts_below_the_ratio: "Gränsen är 512 MB",
    sheets.two_billion_columns: "Gränsen är 16384",
    sheets.the_whole_sheet_merged: "Gränsen är 2000000",
}


@pytest.mark.parametrize("build", TOLD, ids=lambda build: build.__name__)
def test_what_is_refused_is_told_by_its_name_or_its_limit(build: Builder) -> None:
    (finding,) = inspect(build(), "b.xlsx").seen.findings
    assert TOLD[build] in finding.message
    assert "b.xlsx" in finding.message
    assert len(finding.hint) > 20


def test_remedies_differ_as_files_do() -> None:
    builders = (
        disguised.pdf,
        disguised.text_with_semicolons,
        disguised.archive_of_workbooks,
        disguised.empty,
    )
    assert len({inspect(build(), "b").seen.findings[0].hint for build in builders}) == len(builders)


def test_the_name_tells_nothing() -> None:
    assert inspect(zipped(PARTS), "b.pdf").seen.kind is FileKind.XLSX
    assert inspect(b"%PDF-1.7", "b.xlsx").seen.kind is None


@pytest.mark.parametrize("kronor", [False, True])
def test_the_standard_workbook_and_its_result_are_ordinary(kronor: bool) -> None:
    data = template_bytes(seed(kronor=kronor))
    result = work(data, "b.xlsx", write=True).data
    assert result is not None
    for one in (data, result):
        seen = inspect(one, "b.xlsx").seen
        assert (seen.kind, seen.ordinary, seen.findings) == (FileKind.XLSX, True, ())


ASKS = {
    "a cell far out": more_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a cell far down": more_rows(b'<row r="900000"><c r="A900000"><v>1</v></c></row>'),
    "another encoding": edited(SHEET, b"UTF-8", b"ISO-8859-1"),
    "an odd reference": in_sheet(b'<mergeCells><mergeCell ref="A&#49;:B2"/></mergeCells>'),
    "wide merges": in_sheet(b'<mergeCells><mergeCell ref="A10:XFD20"/></mergeCells>'),
    "many megabytes": with_parts({"xl/large.bin": bytes(range(256)) * 12_000}),
}


@pytest.mark.parametrize("why", ASKS)
def test_what_asks_for_a_room_is_not_ordinary(why: str) -> None:
    seen = inspect(ASKS[why], "b.xlsx").seen
    assert seen.kind in (FileKind.XLSX, None)
    assert not seen.ordinary


FAR = {
    b'r="A50000"': False, b'r="A50001"': True, b'r="50001"': True, b'r="A000001"': True, b'r="ZZ9"': False,
    b'r="AAA9"': True, b'r="ZZ50001"': True, b"r = 'A50001'": True, b'r\n=\t"A50001"': True, b'xr="A50001"': False,
    b'x:r="A50001"': True, b'r="A50001x"': False,
}  # fmt: skip


@pytest.mark.parametrize("where", FAR, ids=repr)
def test_how_far_out_a_cell_may_be_in_an_ordinary_workbook(where: bytes) -> None:
    assert walk(b"<c " + where + b"><v>1</v></c>").ordinary is not FAR[where]


@pytest.mark.parametrize(
    "tag", [b"<col", b"<x:col", b"<x1_:col", b"<hyperlink", b"<v:comment", b"<mergeCell"]
)
def test_what_names_cells_is_seen_with_and_without_the_prefix_of_a_namespace(tag: bytes) -> None:
    for inner in (b'max="16385"', b"a='1' max =\n'16385'", b'ref="A1:XFD1048576"'):
        with pytest.raises(RefusedError):
            walk(tag + b" " + inner + b"/>")
    for other in (b"<cols ", b"<c:x:col ", b"<:col ", b"<x col "):
        assert walk(other + b'max="16385" ref="A1:XFD1048576"/>').ordinary


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_document_type_and_strict_open_xml_are_refused_in_every_encoding_that_is_read(codec: str) -> None:
    for text in ("<a><!--! --><!DOCTYPE b>", '<a xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'):
        with pytest.raises(RefusedError):
            walk(text.encode(codec))
        assert walk(text.replace("!D", "!X").replace("purl", "url").encode(codec)).unpacked


def test_calls_are_told_wherever_they_are_but_among_the_texts() -> None:
    for call in (b"<f>WEBSERVICE(A1)</f>", b'<f>RTD("a")</f>', b'<ddeLink ddeService="a"/>'):
        assert len(walk(call).reached) == 1
        assert not walk(call, name="xl/sharedStrings.xml").reached
    assert not walk(b"<f>SUM(A1)</f>").reached


def test_a_ledger_is_let_in() -> None:
    row = (
        b'<row r="%d"><c r="A%d"><v>5010</v></c><c r="B%d"><v>%d.5</v></c><c r="C%d" t="s"><v>3</v></c></row>'
    )
    data = more_rows(b"".join(row % (n, n, n, n * 7, n) for n in range(4, 60_004)))
    seen = inspect(data, "b.xlsx").seen
    assert (seen.kind, seen.ordinary) == (FileKind.XLSX, False)
    assert seen.unpacked > 4_000_000


def test_a_tag_on_the_border_of_two_pieces_is_seen() -> None:
    """Parts are looked at in pieces; a merge that is cut in two counts all the same, wherever it is cut."""
    merge = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = PARTS[SHEET].replace(b"</worksheet>", merge + b"</worksheet>")
    for cut in range(sheet.index(merge), len(sheet)):
        with pytest.raises(RefusedError):
            walk(sheet[:cut], sheet[cut:])


def walk(*pieces: bytes, name: str = SHEET) -> Scan:
    scan = Scan()
    scan.start(name)
    for piece in pieces:
        scan.piece(piece)
    return scan
