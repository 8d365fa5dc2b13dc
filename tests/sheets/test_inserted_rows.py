"""A row that somebody puts into a result, at any place of any block: it is in every total, or Kontroll says that it is not.
IronCalc inserts and recalculates as Excel would; the row's formulas are filled down, or left out as people forget to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import ironcalc
import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from tests.boards import operating_alone
from tests.examples import seed
from tests.groups import board_of_groups, result_of
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

_NEW = "Ny rad"
_AMOUNT = 5_000_000.0  # more than any line's


class Block(NamedTuple):
    """Lines between what stands above the first and the row of their total, the column of their names, and those of the
    amounts that are typed."""

    sheet: str
    above: str
    total: str
    typed: tuple[str, ...]


BLOCKS = (
    Block("Driftredovisning", "Kontotext", "TOTALT INTÄKTER", ("BUDGET 2023", "UTFALL 2023")),
    Block("Driftredovisning", "TOTALT INTÄKTER", "TOTALT KOSTNADER", ("BUDGET 2023", "UTFALL 2023")),
    Block("Investeringsredovisning", "Projekt", "TOTALT INVESTERAT", ("BUDGET 2023", "UTFALL 2023")),
    Block("Fördelning", "Kommun", "Summa", ("Invånare",)),
)


class Opened:
    """A result as somebody works in it."""

    def __init__(self, data: bytes, folder: Path) -> None:
        path = folder / "resultat.xlsx"
        path.write_bytes(data)
        self._model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        self._model.evaluate()
        self._sheets = [one["name"] for one in self._model.get_worksheets_properties()]

    def value(self, sheet: str, row: int, column: int) -> object:
        return self._model.get_cell_value(self._sheets.index(sheet), row, column)

    def row(self, sheet: str, name: str) -> int:
        """The row whose first cell says so, whatever the letters."""
        rows = range(1, 300)
        return next(r for r in rows if str(self.value(sheet, r, 1) or "").casefold() == name.casefold())

    def column(self, sheet: str, header_row: int, header: str) -> int:
        return next(c for c in range(1, 40) if str(self.value(sheet, header_row, c) or "").casefold() == header.casefold())  # fmt: skip

    def put_in(self, sheet: str, row: int, values: dict[int, float], *, filled: bool) -> None:
        """A row with a name and amounts, and the formulas of the line beside it where they are `filled` down."""
        place = self._sheets.index(sheet)
        self._model.insert_rows(place, row, 1)
        beside = row + 1 if self.value(sheet, row + 1, 1) and not self._is_total(sheet, row + 1) else row - 1
        for column in range(2, 40) if filled else ():
            text = str(self._model.get_cell_content(place, beside, column) or "")
            if text.startswith("=") and column not in values:
                letters = get_column_letter(column)
                moved = Translator(text, f"{letters}{beside}").translate_formula(f"{letters}{row}")
                self._model.set_user_input(place, row, column, moved)
        self._model.set_user_input(place, row, 1, _NEW)
        for column, amount in values.items():
            self._model.set_user_input(place, row, column, f"{amount:.0f}")
        self._model.evaluate()

    def _is_total(self, sheet: str, row: int) -> bool:
        return any(str(self.value(sheet, row, 1)).casefold() == b.total.casefold() for b in BLOCKS)

    @property
    def badge(self) -> str:
        cells = (str(self.value("Läs mig", 1, column)) for column in range(1, 9))
        return next(text for text in cells if text[:1] in "✔✘")

    def texts(self, sheet: str) -> Iterator[str]:
        return (str(self.value(sheet, r, c) or "") for r in range(1, 60) for c in range(1, 12))


@pytest.fixture(scope="module")
def example() -> bytes:
    made = work(template_bytes(seed()), "budget.xlsx", write=True)
    assert made.data is not None
    return made.data


@pytest.mark.parametrize("filled", [True, False], ids=["ifylld", "bara belopp"])
@pytest.mark.parametrize("block", BLOCKS, ids=lambda b: b.total)
def test_a_row_at_any_place_counts_or_kontroll_says_that_it_does_not(
    block: Block, filled: bool, example: bytes, tmp_path: Path
) -> None:
    opened = Opened(example, tmp_path)
    above, total = opened.row(block.sheet, block.above), opened.row(block.sheet, block.total)
    counted = []
    for row in range(above + 1, total + 1):
        opened = Opened(example, tmp_path)
        header = opened.row(block.sheet, "Kontotext" if block.sheet == "Driftredovisning" else BLOCKS[BLOCKS.index(block)].above)  # fmt: skip
        columns = [opened.column(block.sheet, header, one) for one in block.typed]
        before = opened.value(block.sheet, total, columns[-1])
        opened.put_in(block.sheet, row, dict.fromkeys(columns, _AMOUNT), filled=filled)
        after = opened.value(block.sheet, total + 1, columns[-1])
        assert isinstance(before, float | int)
        assert isinstance(after, float | int)
        is_in = after - before == pytest.approx(_AMOUNT)
        assert is_in or opened.badge.startswith("✘"), f"row {row} is in no total, and Kontroll says nothing"
        if filled and opened.badge.startswith("✔"):
            counted.append(row)
    if filled:
        assert set(counted) >= set(range(above + 2, total)), "among the lines it counts, and all agrees"


@pytest.mark.parametrize("row", range(4), ids=str)
def test_a_line_that_is_put_in_is_ranked_and_named(row: int, example: bytes, tmp_path: Path) -> None:
    opened = Opened(example, tmp_path)
    first = opened.row("Driftredovisning", "TOTALT INTÄKTER") + 1
    budget, actual = (opened.column("Driftredovisning", 5, f"{what} 2023") for what in ("BUDGET", "UTFALL"))
    opened.put_in("Driftredovisning", first + row, {budget: 0, actual: _AMOUNT}, filled=True)
    if opened.badge.startswith("✔") or row:
        assert any(_NEW in text for text in opened.texts("Sammanfattning"))


@pytest.mark.parametrize("drawing", [board_of_groups()], ids=["grupper"])
def test_no_formula_asks_to_be_computed_when_nothing_has_changed(drawing: str, example: bytes) -> None:
    """Excel asks whether to save a file with such a formula when it is closed, although nobody has changed it."""
    from io import BytesIO
    from zipfile import ZipFile

    for data in (example, result_of(drawing), result_of_alone()):
        with ZipFile(BytesIO(data)) as package:
            texts = [package.read(n).decode() for n in package.namelist() if "worksheets/" in n or n == "xl/workbook.xml"]  # fmt: skip
        for volatile in ("OFFSET(", "INDIRECT(", "TODAY(", "NOW(", "RAND(", "CELL(", "INFO(", ":INDEX("):
            assert not any(volatile in text for text in texts), volatile
        assert "fullCalcOnLoad" not in texts[0]
        assert not any("fullCalcOnLoad" in text for text in texts)


def result_of_alone() -> bytes:
    made = work(template_bytes(operating_alone()), "budget.xlsx", write=True)
    assert made.data is not None
    return made.data
