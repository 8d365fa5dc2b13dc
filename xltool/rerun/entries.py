"""What a person can fill in or change, cell by cell, under names that survive moved rows: the ground of re-runs.

One walk over a board serves reading (`entries`) and changing (`changed`), so that neither can forget a cell.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.functions import Scalar
from xltool.core.numbers import Direction
from xltool.core.row_key import RowKey
from xltool.core.tables import Input, Origin
from xltool.core.units import AMOUNT, COUNT, TEXT, Form, Quantity
from xltool.sheets.board import Board
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.goal_reading import Goal, Goals, Indicator
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import Block, Line, LineColumns, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings import settings_rows as uppgifter
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.member_reading import Member, Members


class Sort(Enum):
    """Words are explanations and choices, which stay; figures are what the input workbook answers for, sums what its
    detail rows come to."""

    WORDS = "words"
    FIGURE = "figure"
    SUM = "sum"


class Place(Struct, frozen=True):
    """Where an entry stands: its row, whose sheet is named as the result names it, and its column."""

    key: RowKey
    column: str

    @property
    def words(self) -> str:
        return f"{self.key.row}, {self.column}" if self.key.row else self.column


class Entry(Struct, frozen=True):
    """`quantity` is what a figure is one of."""

    value: Scalar
    sort: Sort
    origin: Origin | None
    quantity: Quantity = TEXT

    @property
    def is_amount(self) -> bool:
        """Whether the value is in the workbook's unit."""
        return self.quantity.form is Form.AMOUNT


Change = Callable[[Place, Entry], Scalar]

_OPERATING, _INVESTMENTS, _SETTINGS = "Driftredovisning", "Investeringsredovisning", "Uppgifter"
KEY_PLACE = Place(RowKey(_SETTINGS), uppgifter.KEY.label)
_GOALS, _SHARES = "Måluppfyllelse", "Fördelning"
# The others decide what the figures mean and are changed in the input alone.
_CHANGEABLE = (
    uppgifter.BOARD, uppgifter.AS_OF, uppgifter.KEY, uppgifter.KEY_DATE, uppgifter.WHOLE, uppgifter.PARTLY_LIMIT,
    uppgifter.LIMIT_AMOUNT, uppgifter.LIMIT_SHARE,
)  # fmt: skip


def entries(board: Board) -> dict[Place, Entry]:
    """Every entry of the board."""
    found: dict[Place, Entry] = {}

    def note(place: Place, entry: Entry) -> Scalar:
        found[place] = entry
        return entry.value

    changed(board, note)
    return found


def changed(board: Board, change: Change) -> Board:
    """The board with every entry replaced by what `change` says of it."""
    walk = _Walk(change)
    settings = walk.settings(board.settings, board.members)
    members = walk.members(board.members)
    if members is not None and settings.key in members.keys:
        members = replace(members, key=settings.key)
    return replace(
        board,
        settings=settings,
        operating=walk.lines(_OPERATING, operating.COLUMNS, board.operating),
        investments=walk.lines(_INVESTMENTS, investments.COLUMNS, board.investments),
        goals=walk.goals(board.goals),
        members=members,
    )


def same(first: Scalar, second: Scalar) -> bool:
    """Whether two entries are the same to a person: a program may drop the last bits of a number."""
    if isinstance(first, float | int) and isinstance(second, float | int):
        return math.isclose(first, second, rel_tol=1e-12, abs_tol=1e-9)
    return (first or None) == (second or None) if not _number(first) and not _number(second) else False


def _number(value: Scalar) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


