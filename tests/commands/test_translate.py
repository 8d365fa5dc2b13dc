"""`xltool translate` as a newcomer meets it: written, filled in, read; in the terminal and through the drop folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook, load_workbook

from tests.commands.test_command_line import Run, run
from tests.recalculation import Engine, differences
from xltool.sheets.all_sheets import forms

__all__ = ["run"]
TABLE = "översättning.xlsx"
Rows: TypeAlias = Sequence[Sequence[object]]
SETTINGS: Rows = [["Nämnd", "Socialnämnden"], ["År", 2024], ["Enhet", "tkr"]]
VERKSAMHET: Rows = [
    ["Socialnämnden, uppföljning 2024"],
    [],
    ["Vad", "Typ", "Förbrukat 2024", "Kommunens ram 2024", "Förbrukat 2023", "Ansvarig"],
    ["Avgifter", "Intäkt", -90, -100, -80, "Eva"],
    ["Löner", "Kostnad", 950, 900, 870, "Olle"],
    ["Lokaler", "Kostnad", 205, 210, 200, "Olle"],
]


def write(path: Path, sheets: Mapping[str, Rows]) -> Path:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def department(path: Path, **other: Rows) -> Path:
    """A department's own workbook, of which xltool knows neither the sheet nor its headers."""
    return write(path, {"Uppgifter": SETTINGS, "Verksamhet 2024": VERKSAMHET, **other})


def rows(path: Path) -> list[list[str]]:
    """What the table says, row by row, without its spare rows."""
    sheet = load_workbook(path)["Översättning"]
    every = [[str(v or "") for v in row] for row in sheet.iter_rows(max_col=5, values_only=True)]
    first = every.index(["Blad", "Rubrik", "Grupprubrik", "Läses som", "Tecken"]) + 1
    return [row for row in every[first:] if any(row)]


def fill_in(path: Path, answers: Mapping[str, str | tuple[str, str]]) -> None:
    """Chooses in the lists, as people do: what each header is read as, and its sign."""
    book = load_workbook(path)
    sheet = book["Översättning"]
    left = dict(answers)
    for row in sheet.iter_rows():
        if (answer := left.pop(str(row[1].value), None)) is not None:
            row[3].value, row[4].value = (answer, None) if isinstance(answer, str) else answer
    assert not left, f"no row for {left}"
    book.save(path)


ANSWERS = {
    "(hela bladet)": "Driftredovisning",
    "Vad": "Kontotext",
    "Typ": "Typ",
    "Förbrukat 2024": "Utfall",
    "Kommunens ram 2024": "Budget",
    "Förbrukat 2023": "Utfall föregående år",
    "Ansvarig": "–",
}


def net(data: dict[str, object]) -> tuple[float, float]:
    operating = data["operating"]
    assert isinstance(operating, dict), data["findings"]
    return operating["net"]["budget"], operating["net"]["actual"]


# --- three steps ---------------------------------------------------------------------------------------------


def test_a_workbook_that_cannot_be_read_says_so_in_one_error_that_offers_translate(run: Run) -> None:
    department(run.folder / "min budget.xlsx")
    code, out, _ = run("check", "min budget.xlsx")
    assert code == 1
    assert "1 fel" in out
    assert "varning" not in out
    assert "upplysning" not in out
    assert 'xltool translate "min budget.xlsx"' in " ".join(out.split())


def test_translate_fill_in_process(run: Run) -> None:
    department(run.folder / "b.xlsx")
    code, out, _ = run("translate", "b.xlsx")
    assert code == 0
    assert f"Översättningen är skriven: {TABLE}" in out
    fill_in(run.folder / TABLE, ANSWERS)
    (done,) = run.json("process", "b.xlsx")
    assert done["status"] == "ok"
    assert net(done) == (1010, 1065)
    (reading,) = done["reading"]
    assert reading["sheet"] == "Verksamhet 2024"
    assert reading["columns"]["Budget"] == "Kommunens ram 2024"
    assert "Budget" in reading["taught"]


