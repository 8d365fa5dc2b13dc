"""A sheet of its own for each group: its lines with budget, actual and variance, as Driftredovisning has them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from xltool.core.columns import Column
from xltool.core.expr import Expr, joined, rounded, total, when
from xltool.core.pages import Page, head
from xltool.core.sentences import amount_formula
from xltool.core.spelling import normalised
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.usage import UsageError
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.groups_page import GROUPS, group_key, has_groups
from xltool.sheets.operating.operating_table import with_variances
from xltool.sheets.page_head import PageHead

_LONGEST = 31  # of a sheet's name in Excel
_SUM = "sum"
_SHOWN = (operating.VARIANCE, operating.VARIANCE_SHARE, operating.VARIANCE_BAR, operating.ASSESSMENT)


def checked_group(lines: Lines, wanted: str) -> None:
    """Raises UsageError where the sheet is not grouped, or by another column than the `wanted` one."""
    title = operating.OPERATING.title
    if not has_groups(lines):
        *names, last = operating.GROUP.aliases
        words = f"{', '.join(names)}, {last} eller {operating.GROUP.header}"
        raise UsageError(f"Bladet {title} har inga grupper: rubriker, delsummor eller en kolumn som {words}.")
    if lines.grouped_by and normalised(lines.grouped_by) != normalised(wanted):
        raise UsageError(f"Bladet {title} är grupperat efter kolumnen {lines.grouped_by}, inte {wanted}.")


def group_sheets(lines: Lines, table: Table, page: PageHead, taken: Collection[str]) -> Iterator[Page]:
    """The groups' sheets, in their order; none is called as those that are `taken`."""
    titles = {title.casefold() for title in taken}
    for index, name in enumerate(lines.groups):
        title = _title(name, titles)
        titles.add(title.casefold())
        yield _sheet(index, name, title, lines, table, page)


def _title(name: str, taken: Collection[str]) -> str:
    """The group's name within Excel's rules for a sheet's, which no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '") or operating.GROUP.header
    title, number = plain[:_LONGEST].rstrip(" '"), 1
    while title.casefold() in taken:
        number += 1
        title = f"{plain[: _LONGEST - 5].rstrip()} ({number})"
    return title


def _sheet(index: int, name: str, title: str, lines: Lines, table: Table, page: PageHead) -> Page:
    key = f"{GROUPS}:{index}"
    used = [c for c in operating.judging(lines).columns.amounts if c in table.columns]
    shown = [c for c in (operating.ACCOUNT, operating.NAME, *used) if c in table.columns]
    rows = []
    for kind, block in lines.blocks.items():
        for place, line in enumerate(block.lines):
            if line.group == name:
                of = f"{operating.KEYS[kind]}:{place}"
                cells: dict[Column, Cell] = {c: Cell(table.at(of, c)) for c in shown}
                cells[operating.NAME] = Cell(line.name)
                if operating.ACCOUNT in cells:
                    cells[operating.ACCOUNT] = Cell(line.account or None)
                said = table.at(of, operating.COMMENT)
                cells[operating.COMMENT] = Cell(when(said.equals(""), "", said))
                rows.append(Row(of, Role.LINE, cells))
    sums: dict[Column, Cell] = {operating.NAME: Cell(f"Summa {name}")}
    span = Table(key, (), tuple(rows)).span
    sums |= {c: Cell(total(span(rows[0].key, rows[-1].key, c))) for c in used}
    rows.append(Row(_SUM, Role.TOTAL, sums, frozenset({operating.VARIANCE_BAR})))
    own = Table(
        key,
        (*shown, *_SHOWN, operating.COMMENT),
        tuple(with_variances(rows, lines)),
        headers={c: h for c, h in table.headers.items() if c in used or c is operating.VARIANCE},
        colours=tuple(c for c in operating.COLOURS if c.column in _SHOWN),
    )
    message, good, bad = _message(own, index, page)
    about = page.about(f"  ·  {page.sign_rule}")
    heading = head(title, page.titled(name), about, message, page.badge, good, bad)
    widths: dict[Column, float] = {operating.COMMENT: 44, operating.VARIANCE_BAR: 19}
    return Page(title, heading, ((own,),), widths=widths)


def _message(own: Table, index: int, page: PageHead) -> tuple[Expr, Expr, Expr]:
    """What the group comes to, or that a line of it has been put in elsewhere."""
    variance = own.at(_SUM, operating.VARIANCE)
    clean, of_group = rounded(variance), Table(GROUPS, (), ()).at(group_key(index), operating.VARIANCE)
    said = joined("Avvikelse mot budget: ", amount_formula(page.money, variance, signed=True), ".")
    whole = clean.equals(rounded(of_group))
    less = "Bladet har inte med alla gruppens rader. Kör xltool process igen."
    return when(whole, said, less), clean > 0, clean < 0
