"""Last year's amounts against last year's own workbook (year.md §2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.groups import workbook
from xltool.commands.command_line import main
from xltool.findings.finding import Finding, Severity
from xltool.running.one_workbook import handle
from xltool.running.outcome import Choices, Options, State
from xltool.running.pipeline import Work, work
from xltool.sheets.operating import operating_columns as operating

NOW = """
== Uppgifter ==
Nämnd | Miljönämnden
År | 2023
Enhet | tkr
== Driftredovisning ==
Konto | Kontotext | Utfall 2022 | Budget 2023 | Utfall 2023
30    | Avgifter         | -1000 | -1100 | -1050
      | TOTALT INTÄKTER  | -1000 | -1100 | -1050
50    | Personal         | 3000  | 3100  | 3050
60    | Lokaler          | 300   | 310   | 300
      | TOTALT KOSTNADER | 3300  | 3410  | 3350
"""
THEN = """
== Uppgifter ==
Nämnd | Miljönämnden
År | 2022
Enhet | tkr
== Driftredovisning ==
Konto | Kontotext | Budget 2022 | Utfall 2022
30    | Avgifter         | -1100 | -1000
      | TOTALT INTÄKTER  | -1100 | -1000
50    | Löner            | 3100  | 3000
60    | Lokaler          | 310   | 300
      | TOTALT KOSTNADER | 3410  | 3300
