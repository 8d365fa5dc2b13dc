"""Rows that people put in, repeat, move and hide."""

from __future__ import annotations

from math import fsum
from random import Random

from tests.whole.transformations.right_tables import COST, INCOME, Row, Table, times
from xltool.core.cells import CellStyle, RawCell, column_letters


def put_parent(table: Table, random: Random) -> None:
    """A row with the sum of some lines, before or after them, bold or not, with a formula or not."""
    block = random.choice([INCOME, COST])
    parts = _run(table, block, random, 2)
    if not _are_numbers(table, parts):
        return
    row: Row = list(table.rows[parts[0]])
    row[table.name] = f"Gemensamt {len(table.rows)}"
    for column in _of_numbers(row):
        row[column] = fsum(v for r in parts if isinstance(v := table.rows[r][column], float))
    if table.name:
        row[0] = None
    if random.randint(0, 1):
        row[table.name] = RawCell(str(row[table.name]), style=CellStyle(bold=True))
    table.insert(parts[0] if random.randint(0, 1) else parts[-1] + 1, row, block)


def _of_numbers(row: Row) -> list[int]:
    """The columns that somebody adds up who makes a sum of the row: last year's and others beside ours too."""
    return [c for c, value in enumerate(row) if isinstance(value, float)]


def _are_numbers(table: Table, rows: list[int]) -> bool:
    """Whether somebody who adds up the rows in Excel gets their sum: of texts and gaps it gives another."""
    return all(isinstance(table.rows[r][c], float) for r in rows for c in table.columns())


def _run(table: Table, block: str, random: Random, least: int) -> list[int]:
    lines = table.lines(block)
    first = random.randint(0, len(lines) - least)
    return lines[first : random.randint(first + least, len(lines))]


def parent_of_one(table: Table, random: Random) -> None:
    """A row that is one line once more: by a bare formula, or by its figures under a heading's name."""
    block = random.choice([INCOME, COST])
    part = random.choice(table.lines(block))
    row: Row = list(table.rows[part])
    row[table.name] = random.choice(["Gemensam verksamhet", "Stab", "Övrigt", "Verksamheten totalt"])
    if table.name:
        row[0] = None
    at = part + random.randint(0, 1)
    stands = part + 2 if at == part else part + 1  # where the part stands then, counted from 1
    for column in table.amounts():
        if isinstance(value := row[column], float):
            formula = f"{column_letters(column + 1)}{stands}"
            row[column] = RawCell(value, formula=random.choice([formula, f"SUM({formula}:{formula})"]))
    table.insert(at, row, block)


def parent_apart(table: Table, random: Random) -> None:
    """A row that is the sum of lines which do not stand beside each other, known by arithmetic or a formula."""
    block = COST
    lines = table.lines(block)
    parts = sorted(random.sample(lines, random.randint(2, 3)))
    if not _are_numbers(table, parts):
        return
    row: Row = list(table.rows[parts[0]])
    row[table.name] = "Lokaler och drift"
    if table.name:
        row[0] = None
    at = random.choice(lines)
    formulas = random.randint(0, 1)
    for column in _of_numbers(row):
        value = fsum(v for r in parts if isinstance(v := table.rows[r][column], float))
        cells = [f"{column_letters(column + 1)}{r + 1 + (r >= at)}" for r in parts]
        row[column] = RawCell(value, formula="+".join(cells)) if formulas else value
    table.insert(at, row, block)


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
    whole = random.randint(0, 1) and table.signs != "utan tecken"
    parts = table.lines(COST) + (table.lines(INCOME) if whole else [])
    if not _are_numbers(table, parts):
        return
    row = table.blank()
    row[table.name] = random.choice(words)
    for column in table.columns():
        row[column] = fsum(v for r in parts if isinstance(v := table.rows[r][column], float))
    table.insert(len(table.rows) if whole else table.blocks[COST].stop + table.totals, row)


def total_to_top(table: Table, _: Random) -> None:
    """The totals above the lines that they close."""
    for lines in table.blocks.values() if table.totals and not table.has_formulas() else ():
        table.rows.insert(lines.start, table.rows.pop(lines.stop))


def repeat_header(table: Table, random: Random) -> None:
    at = random.choice(table.lines(COST)[1:])
    table.insert(at, [h if isinstance(h, str) else None for h in table.rows[table.head]], COST)