def test_the_next_year_s_workbook_is_read_by_the_same_table(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    next_year: Rows = [
        [str(v).replace("2024", "2025").replace("2023", "2024") if isinstance(v, str) else v for v in row]
        for row in VERKSAMHET
    ]
    settings: Rows = [["Nämnd", "Socialnämnden"], ["År", 2025], ["Enhet", "tkr"]]
    write(run.folder / "nästa.xlsx", {"Uppgifter": settings, "Verksamhet 2025": next_year})
    (done,) = run.json("check", "nästa.xlsx")
    assert done["status"] == "ok"
    assert net(done) == (1010, 1065)


def texts(path: Path, sheet: str = "Översättning") -> list[str]:
    """Every text of a sheet, with ordinary blanks."""
    rows = load_workbook(path, read_only=True)[sheet].iter_rows(values_only=True)
    return [str(value).replace("\u00a0", " ") for row in rows for value in row if value]


def test_the_table_tells_what_the_workbook_would_come_to(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    assert "Arbetsboken går inte att läsa än:" in texts(run.folder / TABLE)
    fill_in(run.folder / TABLE, ANSWERS)
    _, out, _ = run("translate", "b.xlsx")
    said = "Nettoresultat: budget 1 010 tkr, utfall 1 065 tkr, avvikelse −55 tkr."
    assert said in out.replace("\u00a0", " ")
    assert said in texts(run.folder / TABLE)


def test_what_is_filled_in_stays_and_new_headers_are_added(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    before = rows(run.folder / TABLE)
    write(run.folder / "c.xlsx", {"Bygg 2024": [["Post", "Plan 2024", "Ut 2024"], ["Hus", 5, 6]]})
    assert run("translate", "c.xlsx")[0] == 0
    after = rows(run.folder / TABLE)
    assert after[: len(before)] == before
    assert [row[:2] for row in after[len(before) :]] == [
        ["Bygg 2024", "(hela bladet)"],
        ["Bygg 2024", "Post"],
        ["Bygg 2024", "Plan 2024"],
        ["Bygg 2024", "Ut 2024"],
    ]
    assert [p.name for p in run.folder.glob("översättning_*.xlsx")], "what people saved is kept"
    run("translate", "c.xlsx")
    assert rows(run.folder / TABLE) == after


def test_the_rows_that_xltool_can_tell_are_filled_in(run: Run) -> None:
    lines: Rows = [
        ["Rad", "Utfall 2024", "Budget 2024", "Handläggare"],
        ["A", 1, 2, "Eva"],
        ["B", 3, 4, "Eva"],
    ]
    write(run.folder / "b.xlsx", {"Uppgifter": SETTINGS, "Resultat": lines})
    run("translate", "b.xlsx")
    assert [(row[1], row[3]) for row in rows(run.folder / TABLE)] == [
        ("(hela bladet)", "Driftredovisning"),
        ("Rad", "Kontotext"),
        ("Utfall 2024", "Utfall"),
        ("Budget 2024", "Budget"),
        ("Handläggare", ""),
    ]


def test_headers_that_are_the_same_are_told_apart(run: Run) -> None:
    lines: Rows = [
        [None, "Perioden", None, "Helår", None],
        ["Vad", "Budget", "Utfall", "Budget", "Avvikelse", "Avvikelse"],
        ["A", 1, 2, 3, 4, 5],
        ["B", 1, 2, 3, 4, 5],
    ]
    write(run.folder / "b.xlsx", {"Drift": lines})
    run("translate", "b.xlsx")
    assert [row[1:3] for row in rows(run.folder / TABLE)] == [
        ["(hela bladet)", ""],
        ["Vad", ""],
        ["Budget", "Perioden"],
        ["Utfall", "Perioden"],
        ["Budget", "Helår"],
        ["Avvikelse (kolumn E)", "Helår"],
        ["Avvikelse (kolumn F)", "Helår"],
    ]


def test_the_lists_offer_our_words(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    book = load_workbook(run.folder / TABLE)
    sheet, words = book["Översättning"], book["Listor"]
    assert words.sheet_state == "veryHidden"
    lists = [str(one.formula1) for one in sheet.data_validations.dataValidation]
    assert any("Driftredovisning" in one and "–" in one for one in lists)
    assert '"+,−"' in lists
    long = [one.removeprefix("Listor!").replace("$", "") for one in lists if one.startswith("Listor!")]
    offered = [[cell.value for row in words[one] for cell in row] for one in long]
    ours = {c.header for kind in forms() if kind.title != "Uppgifter" for c in kind.columns}
    assert any(ours <= {*one} for one in offered), "each of our headers, of interim reports too"
    assert all(one[-1] == "–" for one in offered)
    assert any(one[0] == "ja" for one in offered)


def test_the_second_sheet_shows_the_rows_beside_what_they_become(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    run("translate", "b.xlsx")
    sheet = load_workbook(run.folder / TABLE, data_only=True)["Raderna"]
    shown = [[c for c in row if c] for row in sheet.iter_rows(values_only=True)]
    assert ["D", "Kommunens ram 2024", "Budget", "−100", "900", "210"] in shown
    assert differences((run.folder / TABLE).read_bytes(), Engine(run.folder / TABLE)) == [], (
        "the sheet follows the table"
    )
