"""Workbooks for those who explain their own variances: nobody else's figures in them, and no comment is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.ledger_files.boards import workbook
from xltool.running.one_workbook import handle
from xltool.running.outcome import Options, Outcome, State

pytestmark = pytest.mark.filterwarnings("ignore:(Unknown|Conditional) .*extension:UserWarning")  # openpyxl
LINES = (
    ("Konto", "Kontotext", "Budget", "Utfall"),
    ("3*", "Avgifter"),
    ("5*", "Löner"),
    ("6*", "Drift"),
)
LEDGER = (
    ("Konto", "Ansvar", "Text", "Budget", "Utfall"),
    (3010, "4100 Bygg/lov", "Avgift", -900, -950),
    (5010, "4100 Bygg/lov", "Lön A", 500, 777),
    (6110, "4200 Miljö", "Papper", 40, 44),
    (5010, "4200 Miljö", "Lön B", 300, 333),
)
FILES = Options(by=("Ansvar",), files=True)
ONE, OTHER = "budget-per-ansvar/4100 Bygg lov.xlsx", "budget-per-ansvar/4200 Miljö.xlsx"
SHEET = "Rader per Ansvar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path)
    return tmp_path


def put(folder: Path, ledger: Sequence[Sequence[object]] = LEDGER, year: int = 2023) -> None:
    (folder / "budget.xlsx").write_bytes(workbook(LINES, ledger=ledger, year=year))


def run(folder: Path, options: Options = FILES) -> Outcome:
    outcome = handle(folder / "budget.xlsx", folder / "budget-resultat.xlsx", options)
    assert outcome.state is State.OK, told(outcome)
    return outcome


def told(outcome: Outcome) -> list[str]:
    return [f"{f.code.code} {f.message}" for f in outcome.findings if f.code.code not in ("XL202", "XL408")]


def codes(outcome: Outcome) -> list[str]:
    return [line.split()[0] for line in told(outcome)]


def comments(path: Path, title: str = SHEET) -> dict[str, str]:
    """What stands under Kommentar, by value and line."""
    sheet = openpyxl.load_workbook(path)[title]
    found, value = {}, ""
    top = next(c.row for c in sheet["B"] if c.value == "Kontotext")
    for row in sheet.iter_rows(min_row=top + 1):
        name = str(row[1].value or "")
        value = name if row[1].font.bold and not name.startswith("Summa") else value
        if text := row[header(sheet) - 1].value:
            found[f"{value} {name}".strip()] = str(text)
    return found


def header(sheet: Any) -> int:
    return int(next(c.column for row in sheet.iter_rows() for c in row if c.value == "Kommentar"))


def write(path: Path, line: str, text: str | None, title: str | None = None, block: int = 0) -> None:
    """Somebody writes on the line, of its so many-th block, and saves."""
    book = openpyxl.load_workbook(path)
    sheet = book[title] if title else book.worksheets[0]
    rows = [cell.row for cell in sheet["B"] if cell.value == line]
    sheet.cell(rows[block], header(sheet)).value = text
    book.save(path)


def test_each_value_has_a_workbook_without_anything_of_the_others(folder: Path) -> None:
    assert codes(run(folder)) == ["XL167"]
    book = openpyxl.load_workbook(folder / ONE, data_only=True)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        "Ansvar 4100 Bygg lov", "Underlag", "Uppgifter",
    ]  # fmt: skip
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"777", "Lön A", "-273", "Avgifter"} <= {w.removesuffix(".0") for w in words} | {"-273"}
    assert not any(word in text for text in words for word in ("4200", "Miljö", "Lön B", "Papper", "333"))
    import zipfile

    package = zipfile.ZipFile(folder / ONE)
    everything = b"".join(package.read(name) for name in package.namelist())
    assert "Miljö".encode() not in everything
    assert b"Papper" not in everything


def test_the_same_again_writes_the_same(folder: Path) -> None:
    run(folder)
    first = {p.name: p.read_bytes() for p in folder.rglob("*.xlsx")}
    assert codes(run(folder)) == ["XL167"]
    assert {p.name: p.read_bytes() for p in folder.rglob("*.xlsx")} == first


def test_comments_come_back_and_stay_whatever_is_run_next(folder: Path) -> None:
    run(folder)
    write(folder / ONE, "Löner", "Två vikarier")
    write(folder / OTHER, "Drift", "Dyrare papper")
    back = run(folder, Options())  # --by is not said again
    assert [line for line in told(back) if "XL164" in line] == [
        f"XL164 2 kommentarer är hämtade från {ONE} och {OTHER}."
    ]
    wanted = {"4100 Bygg/lov Löner": "Två vikarier", "4200 Miljö Drift": "Dyrare papper"}
    result = folder / "budget-resultat.xlsx"
    assert comments(result) == wanted
    run(folder, Options())
    assert comments(result) == wanted
    run(folder)
    assert comments(folder / ONE, "Ansvar 4100 Bygg lov") == {"Löner": "Två vikarier"}
    assert "XL164" not in codes(run(folder))
    assert comments(result) == wanted
    (folder / "budget-resultat.xlsx").unlink()
    run(folder)
    assert comments(result) == wanted


def test_a_comment_in_the_result_goes_to_the_file_and_one_that_both_wrote_stands_twice(folder: Path) -> None:
    result = folder / "budget-resultat.xlsx"
    run(folder)
    write(result, "Löner", "Vakans", SHEET, 0)
    run(folder)
    assert comments(folder / ONE, "Ansvar 4100 Bygg lov") == {"Löner": "Vakans"}
    write(folder / ONE, "Löner", "Vakans i mars")  # who wrote it had seen the other
    assert "XL165" not in codes(run(folder, Options()))
    assert comments(result) == {"4100 Bygg/lov Löner": "Vakans i mars"}
    write(result, "Löner", "Vakans i april", SHEET, 0)
    write(folder / ONE, "Löner", "Vikarie")
    assert "XL165" in codes(run(folder, Options()))
    assert comments(result) == {"4100 Bygg/lov Löner": "Vakans i april\nVikarie"}
    run(folder, Options())
    assert comments(result) == {"4100 Bygg/lov Löner": "Vakans i april\nVikarie"}
    write(folder / ONE, "Löner", None)
    run(folder, Options())
    assert comments(result) == {"4100 Bygg/lov Löner": "Vakans i april\nVikarie"}
    write(result, "Löner", "Vikarie i april", SHEET, 0)
    run(folder)
    assert comments(folder / ONE, "Ansvar 4100 Bygg lov") == {"Löner": "Vikarie i april"}


def test_a_value_that_is_gone_keeps_its_file_and_its_comments_find_no_other_row(folder: Path) -> None:
    run(folder)
    write(folder / OTHER, "Löner", "Pensionsavgång")
    moved = tuple(tuple("4300 Plan" if cell == "4200 Miljö" else cell for cell in row) for row in LEDGER)
    put(folder, moved)
    before = (folder / OTHER).read_bytes()
    outcome = run(folder)
    assert "XL166" in codes(outcome)
    assert OTHER in next(line for line in told(outcome) if "XL166" in line)
    assert (folder / OTHER).read_bytes() == before
    assert comments(folder / "budget-resultat.xlsx") == {}
    control = openpyxl.load_workbook(folder / "budget-resultat.xlsx")["Kontroll"]
    listed = [[c.value for c in row] for row in control.iter_rows() if row[0].value == "Pensionsavgång"]
    assert listed
    assert listed[0][1:2] == [SHEET]
    run(folder)
    control = openpyxl.load_workbook(folder / "budget-resultat.xlsx")["Kontroll"]
    assert sum(row[0].value == "Pensionsavgång" for row in control.iter_rows()) == 1
    put(folder)  # it is back, and so is the comment
    run(folder)
    assert comments(folder / "budget-resultat.xlsx") == {"4200 Miljö Löner": "Pensionsavgång"}


def test_a_line_that_is_gone_leaves_the_file_as_a_version(folder: Path) -> None:
    run(folder)
    write(folder / OTHER, "Drift", "Dyrare papper")
    put(folder, [row for row in LEDGER if row[0] != 6110] + [(6110, "4100 Bygg/lov", "Papper", 40, 44)])
    outcome = run(folder)
    assert {"XL166", "XL169"} <= set(codes(outcome))
    kept = [p for p in (folder / OTHER).parent.iterdir() if p.name.startswith("4200 Miljö_")]
    assert comments(kept[0], "Ansvar 4200 Miljö") == {"Drift": "Dyrare papper"}
    assert comments(folder / "budget-resultat.xlsx") == {}
    assert "XL166" not in codes(run(folder))


def _note(book: Any) -> None:
    book.create_sheet("Min uträkning")["A1"] = 17


def _beside(book: Any) -> None:
    book.worksheets[0]["M7"] = "Fråga Eva"


@pytest.mark.parametrize("change", [_note, _beside])
def test_what_else_somebody_wrote_in_a_file_is_kept_as_a_version(
    folder: Path, change: Callable[[Any], None]
) -> None:
    run(folder)
    book = openpyxl.load_workbook(folder / ONE)
    change(book)
    book.save(folder / ONE)
    saved = (folder / ONE).read_bytes()
    assert "XL169" in codes(run(folder))
    kept = [p for p in (folder / ONE).parent.iterdir() if p.name.startswith("4100 Bygg lov_")]
    assert [p.read_bytes() for p in kept] == [saved]
    assert "XL169" not in codes(run(folder))


def test_files_that_are_open_or_not_ours_are_left_alone_and_told(folder: Path) -> None:
    (folder / ONE).parent.mkdir()
    book = openpyxl.Workbook()
    book.save(folder / ONE)
    before = (folder / ONE).read_bytes()
    run_one = run(folder)
    assert "XL168" in codes(run_one)
    assert (folder / ONE).read_bytes() == before
    write(folder / OTHER, "Löner", "Pensionsavgång")
    saved = (folder / OTHER).read_bytes()
    (folder / OTHER).with_name("~$4200 Miljö.xlsx").write_bytes(b"")
    put(folder, [*LEDGER, (6120, "4200 Miljö", "Pennor", 1, 2)])
    assert sum("XL168" in line for line in told(run(folder))) == 2
    assert (folder / OTHER).read_bytes() == saved
    assert comments(folder / "budget-resultat.xlsx") == {"4200 Miljö Löner": "Pensionsavgång"}


def test_a_file_of_another_year_or_that_is_damaged_is_not_taken(folder: Path) -> None:
    put(folder, year=2022)
    run(folder)
    write(folder / ONE, "Löner", "Fjolårets")
    (folder / "budget-resultat.xlsx").unlink()
    put(folder)
    outcome = run(folder, Options(by=("Ansvar",)))
    assert codes(outcome).count("XL163") == 2
    assert comments(folder / "budget-resultat.xlsx") == {}


def test_a_column_of_ones_own_beside_the_lines_follows_its_rows_and_no_others(folder: Path) -> None:
    result = folder / "budget-resultat.xlsx"
    run(folder)
    book = openpyxl.load_workbook(result)
    sheet = book[SHEET]
    top = next(c.row for c in sheet["B"] if c.value == "Kontotext")
    rows = [c.row for c in sheet["B"] if c.value == "Löner"]
    far = sheet.max_column + 1
    for row, text in ((top, "Åtgärd"), (rows[0], "Rekrytera"), (rows[1], "Vänta")):
        sheet.cell(row, far).value = text
    book.save(result)
    put(folder, [*LEDGER[:4], (3020, "4050 Ny", "Avgift", -1, -1), (5010, "4250 Plan", "Lön B", 300, 333)])
    outcome = run(folder)
    sheet = openpyxl.load_workbook(result)[SHEET]
    column = next(c.column for row in sheet.iter_rows() for c in row if c.value == "Åtgärd")
    named = {
        str(sheet.cell(r, 2).value): sheet.cell(r, column).value
        for r in range(1, sheet.max_row + 1)
        if sheet.cell(r, column).value
    }
    assert named == {"Kontotext": "Åtgärd", "Löner": "Rekrytera"}
    assert any("Vänta" in line for line in told(outcome))