def heading(table: Table, random: Random) -> None:
    """A heading of one's own above some lines."""
    row = table.blank()
    row[table.name] = random.choice(
        ["Lokaler och drift", "Övrigt", "Not 2", "Totalt sett", "Kostnader", "Övriga kostnader"]
    )
    table.insert(random.choice(table.lines(COST)), row, COST)


def kind_heading(table: Table, random: Random) -> None:
    """Headings that say the kind above both blocks."""
    words = random.choice(
        [
            ("Intäkter", "Kostnader"),
            ("INTÄKTER", "KOSTNADER"),
            ("Verksamhetens intäkter", "Verksamhetens kostnader"),
        ]
    )
    for block, word in zip((COST, INCOME), reversed(words), strict=True):
        row = table.blank()
        row[table.name] = word
        table.insert(table.blocks[block].start, row)


def blank_row(table: Table, random: Random) -> None:
    block = random.choice([INCOME, COST])
    table.insert(random.choice(table.lines(block)[1:]), table.blank(), block)


def note_row(table: Table, random: Random) -> None:
    """A note in words below the table, or among its lines."""
    row = table.blank()
    row[table.name] = random.choice(
        [
            "* Avser även 2022",
            "Not: hyran höjd från 1 juli",
            "1) Inklusive sociala avgifter",
            "Kontrollerad av Eva 2024-01-12",
            "Källa: Raindance",
        ]
    )
    if random.randint(0, 1):
        table.rows += [[], row]
    else:
        table.insert(random.choice(table.lines(COST)), row, COST)


def of_which(table: Table, random: Random) -> None:
    """A part of a line below it."""
    at = random.choice(table.lines(COST))
    row = [times(cell, 0.5) for cell in table.rows[at]]
    row[table.name] = random.choice(
        ["varav vikarier", "Därav skolan", "- varav el", "– varav vikarier", "Varav: el", "varav:"]
    )
    table.insert(at + 1, row, COST)


def of_which_below(table: Table, _: Random) -> None:
    """A row `varav:` without amounts, and parts below it, at the end of the block."""
    at = table.blocks[COST].stop
    above = table.rows[table.lines(COST)[-1]]
    word = table.blank()
    word[table.name] = "varav"
    parts = [[times(cell, by) for cell in above] for by in (0.3, 0.2)]
    for number, part in enumerate(parts):
        part[table.name] = ["skolan", "biblioteket"][number]
    for row in reversed([word, *parts]):
        table.insert(at, row, COST)


def hide_rows(table: Table, random: Random) -> None:
    """Rows that are hidden still count."""
    lines = [*table.lines(INCOME), *table.lines(COST)]
    table.hidden |= set(random.sample(lines, random.randint(1, 3)))


def key_figure(table: Table, random: Random) -> None:
    """A row that is no money, below the table or last in a block."""
    row = table.blank()
    row[table.name] = random.choice(
        ["Antal årsarbetare", "Antal elever", "Kostnad per invånare (kr)", "Nettokostnadsandel"]
    )
    row[table.budget], row[table.actual] = float(random.randint(12, 99)), float(random.randint(12, 99))
    if random.randint(0, 1):
        table.insert(table.blocks[COST].stop, row, COST)
    else:
        table.rows += [[], row] if random.randint(0, 1) else [row]


def swap_blocks(table: Table, _: Random) -> None:
    """The costs above the income."""
    first, second = table.blocks[INCOME], table.blocks[COST]
    of = int(table.totals)
    upper = table.rows[first.start : first.stop + of]
    lower = table.rows[second.start : second.stop + of]
    if first.stop + of == second.start and not table.has_formulas():
        table.rows[first.start : second.stop + of] = [*lower, *upper]
        start = first.start + len(lower)
        table.blocks = {
            COST: range(first.start, first.start + len(second)),
            INCOME: range(start, start + len(first)),
        }


def sort_lines(table: Table, random: Random) -> None:
    """All lines of a block in another order."""
    places = table.lines(random.choice([INCOME, COST])) if not table.has_formulas() else []
    rows = [table.rows[p] for p in places]
    random.shuffle(rows)
    for place, row in zip(places, rows, strict=True):
        table.rows[place] = row


def copied_line(table: Table, random: Random) -> None:
    """A line that was pasted twice."""
    at = random.choice(table.lines(COST))
    table.insert(at + 1, list(table.rows[at]), COST)


ROWS = [
    put_parent, parent_of_one, parent_apart, second_total, total_to_top, repeat_header, heading, kind_heading, blank_row,
    note_row, of_which, of_which_below, hide_rows, key_figure, swap_blocks, sort_lines, copied_line,
]  # fmt: skip
