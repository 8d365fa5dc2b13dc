"""Parts whose XML is broken, lies, or would cost a reader its memory or its file system."""

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
from tests.hostile.build import Files, edited, in_sheet, noise, related, with_parts, without

FILES = Files()
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_HEAD_END = b"?>\n"


def _doctype(part: str, inner: bytes) -> bytes:
    return edited(part, _HEAD_END, b"?><!DOCTYPE x [" + inner + b"]>")


@FILES("3 XL123")
def billion_laughs() -> bytes:
    levels = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    return _doctype(STRINGS, b'<!ENTITY a0 "ha">' + levels)


@FILES("3 XL123")
def entity_from_a_file() -> bytes:
    return _doctype(SHEET, b'<!ENTITY x SYSTEM "file:///etc/passwd">')


@FILES("3 XL123")
def entity_from_the_network() -> bytes:
    return _doctype(WORKBOOK, b'<!ENTITY x SYSTEM "http://127.0.0.1:9/x">')


@FILES("3 XL123")
def parameter_entity() -> bytes:
    return _doctype(STYLES, b'<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;')


@FILES("3 XL123")
def doctype_in_the_relations() -> bytes:
    return _doctype(RELATIONS, b'<!ENTITY x "y">')


@FILES("3 XL123")
def doctype_in_utf_16() -> bytes:
    text = (
        PARTS[SHEET]
        .decode()
        .replace('encoding="UTF-8"', 'encoding="UTF-16"')
        .replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    )
    return with_parts({SHEET: text.encode("utf-16")})


@FILES("3 XL123")
def doctype_behind_a_long_comment() -> bytes:
    return edited(SHEET, _HEAD_END, b"?><!--" + noise(3_000_000) + b"--><!DOCTYPE x []>")


@FILES("0")
def doctype_in_a_text() -> bytes:
    return edited(STRINGS, "Som väntat".encode(), b"&lt;!DOCTYPE html&gt;")


@FILES("3 XL121")
def sheet_that_ends_in_the_middle() -> bytes:
    return with_parts({SHEET: PARTS[SHEET][:-40]})


@FILES("3 XL121")
def styles_that_are_no_xml() -> bytes:
    return with_parts({STYLES: b"not xml at all"})


@FILES("3 XL121")
def strings_that_end_in_the_middle() -> bytes:
    return with_parts({STRINGS: PARTS[STRINGS][:200]})


@FILES("3 XL121")
def text_that_is_not_there() -> bytes:
    return edited(SHEET, b"<v>8</v>", b"<v>800</v>")


@FILES("3 XL121")
def style_that_is_not_there() -> bytes:
    return edited(SHEET, b'<c r="C2">', b'<c r="C2" s="77">')


@FILES("3 XL121")
def workbook_missing() -> bytes:
    return without(WORKBOOK)


@FILES("3 XL121")
def sheet_missing() -> bytes:
    return without(SETTINGS)


@FILES("3 XL104")
def content_types_missing() -> bytes:
    return without(TYPES)


@FILES("3 XL121")
def relations_missing() -> bytes:
    return without(RELATIONS)


@FILES("3 XL121")
def root_relations_missing() -> bytes:
    return without(ROOT_RELATIONS)


@FILES("3 XL121")
def no_sheets_listed() -> bytes:
    text = PARTS[WORKBOOK]
    return with_parts({WORKBOOK: text[: text.index(b"<sheets>")] + b"<sheets/></workbook>"})


@FILES("3 XL121")
def sheets_only_in_another_namespace() -> bytes:
    return edited(WORKBOOK, _MAIN, b"urn:another")


@FILES("3 XL121")
def cells_in_another_namespace() -> bytes:
    return edited(SHEET, _MAIN, b"urn:another")


@FILES("3 XL107")
def strict_format() -> bytes:
    return with_parts({name: part.replace(_MAIN, _STRICT) for name, part in PARTS.items()})


