"""The marked copy: what is wrong is filled, noted and listed, and everything else is as the user left it."""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from python_calamine import CalamineWorkbook

from tests.examples import seed
from tests.whole.test_files import parts
from tests.whole.test_libreoffice import pytestmark as needs_libreoffice, recalculated
from tests.whole.test_recalculation import result_of
from xltool.core.origin import Origin
from xltool.drawing.styles import INK
from xltool.findings.finding import Code, Finding, Severity
from xltool.marking.findings_sheet import HOW_TO_GO_ON
from xltool.marking.marked_copy import marked_copy
from xltool.marking.style_patch import MARK_FILLS

CODES = {
    severity: Code(f"XL{number}", severity, "", "{m}", "{h}", "", "", "")
    for number, severity in enumerate(Severity, 301)
}
RED, YELLOW = (f"FF{MARK_FILLS[s][1:]}" for s in (Severity.ERROR, Severity.WARNING))
OPERATING, GOALS = "Drift & 'kapital' <åäö>", "Mål"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def error(
    sheet: str | None, cell: str = "", message: str = "Beloppet saknas.", hint: str = "Skriv det."
) -> Finding:
    return finding(Severity.ERROR, sheet, cell, message, hint)


def warning(sheet: str, cell: str, message: str = "Beloppet är stort.") -> Finding:
    return finding(Severity.WARNING, sheet, cell, message, "Se efter.")


def finding(severity: Severity, sheet: str | None, cell: str, message: str, hint: str) -> Finding:
    return CODES[severity].at(Origin(sheet, cell) if sheet else None, m=message, h=hint)


