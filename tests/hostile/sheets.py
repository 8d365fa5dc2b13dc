"""Sheets of absurd extent, and cells that hold what no cell can."""

from __future__ import annotations

from tests.hostile.base import SETTINGS, SHEET, STRINGS, TYPES, WORKBOOK
from tests.hostile.build import Files, edited, in_sheet, more_rows, related, zipped

FILES = Files()
_WHOLE = b"A1:XFD1048576"


@FILES("3 XL122")
def the_whole_sheet_merged() -> bytes:
    return in_sheet(b'<mergeCells><mergeCell ref="' + _WHOLE + b'"/></mergeCells>')


@FILES("3 XL122")
def the_whole_sheet_merged_in_single_quotes() -> bytes:
    return in_sheet(b"<mergeCells><mergeCell  ref = 'a1:xfd1048576' /></mergeCells>")


@FILES("3 XL122")
def two_hundred_wide_merges() -> bytes:
    merges = b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (n, n) for n in range(10, 210))
    return in_sheet(b"<mergeCells>" + merges + b"</mergeCells>")


@FILES("0")
def five_thousand_merges_on_each_other() -> bytes:
    return in_sheet(b"<mergeCells>" + b'<mergeCell ref="H20:I21"/>' * 5_000 + b"</mergeCells>")


@FILES("3 XL121")
def merge_of_nonsense() -> bytes:
    return in_sheet(b'<mergeCells><mergeCell ref="nonsens"/></mergeCells>')


@FILES("3 XL122")
def link_over_the_whole_sheet() -> bytes:
    return in_sheet(b'<hyperlinks><hyperlink ref="' + _WHOLE + b'" location="A1"/></hyperlinks>')


@FILES("3 XL122")
def note_on_the_whole_sheet() -> bytes:
    comments = (
        b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>x</author></authors>'
        b'<commentList><comment ref="'
        + _WHOLE
        + b'" authorId="0"><text><t>x</t></text></comment></commentList></comments>'
    )
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    relation = b'<Relationship Id="rId8" Type="' + kind + b'" Target="/xl/comments1.xml"/>'
    return related(SHEET, relation, content={"xl/comments1.xml": comments})


@FILES("3 XL122")
def two_billion_columns() -> bytes:
    return edited(
        SHEET, b"<sheetData>", b'<cols><col min="1" max="2147483647" hidden="1"/></cols><sheetData>'
    )


@FILES("0")
def the_last_cell_of_the_sheet() -> bytes:
    return more_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@FILES("0")
def a_note_in_the_last_row() -> bytes:
    return more_rows(b'<row r="1048576"><c r="A1048576" t="s"><v>9</v></c></row>')


