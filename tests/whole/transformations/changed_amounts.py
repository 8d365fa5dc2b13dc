"""Signs, units and figures as people and other programs change them."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from tests.whole.transformations.right_tables import COST, INCOME, Table, times
from xltool.core.cells import RawCell


def _scaled(table: Table, rows: Iterable[int], columns: list[int], by: float) -> None:
    for row in rows:
        for column in columns:
            if column < len(table.rows[row]):
                table.rows[row][column] = times(table.rows[row][column], by)


def turn_block(table: Table, random: Random) -> None:
    _scaled(table, table.block_with_total(random.choice([INCOME, COST])), table.columns(), -1.0)


def turn_column_of_block(table: Table, random: Random) -> None:
    block = random.choice([INCOME, COST])
    rows = table.block_with_total(block) if random.randint(0, 1) else table.lines(block)
    _scaled(table, rows, [random.choice(table.columns())], -1.0)


def turn_cell(table: Table, random: Random) -> None:
    row = random.choice([*table.lines(INCOME), *table.lines(COST)])
    _scaled(table, [row], [random.choice(table.columns())], -1.0)


def turn_line(table: Table, random: Random) -> None:
    """A line of other signs than its block: a whole row that somebody typed as the other kind is."""
    _scaled(table, [random.choice(table.lines(random.choice([INCOME, COST])))], table.columns(), -1.0)


def scale_sheet(table: Table, random: Random) -> None:
    _scaled(table, table.below_headers(), table.amounts(), random.choice([1000.0, 0.001]))


def scale_column(table: Table, random: Random) -> None:
    _scaled(table, table.below_headers(), [random.choice(table.columns())], random.choice([1000.0, 0.001]))


def scale_block(table: Table, random: Random) -> None:
    """A block in kronor in a sheet of thousands, or the other way round."""
    block = random.choice([INCOME, COST])
    rows = table.block_with_total(block) if random.randint(0, 1) else table.lines(block)
    _scaled(table, rows, table.amounts(), random.choice([1000.0, 0.001]))


def scale_rows(table: Table, random: Random) -> None:
    """Some lines pasted in from a report in another unit."""
    lines = table.lines(COST)
    first = random.randint(0, len(lines) - 2)
    by = random.choice([1000.0, 0.001])
    _scaled(table, lines[first : random.randint(first + 1, len(lines) - 1) + 1], table.amounts(), by)


def scale_cell(table: Table, random: Random) -> None:
    row = random.choice([*table.lines(INCOME), *table.lines(COST)])
    _scaled(table, [row], [random.choice(table.columns())], random.choice([1000.0, 0.001]))


def round_to_millions(table: Table, _: Random) -> None:
    """The sheet in millions with one decimal, each figure rounded by itself."""
    by = {"kr": 1e-6, "tkr": 1e-3}[table.unit]
    for row in table.below_headers():
        for column in table.amounts():
            if column < len(table.rows[row]) and isinstance(value := table.rows[row][column], float):
                table.rows[row][column] = round(value * by, 1) + 0.0
    table.unit, table.times, table.tolerance = "mnkr", table.times * by, 0.051


def round_lines(table: Table, random: Random) -> None:
    """The lines rounded to hundreds under totals that are not."""
    size = 100_000.0 if table.unit == "kr" else 100.0
    for row in table.lines(random.choice([INCOME, COST])):
        for column in table.columns():
            if isinstance(value := table.rows[row][column], float):
                table.rows[row][column] = round(value / size) * size + 0.0
    # Nothing tells what they were; under a total that they happen to agree with they are what somebody rounded.
    table.tolerance = size * 10 if not table.totals else size / 2


def blank_cell(table: Table, random: Random) -> None:
    table.rows[random.choice(table.lines(COST))][random.choice(table.columns())] = None


def cached_zero(table: Table, random: Random) -> None:
    """A line's formula as a program leaves it that does not compute."""
    row, column = random.choice(table.lines(COST)), random.choice(table.columns())
    value = table.rows[row][column]
    if isinstance(value, float):
        table.rows[row][column] = RawCell(0.0, formula=f"{value - 100:f}+100")


def amounts_as_text(table: Table, random: Random) -> None:
    """A column as another program wrote it: spaces between thousands, the minus in front, behind or in brackets."""
    column, way = random.choice(table.columns()), random.choice(["-{}", "−{}", "{}-", "({})", "– {}"])
    for number in table.below_headers():
        row = table.rows[number]
        if len(row) > column and isinstance(value := row[column], float):
            whole, _, decimals = f"{abs(value):,}".partition(".")
            text = whole.replace(",", random.choice([" ", "\u00a0", "\u202f", ""])) + f",{decimals}"
            row[column] = way.format(text) if value < 0 else text


def amounts_with_commas(table: Table, random: Random) -> None:
    """A column with English thousands or points between them."""
    column, between = random.choice(table.columns()), random.choice([",", ".", "'"])
    for number in table.below_headers():
        row = table.rows[number]
        if len(row) > column and isinstance(value := row[column], float):
            row[column] = f"{value:,}".replace(",", between).removesuffix(".0")


def one_amount_as_text(table: Table, random: Random) -> None:
    """A figure that somebody typed with a unit, a question mark or a footnote."""
    row, column = random.choice(table.lines(COST)), random.choice(table.columns())
    if isinstance(value := table.rows[row][column], float):
        text = f"{abs(value):g}".replace(".", ",") if abs(value) < 1000 else f"{abs(value):.0f}"
        sign = "-" if value < 0 else ""
        way = random.choice(["{} {u}", "{}*", "ca {}", "{}?", "{} 1)", "{}:-", "{} kr", "{} tkr"])
        table.rows[row][column] = sign + way.format(text, u=table.unit)


AMOUNTS = [
    turn_block, turn_column_of_block, turn_cell, turn_line, scale_sheet, scale_column, scale_block, scale_rows, scale_cell,
    round_to_millions, round_lines, blank_cell, cached_zero, amounts_as_text, amounts_with_commas, one_amount_as_text,
]  # fmt: skip
