"""Driftredovisning as the result's table."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.expr import At, Expr, Span, Upto, call, joined
from xltool.core.long_columns import Details
from xltool.core.sentences import share_of_budget
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import Money, Unit
from xltool.sheets.lines.budget_parts import budget_header, live_budget
from xltool.sheets.lines.followers import with_followers
from xltool.sheets.lines.ledger_sums import count_formula, sum_formula
from xltool.sheets.lines.line_kinds import Line, Lines, Sides
from xltool.sheets.lines.line_table import block_rows, rounding_row, total_row
from xltool.sheets.operating import operating_columns as columns
from xltool.sheets.settings.settings_rows import Settings

_TABLE = columns.OPERATING.key
_COMPARED = (
    columns.VARIANCE,
    columns.VARIANCE_SHARE,
    columns.VARIANCE_BAR,
    columns.ASSESSMENT,
    columns.EXPLANATION,
)
_DECIMALS = 3  # that amounts in mnkr are shown with at most


def with_variances(rows: Sequence[Row], lines: Lines) -> list[Row]:
    """The rows with what they come to against their budget in an interim report, which is the forecast's or the period's."""
    cells = {column: Cell(formula) for column, formula in columns.judging(lines).compared.items()}
    if not columns.judging(lines).compares:
        return list(rows)
    return [
        replace(row, cells={**row.cells, **{c: cell for c, cell in cells.items() if c not in row.blank}})
        for row in rows
    ]


def operating_table(lines: Lines, settings: Settings, details: Details | None = None) -> Table:
    """The result's sheet: income and cost in blocks with their totals, the rounding line, the net; or net costs with their
    one total. Amounts that are sums of `details` are formulas over those."""
    way = columns.judging(lines)
    used = [c for c in way.columns.amounts if c in lines.columns]
    rows: list[Row] = []
    for kind, block in lines.blocks.items():
        role = Role.TOTAL if lines.are_nets else Role.SUBTOTAL
        blanks = way.not_rounded, way.lines_only, way.heading_blank
        above = rows[-1].key if rows else ""
        rows += block_rows(_TABLE, columns.KEYS[kind], role, block, used, way.columns, *blanks, above=above)
    by_key = {
        f"{columns.KEYS[k]}:{i}": line for k, b in lines.blocks.items() for i, line in enumerate(b.lines)
    }
    if details is not None:
        rows = [_summed(row, by_key[row.key], details) if row.key in by_key else row for row in rows]
    rows = live_budget(rows, lines, columns.BUDGET)
    for one in way.columns.sides:
        if one.net in lines.added and lines.columns >= {*one.columns}:
            rows = [_added(row, one) if row.role is Role.LINE else row for row in rows]
    if not lines.are_nets:
        rows += _net_rows(lines, used, way)
    rows = with_variances(rows, lines)
    rows, followers = with_followers(rows, {k: one.beside for k, one in by_key.items()}, lines.followers)
    table = Table(_TABLE, _shown(lines, used, details, way, followers), tuple(rows))
    if way.compares:
        rows = [_ranked(row, rows[-1].key) if row.role is Role.LINE else row for row in rows]
    if lines.groups:
        rows = [_named(row) if row.role is Role.LINE else row for row in rows]
    if settings.unit is not Unit.TKR and way.compares:
        share = Cell(share_of_budget(columns.VARIANCE, way.budget, Money(settings.unit, _DECIMALS)))
        rows = [
            row
            if columns.VARIANCE_SHARE in row.blank
            else replace(row, cells={**row.cells, columns.VARIANCE_SHARE: share})
            for row in rows
        ]
    return Table(
        _TABLE,
        table.columns,
        tuple(rows),
        headers=columns.headers_of(settings.year, way)
        | budget_header(columns.BUDGET, settings)
        | ({columns.GROUP: lines.grouped_by} if lines.grouped_by else {}),
        colours=columns.COLOURS if way.compares else (),
        hidden=frozenset(way.hidden) & {*table.columns},
    )


def _net_rows(lines: Lines, used: list[Input], way: columns.Judging) -> list[Row]:
    """The net of the blocks, below its rounding line where it has one."""
    rounding = lines.net.rounding
    above = [rounding_row(columns.ROUNDING, rounding, used, way.columns, way.not_rounded)] if rounding else []
    parts = [*(columns.KEYS[k] for k in lines.blocks), *(row.key for row in above)]
    sums: dict[Column, Expr] = {c: _sum([At(_TABLE, part, c) for part in parts]) for c in used}
    return [*above, total_row(columns.NET, Role.TOTAL, lines.net, sums, way.columns, way.lines_only)]


def _sum(parts: list[Expr]) -> Expr:
    result = parts[0]
    for part in parts[1:]:
        result = result + part
    return result


def _summed(row: Row, line: Line, details: Details) -> Row:
    """The line's row with the live sums of its detail rows."""
    if line.named is None:
        return row
    sums: dict[Column, Cell] = {
        c: replace(row.cells[c], content=sum_formula(details, line.named, c)) for c in line.summed
    }
    sums[columns.DETAIL_ROWS] = Cell(count_formula(details, line.named))
    return replace(row, cells={**row.cells, **sums})


def _added(row: Row, side: Sides) -> Row:
    """The line's row with its net as the live sum of income and cost."""
    net = replace(row.cells[side.net], content=side.income + side.cost)
    return replace(row, cells={**row.cells, side.net: net})


def _shown(
    lines: Lines,
    used: list[Input],
    details: Details | None,
    way: columns.Judging,
    followers: tuple[Column, ...],
) -> tuple[Column, ...]:
    beside = [c for c in used if c not in columns.EARLIER_ACTUALS]
    has_accounts = any(line.account for block in lines.blocks.values() for line in block.lines)
    more = [c for c, needed in way.more.items() if {*needed} <= {*used}]
    of_last_year = {*way.asked.shown(last_year=True)} - {*way.asked.shown(last_year=False)}
    return (
        *((columns.GROUP,) if lines.grouped_by else ()),
        *((columns.ACCOUNT,) if has_accounts else ()),
        columns.NAME,
        *beside,
        *more,
        *(_COMPARED if way.compares else ()),
        columns.COMMENT,
        *(c for c in used if c not in beside),
        *followers,
        *((columns.DETAIL_ROWS,) if details else ()),
        *(c for c in way.helpers if way.prior in used or c not in of_last_year),
        *((columns.NAME_AND_GROUP,) if lines.groups else ()),
        *(
            way.charted[: 2 if way.compares else 1]
            if any(block.marks for block in lines.blocks.values())
            else ()
        ),
    )


def _named(row: Row) -> Row:
    """The line with its name as it is told where other groups may have a line of the same."""
    group = row.cells.get(columns.GROUP)
    name = joined(columns.NAME, f", {group.content}") if group is not None else joined(columns.NAME)
    return replace(row, cells={**row.cells, columns.NAME_AND_GROUP: Cell(name)})


def _ranked(row: Row, last: str) -> Row:
    """The line's place among all lines, worst and best first; of equal variances the one that stands first. The formula is
    the same in each row, so that it can be filled down."""
    everyone = Span(_TABLE, "", last, columns.LINE_VARIANCE)
    earlier = call("COUNTIF", Upto(columns.LINE_VARIANCE), columns.LINE_VARIANCE) - 1
    places = {
        columns.WORST_RANK: Cell(call("RANK", columns.LINE_VARIANCE, everyone, 1) + earlier),
        columns.BEST_RANK: Cell(call("RANK", columns.LINE_VARIANCE, everyone, 0) + earlier),
    }
    return Row(row.key, row.role, {**row.cells, **places}, row.blank)
