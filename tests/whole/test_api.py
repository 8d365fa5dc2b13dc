"""The Python interface: a workbook as DataFrames, and the command's result from Python."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

import xltool
from tests.examples import WORKBOOKS

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"


@pytest.fixture(scope="module")
def book() -> xltool.Workbook:
    return xltool.read(EXAMPLE)


def test_the_tables_hold_the_printed_figures(book: xltool.Workbook) -> None:
    assert (book.ok, book.board, book.year, book.unit) == (True, "Sydnärkes IT-nämnd", 2023, "tkr")
    by_kind = book.operating.groupby("kind")[["budget", "actual", "variance"]].sum()
    assert list(by_kind.loc["income"]) == [-41391, -42259, 868]
    assert list(by_kind.loc["cost"]) == [41391, 43991, -2600]
    assert book.investments[["budget", "actual", "variance"]].sum().tolist() == [12095, 9219, 2876]
    assert book.shares.set_index("name")["amount"].to_dict() == {
        "Lekeberg": 356,
        "Laxå": 231,
        "Askersund": 477,
        "Hallsberg": 669,
    }


def test_goals_are_a_row_an_indicator(book: xltool.Workbook) -> None:
    assert len(book.goals) == 16
    assert book.goals["goal"].isna().sum() == 6
    sick = book.goals.set_index("indicator").loc["Sjukfrånvaro"]
    assert (sick["result"], sick["target"], sick["unit"], sick["status"]) == (3.08, 7, "%", "achieved")


def test_findings_are_a_table_too(book: xltool.Workbook) -> None:
    assert book.findings["code"].tolist() == ["XL401", "XL404", "XL408"]
    assert book.findings["cell"].tolist() == ["F19", "E8", "I6"]


@pytest.mark.parametrize("name", ["operating", "investments", "goals", "shares", "findings"])
def test_every_column_is_documented(book: xltool.Workbook, name: str) -> None:
    documentation = xltool.Workbook.__doc__ or ""
    assert all(column in documentation for column in getattr(book, name).columns)


def test_a_workbook_with_errors_has_empty_tables_and_its_findings(tmp_path: Path) -> None:
    changed = load_workbook(EXAMPLE)
    changed["Driftredovisning"]["F9"].value = "ca 300"
    changed.save(tmp_path / "b.xlsx")
    book = xltool.read(tmp_path / "b.xlsx")
    assert not book.ok
    assert book.operating.empty
    assert "XL301" in book.findings["code"].tolist()
    assert xltool.process(tmp_path / "b.xlsx") is None


def test_process_does_what_the_command_does(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "b.xlsx")
    assert xltool.process(str(tmp_path / "b.xlsx")) == tmp_path / "b-resultat.xlsx"
    assert xltool.process(tmp_path / "b.xlsx", tmp_path / "ut") == tmp_path / "ut" / "b-resultat.xlsx"
    assert (tmp_path / "ut" / "b-resultat.xlsx").is_file()