@FILES("3 XL107")
def strict_format_in_a_sheet_alone() -> bytes:
    return edited(SHEET, _MAIN, _STRICT)


@FILES("0")
def sheet_in_utf_16() -> bytes:
    text = PARTS[SHEET].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return with_parts({SHEET: text.encode("utf-16")})


@FILES("0")
def strings_in_latin_1() -> bytes:
    text = PARTS[STRINGS].decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    return with_parts({STRINGS: text.encode("latin-1")})


@FILES("3 XL121")
def strings_in_utf_7() -> bytes:
    return edited(STRINGS, b'encoding="UTF-8"', b'encoding="UTF-7"')


@FILES("3 XL121")
def strings_that_are_not_what_they_declare() -> bytes:
    return with_parts({STRINGS: PARTS[STRINGS].decode().encode("latin-1")})


@FILES("0")
def elements_in_a_thousand_levels() -> bytes:
    return in_sheet(b"<extLst><ext>" + b"<x>" * 1000 + b"</x>" * 1000 + b"</ext></extLst>")


@FILES("0")
def elements_in_one_hundred_thousand_levels() -> bytes:
    names = [b"a%d" % (n * n % 99_991) for n in range(100_000)]
    return in_sheet(b"".join(b"<%b>" % n for n in names) + b"".join(b"</%b>" % n for n in reversed(names)))


@FILES("0")
def attribute_of_a_million_characters() -> bytes:
    return edited(SHEET, b"<sheetData>", b'<sheetData xmlns:x="urn:' + noise(1_000_000) + b'">')


@FILES("3 XL121")
def a_hundred_thousand_unfinished_cells() -> bytes:
    return in_sheet(b"".join(b'<c r="A%d" ' % (n * n % 99_991) for n in range(100_000)))


@FILES("1 XL313 XL412")
def half_a_megabyte_of_blanks_behind_a_formula() -> bytes:
    blanks = bytes(b" \t\n"[byte % 3] for byte in noise(600_000))
    return edited(SHEET, b'<c r="C2"><v>', b'<c r="C2"><f>1+1</f>' + blanks + b"<v>")


@FILES("3 XL121")
def workbook_that_is_its_own_sheet() -> bytes:
    return edited(RELATIONS, b"worksheets/sheet2.xml", b"workbook.xml")


@FILES("3 XL121")
def sheet_outside_the_package() -> bytes:
    return edited(RELATIONS, b"worksheets/sheet2.xml", b"../../../../../../etc/passwd")


@FILES("3 XL121")
def sheet_on_the_network() -> bytes:
    new = b'http://127.0.0.1:9/sheet2.xml" TargetMode="External'
    return edited(RELATIONS, b"worksheets/sheet2.xml", new)


@FILES("1 XL207")
def two_sheets_in_one_part() -> bytes:
    double = b'<sheet name="Drift" sheetId="3" r:id="rId1"/></sheets>'
    return edited(WORKBOOK, b"</sheets>", double)


@FILES("3 XL121")
def two_sheets_of_one_name() -> bytes:
    return edited(WORKBOOK, b'name="Uppgifter"', b'name="Driftredovisning"')


@FILES("0")
def relation_to_itself() -> bytes:
    loop = b'<Relationship Id="rId9" Type="urn:x/worksheet" Target="sheet1.xml"/>'
    return related(SHEET, loop)


@FILES("0")
def sheet_name_of_ten_thousand_characters() -> bytes:
    return edited(
        WORKBOOK, b"</sheets>", b'<sheet name="' + b"x" * 10_000 + b'" sheetId="3" r:id="rId2"/></sheets>'
    )


@FILES("0")
def processing_instructions_and_comments() -> bytes:
    return edited(SHEET, b"<sheetData>", b"<?php system('id') ?><!-- ]]> --><sheetData>")


@FILES("3 XL121")
def a_zero_byte_in_the_xml() -> bytes:
    return edited(SHEET, b"<sheetData>", b"\0<sheetData>")
