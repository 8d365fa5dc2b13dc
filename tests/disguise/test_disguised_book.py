"""The drawn workbooks in disguise: the same findings at the same cells, and none of their words and figures."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.drawn import book
from tests.whole.test_cases import CASES, Case, findings
from xltool.core.cells import RawBook
from xltool.disguise.disguised_book import disguised
from xltool.disguise.other_figures import STRENGTHS
from xltool.disguise.other_words import OtherWords
from xltool.disguise.relations import relations
from xltool.disguise.remains import own_figures, own_words, remains
from xltool.disguise.workbook_bytes import workbook_bytes
from xltool.intake.workbook_reader import read_workbook

_DIFFER_AT_MOST = 0.06  # of the cases: those whose fault is a word that is replaced, or a chance of figures


def _said(raw: RawBook, case: Case) -> Counter[tuple[str, int, str]]:
    sheets = {sheet.name: number for number, sheet in enumerate(raw.sheets)}
    return Counter(
        (f.code.code, sheets.get(f.origin.sheet, -1) if f.origin else -1, f.origin.cell if f.origin else "")
        for f in findings(raw, whole=case.whole)
    )


def _read(data: bytes) -> RawBook:
    raw, _ = read_workbook(data, "kopia.xlsx")
    assert raw is not None
    return raw


def _copy(raw: RawBook, case: Case) -> tuple[bytes, bool]:
    """A copy, and whether it has the same findings."""
    wanted, data = _said(raw, case), b""
    for number, strength in enumerate(s for s in STRENGTHS for _ in range(3)):
        data = workbook_bytes(disguised(raw, Random(number), strength))
        if not remains(raw, data) and _said(_read(data), case) == wanted:
            return data, True
    return data, False


def test_drawn_faults_are_found_again_at_the_same_cells() -> None:
    cases = [case for case in CASES if case.findings and not case.reason]
    assert len(cases) > 400
    differ = [case.title for case in cases if not _copy(book(case.drawing, whole=case.whole), case)[1]]
    assert len(differ) <= _DIFFER_AT_MOST * len(cases), differ


def test_what_is_looked_for_is_there_in_the_workbook_itself() -> None:
    """Where nothing is disguised, all of it is found."""
    raw = book("Kontotext | Typ | Budget | Utfall\nHemlighamn | Kostnad | 12345 | 23456")
    assert {"hemlighamn"} <= own_words(raw)
    assert {"12345", "23456"} <= own_figures(raw)
    assert {"Hemlighamn", "12345", "23456"} <= set(remains(raw, workbook_bytes(raw)))
    assert remains(raw, workbook_bytes(disguised(raw, Random(1), STRENGTHS[0]))) == []


def test_a_workbook_is_written_as_it_was_read() -> None:
    for case in CASES:
        raw = book(case.drawing, whole=case.whole)
        again = _read(workbook_bytes(raw))
        assert [s.name for s in again.sheets] == [s.name for s in raw.sheets]
        assert _said(again, case) == _said(raw, case), case.title


@pytest.mark.parametrize(
    ("a", "b"), [("Hemtjänst", "Hemtjänts"), ("Nöjdkunder", "Nöjdkundr"), ("Qvarnby", "Qvarnbyn")]
)
def test_words_that_differ_by_a_letter_still_do(a: str, b: str) -> None:
    words = OtherWords(Random(3), frozenset())
    one, two = words.text(a), words.text(b)
    assert one != two
    assert words.text(a) == one
    assert abs(len(one) - len(two)) <= 1
    assert sum(x == y for x, y in zip(one, two, strict=False)) >= len(one) - 3


def test_sums_and_differences_are_found_by_arithmetic() -> None:
    rows = {1: (10, 7, 3), 2: (20, 25, -5), 3: (30, 32, -2), 4: (5, 6, -1), 5: (35, 38, -3)}
    figures = {(row, column): float(v) for row, values in rows.items() for column, v in enumerate(values)}
    found = relations(figures, (), 1.0)
    assert {place for place, _ in found[3, 0].terms} == {(2, 0), (1, 0)}
    assert {place for place, _ in found[5, 1].terms} == {(3, 1), (4, 1)}
    assert found[4, 2].terms == (((4, 0), 1.0), ((4, 1), -1.0))
    assert (1, 0) not in found
