"""`xltool overview`: a row a board, totals that are formulas, links, and no board lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.examples import seed
from tests.recalculation import Engine, differences
from tests.rerun.test_keep import edited
from tests.sheets.test_net_lines import workbook
from tests.whole.test_files import opened
from tests.whole.test_recalculation import result_of
from xltool.core.usage import UsageError
from xltool.running.inputs import find_boards, find_workbooks
from xltool.running.other_workbooks import template_bytes
from xltool.running.write_overview import OVERVIEW_NAME


def overview(folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "xltool", "overview", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout + done.stderr


def of_board(board: str, *, kronor: bool = False, year: int | None = None) -> bytes:
    filling = seed(kronor=kronor)
    settings = {**filling.settings, "board": board, **({"year": year} if year else {})}
    return template_bytes(replace(filling, settings=settings))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board in tkr as a result, another in kronor as an input, and a file that is no workbook."""
    path = tmp_path_factory.mktemp("boards")
    (path / "a-resultat.xlsx").write_bytes(result_of(seed()))
    (path / "a.xlsx").write_bytes(template_bytes(seed()))
    (path / "b.xlsx").write_bytes(of_board("Provnämnden", kronor=True))
    (path / "c.xlsx").write_bytes(b"ingen arbetsbok")
    return path


@pytest.fixture(scope="module")
def sheet(folder: Path) -> Any:
    assert overview(folder)[0] == 3, "the largest exit code of the workbooks counts"
    return opened((folder / OVERVIEW_NAME).read_bytes()).worksheets[0]


def cells(sheet: Any, row: int) -> dict[str, Any]:
    headers = [c.value for c in sheet[5]]
    return {h: c.value for h, c in zip(headers, sheet[row], strict=True) if h}


def files(folder: Path) -> list[dict[str, Any]]:
    """The rows of the sheet of workbooks, by header."""
    page: Any = opened((folder / OVERVIEW_NAME).read_bytes())["Arbetsböcker"]
    rows = list(page.iter_rows(values_only=True))
    at = next(i for i, row in enumerate(rows) if row[0] == "Nämnd")
    return [{h: v for h, v in zip(rows[at], row, strict=True) if h} for row in rows[at + 1 :]]


def test_each_board_has_its_row_in_tkr_whatever_its_unit(folder: Path, sheet: Any) -> None:
    listed = files(folder)
    for row, file, name in ((6, "a-resultat.xlsx", "Sydnärkes IT-nämnd"), (7, "b.xlsx", "Provnämnden")):
        board = cells(sheet, row)
        assert listed[row - 6]["Att fråga om"] == 1, "the income that nobody had budgeted"
        assert board["Nämnd"] == name
        assert round(board["Netto utfall"]) == 1733
        assert round(board["Netto avvikelse"]) == -1733
        assert round(board["Investeringar budget"]) == 12095
        assert (board["Mål uppnås"], board["Mål uppnås delvis"], board["Mål uppnås ej"]) == (1, 2, 0)
        assert board["Nämnden som helhet"].endswith("delvis")
        assert listed[row - 6]["Arbetsbok"] == file
        assert sheet.cell(row, 1).hyperlink.target == file


def test_a_workbook_that_cannot_be_read_keeps_its_row_and_says_why(folder: Path, sheet: Any) -> None:
    board = cells(sheet, 8)
    assert board["Nämnd"] == "c.xlsx"
    assert board["Netto utfall"] is None
    assert board["Fel"] == 1
    assert "ingen Excel-arbetsbok" in files(folder)[2]["Första felet"]


def test_the_total_and_the_largest_variances_are_over_all_boards(folder: Path, sheet: Any) -> None:
    assert round(cells(sheet, 9)["Netto utfall"]) == 3466
    page: Any = opened((folder / OVERVIEW_NAME).read_bytes())["Avvikelser"]
    first = [c.value for c in page["A"]].index("Störst underskott")
    largest = [c.value for c in page[first + 3]][:4]
    assert largest[0] == "Provnämnden: Licenser & serviceavtal"
    assert round(largest[3]) == -3308


def test_forty_boards_are_on_one_a4(tmp_path: Path) -> None:
    drawing = "== Uppgifter ==\nNämnd | Barn- och utbildningsnämnden {0}\nÅr | 2024\nEnhet | tkr\nRapporter | april, helår\n== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nLöner | Kostnad | 9000 | 9100"
    for index in range(40):
        _drawn(tmp_path, f"{index:02}.xlsx", drawing.format(index))
    assert overview(tmp_path)[0] == 0
    page: Any = opened((tmp_path / OVERVIEW_NAME).read_bytes()).worksheets[0]
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight != 0, "as many pages as there are"
    assert int(page.page_setup.paperSize) == 9
    heights = {page.row_dimensions[row].height for row in range(6, 46)}
    assert len(heights) == 1, "a row a board, of one line"


def test_every_stored_value_is_what_an_engine_computes(folder: Path, sheet: Any) -> None:
    assert sheet.title == "Översikt"
    path = folder / OVERVIEW_NAME
    assert differences(path.read_bytes(), Engine(path)) == []


def test_an_overview_is_never_an_input(folder: Path) -> None:
    (folder / OVERVIEW_NAME).touch()
    assert OVERVIEW_NAME not in [p.name for p in find_workbooks([folder])]
    assert [p.name for p in find_boards(folder)] == ["a-resultat.xlsx", "b.xlsx", "c.xlsx"]


