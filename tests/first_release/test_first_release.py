"""Results that the first release wrote, with people's work in them, are made anew by the present one: all that they
wrote is where it belongs, and nothing else is said of them than what is so."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

import xltool
from tests.first_release.boards import CULTURE, CULTURE_LATER, DRIFT, LATER, PROJECTS, THEN, decided, saved
from tests.first_release.make import RESULTS

_INPUTS = {"then": THEN, "later": LATER}
_AS_DECIDED = {"culture-then": saved(decided(CULTURE)), "culture-later": saved(decided(CULTURE_LATER))}
_GOALS = "Måluppfyllelse"
_Place = tuple[str, str, str]  # sheet, row, header


class Expected(NamedTuple):
    """All codes of the findings, in order of number; the net actual; what stands where, and on the list Utan rad."""

    codes: str
    net: float
    texts: Mapping[_Place, object] = {}
    homeless: tuple[str, ...] = ()


_REPORT: dict[_Place, object] = {
    (PROJECTS, "IT-investering Laxå", "Kommentar"): "Levererad i december.",
    (_GOALS, "Sjukfrånvaro", "Bedömning"): "Delvis uppnådd",
    ("Uppgifter", "Väsentlig avvikelse belopp", "Värde"): 500,
    ("Rapporttext", "Måluppfyllelse, målen", "Text"): "Vi nådde de flesta av våra mål.",
}
_TRIPS = (DRIFT, "Resor & kurser", "Kommentar")
_WATER: dict[_Place, object] = {
    (DRIFT, "Löner", "Ansvarig"): "Åke",
    (DRIFT, "Resor", "Ansvarig"): 7,
    ("Uppgifter", "Väsentlig avvikelse belopp", "Värde"): 20_000,
}
_CULTURE: dict[_Place, object] = {
    (DRIFT, "Löner", "Kommentar"): "Fler föreställningar.",
    (DRIFT, "Hyror", "Utfall 2023"): 495,
    ("Uppgifter", "Fördelningsnyckel", "Värde"): "Lån",
}
_STREETS: dict[_Place, object] = {(DRIFT, "Löner", "Kommentar"): "Vakanser"}
_ENVIRONMENT: dict[_Place, object] = {
    (_GOALS, "Klagomål 2", "Bedömning"): "Uppnådd",
    (_GOALS, "Klagomål 2", "Kommentar"): "Vägbygget är klart.",
    (_GOALS, "Räddade arter 3", "Kommentar"): "Mäts vartannat år.",
    (_GOALS, "pH 5", "Bedömning"): "Ej uppnådd",
    (DRIFT, "Tillsyn", "Kommentar"): "Enligt plan.",
}
_OF_GOALS = "XL110 XL117 XL202 XL222" + 5 * " XL506" + 7 * " XL509"
EXPECTED = {
    "report-then": Expected("XL110 XL117 XL401 XL404 XL408 XL509", 1733, {**_REPORT, _TRIPS: "Två konferenser ställdes in."}),
    "report-later": Expected("XL110 XL111 XL117 XL401 XL404 XL408 XL509", 1733, _REPORT, ("Två konferenser ställdes in.",)),
    "water-then": Expected("XL110 XL115 XL117 XL130 XL202", -121_845.25, {**_WATER, (DRIFT, "Uppvärmning", "Ansvarig"): "Eva", (DRIFT, "Uppvärmning", "Kommentar"): "Mild vinter."}),
    "water-later": Expected("XL110 XL115 XL117 XL130 XL202", -115_645.25, {**_WATER, (DRIFT, "Fjärrvärme", "Ansvarig"): "Eva", (DRIFT, "Fjärrvärme", "Kommentar"): "Mild vinter."}),
    "culture-then": Expected("XL110 XL113 XL117 XL149 XL202", 94.5, _CULTURE, ("Tåg till Örebro.",)),
    "culture-later": Expected("XL110 XL113 XL117 XL202", 129.5, {**_CULTURE, (DRIFT, "Resor", "Kommentar"): "Tåg till Örebro."}),
    "streets-then": Expected("XL110 XL117 XL202", 17.811, _STREETS),
    "streets-later": Expected("XL110 XL117 XL202", 21.85975, _STREETS),
    "streets-untouched-then": Expected("XL202", 17.811),
    "streets-untouched-later": Expected("XL202", 21.85975),
    "environment-then": Expected(_OF_GOALS, 99, _ENVIRONMENT),
    "environment-later": Expected(_OF_GOALS, 99, _ENVIRONMENT),
}  # fmt: skip


class Run(NamedTuple):
    """What a run of all said: its exit code, the JSON by the workbook's name, and where the results are."""

    code: int
    said: Mapping[str, Any]
    folder: Path


