"""A board whose lines are net costs, with or without income and cost beside them: what its result holds and says."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook

import xltool
from tests.drawn import amounts, book, computed, found, read, result
from tests.recalculation import Engine, differences
from xltool.commands.command_line import main
from xltool.result.following import following
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.sheets.operating import operating_columns as operating

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
HEAD = "== Uppgifter ==\nNämnd | Kulturnämnden\nÅr | 2023\nEnhet | tkr\n== Driftredovisning ==\n"
PLAIN = f"""{HEAD}
Kontotext        | Utfall | Budget | Återstår
Turistverksamhet | 212    | 203    | 9
Bibliotek        | -1312  | -1315  | 3
Museum           | -841   | -860   | 19
Summa totalt     | -1942  | -1972  | 30
"""
STATED = f"""{HEAD}
Kontotext       | Intäkter 2022 | Intäkter 2023 | Kostnader 2022 | Kostnader 2023 | Nettokostnad 2023 | Budget 2023
Samhällsbyggnad | 480           | 483           | -1653          | -1731          | -1248             | -1216
Kultur          | 65            | 66            | -593           | -601           | -536              | -551
Summa           | 545           | 549           | -2245          | -2332          | -1784             | -1767
"""
ADDED = f"""{HEAD}
Kontotext       | Intäkter | Kostnader | Budget
Samhällsbyggnad | 483      | 1731      | 1216
Kultur          |          | 601       | 551
"""
GRANT = f"""{HEAD}
Kontotext      | Budget | Utfall
Bygglov        | -1910  | -1953
Miljötillsyn   | -870   | -853
Kommunbidrag   | 2780   | 2780
Årets resultat | 0      | -26
"""
MEMBERS = "== Medlemmar ==\nKommun | Invånare\nLaxå | 5582\nLekeberg | 8603\n"


def workbook(drawing: str) -> bytes:
    """The drawing as a file."""
    file = Workbook()
    file.remove(file.worksheets[0])
    for sheet in book(drawing, whole=True).sheets:
        page = file.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            page.cell(row, column, cell.value)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def done(drawing: str) -> bytes:
    data = work(workbook(drawing), "netto.xlsx", write=True).data
    assert data is not None
    return data


def command(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(end.value.code or 0)


def engine(data: bytes, folder: Path) -> Engine:
    path = folder / "netto-resultat.xlsx"
    path.write_bytes(data)
    return Engine(path)


def place(data: bytes, row: str, header: str) -> tuple[str, str]:
    """Where the row's cell stands in Driftredovisning."""
    rows = list(load_workbook(BytesIO(data))["Driftredovisning"].iter_rows())
    headers = next(r for r in rows if r[0].value == "Kontotext")
    column = next(c.column_letter for c in headers if c.value == header)
    return "Driftredovisning", f"{column}{next(r[0].row for r in rows if r[0].value == row)}"


@pytest.mark.parametrize("drawing", [PLAIN, STATED, ADDED, GRANT, ADDED + MEMBERS])
def test_every_formula_recalculates_to_its_stored_value(drawing: str, tmp_path: Path) -> None:
    data = done(drawing)
    assert differences(data, engine(data, tmp_path)) == []


def test_a_changed_line_changes_the_one_total(tmp_path: Path) -> None:
    data = done(PLAIN)
    sheet = engine(data, tmp_path)
    sheet.type(place(data, "Museum", "Utfall 2023"), "941")
    assert sheet.value(place(data, "Summa totalt", "Utfall 2023")) == 2042
    assert sheet.value(place(data, "Summa totalt", "Avvikelse")) == -70
    assert not any(v == "✘ Avviker" for v in _column_of(data, sheet, "Kontroll"))


def test_a_changed_income_changes_the_net_of_its_line_and_of_all(tmp_path: Path) -> None:
    data = done(ADDED)
    sheet = engine(data, tmp_path)
    sheet.type(place(data, "Samhällsbyggnad", "Intäkter 2023"), "-583")
    assert sheet.value(place(data, "Samhällsbyggnad", "Utfall 2023")) == 1148
    assert sheet.value(place(data, "Nettokostnad", "Utfall 2023")) == 1749