"""


def compared(then: str, now: str = NOW, *, named: bool = False) -> Work:
    last = workbook(then), "miljo-2022.xlsx"
    return work(workbook(now), "miljo-2023.xlsx", write=True, last=last, choices=Choices(last_named=named))


def told(of: Work) -> list[Finding]:
    return [f for f in of.findings if f.code.code in ("XL170", "XL171", "XL172", "XL173")]


def on_kontroll(of: Work) -> dict[str, str]:
    assert of.result is not None
    table = of.result.model.tables["provenance"]
    first, second = table.columns
    return {str(row.cells[first].content): str(row.cells[second].content) for row in table.rows}


def test_equal_amounts_are_a_line_on_kontroll() -> None:
    of = compared(THEN)
    assert told(of) == []
    assert on_kontroll(of)["Utfall 2022"] == "är som i miljo-2022.xlsx, rad för rad"
    assert on_kontroll(of)["Fjolårets arbetsbok"].startswith("miljo-2022.xlsx, SHA-256 ")


def test_amounts_that_moved_between_rows_are_told_with_both_figures_and_the_net_unchanged() -> None:
    of = compared(THEN.replace("3100  | 3000", "3100  | 2950").replace("310   | 300", "310   | 350"))
    (finding,) = told(of)
    assert finding.code.severity is Severity.WARNING
    assert str(finding.origin) == "Driftredovisning!C4"
    said = finding.message.replace("\u00a0", " ")
    assert (
        "Personal 3 000 tkr här, 2 950 tkr där; Lokaler 300 tkr här, 350 tkr där. Nettot är oförändrat."
        in said
    )
    assert "Utfall 2022" not in on_kontroll(of)


def test_another_net_is_told() -> None:
    (finding,) = told(compared(THEN.replace("| 3000", "| 2950").replace("| 3300", "| 3250")))
    said = finding.message.replace("\u00a0", " ")
    assert said.endswith("Personal 3 000 tkr här, 2 950 tkr där. Summan är 2 300 tkr här och 2 250 tkr där.")


def test_a_row_that_one_of_them_lacks_is_told() -> None:
    gone = THEN.replace("60    | Lokaler          | 310   | 300\n", "").replace(
        "3410  | 3300", "3100  | 3000"
    )
    (finding,) = told(compared(gone))
    assert "Lokaler 300 tkr här, saknas där" in finding.message.replace("\u00a0", " ")


def test_kronor_of_then_are_the_rounded_tkr_of_now() -> None:
    kronor = THEN.replace("Enhet | tkr", "Enhet | kr")
    for tkr, kr in (("-1100 | -1000", "-1100000 | -1000400"), ("3100  | 3000", "3100000 | 3000300"), ("310   | 300", "310000 | 299600"), ("3410  | 3300", "3410000 | 3299900")):  # fmt: skip
        kronor = kronor.replace(tkr, kr)
    assert told(compared(kronor)) == []
    (finding,) = told(compared(kronor.replace("| 299600", "| 299400").replace("| 3299900", "| 3299700")))
    assert "Lokaler 300 tkr här, 299 tkr där" in finding.message.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("År | 2022", "År | 2021"), "den gäller 2021, inte hela 2022"),
        (("3410  | 3300", "3410  | 3400"), "den har fel"),
    ],
)
def test_what_is_no_workbook_of_last_year_is_passed_over_unless_it_is_named(
    change: tuple[str, str], why: str
) -> None:
    then = THEN.replace(*change)
    then = then.replace("2022 | Utfall 2022", "2021 | Utfall 2021") if "2021" in change[1] else then
    assert told(compared(then)) == []
    of = compared(then, named=True)
    assert of.state is State.ERRORS
    (finding,) = told(of)
    assert why in finding.message


def test_a_named_workbook_of_another_board_is_compared_and_told() -> None:
    then = THEN.replace("Miljönämnden", "Byggnadsnämnden")
    assert "Fjolårets arbetsbok" not in on_kontroll(compared(then))
    of = compared(then, named=True)
    assert [f.code.code for f in told(of)] == ["XL172"]
    assert on_kontroll(of)["Utfall 2022"].startswith("är som i")


def test_a_named_workbook_fills_the_column_that_is_missing_and_says_so() -> None:
    without = (
        NOW.replace(" | Utfall 2022", "")
        .replace("| -1000 ", "")
        .replace("| 3000 ", "")
        .replace("| 300  ", "")
    )
    without = without.replace("| 3300 ", "")
    assert told(compared(THEN, without)) == [], "only where somebody asks for it"
    of = compared(THEN.replace("60    | Lokaler ", "61    | Hyra    "), without, named=True)
    assert of.result is not None
    lines = of.result.board.operating
    assert lines is not None
    found = {
        line.name: line.amounts.get(operating.PRIOR_ACTUAL) for b in lines.blocks.values() for line in b.lines
    }
    assert found == {"Avgifter": -1000, "Personal": 3000, "Lokaler": None}
    (finding,) = told(of)
    assert finding.message == "Utfall 2022 är hämtat ur miljo-2022.xlsx. Utan rad i år: Hyra."
    again = work(
        workbook(without),
        "miljo-2023.xlsx",
        write=True,
        previous=of.data,
        last=(workbook(THEN.replace("60    | Lokaler ", "61    | Hyra    ")), "miljo-2022.xlsx"),
        choices=Choices(last_named=True),
    )
    assert again.data == of.data


def test_income_and_cost_of_one_name_are_two_rows() -> None:
    now = (
        NOW.replace("| Avgifter", "| Bidrag")
        .replace("| Lokaler", "| Bidrag")
        .replace("30    ", "      ")
        .replace("60    ", "      ")
    )
    then = THEN.replace("| Avgifter", "| Bidrag").replace("| Lokaler", "| Bidrag")
    then = (
        then.replace("-1100 | -1000", "-1100 | -1010")
        .replace("310   | 300", "310   | 310")
        .replace("3410  | 3300", "3410  | 3310")
    )
    (finding,) = told(compared(then, now))
    assert (
        "Bidrag −1 000 tkr här, −1 010 tkr där; Bidrag 300 tkr här, 310 tkr där"
        in finding.message.replace("\u00a0", " ")
    )


def test_projects_go_on_from_what_they_had_cost() -> None:
    sheet = "== Investeringsredovisning ==\nProjekt | Tidigare utfall | Budget {0} | Utfall {0} | Ackumulerat utfall\n"
    now = NOW + sheet.format(2023) + "Bryggan | 150 | 100 | 80 | 230\nNytt | 0 | 10 | 10 | 10\n"
    then = THEN + sheet.format(2022) + "Bryggan | 100 | 100 | 50 | 150\nFärdigt | 100 | 100 | 50 | 150\n"
    assert on_kontroll(compared(then, now))["Projektens utfall t.o.m. 2022"].startswith("är som i")
    (finding,) = told(compared(then.replace("50 | 150\nF", "60 | 160\nF"), now))
    assert "Bryggan 150 tkr här, 160 tkr där" in finding.message.replace("\u00a0", " ")


# --- which file it is ------------------------------------------------------------------------------------------------


def put(path: Path, drawing: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook(drawing))
    return path


def codes(path: Path, target: Path | None = None) -> list[str]:
    return [f.code.code for f in handle(path, target).findings if f.code.code[:4] == "XL17"]


OFF = THEN.replace("| 3000", "| 2950").replace("| 3300", "| 3250")


def test_the_file_of_the_same_name_and_the_year_before_is_taken(tmp_path: Path) -> None:
    now = put(tmp_path / "miljo-2023.xlsx", NOW)
    assert codes(now) == []
    put(tmp_path / "bygg-2022.xlsx", OFF)
    assert codes(now) == [], "another name"
    put(tmp_path / "miljo-2022.xlsx", OFF)
    assert codes(now) == ["XL170"]


def test_its_result_comes_before_it_also_where_results_go(tmp_path: Path) -> None:
    now = put(tmp_path / "in" / "miljo-2023.xlsx", NOW)
    then = put(tmp_path / "in" / "miljo-2022.xlsx", OFF)
    results = tmp_path / "ut"
    results.mkdir()
    assert handle(then, results / "miljo-2022-resultat.xlsx").state is State.OK
    then.write_bytes(workbook(THEN))
    assert codes(now, results / "miljo-2023-resultat.xlsx") == ["XL170"]


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    now = put(tmp_path / "miljo-2023.xlsx", NOW)
    outcome = handle(now, None, Options(against=tmp_path / "finns-inte.xlsx"))
    assert [f.code.code for f in outcome.findings] == ["XL101"]


def test_the_same_again_is_the_same_and_another_file_of_last_year_is_not(tmp_path: Path) -> None:
    now = put(tmp_path / "miljo-2023.xlsx", NOW)
    put(tmp_path / "miljo-2022.xlsx", THEN)
    target = tmp_path / "miljo-2023-resultat.xlsx"
    assert handle(now, target).state is State.OK
    first = target.read_bytes()
    assert handle(now, target).state is State.OK
    assert target.read_bytes() == first
    put(tmp_path / "miljo-2022.xlsx", OFF)
    assert codes(now, target) == ["XL170"]
    assert target.read_bytes() != first


@pytest.mark.parametrize("command", ["check", "process", "report"])
def test_each_command_takes_last_years_workbook_by_name(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "bygg-2023.xlsx", NOW)
    put(tmp_path / "i-fjol.xlsx", OFF)
    with pytest.raises(SystemExit):
        main([command, "bygg-2023.xlsx", "--against", "i-fjol.xlsx"])
    assert "XL170" in capsys.readouterr().out
