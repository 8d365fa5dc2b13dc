"""Flerårsöversikt: the years before beside the year's, oldest first, live over Driftredovisning (year.md §2)."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.drawn import found, message, result
from tests.groups import workbook
from tests.recalculation import Engine, differences
from tests.sheets.test_groups import opened
from xltool.core.scalars import Scalar
from xltool.core.tables import Table
from xltool.result.result import Result
from xltool.running.pipeline import work
from xltool.sheets.operating.earlier_years import BY_YEAR, YEARS

FIVE = """
    == Driftredovisning ==
    Kontotext        | Utfall 2020 | Bokslut 2019 | Utfall 2022 | Utfall 2021 | Budget 2023 | Utfall 2023
    Avgifter         | -900        | -850         | -1000       | -950        | -1100       | -1050
    TOTALT INTÄKTER  | -900        | -850         | -1000       | -950        | -1100       | -1050
    Personal         | 2900        | 2850         | 3000        | 2950        | 3100        | 3050
    Nystartat        |             |              |             | 10          | 20          | 40
    TOTALT KOSTNADER | 2900        | 2850         | 3000        | 2960        | 3120        | 3090
    """


def shown(of: Result, key: str) -> list[str]:
    """The rows of a table of the result, without what is empty."""
    table: Table = of.model.tables[key]

    def text(value: Scalar) -> str:
        return f"{round(value, 4):g}" if isinstance(value, float | int) else str(value or "")

    headers = " | ".join(table.headers.get(c, c.header) for c in table.columns)
    rows = (
        " | ".join(text(of.model.value(key, row.key, column)) for column in table.columns)
        for row in table.rows
    )
    return [headers, *rows]


def test_the_years_stand_oldest_first_with_the_change_since_the_last() -> None:
    of = result(FIVE)
    assert shown(of, YEARS) == [
        "Kontotext | Utfall 2019 | Utfall 2020 | Utfall 2021 | Utfall 2022 | Utfall 2023 | Förändring | Förändring %",
        "Avgifter | -850 | -900 | -950 | -1000 | -1050 | 50 | 0.05",
        "TOTALT INTÄKTER | -850 | -900 | -950 | -1000 | -1050 | 50 | 0.05",
        "Personal | 2850 | 2900 | 2950 | 3000 | 3050 | -50 | -0.0167",
        "Nystartat | 0 | 0 | 10 | 0 | 40 | -40 | –",
        "TOTALT KOSTNADER | 2850 | 2900 | 2960 | 3000 | 3090 | -90 | -0.03",
        "Nettoresultat | 2000 | 2000 | 2010 | 2000 | 2040 | -40 | -0.02",
    ]
    assert shown(of, BY_YEAR)[1:] == [
        "2019 | -850 | 2850 | 2000 |  | ",
        "2020 | -900 | 2900 | 2000 | 0 | 0",
        "2021 | -950 | 2960 | 2010 | -10 | -0.005",
        "2022 | -1000 | 3000 | 2000 | 10 | 0.005",
        "2023 | -1050 | 3090 | 2040 | -40 | -0.02",
    ]
    assert found(FIVE) == []


@pytest.mark.parametrize(
    "headers", ["Utfall 2022 | Utfall 2020", "2022 | 2020", "Bokslut 2022 | Bokslut 2020"]
)
def test_a_year_that_is_missing_between_others_is_no_fault(headers: str) -> None:
    of = result(f"""
    == Driftredovisning ==
    Verksamhet   | {headers} | Budget 2023 | {"2023" if headers[0] == "2" else "Utfall 2023"}
    Skola        | 100 | 80 | 110 | 120
    Omsorg       | 200 | 150 | 210 | 190
    Nettokostnad | 300 | 230 | 320 | 310
    """)
    assert [row.split(" | ")[:5] for row in shown(of, YEARS)[1:]] == [
        ["Skola", "80", "100", "120", "-20"],
        ["Omsorg", "150", "200", "190", "10"],
        ["Nettokostnad", "230", "300", "310", "-10"],
    ]


def test_one_year_before_makes_no_sheet() -> None:
    of = result("""
    == Driftredovisning ==
    Verksamhet   | Utfall 2022 | Budget 2023 | Utfall 2023
    Skola        | 100 | 110 | 120
    Nettokostnad | 100 | 110 | 120
    """)
    assert YEARS not in of.model.tables


def test_a_total_of_an_earlier_year_is_checked_as_the_year_s_own() -> None:
    wrong = FIVE.replace("TOTALT KOSTNADER | 2900 ", "TOTALT KOSTNADER | 2990 ")
    assert found(wrong) == ["fel XL402 Driftredovisning!B6"]
    assert "2 990" in message(wrong, "XL402")


def test_costs_with_minus_are_turned_in_every_year() -> None:
    of = result("""
    == Driftredovisning ==
    Kontotext        | Utfall 2021 | Utfall 2022 | Budget 2023 | Utfall 2023
    Avgifter         | 95    | 100   | 110   | 105
    TOTALT INTÄKTER  | 95    | 100   | 110   | 105
    Personal         | -2950 | -3000 | -3100 | -3050
    TOTALT KOSTNADER | -2950 | -3000 | -3100 | -3050
    """)
    assert shown(of, YEARS)[-1] == "Nettoresultat | 2855 | 2900 | 2945 | -45 | -0.0155"


def test_an_interim_report_sets_the_forecast_beside_the_years() -> None:
    of = result("""
    == Uppgifter ==
    Nämnd | N
    År | 2023
    Period | augusti
    == Driftredovisning ==
    Kontotext        | Utfall 2021 | Utfall 2022 | Periodens utfall | Budget 2023 | Prognos 2023
    Personal         | 2950 | 3000 | 2000 | 3100 | 3050
    TOTALT KOSTNADER | 2950 | 3000 | 2000 | 3100 | 3050
    """)
    assert shown(of, YEARS)[0].split(" | ")[-3:] == ["Prognos 2023", "Förändring", "Förändring %"]
    assert [row.split(" | ")[0] for row in shown(of, BY_YEAR)[1:]] == ["2021", "2022", "2023 (prognos)"]
    assert shown(of, YEARS)[-1].endswith("| 3050 | -50 | -0.0167")


def test_the_sheet_recalculates_and_the_result_is_read_again_as_what_it_is(tmp_path: Path) -> None:
    made = work(workbook(FIVE), "budget.xlsx", write=True)
    assert made.data is not None
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(made.data)
    engine = Engine(path)
    assert differences(made.data, engine) == []
    assert work(workbook(FIVE), "budget.xlsx", write=True, previous=made.data).data == made.data
    again = work(made.data, "resultat.xlsx", write=True)
    assert again.result is not None
    assert shown(again.result, YEARS) == shown(result(FIVE), YEARS)


def test_an_earlier_year_that_is_changed_in_the_result_moves_the_sheet_and_is_kept(tmp_path: Path) -> None:
    made = work(workbook(FIVE), "budget.xlsx", write=True)
    assert made.data is not None
    book = opened(made.data)
    sheet = book["Driftredovisning"]
    row = next(r for r in range(1, 20) if sheet.cell(r, 1).value == "Personal")
    column = next(c for c in range(1, 20) if sheet.cell(5, c).value == "Utfall 2020")
    sheet.cell(row, column).value = 2950
    book.save(tmp_path / "changed.xlsx")
    again = work(workbook(FIVE), "budget.xlsx", write=True, previous=(tmp_path / "changed.xlsx").read_bytes())
    told = [f for f in again.findings if f.origin and f.origin.sheet == "Driftredovisning"]
    assert [f.code.code for f in told] == ["XL112"], (
        "a figure that was changed in the result is decided by people"
    )
    assert "2 950" in told[0].message.replace("\u00a0", " ")


def test_a_line_shows_the_net_from_year_to_year() -> None:
    done = work(workbook("== Uppgifter ==\nNämnd | N\nÅr | 2023\nEnhet | tkr\n" + FIVE), "b.xlsx", write=True)
    assert done.data is not None
    with zipfile.ZipFile(BytesIO(done.data)) as package:
        charts = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/charts/chart")]
    (line,) = [chart for chart in charts if "<c:lineChart>" in chart]
    assert [v.removesuffix(".0") for v in re.findall(r"<c:v>(.*?)</c:v>", line)[-10:]] == [
        *("2019", "2020", "2021", "2022", "2023"),
        *("2000", "2000", "2010", "2000", "2040"),
    ]
    assert "Nettoresultat, tkr: 2\u00a0000 år 2019, 2\u00a0040 år 2023" in line
