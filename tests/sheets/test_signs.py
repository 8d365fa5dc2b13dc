"""The sign convention: income negative, or turned where Uppgifter says that it is positive."""

from __future__ import annotations

import pytest

from tests.drawn import amounts, found, read

POSITIVE = (
    "== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\nIntäkter anges som | positiva\n== Driftredovisning ==\n"
)
_SIGNED = """
Kontotext        | Budget | Utfall | Avvikelse
Avgifter         | {i}100 | {i}120 | {v}20
TOTALT INTÄKTER  | {i}100 | {i}120 | {v}20
Löner            | {c}80  | {c}95  | {w}15
TOTALT KOSTNADER | {c}80  | {c}95  | {w}15
NETTORESULTAT    | {i}20  | {i}25  | {v}5
""".strip()


def test_a_workbook_with_positive_income_is_turned() -> None:
    turned = POSITIVE + _SIGNED.format(i="", c="-", v="", w="-")
    ours = _SIGNED.format(i="-", c="", v="", w="-")
    assert found(turned) == found(ours) == []
    assert amounts(turned) == amounts(ours)
    assert amounts(ours)[-1] == "net | -20 | -25 | 5"


@pytest.mark.parametrize("head", ["", POSITIVE])
def test_variances_that_are_all_turned_are_read_and_told(head: str) -> None:
    drawing = head + _SIGNED.format(i="" if head else "-", c="-" if head else "", v="-", w="")
    assert found(drawing) == ["upplysning XL429 Driftredovisning!D2"]
    assert amounts(drawing)[-1] == "net | -20 | -25 | 5"


@pytest.mark.parametrize("rule", ["negativa", "positiva", "utan tecken"])
@pytest.mark.parametrize("income", [1, -1])
@pytest.mark.parametrize("cost", [1, -1])
def test_lines_against_the_declared_signs_are_one_error(rule: str, income: int, cost: int) -> None:
    drawing = (
        POSITIVE.replace("positiva", rule)
        + f"""
        Kontotext | Typ     | Budget         | Utfall
        Avgifter  | Intäkt  | {100 * income} | {120 * income}
        Löner     | Kostnad | {80 * cost}    | {95 * cost}
    """.strip("\n")
    )
    written = {(-1, 1): "negativa", (1, -1): "positiva", (1, 1): "utan tecken"}.get((income, cost))
    if written == rule:
        assert found(drawing) == []
        assert amounts(drawing)[-1] == "net | -20 | -25 | 5"
    elif written is None:
        assert found(drawing) == ["fel XL424 Driftredovisning!D2"]
    else:
        assert [one.split()[1] for one in found(drawing)] == ["XL405"]
        (error,) = (f for f in read(drawing).findings if f.is_error)
        assert [(r.label, r.value, r.gives) for r in error.remedies] == [
            ("Intäkter anges som", written, "överskott 25 tkr")
        ]


def test_one_variance_of_many_with_the_other_sign_is_wrong_by_itself() -> None:
    drawing = """
        Kontotext | Typ     | Budget | Utfall | Avvikelse
        Löner     | Kostnad | 100    | 120    | -20
        Hyror     | Kostnad | 100    | 150    | 50
        Resor     | Kostnad | 100    | 110    | -10
    """
    assert found(drawing) == ["fel XL403 Driftredovisning!E3"]


def test_without_stated_variances_the_declared_signs_are_believed() -> None:
    drawing = POSITIVE + "Kontotext | Typ | Budget | Utfall\nAvgifter | Intäkt | 100 | 120"
    assert found(drawing) == []
    assert amounts(drawing)[0] == "Avgifter | -100 | -120 | 20"


def test_the_expenses_of_projects_are_turned_too() -> None:
    drawing = (
        POSITIVE
        + """Kontotext | Typ | Budget | Utfall
        Avgifter | Intäkt | 100 | 120
        == Investeringar ==
        Projekt           | Budget | Utfall | Avvikelse
        Klienter          | -100   | -80    | 20
        TOTALT INVESTERAT | -100   | -80    | 20
    """
    )
    assert found(drawing) == []
    assert amounts(drawing, "investments") == ["Klienter | 100 | 80 | 20", "total | 100 | 80 | 20"]