class _Walk:
    def __init__(self, change: Change) -> None:
        self._change = change
        self._seen: Counter[RowKey] = Counter()

    def _row(self, sheet: str, row: str, account: str = "", block: str = "") -> Callable[..., Scalar]:
        first = RowKey(sheet, row, account, 1, block)
        self._seen[first] += 1
        key = replace(first, number=self._seen[first])

        def change(
            column: str, value: Scalar, sort: Sort, origin: Origin | None, quantity: Quantity = TEXT
        ) -> Scalar:
            return self._change(Place(key, column), Entry(value, sort, origin, quantity))

        return change

    def settings(self, settings: Settings, members: Members | None) -> Settings:
        change = self._row(_SETTINGS, "")
        shown: dict[str, Scalar] = {
            "board": settings.board or "Nämnden",
            "key": members.key if members else settings.key or shares.POPULATION.header,
        }
        new = {
            one.key: change(
                one.label,
                shown.get(one.key, getattr(settings, one.key)),
                Sort.WORDS,
                settings.origins.get(one.key),
                one.quantity,
            )
            for one in _CHANGEABLE
        }
        return replace(settings, **new)  # a change keeps the type of what it changes

    def lines(self, sheet: str, columns: LineColumns, lines: Lines | None) -> Lines | None:
        if lines is None:
            return None
        used = [c for c in columns.amounts if c in lines.columns]

        def line(kind: str, one: Line) -> Line:
            change = self._row(sheet, one.name, one.account, kind)
            amounts = {
                c: change(
                    c.header,
                    one.amounts.get(c),
                    Sort.SUM if c in one.summed else Sort.FIGURE,
                    one.origins.get(c),
                    AMOUNT,
                )
                for c in used
            }
            filled = {c: float(a) for c, a in amounts.items() if a is not None}
            comment = change(
                columns.comment.header, one.comment, Sort.WORDS, one.origins.get(columns.comment)
            )
            return replace(one, amounts=filled, comment=str(comment or ""))

        def block(kind: str, one: Block) -> Block:
            rows = tuple(line(kind, row) for row in one.lines)
            comment = self._row(sheet, one.name)(columns.comment.header, one.comment, Sort.WORDS, one.origin)
            return replace(one, lines=rows, comment=str(comment or ""))

        blocks = {kind: block(kind.value, one) for kind, one in lines.blocks.items()}
        return replace(lines, blocks=blocks, net=block("", lines.net) if columns.kind else lines.net)

    def goals(self, everyone: Goals | None) -> Goals | None:
        if everyone is None:
            return None

        def indicator(goal: str, one: Indicator) -> Indicator:
            change = self._row(_GOALS, f"{goal} / {one.name}" if goal else one.name)

            def of(column: Input, value: Scalar, sort: Sort, quantity: Quantity = TEXT) -> Scalar:
                return change(column.header, value, sort, one.origins.get(column), quantity)

            def figure(column: Input, value: float | None) -> float | None:
                new = of(column, value, Sort.FIGURE, one.quantity)
                return None if new is None else float(new)

            result, limit = figure(goals.RESULT, one.result), figure(goals.LIMIT, one.limit)
            low, high = figure(goals.TARGET, one.low), figure(goals.TARGET_HIGH, one.high)
            direction = of(goals.DIRECTION, one.direction.value, Sort.FIGURE)
            judgement = of(goals.JUDGEMENT, one.judgement, Sort.WORDS)
            comment = of(goals.COMMENT, one.comment, Sort.WORDS)
            return replace(
                one,
                result=result,
                limit=limit,
                low=one.low if low is None else low,
                high=high,
                direction=Direction(direction),
                judgement=str(judgement or ""),
                comment=str(comment or ""),
            )

        def goal(one: Goal) -> Goal:
            return replace(one, indicators=[indicator(one.name, i) for i in one.indicators])

        return Goals([goal(g) for g in everyone.goals], [indicator("", i) for i in everyone.other])

    def members(self, members: Members | None) -> Members | None:
        if members is None:
            return None

        def member(one: Member) -> Member:
            change = self._row(_SHARES, one.name)
            weights = {
                k: change(k, one.weights[k], Sort.FIGURE, one.origins.get(k), COUNT) for k in members.keys
            }
            return replace(one, weights={k: None if w is None else float(w) for k, w in weights.items()})

        return replace(members, members=tuple(map(member, members.members)))
