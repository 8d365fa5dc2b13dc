"""What adds up and is still worth a question, line by line: signs, sizes, amounts that are not there (reading.md §9).

Each is a hidden column with 1 on the lines to ask about, so that Kontroll counts them live. A comment on the line answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr, absolute, both, call, either, is_blank, rounded, when
from xltool.core.tables import Computed, Table
from xltool.core.units import COUNT
from xltool.sheets.checks import Question, first_row, rows_to_ask
from xltool.sheets.lines.line_kinds import LineColumns
from xltool.sheets.settings.settings_rows import LIMIT_AMOUNT
from xltool.sheets.settings.settings_table import limit_cell

_MOST = 10  # times the other amount


class LineQuestions(Struct, frozen=True):
    """The columns of the questions. What only last year's actual speaks against is not asked twice."""

    sign: Computed
    size: Computed
    lacking: Computed
    sign_of_last_year: Computed | None = None
    size_of_last_year: Computed | None = None

    def shown(self, *, last_year: bool) -> tuple[Computed, ...]:
        """The columns of a table with or without last year's actual."""
        each = (self.sign, self.size, self.lacking)
        more = (self.sign_of_last_year, self.size_of_last_year) if last_year else ()
        return (*each, *(c for c in more if c is not None))


class Judged(Struct, frozen=True):
    """What of a sheet of lines is compared with its budget, and the questions that are asked of it."""

    columns: LineColumns
    asked: LineQuestions

    @property
    def judged(self) -> Input:
        return self.columns.actual

    @property
    def compares(self) -> bool:
        """Whether there is anything beside the budget."""
        return self.judged is not self.columns.budget


def line_questions(columns: LineColumns, odd_sign: Expr, prior: Input | None = None) -> LineQuestions:
    """The questions of a sheet of lines; `odd_sign` is when budget and actual have odd signs."""
    budget, actual = columns.budget, columns.actual
    silent = is_blank(columns.comment)
    sign = _column("Tecknet", both(silent, odd_sign))
    size = _column("Storleken", both(silent, _far_from(actual, budget)))
    lacking = _column("Belopp saknas", either(is_blank(budget), is_blank(actual)))
    if prior is None:
        return LineQuestions(sign, size, lacking)
    turned = rounded(prior) * rounded(actual) < 0
    far = both(rounded(prior).differs(0), _far_from(actual, prior))
    return LineQuestions(
        sign,
        size,
        lacking,
        _column("Tecknet mot fjolåret", both(silent, sign.equals(0), turned)),
        _column("Storleken mot fjolåret", both(silent, size.equals(0), far)),
    )


def _column(header: str, odd: Expr) -> Computed:
    return Computed(header, COUNT, when(odd, 1, 0))


def _far_from(one: Input, other: Input) -> Expr:
    """More than ten times the other or less than a tenth, by as much as somebody would ask about."""
    return both(
        rounded(absolute(one - other)) >= limit_cell(LIMIT_AMOUNT),
        either(absolute(one) > absolute(other) * _MOST, absolute(one) * _MOST < absolute(other)),
    )


def asked_of_lines(
    key: str, title: str, table: Table, asked: LineQuestions, columns: LineColumns
) -> list[Question]:
    """The questions of a sheet's lines, and whether its actuals are a copy of its budget."""
    compared = " och fjolåret" if asked.sign_of_last_year in table.columns else ""
    each: Sequence[tuple[str, Sequence[Column | None]]] = (
        ("alla rader har budget och utfall", [asked.lacking]),
        (f"tecknet är som i budgeten{compared}", [asked.sign, asked.sign_of_last_year]),
        (
            f"utfallet är mellan en tiondel och tio gånger budgeten{compared}",
            [asked.size, asked.size_of_last_year],
        ),
    )
    found = []
    for index, (name, odd) in enumerate(each):
        here = [table.all(c) for c in odd if c is not None and c in table.columns]
        first = first_row(table.all(columns.name), here)
        found.append(Question(f"{key}:{index}", f"{title}: {name}", rows_to_ask(here), first))
    return [*found, _copied(key, title, table, columns)]


def _copied(key: str, title: str, table: Table, columns: LineColumns) -> Question:
    """Actuals that are the budget on every line: somebody filled in the same figures twice."""
    budget, actual = table.all(columns.budget), table.all(columns.actual)
    told = call("SUMPRODUCT", table.all(columns.comment).differs("") * 1)
    other = call("SUMPRODUCT", budget.differs(actual) * 1)
    some = call("SUMPRODUCT", budget.differs(0) * 1)
    copied = both(told.equals(0), other.equals(0), some > 0)
    lines = len(table.lines())
    count = when(copied, lines if lines > 1 else 0, 0)
    name = f"{title}: utfallet är inte budgeten på varje rad"
    return Question(f"{key}:copy", name, count)