@FILES("3 XL121")
def row_beyond_the_last() -> bytes:
    return more_rows(b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')


@FILES("3 XL121")
def row_below_zero() -> bytes:
    return more_rows(b'<row r="-4"><c r="A-4"><v>1</v></c></row>')


@FILES("3 XL121")
def cell_in_row_zero() -> bytes:
    return more_rows(b'<row r="0"><c r="A0"><v>1</v></c></row>')


@FILES("3 XL121")
def cell_beyond_the_last_column() -> bytes:
    return more_rows(b'<row r="9"><c r="ZZZZZZ9"><v>1</v></c></row>')


@FILES("3 XL121")
def cell_of_nonsense() -> bytes:
    return more_rows(b'<row r="9"><c r="1A"><v>1</v></c></row>')


@FILES("3 XL121")
def one_cell_twice() -> bytes:
    return more_rows(b'<row r="2"><c r="C2"><v>-999</v></c></row>')


@FILES("0")
def cells_without_references() -> bytes:
    return more_rows(b"<row><c/><c/></row>")


@FILES("0")
def lying_dimension() -> bytes:
    return edited(SHEET, b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>')


@FILES("0")
def dimension_of_the_whole_sheet() -> bytes:
    return edited(SHEET, b"<sheetData>", b'<dimension ref="' + _WHOLE + b'"/><sheetData>')


@FILES("0")
def fifty_thousand_empty_rows() -> bytes:
    return more_rows(b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(4, 50_004)))


@FILES("0")
def validations_and_colours_over_everything() -> bytes:
    return in_sheet(
        b'<conditionalFormatting sqref="'
        + _WHOLE
        + b'"><cfRule type="expression" priority="1"><formula>A1=1</formula></cfRule>'
        b'</conditionalFormatting><dataValidations><dataValidation type="list" sqref="'
        + _WHOLE
        + b'"><formula1>"a,b"</formula1>'
        b"</dataValidation></dataValidations>"
    )


@FILES("1 XL301")
def amount_beyond_all_numbers() -> bytes:
    return edited(SHEET, b"<v>415</v>", b"<v>1E999</v>")


@FILES("1 XL301")
def amount_as_large_as_can_be() -> bytes:
    return edited(SHEET, b"<v>415</v>", b"<v>1.7976931348623157E308</v>")


@FILES("3 XL121")
def amount_that_is_not_a_number() -> bytes:
    return edited(SHEET, b"<v>415</v>", b"<v>NaN</v>")


@FILES("3 XL121")
def amount_that_only_python_reads() -> bytes:
    return edited(SHEET, b"<v>415</v>", b"<v>4_15</v>")


@FILES("3 XL121")
def text_in_a_cell_for_numbers() -> bytes:
    return edited(SHEET, b'<c r="D3"><v>415</v></c>', b'<c r="D3"><is><t>415</t></is></c>')


@FILES("3 XL121")
def amount_in_arabic_digits() -> bytes:
    return edited(SHEET, b"<v>415</v>", "<v>٤١٥</v>".encode())


@FILES("3 XL121")
def amount_of_a_hundred_thousand_digits() -> bytes:
    return edited(SHEET, b"<v>415</v>", b"<v>" + b"9" * 100_000 + b"</v>")


@FILES("1 XL305")
def date_beyond_all_calendars() -> bytes:
    return edited(SHEET, b'<c r="D3"><v>415', b'<c r="D3" s="1"><v>99999999999')


@FILES("1 XL309")
def truth_for_an_amount() -> bytes:
    return edited(SHEET, b'<c r="D3"><v>415', b'<c r="D3" t="b"><v>1')


@FILES("3 XL121")
def truth_that_is_seven() -> bytes:
    return edited(SHEET, b'<c r="D3"><v>415', b'<c r="D3" t="b"><v>sju')


@FILES("0")
def formula_without_a_value() -> bytes:
    return edited(SHEET, b'<c r="D3"><v>415</v>', b'<c r="D3"><f>1+1</f>')


@FILES("1 XL305")
def amount_that_is_an_error() -> bytes:
    return edited(SHEET, b'<c r="D3"><v>415', b'<c r="D3" t="e"><v>#REF!')


@FILES("0")
def a_hundred_and_fifty_more_sheets() -> bytes:
    sheets = b"".join(b'<sheet name="S%d" sheetId="%d" r:id="rId2"/>' % (n, n) for n in range(10, 160))
    return edited(WORKBOOK, b"</sheets>", sheets + b"</sheets>")


@FILES("1 XL307")
def sixteen_thousand_columns() -> bytes:
    cells = b"".join(b"<c><v>%d</v></c>" % n for n in range(16_000))
    return more_rows(b'<row r="9">' + cells + b"</row>")


@FILES("0")
def two_hundred_lines() -> bytes:
    line = b'<row r="%d"><c r="A%d" t="s"><v>7</v></c><c r="B%d" t="s"><v>8</v></c><c r="C%d"><v>1</v></c><c r="D%d"><v>1</v></c></row>'
    return more_rows(b"".join(line % ((n,) * 5) for n in range(4, 204)))


@FILES("0")
def six_thousand_lines() -> bytes:
    line = b'<row r="%d"><c r="A%d" t="str"><v>Rad %d</v></c><c r="B%d" t="s"><v>8</v></c><c r="C%d"><v>%d</v></c><c r="D%d"><v>%d</v></c></row>'
    return more_rows(b"".join(line % (*(n,) * 5, n * 7919 % 999, n, n * 7919 % 997) for n in range(4, 6004)))


@FILES("0")
def twenty_thousand_settings() -> bytes:
    row = b'<row r="%d"><c r="A%d" t="str"><v>U%d</v></c><c r="B%d"><v>1</v></c></row>'
    rows = b"".join(row % ((n,) * 4) for n in range(4, 20_004))
    return edited(SETTINGS, b"</sheetData>", rows + b"</sheetData>")


@FILES("3 XL151")
def binary_workbook_of_noise() -> bytes:
    return zipped({TYPES: b"<Types/>", "xl/workbook.bin": b"\x83\x01\x00" * 500})


_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def _ods(table: bytes, manifest: bytes = b"<m/>") -> bytes:
    names = b"".join(
        b' xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (n, n)
        for n in (b"office", b"table", b"text")
    )
    body = b"<office:body><office:spreadsheet>" + table + b"</office:spreadsheet></office:body>"
    content = b"<office:document-content" + names + b">" + body + b"</office:document-content>"
    return zipped({"mimetype": _ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


@FILES("3 XL122")
def open_document_of_a_billion_rows() -> bytes:
    row = b'<table:table-row table:number-rows-repeated="1000000000"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    return _ods(b'<table:table table:name="Driftredovisning">' + row + b"</table:table>")


@FILES("3 XL151")
def open_document_filled_to_the_edge() -> bytes:
    cell = b'<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row>"
    return _ods(b'<table:table table:name="Driftredovisning">' + row + b"</table:table>")


@FILES("3 XL151")
def open_document_of_broken_xml() -> bytes:
    return _ods(b"<table:table table:name=")


@FILES("1 XL301")
def label_that_is_a_number_format() -> bytes:
    return edited(SHEET, b'<c r="D3"><v>415</v></c>', b'<c r="D3" t="str"><v>[$-41D]#,##0;[Red]</v></c>')


@FILES("3 XL121")
def a_text_inside_another() -> bytes:
    text = "<si><t>Löner</t></si>".encode()
    return edited(STRINGS, text, b"<si>" + text + b"</si>")


@FILES("3 XL121")
def text_of_a_kind_that_nobody_knows() -> bytes:
    text = b'<c r="D3" t="inlineStrinlineStr"><is><t>415</t></is></c>'
    return edited(SHEET, b'<c r="D3"><v>415</v></c>', text)


@FILES("0")
def texts_in_pieces() -> bytes:
    return edited(STRINGS, "<t>Löner</t>".encode(), "<r><rPr/><t>Lö</t></r><r><t>ner</t></r>".encode())


@FILES("3 XL103")
def open_document_with_a_password() -> bytes:
    return _ods(b"<table:table/>", b"<manifest:encryption-data/>")
