"""Comparisons of workbooks that cannot be compared in full, and of ledgers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.bench.inputs import ledger
from tests.compare.test_differences import DRIFT, compared, plainly_summed, said, told
from tests.examples import seed
from tests.render import converted
from tests.rerun.test_find_additions import column
from tests.rerun.test_keep import cell_of, edited, result, write
from tests.whole.test_files import opened
from xltool.running.other_workbooks import template_bytes
from xltool.sheets.operating import operating_columns as operating

# --- what cannot be compared ----------------------------------------------------------------------------------


def test_a_file_with_errors_is_compared_as_far_as_it_was_read(tmp_path: Path) -> None:
    def spoil(book: Any) -> None:
        cell_of(book[DRIFT], "Lokalhyror", "Utfall 2023").value = "ca 300"
        cell_of(book["Medlemmar"], "Laxå", "Invånare").value = 6000

    before = template_bytes(seed())
    bad = cell_of(opened(before)[DRIFT], "Lokalhyror", "Utfall 2023").coordinate
    why = f"Driftredovisning!{bad}: Utfall är »ca 300«, och det går inte att läsa som ett tal."
    lines = told(compared(tmp_path, before, edited(before, spoil), 200))
    joined = " ".join(" ".join(lines).split())
    assert f"B går inte att räkna på, så det som är uträknat är inte jämfört. {why}" in joined
    assert f"Bladet går inte att jämföra, för B gick inte att läsa. {why}" in joined
    assert "    Invånare  5 582 → 6 000  (+418)" in lines
    assert lines[-1] == "Det här skiljer: 1 siffra."
    assert "finns bara i" not in joined, "rows that were not read are not rows that are missing"
    assert not any(line.lstrip().startswith("=") for line in lines), "nothing is computed"
    same = told(compared(tmp_path, edited(before, spoil), edited(before, spoil)))
    assert same[-1] == "Inget skiljer i det som gick att jämföra."


@pytest.mark.parametrize(("label", "value"), [("Enhet", "euro"), ("Intäkter anges som", "ibland")])
def test_amounts_whose_unit_or_sign_is_unknown_are_not_compared(
    label: str, value: str, tmp_path: Path
) -> None:
    before = template_bytes(seed(kronor=True))
    lines = said(tmp_path, before, edited(before, write("Uppgifter", label, "Värde", value)))
    assert not any(" → " in line for line in lines)
    assert lines[-1] == "Inget skiljer i det som gick att jämföra."
    assert f"»{value}«" in " ".join(lines)


def test_a_sheet_that_only_one_workbook_has(tmp_path: Path) -> None:
    def drop(book: Any) -> None:
        del book["Medlemmar"]

    before = template_bytes(seed())
    lines = said(tmp_path, before, edited(before, drop))
    assert lines[1:3] == ["Fördelning", "  Bladet finns bara i A (4 rader)."]
    assert lines[-1] == "Det här skiljer: bladet Fördelning bara i A."


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_format_without_formulas_does_not_tell_who_wrote_a_sentence(tmp_path: Path) -> None:
    own = result(seed())
    lines = said(tmp_path, own, converted(own, "ods"))
    at = lines.index("Rapporttext")
    assert "Formatet visar inte" in " ".join(lines[at + 1 : at + 4])


def test_one_of_two_equal_rows_is_missing(tmp_path: Path) -> None:
    before = plainly_summed(seed())
    rent = next(e for e in before.cost if e[operating.NAME] == "Lokalhyror")
    lines = said(tmp_path, template_bytes(replace(before, cost=[*before.cost, rent])), template_bytes(before))
    assert [line for line in lines if "Lokalhyror" in line] == ["  Lokalhyror  ·  finns bara i A"]


# --- Underlag --------------------------------------------------------------------------------------------------------


def test_a_changed_ledger_is_told_with_the_lines_that_it_changes(tmp_path: Path) -> None:
    book = ledger(tmp_path / "l.xlsx", 40).read_bytes()

    def edit(opened: Any) -> None:
        opened["Underlag"]["H2"] = (opened["Underlag"]["H2"].value or 0) + 1000

    lines = said(tmp_path, book, edited(book, edit))
    assert "  »Utfall« skiljer" in lines
    assert any("underlaget" in line for line in lines)
    assert any(line.startswith("Driftredovisning") for line in lines)
    assert not any("Underlag" in line for line in said(tmp_path, book, book))


def test_a_ledger_with_more_rows_and_one_that_is_missing_are_told(tmp_path: Path) -> None:
    book = ledger(tmp_path / "l.xlsx", 40).read_bytes()
    other = ledger(tmp_path / "l.xlsx", 41).read_bytes()
    assert any("40 → 41 rader" in line for line in said(tmp_path, book, other))
    assert "  finns bara i A (40 rader)" in said(tmp_path, book, template_bytes(seed()))


def test_what_stands_beside_the_tables_differs_too(tmp_path: Path) -> None:
    """It is just what is left in a kept version."""
    result_ = result(seed())
    typed = write(DRIFT, "Lokalhyror", "Avvikelse", 100.0)

    def loose(book: Any) -> None:
        book[DRIFT]["A60"] = "Fråga Eva"

    who = column("Ansvarig", ("Lokalhyror", "Eva"))
    lines = said(tmp_path, edited(result_, typed, loose, who), result_)
    text = "\n".join(lines)
    assert "Bredvid tabellerna, och skrivet över" in text
    for where, was in (
        ("A60 (en cell utanför tabellen)", "Fråga Eva"),
        ("Lokalhyror, Ansvarig", "Eva"),
        ("(skrivet över)", "100"),
    ):
        assert where in text
        assert f"A: {was}" in text
    assert "B: tomt" in text
    assert "3 egna celler" in lines[-1]