def opened(data: bytes, *, values: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of data bars that it does not read
        return load_workbook(BytesIO(data), data_only=values)


def packed(contents: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in contents.items():
            package.writestr(name, part)
    return buffer.getvalue()


def changed(before: bytes, after: bytes) -> set[str]:
    """The parts that are not what they were; new ones with a plus sign."""
    old, new = parts(before), parts(after)
    assert old.keys() <= new.keys()
    return {name if name in old else f"+{name}" for name in new if old.get(name) != new[name]}


def fill(data: bytes, sheet: str, cell: str) -> str | None:
    style = opened(data)[sheet][cell].fill
    return str(style.fgColor.rgb) if style.fill_type == "solid" else None


def note(data: bytes, sheet: str, cell: str) -> str | None:
    found = opened(data)[sheet][cell].comment
    return found.text if found else None


def listed(data: bytes, sheet: str = "Granskning") -> list[list[str]]:
    return [[str(c.value) for c in row] for row in opened(data)[sheet].iter_rows(min_row=5) if row[0].value]


def png() -> BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xff\0\0")
    return BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )


def rich() -> bytes:
    """A workbook with everything that openpyxl would lose on saving, and what hangs on the order of sheets."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, goals, charts = (
        book.add_worksheet(OPERATING),
        book.add_worksheet(GOALS),
        book.add_worksheet("Diagram"),
    )
    header = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#0A3D91", "border": 1})
    amount = book.add_format({"num_format": "#,##0", "align": "right", "locked": False})
    percent = book.add_format({"num_format": "0.0%", "italic": True})
    sheet.merge_range("A1:D1", "Driftredovisning 2023", header)
    sheet.write_row("A3", ["Kontotext", "Budget", "Utfall", "Avvikelse"], header)
    for row, (name, budget, actual) in enumerate([("Hyror", 826, 747), ("Resor", 200, 141)], 3):
        sheet.write(row, 0, name)
        sheet.write(row, 1, budget, amount)
        sheet.write(row, 2, actual, amount)
        sheet.write_formula(row, 3, f"=B{row + 1}-C{row + 1}", amount, budget - actual)
    sheet.set_column("F:F", 12, percent)
    sheet.set_row(19, 30, percent)
    sheet.write_comment("B4", "Min egen anteckning", {"author": "Åsa"})
    sheet.write_comment("C5", "En till", {"author": "Åsa"})
    sheet.data_validation("B4:C5", {"validate": "decimal", "criteria": ">", "value": 0})
    sheet.conditional_format("C4:C5", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D4:D5", {"type": "cell", "criteria": "<", "value": 0, "format": header})
    sheet.autofilter("A3:D5")
    sheet.insert_image("H3", "pixel.png", {"image_data": png()})
    sheet.print_area("A1:D5")
    sheet.repeat_rows(2)
    sheet.protect()
    sheet.set_landscape()
    goals.add_table(
        "A1:B3", {"columns": [{"header": "Mål"}, {"header": "Utfall"}], "data": [["NKI", 7], ["SLA", 99]]}
    )
    goals.write_url("D1", "https://example.org/")
    chart = book.add_chart({"type": "column"})
    assert chart is not None
    quoted = "'" + OPERATING.replace("'", "''") + "'"
    chart.add_series({"categories": f"={quoted}!$A$4:$A$5", "values": f"={quoted}!$B$4:$B$5"})
    charts.insert_chart("B2", chart)
    goals.activate()
    book.define_name("Hyra", f"={quoted}!$B$4")
    book.define_name("Mål!Lokalt", "=Mål!$B$2")
    book.close()
    return buffer.getvalue()


# --- what stays as it was --------------------------------------------------------------------------------------------


def test_only_what_must_change_is_changed() -> None:
    data = rich()
    marked = marked_copy(data, [error(OPERATING, "B4"), error(OPERATING, "Z99")])
    assert changed(data, marked) == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",  # is no longer the selected sheet
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "+xl/worksheets/sheet4.xml",
    }
    before, after = (parts(d)["xl/worksheets/sheet2.xml"] for d in (data, marked))
    assert after == before.replace(b'tabSelected="1"', b'tabSelected="0"') != before
    assert list(parts(marked)) == [*parts(data), "xl/worksheets/sheet4.xml"]


def test_within_a_marked_sheet_every_other_tag_stays() -> None:
    data = rich()
    marked = marked_copy(data, [error(OPERATING, "B4"), error(OPERATING, "B7"), error(GOALS, "E2")])
    expected = {
        "xl/worksheets/sheet1.xml": ['<c r="B4" s="3">'],
        "xl/worksheets/sheet2.xml": [
            '<dimension ref="A1:D3"/>',
            '<sheetView tabSelected="1" workbookViewId="0"/>',
            '<row r="2" spans="1:4">',
        ],
    }
    for name, touched in expected.items():
        before, after = (re.findall(r"<[^>]+>|[^<]+", parts(d)[name].decode()) for d in (data, marked))
        matched = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        kept = {n for block in matched for n in range(block.a, block.a + block.size)}
        assert [piece for n, piece in enumerate(before) if n not in kept] == touched


def test_the_original_values_formulas_and_notes_are_there() -> None:
    data = rich()
    marked = marked_copy(data, [error(OPERATING, "B4"), warning(OPERATING, "D5"), error(GOALS, "A9")])
    for values in (True, False):
        before, after = opened(data, values=values), opened(marked, values=values)
        for sheet in before:
            cells = {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None}
            assert cells == {c: after[sheet.title][c].value for c in cells}
    assert opened(marked, values=True)[OPERATING]["D5"].value == 59
    assert note(marked, OPERATING, "C5") == note(data, OPERATING, "C5") == "En till"
    assert opened(marked)[OPERATING]["B4"].number_format == opened(data)[OPERATING]["B4"].number_format
    assert opened(marked)[OPERATING]["B4"].protection.locked is False


def test_names_point_where_they_did() -> None:
    data = rich()
    marked = marked_copy(data, [error(OPERATING, "B4")])
    before, after = opened(data), opened(marked)
    assert after["Mål"].defined_names["Lokalt"].value == "Mål!$B$2"
    assert after.defined_names["Hyra"].value == before.defined_names["Hyra"].value
    for sheet in before:
        assert after[sheet.title].print_area == sheet.print_area
        assert after[sheet.title].print_title_rows == sheet.print_title_rows
        assert after[sheet.title].defined_names.keys() == sheet.defined_names.keys()
    assert after.sheetnames == ["Granskning", *before.sheetnames]


def test_macros_and_strange_parts_stay() -> None:
    extra = {"xl/vbaProject.bin": b"\0\1\2" * 999, "customXml/item1.xml": b"<a  b = 'c' ></a >"}
    data = packed({**parts(rich()), **extra})
    marked = parts(marked_copy(data, [error(OPERATING, "B4")]))
    assert {name: marked[name] for name in extra} == extra


def test_the_same_workbook_gives_the_same_bytes() -> None:
    found = [error(OPERATING, "B4"), error(GOALS, "Z9")]
    data = rich()
    assert marked_copy(data, found) == marked_copy(data, found)


# --- fills and notes -------------------------------------------------------------------------------------------------


def test_a_cell_carries_its_gravest_colour_and_all_messages() -> None:
    found = [
        error(OPERATING, "C4"),
        warning(OPERATING, "C4"),
        warning(OPERATING, "D4"),
        error(OPERATING, "D5", "Ett"),
    ]
    found += [error(OPERATING, "D5", "Två"), finding(Severity.INFO, OPERATING, "A4", "Bra att veta", "")]
    marked = marked_copy(rich(), found)
    assert {c: fill(marked, OPERATING, c) for c in ("A4", "B4", "C4", "D4", "D5")} == {
        "A4": None,
        "B4": None,
        "C4": RED,
        "D4": YELLOW,
        "D5": RED,
    }
    assert note(marked, OPERATING, "A4") is None
    assert note(marked, OPERATING, "C4") == (
        "Fel XL301: Beloppet saknas.\nSkriv det.\n\nVarning XL302: Beloppet är stort.\nSe efter."
    )
    assert "Ett" in (note(marked, OPERATING, "D5") or "")
    assert "Två" in (note(marked, OPERATING, "D5") or "")


def test_a_users_note_comes_first_and_its_box_grows() -> None:
    data = rich()
    marked = marked_copy(data, [error(OPERATING, "B4", "Saknas\noch så vidare")])
    assert note(marked, OPERATING, "B4") == (
        "Min egen anteckning\n\nFel XL301: Saknas\noch så vidare\nSkriv det."
    )
    comment = opened(marked)[OPERATING]["B4"].comment
    assert comment is not None
    assert comment.author == "Åsa"
    anchors = [
        [
            a.split(",")
            for a in re.findall(
                r"<x:Anchor>(.*?)</x:Anchor>", parts(d)["xl/drawings/vmlDrawing1.vml"].decode()
            )
        ]
        for d in (data, marked)
    ]
    assert int(anchors[1][0][6]) == int(anchors[0][0][6]) + 4
    assert anchors[1][1] == anchors[0][1]


@pytest.mark.parametrize("rich_text", [False, True])
def test_plain_and_rich_notes_are_extended(rich_text: bool) -> None:
    contents = parts(rich())
    if not rich_text:
        contents["xl/comments1.xml"] = re.sub(
            rb"<r><rPr>.*?</rPr>(<t>.*?</t>)</r>", rb"\1", contents["xl/comments1.xml"]
        )
    marked = marked_copy(packed(contents), [error(OPERATING, "B4")])
    assert (note(marked, OPERATING, "B4") or "").startswith("Min egen anteckning\n\nFel XL301")
    assert note(marked, OPERATING, "C5") == "En till"


def test_a_thread_of_comments_is_left_alone() -> None:
    contents = parts(rich())
    contents["xl/comments1.xml"] = contents["xl/comments1.xml"].replace("Åsa".encode(), b"tc={1-2}")
    marked = marked_copy(packed(contents), [error(OPERATING, "B4")])
    assert note(marked, OPERATING, "B4") == "Min egen anteckning"
    assert fill(marked, OPERATING, "B4") == RED


def test_every_note_has_a_box_of_its_own() -> None:
    """Also where there are more notes than ids in a cluster, and clusters in other drawings."""
    found = [error(OPERATING, f"E{n}") for n in range(1, 1500)] + [error(GOALS, "B2"), error("Diagram", "A1")]
    marked = marked_copy(rich(), found)
    drawings = [part.decode() for name, part in parts(marked).items() if name.endswith(".vml")]
    identities = [i for vml in drawings for i in re.findall(r'<v:shape id="_x0000_s(\d+)"', vml)]
    assert len(identities) == len(set(identities)) == 1499 + 2 + 2
    for vml in drawings:
        ElementTree.fromstring(vml)
        clusters = re.findall(r'<o:idmap v:ext="edit" data="([\d,]+)"', vml)[0].split(",")
        held = {str(int(i) // 1024) for i in re.findall(r'<v:shape id="_x0000_s(\d+)"', vml)}
        assert held <= set(clusters)
    assert sum(1 for row in opened(marked)[OPERATING].iter_rows() for c in row if c.comment) == 1499 + 2


def test_a_mark_keeps_the_look_and_reads_well() -> None:
    marked = opened(marked_copy(rich(), [error(OPERATING, "B3"), error(OPERATING, "B4")]))[OPERATING]
    assert marked["B3"].font.bold
    assert marked["B3"].border.top.style == "thin"
    assert marked["B3"].font.color is not None
    assert marked["B3"].font.color.rgb == f"FF{INK[1:]}"  # was white on blue
    assert marked["C3"].font.color is not None
    assert marked["C3"].font.color.rgb == "FFFFFFFF"


def test_text_on_the_fills_has_enough_contrast() -> None:
    def light(colour: str) -> float:
        shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colour in MARK_FILLS.values():
        assert (light(colour) + 0.05) / (light(INK) + 0.05) >= 4.5


def test_blank_cells_look_as_their_row_or_column() -> None:
    found = [error(OPERATING, cell) for cell in ("F4", "F20", "G20", "A20", "B900", "AB2", "E4")]
    marked = opened(marked_copy(rich(), found))[OPERATING]
    assert {c: marked[c].number_format for c in ("F4", "F20", "G20", "B900", "E4")} == {
        "F4": "0.0%",
        "F20": "0.0%",
        "G20": "0.0%",
        "B900": "General",
        "E4": "General",
    }
    assert {f.origin.cell for f in found if f.origin} == {
        c.coordinate for row in marked.iter_rows() for c in row if c.fill.fgColor.rgb == RED
    }
    assert marked.dimensions == "A1:AB900"


def test_a_merged_area_is_marked_at_its_first_cell() -> None:
    marked = marked_copy(rich(), [error(OPERATING, "C1")])
    assert fill(marked, OPERATING, "A1") == RED
    assert note(marked, OPERATING, "A1")


def test_many_places_in_random_order_come_out_sorted() -> None:
    places = [f"{'ACEGZ'[n * 7 % 5]}{n * 37 % 50 + 1}" for n in range(200)]
    marked = marked_copy(rich(), [error(OPERATING, p) for p in places])
    rows = ElementTree.fromstring(parts(marked)["xl/worksheets/sheet1.xml"]).findall(f".//{{{MAIN}}}row")
    numbers = [int(row.attrib["r"]) for row in rows]
    assert numbers == sorted(set(numbers))
    for row in rows:
        columns = [ord(c.attrib["r"][0]) for c in row]
        assert columns == sorted(set(columns))
    assert all(fill_ == RED for fill_ in fills(marked, OPERATING, set(places) - {"C1"}))


def fills(data: bytes, sheet: str, cells: Iterable[str]) -> list[Any]:
    found = opened(data)[sheet]
    return [found[c].fill.fgColor.rgb for c in cells]


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_tells_all_findings_and_leads_to_them() -> None:
    found = [
        error(OPERATING, "B4", "a < b & \x01\ud800c"),
        error("Saknas", "A1"),
        error(None),
        warning(GOALS, "B2"),
    ]
    found += [finding(Severity.INFO, GOALS, "", "Bladet är tomt.", "Inget.")]
    marked = marked_copy(rich(), found)
    assert listed(marked) == [
        ["Fel", "XL301", f"{OPERATING}!B4", "a < b & c", "Skriv det."],
        ["Fel", "XL301", "Saknas!A1", "Beloppet saknas.", "Skriv det."],
        ["Fel", "XL301", "Arbetsboken", "Beloppet saknas.", "Skriv det."],
        ["Varning", "XL302", "Mål!B2", "Beloppet är stort.", "Se efter."],
        ["Upplysning", "XL303", "Mål", "Bladet är tomt.", "Inget."],
    ]
    sheet = opened(marked)["Granskning"]
    links = {f"C{n}": sheet[f"C{n}"].hyperlink for n in range(5, 10)}
    assert {cell: link.location for cell, link in links.items() if link} == {
        "C5": "'Drift & ''kapital'' <åäö>'!B4",
        "C8": "'Mål'!B2",
        "C9": "'Mål'!A1",
    }
    assert sheet["A1"].value == "Granskning"
    assert sheet["A2"].value == f"3 fel, 1 varning och 1 upplysning. {HOW_TO_GO_ON}"
    assert sheet["A4"].font.bold
    assert sheet["D5"].alignment.wrap_text
    assert sheet.freeze_panes == "A5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert [sheet[f"A{n}"].fill.fgColor.rgb for n in (5, 8)] == [RED, YELLOW]


def test_the_copy_opens_on_the_list_alone() -> None:
    marked = opened(marked_copy(rich(), [error(OPERATING, "B4")]))
    assert marked.active is not None
    assert marked.active.title == "Granskning"
    assert [s.title for s in marked if s.sheet_view.tabSelected] == ["Granskning"]


def test_without_cells_there_is_only_the_list() -> None:
    data = rich()
    marked = marked_copy(data, [error(None)])
    assert changed(data, marked) == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "+xl/worksheets/sheet4.xml",
    }
    assert len(listed(marked_copy(data, []))) == 0


def test_a_marked_copy_can_be_marked_again() -> None:
    found = [error(OPERATING, "B4"), error(GOALS, "B2")]
    once = marked_copy(rich(), found)
    twice = marked_copy(once, [*found, error("Granskning", "A1")])
    thrice = marked_copy(twice, found)
    assert opened(thrice).sheetnames[:3] == ["Granskning (3)", "Granskning (2)", "Granskning"]
    assert listed(twice, "Granskning (2)")[:2] == listed(once)
    assert note(thrice, OPERATING, "B4") == note(once, OPERATING, "B4")
    assert note(twice, "Granskning", "A1")
    assert opened(thrice)["Mål"].defined_names["Lokalt"].value == "Mål!$B$2"


# --- files from other programs ---------------------------------------------------------------------------------------


def test_a_workbook_of_openpyxl() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Blad & co"
    sheet.append(["Kontotext", "Budget"])
    sheet.append(["Hyror", 826])
    sheet["A2"].comment = Comment("Egen", "Bo")
    buffer = BytesIO()
    book.save(buffer)
    marked = marked_copy(buffer.getvalue(), [error("Blad & co", "A2"), error("Blad & co", "B2")])
    assert note(marked, "Blad & co", "A2") == "Egen\n\nFel XL301: Beloppet saknas.\nSkriv det."
    assert fills(marked, "Blad & co", ["A1", "A2", "B2"]) == ["00000000", RED, RED]


def bare(sheet: str, *, styles: str | None = None, prefix: str = "x:", encoding: str = "utf-8") -> bytes:
    """A package as a small producer writes it: prefixed names, absolute targets, nothing that is not needed."""
    ns = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    p, types = prefix, "application/vnd.openxmlformats-officedocument.spreadsheetml"
    package = "http://schemas.openxmlformats.org/package/2006"
    overrides = {"workbook.xml": f"{types}.sheet.main+xml", "ark.xml": f"{types}.worksheet+xml"}
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    overrides["_rels/workbook.xml.rels"] = relations  # as LibreOffice does, instead of a default
    overrides |= {"styles.xml": f"{types}.styles+xml"} if styles is not None else {}
    contents = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType='
        '"application/xml"/>'
        + "".join(f'<Override PartName="/xl/{n}" ContentType="{t}"/>' for n, t in overrides.items())
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<{p}workbook {ns}><{p}sheets><{p}sheet name="Ark" sheetId="7" '
        f'xmlns:k="{RELATIONS}" k:id="rId1"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="/xl/ark.xml"/>'
        + (
            f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/>'
            if styles is not None
            else ""
        )
        + "</Relationships>",
        "xl/ark.xml": f"<{p}worksheet {ns}><{p}sheetData>{sheet}</{p}sheetData></{p}worksheet>",
    }
    if styles is not None:
        contents["xl/styles.xml"] = f"<{p}styleSheet {ns}>{styles}</{p}styleSheet>"
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    return packed({name: (declared + part).encode(encoding) for name, part in contents.items()})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_other_producers(prefix: str, encoding: str) -> None:
    p = prefix
    cell = f'<{p}c t="inlineStr"><{p}is><{p}t>å</{p}t></{p}is></{p}c>'
    sheet = f'<{p}row>{cell}{cell}</{p}row><{p}row r="3"/><{p}row>{cell}<{p}c r="D4" t="b"><{p}v>1</{p}v></{p}c></{p}row>'
    data = bare(sheet, prefix=prefix, encoding=encoding)
    places = ["B1", "C1", "B2", "C3", "A4", "B4", "D4", "E4", "A5"]
    marked = marked_copy(data, [error("Ark", place) for place in places])
    assert fills(marked, "Ark", places) == [RED] * len(places)
    assert fills(marked, "Ark", ["A1", "A3", "C4"]) == ["00000000"] * 3
    values = {
        c.coordinate: c.value for row in opened(marked)["Ark"].iter_rows() for c in row if c.value is not None
    }
    assert values == {"A1": "å", "B1": "å", "A4": "å", "D4": True}
    assert all(note(marked, "Ark", place) for place in places)
    contents = parts(marked)
    declared = contents["[Content_Types].xml"].decode("utf-16" if encoding == "utf-16" else encoding)
    assert 'Extension="rels"' in declared
    assert 'Extension="vml"' in declared
    for name, part in contents.items():
        if name in parts(data):
            assert part.startswith(parts(data)[name][:10])
            ElementTree.fromstring(part)


@pytest.mark.parametrize(
    "styles",
    [
        "",
        '<fonts/><cellXfs><xf fontId="0"/></cellXfs>',
        '<fills count="1"><fill><patternFill/></fill></fills><dxfs count="0"/>',
        "<fonts><font><color theme='0'/><name val='Arial'/></font></fonts><cellXfs><xf fontId='0'/></cellXfs>",
    ],
)
def test_poor_style_sheets(styles: str) -> None:
    data = bare('<row r="1"><c r="A1" s="9"><v>1</v></c></row>', styles=styles, prefix="")
    marked = marked_copy(data, [error("Ark", "A1"), warning("Ark", "B2")])
    assert fills(marked, "Ark", ["A1", "B2"]) == [RED, YELLOW]
    root = ElementTree.fromstring(parts(marked)["xl/styles.xml"])
    for pool in root:
        assert pool.get("count", str(len(pool))) == str(len(pool))
    order = [pool.tag.rpartition("}")[2] for pool in root]
    assert order == [n for n in ("fonts", "fills", "borders", "cellXfs", "dxfs") if n in order]


def test_what_is_no_workbook_is_refused() -> None:
    entities = parts(bare("<row/>", prefix=""))
    entities["xl/ark.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>'
    for data in (b"", b"PK\x03\x04", packed({}), packed({"a.xml": "<a/>"}), packed(entities)):
        with pytest.raises(ValueError, match=r"."):
            marked_copy(data, [error("Ark", "A1")])


# --- other readers ---------------------------------------------------------------------------------------------------


def test_calamine_reads_the_same_values() -> None:
    data = rich()
    marked = marked_copy(data, [error(OPERATING, "B4"), error(GOALS, "B2")])
    before, after = (CalamineWorkbook.from_filelike(BytesIO(d)) for d in (data, marked))
    assert after.sheet_names == ["Granskning", *before.sheet_names]
    for name in before.sheet_names:
        assert after.get_sheet_by_name(name).to_python() == before.get_sheet_by_name(name).to_python()
    assert after.get_sheet_by_name("Granskning").to_python()[4][0] == "Fel"


def test_a_result_of_our_own() -> None:
    data = result_of(seed())
    marked = marked_copy(data, [error("Driftredovisning", "D7"), error("Läs mig", "A1")])
    untouched = {n for n in parts(data) if "chart" in n or "theme" in n or "sharedStrings" in n}
    assert untouched & changed(data, marked) == set()
    assert fill(marked, "Driftredovisning", "D7") == RED
    assert b"x14:dataBar" in parts(marked)["xl/worksheets/sheet3.xml"]


@needs_libreoffice[0]
@needs_libreoffice[1]
def test_libreoffice_shows_fills_notes_and_links(tmp_path: Path) -> None:
    found = [error(OPERATING, c) for c in ("A1", "B4", "Z50")] + [warning(GOALS, "B2")]
    copies = {
        "rik": marked_copy(rich(), found),
        "igen": marked_copy(marked_copy(rich(), found), found),
        "naken": marked_copy(
            bare("<x:row><x:c><x:v>1</x:v></x:c></x:row>"), [error("Ark", "A1"), error("Ark", "C9")]
        ),
    }
    for name, data in copies.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    out = recalculated(tmp_path)
    for name in ("rik", "igen"):
        read = (out / f"{name}.xlsx").read_bytes()
        assert fills(read, OPERATING, ["A1", "B4", "Z50"]) == [RED] * 3
        assert fill(read, GOALS, "B2") == YELLOW
        assert (note(read, OPERATING, "B4") or "").startswith("Min egen anteckning")
        assert "Fel XL301" in (note(read, OPERATING, "B4") or "")
        assert "Fel XL301" in (note(read, OPERATING, "Z50") or "")
        assert note(read, OPERATING, "C5") == "En till"
        assert opened(read, values=True)[OPERATING]["D4"].value == 79
        assert listed(read)[0][:2] == ["Fel", "XL301"]
        link = opened(read)["Granskning"]["C6"].hyperlink
        assert link is not None
        assert str(link.location).replace("$", "").endswith("B4")
        assert opened(read).defined_names["Hyra"].value.replace("$", "").endswith("B4")
    naked = (out / "naken.xlsx").read_bytes()
    assert fills(naked, "Ark", ["A1", "C9"]) == [RED] * 2
