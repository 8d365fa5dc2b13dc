"""Files that two programs read in two ways, which are refused, and files that look odd and are whole, which are read."""

from __future__ import annotations

from tests.hostile.base import (
    PARTS,
    RELATIONS,
    ROOT_RELATIONS,
    SETTINGS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
)
from tests.hostile.build import (
    Files,
    edited,
    in_sheet,
    more_rows,
    noise,
    related,
    with_parts,
    without,
    zipped,
)

FILES = Files()
_AMOUNT = b'<c r="D3"><v>415</v></c>'
_ROW = b'<row r="4"><c r="A4" t="str"><v>Hyror</v></c><c r="B4" t="s"><v>8</v></c><c r="C4"><v>1</v></c><c r="D4"><v>777</v></c></row>'
_RELATION = b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%b" Target="%b"/>'


def _amount(cell: bytes) -> bytes:
    return edited(SHEET, _AMOUNT, cell)


def _document_type_behind(head: bytes, inner: bytes) -> bytes:
    return edited(
        SHEET, b"?>\n", b"?><!-- " + head + noise(1_500_000) + b" --><!DOCTYPE worksheet [" + inner + b"]>"
    )


def _moved(old: str, new: str, relations: str, content: bytes) -> bytes:
    """The valid workbook with a part under another name."""
    parts = {name: part for name, part in PARTS.items() if name != old}
    for listing in (relations, TYPES):
        parts[listing] = parts[listing].replace(
            old.removeprefix("xl/").encode(), new.removeprefix("xl/").encode()
        )
    return zipped({**parts, new: content})


# --- read in two ways --------------------------------------------------------------------------------------------


@FILES("3 XL121")
def two_values_in_a_cell() -> bytes:
    return _amount(b'<c r="D3"><v>415</v><v>999</v></c>')


@FILES("3 XL121")
def a_text_beside_a_value() -> bytes:
    return _amount(b'<c r="D3" t="inlineStr"><is><t>415</t></is><v>999</v></c>')


@FILES("3 XL121")
def a_text_in_a_cell_for_numbers_beside_its_value() -> bytes:
    return _amount(b'<c r="D3"><is><t>999</t></is><v>415</v></c>')


@FILES("3 XL121")
def a_cell_of_no_kind() -> bytes:
    return _amount(b'<c r="D3" t=""><v>415</v></c>')


@FILES("3 XL121")
def rows_in_two_places() -> bytes:
    return in_sheet(b"<sheetData>" + _ROW + b"</sheetData>")


@FILES("3 XL121")
def a_row_beside_the_rows() -> bytes:
    return in_sheet(b'<extLst><ext uri="x">' + _ROW + b"</ext></extLst>")


@FILES("3 XL121")
def a_cell_in_no_row() -> bytes:
    sheet = PARTS[SHEET].replace(_AMOUNT, b"")
    return with_parts({SHEET: sheet.replace(b"</sheetData>", b'<c r="D3"><v>999</v></c></sheetData>')})


@FILES("3 XL121")
def rows_in_an_instruction() -> bytes:
    sheet = PARTS[SHEET].replace(b"<sheetData>", b"<?x <sheetData>")
    return with_parts({SHEET: sheet.replace(b"</sheetData>", b"</sheetData>?>")})


@FILES("3 XL121")
def a_text_with_something_in_it() -> bytes:
    return _amount(b'<c r="D3" t="inlineStr"><is><t>4<q/>15</t></is></c>')


@FILES("3 XL121")
def two_texts_in_one() -> bytes:
    return _amount(b'<c r="D3" t="inlineStr"><is><t>4</t><t>15</t></is></c>')


@FILES("3 XL121")
def a_shared_text_of_another_namespace() -> bytes:
    return edited(STRINGS, "<t>Löner</t>".encode(), '<t xmlns="urn:x">Löner</t>'.encode())


@FILES("3 XL121")
def a_row_beyond_all_sheets() -> bytes:
    return more_rows(b'<!-- --><row r="99999999999" hidden="1"/>')


@FILES("3 XL121")
def a_row_in_a_row() -> bytes:
    return edited(SHEET, b"</row></sheetData>", _ROW + b"</row></sheetData>")


@FILES("3 XL121")
def a_row_of_another_namespace() -> bytes:
    return more_rows(_ROW.replace(b"<row ", b'<row xmlns="urn:x" '))


