"""Lines of Driftredovisning: what each row is, and whether it is income or cost."""

from __future__ import annotations

import pytest

from tests.drawn import amounts, computed, found, message

# --- income or cost ------------------------------------------------------------------------------------------


def test_typ_says_income_or_cost() -> None:
    drawing = """
        Kontotext | Typ     | Budget | Utfall
        Avgifter  | Intäkt  | -100   | -120
        Löner     | Kostnad | 80     | 90
    """
    assert amounts(drawing) == [
        "Avgifter | -100 | -120 | 20",
        "Löner | 80 | 90 | -10",
        "income | -100 | -120 | 20",
        "cost | 80 | 90 | -10",
        "net | -20 | -30 | 10",
    ]
    assert found(drawing) == []


def test_the_total_row_below_closes_the_block() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Avgifter         | -100   | -120
        TOTALT INTÄKTER  | -100   | -120
        Löner            | 80     | 90
        TOTALT KOSTNADER | 80     | 90
        NETTORESULTAT    | -20    | -30
    """
    assert amounts(drawing)[2:] == [
        "income | -100 | -120 | 20",
        "cost | 80 | 90 | -10",
        "net | -20 | -30 | 10",
    ]
    assert found(drawing) == []


def test_total_rows_may_stand_above_their_lines() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Totalt intäkter  | -100   | -120
        Avgifter         | -100   | -120
        Totalt kostnader | 80     | 90
        Löner            | 30     | 40
        Hyror            | 50     | 50
    """
    assert amounts(drawing)[3:] == [
        "income | -100 | -120 | 20",
        "cost | 80 | 90 | -10",
        "net | -20 | -30 | 10",
    ]
    assert found(drawing) == []


@pytest.mark.parametrize(("account", "total"), [("3010", "income"), *((f"{c}010", "cost") for c in "4567")])
def test_the_class_of_the_account_says_income_or_cost(account: str, total: str) -> None:
    sign = "-" if total == "income" else ""
    drawing = f"""
        Konto     | Kontotext | Budget  | Utfall
        {account} | En rad    | {sign}5 | {sign}7
        3999      | En till   | -1      | -1
    """
    variance = "2" if total == "income" else "-2"
    assert any(row.startswith(total) and row.endswith(f" {variance}") for row in amounts(drawing))


def test_class_eight_holds_income_and_costs_and_says_nothing() -> None:
    drawing = "Konto | Kontotext | Budget | Utfall\n8010 | Ränta | 5 | 7"
    assert found(drawing) == ["fel XL406 Driftredovisning!B2"]


@pytest.mark.parametrize("account", ["1510", "2440", "9010", "X"])
def test_a_row_without_typ_total_or_account_class_is_an_error_that_names_it(account: str) -> None:
    drawing = f"""
        Konto     | Kontotext | Budget | Utfall
        '{account}| En rad    | 5      | 7
    """
    assert found(drawing) == ["fel XL406 Driftredovisning!B2"]
    assert f"om En rad är en intäkt eller en kostnad, och det säger inte heller konto {account}." in message(
        drawing, "XL406"
    )


def test_typ_goes_before_the_account() -> None:
    drawing = """
        Konto | Kontotext | Typ    | Budget | Utfall
        5010  | Bidrag    | intäkt | -5     | -5
    """
    assert "income | -5 | -5 | 0" in amounts(drawing)


