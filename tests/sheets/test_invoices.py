"""What the members are charged or paid back: mixed keys, what has been debited, the sheet Fakturaunderlag (year.md §5)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import load_workbook

from tests.drawn import computed, found, message, read, result
from tests.recalculation import Engine, differences
from tests.sheets.test_interim import written
from tests.whole.test_seed import SEED
from xltool.core.tables import Table
from xltool.sheets.shares import invoice_columns as invoices

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
HEAD = "== Uppgifter ==\nNämnd | IT-nämnden\nÅr | 2023\n{}\n"
LINES = """== Driftredovisning ==
Kontotext | Typ     | Budget | Utfall
Bidrag    | Intäkt  | -{0}   | -{0}
Övrigt    | Intäkt  | 0      | -50
Löner     | Kostnad | {0}    | {1}
"""
MEMBERS = "== Medlemmar ==\nKommun | Invånare | Fast andel | {}\n"


def drawing(setting: str, members: str, paid: str = "1000", cost: str = "1150") -> str:
    return HEAD.format(setting) + LINES.format(paid, cost) + members


def shares(text: str) -> dict[str, Any]:
    data: dict[str, Any] = computed(text)["shares"]
    return data


def invoice(text: str) -> Table:
    return result(text).model.tables[invoices.INVOICES]


def words(text: str) -> list[str]:
    model = result(text).model
    rows = model.tables[invoices.INVOICES].lines()
    return [model.text(invoices.INVOICES, row.key, invoices.WORDS).replace("\u00a0", " ") for row in rows]


ONE = MEMBERS.format("Motpart | Referens") + "Alby | 30 | 50% | '1814 | Eva\nBerga | 10 | 50% | '1860 |\n"
PAID = MEMBERS.format("Debiterat") + "Alby | 30 | 50% | 700\nBerga | 10 | 50% | 300\n"


def test_the_seeds_members_settle_their_share_of_the_net() -> None:
    seed = SEED.replace("    Enhet | tkr", "    Enhet | tkr\n    Regleras på | första fakturan 2024")
    data = shares(seed)
    assert [one["settled"] for one in data["members"]] == [356, 231, 477, 669]
    assert data["settled_on"] == "första fakturan 2024"
    assert words(seed)[0] == "Att betala 356 tkr: andel 20,52 % av underskottet 2023 efter Invånare"
    assert "final_fee" not in data["members"][0]


def test_a_surplus_is_paid_back_in_words() -> None:
    text = drawing("Regleras på | majfakturan", ONE, cost="950")
    assert [one["settled"] for one in shares(text)["members"]] == [-75, -25]
    assert words(text)[0] == "Att få tillbaka 75 tkr: andel 75,00 % av överskottet 2023 efter Invånare"
    model = result(text).model
    on = [model.text(invoices.INVOICES, row.key, invoices.INVOICED) for row in invoice(text).lines()]
    assert on == ["majfakturan", "majfakturan"]


def test_what_has_been_charged_is_taken_off_the_final_fee() -> None:
    data = shares(drawing("Bidragsrader | Bidrag", PAID))
    assert data["fee"] == 1100  # 1 150 of costs less 50 of other income
    assert [one["final_fee"] for one in data["members"]] == [825, 275]
    assert [one["settled"] for one in data["members"]] == [125, -25]
    assert words(drawing("Bidragsrader | bidrag", PAID)) == [
        "Att betala 125 tkr: slutlig avgift 2023 825 tkr minus debiterat 700 tkr",
        "Att få tillbaka 25 tkr: slutlig avgift 2023 275 tkr minus debiterat 300 tkr",
    ]


def test_a_mixed_key_shares_by_each_of_its_parts() -> None:
    for setting in (
        "Fördelningsnyckel | Invånare 70 %; Fast andel 30 %",
        "Fördelningsnyckel | 70 % Invånare; 30 % fast andel",
        "Andel efter Invånare | 70 %\nAndel efter Fast andel | 30%",
    ):
        data = shares(drawing(setting, ONE, cost="1150"))
        assert data["key"] == "Invånare 70 %; Fast andel 30 %"
        assert [round(one["share"], 9) for one in data["members"]] == [0.675, 0.325]
        assert [one["amount"] for one in data["members"]] == [
            68,
            32,
        ]  # 67,5 and 32,5: the larger weight first


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("Fördelningsnyckel | Invånare 70 %; Fast andel 20 %", "fel XL609 Uppgifter!B3"),
        ("Andel efter Invånare | 70 %\nAndel efter Fast andel | mycket", "fel XL212 Uppgifter!B4"),
        ("Fördelningsnyckel | Invånare 70 %; Datorer 30 %", "fel XL604 Uppgifter!B3"),
    ],
)
def test_a_mixed_key_is_a_whole_of_columns_that_are_there(setting: str, code: str) -> None:
    assert code in found(drawing(setting, ONE), whole=True)


@pytest.mark.parametrize(
    ("setting", "members", "code"),
    [
        ("", PAID, "fel XL611 Medlemmar!D2"),
        ("Bidragsrader | Kommunbidrag", PAID, "fel XL612 Uppgifter!B3"),
        ("Bidragsrader | Löner", PAID, "fel XL612 Uppgifter!B3"),  # a cost is no contribution
        ("Bidragsrader | Övrigt", PAID, "fel XL613 Medlemmar!D2"),
        ("Bidragsrader | Bidrag", PAID.replace("300", ""), "fel XL610 Medlemmar!D3"),
        ("Bidragsrader | Bidrag", PAID.replace("300", "303"), "fel XL613 Medlemmar!D2"),
    ],
)
def test_what_is_not_known_or_does_not_agree_is_asked(setting: str, members: str, code: str) -> None:
    assert code in found(drawing(setting, members), whole=True)


def test_a_charge_that_is_off_by_rounding_is_right() -> None:
    data = shares(drawing("Bidragsrader | Bidrag", PAID.replace("300", "301")))
    assert [one["settled"] for one in data["members"]] == [125, -26]


def test_the_line_that_comes_to_what_is_charged_is_offered() -> None:
    asked = next(f for f in read(drawing("", PAID)).findings if f.code.code == "XL611")
    assert [(one.label, one.value) for one in asked.remedies] == [("Bidragsrader", "Bidrag")]
    assert "1 000 tkr" in message(drawing("", PAID), "XL611")


@settings(derandomize=True, deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 90_000), st.integers(0, 40_000)), min_size=1, max_size=7),
    st.integers(0, 400_000),
    st.integers(0, 100),
)
def test_fees_and_settlements_add_up_to_the_unit(rows: list[tuple[int, int]], cost: int, part: int) -> None:
    paid = sum(debited for _, debited in rows)
    members = MEMBERS.format("Debiterat").replace("Fast andel", "Datorer") + "\n".join(
        f"K{i} | {people} | {1 + i} | {debited}" for i, (people, debited) in enumerate(rows)
    )
    key = f"Fördelningsnyckel | Invånare {part} %; Datorer {100 - part} %"
    data = shares(drawing(f"Bidragsrader | Bidrag\n{key}", members, str(paid), str(cost)))
    assert sum(one["final_fee"] for one in data["members"]) == data["fee"] == cost - 50
    assert sum(one["settled"] for one in data["members"]) == cost - 50 - paid


def test_no_new_column_gives_no_new_sheet() -> None:
    model = result(drawing("", "== Medlemmar ==\nKommun | Invånare | Debiterat\nAlby | 3 |\n")).model
    assert invoices.INVOICES not in model.tables


def test_an_interim_report_is_preliminary_and_has_no_text_for_an_invoice() -> None:
    lines = "== Driftredovisning ==\nKontotext | Typ | Budget | Prognos\nLöner | Kostnad | 0 | 100\n"
    text = HEAD.format("Period | augusti\nRegleras på | första fakturan 2024") + lines + ONE
    columns = invoice(text).columns
    assert invoices.WORDS not in columns
    assert invoices.INVOICED not in columns
    model = result(text).model
    for title in ("Fakturaunderlag", "Fördelning"):
        heading = model.tables[f"head:{title}"]
        said = model.text(heading.key, "title", heading.columns[0])
        assert said == "Preliminär fördelning av prognosen per 31 augusti 2023"
    assert [one["settled"] for one in shares(text)["members"]] == [75, 25]


_MIXED = "Regleras på | maj\nNyckelns datum | 2022-12-31\nBidragsrader | Bidrag\nFördelningsnyckel | Invånare 70 %; Fast andel 30 %"


def test_everything_is_live(tmp_path: Path) -> None:
    """A changed part of the key, and a changed charge, move what is settled in another program."""
    data = written(drawing(_MIXED, PAID))
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(data)
    engine = Engine(path)
    assert differences(data, engine) == []
    book = load_workbook(BytesIO(data))
    about = {row[0].value: row[1].coordinate for row in book["Uppgifter"].iter_rows(max_col=2)}
    engine.type(("Uppgifter", about["Andel efter Invånare"]), "1")
    engine.type(("Uppgifter", about["Andel efter Fast andel"]), "0")
    sheet = book["Fakturaunderlag"]
    header = next(c for row in sheet.iter_rows() for c in row if c.value == "Att reglera")
    settled = [sheet.cell(header.row + i, header.column).coordinate for i in (1, 2, 3)]
    assert [engine.value(("Fakturaunderlag", at)) for at in settled] == [125, -25, 100]
    assert (
        engine.value(("Uppgifter", about["Fördelningsnyckel"])) == "Invånare 100\u00a0%; Fast andel 0\u00a0%"
    )
