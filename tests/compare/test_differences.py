"""`xltool diff` tells what differs between two workbooks: every difference, and nothing that is none."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.boards import WORKBOOKS
from tests.commands.test_command_line import run
from tests.examples import seed
from tests.random_boards import random_filling
from tests.render import converted
from tests.rerun.test_keep import cell_of, edited, result, write
from xltool.core.scalars import Scalar
from xltool.intake.workbook_reader import read_workbook
from xltool.running.batch import process_file
from xltool.running.compare_files import Comparison, compare
from xltool.running.other_workbooks import template_bytes
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow, Filling

__all__ = ["run"]  # the fixture

DRIFT = "Driftredovisning"


def plainly_summed(filling: Filling) -> Filling:
    """Without stated totals and variances, so that any figure may change without contradicting another."""
    return replace(
        filling,
        income=_unstated(filling.income),
        cost=_unstated(filling.cost),
        projects=_unstated(filling.projects),
        totals={},
        stated_variances=False,
    )


def _unstated(rows: Sequence[FilledRow]) -> list[FilledRow]:
    stated = (operating.STATED_VARIANCE, investments.STATED_VARIANCE)
    return [{c: v for c, v in row.items() if c not in stated} for row in rows]


def compared(folder: Path, a: bytes, b: bytes, width: int = 100) -> Comparison:
    (folder / "a.xlsx").write_bytes(a)
    (folder / "b.xlsx").write_bytes(b)
    return compare(folder / "a.xlsx", folder / "b.xlsx", width)


def told(done: Comparison) -> list[str]:
    """The listing with ordinary blanks, below the two lines that name the files."""
    lines = [line.replace("\u00a0", " ") for line in done.lines]
    return lines[lines.index("") :]


def said(folder: Path, a: bytes, b: bytes) -> list[str]:
    return told(compared(folder, a, b))


NOTHING = ["", "Inget skiljer: siffror, kommentarer, bedömningar, uppgifter och egna texter är desamma."]


# --- nothing differs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORKBOOKS)
def test_an_input_and_its_result_say_the_same(name: str, tmp_path: Path) -> None:
    filling = WORKBOOKS[name]
    assert said(tmp_path, template_bytes(filling), result(filling)) == NOTHING


@pytest.mark.parametrize("number", range(6))
def test_saving_in_another_program_is_no_difference(number: int, tmp_path: Path) -> None:
    """openpyxl drops every formula's value; the seed has a rounding line that its totals told."""
    filling = random_filling(number) if number else seed()
    own = result(filling)
    assert said(tmp_path, own, edited(own)) == NOTHING


def test_a_project_total_that_was_rounded_is_computed_the_same_without_its_value(tmp_path: Path) -> None:
    filling = seed()
    projects = [{**p} for p in filling.projects]
    total = {column: (value or 0) for column, value in filling.totals["Totalt investerat"].items()}
    column = next(c for c in total if c.header == "Utfall")
    rounded = replace(
        filling,
        projects=projects,
        totals={"Totalt investerat": {**total, column: float(total[column]) + 1}},
        stated_variances=False,
    )
    own = result(rounded)
    assert cell_of_text(own, "Investeringsredovisning", "Avrundningsdifferens")
    assert said(tmp_path, own, edited(own)) == NOTHING


def cell_of_text(data: bytes, sheet: str, text: str) -> bool:
    book, _ = read_workbook(data, "r.xlsx")
    assert book is not None
    return any(c.value == text for s in book.sheets if s.name == sheet for c in s.cells.values())


def test_moved_rows_are_no_difference(tmp_path: Path) -> None:
    filling = plainly_summed(seed())
    moved = replace(filling, cost=filling.cost[::-1], members=filling.members[::-1])
    assert said(tmp_path, template_bytes(filling), template_bytes(moved)) == NOTHING


# --- what people write in a result ------------------------------------------------------------------------------