def test_a_line_below_the_last_total_without_typ_is_an_error() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Löner            | 80     | 90
        TOTALT KOSTNADER | 80     | 90
        Glömd            | 1      | 1
    """
    assert found(drawing) == ["fel XL406 Driftredovisning!A4"]


def test_typ_decides_where_all_totals_stand_at_the_bottom() -> None:
    drawing = """
        Kontotext        | Typ     | Budget | Utfall
        Avgifter         | Intäkt  | -100   | -120
        Löner            | Kostnad | 80     | 90
        TOTALT INTÄKTER  |         | -100   | -120
        TOTALT KOSTNADER |         | 80     | 90
        NETTORESULTAT    |         | -20    | -30
    """
    assert found(drawing) == []


def test_typ_that_contradicts_the_total_of_its_block_is_an_error() -> None:
    drawing = """
        Kontotext       | Typ     | Budget | Utfall
        Avgifter        | Intäkt  | -100   | -120
        Löner           | Kostnad | 80     | 90
        TOTALT INTÄKTER |         | -20    | -30
    """
    assert "fel XL410 Driftredovisning!B3" in found(drawing)


def test_typ_accepts_income_and_cost_alone() -> None:
    drawing = """
        Kontotext | Typ     | Budget | Utfall
        En rad    | Projekt | 1      | 2
    """
    assert found(drawing) == ["fel XL307 Driftredovisning!B2"]


# --- rows that are no lines ----------------------------------------------------------------------------------


def test_varav_rows_repeat_what_is_counted_and_are_not_added() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Tjänsteköp       | 300    | 310
        varav konsulter  | 120    | 130
        Varav resor      | 5      | 5
        TOTALT KOSTNADER | 300    | 310
    """
    assert "cost | 300 | 310 | -10" in amounts(drawing)
    assert found(drawing) == ["upplysning XL409 Driftredovisning!A3", "upplysning XL409 Driftredovisning!A4"]


def test_headings_and_notes_are_no_lines() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Kostnader        |        |
        Personal         |        |
        Löner            | 300    | 310
        TOTALT KOSTNADER | 300    | 310
        Belopp i tkr     |        |
    """
    assert amounts(drawing) == ["Löner | 300 | 310 | -10", "income | 0 | 0 | 0", "cost | 300 | 310 | -10", "net | 300 | 310 | -10"]  # fmt: skip
    assert found(drawing) == ["upplysning XL411 Driftredovisning!A3", "upplysning XL411 Driftredovisning!A6"]


def test_a_line_with_one_amount_missing_is_an_error_and_never_zero() -> None:
    drawing = """
        Kontotext | Typ     | Budget | Utfall
        Löner     | Kostnad | 300    |
        Hyror     | Kostnad |        | 5
        Resor     | Kostnad |        |
    """
    assert found(drawing) == [
        "fel XL302 Driftredovisning!D2",
        "fel XL302 Driftredovisning!C3",
        "fel XL302 Driftredovisning!C4",
        "fel XL302 Driftredovisning!D4",
    ]


def test_amounts_without_a_name_are_an_error() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Löner            | 300    | 310
                         | 300    | 310
        TOTALT KOSTNADER | 300    | 310
    """
    assert found(drawing) == ["fel XL308 Driftredovisning!A3"]


def test_an_amount_of_rounding_that_no_total_tells_is_not_lost() -> None:
    drawing = """
        Kontotext  | Typ     | Budget | Utfall
        Löner      | Kostnad | 20     | 20
        Avrundning | Kostnad | 0      | 500
    """
    assert found(drawing) or "net | 20 | 520 | -500" in amounts(drawing)


# --- duplicates ----------------------------------------------------------------------------------------------


def test_the_same_line_twice_is_a_warning_and_counts_twice() -> None:
    drawing = """
        Kontotext | Typ     | Budget | Utfall
        Löner     | Kostnad | 300    | 310
        LÖNER     | Kostnad | 300    | 310
    """
    assert found(drawing) == ["varning XL407 Driftredovisning!A3"]
    assert "A2" in message(drawing, "XL407")
    assert "cost | 600 | 620 | -20" in amounts(drawing)


def test_one_name_with_two_accounts_is_no_duplicate() -> None:
    drawing = """
        Konto | Kontotext | Budget | Utfall
        5010  | Övrigt    | 300    | 310
        5020  | Övrigt    | 300    | 310
    """
    assert found(drawing) == []


def test_one_name_among_income_and_among_costs_is_no_duplicate() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Övrigt           | -20    | -20
        TOTALT INTÄKTER  | -20    | -20
        Övrigt           | 20     | 20
        TOTALT KOSTNADER | 20     | 20
    """
    assert found(drawing) == []


# --- optional columns ----------------------------------------------------------------------------------------


def test_forecast_last_year_and_comment_are_kept() -> None:
    drawing = """
        Kontotext | Typ     | Utfall 2022 | Budget 2023 | Utfall 2023 | Prognos | Kommentar
        Löner     | Kostnad | 290         | 300         | 310         | 305     | Avtalsrörelsen.
    """
    line = computed(drawing)["operating"]["lines"][0]
    assert (line["prior_actual"], line["forecast"], line["comment"]) == (290, 305, "Avtalsrörelsen.")
