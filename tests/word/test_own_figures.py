"""No figure is in the document that is not in the workbook: over random boards, cell by cell."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, TypeAlias

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from tests.many import many
from tests.random_boards import random_filling
from tests.word.making import ours, written
from tests.word.reading import controls, paragraphs, tables
from xltool.core.document import DocumentTable, Report
from xltool.result.report_document import report_document
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

Rows: TypeAlias = list[list[Any]]
_FIGURE = re.compile(r"[+−]?\d(?:[\d\u00a0]*\d)?(?:,\d+)?")
_SHEETS = {"drift": "Driftredovisning", "investeringar": "Investeringsredovisning"}
BATCHES = [range(start, start + 10) for start in range(0, many(200), 10)]


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_every_row_of_the_tables_is_a_row_of_the_workbook(seeds: range) -> None:
    for seed in seeds:
        report, book = made(seed)
        document = written(ours(), report)
        for tag, title in _SHEETS.items():
            for block in report.parts[tag]:
                assert isinstance(block, DocumentTable)
                _check_rows(block, book[title], unit=_unit(seed))
        _check_sentences(document, book["Rapporttext"])
        shown = [c.text for blocks in report.parts.values() for b in blocks if isinstance(b, DocumentTable) for r in b.rows for c in r.cells]  # fmt: skip
        read = [cell for table in tables(document) for row in table[1:] for cell in row]
        assert sorted(read) == sorted(shown)
        assert all(read), "no cell is empty"


def made(seed: int) -> tuple[Report, dict[str, Rows]]:
    """The report of a random board, and the rows of each sheet of its result as another program reads them, by one run."""
    done = work(template_bytes(random_filling(seed)), "b.xlsx", write=True)
    assert done.result is not None
    assert done.data is not None
    book = CalamineWorkbook.from_filelike(BytesIO(done.data))
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return report_document(done.result), rows


def _unit(seed: int) -> str:
    return str(random_filling(seed).settings["unit"])


def _text(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _check_rows(table: DocumentTable, sheet: Rows, unit: str) -> None:
    """Each figure of the document is that of the sheet's cell in the column of that header, rounded as it is shown."""
    rows = iter(sheet)
    header = next(r for r in rows if table.header[0].text in r)
    columns = {text: position for position, text in enumerate(header) if text}
    for row in table.rows:
        found = next(r for r in rows if r[columns[table.header[0].text]] == row.cells[0].text)
        for head, cell in zip(table.header[1:], row.cells[1:], strict=True):
            value = found[columns[head.text]]
            if cell.text == "–":
                assert value in (None, "", "–")
                continue
            shown = float(re.sub(r"[\u00a0+]", "", cell.text).replace("−", "-").replace(",", "."))
            scale = 1000 if unit == "kr" else 1
            places = len(cell.text.partition(",")[2])
            assert abs(shown - value / scale) <= 0.5 * 10**-places + 1e-9, (row, head.text, value)


def _check_sentences(document: bytes, sheet: Rows) -> None:
    texts = " ".join(str(value) for row in sheet for value in row if value)
    said = controls(document)
    for tag in ("måluppfyllelse", "resultat", "fördelning", "investeringstext"):
        for sentence in "\n".join(said.get(tag, [])).split("\n"):
            assert sentence in texts


def test_a_figure_that_is_no_cell_would_be_found() -> None:
    """The check itself: a figure that is one off is seen."""
    report, book = made(1)
    (table,) = report.parts["drift"]
    assert isinstance(table, DocumentTable)
    row = table.rows[0]
    wrong = replace(row, cells=(row.cells[0], replace(row.cells[1], text="999\u00a0999,9"), *row.cells[2:]))
    with pytest.raises(AssertionError):
        _check_rows(replace(table, rows=(wrong, *table.rows[1:])), book["Driftredovisning"], _unit(1))


def test_the_document_says_no_figure_in_its_sentences_that_the_workbook_has_not() -> None:
    report, book = made(3)
    document = written(ours(), report)
    held = {
        f for sheet in book.values() for row in sheet for value in row for f in _FIGURE.findall(_text(value))
    }
    in_tables = {
        f for table in tables(document) for row in table for cell in row for f in _FIGURE.findall(cell)
    }
    said = {f for line in paragraphs(document) for f in _FIGURE.findall(line)}
    numbers_of_captions = {"1", "2", "3"}
    assert said <= held | in_tables | numbers_of_captions | {f.lstrip("+−") for f in in_tables}