def test_an_income_that_no_longer_gives_the_stated_net_is_asked_about(tmp_path: Path) -> None:
    data = done(STATED)
    sheet = engine(data, tmp_path)
    assert sum(v == "◐ Fråga" for v in _column_of(data, sheet, "Kontroll")) == 0
    sheet.type(place(data, "Kultur", "Intäkter 2023"), "-166")
    assert sum(v == "◐ Fråga" for v in _column_of(data, sheet, "Kontroll")) == 1


def _column_of(data: bytes, sheet: Engine, name: str) -> list[Any]:
    page = load_workbook(BytesIO(data))[name]
    return [sheet.value((name, c.coordinate)) for row in page.iter_rows() for c in row if c.data_type == "f"]


def test_the_total_stands_once_and_is_the_net() -> None:
    rows = result(PLAIN).model.tables["operating"].rows
    assert [row.key for row in rows][3:] == ["net:rounding", "net"]


def test_json_says_net_and_no_income_or_cost() -> None:
    data = computed(PLAIN)["operating"]
    assert {line["kind"] for line in data["lines"]} == {"net"}
    assert (data["income"], data["cost"], data["net_cost"]) == (None, None, True)
    assert data["net"] == {"budget": 1972, "actual": 1942, "variance": 30}
    assert data["rounding"] == {"budget": 0, "actual": 1}


def test_json_has_the_sides_of_lines_and_net() -> None:
    data = computed(STATED)["operating"]
    assert data["net"] == {
        "budget": 1767, "actual": 1784, "variance": -17, "actual_income": -549, "actual_cost": 2332,
        "prior_income": -545, "prior_cost": 2245,
    }  # fmt: skip
    line = data["lines"][0]
    assert (line["actual_income"], line["actual_cost"], line["prior_actual"]) == (-483, 1731, 1173)
    assert "actual_income" not in computed(ADDED)["operating"]["lines"][1]


def test_with_the_grant_among_the_lines_the_net_is_a_result() -> None:
    data = computed(GRANT)["operating"]
    assert "net_cost" not in data
    assert data["net"] == {"budget": 0, "actual": 26, "variance": -26}


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (
            PLAIN,
            "Nettokostnaden för Kulturnämnden 2023 blev 1 942 tkr mot budgeterade 1 972 tkr, ett överskott mot "
            "budget med 30 tkr.",
        ),
        (GRANT, "Årets resultat för Kulturnämnden visar ett underskott med 26 tkr."),
    ],
)
def test_the_report_says_what_the_net_is(drawing: str, said: str) -> None:
    model = result(drawing).model
    assert model.text("text", "result", model.tables["text"].columns[1]).replace("\u00a0", " ") == said


def test_the_report_shares_out_a_net_cost() -> None:
    model = result(ADDED + MEMBERS).model
    texts = [model.text("text", key, model.tables["text"].columns[1]) for key in ("result", "shares")]
    assert (
        "Nettokostnaden för 2023 fördelas mellan medlemskommunerna enligt nyckeln för invånarantal"
        in texts[0]
    )
    assert texts[1].startswith("Fördelning av nettokostnad blir 2023")


