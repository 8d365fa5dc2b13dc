"""Right workbooks changed as people change them: the same figures, or a question or warning, never other figures in silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum
from random import Random
from typing import TypeAlias

from hypothesis import given, note, settings, strategies as st

from tests.drawn import drawn
from xltool.core.cells import CellStyle, RawBook, RawCell, RawSheet
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.operating import operating_columns as operating

Cell: TypeAlias = str | float | RawCell | None
Row: TypeAlias = list[Cell]
Figures: TypeAlias = dict[str, tuple[float, float]]
_SHEET = "Driftredovisning"
_INCOME = ["Taxor", "Bidrag från staten", "Försäljning", "Hyresintäkter"]
_COST = [
    "Löner",
    "Lokaler",
    "Licenser",
    "Transporter",
    "Konsulter",
    "El",
    "Livsmedel",
    "Kapitaltjänst",
    "Försäkring",
]
_COST += ["Material", "Städning", "Utbildning", "Telefoni"]


@dataclass
class Table:
    """A sheet of lines as rows of cells, the header first. `at` is where Kontotext, Budget, Utfall and Avvikelse
    stand; `blocks` are the rows of each block's lines, its total behind them where there is one."""

    rows: list[Row]
    name: int
    budget: int
    actual: int
    variance: int | None
    blocks: dict[str, range]
    totals: bool
    settings: list[Row] = field(default_factory=list)

    def columns(self) -> list[int]:
        return [self.budget, self.actual]

    def lines(self, block: str) -> list[int]:
        return list(self.blocks[block])

    def block_with_total(self, block: str) -> list[int]:
        return self.lines(block) + ([self.blocks[block].stop] if self.totals else [])

    def book(self) -> RawBook:
        info: list[Row] = [["Nämnd", "Nämnden"], ["År", 2023.0], ["Enhet", "tkr"], *self.settings]
        return RawBook((_sheet("Uppgifter", info), _sheet(_SHEET, self.rows)))


def _sheet(name: str, rows: list[Row]) -> RawSheet:
    cells = {
        (r, c): value if isinstance(value, RawCell) else RawCell(value)
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value is not None
    }
    return RawSheet(name, cells)


def right_table(random: Random) -> Table:
    """A right table: accounts or not, totals or a column Typ, stated variances or not, a rule declared or not."""
    accounts, totals, variances = (random.random() < 0.5 for _ in range(3))
    head = ["Konto"] * accounts + ["Kontotext"] + ["Typ"] * (not totals) + ["Budget", "Utfall"]
    head += ["Avvikelse"] * variances
    rows: list[Row] = [list(head)]
    blocks: dict[str, range] = {}
    sums = [0.0, 0.0]
    for word, names, sign in (("INTÄKTER", _INCOME, -1.0), ("KOSTNADER", _COST, 1.0)):
        first, inside = len(rows), [0.0, 0.0]
        for i, name in enumerate(names[: random.randint(len(names) - 3 * (sign > 0), len(names))]):
            budget = float(random.randint(1200, 60_000))
            amounts = [sign * budget, sign * float(int(budget * random.uniform(0.7, 1.3)))]
            inside = [a + b for a, b in zip(inside, amounts, strict=True)]
            typ = ["Intäkt" if sign < 0 else "Kostnad"] * (not totals)
            account = [f"{'3' if sign < 0 else '5'}{i + 10}{3 * i % 10}"] * accounts
            rows.append([*account, name, *typ, *amounts, *[amounts[0] - amounts[1]] * variances])
        blocks[word] = range(first, len(rows))
        sums = [a + b for a, b in zip(sums, inside, strict=True)]
        if totals:
            blank: list[Cell] = [None] * accounts
            rows.append([*blank, f"TOTALT {word}", *inside, *[inside[0] - inside[1]] * variances])
    if totals:
        rows.append([*[None] * accounts, "NETTORESULTAT", *sums, *[sums[0] - sums[1]] * variances])
    declared: list[Row] = [["Intäkter anges som", "negativa"]] if random.random() < 0.5 else []
    at = len(head) - 3 if variances else len(head) - 2
    return Table(rows, int(accounts), at, at + 1, at + 2 if variances else None, blocks, totals, declared)


