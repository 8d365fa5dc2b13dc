"""The workbooks as files: the template and the examples, the result of the seed, the result processed again."""

from __future__ import annotations

import functools
import warnings
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.examples import files, seed
from tests.random_boards import random_filling
from tests.whole.test_recalculation import result_of
from xltool.drawing.placed import Choice, PlacedCell, SheetPlan
from xltool.drawing.styles import Look
from xltool.drawing.writer import Properties, workbook_bytes
from xltool.findings.finding import Severity
from xltool.result.figures import figures
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.running.write_template import write_template

SHEETS = [
    "Läs mig", "Sammanfattning", "Driftredovisning", "Investeringsredovisning", "Måluppfyllelse", "Fördelning",
    "Fakturaunderlag",
    "Rapporttext", "Kontroll", "Uppgifter",
]  # fmt: skip


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with each of its parts, by its name, as `change` makes it."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The package unpacked: not every machine deflates in the same way."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(data: bytes, *, values: bool = True) -> Workbook:
    """As openpyxl reads it. With the values it is to be looked at and not changed: who asks again gets the same one."""
    return _looked_at(data) if values else _loaded(data, values=False)


@functools.lru_cache(maxsize=8)
def _looked_at(data: bytes) -> Workbook:
    return _loaded(data, values=True)