@pytest.mark.parametrize("rewritten", [False, True], ids=["openpyxl", "LibreOffice"])
def test_what_was_changed_in_a_result_is_told_by_row(rewritten: bool, tmp_path: Path) -> None:
    if rewritten and shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    before = result(seed())
    after = edited(
        before,
        write(DRIFT, "Lokalhyror", "Utfall 2023", 800),
        write(DRIFT, "Resor & kurser", "Kommentar", "Två konferenser ställdes in."),
        write("Måluppfyllelse", "Sjukfrånvaro", "Bedömning", "Delvis uppnådd"),
        write("Uppgifter", "Gräns för delvis uppnådd", "Värde", 0.78),
    )
    assert said(tmp_path, before, converted(after) if rewritten else after) == [
        "",
        "Driftredovisning",
        "  Resor & kurser",
        "    Kommentar  tomt → Två konferenser ställdes in.",
        "  Lokalhyror",
        "    Utfall       747 tkr → 800 tkr  (+53 tkr)",
        "    = Avvikelse  +79 tkr → +26 tkr  (−53 tkr)",
        "  Totalt kostnader",
        "    = Utfall     43 991 tkr → 44 044 tkr  (+53 tkr)",
        "    = Avvikelse  −2 600 tkr → −2 653 tkr  (−53 tkr)",
        "  Nettoresultat",
        "    = Utfall     1 733 tkr → 1 786 tkr  (+53 tkr)",
        "    = Avvikelse  −1 733 tkr → −1 786 tkr  (−53 tkr)",
        "",
        "Måluppfyllelse",
        "  Sjukfrånvaro",
        "    Bedömning  tomt → Delvis uppnådd",
        "    = Status   ✔ Uppnådd → ◐ Delvis uppnådd",
        "",
        "Fördelning",
        "  Lekeberg",
        "    = Belopp  356 tkr → 367 tkr  (+11 tkr)",
        "  Laxå",
        "    = Belopp  231 tkr → 238 tkr  (+7 tkr)",
        "  Askersund",
        "    = Belopp  477 tkr → 491 tkr  (+14 tkr)",
        "  Hallsberg",
        "    = Belopp  669 tkr → 690 tkr  (+21 tkr)",
        "",
        "Uppgifter",
        "    Gräns för delvis uppnådd  75 % → 78 %  (+3 procentenheter)",
        "",
        "= är uträknat och följer av det andra.",
        "",
        "Det här skiljer: 1 siffra, 1 kommentar, 1 bedömning, 1 uppgift och 10 uträknade värden.",
    ]


def test_a_typed_sentence_stands_against_xltools_own(tmp_path: Path) -> None:
    before = result(seed())

    def type_over(book: Any) -> None:
        book["Rapporttext"]["B6"] = "Vi nådde två av tre mål."

    lines = said(tmp_path, before, edited(before, type_over))
    assert lines[1:4] == [
        "Rapporttext",
        "  Måluppfyllelse, målen",
        "    Text  xltools egen mening → Vi nådde två av tre mål.",
    ]
    assert lines[-1] == "Det här skiljer: 1 egen text."


def test_own_sheets_are_told_with_how_many_cells_differ(tmp_path: Path) -> None:
    def notes(*values: str) -> Any:
        def edit(book: Any) -> None:
            sheet = book.create_sheet("Till mötet")
            for row, value in enumerate(values, start=1):
                sheet.cell(row, 2).value = value

        return edit

    def more(book: Any) -> None:
        book.create_sheet("Fler frågor")["A1"] = "Hyran?"
        book["Till mötet"]["D1"] = "=1+1"

    own = result(seed())
    a, b = edited(own, notes("a", "b", "c")), edited(own, notes("a", "B", "", "d"), more)
    lines = said(tmp_path, a, b)
    assert lines[1:4] == [
        "Egna blad",
        "  Till mötet: 3 celler skiljer och 1 formel utan uträknat värde går inte att jämföra",
        "  Fler frågor: finns bara i B",
    ]
    assert lines[-1] == "Det här skiljer: 2 egna blad."


# --- inputs that change -------------------------------------------------------------------------------------------