# --- what people do ------------------------------------------------------------------------------------------


def _times(value: Cell, by: float) -> Cell:
    return value * by + 0.0 if isinstance(value, float) else value


def _scaled(table: Table, rows: list[int], columns: list[int], by: float) -> None:
    for row in rows:
        for column in columns:
            table.rows[row][column] = _times(table.rows[row][column], by)


def turn_block(table: Table, random: Random) -> None:
    block = ["INTÄKTER", "KOSTNADER"][random.randint(0, 1)]
    _scaled(table, table.block_with_total(block), table.columns(), -1.0)


def turn_column_of_block(table: Table, random: Random) -> None:
    block = ["INTÄKTER", "KOSTNADER"][random.randint(0, 1)]
    rows = table.block_with_total(block) if random.randint(0, 1) else table.lines(block)
    _scaled(table, rows, [table.columns()[random.randint(0, 1)]], -1.0)


def scale_sheet(table: Table, _: Random) -> None:
    columns = [*table.columns(), *([table.variance] if table.variance is not None else [])]
    _scaled(table, list(range(1, len(table.rows))), columns, 1000.0)


def scale_column(table: Table, random: Random) -> None:
    column = table.columns()[random.randint(0, 1)]
    _scaled(table, list(range(1, len(table.rows))), [column], [1000.0, 0.001][random.randint(0, 1)])


def put_parent(table: Table, random: Random) -> None:
    """A row with the sum of some lines, before or after them."""
    lines = table.lines(["INTÄKTER", "KOSTNADER"][random.randint(0, 1)])
    first = random.randint(0, len(lines) - 2)
    last = random.randint(first + 1, len(lines) - 1)
    parts = lines[first : last + 1]
    row: Row = list(table.rows[parts[0]])
    row[table.name] = f"Gemensamt {len(table.rows)}"
    for column in [c for c, cell in enumerate(row) if isinstance(cell, float)]:
        row[column] = fsum(v for r in parts if isinstance(v := table.rows[r][column], float))
    if table.name:
        row[0] = None
    at = parts[0] if random.randint(0, 1) else parts[-1] + 1
    if random.randint(0, 1):
        row[table.name] = RawCell(str(row[table.name]), style=CellStyle(bold=True))
    table.rows.insert(at, row)
    inside = table.blocks
    table.blocks = {
        k: range(
            b.start + (b.start > at or (b.start == at and b != inside[_block_of(inside, parts[0])])),
            b.stop + (b.stop >= at),
        )
        for k, b in inside.items()
    }


def _block_of(blocks: dict[str, range], row: int) -> str:
    return next(k for k, b in blocks.items() if row in b)


def stack_last_year(table: Table, random: Random) -> None:
    in_headers = random.randint(0, 1)
    below: list[Row] = [list(row) for row in table.rows]
    for row in below[1:]:
        row[:] = [_times(v, 0.9) for v in row]
    if in_headers:
        below[0] = [f"{h} 2022" if h in ("Budget", "Utfall") else h for h in below[0]]
    title: list[Row] = [[]] if in_headers else [[], ["Driftredovisning 2022"]]
    table.rows += [*title, *below]


def repeat_header(table: Table, random: Random) -> None:
    lines = table.lines("KOSTNADER")
    at = lines[random.randint(1, len(lines) - 1)]
    table.rows.insert(at, [h if isinstance(h, str) else None for h in table.rows[0]])
    table.blocks["KOSTNADER"] = range(table.blocks["KOSTNADER"].start, table.blocks["KOSTNADER"].stop + 1)


def own_column(table: Table, random: Random) -> None:
    headers = [
        "Budgetansvarig",
        "Utfall per invånare",
        "Budget 2024",
        "Budgetkommentar",
        "Avvikelse %",
        "Utfall i %",
    ]
    header = headers[random.randint(0, len(headers) - 1)]
    at = random.randint(0, len(table.rows[0]))
    for number, row in enumerate(table.rows):
        row += [None] * (at - len(row))
        figure: Cell = (
            "Eva Ek" if header in ("Budgetansvarig", "Budgetkommentar") else float(17 + number * 13 % 90)
        )
        row.insert(at, header if number == 0 else figure if len(row) > 1 else None)
    table.name += at <= table.name
    table.budget += at <= table.budget
    table.actual += at <= table.actual
    if table.variance is not None:
        table.variance += at <= table.variance


