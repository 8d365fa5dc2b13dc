"""The seed's own pages: section 1 of the annual report 2023, as it was printed, beside what `xltool report` writes of its
workbook."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.examples import seed_with_texts
from tests.word.making import report_of
from tests.word.reading import paragraphs, tables
from xltool.running.other_workbooks import template_bytes

PRINTED = Path(__file__).parent / "seed_pages.txt"
# What is printed, what the report has in its place, and why. Blanks, case, stops and the sign of a minus aside.
DIFFERENCES = (
    ("ÖVRIGA AVG O. ERSÄTTNIN ", "Övriga avg. o. ersättningar ", "the workbook has the name that was cut in print"),
    ("DRIFTBIDRAG FR KOMMUNER", "Driftbidrag från kommuner", "the same"),
    ("IT INVEST LEKEBERG", "IT-investering Lekeberg", "the same"),
    ("IT INVEST LAXÅ", "IT-investering Laxå", "the same"),
    ("IT INVEST ASKERSUND", "IT-investering Askersund", "the same"),
    ("IT INVEST HALLSBERG", "IT-investering Hallsberg", "the same"),
    ("IT-INVEST. GEMENSAMT", "IT-investering gemensamt", "the same"),
    ("TOTALT INVESTERAT 2023", "Totalt investerat", "the year stands in the headers"),
    ("1 837 614", "1 837 615", "614 is rounded from kronor, and the workbook's figures give 615"),
    ("samtal % efter", "samtal efter", "the workbook has the unit beside the figure"),
    ("pågående \ntjänsteförfrågan", "pågående tjänsteförfrågningar", "the workbook's plural"),
    ("Värde \nmedarbetarunders\nökningen  -", "Värde medarbetarundersökningen, medarbetarengagemang (HME)", "one indicator over a page break in print"),
    ("Medarbetarengag\nemang (HME)", "", "the rest of it"),
    ("99,4% 99%", "99,4% 99,0%", "a target is shown with the decimals of its result"),
    ("7,06st 7st", "7,06 7,00", "an index has no unit"),
    ("3,08 % 7 %", "3,08 % 7,00 %", "the decimals again"),
    ("Resultat år 2023 Målvärde år 2023", "Resultat 2023 Målvärde 2023", "the workbook's headers"),
)  # fmt: skip
# The number of a page, and the headers that are printed once more at its top.
_FURNITURE = re.compile(r"^\s*6\s*$|(?<=eller högre \n) Nämndmål  Indikator.*$", re.MULTILINE)


@functools.cache
def written() -> bytes:
    return report_of(template_bytes(seed_with_texts()))


def compact(text: str) -> str:
    """Joined where print broke it, and without what differs in every row: the workbook's sign of a favourable variance."""
    return re.sub(r"[\s.•:;,+]+", "", text.casefold().replace("−", "-").replace("–", "-"))


def printed(differences: Iterable[tuple[str, str, str]] = DIFFERENCES) -> str:
    seed = _FURNITURE.sub("", PRINTED.read_text(encoding="utf-8"))
    for before, after, _ in differences:
        assert before in seed, before
        seed = seed.replace(before, after)
    return seed


def pieces(seed: str) -> list[str]:
    """Paragraphs, rows and headings; a page that ends in one of them parts two."""
    cut = re.split(r"\n\s*\n|\n(?= ?Nämndmål  Indikator)|\n ?(?=INVESTERINGSREDOVISNING)|\n ?(?=1\.\d)", seed)
    return [piece for piece in map(compact, cut) if piece]


def first_missing(seed: str) -> str:
    """The first piece that the report does not have behind those before it."""
    document, at = compact("".join(paragraphs(written()))), 0
    for piece in pieces(seed):
        found = document.find(piece, at)
        if found < 0:
            return piece
        at = found + len(piece)
    return ""


def test_every_heading_sentence_row_and_figure_of_the_pages_is_there_in_their_order() -> None:
    assert first_missing(printed()) == ""


@pytest.mark.parametrize("one", DIFFERENCES, ids=lambda one: one[0])
def test_what_is_listed_as_different_is(one: tuple[str, str, str]) -> None:
    assert first_missing(printed([other for other in DIFFERENCES if other is not one])) != ""


def test_the_tables_are_the_printed_ones() -> None:
    goals, operating, investments = tables(written())
    assert operating[0] == ["Kontotext", "Budget 2023", "Utfall 2023", "Avvikelse"]
    assert ["Tele- och datakommunikation", "1\u00a0100", "2\u00a0404", "−1\u00a0304"] in operating
    assert operating[-1] == ["Nettoresultat", "0", "1\u00a0733", "−1\u00a0733"]
    assert investments[-1] == ["Totalt investerat", "12\u00a0095", "9\u00a0219", "+2\u00a0876"]
    assert len(goals) == 1 + 16
    assert goals[1][2:] == ["864\u00a0st", "1\u00a0100\u00a0st", "◐\u00a0Delvis uppnådd"]
