"""Investeringsredovisning: projects, their total, and what is printed with a rounding difference."""

from __future__ import annotations

from tests.drawn import amounts, found

HEAD = "== Investeringar ==\n"


def test_projects_and_their_total() -> None:
    drawing = (
        HEAD
        + """Projekt            | Budget | Utfall
        Klienter               | 100    | 80
        Servrar                | 50     | 60
        TOTALT INVESTERAT 2023 | 150    | 140
    """
    )
    assert found(drawing) == []
    assert amounts(drawing, "investments") == ["Klienter | 100 | 80 | 20", "Servrar | 50 | 60 | -10", "total | 150 | 140 | 10"]  # fmt: skip


def test_without_a_total_row_the_total_is_computed() -> None:
    assert (
        amounts(HEAD + "Projekt | Budget | Utfall\nKlienter | 100 | 80", "investments")[-1]
        == "total | 100 | 80 | 20"
    )


def test_a_total_within_rounding_stands() -> None:
    drawing = (
        HEAD
        + """Projekt | Budget | Utfall
        Klienter    | 100    | 80
        Servrar     | 50     | 60
        Summa       | 151    | 140
    """
    )
    assert found(drawing) == ["upplysning XL401 Investeringar!B4"]
    assert amounts(drawing, "investments")[2:] == ["total | 151 | 140 | 11", "± total | 1 | 0"]


def test_a_wrong_total_is_an_error() -> None:
    assert found(HEAD + "Projekt | Budget | Utfall\nKlienter | 100 | 80\nSumma | 100 | 90") == [
        "fel XL402 Investeringar!C3"
    ]


def test_a_subtotal_is_not_added() -> None:
    drawing = (
        HEAD
        + """Projekt | Budget | Utfall
        Klienter    | 100    | 80
        Servrar     | 50     | 60
        Delsumma    | 150    | 140
        Nät         | 1      | 1
        Totalt      | 151    | 141
    """
    )
    assert found(drawing) == []
    assert amounts(drawing, "investments")[-1] == "total | 151 | 141 | 10"


def test_a_project_that_has_not_begun_needs_its_zero() -> None:
    assert found(HEAD + "Projekt | Budget | Utfall\nKlienter | 100 |") == ["fel XL302 Investeringar!C2"]