def revised_budget(table: Table, random: Random) -> None:
    """The original budget beside the one that counts, which may be called by its plain name."""
    names = [
        ("Ursprunglig budget", "Reviderad budget"),
        ("Budget", "Reviderad budget"),
        ("Ursprunglig budget", "Budget"),
    ]
    names += [("Budget KF", "Total budget"), ("Budget", "Budget efter omfordelning")]
    original, revised = names[random.randint(0, len(names) - 1)]
    at = table.budget
    for number, row in enumerate(table.rows):
        if len(row) <= at:
            continue
        row.insert(at, original if number == 0 else _times(row[at], 0.5 if number % 3 else 1.0))
    table.rows[0][at + 1] = revised
    table.budget, table.actual = table.budget + 1, table.actual + 1
    table.variance = None if table.variance is None else table.variance + 1
    table.name += at <= table.name


def labels_to_account(table: Table, _: Random) -> None:
    if table.name and table.totals:
        for row in table.rows:
            if isinstance(name := row[table.name] if len(row) > table.name else None, str) and name.isupper():
                row[table.name - 1], row[table.name] = name, None


def second_total(table: Table, random: Random) -> None:
    """The sum of the costs, or of all, once more under another word, at the end of the sheet or of the block."""
    words = [
        "Slutsumma",
        "Sammanlagt",
        "Σ",
        "Tot",
        "S:a",
        "Summa summarum",
        "Totalbelopp",
        "Allt tillsammans",
        "Summering",
    ]
    word = words[random.randint(0, len(words) - 1)]
    whole = random.randint(0, 1)
    parts = table.lines("KOSTNADER") + (table.lines("INTÄKTER") if whole else [])
    row: Row = [None] * len(table.rows[0])
    row[table.name] = word
    for column in [*table.columns(), *([table.variance] if table.variance is not None else [])]:
        row[column] = fsum(v for r in parts if isinstance(v := table.rows[r][column], float))
    table.rows.insert(len(table.rows) if whole else table.blocks["KOSTNADER"].stop + table.totals, row)


def blank_cell(table: Table, random: Random) -> None:
    rows = table.lines("KOSTNADER")
    row = rows[random.randint(0, len(rows) - 1)]
    table.rows[row][table.columns()[random.randint(0, 1)]] = None


def cached_zero(table: Table, random: Random) -> None:
    """A line's formula, or the totals', as a program leaves them that does not compute."""
    rows = table.lines("KOSTNADER")
    row = rows[random.randint(0, len(rows) - 1)]
    column = table.columns()[random.randint(0, 1)]
    value = table.rows[row][column]
    if isinstance(value, float):
        table.rows[row][column] = RawCell(0.0, formula=f"{value - 100:f}+100")


def turn_cell(table: Table, random: Random) -> None:
    row = random.choice([*table.lines("INTÄKTER"), *table.lines("KOSTNADER")])
    _scaled(table, [row], [random.choice(table.columns())], -1.0)


def scale_cell(table: Table, random: Random) -> None:
    row = random.choice([*table.lines("INTÄKTER"), *table.lines("KOSTNADER")])
    _scaled(table, [row], [random.choice(table.columns())], random.choice([1000.0, 0.001]))


def amounts_as_text(table: Table, random: Random) -> None:
    """A column as another program wrote it: spaces between thousands, the minus in front, behind or in brackets."""
    column, way = random.choice(table.columns()), random.choice(["-{}", "−{}", "{}-", "({})", "– {}"])
    decimals = random.choice(["", ",00"])
    for row in table.rows[1:]:
        if len(row) > column and isinstance(value := row[column], float):
            text = f"{abs(value):,.0f}".replace(",", random.choice([" ", "\u00a0", ""])) + decimals
            row[column] = way.format(text) if value < 0 else text


