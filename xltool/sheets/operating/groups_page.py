"""Driftredovisning by group: budget, actual and variance of each, live over the lines (reading.md §8.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr, Span, call, total
from xltool.core.pages import Chart, Page, head
from xltool.core.sentences import share_of_budget
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import AMOUNT, Money, Unit
from xltool.sheets.checks import Check
from xltool.sheets.lines.group_rows import mark_key
from xltool.sheets.lines.line_kinds import Block, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.budget_charts import budget_charts
from xltool.sheets.operating.operating_table import with_variances
from xltool.sheets.page_head import PageHead

GROUPS = "groups"
GROUPS_ABOUT = "Varje grupps intäkter och kostnader mot budget, uträknade ur Driftredovisning"
SUM, REST, ROUNDING = "sum", "rest", "rounding"
REST_NAME = "Utan grupp"
MOST_BARS = 10  # of a chart
_FEWEST = 2
_COLUMNS = (
    operating.VARIANCE,
    operating.VARIANCE_SHARE,
    operating.VARIANCE_BAR,
    operating.ASSESSMENT,
    operating.SHORT_NAME,
    operating.BETTER,
    operating.WORSE,
)
_HIDDEN = frozenset({operating.SHORT_NAME, operating.BETTER, operating.WORSE})
_DECIMALS = 3


def has_groups(lines: Lines) -> bool:
    """Whether there are groups to set beside each other."""
    return len(lines.groups) >= _FEWEST


def group_key(index: int) -> str:
    return f"group:{index}"


def page_title(lines: Lines) -> str:
    """`Per verksamhet`, within Excel's rules for a sheet's name."""
    word = lines.grouped_by or operating.GROUP.header
    return re.sub(r"[\[\]:*?/\\\\]", " ", f"Per {word.lower()}")[:31].rstrip(" '")


def groups_table(lines: Lines, table: Table, unit: Unit) -> Table:
    """A row a group with the sums of its lines in the operating table, income and costs together; what belongs to none;
    the net."""
    used = [c for c in operating.judging(lines).columns.amounts if c in table.columns]
    rows = [
        _row(group_key(i), Role.LINE, name, {c: total(*_parts(lines, table, name, c)) for c in used})
        for i, name in enumerate(lines.groups)
    ]
    if rest := {c: parts for c in used if (parts := list(_runs(lines, table, "", c)))}:
        rows.append(_row(REST, Role.LINE, REST_NAME, {c: total(*parts) for c, parts in rest.items()}))
    roundings = [row.key for row in table.rows if row.role is Role.ROUNDING]
    if roundings:
        sums: dict[Input, Expr] = {c: total(*(table.at(key, c) for key in roundings)) for c in used}
        rows.append(Row(ROUNDING, Role.ROUNDING, _cells("Avrundningsdifferens", sums), _NOT_ROUNDED))
    sums = {c: total(Span(GROUPS, rows[0].key, rows[-1].key, c)) for c in used}
    rows.append(Row(SUM, Role.TOTAL, _cells(lines.net.name, sums), _HIDDEN | {operating.VARIANCE_BAR}))
    rows = with_variances(rows, lines)
    if unit is not Unit.TKR:
        budget = operating.judging(lines).budget
        share = Cell(share_of_budget(operating.VARIANCE, budget, Money(unit, _DECIMALS)))
        rows = [
            Row(r.key, r.role, {**r.cells, operating.VARIANCE_SHARE: share}, r.blank)
            if r.key != ROUNDING
            else r
            for r in rows
        ]
    headers: dict[Column, str] = {
        c: h for c, h in table.headers.items() if c in used or c is operating.VARIANCE
    }
    headers[operating.NAME] = lines.grouped_by or operating.GROUP.header
    return Table(
        GROUPS,
        (operating.NAME, *used, *_COLUMNS),
        tuple(rows),
        headers=headers,
        colours=tuple(c for c in operating.COLOURS if c.column in _COLUMNS),
        hidden=_HIDDEN,
    )


_NOT_ROUNDED: frozenset[Column] = _HIDDEN | {
    operating.VARIANCE_SHARE,
    operating.VARIANCE_BAR,
    operating.ASSESSMENT,
}


def _row(key: str, role: Role, name: str, sums: dict[Input, Expr]) -> Row:
    return Row(key, role, _cells(name, sums))


def _cells(name: str, sums: dict[Input, Expr]) -> dict[Column, Cell]:
    return {operating.NAME: Cell(name), **{column: Cell(formula) for column, formula in sums.items()}}


def _parts(lines: Lines, table: Table, group: str, column: Input) -> Iterator[Expr]:
    """What a group comes to in each block: its subtotal where it has one; else its lines, which a column tells where they
    do not stand together."""
    for kind, block in lines.blocks.items():
        members = tuple(i for i, line in enumerate(block.lines) if line.group == group)
        mark = next((m for m in block.marks if m.of == members), None)
        key = operating.KEYS[kind]
        if not members:
            continue
        if mark is not None:
            yield table.at(mark_key(key, mark, block), column)
        elif len(list(_consecutive(members))) > 1 and lines.grouped_by:
            is_its = _span(table, key, block, operating.GROUP).equals(operating.NAME)
            yield call("SUMPRODUCT", is_its * _span(table, key, block, column))
        else:
            yield from _of_block(table, key, members, column)


def _runs(lines: Lines, table: Table, group: str, column: Input) -> Iterator[Expr]:
    for kind, block in lines.blocks.items():
        members = [i for i, line in enumerate(block.lines) if line.group == group]
        yield from _of_block(table, operating.KEYS[kind], members, column)


def _of_block(table: Table, key: str, members: Sequence[int], column: Input) -> Iterator[Expr]:
    for run in _consecutive(members):
        first, last = f"{key}:{run[0]}", f"{key}:{run[-1]}"
        marks = {row.key for row in table.rows if row.role in (Role.GROUP, Role.GROUP_TOTAL)}
        keys = [row.key for row in table.rows]
        between = keys[keys.index(first) : keys.index(last) + 1]
        if first == last:
            yield table.at(first, column)
        elif marks.isdisjoint(between):
            yield table.span(first, last, column)
        else:
            yield from (table.at(one, column) for one in between if one not in marks)


def _consecutive(members: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in members:
        if run and index != run[-1] + 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _span(table: Table, key: str, block: Block, column: Input) -> Span:
    return table.span(f"{key}:0", f"{key}:{len(block.lines) - 1}", column)


# --- the page, its charts and its checks ---------------------------------------------------------------------


def groups_page(lines: Lines, table: Table, page: PageHead) -> Page:
    title = page_title(lines)
    about = page.about(f"  ·  intäkter och kostnader tillsammans  ·  {page.sign_rule}")
    heading = head(title, page.titled(title), about, None, page.badge)
    notes = (
        "Raderna räknas ur bladet Driftredovisning: varje grupps intäkter (minus) och kostnader, netto.",
    )
    return Page(
        title,
        heading,
        ((table,),),
        notes,
        group_charts(lines, table, page.money),
        widths={operating.VARIANCE_BAR: 19},
    )


def are_charted(lines: Lines) -> bool:
    """Whether the groups are few enough for a chart to show them, and enough to be worth one."""
    return _FEWEST <= len(lines.groups) <= MOST_BARS


def group_charts(lines: Lines, table: Table, money: Money) -> tuple[Chart, ...]:
    """Budget against actual and the variances, a bar a group."""
    if not are_charted(lines):
        return ()
    rows = table.lines()
    first, last = rows[0].key, rows[-1].key
    return budget_charts(
        page_title(lines),
        f"{len(rows)} grupper",
        operating.judging(lines),
        money,
        lambda column: table.at(SUM, column),
        lambda column: table.span(first, last, column),
    )


def group_checks(lines: Lines, table: Table, groups: Table) -> list[Check]:
    """The groups and what belongs to none add up to the net."""
    words = f"{page_title(lines)}: grupperna ger {operating.net_words(lines)[1]}"
    return [
        Check(
            f"groups {c.header}",
            f"{words} ({c.header.lower()})",
            groups.at(SUM, c),
            table.at(operating.NET, c),
            AMOUNT,
        )
        for c in (operating.judging(lines).budget, operating.judged(lines), operating.VARIANCE)
    ]
