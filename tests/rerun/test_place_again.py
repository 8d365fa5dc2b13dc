"""Sheets that people add to a result come along when it is made anew, and what cannot is named; and so is what they lay on our sheets."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from tests.boards import long_and_wide, operating_alone, surplus
from tests.examples import seed
from tests.render import converted
from tests.rerun.test_find_additions import ENGINES, SHEET, by, data_of, said, values
from tests.rerun.test_keep import cell_of, edited, result, run
from tests.whole.test_files import opened
from xltool.rerun.wins import Wins
from xltool.running.outcome import State
from xltool.running.pipeline import work
from xltool.sheets.template_rows import Filling

# --- own sheets ----------------------------------------------------------------------------------------------


def _meeting(book: Any) -> None:
    ws = book.create_sheet("Till mötet")
    ws["B2"], ws["C3"], ws["C4"] = "Fråga om licenserna", 0.25, 1733
    ws["B2"].font = Font(bold=True, italic=True, color="FF7030A0", size=14)
    ws["B2"].fill = PatternFill("solid", fgColor="FFFFFF00")
    ws["B2"].alignment = Alignment(horizontal="center", wrap_text=True)
    thin = Side("thin")
    ws["B2"].border = Border(thin, thin, thin, thin)
    ws["C3"].number_format = "0.000"
    ws["B8"].fill = PatternFill("solid", fgColor="FF00B050")
    ws.merge_cells("B5:D6")
    ws["B5"] = "Sammanslaget"
    ws.column_dimensions["B"].width, ws.row_dimensions[2].height = 33, 42
    ws.row_dimensions[4].hidden = True
    ws.column_dimensions["C"].hidden = True
    ws.freeze_panes = "B3"


@ENGINES
def test_an_own_sheet_keeps_its_formats(engine: str) -> None:
    again = result(seed(), result(seed(), by(engine, result(seed()), _meeting)))
    ws = opened(again)["Till mötet"]
    b2 = ws["B2"]
    assert (b2.value, b2.font.b, b2.font.i, b2.font.sz, b2.font.color.rgb) == (
        "Fråga om licenserna", True, True, 14, "FF7030A0",
    )  # fmt: skip
    assert (b2.fill.fgColor.rgb, b2.alignment.horizontal, b2.alignment.wrap_text) == (
        "FFFFFF00",
        "center",
        True,
    )
    assert {side.style for side in (b2.border.left, b2.border.right, b2.border.top, b2.border.bottom)} == {
        "thin"
    }
    assert (ws["C3"].value, ws["C3"].number_format) == (0.25, "0.000")
    assert ws["B8"].fill.fgColor.rgb == "FF00B050"
    assert [str(m) for m in ws.merged_cells.ranges] == ["B5:D6"]
    assert ws["B5"].value == "Sammanslaget"
    assert ws.column_dimensions["B"].width == pytest.approx(33, abs=0.5)
    assert ws.row_dimensions[2].height == pytest.approx(42, abs=0.5)
    assert ws.row_dimensions[4].hidden
    assert ws.column_dimensions["C"].hidden
    assert ws.freeze_panes == ("B3" if engine == "openpyxl" else None), (
        "LibreOffice itself drops it without a window"
    )


def _rich(book: Any) -> None:
    ws = book.create_sheet("Analys")
    for row in range(1, 4):
        ws.cell(row, 1).value = row
    ws["B1"] = "=SUM(A1:A3)"
    ws["B2"].hyperlink = "https://example.org/hemligt"
    ws["B2"].value = "Länk"
    ws["B3"].comment = Comment("Kolla", "Eva")
    above = Rule("cellIs", operator="greaterThan", formula=["2"], dxf=DifferentialStyle(Font(bold=True)))
    ws.conditional_formatting.add("A1:A3", above)
    rule = DataValidation("list", formula1='"ja,nej"')
    rule.add("C1")
    ws.add_data_validation(rule)
    ws.auto_filter.ref = "A1:B3"
    chart = BarChart()
    chart.add_data(Reference(ws, 1, 1, 1, 3))
    ws.add_chart(chart, "E1")
    ws.add_image(_picture(), "E20")


def _picture() -> Any:
    buffer = BytesIO()
    Picture.new("RGB", (4, 4), "red").save(buffer, "PNG")
    buffer.seek(0)
    return Image(buffer)


@ENGINES
def test_what_an_own_sheet_loses_is_named_and_no_link_is_passed_on(engine: str) -> None:
    done = run(seed(), by(engine, result(seed()), _rich))
    (told,) = said(done, "XL115")
    for word in (
        "formler", "diagram", "bilder", "villkorsstyrd formatering", "listrutor", "anteckningar", "länkar", "filter",
    ):  # fmt: skip
        assert word in told, word
    assert told.startswith(
        "Ert blad Analys har följt med, med värden och format. Det som inte följer med finns kvar i "
    )
    again = opened(data_of(done))["Analys"]
    assert again["B2"].value == "Länk"
    assert again["B2"].hyperlink is None
    assert b"example.org" not in _everything(data_of(done))
    if engine == "LibreOffice":
        assert again["B1"].value == 6
    assert said(run(seed(), data_of(done), Wins.INPUT), "XL115") == [
        "Ert blad Analys har följt med, med värden och format."
    ]


def _everything(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return b"".join(map(package.read, package.namelist()))


def test_a_picture_on_one_of_our_sheets_is_named() -> None:
    def edit(book: Any) -> None:
        book["Sammanfattning"].add_image(_picture(), "K3")

    (told,) = said(run(seed(), edited(result(seed()), edit)), "XL134")
    assert told.startswith("På bladet Sammanfattning fanns mer än xltool skrev: bilder.")


def test_a_chart_on_our_sheet_and_a_sheet_of_its_own_for_one_are_named() -> None:
    def edit(book: Any) -> None:
        chart = BarChart()
        chart.add_data(Reference(book[SHEET], min_col=3, min_row=6, max_row=8))
        book[SHEET].add_chart(chart, "T5")
        book.create_chartsheet("Till mötet").add_chart(deepcopy(chart))

    done = run(seed(), edited(result(seed()), edit))
    told = [f.message for f in done.findings if f.code.code == "XL134"]
    assert [line.split(" fanns")[0] for line in told] == [f"På bladet {SHEET}", "På bladet Till mötet"]
    assert "ett diagramblad" in told[1]
    again = run(seed(), converted(result(seed())))
    assert [f.message for f in again.findings if f.code.code == "XL134"] == []


# --- what is no cell, and sheets that are called as ours -------------------------------------------------------------


def _dressed(book: Any) -> None:
    ws = book[SHEET]
    cell_of(ws, "Resor & kurser", "Utfall 2023").fill = PatternFill("solid", fgColor="FFFFFF00")
    ws.conditional_formatting.add("B7:C20", CellIsRule(operator="greaterThan", formula=["100"], fill=PatternFill("solid", bgColor="FFFF0000")))  # type: ignore[no-untyped-call]  # openpyxl has no types here  # fmt: skip
    cell_of(ws, "Lokalhyror", "Utfall 2023").font = Font(color="FFC00000")
    ws.row_dimensions[12].hidden = True
    ws.column_dimensions["E"].hidden = True
    ws["A6"].hyperlink = "https://intranet/x"
    ws.oddFooter.center.text = "Fastställd av nämnden"
    ws.oddHeader.left.text = "Utkast"
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0")
    rule.add("B40")
    ws.add_data_validation(rule)
    book.defined_names["Egen"] = DefinedName("Egen", attr_text="Driftredovisning!$B$7")


@ENGINES
def test_what_was_laid_on_our_sheets_is_named(engine: str) -> None:
    done = run(seed(), by(engine, result(seed()), _dressed))
    (of_sheet,) = [m for m in said(done, "XL134") if m.startswith("På bladet Driftredovisning")]
    cell = cell_of(opened(result(seed()))[SHEET], "Resor & kurser", "Utfall 2023").coordinate
    wanted = (
        "villkorsstyrd formatering",
        "länkar",
        "sidfot",
        "sidhuvud",
        "listrutor",
        "dolda rader",
        "dolda kolumner",
        f"egen färg på {cell}",
        f"och {cell_of(opened(result(seed()))[SHEET], 'Lokalhyror', 'Utfall 2023').coordinate}",
    )
    assert [word for word in wanted if word not in of_sheet] == []
    (of_book,) = [m for m in said(done, "XL134") if m.startswith("I arbetsboken")]
    assert "egna definierade namn (Egen)" in of_book


@ENGINES
@pytest.mark.parametrize("filling", [seed(), surplus(), long_and_wide(), operating_alone()])
def test_a_result_that_was_only_saved_again_has_nothing_to_name(engine: str, filling: Filling) -> None:
    done = run(filling, by(engine, result(filling)))
    assert [f.code.code for f in done.findings if f.code.code.startswith("XL1")] == []
    for name in opened(result(filling)).sheetnames:
        if name != "xltool-minne":  # which remembers the file
            assert values(data_of(done), name) == values(result(filling), name)


@pytest.mark.parametrize("name", ["Nämndmål", "Medlemmar", "Underlag", "Huvudbok", "Drift", "Inställningar"])
def test_an_own_sheet_may_be_called_as_one_of_the_template(name: str) -> None:
    def edit(book: Any) -> None:
        book.create_sheet(name)["B2"] = "Fråga om licenserna"

    done = run(seed(), edited(result(seed()), edit))
    assert said(done, "XL115") == [f"Ert blad {name} har följt med, med värden och format."]
    again = data_of(done)
    assert opened(again)[name]["B2"].value == "Fråga om licenserna"
    assert data_of(run(seed(), again)) == again
    assert work(again, "b-resultat.xlsx", write=False).state is State.OK, "the result is still an input"
