"""Stated totals and variances against the lines: equal, within rounding, or wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from tests.drawn import amounts, computed, found, message

# --- rounding ------------------------------------------------------------------------------------------------


def test_within_rounding_the_stated_total_stands_and_the_difference_is_a_line() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Löner            | 100    | 110
        Hyror            | 50     | 60
        TOTALT KOSTNADER | 150    | 171
        NETTORESULTAT    | 150    | 171
    """
    assert found(drawing) == ["upplysning XL401 Driftredovisning!C4"]
    assert amounts(drawing)[2:] == ["income | 0 | 0 | 0", "cost | 150 | 171 | -21", "± cost | 0 | 1", "net | 150 | 171 | -21"]  # fmt: skip


def test_beyond_rounding_is_an_error_with_both_figures() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Löner            | 100    | 110
        Hyror            | 50     | 60
        TOTALT KOSTNADER | 150    | 175
    """
    assert found(drawing) == ["fel XL402 Driftredovisning!C4"]
    assert "175" in message(drawing, "XL402")
    assert "170" in message(drawing, "XL402")


def test_the_net_may_differ_by_rounding_too() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Bidrag           | -41391 | -42259
        TOTALT INTÄKTER  | -41391 | -42259
        Kostnader i år   | 41391  | 43991
        TOTALT KOSTNADER | 41391  | 43991
        NETTORESULTAT    | 0      | 1733
    """
    assert found(drawing) == ["upplysning XL401 Driftredovisning!C6"]
    assert amounts(drawing)[-2:] == ["net | 0 | 1733 | -1733", "± net | 0 | 1"]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 999), min_size=1, max_size=8), st.integers(-6, 6), st.sampled_from([0, 1]))
def test_the_limit_is_half_a_step_for_each_term_and_one(lines: list[int], off: int, decimals: int) -> None:
    step = 10**-decimals
    rows = [f"Rad {i} | {one * step:.{decimals}f} | 0" for i, one in enumerate(lines)]
    # One more line with a decimal, so that the step is known however the others end.
    rows.append(f"Sista | {step:.{decimals}f} | 0")
    stated = (sum(lines) + 1 + off) * step
    drawing = "\n".join(
        ["Kontotext | Budget | Utfall", *rows, f"SUMMA KOSTNADER | {stated:.{decimals}f} | 0"]
    )
    within = abs(off) <= 0.5 * (len(rows) + 1)
    place = f"Driftredovisning!B{len(rows) + 2}"
    told = [f"upplysning XL401 {place}"] if within else [f"fel XL402 {place}"]
    assert found(drawing) == (told if off else [])


# --- totals that are more than one ---------------------------------------------------------------------------


def test_a_subtotal_after_its_parts_is_checked_and_not_added() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Löner            | 100    | 110
        Avgifter         | 50     | 60
        Delsumma         | 150    | 170
        Hyror            | 5      | 5
        TOTALT KOSTNADER | 155    | 175
    """
    assert found(drawing) == []
    assert "cost | 155 | 175 | -20" in amounts(drawing)


def test_a_subtotal_before_its_parts() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Summa personal   | 150    | 170
        Löner            | 100    | 110
        Avgifter         | 50     | 60
        Summa lokaler    | 5      | 5
        Hyror            | 5      | 5
        TOTALT KOSTNADER | 155    | 175
    """
    assert found(drawing) == []
    assert "cost | 155 | 175 | -20" in amounts(drawing)


def test_a_subtotal_that_no_lines_give_is_an_error() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Löner            | 100    | 110
        Delsumma         | 100    | 190
        TOTALT KOSTNADER | 100    | 110
    """
    assert found(drawing) == ["fel XL402 Driftredovisning!C3"]


def test_a_subtotal_of_the_lines_below_a_heading() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Hyror            | 10     | 10
        Personal         |        |
        Löner            | 20     | 20
        Avgifter         | 37     | 37
        Delsumma         | 57     | 57
        TOTALT KOSTNADER | 67     | 67
    """
    assert found(drawing) == ["upplysning XL411 Driftredovisning!A3"]