HERE = Path(xltool.__file__).parents[1]


def written_over(folder: Path) -> Path:
    """Each input, as it was then and as it is later, beside the result that the first release wrote."""
    for turn, inputs in _INPUTS.items():
        for name, data in inputs.items():
            (folder / f"{name}-{turn}.xlsx").write_bytes(data)
            shutil.copy(RESULTS / f"{name}.xlsx", folder / f"{name}-{turn}-resultat.xlsx")
    return folder


def process(folder: Path, tree: Path) -> Run:
    """What the release in `tree` makes of a folder."""
    command = [sys.executable, "-m", "xltool", "process", str(folder), "--json", "--jobs", "1"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, encoding="utf-8", check=False)
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    return Run(done.returncode, {Path(one["file"]).stem: one for one in objects}, folder)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Over the results of the first release."""
    return process(written_over(tmp_path_factory.mktemp("again")), HERE)


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Of the inputs alone, which say what was decided in the results."""
    folder = tmp_path_factory.mktemp("anew")
    for turn, inputs in _INPUTS.items():
        for name, data in inputs.items():
            path = folder / f"{name}-{turn}.xlsx"
            path.write_bytes(_AS_DECIDED.get(path.stem, data))
    return process(folder, HERE)


def codes(run: Run, name: str) -> str:
    return " ".join(sorted(f["code"] for f in run.said[name]["findings"]))


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_is_said_but_what_is_so(name: str, again: Run) -> None:
    assert again.code == 0
    assert codes(again, name) == EXPECTED[name].codes


@pytest.mark.parametrize("name", EXPECTED)
def test_what_people_wrote_stands_where_it_belongs(name: str, again: Run) -> None:
    book, expected = _result(again, name), EXPECTED[name]
    assert {place: _text(book, *place) for place in expected.texts} == expected.texts
    assert tuple(_homeless(book)) == expected.homeless


def test_their_own_sheet_and_colours_are_as_they_left_them(again: Run) -> None:
    book = _result(again, "water-later")
    sheet, lines = book["Till mötet"], book[DRIFT]
    assert (sheet["B2"].value, sheet["B3"].value) == ("Fråga om pumparna", 0.25)
    assert sheet["B2"].fill.fgColor.rgb == "FFFFC000"
    (own,) = (c for row in lines.iter_rows() for c in row if c.value == "Åke")
    assert own.fill.fgColor.rgb == "FFFFFF00"


def _result(run: Run, name: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not keep the data bars
        return load_workbook(run.folder / f"{name}-resultat.xlsx", data_only=True)


def _text(book: Any, sheet: str, row: str, header: str) -> object:
    """What stands on the row under the header."""
    ws = book[sheet]
    top = next(c for r in ws.iter_rows(max_row=30) for c in r if c.value == header)
    line = next(c.row for r in ws.iter_rows(min_row=top.row) for c in r if row in str(c.value))
    return ws.cell(line, top.column).value


def _homeless(book: Any) -> Iterator[object]:
    """What stands on the list Utan rad."""
    ws = book["Kontroll"]
    column = [row[0] for row in ws.iter_rows(max_col=1, values_only=True)]
    if "Utan rad" in column:
        yield from takewhile(bool, column[column.index("Utan rad") + 2 :])


@pytest.mark.parametrize("name", EXPECTED)
def test_the_figures_are_those_of_the_input(name: str, again: Run, anew: Run) -> None:
    assert again.said[name]["operating"]["net"]["actual"] == pytest.approx(EXPECTED[name].net)
    assert amounts(again.said[name]) == amounts(anew.said[name])


def amounts(said: Any) -> list[str]:
    """All amounts, each with its name, and what goals are measured by."""
    rows = []
    for part, totals in (("operating", ("income", "cost", "net")), ("investments", ("total",))):
        found = said[part] or {"lines": []}
        named = [(line["name"], line) for line in found["lines"]]
        named += [(total, found[total]) for total in totals if total in found]
        rows += [f"{name} {one['budget']} {one['actual']} {one['variance']}" for name, one in named]
    if said["shares"]:
        rows += [f"{m['name']} {m['weight']} {m['amount']}" for m in said["shares"]["members"]]
    if said["goals"]:
        indicators = [one for goal in said["goals"]["goals"] for one in goal["indicators"]]
        indicators += said["goals"]["other"]
        rows += [f"{one['name']} {one['result']} {one['target']}" for one in indicators]
    return rows
