"""A random right sheet of lines, as rows of cells that people change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

from msgspec.structs import replace

from xltool.core.cells import RawBook, RawCell, RawSheet, column_letters, column_number

Cell: TypeAlias = str | float | RawCell | None
Row: TypeAlias = list[Cell]
SHEET = "Driftredovisning"
INCOME, COST = "INTÄKTER", "KOSTNADER"
_NAMES = {
    INCOME: ["Taxor", "Bidrag från staten", "Försäljning", "Hyresintäkter"],
    COST: [
        "Löner", "Lokaler", "Licenser", "Transporter", "Konsulter", "El", "Livsmedel", "Kapitaltjänst",
        "Försäkring", "Material", "Städning", "Utbildning", "Telefoni",
    ],
}  # fmt: skip
# The signs of income and cost in the sheet, by what Uppgifter says of them.
_WRITTEN = {"negativa": (-1.0, 1.0), "positiva": (1.0, -1.0), "utan tecken": (1.0, 1.0)}


@dataclass
class Table:
    """A sheet of lines: its rows, of which `head` holds the headers. `name`, `budget`, `actual` and `variance` are where
    Kontotext, Budget, Utfall and Avvikelse stand; `blocks` are the rows of each block, its total behind them where there
    are `totals`. `times` and `tolerance` are what the figures come to of those that it had at first."""

    rows: list[Row]
    name: int
    budget: int
    actual: int
    variance: int | None
    blocks: dict[str, range]
    totals: bool
    signs: str
    unit: str
    is_declared: bool
    head: int = 0
    times: float = 1.0
    tolerance: float = 0.0
    hidden: set[int] = field(default_factory=set)
    beside: list[tuple[str, list[Row]]] = field(default_factory=list)
    named: str = SHEET
    lines_at_first: list[Row] = field(default_factory=list)

    def columns(self) -> list[int]:
        return [self.budget, self.actual]

    def amounts(self) -> list[int]:
        return [*self.columns(), *([self.variance] if self.variance is not None else [])]

    def below_headers(self) -> range:
        return range(self.head + 1, len(self.rows))

    def lines(self, block: str) -> list[int]:
        """The block's lines, without what people have put among them."""
        return [r for r in self.blocks[block] if any(self.rows[r] is one for one in self.lines_at_first)]

    def block_with_total(self, block: str) -> list[int]:
        return self.lines(block) + ([self.blocks[block].stop] if self.totals else [])

    def blank(self) -> Row:
        return [None] * len(self.rows[self.head])

    def insert(self, at: int, row: Row, block: str | None = None) -> None:
        """Puts a row before the one at `at`: into the block, or between the blocks."""
        self._move_formulas(at + 1, 0)
        self.rows.insert(at, row)
        self.hidden = {r + (r >= at) for r in self.hidden}
        self.head += at <= self.head
        self.blocks = {
            k: range(b.start, b.stop + 1)
            if k == block
            else range(b.start + (b.start >= at), b.stop + (b.start >= at))
            for k, b in self.blocks.items()
        }

    def insert_column(self, at: int, cells: list[Cell]) -> None:
        """Puts a column before the one at `at`: a cell for each row."""
        self._move_formulas(0, at + 1)
        for row, cell in zip(self.rows, cells, strict=True):
            row += [None] * (at - len(row))
            row.insert(at, cell)
        self.name += at <= self.name
        self.budget += at <= self.budget
        self.actual += at <= self.actual
        self.variance = None if self.variance is None else self.variance + (at <= self.variance)

    def has_formulas(self) -> bool:
        return any(isinstance(cell, RawCell) and cell.formula for row in self.rows for cell in row)

    def _move_formulas(self, row: int, column: int) -> None:
        """Lets the formulas follow what they refer to, as Excel does, where a row or a column is put in before that one."""

        def moved(found: re.Match[str]) -> str:
            at, number = column_number(found[1]), int(found[2])
            return f"{column_letters(at + (0 < column <= at))}{number + (0 < row <= number)}"

        for cells in self.rows:
            for i, cell in enumerate(cells):
                if isinstance(cell, RawCell) and cell.formula:
                    cells[i] = replace(cell, formula=re.sub(r"([A-Z]+)(\d+)", moved, cell.formula))

    def book(self) -> RawBook:
        info: list[Row] = [["Nämnd", "Nämnden"], ["År", 2023.0], ["Enhet", self.unit]]
        info += [["Intäkter anges som", self.signs]] if self.is_declared else []
        beside = [_sheet(name, rows) for name, rows in self.beside]
        return RawBook(
            (_sheet("Uppgifter", info), _sheet(self.named, self.rows, frozenset(self.hidden)), *beside)
        )


