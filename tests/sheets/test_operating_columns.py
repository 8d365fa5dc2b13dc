"""Which variances are material, and where an explanation is missing."""

from __future__ import annotations

import pytest

from tests.drawn import computed, drawn, result

HEAD = "== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\n{settings}\n== Drift ==\nKontotext | Typ | Budget | Utfall | Kommentar\n"


def sheet(row: str, settings: str = "") -> str:
    return HEAD.format(settings=settings) + f"Rad | Kostnad | {row}"


@pytest.mark.parametrize(
    ("row", "material"),
    [
        ("2000 | 1900", True),  # exactly 100 tkr and 5 %
        ("2000 | 2100", True),
        ("2000 | 1901", False),  # below 100 tkr
        ("2001 | 1901", False),  # below 5 %
        ("100 | 0", True),
        ("0 | 100", True),  # without a budget the amount decides
        ("0 | 99", False),
        ("0 | -868", True),
        ("-2000 | -1900", True),
        ("500 | 500", False),
    ],
)
def test_a_variance_is_material_when_it_reaches_both_limits(row: str, material: bool) -> None:
    assert computed(sheet(row))["operating"]["lines"][0]["material"] is material


@pytest.mark.parametrize(
    ("row", "settings", "material"),
    [
        ("2000000 | 1900000", "Enhet | kr", True),
        ("2000000 | 1900001", "Enhet | kr", False),
        ("2 | 1.9", "Enhet | mnkr", True),
        ("2000 | 1900", "Väsentlig avvikelse belopp | 101", False),
        ("2000 | 1900", "Väsentlig avvikelse andel | 6%", False),
        ("2000 | 1990", "Väsentlig avvikelse belopp | 10\nVäsentlig avvikelse andel | 0.5%", True),
    ],
)
def test_the_limits_are_those_of_the_workbook(row: str, settings: str, material: bool) -> None:
    assert computed(sheet(row, settings))["operating"]["lines"][0]["material"] is material


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("0 | 868", ["upplysning XL408 Drift!E2"]),
        ("0 | 868 | Fler avtal.", []),
        ("500 | 500", []),
    ],
)
def test_a_material_line_without_a_comment_is_told(row: str, told: list[str]) -> None:
    assert [drawn(f) for f in result(sheet(row)).findings if f.code.code == "XL408"] == told