@FILES("3 XL121")
def a_row_for_other_programs() -> bytes:
    choice = b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:q="urn:q">'
    return more_rows(choice + b'<mc:Choice Requires="q">' + _ROW + b"</mc:Choice></mc:AlternateContent>")


@FILES("3 XL121")
def a_value_of_another_namespace() -> bytes:
    return _amount(b'<c r="D3"><v>415</v><v xmlns="urn:x">999</v></c>')


@FILES("3 XL121")
def two_workbooks_in_one() -> bytes:
    second = _RELATION % (b"officeDocument", b"xl/workbook2.xml") + b"</Relationships>"
    root = PARTS[ROOT_RELATIONS].replace(b"</Relationships>", second)
    return with_parts({ROOT_RELATIONS: root, "xl/workbook2.xml": PARTS[WORKBOOK]})


@FILES("3 XL121")
def two_lists_of_sheets() -> bytes:
    other = b'<sheets><sheet name="Uppgifter" sheetId="2" r:id="rId2"/></sheets>'
    return edited(WORKBOOK, b"</sheets>", b"</sheets>" + other)


@FILES("3 XL121")
def two_calendars() -> bytes:
    return edited(WORKBOOK, b"<sheets>", b'<workbookPr date1904="1"/><workbookPr date1904="0"/><sheets>')


@FILES("3 XL121")
def two_lists_of_styles() -> bytes:
    return edited(STYLES, b"</cellXfs>", b'</cellXfs><cellXfs count="1"><xf numFmtId="14"/></cellXfs>')


@FILES("3 XL121")
def two_lists_of_texts() -> bytes:
    return related(
        WORKBOOK, _RELATION % (b"sharedStrings", b"texts.xml"), content={"xl/texts.xml": PARTS[STRINGS]}
    )


@FILES("3 XL123")
def a_document_type_behind_a_megabyte() -> bytes:
    return _document_type_behind(b"", b"")


@FILES("3 XL123")
def kinds_of_cells_by_a_document_type_behind_a_megabyte() -> bytes:
    return _document_type_behind(b"<worksheet ", b'<!ATTLIST c t CDATA "s">')


@FILES("3 XL123")
def a_document_type_in_a_sheet_that_is_called_a_picture() -> bytes:
    sheet = PARTS[SHEET].replace(b"?>\n", b'?><!DOCTYPE worksheet [<!ATTLIST c t CDATA "s">]>', 1)
    return _moved(SHEET, "xl/worksheets/sheet1.png", RELATIONS, sheet)


@FILES("3 XL122")
def a_merge_of_the_whole_sheet_behind_another_name() -> bytes:
    return in_sheet(
        b'<mergeCells><mergeCell x:ref="A5:A6" xmlns:x="urn:x" ref="A5:XFD1048576"/></mergeCells>'
    )


@FILES("3 XL122")
def a_million_cells_in_an_odd_way() -> bytes:
    row = b'<row r="%d">' + b"<c\n/>" * 1000 + b"</row>"
    return more_rows(b"".join(row % n for n in range(4, 2404)))


# --- odd and whole -----------------------------------------------------------------------------------------------


@FILES("0")
def a_sheet_of_dressed_empty_cells() -> bytes:
    cells = b"".join(b'<row r="%d"><c r="B%d" s="1"/></row>' % (n, n) for n in range(1, 50))
    sheet = (
        PARTS[SETTINGS].partition(b"<sheetData>")[0] + b"<sheetData>" + cells + b"</sheetData></worksheet>"
    )
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    return with_parts({
        TYPES: PARTS[TYPES].replace(b"</Types>", b'<Override PartName="/xl/worksheets/sheet3.xml" ContentType="' + kind + b'"/></Types>'),
        WORKBOOK: PARTS[WORKBOOK].replace(b"</sheets>", b'<sheet name="Till sist" sheetId="3" r:id="rId9"/></sheets>'),
        RELATIONS: PARTS[RELATIONS].replace(b"</Relationships>", _RELATION % (b"worksheet", b"worksheets/sheet3.xml") + b"</Relationships>"),
        "xl/worksheets/sheet3.xml": sheet,
    })  # fmt: skip


@FILES("0")
def a_sheet_that_is_called_a_picture() -> bytes:
    return _moved(SHEET, "xl/worksheets/sheet1.png", RELATIONS, PARTS[SHEET])


