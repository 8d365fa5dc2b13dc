"""The rows of a block with groups: headings, lines and subtotals in their order, and what each sum adds up.

A line may be put in anywhere among its group's. So sums reach from what stands above their first line, the header, a
heading or a sum, to their last line, and take off the sums on their way. No range reaches a row that is put in between its
end and the sum below it but by functions that have Excel compute at every turn: Excel's own extension does, else Kontroll
tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, Span, total
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import AMOUNT
from xltool.sheets.checks import Check
from xltool.sheets.lines.line_kinds import Block, LineColumns, Mark


def in_order(block: Block) -> Iterator[int | Mark]:
    """The block's lines, by index, with the marks among them."""
    marks = [*block.marks]
    for index in range(len(block.lines) + 1):
        while marks and marks[0].position <= index:
            yield marks.pop(0)
        if index < len(block.lines):
            yield index


def mark_key(key: str, mark: Mark, block: Block) -> str:
    """The row of a mark in the result's table."""
    return f"{key}:group:{block.marks.index(mark)}"


def sums_of(
    table: str, key: str, block: Block, rows: Sequence[Row], above: str, used: Sequence[Column]
) -> dict[str, dict[Column, Expr]]:
    """What each subtotal of the block adds up, and its total, by the keys of their rows. `rows` are the block's in order,
    with the rounding line and without the total; `above` is the total of the block before, empty for the first."""
    sums = _Sums(table, key, block, rows, above)
    found = {
        mark_key(key, mark, block): {c: sums.of(mark, c) for c in used} for mark in block.marks if mark.of
    }
    return found | {key: {c: sums.whole(c) for c in used}}


def fenced_sum(
    table: str, above: str, last: str, column: Column, off: Sequence[At] = (), *, counted: bool = False
) -> Expr:
    """The sum of what stands below the row `above` and down to the `last`, less the sums in between; below the header where
    `above` is empty. The range begins at that row itself, so that a row put in right below it counts, and its own amount is
    taken off unless it is one of those that are `counted`."""
    less = [*off] if counted or not above else [At(table, above, column), *off]
    whole = total(Span(table, above, last, column))
    return whole - total(*less) if less else whole


class _Sums:
    def __init__(self, table: str, key: str, block: Block, rows: Sequence[Row], above: str) -> None:
        self._table, self._key, self._block, self._above = table, key, block, above
        self._order = [*(row.key for row in rows), key]
        self._place = {row: i for i, row in enumerate(self._order)}
        self._subtotals = {self._place[mark_key(key, m, block)]: m for m in block.marks if m.of}
        self._headings = {self._place[mark_key(key, m, block)] for m in block.marks if not m.of}

    def whole(self, column: Column) -> Expr:
        above = None if 0 in self._headings else self._above
        return self._sum(0, len(self._order) - 2, column, above=above)

    def of(self, mark: Mark, column: Column) -> Expr:
        own = self._place[mark_key(self._key, mark, self._block)]
        lines = [self._place[f"{self._key}:{index}"] for index in mark.of]
        if mark.of != tuple(range(mark.of[0], mark.of[-1] + 1)):
            return total(*(self._at(line, column) for line in lines))
        if mark.is_above:  # its own row is no end for a range: it would add itself
            return self._sum(lines[0], lines[-1], column, above=None)
        first, above = self._start(lines[0], own)
        last = own - 1 if self._is_right_below(lines[-1], own, mark) else lines[-1]
        return self._sum(first, last, column, above=above)

    def _start(self, line: int, own: int) -> tuple[int, str | None]:
        """Where a sum begins whose first line stands there, with the headings above; and the row above that, where a line
        may be put in below it: the block's first has what stands above the block, others the subtotal before."""
        first = line
        while first - 1 in self._headings:
            first -= 1
        if first < line:
            return first, None
        if line == 0:
            return line, self._above
        before = self._subtotals.get(line - 1)
        below_sum = before is not None and not before.is_above and own > line
        return line, self._order[line - 1] if below_sum else None

    def _is_right_below(self, line: int, own: int, mark: Mark) -> bool:
        """Whether nothing but sums of its own lines stands between the last line and the subtotal."""
        between = (self._subtotals.get(place) for place in range(line + 1, own))
        return all(one is not None and set(one.of) <= set(mark.of) for one in between)

    def _sum(self, first: int, last: int, column: Column, *, above: str | None) -> Expr:
        start = self._order[first] if above is None else above
        return fenced_sum(
            self._table,
            start,
            self._order[last],
            column,
            self._within(first, last, column),
            counted=above is None,
        )

    def _within(self, first: int, last: int, column: Column) -> list[At]:
        return [self._at(place, column) for place in self._subtotals if first <= place <= last]

    def _at(self, place: int, column: Column) -> At:
        return At(self._table, self._order[place], column)


