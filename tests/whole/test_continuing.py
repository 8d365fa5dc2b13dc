"""What helps those who go on working in the result: prompts, lists, tables, names, protection, properties."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.examples import seed
from tests.whole.test_files import opened
from tests.whole.test_recalculation import result_of
from xltool.drawing import styles as look
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import Choices
from xltool.running.pipeline import work
from xltool.running.write_template import write_template


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(result_of(seed()), values=False)


@pytest.fixture(scope="module")
def protected() -> Any:
    data = work(template_bytes(seed()), "a.xlsx", write=True, choices=Choices(protect=True)).data
    assert data is not None
    return opened(data, values=False)


def _cells(book: Any) -> Any:
    return ((s, c) for s in book.worksheets for row in s.iter_rows() for c in row)


def test_every_list_says_what_to_do_in_swedish(book: Any) -> None:
    told = {
        (sheet.title, rule.promptTitle): (rule.prompt, rule.error)
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list" or rule.prompt  # an amount is explained only when it is wrong
    }
    assert told["Måluppfyllelse", "Bedömning"] == (
        "Nämndens egen bedömning; går före uträkningen",
        "Välj ett av orden i listan, eller lämna cellen tom.",
    )
    assert "Gräns för delvis uppnådd" in {title for _, title in told}
    assert all(prompt and error for prompt, error in told.values())


def test_what_may_be_written_is_said_in_words_about_that_very_cell(book: Any) -> None:
    told = {
        (sheet.title, rule.errorTitle): (rule.error, rule.formula1, rule.formula2, rule.prompt)
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.type == "decimal"
    }
    assert told["Driftredovisning", "Budget 2023"][0].startswith("Skriv beloppet i tkr, med bara siffror")
    assert told["Investeringsredovisning", "Utfall 2023"][0].startswith("Skriv beloppet i tkr")
    error, _, _, prompt = told["Måluppfyllelse", "Målvärde 2023"]
    assert "»högst 20 st«" in error
    assert (
        prompt
        == "Bara talet. Enheten och ord som »högst« hör till cellen; riktningen väljs i kolumnen Riktning"
    )
    assert told["Uppgifter", "Gräns för delvis uppnådd"][:3] == (
        "Skriv en andel mellan 0 och 100 %, till exempel 75 %.", "0.0", "1.0",
    )  # fmt: skip
    assert "större än noll" in told["Uppgifter", "Fördelas i hela"][0]
    assert told["Fördelning", "Invånare"][1] == "0.0"
    about = {title for (_, title), said in told.items() if "iktning" in said[0]}
    assert about == {"Målvärde 2023", "Målvärde till"}, "no other cell has anything to do with the direction"


def test_amounts_of_kronor_are_asked_for_in_kronor() -> None:
    book = opened(result_of(seed(kronor=True)))
    rules = book["Driftredovisning"].data_validations.dataValidation
    (said,) = {rule.error for rule in rules if rule.type == "decimal"}
    assert said.startswith("Skriv beloppet i kr, fast bladet visar tkr")


def test_the_template_asks_before_it_takes_words_for_an_amount(tmp_path: Path) -> None:
    write_template(tmp_path / "mall.xlsx", 2024)
    sheet = load_workbook(tmp_path / "mall.xlsx")["Driftredovisning"]
    (style,) = {rule.errorStyle for rule in sheet.data_validations.dataValidation if rule.type == "decimal"}
    assert style == "warning"


def test_rows_that_people_write_in_grow_and_what_is_meant_so_has_no_green_triangle(book: Any) -> None:
    with zipfile.ZipFile(BytesIO(result_of(seed()))) as package:
        drift = package.read("xl/worksheets/sheet3.xml").decode()
    fixed = {int(row) for row in re.findall(r'<row r="(\d+)"[^>]*customHeight="1"', drift)}
    assert fixed <= {1, 2, 3, 4, 5}, "the head and the header"
    sheet = book["Driftredovisning"]
    tall = [row for row in range(6, 21) if sheet.row_dimensions[row].height > 30]
    assert tall
    assert {sheet.cell(row, column).alignment.vertical for row in tall for column in (1, 2, 9)} == {"top"}
    for wanted in ("numberStoredAsText", "formulaRange", "unlockedFormula"):
        assert f'{wanted}="1"' in drift
    (differing,) = re.findall(r'sqref="([^"]*)" formula="1"', drift)
    lines = [row for row in range(9, 18) if any(f"A{row}:" in area for area in differing.split())]
    assert not lines, "a formula of a line that is unlike its neighbours' is marked"


def test_a_link_to_a_finding_leads_to_a_name_that_stays_with_its_cell(book: Any) -> None:
    links = [c.hyperlink.location for row in book["Kontroll"].iter_rows() for c in row if c.hyperlink]
    to = {name: book.defined_names[name].attr_text for name in links if name in book.defined_names}
    assert to
    assert [name for name in links if name not in to] == [], "none leads to an address"
    explained = next(c for c in book["Driftredovisning"]["H"] if c.value and "förklaring" in str(c.value))
    assert any(place == f"Driftredovisning!$I${explained.row}" for place in to.values())


def test_bars_have_one_scale_and_no_frame() -> None:
    with zipfile.ZipFile(BytesIO(result_of(seed()))) as package:
        drift = package.read("xl/worksheets/sheet3.xml").decode()
    (bar,) = re.findall(r"<x14:dataBar .*?</x14:dataBar>", drift)
    assert "orderColor" not in bar
    assert bar.count("MAX(MAX($F$5:$F$20),-MIN($F$5:$F$20),0.001)") == 2


def test_the_projects_are_a_table_that_can_be_sorted(book: Any) -> None:
    sheet = book["Investeringsredovisning"]
    (table,) = sheet.tables.values()
    first, last = (sheet[cell] for cell in table.ref.split(":"))
    assert first.value == "Projekt"
    assert sheet.cell(last.row, 1).value == "IT-investering gemensamt"
    assert sheet.cell(last.row + 1, 1).value == "Totalt investerat", (
        "a total among the lines would be sorted too"
    )
    references = [c.value for row in sheet[table.ref][1:] for c in row if str(c.value).startswith("=")]
    assert references
    # What is fixed on another sheet stays as it is.
    beside = [re.sub(r"Uppgifter!\$[A-Z]+\$\d+", "", f) for f in references]
    assert not [f for f in beside if "$" in f or "!" in f], "sorting moves only what points at its own row"


def test_protection_leaves_the_inputs_open_and_needs_no_password(protected: Any) -> None:
    for sheet in protected.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.protection.formatColumns is False, "False means that it is not forbidden"
        assert not sheet.protection.objects, "or nobody can leave a note on a figure"
    open_cells = [(s.title, c) for s, c in _cells(protected) if not c.protection.locked]
    inks = {c.font.color.rgb[-6:] for title, c in open_cells if title != "Rapporttext"}
    assert inks == {look.INPUT_INK[1:]}
    assert {title for title, _ in open_cells} == {
        "Driftredovisning", "Investeringsredovisning", "Måluppfyllelse", "Fördelning", "Rapporttext", "Uppgifter"
    }  # fmt: skip
    formulas = [(t, c) for t, c in open_cells if str(c.value).startswith("=") and t != "Rapporttext"]
    assert formulas == []


def test_without_the_wish_nothing_is_protected(book: Any) -> None:
    assert not any(sheet.protection.sheet for sheet in book.worksheets)


def test_the_limits_have_names(book: Any) -> None:
    assert {name for name in book.defined_names if not name.startswith("Anmärkning_")} == {
        "Fördelas_i_hela", "Gräns_för_delvis_uppnådd", "Väsentlig_avvikelse_belopp", "Väsentlig_avvikelse_andel"
    }  # fmt: skip


def test_the_file_says_what_it_is(book: Any) -> None:
    assert book.properties.title == "Sydnärkes IT-nämnd 2023"
    assert book.properties.subject == "Resultat: budget mot utfall"
    assert book.properties.creator.startswith("xltool ")