def test_the_terminal_and_the_overview(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(PLAIN))
    assert command("process", str(tmp_path / "a.xlsx")) == 0
    told = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Kulturnämnden 2023 · nettokostnad 1 942 tkr" in told
    assert "Intäkter" not in told
    assert command("overview", str(tmp_path)) == 0
    page = load_workbook(tmp_path / "Översikt.xlsx", data_only=True).worksheets[0]
    values = [c.value for row in page.iter_rows() for c in row]
    assert 1942 in values
    assert command("diff", str(tmp_path / "a.xlsx"), str(tmp_path / "a-resultat.xlsx"), "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["differs"] is False


@pytest.mark.parametrize("drawing", [PLAIN, STATED, ADDED, GRANT, PLAIN.removeprefix(HEAD)])
def test_the_same_run_again_gives_the_same_bytes(drawing: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(drawing))
    command("process", str(tmp_path / "a.xlsx"))
    first = (tmp_path / "a-resultat.xlsx").read_bytes()
    command("process", str(tmp_path / "a.xlsx"))
    assert (tmp_path / "a-resultat.xlsx").read_bytes() == first


@pytest.mark.parametrize("drawing", [PLAIN, STATED, ADDED, GRANT])
def test_a_result_is_read_as_what_it_was_made_of(drawing: str) -> None:
    made = work(done(drawing), "b.xlsx", write=True)
    first = work(workbook(drawing), "a.xlsx", write=True)
    assert made.board is not None
    assert first.board is not None
    for one in (made.board.operating, first.board.operating):
        assert one is not None
    assert _read(made.board.operating) == _read(first.board.operating)


def _read(lines: Any) -> list[Any]:
    block = lines.net
    rows = [(line.name, {c.header: a for c, a in line.amounts.items()}) for line in block.lines]
    return [rows, {c.header: a for c, a in block.rounding.items()}, {c.header for c in lines.added}]


@pytest.mark.parametrize("drawing", [PLAIN, STATED, ADDED])
def test_next_years_template_holds_the_same_lines_and_is_read_when_filled_in(drawing: str) -> None:
    board = work(workbook(drawing), "a.xlsx", write=False).board
    assert board is not None
    filling = following(board, 2024)
    sides = {operating.INCOME_SIDE, operating.COST_SIDE} if drawing is not PLAIN else set()
    sign = -1.0 if filling.settings["income_sign"] == "positiva" else 1.0
    rows = [
        {**row, operating.BUDGET: sign * 9.0, **({operating.ACTUAL: sign * 8.0} if not sides else {})}
        | dict(
            zip((operating.INCOME_SIDE, operating.COST_SIDE), (-sign, 9 * sign), strict=True) if sides else ()
        )
        for row in filling.net
    ]
    read = work(template_bytes(replace(filling, net=rows)), "b.xlsx", write=False)
    assert [f.message for f in read.findings if f.is_error] == []
    assert read.board is not None
    assert read.board.operating is not None
    before, after = board.operating, read.board.operating
    assert before is not None
    assert [one.name for one in after.net.lines] == [one.name for one in before.net.lines]
    for then, now in zip(before.net.lines, after.net.lines, strict=True):
        assert now.amounts[operating.PRIOR_ACTUAL] == then.amounts[operating.ACTUAL]
        assert (now.amounts[operating.BUDGET], now.amounts[operating.ACTUAL]) == (9, 8)


def test_a_frame_has_the_sides(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(STATED))
    frame = xltool.read(tmp_path / "a.xlsx").operating
    assert frame["kind"].tolist() == ["net", "net"]
    assert frame["actual_income"].tolist() == [-483, -66]
    assert frame["prior_cost"].tolist() == [1653, 593]


def test_comments_on_the_total_and_on_a_groups_sum_stay() -> None:
    drawing = PLAIN.replace("| Återstår", "| Återstår | Kommentar").replace("| 30", "| 30 | Ett gott år")
    assert "XL414" not in " ".join(found(drawing))
    assert any(row.name == "Summa totalt" and row.comment == "Ett gott år" for row in _blocks(drawing))
    grouped = f"{HEAD}Kontotext | Budget | Utfall | Kommentar\nA | 10 | 11\nB | 21 | 23\nSumma AB | 31 | 34 | Oj\nC | 5 | 5\nSumma | 36 | 39"
    assert found(grouped) == []
    board = read(grouped)
    assert board.operating is not None
    assert [mark.comment for mark in board.operating.net.marks] == ["Oj"]
    assert amounts(grouped)[-1] == "net | 36 | 39 | -3"


def _blocks(drawing: str) -> list[Any]:
    lines = result(drawing).board.operating
    assert lines is not None
    return [*lines.blocks.values()]