def _loaded(data: bytes, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of data bars that it does not read
        return load_workbook(BytesIO(data), data_only=values)


def lines_of(book: Workbook, sheet: str) -> list[list[Any]]:
    """The filled cells of every row."""
    rows = ([c.value for c in row if c.value is not None] for row in book[sheet].iter_rows())
    return [row for row in rows if row]


# --- the files in the repository -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", files(), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_generated_files_are_up_to_date(path: Path) -> None:
    """`python -m tests.examples` writes them anew."""
    assert parts(path.read_bytes()) == parts(files()[path])


def test_the_template_is_what_the_command_writes(tmp_path: Path) -> None:
    write_template(tmp_path / "mall.xlsx", 2024)
    stored = next(path for path in files() if path.parent.name == "mall")
    assert parts((tmp_path / "mall.xlsx").read_bytes()) == parts(stored.read_bytes())


def test_the_template_teaches_and_helps() -> None:
    book = opened(next(path for path in files() if path.parent.name == "mall").read_bytes())
    guide = [row for row in lines_of(book, "Läs mig") if str(row[0])[:1].isdigit()]
    assert len(guide) == 10
    lists = {
        str(v.formula1)
        for name in ("Driftredovisning", "Nämndmål")
        for v in book[name].data_validations.dataValidation
    }
    assert '"Intäkt,Kostnad,Summa,Varav,Rad"' in lists
    assert '"minst,högst,exakt,inom,öka,minska"' in lists


@pytest.mark.parametrize(
    "words", [("Å" * 130, "Ö" * 130), ("😀" * 80, "😎" * 80), ("a, b", "c"), ('a "b"', "c")]
)
@pytest.mark.parametrize("prompt", ["", "Välj en."])
def test_words_that_no_drop_down_list_can_hold_are_left_to_be_typed(
    words: tuple[str, ...], prompt: str
) -> None:
    plan = SheetPlan("Drift", "#000000", cells=[PlacedCell(0, 0, "Löner", None, Look())])
    plan.choices = [Choice(0, 0, 1, words, "Nyckel", prompt), Choice(0, 0, 2, ("a", "b"), "Nyckel", prompt)]
    properties = Properties("Titel", "", "", "", datetime(2024, 1, 1))
    sheet = opened(workbook_bytes([plan], properties))["Drift"]
    said = {str(v.sqref): (v.type, v.formula1, v.prompt or "") for v in sheet.data_validations.dataValidation}
    assert said.pop("C1") == ("list", '"a,b"', prompt)
    assert said == ({"B1": (None, None, prompt)} if prompt else {})


# --- the seed's result ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result() -> Workbook:
    return opened(result_of(seed()))


def test_the_sheets_stand_in_order(result: Workbook) -> None:
    assert result.sheetnames == [*SHEETS, "xltool-minne"]
    assert [s.title for s in result.worksheets if s.sheet_state == "veryHidden"] == ["xltool-minne"]


def test_the_report_text_reads_as_the_seed(result: Workbook) -> None:
    text = [str(row[-2]).replace("\u00a0", " ") for row in lines_of(result, "Rapporttext")[4:]]
    assert text == [
        "Sydnärkes IT-nämnd uppnådde 2023 följande rörande nämndmålen: 1 st av 3 bedöms uppnådda, "
        "2 st bedöms delvis uppnådda.",
        "Vilket gör att nämndmålen uppnås delvis. Uppföljningen av målen baseras på indikatorerna som "
        "verksamheten har gjort på helår.",
        "Årets resultat för Sydnärkes IT-nämnd visar ett underskott med 1 733 tkr. Nämnden budgeteras och "
        "redovisas som en enhet, där eventuellt över- eller underskott fördelas mellan medlemskommunerna. "
        "Underskottet för 2023 fördelas ut enligt nyckeln för invånarantal och läggs på första fakturan 2024.",
        "Fördelning av underskott blir 2023 enligt följande: Lekeberg: 356 tkr, Laxå: 231 tkr, "
        "Askersund: 477 tkr och Hallsberg: 669 tkr.",
        "Utav den totala investeringsbudgeten (12 095 tkr) så är 9 219 tkr förbrukat per 231231.",
    ]


def test_the_rounding_line_is_visible_and_constant(result: Workbook) -> None:
    rounding = next(row for row in lines_of(result, "Driftredovisning") if row[0] == "Avrundningsdifferens")
    assert rounding[1:4] == [0, 1, -1]
    formulas = opened(result_of(seed()), values=False)["Driftredovisning"]
    cell = next(c for row in formulas.iter_rows() for c in row if c.value == "Avrundningsdifferens")
    assert formulas.cell(cell.row, cell.column + 2).value == 1


def test_what_is_material_and_unexplained_is_marked(result: Workbook) -> None:
    marked = [row[0] for row in lines_of(result, "Driftredovisning") if "förklaring saknas" in row]
    assert marked == ["Övriga avg. o. ersättningar"]


def test_provenance_tells_where_the_result_came_from(result: Workbook) -> None:
    facts = {str(row[0]): row[1] for row in lines_of(result, "Kontroll") if len(row) == 2}
    assert facts["Indatafil"] == "budget.xlsx"
    assert len(str(facts["Kontrollsumma (SHA-256)"])) == 64
    assert str(facts["Skapad med"]).startswith("xltool ")


def test_every_check_agrees(result: Workbook) -> None:
    for sheet in SHEETS:
        if sheet != "Kontroll":
            assert "✔ 14 av 14 stämmer · 1 att fråga om" in lines_of(result, sheet)[0]


# --- kronor ------------------------------------------------------------------------------------------------------------

PRINTED = {
    "Övriga avg. o. ersättningar": (0, -868, 868), "Driftbidrag från kommuner": (-41391, -41391, 0),
    "Totalt intäkter": (-41391, -42259, 868), "Personalkostnader": (12730, 12428, 302),
    "Datorer & basutrustning": (200, 116, 84), "Tele- och datakommunikation": (1100, 2404, -1304),
    "Licenser & serviceavtal": (9400, 12708, -3308), "Övrigt tjänsteköp": (3162, 2825, 337),
    "Resor & kurser": (200, 141, 59), "Övriga kostnader": (400, 293, 107), "Lokalhyror": (826, 747, 79),
    "Kapitalkostnader": (13373, 12329, 1044), "Totalt kostnader": (41391, 43991, -2600),
    "Nettoresultat": (0, 1733, -1733), "IT-investering Lekeberg": (3004, 2297, 707),
    "IT-investering Laxå": (1686, 1345, 341), "IT-investering Askersund": (2452, 1837, 614),
    "IT-investering Hallsberg": (1953, 1685, 268), "IT-investering gemensamt": (3000, 2055, 945),
    "Totalt investerat": (12095, 9219, 2876),
}  # fmt: skip


def test_kronor_are_shown_as_every_printed_figure_without_a_rounding_line() -> None:
    book = opened(result_of(seed(kronor=True)))
    shown = {
        str(row[0]): tuple(round(float(str(x)) / 1000) for x in row[1:4])
        for sheet in ("Driftredovisning", "Investeringsredovisning")
        for row in lines_of(book, sheet)
        if row[0] in PRINTED
    }
    assert shown == PRINTED
    names = [row[0] for row in lines_of(book, "Driftredovisning")]
    assert "Avrundningsdifferens" not in names
    sheet = book["Driftredovisning"]
    assert {sheet.cell(row, 2).number_format for row in range(6, 19)} == {r"#,##0,;\−#,##0,"}


def test_the_kronor_example_says_that_its_kronor_are_made_up() -> None:
    book = opened(template_bytes(seed(kronor=True)))
    assert any("Påhittade kronor" in str(row[0]) for row in lines_of(book, "Driftredovisning"))


# --- again --------------------------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes() -> None:
    assert result_of(seed()) == result_of(seed())


@pytest.mark.parametrize("number", [-1, *range(300, 340)])
def test_a_result_processed_again_gives_the_same_figures(number: int) -> None:
    data = template_bytes(seed() if number < 0 else random_filling(number))
    first = work(data, "budget.xlsx", write=True)
    assert first.data is not None
    second = work(first.data, "budget-resultat.xlsx", write=True)
    told_before = {f.code.code for f in first.findings} | {"XL202"}
    assert {f.code.code for f in second.findings if f.severity is not Severity.INFO} <= told_before
    before, after = figures(first.board, first.result), figures(second.board, second.result)
    assert after.operating == before.operating
    assert after.shares == before.shares
    assert after.investments == before.investments
    assert after.goals == before.goals
