"""What `xltool translate` suggests where it does not know: proposals that are never read unless people say yes."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.test_command_line import Run, run
from tests.commands.test_translate import TABLE, Rows, net, texts, write

__all__ = ["run"]
DRIFT: Rows = [
    ["Rubrik", "Plan", "Faktiskt", "Diff", "Noteringar"],
    ["Bidrag", -1200, -1250, 50, "Fler sökte"],
    ["Hyror", -800, -760, -40, None],
    ["Summa intäkter", -2000, -2010, 10, None],
    ["Löner", 5400, 5510, -110, "Vikarier"],
    ["Övrigt", 300, 410, -110, None],
    ["Summa kostnader", 5700, 5920, -220, None],
]
BYGGEN: Rows = [
    ["Bygge", "Pott 2024", "Nedlagt i år", "Läge"],
    ["Hall", 900, 800, "pågår"],
    ["Bad", 30, 40, "klart"],
]


def suggested(path: Path) -> dict[tuple[str, str], str]:
    """The suggestion of each sheet and header."""
    every = [
        [str(v or "") for v in row] for row in load_workbook(path)["Översättning"].iter_rows(values_only=True)
    ]
    first = next(i for i, row in enumerate(every) if row[:2] == ["Blad", "Rubrik"])
    if "Förslag" not in every[first]:
        return {}
    at = every[first].index("Förslag")
    return {(row[0], row[1]): row[at] for row in every[first + 1 :] if row[at]}


def say_yes(path: Path) -> None:
    book = load_workbook(path)
    sheet = book["Översättning"]
    for row in sheet.iter_rows():
        if row[5].value and row[5].value != "Förslag":
            row[3].value = "ja"
    book.save(path)


def test_yes_to_all_suggestions_reads_the_workbook(run: Run) -> None:
    write(run.folder / "b.xlsx", {"Ekonomi 2024": DRIFT, "Byggen": BYGGEN})
    _, out, _ = run("translate", "b.xlsx")
    out = " ".join(out.replace("\u00a0", " ").split())
    assert "Med ja på alla förslag: Intäkter: budget −2 000 tkr, utfall −2 010 tkr" in out
    assert "11 rader är tomma vid Läses som, 10 av dem har ett förslag" in out
    say_yes(run.folder / TABLE)
    (done,) = run.json("check", "b.xlsx")
    assert net(done) == (3700, 3910)
    assert {r["sheet"] for r in done["reading"]} == {"Ekonomi 2024", "Byggen"}


def test_what_is_only_suggested_is_not_read(run: Run) -> None:
    write(run.folder / "b.xlsx", {"Ekonomi 2024": DRIFT})
    run("translate", "b.xlsx")
    assert suggested(run.folder / TABLE)
    (done,) = run.json("check", "b.xlsx")
    assert done["status"] != "ok"
    assert done["operating"] is None


def test_yes_where_nothing_is_suggested_is_told_at_its_cell(run: Run) -> None:
    write(run.folder / "b.xlsx", {"Ekonomi 2024": DRIFT, "Byggen": BYGGEN})
    run("translate", "b.xlsx")
    book = load_workbook(run.folder / TABLE)
    for row in book["Översättning"].iter_rows():
        if row[1].value == "Läge":
            row[3].value, place = "ja", row[3].coordinate
    book.save(run.folder / TABLE)
    (done,) = run.json("check", "b.xlsx")
    told = next(f for f in done["findings"] if f["code"] == "XL249")
    assert (told["cell"], "Läge" in told["message"]) == (place, True)


def test_the_columns_of_an_interim_report_may_be_chosen(run: Run) -> None:
    write(run.folder / "b.xlsx", {"Ekonomi 2024": DRIFT})
    run("translate", "b.xlsx")
    lists = [
        {cell.value for cell in column} for column in load_workbook(run.folder / TABLE)["Listor"].columns
    ]
    assert any({"Periodens utfall", "Föregående prognos"} <= one for one in lists)


def test_a_suggestion_that_people_overrule_is_not_taken(run: Run) -> None:
    write(run.folder / "b.xlsx", {"Ekonomi 2024": DRIFT})
    run("translate", "b.xlsx")
    say_yes(run.folder / TABLE)
    book = load_workbook(run.folder / TABLE)
    for row in book["Översättning"].iter_rows():
        if row[1].value == "Diff":
            row[3].value = "–"
    book.save(run.folder / TABLE)
    (done,) = run.json("check", "b.xlsx")
    assert "Avvikelse" not in done["reading"][0]["columns"]


def test_what_was_suggested_stays_until_it_is_answered(run: Run) -> None:
    write(run.folder / "b.xlsx", {"Ekonomi 2024": DRIFT})
    run("translate", "b.xlsx")
    before = suggested(run.folder / TABLE)
    run("translate", "b.xlsx")
    assert suggested(run.folder / TABLE) == before
    assert "Med ja på alla förslag:" in texts(run.folder / TABLE)


DRAWN: dict[str, tuple[Rows, dict[str, str]]] = {
    "the figures tell the two columns that the words do not": (
        [["Post", "Kolumn 1", "Kolumn 2", "Rest"], ["A", 10, 7, 3], ["B", 20, 25, -5], ["C", 5, 1, 4]],
        {"Post": "Kontotext", "Kolumn 1": "Budget", "Kolumn 2": "Utfall", "Rest": "Avvikelse"},
    ),
    "a word that the figures speak against is not suggested beside them": (
        [["Post", "Plan", "Kostade", "Rest"], ["A", 10, 7, 9], ["B", 20, 25, 5], ["C", 5, 1, 4]],
        {},
    ),
    "two budgets are for people to tell apart": (
        [["Post", "Plan A", "Plan B", "Faktiskt"], ["A", 10, 7, 9], ["B", 20, 25, 5]],
        {},
    ),
    "a difference may be either way round: people tell which is the budget": (
        [["Post", "Kolumn 1", "Kolumn 2", "Diff"], ["A", 10, 7, -3], ["B", 20, 25, 5], ["C", 5, 1, -4]],
        {},
    ),
    "a forecast is told from an actual": (
        [["Post", "Fullår plan", "Gissning helår"], ["A", 10, 7], ["B", 20, 25]],
        {"Post": "Kontotext", "Fullår plan": "Budget", "Gissning helår": "Prognos"},
    ),
    "numbers as texts are no names": (
        [
            ["Ansvar", "Gren", "Tilldelat", "Bokat hela året"],
            ["1000", "Stab", 10, 7],
            ["2100", "Hemtjänst", 20, 25],
        ],
        {"Gren": "Kontotext", "Tilldelat": "Budget", "Bokat hela året": "Utfall"},
    ),
    "figures of other years and of a period are none": (
        [
            ["Post", "Plan 2023", "Faktiskt 2023", "Plan 2024", "Faktiskt 2024"],
            ["A", 1, 2, 3, 4],
            ["B", 1, 2, 3, 4],
        ],
        {"Post": "Kontotext", "Plan 2024": "Budget", "Faktiskt 2024": "Utfall"},
    ),
    "a sheet that has no budget is left alone": (
        [["Kommun", "Invånare"], ["Arby", 2500], ["Bytorp", 1500]],
        {},
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_suggested(run: Run, name: str) -> None:
    rows, wanted = DRAWN[name]
    write(run.folder / "b.xlsx", {"Blad1": rows})
    run("translate", "b.xlsx")
    found = {header: ours for (_, header), ours in suggested(run.folder / TABLE).items()}
    assert found.pop("(hela bladet)", "") == ("Driftredovisning" if wanted else "")
    assert found == wanted


def test_a_kind_of_sheet_is_suggested_once(run: Run) -> None:
    write(run.folder / "b.xlsx", {"Enhet A": DRIFT, "Enhet B": DRIFT})
    run("translate", "b.xlsx")
    assert not {sheet for sheet, header in suggested(run.folder / TABLE) if header == "(hela bladet)"}
