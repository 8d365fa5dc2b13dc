"""Income and cost beside each other (reading.md §8.4): their sum is the net of each row.

How they are written is found by arithmetic against the stated net, else by the sign of most of the money. Then the cells
are turned, so that income + cost is the net as the sheet writes it, and a net that is not stated is that sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.agreement import is_equal
from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import DASHES, Reader
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_text import as_text
from xltool.core.cells import BLANK, RawCell
from xltool.core.columns import Input
from xltool.core.numbers import parse_number, plain
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.sheets.lines.drafts import SortedRows
from xltool.sheets.lines.line_kinds import Block, LineColumns, Lines, Sides
from xltool.sheets.lines.our_signs import sign_of

ROUNDED_STEPS = 1.5  # of the last decimal: income, cost and net are rounded each
# What income and cost are multiplied with to give the net by adding.
_WAYS = ((1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0))


class _Row(Struct, frozen=True):
    """A row with its figures as they are written."""

    row: BoundRow
    income: float
    cost: float
    net: float | None
    kind: LabelKind

    @property
    def is_net(self) -> bool:
        """Whether the row is the net of the sheet."""
        return self.kind is LabelKind.NET

    def off(self, way: tuple[float, float]) -> float:
        return (self.net or 0.0) - way[0] * self.income - way[1] * self.cost


def with_nets(
    bound: Bound, columns: LineColumns, reader: Reader, *, own: bool, budget_turned: bool = False
) -> frozenset[Input] | None:
    """Makes the sheet's columns of income and cost add up to their nets; returns those nets that are such sums and not
    stated, None where it is not clear how they are added. A column without the other, and two that are no sides of the
    net, are left alone."""
    added = set()
    for one in columns.sides:
        there = [c for c in (one.income, one.cost) if c in bound.columns]
        rows = list(_rows(bound, columns, one)) if len(there) == 2 else []
        if own:
            if _is_live(rows, one):
                _put(rows, one, (1.0, 1.0))
                added.add(one.net)
        elif len(there) == 2 and one.net in bound.columns:
            _against_stated(bound, one, rows, there, reader)
        elif rows:
            beside = columns.actual if one.net is not columns.actual else columns.budget
            alike = _likeness(rows, beside)
            if budget_turned and beside is columns.budget:
                alike = 0.0 - alike
            if not _add(bound, one, rows, alike, reader):
                return None
            added.add(one.net)
        else:
            reader.findings += [
                codes.UNKNOWN_COLUMN.at(bound.origin(c), column=c.header, said="används inte")
                for c in there[:1]
            ]
            _leave(bound, there)
    return frozenset(added)


def _rows(bound: Bound, columns: LineColumns, side: Sides) -> Iterator[_Row]:
    """The rows that have an income or a cost. What each column is rounded by adds up to nothing."""
    for row in bound.rows:
        kind = label_kind(as_text(row.cells[columns.name]))
        if kind is LabelKind.ROUNDING:
            continue
        income, cost, net = (_number(row, c) for c in (side.income, side.cost, side.net))
        unread = any(row.has(c) and n is None for c, n in ((side.income, income), (side.cost, cost)))
        if not unread and not (income is cost is None):
            yield _Row(row, income or 0.0, cost or 0.0, net, kind)


def _number(row: BoundRow, column: Input) -> float | None:
    cell = row.cells.get(column, BLANK)
    if isinstance(cell.value, str):
        if plain(cell.value) in DASHES:
            return 0.0
        read = parse_number(cell.value)
        return read.value if read else None
    return cell.number


def _is_live(rows: Sequence[_Row], side: Sides) -> bool:
    """Whether the nets of a result are formulas over income and cost. A program may have saved those without values."""
    stated = [one for one in rows if one.net is not None]
    formulas = [one for one in stated if one.row.cells.get(side.net, BLANK).formula is not None]
    agree = all(is_equal(one.net or 0.0, one.income + one.cost) for one in stated)
    return bool(rows) and agree and (bool(formulas) or not stated)


def _against_stated(
    bound: Bound, side: Sides, rows: Sequence[_Row], there: Sequence[Input], reader: Reader
) -> None:
    """An error for each row whose income and cost do not give the stated net."""
    stated = [one for one in rows if one.net is not None]
    way = max(_WAYS, key=lambda way: sum(_fits(one, way, reader) for one in stated))
    wrong = [one for one in stated if not _fits(one, way, reader)]
    if not stated or len(wrong) * 2 > len(stated):
        if stated:
            fields = {"income": side.income.header, "cost": side.cost.header, "net": side.net.header}
            reader.findings.append(codes.SIDES_OF_NOTHING.at(bound.origin(side.income), **fields))
        _leave(bound, there)
        return
    for one in wrong:
        added = way[0] * one.income + way[1] * one.cost
        shown = {"stated": number_text(one.net or 0.0), "computed": number_text(round(added, 9))}
        reader.findings.append(codes.SIDES_DIFFER.at(one.row.origin(side.net), net=side.net.header, **shown))
    _turn(rows, side, way)


def _fits(row: _Row, way: tuple[float, float], reader: Reader) -> bool:
    """Whether the sides give the net. A result at the foot may be written with the other sign than the rows."""
    ways = [way] + ([(-way[0], -way[1])] if row.is_net else [])
    return any(abs(row.off(one)) <= ROUNDED_STEPS * reader.money.step + 1e-9 for one in ways)


def _likeness(rows: Sequence[_Row], beside: Input) -> float:
    """How much cost − income has the sign of the amounts beside it; below zero where it has the other."""
    return fsum((r.cost - r.income) * (_number(r.row, beside) or 0.0) for r in rows if not r.is_net)


def _add(bound: Bound, side: Sides, rows: Sequence[_Row], alike: float, reader: Reader) -> bool:
    """Adds the net of each row; False after an error. Where both sides are written without minus it is their difference,
    with the sign of the amounts that it is `alike`."""
    sides = [one.income for one in rows], [one.cost for one in rows]
    signs = [sign_of(amounts) for amounts in sides]
    is_mixed = any(not sign and any(amounts) for sign, amounts in zip(signs, sides, strict=True))
    if is_mixed or signs == [-1, -1]:
        fields = {"income": side.income.header, "cost": side.cost.header, "net": side.net.header}
        reader.findings.append(codes.SIDES_UNCLEAR.at(bound.origin(side.income), **fields))
        return False
    way = (1.0, 1.0)
    if signs == [1, 1]:
        way = (1.0, -1.0) if alike < 0 else (-1.0, 1.0)
    _turn(rows, side, way)
    places = {**bound.columns, side.net: bound.columns[side.cost]}
    for row in bound.rows:
        row.columns = places
    _put(rows, side, way)
    return True


def _put(rows: Sequence[_Row], side: Sides, way: tuple[float, float]) -> None:
    for one in rows:
        net = RawCell(way[0] * one.income + way[1] * one.cost)
        one.row.cells[side.net] = one.row.filled[side.net] = net


def _turn(rows: Sequence[_Row], side: Sides, way: tuple[float, float]) -> None:
    for column, times in zip((side.income, side.cost), way, strict=True):
        for one in rows if times < 0 else ():
            cell, number = one.row.cells[column], _number(one.row, column)
            if number is not None and column in one.row.filled:
                one.row.cells[column] = one.row.filled[column] = replace(cell, value=0.0 - number)


def _leave(bound: Bound, columns: Sequence[Input]) -> None:
    """The columns follow along and are read no further."""
    for column in columns:
        bound.columns.pop(column)
        for row in bound.rows:
            row.cells.pop(column, None)
            row.filled.pop(column, None)


def without_added(rows: SortedRows, added: frozenset[Input]) -> SortedRows:
    """The rows whose totals state no net that is the sum of its sides: what those are rounded by says it all."""
    if not added:
        return rows
    totals = [replace(t, amounts={c: a for c, a in t.amounts.items() if c not in added}) for t in rows.totals]
    return SortedRows(rows.drafts, totals, rows.headings, rows.narrows)


def with_added(lines: Lines, columns: LineColumns, added: frozenset[Input]) -> Lines:
    """The lines whose added nets and revised budget are rounded by what their parts are."""

    def rounded(block: Block) -> Block:
        more = {
            one.net: off
            for one in columns.sides
            if one.net in added and (off := fsum(block.rounding.get(c, 0.0) for c in (one.income, one.cost)))
        }
        if columns.budget in added and (
            off := fsum(block.rounding.get(c, 0.0) for c in columns.budget_parts)
        ):
            more[columns.budget] = off
        return replace(block, rounding=block.rounding | more)

    blocks = {kind: rounded(block) for kind, block in lines.blocks.items()}
    return replace(lines, blocks=blocks, net=rounded(lines.net), added=added)