def test_work_in_an_overview_is_kept(folder: Path) -> None:
    assert overview(folder)[0] == 3, "one of the workbooks is none"
    assert "sparat" not in overview(folder)[1]
    path = folder / OVERVIEW_NAME

    def note(book: Any) -> None:
        book.create_sheet("Till mötet")["A1"] = "Fråga kommunerna"

    theirs = edited(path.read_bytes(), note)
    path.write_bytes(theirs)
    _, text = overview(folder)
    (version,) = [p for p in folder.iterdir() if p.name.startswith("Översikt_")]
    assert version.read_bytes() == theirs
    assert f"det som stod där är sparat som {version.name}" in " ".join(text.split())
    assert version.name not in [p.name for p in (*find_workbooks([folder]), *find_boards(folder))]
    path.write_bytes(theirs)
    (folder / f"~${OVERVIEW_NAME}").write_bytes(b"")
    overview(folder)
    assert path.read_bytes() == theirs, "open elsewhere"
    assert (folder / "Översikt (2).xlsx").exists()


def test_a_folder_of_results_alone_says_so(tmp_path: Path) -> None:
    data = result_of(seed())
    for name in (
        "b-resultat.xlsx",
        "b-resultat - Kopia.xlsx",
        "Kopia av b-resultat.xlsx",
        "b-resultat (Evas konfliktkopia).xlsx",
    ):
        (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError, match="är eller heter som xltools egna filer"):
        find_workbooks([tmp_path])
    assert [p.name for p in find_boards(tmp_path)] == ["b-resultat.xlsx"]
    (tmp_path / "b.xlsx").write_bytes(template_bytes(seed()))
    assert [p.name for p in find_workbooks([tmp_path])] == ["b.xlsx"]


def test_a_folder_without_workbooks_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ingen arbetsbok"):
        find_boards(tmp_path)
    code, text = overview(tmp_path / "finns inte")
    assert code == 2
    assert "ingen mapp" in text


def test_each_board_is_added_once_and_one_year_at_a_time(tmp_path: Path) -> None:
    result = result_of(seed())
    for name, data in {
        "a-resultat.xlsx": result,
        "a-resultat-DESKTOP-123ABC.xlsx": result,
        "a-resultat (kopia).xlsx": result,
        "Uppföljning.xlsx": result,
        "b.xlsx": of_board("Provnämnden"),
        "b senare.xlsx": of_board("provnämnden "),
        "c.xlsx": of_board("Provnämnden", year=2022),
        "d.xlsx": b"ingen arbetsbok",
    }.items():
        (tmp_path / name).write_bytes(data)
    _, text = overview(tmp_path)
    said = " ".join(text.split())
    sheet = opened((tmp_path / OVERVIEW_NAME).read_bytes()).worksheets[0]
    assert [one["Arbetsbok"] for one in files(tmp_path)[:3]] == ["a-resultat.xlsx", "b.xlsx", "d.xlsx"]
    assert cells(sheet, 9)["Nämnd"] == "Summa"
    assert round(cells(sheet, 9)["Netto utfall"]) == 3466
    for name, why in (
        ("a-resultat-DESKTOP-123ABC.xlsx", "den är ett resultat från xltool"),
        ("a-resultat (kopia).xlsx", "namnet säger att den är en kopia"),
        ("Uppföljning.xlsx", "samma nämnd och år som i a-resultat.xlsx"),
        ("b senare.xlsx", "samma nämnd och år som i b.xlsx"),
        ("c.xlsx", "den gäller 2022, och översikten 2023"),
    ):
        assert f"{name} är inte med: {why}" in said.replace(f"{tmp_path}/", "")
    heading = next(str(c.value) for row in sheet["A1:A4"] for c in row if "Netto mot budget" in str(c.value))
    assert heading.startswith(
        "3 arbetsböcker, inte med: a-resultat (kopia).xlsx, a-resultat-DESKTOP-123ABC.xlsx, "
    )
    assert "och 2 till. Netto mot budget" in heading


def _drawn(folder: Path, name: str, drawing: str) -> None:
    (folder / name).write_bytes(workbook(drawing))


def test_forecasts_budgets_and_missing_reports_are_told_apart(tmp_path: Path) -> None:
    reports = "Rapporter | april, augusti, helår\nEnhet | tkr\n== Driftredovisning =="
    interim = "\nKontotext | Typ | Periodens utfall | Budget | Prognos\nLöner | Kostnad | 60 | 100 | 90"
    _drawn(tmp_path, "a.xlsx", f"== Uppgifter ==\nNämnd | A\nÅr | 2024\nPeriod | augusti\n{reports}{interim}")
    _drawn(
        tmp_path, "b-april.xlsx", f"== Uppgifter ==\nNämnd | B\nÅr | 2024\nPeriod | april\n{reports}{interim}"
    )
    _drawn(
        tmp_path, "b-aug.xlsx", f"== Uppgifter ==\nNämnd | B\nÅr | 2024\nPeriod | augusti\n{reports}{interim}"
    )
    book = "\nKontotext | Typ | Budget\nLöner | Kostnad | 100\nHyra | Kostnad | 50"
    _drawn(tmp_path, "c.xlsx", f"== Uppgifter ==\nNämnd | C\nÅr | 2024\n{reports}{book}")
    assert overview(tmp_path)[0] == 0
    sheet = opened((tmp_path / OVERVIEW_NAME).read_bytes()).worksheets[0]
    a, b, c = (cells(sheet, row) for row in (6, 7, 8))
    assert [one["Nämnd"] for one in (a, b, c)] == ["A", "B", "C"]
    assert (a["Rapport"], a["Rapporter som saknas"]) == (
        "Prognos aug 2024",
        "apr",
    )
    assert (files(tmp_path)[1]["Arbetsbok"], b["Rapporter som saknas"]) == ("b-aug.xlsx", None)
    assert (c["Rapport"], c["Netto budget"]) == ("Budget 2024", 150)
    assert (c["Netto utfall"], c["Netto avvikelse"]) == (None, None)
    assert b["Netto utfall"] == 90
