"""What people do in a result in LibreOffice, until they save it."""

from __future__ import annotations

from types import TracebackType

from openpyxl.utils import get_column_letter

from tests.rerun.campaign.input_rows import OPERATING, Row
from tests.rerun.campaign.random_life import RESULT, RandomLife
from tests.rerun.campaign.result_lines import BUDGET, Line, pages
from tests.rerun.office.driven_office import Step, worked_in


class Sitting:
    """One opens the result, works in it and saves it. `steps` are not done yet."""

    def __init__(self, life: RandomLife) -> None:
        self.life, self.random = life, life.random
        self.steps: list[Step] = []
        self._typed: dict[tuple[str, int, int], str] = {}
        self.is_over = False

    def __enter__(self) -> Sitting:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.save()

    def save(self, *forms: str) -> None:
        if self.steps or forms:
            data = (self.life.folder / RESULT).read_bytes()
            self.life.replace_result(worked_in(data, self.steps, forms or (".xlsx",)))
            self.life.draw("någon arbetar i LibreOffice", "\n".join(f"# {step}" for step in self.steps))
        self.steps, self._typed = [], {}

    def moves(self, *steps: Step) -> None:
        """Steps after which rows or columns stand elsewhere."""
        self.steps += steps
        self.save()

    def one(self, header: str = "") -> tuple[Row, Line] | None:
        return self.life.one_of(header=header)

    def type(self, line: Line, header: str, text: str) -> None:
        column = line.columns[header]
        self.steps.append(("type", line.sheet, cell_at(line.row, column), text))
        self._typed[line.sheet, line.row, column] = text

    def standing(self, line: Line, header: str) -> object:
        return self._typed.get((line.sheet, line.row, line.columns[header]), line.at(header))

    def headed_by(self, header: str) -> list[tuple[Row, Line]]:
        """The rows of Driftredovisning, where it has such a column."""
        rows = [(row, line) for row, line in self.life.rows_of() if line.sheet == OPERATING]
        return [(row, line) for row, line in rows if header in line.columns]


def cell_at(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def last_column(line: Line) -> int:
    return len(line.cells)


def header_row(one: Sitting, line: Line) -> int:
    rows = pages(one.life.folder / RESULT)[line.sheet]
    return next(number for number, row in enumerate(rows, start=1) if BUDGET in row)