def test_a_subtotal_of_some_of_the_income_is_not_the_total() -> None:
    drawing = """
        Kontotext               | Budget | Utfall
        Avgifter                | -100   | -100
        Summa externa intäkter  | -100   | -100
        Bidrag                  | -500   | -500
        Summa interna intäkter  | -500   | -500
        TOTALT INTÄKTER         | -600   | -600
    """
    assert found(drawing) == []


@pytest.mark.parametrize("second", ["TOTALT KOSTNADER", "Årets resultat"])
def test_every_total_is_checked(second: str) -> None:
    drawing = f"""
        Kontotext        | Budget | Utfall
        Löner            | 100    | 100
        TOTALT KOSTNADER | 100    | 100
        NETTORESULTAT    | 100    | 100
        {second}         | 100    | 900
    """
    assert found(drawing) == ["fel XL402 Driftredovisning!C5"]


def test_one_wrong_line_gives_one_message() -> None:
    drawing = """
        Kontotext        | Budget | Utfall
        Löner            | 100    | 10
        TOTALT KOSTNADER | 100    | 100
        NETTORESULTAT    | 100    | 100
    """
    assert found(drawing) == ["fel XL402 Driftredovisning!C3"]


# --- stated variances ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("615", []),
        ("614", ["upplysning XL404 Driftredovisning!E2"]),
        ("616", ["upplysning XL404 Driftredovisning!E2"]),
        ("613", ["fel XL403 Driftredovisning!E2"]),
        ("617", ["fel XL403 Driftredovisning!E2"]),
        ("", []),
    ],
)
def test_a_stated_variance_is_checked_to_one_step(stated: str, told: list[str]) -> None:
    drawing = f"""
        Kontotext | Typ     | Budget | Utfall | Avvikelse
        Klienter  | Kostnad | 2452   | 1837   | {stated}
        Hyror     | Kostnad | 100    | 10     | 90
    """
    assert found(drawing) == told
    if not told or "XL404" in told[0]:
        assert amounts(drawing)[0] == "Klienter | 2452 | 1837 | 615"


def test_the_variance_of_a_total_is_checked_to_one_step() -> None:
    drawing = """
        Kontotext        | Budget | Utfall | Avvikelse
        Klienter         | 2452   | 1837   | 615
        TOTALT KOSTNADER | 2452   | 1837   | 613
    """
    assert found(drawing) == ["fel XL403 Driftredovisning!D3"]


def test_the_variance_of_a_subtotal_is_checked() -> None:
    drawing = """
        Kontotext        | Budget | Utfall | Avvikelse
        Löner            | 20     | 20     | 0
        Avgifter         | 30     | 20     | 10
        Delsumma         | 50     | 40     | 99
        TOTALT KOSTNADER | 50     | 40     | 10
    """
    assert found(drawing) == ["fel XL403 Driftredovisning!D4"]


# --- decimals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "budget", "actual"),
    [
        ("mnkr", "1.23456789", "0.1"),  # whole kronor and öre in mnkr
        ("kr", "1000000000.1", "1000000000"),  # ten digits before the point
        ("tkr", "0.1", "0.3"),
    ],
)
def test_decimals_are_told_as_they_are(unit: str, budget: str, actual: str) -> None:
    drawing = f"""
        == Uppgifter ==
        Nämnd | Provnämnden
        År    | 2023
        Enhet | {unit}
        == Driftredovisning ==
        Typ     | Kontotext | Budget   | Utfall
        Kostnad | Löner     | {budget} | {actual}
    """
    line = computed(drawing)["operating"]["lines"][0]
    told = [line["budget"], line["actual"], line["variance"]]
    assert told == [float(budget), float(actual), float(budget) - float(actual)]