@FILES("0")
def texts_in_a_part_of_another_name() -> bytes:
    return _moved(STRINGS, "xl/words.xml", RELATIONS, PARTS[STRINGS])


@FILES("0")
def a_workbook_of_another_name() -> bytes:
    parts = {name: part for name, part in PARTS.items() if name not in (WORKBOOK, RELATIONS)}
    parts[ROOT_RELATIONS] = parts[ROOT_RELATIONS].replace(b"xl/workbook.xml", b"xl/bok.xml")
    parts[TYPES] = parts[TYPES].replace(b"xl/workbook.xml", b"xl/bok.xml")
    return zipped({**parts, "xl/bok.xml": PARTS[WORKBOOK], "xl/_rels/bok.xml.rels": PARTS[RELATIONS]})


@FILES("0")
def a_workbook_without_styles() -> bytes:
    style = PARTS[RELATIONS].partition(b'<Relationship Id="rId4"')
    parts = {n: p for n, p in PARTS.items() if n != STYLES}
    return zipped({**parts, RELATIONS: style[0] + style[2].partition(b"/>")[2]})


@FILES("3 XL121")
def texts_that_are_missing() -> bytes:
    return without(STRINGS)


@FILES("0")
def a_drawing_that_is_missing() -> bytes:
    sheet = PARTS[SHEET].replace(b"</sheetData>", b'</sheetData><drawing r:id="rId9"/>')
    return related(SHEET, _RELATION % (b"drawing", b"../drawings/drawing1.xml"), content={SHEET: sheet})


@FILES("0")
def a_whole_column_merged() -> bytes:
    return in_sheet(b'<mergeCells><mergeCell ref="K1:K1048576"/></mergeCells>')


@FILES("0")
def columns_hidden_thirty_thousand_times() -> bytes:
    columns = b"".join(b'<col min="9" max="16384" width="%d" hidden="1"/>' % (n % 200) for n in range(30_000))
    return edited(SHEET, b"<sheetData>", b"<cols>" + columns + b"</cols><sheetData>")


@FILES("0")
def a_head_with_the_line_ends_of_old() -> bytes:
    return edited(STRINGS, b"<t>Utfall</t>", b"<t>Utfall_x000D_\n</t>")


@FILES("0")
def types_in_four_hundred_thousand_characters() -> bytes:
    words = noise(400_000).decode()
    body = "".join(f"spreadsheetml.sheet.{words[i : i + 6]}" for i in range(0, 100_000, 6))
    return edited(TYPES, b"<Types", b"<!--" + body.encode() + b"--><Types")


@FILES("3 XL104")
def comments_before_a_page() -> bytes:
    return b"<!-- a -->" * 250 + b"<p>Inte en tabell</p>"


@FILES("0")
def rows_of_no_height() -> bytes:
    heights = b'<sheetFormatPr defaultRowHeight="INF"/><cols><col min="1" max="9" width="INF" customWidth="1"/></cols>'
    return edited(SHEET, b"<sheetData>", heights + b"<sheetData>")


@FILES("1 XL301")
def errors_in_a_sheet_of_infinite_heights() -> bytes:
    rows = PARTS[SHEET].replace(b'<row r="3">', b'<row r="3" ht="INF" customHeight="1">')
    heights = b'<sheetFormatPr defaultRowHeight="1E999"/><cols><col min="1" max="9" width="1E999" customWidth="1"/></cols>'
    sheet = rows.replace(b"<sheetData>", heights + b"<sheetData>")
    return with_parts({SHEET: sheet.replace(_AMOUNT, b'<c r="D3" t="str"><v>fem</v></c>')})


@FILES("1 XL301")
def errors_in_a_sheet_in_utf_16_without_a_mark() -> bytes:
    sheet = PARTS[SHEET].replace(_AMOUNT, b'<c r="D3" t="str"><v>fem</v></c>').decode()
    return with_parts({SHEET: sheet.replace('encoding="UTF-8"', 'encoding="UTF-16BE"').encode("utf-16-be")})


@FILES("1 XL301")
def an_amount_with_ten_thousand_footnotes() -> bytes:
    return _amount(b'<c r="D3" t="str"><v>415' + b" 1)" * 10_000 + b"</v></c>")


@FILES("1 XL301")
def an_amount_of_stars() -> bytes:
    return _amount(b'<c r="D3" t="str"><v>' + b"*" * 32_000 + b" 1)x</v></c>")