def with_cost(filling: Filling, row: str, **changes: Scalar) -> Filling:
    columns = {"name": operating.NAME, "account": operating.ACCOUNT, "actual": operating.ACTUAL}
    new: FilledRow = {columns[key]: value for key, value in changes.items()}
    summed = plainly_summed(filling)
    cost = [{**e, **new} if e[operating.NAME] == row else e for e in summed.cost]
    return replace(summed, cost=cost)


def test_rows_added_removed_and_renamed(tmp_path: Path) -> None:
    before = with_cost(seed(), "Resor & kurser", account="7010")
    after = with_cost(before, "Resor & kurser", name="Resor och utbildning")
    new: FilledRow = {operating.NAME: "Porto", operating.BUDGET: 200.0, operating.ACTUAL: 116.0}
    cost = [e for e in after.cost if e[operating.NAME] != "Datorer & basutrustning"]
    lines = said(tmp_path, template_bytes(before), template_bytes(replace(after, cost=[*cost, new])))
    assert lines == [
        "",
        "Driftredovisning",
        "  Datorer & basutrustning  ·  finns bara i A",
        "    Typ          Kostnad",
        "    Budget       200 tkr",
        "    Utfall       116 tkr",
        "    = Avvikelse  +84 tkr",
        "    = Bedömning  ● Inom gräns",
        "  Resor och utbildning  ·  hette Resor & kurser i A",
        "  Porto  ·  finns bara i B",
        "    Typ          Kostnad",
        "    Budget       200 tkr",
        "    Utfall       116 tkr",
        "    = Avvikelse  +84 tkr",
        "    = Bedömning  ● Inom gräns",
        "",
        "= är uträknat och följer av det andra.",
        "",
        "Det här skiljer: 1 omdöpt rad, 1 rad bara i A och 1 rad bara i B.",
    ]


def test_a_line_that_changes_sides_is_told(tmp_path: Path) -> None:
    before = with_cost(seed(), "Lokalhyror", actual=0.0)
    line = next(e for e in before.cost if e[operating.NAME] == "Lokalhyror")
    rest = [e for e in before.cost if e is not line]
    after = replace(before, cost=rest, income=[*before.income, line])
    lines = said(tmp_path, template_bytes(before), template_bytes(after))
    assert "    Typ  Kostnad → Intäkt" in lines


def test_another_year_another_board_another_unit_are_said_first(tmp_path: Path) -> None:
    other = seed(kronor=True)
    other = replace(other, year=2024, settings={**other.settings, "board": "Räddningsnämnden"})
    lines = said(tmp_path, template_bytes(seed()), template_bytes(other))
    assert lines[:7] == [
        "",
        "Obs! Filerna gäller olika nämnder: Sydnärkes IT-nämnd (A) och Räddningsnämnden (B).",
        "",
        "Obs! Filerna gäller olika år: 2023 (A) och 2024 (B).",
        "",
        "Obs! Beloppen är i tkr i A och i kr i B. Här är de jämförda i kr.",
        "",
    ]
    at = lines.index("  Personalkostnader")
    assert lines[at + 1] == "    Utfall       12 428 000 kr → 12 428 213 kr  (+213 kr)"


def test_the_sign_rule_of_an_input_is_no_difference_to_its_result(tmp_path: Path) -> None:
    plain = template_bytes(plainly_summed(seed()))
    turned = edited(plain, _turn)
    (tmp_path / "t.xlsx").write_bytes(turned)
    own = process_file(tmp_path / "t.xlsx").path
    assert own is not None
    assert said(tmp_path, turned, own.read_bytes()) == NOTHING
    lines = said(tmp_path, plain, turned)
    assert "    Intäkter anges som  negativa → positiva" in lines
    assert lines[-1] == "Det här skiljer: 1 uppgift."


def _turn(book: Any) -> None:
    """Income as positive, costs as negative; the variances, which are formulas, go."""
    cell_of(book["Uppgifter"], "Intäkter anges som", "Värde").value = "positiva"
    for entry in (*seed().income, *seed().cost):
        name = str(entry[operating.NAME])
        for header in ("Budget 2023", "Utfall 2023"):
            cell_of(book[DRIFT], name, header).value *= -1
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                cell.value = None if str(cell.value).startswith("=") else cell.value
