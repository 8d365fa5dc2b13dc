"""Texter: prose that is read, checked, carried by the result, and kept where people rewrite it there."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from tests.drawn import book
from tests.examples import seed
from tests.rerun.test_keep import Edit, edited
from tests.sheets.test_sheet_part import made, result, texts
from tests.whole.test_files import opened
from xltool.findings import codes
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.sheets.board_reading import read_board
from xltool.sheets.texts.text_columns import TEXTS
from xltool.sheets.texts.text_part import TEXTS_PART

PASSAGES = (
    ("1.1", "Inledning", "Första stycket.\nAndra med {Nettoresultat}.\n- en punkt"),
    ("1.3", "Verksamhetsberättelse", "Det gick."),
)


def workbook(*passages: tuple[str, str, str]) -> bytes:
    rows = [dict(zip(TEXTS.columns, one, strict=True)) for one in passages]
    return template_bytes(replace(seed(), texts=rows))


def test_the_result_carries_the_texts_as_they_were_written() -> None:
    sheet = opened(result(workbook(*PASSAGES)))[TEXTS.title]
    rows = [tuple(c.value for c in row) for row in sheet.iter_rows(max_col=3)]
    assert [row for row in rows if row[0] in ("1.1", "1.3")] == [*PASSAGES]


def test_a_workbook_without_the_sheet_has_none_in_its_result() -> None:
    assert TEXTS.title not in opened(result(template_bytes(seed()))).sheetnames


def test_an_empty_sheet_is_told_nothing_of() -> None:
    found = made(workbook(("", "", "")))
    assert not [f for f in found.findings if TEXTS.title in f.message]
    assert TEXTS.title not in opened(found.data).sheetnames  # type: ignore[arg-type]  # `made` has seen to that


def test_a_text_that_is_rewritten_in_the_result_is_kept() -> None:
    data = workbook(*PASSAGES)
    written = edited(result(data), _rewrite("Det gick.", "Det gick bättre."))
    again = result(data, written)
    assert "Det gick bättre." in texts(again, TEXTS.title)
    assert "Det gick." not in texts(again, TEXTS.title)


def test_the_same_run_again_gives_the_same_bytes() -> None:
    data = workbook(*PASSAGES)
    first = result(data)
    assert result(data, first) == first


def test_a_section_that_excel_took_for_a_number_and_one_that_is_left_out() -> None:
    drawing = "== Texter ==\nAvsnitt | Rubrik | Text\n1.3 | A | Ett.\n | B | Två."
    passages = TEXTS_PART.of(read_board(book(drawing)))
    assert passages is not None
    assert [(one.section, one.heading) for one in passages] == [("1.3", "A"), ("1.3", "B")]


def test_an_unknown_figure_is_an_error_at_its_cell() -> None:
    found = work(workbook(("1.1", "Inledning", "Det blev {Netoresultat}.")), "b.xlsx", write=False)
    (wrong,) = [f for f in found.findings if f.is_error]
    assert wrong.code is codes.UNKNOWN_FIGURE
    assert wrong.origin is not None
    assert wrong.origin.sheet == TEXTS.title
    assert "Menade ni Nettoresultat?" in wrong.hint


def _rewrite(old: str, new: str) -> Edit:
    def edit(book: Any) -> None:
        cell = next(c for row in book[TEXTS.title].iter_rows() for c in row if c.value == old)
        cell.value = new

    return edit
