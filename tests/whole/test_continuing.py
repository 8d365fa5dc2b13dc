"""What helps those who go on working in the result: prompts, lists, tables, names, protection, properties."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.examples import seed
from tests.whole.test_files import opened
from tests.whole.test_recalculation import result_of
from xltool.drawing import styles as look
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import Choices
from xltool.running.pipeline import work


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
    }
    assert told["Måluppfyllelse", "Bedömning"] == (
        "Nämndens egen bedömning; går före uträkningen",
        "Välj ett av orden i listan, eller lämna cellen tom.",
    )
    assert "Gräns för delvis uppnådd" in {title for _, title in told}
    assert all(prompt and error for prompt, error in told.values())


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
    assert set(book.defined_names) == {
        "Fördelas_i_hela", "Gräns_för_delvis_uppnådd", "Väsentlig_avvikelse_belopp", "Väsentlig_avvikelse_andel"
    }  # fmt: skip


def test_the_file_says_what_it_is(book: Any) -> None:
    assert book.properties.title == "Sydnärkes IT-nämnd 2023"
    assert book.properties.subject == "Resultat: budget mot utfall"
    assert book.properties.creator.startswith("xltool ")