def heading(table: Table, random: Random) -> None:
    """A heading of one's own above some lines."""
    at = random.choice(table.lines("KOSTNADER"))
    row: Row = [None] * len(table.rows[0])
    row[table.name] = random.choice(["Lokaler och drift", "Övrigt", "Not 2", "Totalt sett"])
    table.rows.insert(at, row)
    table.blocks["KOSTNADER"] = range(table.blocks["KOSTNADER"].start, table.blocks["KOSTNADER"].stop + 1)


def of_which(table: Table, random: Random) -> None:
    """A part of a line below it."""
    at = random.choice(table.lines("KOSTNADER"))
    row = [_times(cell, 0.5) for cell in table.rows[at]]
    row[table.name] = random.choice(
        ["varav vikarier", "Därav skolan", "- varav el", "– varav vikarier", "Varav: el"]
    )
    table.rows.insert(at + 1, row)
    table.blocks["KOSTNADER"] = range(table.blocks["KOSTNADER"].start, table.blocks["KOSTNADER"].stop + 1)


def more_columns(table: Table, random: Random) -> None:
    """Last year's, the forecast's, or the first months' column before the amounts or behind them."""
    header = random.choice(
        ["Utfall 2022", "Utfall föregående år", "Prognos", "Bokslut 2022", "Utfall jan-aug", "Utfall T2"]
    )
    at, by = random.choice([table.budget, table.actual, table.actual + 1]), random.choice([0.6, 0.95, 1.05])
    for number, row in enumerate(table.rows):
        if len(row) > table.actual:
            row.insert(at, header if number == 0 else _times(row[table.actual], by))
    table.budget += at <= table.budget
    if table.variance is not None:
        table.variance += 1
    table.actual += at <= table.actual


CHANGES = [
    turn_cell,
    scale_cell,
    heading,
    more_columns,
    turn_block,
    turn_column_of_block,
    scale_sheet,
    scale_column,
    put_parent,
    stack_last_year,
    repeat_header,
    own_column,
    revised_budget,
    labels_to_account,
    second_total,
    blank_cell,
    cached_zero,
    of_which,
    amounts_as_text,
]


# --- what came of it -----------------------------------------------------------------------------------------


def figures(board: Board) -> Figures:
    """Every line's budget and actual, and those of the totals that the result shows."""
    assert board.operating is not None
    asked = (operating.BUDGET, operating.ACTUAL)
    both: Figures = {}
    for kind, block in board.operating.blocks.items():
        for line in block.lines:
            both[f"{kind.value} {line.name}"] = (line.amounts[asked[0]], line.amounts[asked[1]])
        both[kind.value] = (round(block.sum(asked[0]), 6), round(block.sum(asked[1]), 6))
    return both


_OF_READING = ("XL202", "XL218", "XL303")  # how something was read, and no doubt about a figure


def heard(board: Board) -> list[str]:
    """What is asked or warned of on the sheet or on Uppgifter."""
    told = [f for f in board.findings if f.severity.word != "upplysning" and f.code.code not in _OF_READING]
    return [drawn(f) for f in told if f.origin and f.origin.sheet in (_SHEET, "Uppgifter")]


def silently_wrong(seed: int) -> tuple[list[str], Table] | None:
    """What was done to the right table of the seed, and what it became, where that is read as other figures in silence."""
    random = Random(seed)
    table = right_table(random)
    before = read_board(table.book())
    assert heard(before) == []
    changes = random.sample(range(len(CHANGES)), random.randint(1, 2))
    for change in sorted(changes):
        CHANGES[change](table, random)
    after = read_board(table.book())
    if heard(after) or figures(after) == figures(before):
        return None
    return [CHANGES[c].__name__ for c in sorted(changes)], table


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_what_people_do_to_a_right_workbook_changes_no_figure_in_silence(seed: int) -> None:
    wrong = silently_wrong(seed)
    if wrong:
        note("\n".join(map(str, wrong[1].rows)))
    assert wrong is None or wrong[0] == []
