"""The sign convention: income negative, or turned where Uppgifter says that it is positive."""

from __future__ import annotations

import pytest

from tests.drawn import amounts, found, message

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
def test_variances_against_the_declared_signs_are_one_error(head: str) -> None:
    drawing = head + _SIGNED.format(i="" if head else "-", c="-" if head else "", v="-", w="")
    assert found(drawing) == ["fel XL405 Driftredovisning!D2"]


@pytest.mark.parametrize("head", ["", POSITIVE])
def test_lines_against_the_declared_signs_are_one_error(head: str) -> None:
    drawing = f"""{head}
        Kontotext | Typ     | Budget | Utfall | Avvikelse
        Avgifter  | Intäkt  | 100    | 120    | {20 if not head else -20}
        Löner     | Kostnad | -80    | -95    | {-15 if not head else 15}
    """
    assert [one.split()[1] for one in found(drawing)] == ["XL405"]
    assert ("positiva" if not head else "negativa") in message(drawing, "XL405")


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
