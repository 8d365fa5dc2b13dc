"""Members: whole units by largest remainder, keys, and what is wrong with a key."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given, settings, strategies as st

from tests.drawn import computed, found, message, shares
from tests.remedies import errors, mended, remedies

SEED = """
    == Medlemmar ==
    Kommun    | Invånare
    Lekeberg  | 8603
    Laxå      | 5582
    Askersund | 11534
    Hallsberg | 16196
"""
HEAD = "== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\n{setting}\n== Medlemmar ==\n"


def largest_remainder(amount: Fraction, weights: list[Fraction]) -> list[int]:
    """DOMAIN's method in exact fractions; the amount is in whole units, rounded half away from zero."""
    units = floor(abs(amount) + Fraction(1, 2))
    quotas = [units * w / sum(weights) for w in weights]
    parts = [floor(q) for q in quotas]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - quotas[i], -weights[i], i))
    for i in order[: units - sum(parts)]:
        parts[i] += 1
    return [-p for p in parts] if amount < 0 else parts


def handed_out(amount: str, weights: list[str]) -> list[int]:
    rows = "\n".join(f"K{i} | {w}" for i, w in enumerate(weights))
    drawing = f"== Medlemmar ==\nKommun | Invånare\n{rows}"
    return [int(row.split(": ")[1]) for row in shares(drawing, net=float(amount))]


def test_the_seed() -> None:
    assert shares(SEED, net=1733) == ["Lekeberg: 356", "Laxå: 231", "Askersund: 477", "Hallsberg: 669"]


def test_a_surplus_is_paid_back_in_the_same_parts() -> None:
    assert shares(SEED, net=-1733) == ["Lekeberg: -356", "Laxå: -231", "Askersund: -477", "Hallsberg: -669"]


def test_the_shares_of_nothing_are_nothing() -> None:
    assert shares(SEED, net=0) == ["Lekeberg: 0", "Laxå: 0", "Askersund: 0", "Hallsberg: 0"]


@pytest.mark.parametrize(
    ("amount", "weights", "expected"),
    [
        ("1", ["1", "1"], [1, 0]),  # a tie, equal weights: the row that stands first
        ("-1", ["1", "1"], [-1, 0]),
        ("2", ["1", "1", "1"], [1, 1, 0]),
        ("2", ["1", "3"], [0, 2]),  # remainders 0,5 and 0,5: the larger weight
        ("2", ["3", "1"], [2, 0]),
        ("1.5", ["1", "1"], [1, 1]),  # the amount is rounded half away from zero
        ("-1.5", ["1", "1"], [-1, -1]),
        ("2.5", ["1", "0"], [3, 0]),
        ("-0.5", ["1", "0"], [-1, 0]),
        ("0.4", ["1", "1"], [0, 0]),
    ],
)
def test_ties_and_halves(amount: str, weights: list[str], expected: list[int]) -> None:
    assert handed_out(amount, weights) == expected


WHOLE = st.lists(st.integers(0, 999_999).map(str), min_size=1, max_size=8)
SMALL = st.lists(st.integers(0, 4).map(str), min_size=2, max_size=6)  # many ties
SHARES = st.lists(st.integers(0, 100_000).map(lambda n: f"{n / 100:.2f}"), min_size=1, max_size=6)
AMOUNT = st.integers(-2_000_000, 2_000_000).map(lambda n: f"{n / 10:.1f}")


def _can_be_shared_by(weights: list[str]) -> bool:
    """No key of nothing, and none that is asked about: one of several that is the sum of the others."""
    numbers = [Fraction(w) for w in weights]
    return bool(sum(numbers)) and (len(numbers) < 4 or 2 * max(numbers) != sum(numbers))


@settings(derandomize=True, deadline=None, max_examples=250)
@given(AMOUNT, (WHOLE | SMALL | SHARES).filter(_can_be_shared_by))
@example("10", ["0.1", "0.2", "0.7"])
@example("123456", [str(7000 + 13 * (i % 3)) for i in range(300)])
def test_shares_are_exact_and_add_up(amount: str, weights: list[str]) -> None:
    expected = largest_remainder(Fraction(amount), [Fraction(w) for w in weights])
    units = floor(abs(Fraction(amount)) + Fraction(1, 2))
    assert handed_out(amount, weights) == expected
    assert sum(expected) == (units if float(amount) > 0 else -units)


# --- units and keys ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "net", "expected"),
    [
        ("Enhet | tkr", 10, [3, 7]),
        ("Enhet | kr", 10_400, [3000, 7000]),  # whole tkr
        ("Enhet | kr", 10_500, [4000, 7000]),
        ("Enhet | kr\nFördelas i hela | 1", 10_401, [3467, 6934]),
        ("Enhet | tkr\nFördelas i hela | 5", 12, [5, 5]),
        ("Enhet | mnkr", 0.01, [0.003, 0.007]),
        ("Enhet | tkr\nFördelas i hela | '1 kr", 0.01, [0.003, 0.007]),
    ],
)
def test_what_is_handed_out_is_whole(setting: str, net: float, expected: list[float]) -> None:
    drawing = HEAD.format(setting=setting) + "Kommun | Invånare\nA | 1\nB | 2"
    assert [float(row.split(": ")[1]) for row in shares(drawing, net=net)] == expected


def test_another_column_may_be_the_key() -> None:
    drawing = HEAD.format(setting="Fördelningsnyckel | antal datorer")
    data = computed(drawing + "Kommun | Invånare | Antal datorer\nA | 1 | 30\nB | 1 | 10", net=100)["shares"]
    assert data["key"] == "Antal datorer"
    assert [(m["weight"], m["share"], m["amount"]) for m in data["members"]] == [
        (30, 0.75, 75),
        (10, 0.25, 25),
    ]


