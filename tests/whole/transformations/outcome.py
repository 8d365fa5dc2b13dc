"""What becomes of a right table that was changed, from its number alone."""

from __future__ import annotations

from enum import Enum
from random import Random
from typing import NamedTuple, TypeAlias

from tests.drawn import drawn
from tests.whole.transformations import changed_columns as of_columns, changed_rows as of_rows
from tests.whole.transformations.changed_amounts import (
    AMOUNTS,
    amounts_as_text,
    round_lines,
    round_to_millions,
    scale_cell,
    scale_rows,
    scale_sheet,
    turn_line,
)
from tests.whole.transformations.right_tables import Table, right_table
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.operating import operating_columns as operating

Figures: TypeAlias = dict[str, tuple[float, float]]
CHANGES = [*AMOUNTS, *of_rows.ROWS, *of_columns.COLUMNS]
# What leaves the workbook as right as it was, and is no reason to ask.
HARMLESS = [
    amounts_as_text, of_rows.total_to_top, of_rows.repeat_header, of_rows.heading, of_rows.blank_row, of_rows.note_row,
    of_rows.kind_heading, of_rows.of_which, of_rows.of_which_below, of_rows.hide_rows, of_rows.swap_blocks,
    of_rows.sort_lines, of_columns.own_column, of_columns.swap_columns, of_columns.labels_to_account,
    of_columns.account_in_name, of_columns.no_name_header,
]  # fmt: skip
# How something was read, which is no doubt about a figure.
_OF_READING = ("XL202", "XL213", "XL218", "XL303")
_BUDGET_BOOK = "XL521"  # a budget beside last year's actual alone: the result says that nothing is compared
_NOISE = 1e-6
# Of figures with three digits many are the sum of some others, and of noughts nothing is left to tell.
_UNKNOWABLE = [
    *(
        {change, round_to_millions}
        for change in (of_rows.parent_apart, of_rows.put_parent, of_rows.key_figure, scale_sheet)
    ),
    *({change, round_lines} for change in (of_rows.parent_apart, of_rows.put_parent)),  # no sums any more
    *({change, round_to_millions} for change in (scale_cell, scale_rows)),
]
# A total that somebody has made of lines as they were turned says that they are meant so.
_CONFIRMED = [turn_line, of_rows.second_total]
# Harmless each, but sorted lines stand above the parts of others.
_TORN_APART = {of_rows.of_which_below, of_rows.sort_lines}


class Kind(Enum):
    SAME = "samma siffror"
    ASKED = "fråga eller varning"
    WRONG = "FEL I TYSTHET"
    FALSE_ALARM = "falskt larm"
    WRONG_AT_FIRST = "FEL FÖRE ÄNDRINGEN"


class Outcome(NamedTuple):
    """What was done, what came of it, what was said, and the table as it became."""

    kind: Kind
    done: tuple[str, ...]
    told: tuple[str, ...]
    table: Table


def figures(board: Board) -> Figures:
    """Every line's budget and actual, and those of the totals that the result shows."""
    if board.operating is None:
        return {}
    asked = (operating.BUDGET, operating.ACTUAL)
    found: Figures = {}
    for kind, block in board.operating.blocks.items():
        for line in block.lines:
            name = (
                f"{kind.value} {line.name.lstrip('0123456789 ')}"  # with its account, where a cell holds both
            )
            while name in found:
                name += " igen"
            found[name] = (line.amounts.get(asked[0], 0.0), line.amounts.get(asked[1], 0.0))
        found[kind.value] = (block.sum(asked[0]), block.sum(asked[1]))
    return found


def heard(board: Board) -> list[str]:
    """What is asked or warned of; an error anywhere stops the run, a warning counts where it is of the lines."""
    told = [
        f
        for f in board.findings
        if f.code.code == _BUDGET_BOOK or (f.severity.word != "upplysning" and f.code.code not in _OF_READING)
    ]
    return [
        drawn(f) for f in told if f.is_error or (f.origin and f.origin.sheet in ("Uppgifter", *_lines(board)))
    ]


def _lines(board: Board) -> list[str]:
    return [r.sheet for r in board.readings if r.read_as == operating.OPERATING.title]


def is_same(after: Figures, before: Figures, table: Table) -> bool:
    off = table.tolerance + _NOISE * max(1.0, table.times)
    return after.keys() == before.keys() and all(
        abs(a - b * table.times) <= (off if not _is_total(name) else off * len(before))
        for name in before
        for a, b in zip(after[name], before[name], strict=True)
    )


def _is_total(name: str) -> bool:
    return " " not in name


def outcome(seed: int) -> Outcome:
    """One or two changes to the right table of the seed."""
    random = Random(seed)
    table = right_table(random)
    before = read_board(table.book())
    if heard(before):
        return Outcome(Kind.WRONG_AT_FIRST, (), tuple(heard(before)), table)
    changes = random.sample(CHANGES, random.randint(1, 2))
    if set(changes) in _UNKNOWABLE or changes == _CONFIRMED:
        changes.pop()
    for change in changes:
        change(table, random)
    done = tuple(change.__name__ for change in changes)
    after = read_board(table.book())
    if said := tuple(heard(after)):
        is_false = all(change in HARMLESS for change in changes) and set(changes) != _TORN_APART
        return Outcome(Kind.FALSE_ALARM if is_false else Kind.ASKED, done, said, table)
    is_right = is_same(figures(after), figures(before), table)
    return Outcome(Kind.SAME if is_right else Kind.WRONG, done, (), table)
