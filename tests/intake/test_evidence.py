"""What a cell and a sheet say besides their values: formulas, dress, outlines, filters."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings, strategies as st
from openpyxl.formula.translate import Translator

from tests.intake.test_long_reader import changed
from xltool.core.cells import RawSheet, address
from xltool.core.number_formats import Shown
from xltool.intake.shared_formulas import Shared
from xltool.intake.workbook_reader import read_workbook


def _written() -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Drift")
    total = book.add_format({"bold": True, "num_format": "#,##0,", "indent": 2})
    sheet.write_row(0, 0, ["Rad", "Budget", "Utfall"])
    for row in range(1, 4):
        sheet.write_row(row, 0, [f"Rad {row}", row * 1000, row * 2000])
        sheet.set_row(row, None, None, {"level": 1, "hidden": row == 2})
    sheet.write(4, 0, "Summa", book.add_format({"bold": True, "indent": 1}))
    sheet.write_formula(4, 1, "=SUM(B2:B4)", total, 6000)
    sheet.write_formula(4, 2, "=SUM(C2:C4)", total, 12000)
    sheet.write_formula(5, 1, "=B5/C5", book.add_format({"num_format": "0%"}), 0.5)
    sheet.autofilter("A1:C4")
    sheet.filter_column("A", "x == *3")
    book.close()
    return buffer.getvalue()


def _sheet(data: bytes) -> RawSheet:
    book, found = read_workbook(data, "bok.xlsx")
    assert book is not None, found
    return book.sheets[0]


def test_a_total_says_what_it_sums_and_how_it_is_shown() -> None:
    cell = _sheet(_written()).cell(5, 2)
    assert (cell.value, cell.formula) == (6000, "SUM(B2:B4)")
    assert (cell.shown.shown, cell.shown.scale) == (Shown.NUMBER, 1000)
    assert (cell.style.bold, cell.style.indent) == (True, 2)


def test_a_label_is_bold_and_indented_and_has_no_formula() -> None:
    sheet = _sheet(_written())
    assert [(sheet.cell(r, 1).style.bold, sheet.cell(r, 1).style.indent) for r in (4, 5)] == [
        (False, 0),
        (True, 1),
    ]
    assert sheet.cell(5, 1).formula is None


def test_a_formula_without_a_value_has_its_text() -> None:
    cell = _sheet(changed(_written(), ("<f>B5/C5</f><v>0.5</v>", "<f>B5/C5</f>"))).cell(6, 2)
    assert (cell.value, cell.stored, cell.formula) == (None, False, "B5/C5")


def test_rows_say_their_level_and_whether_a_filter_hides_them() -> None:
    sheet = _sheet(_written())
    assert sheet.levels == {2: 1, 3: 1, 4: 1}
    assert sheet.hidden_rows == {3}
    assert sheet.filtered == (1, 1, 4, 3)


def test_a_filter_that_asks_for_nothing_hides_nothing() -> None:
    idle = changed(
        _written(), (r"<filterColumn.*</filterColumn>", '<filterColumn colId="0" hiddenButton="1"/>')
    )
    assert _sheet(idle).filtered is None


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r'<autoFilter ref="[^"]*"', '<autoFilter ref="nonsens"'),
        ('outlineLevel="1"', 'outlineLevel="-1"'),
        (r"<f>SUM\(C2:C4\)</f>", '<f t="shared" si="9"/>'),
    ],
)
def test_evidence_that_is_damaged_is_none_and_refuses_nothing(pattern: str, new: str) -> None:
    before, after = _sheet(_written()), _sheet(changed(_written(), (pattern, new)))
    assert {p: c.value for p, c in after.cells.items()} == {p: c.value for p, c in before.cells.items()}
    assert after.cell(5, 3).formula in ("SUM(C2:C4)", "")


def test_a_formula_that_is_written_once_is_each_cells_own() -> None:
    shared = (r"<f>SUM\(B2:B4\)</f>", '<f t="shared" ref="B5:C5" si="0">SUM(B2:B4)</f>')
    data = changed(_written(), shared, (r"<f>SUM\(C2:C4\)</f>", '<f t="shared" si="0"/>'))
    assert [_sheet(data).cell(5, c).formula for c in (2, 3)] == ["SUM(B2:B4)", "SUM(C2:C4)"]


def test_a_long_formula_for_very_many_cells_does_not_fill_the_memory() -> None:
    text = "+".join(["B2"] * 2500)
    rows = "".join(
        f'<row r="{n}"><c r="E{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in range(7, 3007)
    )
    master = (r"<f>SUM\(B2:B4\)</f>", f'<f t="shared" ref="B5:C5" si="0">{text}</f>')
    sheet = _sheet(changed(_written(), master, ("</sheetData>", f"{rows}</sheetData>")))
    lengths = [len(cell.formula or "") for cell in sheet.cells.values()]
    assert 8_000_000 < sum(lengths) < 9_000_000
    assert sheet.cell(3006, 5).formula == ""


_CELLS = st.from_regex(r"\$?[A-C]\$?[1-9]", fullmatch=True)
_WHOLE = st.sampled_from(
    ["SUM(B:B)", "SUM($A:C)", "SUM(2:$3)", '"B2"', "LOG10(2)", "Tabell[B2]", "B2.x", "_B2", "3"]
)
_OPERANDS = (
    _CELLS
    | _WHOLE
    | _CELLS.map("Drift!{}".format)
    | _CELLS.map("'Blad B2'!{}".format)
    | st.tuples(_CELLS, _CELLS).map("SUM({0[0]}:{0[1]})".format)
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(_OPERANDS, min_size=1, max_size=6).map("+".join), st.integers(5, 40), st.integers(5, 40))
def test_a_formula_moves_as_openpyxl_moves_it(text: str, row: int, column: int) -> None:
    theirs: Any = Translator(f"={text}", "E5").translate_formula(address(row, column))
    assert Shared(text, 5, 5).at(row, column) == theirs.removeprefix("=")


def test_what_moves_off_the_sheet_is_lost() -> None:
    assert Shared("A1+SUM(B:B)+SUM(3:4)+$A$1", 5, 5).at(1, 1) == "#REF!+SUM(#REF!)+SUM(#REF!)+$A$1"