def mark_row(
    key: str, mark: Mark, sums: Mapping[Column, Expr], columns: LineColumns, blank: frozenset[Column]
) -> Row:
    """The row of a heading, or of a subtotal with its sums. One above its lines stands as far in as other lines do."""
    indent = mark.level + mark.is_above
    cells: dict[Column, Cell] = {
        columns.name: Cell(mark.name, origin=mark.origins.get(columns.name), indent=indent)
    }
    if columns.account is not None and mark.account:
        cells[columns.account] = Cell(mark.account)
    cells |= {column: Cell(formula) for column, formula in sums.items()}
    if sums or mark.comment:
        cells[columns.comment] = Cell(
            mark.comment or None, origin=mark.origins.get(columns.comment), open=True
        )
    return Row(key, Role.GROUP_TOTAL if mark.of else Role.GROUP, cells, blank)


def subtotal_checks(
    table: Table, blocks: Mapping[str, Block], columns: Sequence[Column], title: str
) -> list[Check]:
    """The subtotals that no other holds are the sums of their lines, wherever among them a line has been put in."""
    held = [one for key, block in blocks.items() for one in _held(table, key, block)]
    if not held:
        return []
    found = []
    for column in columns:
        spans = [table.span(rows[0].key, rows[-1].key, column) for rows, _ in held]
        sums = [table.at(row.key, column) for rows, _ in held for row in rows if row.role is Role.GROUP_TOTAL]
        lines_alone, stated = total(*spans) - total(*sums), total(*(table.at(own, column) for _, own in held))
        name = f"{title}: raderna ger delsummorna ({column.header.lower()})"
        found.append(Check(f"subtotals {title} {column.header}", name, lines_alone, stated, AMOUNT))
    return found


def _held(table: Table, key: str, block: Block) -> Iterator[tuple[Sequence[Row], str]]:
    """The rows of each of the block's outermost subtotals, with it and with what a line may be put in below, and its key."""
    place = {row.key: i for i, row in enumerate(table.rows)}
    marks = {place[mark_key(key, mark, block)]: mark for mark in block.marks}
    for mark in _outermost(block):
        own = place[mark_key(key, mark, block)]
        lines = [place[f"{key}:{index}"] for index in mark.of]
        first, last = min(own, *lines), max(own, *lines)
        while first - 1 in marks and not marks[first - 1].of:
            first -= 1
        above = marks.get(first - 1)
        if above is not None and above.of and not above.is_above and not mark.is_above:
            first -= 1
        yield table.rows[first : last + 1], table.rows[own].key


def _outermost(block: Block) -> list[Mark]:
    """The subtotals that no other holds, over lines that stand together beside them."""
    sums = [m for m in block.marks if m.of and m.of == tuple(range(m.of[0], m.of[-1] + 1))]
    sums = [m for m in sums if m.position in (m.of[0], m.of[-1] + 1)]
    held: list[Mark] = []
    for mark in sorted(sums, key=lambda m: -len(m.of)):
        if not any(set(mark.of) <= set(other.of) for other in held):
            held.append(mark)
    return sorted(held, key=block.marks.index)
