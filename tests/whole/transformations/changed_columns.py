"""Columns of one's own, further amounts, other tables and sheets."""

from __future__ import annotations

from random import Random

from tests.whole.transformations.right_tables import Cell, Row, Table, times

_OF_TEXT = {
    "Budgetansvarig": "Eva Ek", "Budgetkommentar": "Eva Ek", "Typ av kostnad": "Rörlig", "Ansvarig": "Eva Ek",
    "Utfallsanalys": "se bilaga", "Prognosansvarig": "Eva Ek", "Kontoägare": "Eva Ek",
}  # fmt: skip
_OF_FIGURES = [
    "Utfall per invånare", "Budget 2024", "Avvikelse %", "Utfall i %", "Not", "Andel av budget", "Förbrukat %",
    "Utfall kr/inv", "Budgetram 2025", "Antal", "Utfall december", "Budget december",
]  # fmt: skip


def own_column(table: Table, random: Random) -> None:
    """A column whose first word may be one of ours."""
    header = random.choice([*_OF_TEXT, *_OF_FIGURES])
    cells: list[Cell] = []
    for number, row in enumerate(table.rows):
        figure: Cell = _OF_TEXT.get(header) or float(17 + number * 13 % 90)
        is_line = len(row) > table.actual and number > table.head
        cells.append(header if number == table.head else figure if is_line else None)
    table.insert_column(random.randint(0, len(table.rows[table.head])), cells)


def revised_budget(table: Table, random: Random) -> None:
    """The original budget beside the one that counts, which may be called by its plain name."""
    names = [
        ("Ursprunglig budget", "Reviderad budget"), ("Budget", "Reviderad budget"), ("Ursprunglig budget", "Budget"),
        ("Budget KF", "Total budget"), ("Budget", "Budget efter omfordelning"), ("Antagen budget", "Gällande budget"),
    ]  # fmt: skip
    original, revised = random.choice(names)
    at = table.budget
    table.insert_column(
        at,
        [
            original if n == table.head else times(_at(row, at), 0.5 if n % 3 else 1.0)
            for n, row in enumerate(table.rows)
        ],
    )
    table.rows[table.head][at + 1] = revised


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


def more_columns(table: Table, random: Random) -> None:
    """Last year's, the forecast's, or some months' column before the amounts or behind them."""
    header = random.choice(
        [
            "Utfall 2022",
            "Utfall föregående år",
            "Prognos",
            "Bokslut 2022",
            "Utfall jan-aug",
            "Utfall T2",
            "Periodens utfall",
        ]
    )
    at, by = random.choice([table.budget, table.actual, table.actual + 1]), random.choice([0.6, 0.95, 1.05])
    cells = [
        header if n == table.head else times(_at(row, table.actual), by) for n, row in enumerate(table.rows)
    ]
    table.insert_column(at, cells)


def swap_columns(table: Table, _: Random) -> None:
    """Utfall before Budget."""
    for row in table.rows if not table.has_formulas() else ():
        if len(row) > table.actual:
            row[table.budget], row[table.actual] = row[table.actual], row[table.budget]
    if not table.has_formulas():
        table.budget, table.actual = table.actual, table.budget


def years_in_headers(table: Table, random: Random) -> None:
    budget, actual = random.choice(
        [
            ("Budget 2023", "Utfall 2023"),
            ("BUDGET 23", "UTFALL 23"),
            ("Årsbudget", "Bokslut"),
            ("Budget helår 2023", "Redovisat 2023"),
            ("Budget 2022", "Utfall 2022"),
        ]
    )
    table.rows[table.head][table.budget], table.rows[table.head][table.actual] = budget, actual


def labels_to_account(table: Table, _: Random) -> None:
    if table.name == 1 and table.totals:
        for row in table.rows[table.head + 1 :]:
            if isinstance(name := _at(row, table.name), str) and name.isupper():
                row[table.name - 1], row[table.name] = name, None


def account_in_name(table: Table, _: Random) -> None:
    """`5010 Löner` in one cell."""
    if table.name == 1:
        table.rows[table.head][table.name - 1] = None
        for row in table.rows[table.head + 1 :]:
            if len(row) > table.name and row[table.name - 1] and row[table.name]:
                row[table.name - 1], row[table.name] = None, f"{row[table.name - 1]} {row[table.name]}"


def no_name_header(table: Table, random: Random) -> None:
    table.rows[table.head][table.name] = random.choice([None, "Belopp i " + table.unit, "Post", "Verksamhet"])


def stack_last_year(table: Table, random: Random) -> None:
    """Last year's table below this year's, with the year in its headers, above it, or in both titles."""
    in_headers = random.randint(0, 1)
    below: list[Row] = [list(row) for row in table.rows[table.head :]]
    for row in below[1:]:
        row[:] = [times(v, 0.9) for v in row]
    if in_headers:
        below[0] = [f"{h} 2022" if h in ("Budget", "Utfall") else h for h in below[0]]
    title: list[Row] = [[]] if in_headers else [[], ["Driftredovisning 2022"]]
    table.rows += [*title, *below]


def sheet_of_last_year(table: Table, random: Random) -> None:
    """Last year's sheet beside this year's."""
    here, there = random.choice(
        [
            ("Driftredovisning", "Driftredovisning 2022"),
            ("Drift 2023", "Drift 2022"),
            ("Driftredovisning 2023", "Driftredovisning 2022"),
            ("Driftredovisning", "Föregående år"),
        ]
    )
    last: list[Row] = [list(row) for row in table.rows]
    for row in last[table.head + 1 :]:
        row[:] = [times(v, 0.9) for v in row]
    table.named = here
    table.beside.append((there, last))


def copied_sheet(table: Table, random: Random) -> None:
    """An older state of the sheet, as Excel names a copy."""
    old: list[Row] = [list(row) for row in table.rows]
    for row in old[table.head + 1 :]:
        row[:] = [times(v, 0.97) for v in row]
    table.beside.append(
        (random.choice(["Driftredovisning (2)", "Driftredovisning gammal", "Blad1", "Drift"]), old)
    )


COLUMNS = [
    own_column, revised_budget, more_columns, swap_columns, years_in_headers, labels_to_account, account_in_name,
    no_name_header, stack_last_year, sheet_of_last_year, copied_sheet,
]  # fmt: skip