def _sheet(name: str, rows: list[Row], hidden: frozenset[int] = frozenset()) -> RawSheet:
    cells = {
        (r, c): value if isinstance(value, RawCell) else RawCell(value)
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value is not None
    }
    return RawSheet(name, cells, frozenset(r + 1 for r in hidden))


def times(value: Cell, by: float) -> Cell:
    return value * by + 0.0 if isinstance(value, float) else value


def right_table(random: Random) -> Table:
    """A right table: accounts or not, totals or a column Typ, stated variances or not, a title or not, in any of the rules
    of signs, which is declared or not, in kr or tkr."""
    accounts, totals, variances, is_declared = (random.random() < 0.5 for _ in range(4))
    signs = random.choice(["negativa", "negativa", "positiva", "utan tecken"])
    unit = random.choice(["tkr", "tkr", "kr"])
    head = ["Konto"] * accounts + ["Kontotext"] + ["Typ"] * (not totals) + ["Budget", "Utfall"]
    head += ["Avvikelse"] * variances
    at = len(head) - 3 if variances else len(head) - 2
    table = Table(
        [list(head)], int(accounts), at, at + 1, at + 2 if variances else None, {}, totals, signs, unit,
        is_declared or signs != "negativa",
    )  # fmt: skip
    of_all = [0.0, 0.0]
    for block, sign in zip((INCOME, COST), _WRITTEN[signs], strict=True):
        inside = _block(table, block, sign, random)
        of_all = [a + b * _in_net(signs, block) for a, b in zip(of_all, inside, strict=True)]
    if totals:
        table.rows.append(_row(table, None, "NETTORESULTAT", None, of_all, 1.0))
    if random.random() < 0.3:
        for row in ([f"Driftredovisning {random.choice(['', '2023'])}".strip()], []):
            table.insert(table.head, list(row))
    return table


def _in_net(signs: str, block: str) -> float:
    """The net is written as income less cost where cost has no minus of its own."""
    return -1.0 if signs == "utan tecken" and block == COST else 1.0


def _block(table: Table, block: str, sign: float, random: Random) -> list[float]:
    """Adds the block's lines and its total to the table; their sums."""
    names = _NAMES[block]
    first, inside = len(table.rows), [0.0, 0.0]
    size = 1000.0 if table.unit == "kr" else 1.0
    turned = -1.0 if table.signs == "positiva" or (table.signs == "utan tecken" and block == INCOME) else 1.0
    for i, name in enumerate(names[: random.randint(len(names) - (3 if block == COST else 0), len(names))]):
        budget = size * random.randint(1200, 60_000)
        amounts = [sign * budget, sign * float(int(budget * random.uniform(0.7, 1.3)))]
        inside = [a + b for a, b in zip(inside, amounts, strict=True)]
        account = f"{'3' if block == INCOME else '5'}{i + 10}{3 * i % 10}"
        kind = "Intäkt" if block == INCOME else "Kostnad"
        table.rows.append(_row(table, account, name, kind, amounts, turned))
        table.lines_at_first.append(table.rows[-1])
    table.blocks[block] = range(first, len(table.rows))
    if table.totals:
        table.rows.append(_row(table, None, f"TOTALT {block}", None, inside, turned))
    return inside


def _row(
    table: Table, account: str | None, name: str, kind: str | None, amounts: list[float], turned: float
) -> Row:
    row = table.blank()
    if table.name:
        row[0] = account
    row[table.name] = name
    if not table.totals:
        row[table.name + 1] = kind
    row[table.budget], row[table.actual] = amounts
    if table.variance is not None:
        # Where the net is income less cost it is favourable when it is more.
        turned = -1.0 if name == "NETTORESULTAT" and table.signs != "negativa" else turned
        row[table.variance] = turned * (amounts[0] - amounts[1]) + 0.0
    return row