def test_the_population_is_the_key_by_default() -> None:
    data = computed("== Medlemmar ==\nKommun | Datorer | Invånare\nA | 30 | 1\nB | 10 | 1", net=100)["shares"]
    assert (data["key"], data["amount"]) == ("Invånare", 100)
    assert [m["amount"] for m in data["members"]] == [50, 50]


def test_a_sum_below_the_members_is_no_member() -> None:
    assert shares(SEED + "    Summa | 41915", net=1733) == shares(SEED, net=1733)


def test_a_column_that_is_no_key_is_named() -> None:
    assert found("== Medlemmar ==\nKommun | Invånare | Kontakt\nA | 1 | Eva\nB | 1 | Bo") == ["upplysning XL206 Medlemmar!C1"]  # fmt: skip


# --- findings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("A | \nB | 5", "fel XL601 Medlemmar!B2"),
        ("A | -1\nB | 5", "fel XL601 Medlemmar!B2"),
        ("A | många\nB | 5", "fel XL601 Medlemmar!B2"),
        ("A | SANT\nB | 5", "fel XL601 Medlemmar!B2"),
        ("A | #REF!\nB | 5", "fel XL305 Medlemmar!B2"),
        ("A | 0\nB | 0", "fel XL602 Medlemmar!A1"),
        ("Laxå | 5\nLAXÅ | 5", "fel XL603 Medlemmar!A3"),
    ],
)
def test_a_bad_key_is_an_error(rows: str, told: str) -> None:
    assert found(f"== Medlemmar ==\nKommun | Invånare\n{rows}") == [told]


def test_a_fault_in_a_key_that_is_not_used_is_no_error() -> None:
    assert found("== Medlemmar ==\nKommun | Invånare | Datorer\nA | 1 | \nB | 1 | 4") == []


def test_a_key_that_is_no_column_is_an_error_that_lists_the_columns() -> None:
    drawing = HEAD.format(setting="Fördelningsnyckel | Elever") + "Kommun | Invånare | Datorer\nA | 1 | 2"
    assert found(drawing) == ["fel XL604 Uppgifter!B3"]
    assert "Invånare, Datorer" in message(drawing, "XL604")


def test_a_weight_without_a_member_is_an_error() -> None:
    assert found("== Medlemmar ==\nKommun | Invånare\nA | 10\n | 20") == ["fel XL308 Medlemmar!A3"]


def test_two_columns_for_one_key_are_an_error() -> None:
    drawing = (
        HEAD.format(setting="Fördelningsnyckel | Datorer")
        + "Kommun | Invånare | Datorer | Datorer\nA | 1 | 2 | 3"
    )
    assert found(drawing) == ["fel XL204 Medlemmar!D1"]


def test_a_key_may_be_called_andel() -> None:
    drawing = (
        HEAD.format(setting="Fördelningsnyckel | Andel")
        + "Kommun | Invånare | Andel\nA | 1 | 25%\nB | 1 | 75%"
    )
    assert shares(drawing, net=100) == ["A: 25", "B: 75"]


def test_a_doubtful_weight_is_told() -> None:
    assert found("== Medlemmar ==\nKommun | Invånare\nA | '8.603\nB | 5") == ["varning XL304 Medlemmar!B2"]


def test_a_weight_that_was_never_computed_is_told_as_that() -> None:
    assert found("== Medlemmar ==\nKommun | Invånare\nA | =?\nB | 5") == ["fel XL306 Medlemmar!B2"]


@pytest.mark.parametrize(
    ("code", "rows"),
    [("XL605", "A | 1\nB | 2\nC | 4\nHemma | 7"), ("XL606", "A | 1\nB | 2\nSumma | 4")],
)
def test_the_remedy_of_a_sum_shares_between_the_members_alone(code: str, rows: str) -> None:
    drawing = f"== Medlemmar ==\nKommun | Invånare\n{rows}"
    (offered,) = remedies(drawing, code)
    board = mended(drawing, offered)
    assert errors(board) == []
    assert board.members is not None
    names = [row.split(" | ")[0] for row in rows.splitlines()[:-1]]
    assert [m.name for m in board.members.members] == names


@pytest.mark.parametrize("name", ["Hela förbundet", "Samtliga", "Alla kommuner", "Totalt", "S:a", "Summa medlemmar"])  # fmt: skip
def test_a_total_is_no_member_and_is_checked(name: str) -> None:
    rows = "== Medlemmar ==\nKommun | Invånare\nA | 1\nB | 3\n{} | {}"
    assert shares(rows.format(name, 4), net=100) == ["A: 25", "B: 75"]
    assert found(rows.format(name, 5)) == ["fel XL606 Medlemmar!B4"]


@pytest.mark.parametrize(
    ("header", "cells", "told"),
    [
        ("Andel", ("25%", "75%"), False),
        ("Andel", ("25%", "70%"), True),
        ("Del", ("25%", "70%"), True),
        ("Andel", ("0.25", "0.75"), False),
        ("Andel", ("0.25", "0.7"), True),
        ("Andel", ("25", "75"), False),
        ("Andelar", ("25", "70"), False),
        ("Elever", ("25", "70"), False),
        ("Andel", ("1200", "800"), False),
    ],
)
def test_a_key_in_percent_is_a_whole(header: str, cells: tuple[str, str], told: bool) -> None:
    head = HEAD.format(setting=f"Fördelningsnyckel | {header}")
    drawing = f"{head}Kommun | Invånare | {header}\nA | 1 | {cells[0]}\nB | 1 | {cells[1]}"
    assert found(drawing) == (["fel XL607 Medlemmar!C2"] if told else [])
