"""The lines of Driftredovisning within each value of a column: whose the variances are, and what they say of them.

A block a value with the lines that have rows there, its sum, and last the lines for all values together, which are those of
Driftredovisning. Every amount is a live sum over Underlag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr, call, joined, total, when
from xltool.core.long_columns import Details
from xltool.core.pages import Page, head
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT
from xltool.sheets.checks import Check
from xltool.sheets.crossed.compared import Compared
from xltool.sheets.crossed.split import OfValue, Split, words_of
from xltool.sheets.crossed.value_sums import shares
from xltool.sheets.lines.ledger_sums import crossed_formula, sum_formula, total_formula
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.page_head import PageHead

Comments = Mapping[RowKey, str]
ALL, SUM = "all", "sum"
_PLACE = Column("Rad på Driftredovisning", TEXT)
_ENOUGH = 0.005  # in the workbook's unit: what adding up in another order leaves is far below it


def crossed_key(split: Split) -> str:
    return f"crossed {split.number}"


def heading_key(place: int) -> str:
    return f"value:{place}"


def line_rows(
    details: Details, split: Split, compared: Compared, value: Scalar, comments: Comments
) -> dict[str, tuple[Row, RowKey]]:
    """The value's lines as rows, by their keys, with what they are known by."""
    at = list(split.values).index(value)
    found: dict[str, tuple[Row, RowKey]] = {}
    for one, known in split.keys(value):
        key = f"{at}:{one.place}"
        cells = _named(one) | {_PLACE: Cell(one.place), operating.COMMENT: Cell(comments.get(known) or None)}
        for c in compared.amounts:
            cells[c] = Cell(crossed_formula(details, one.named, c, split.column, value))
        found[key] = Row(key, Role.LINE, cells | shares(compared)), known
    return found


def _named(one: OfValue) -> dict[Column, Cell]:
    return {operating.ACCOUNT: Cell(one.line.account or None), operating.NAME: Cell(one.name)}


def columns_of(compared: Compared, *, hidden: Sequence[Column] = ()) -> tuple[Column, ...]:
    beside = (*compared.differences, *compared.verdicts, operating.COMMENT)
    return (operating.ACCOUNT, operating.NAME, *compared.amounts, *beside, *hidden)


def crossed_table(details: Details, split: Split, compared: Compared, comments: Comments) -> Table:
    """The table of the page."""
    key = crossed_key(split)
    verdicts = frozenset(compared.verdicts)
    computed = frozenset({*compared.differences, *verdicts})
    rows: list[Row] = []
    for place, value in enumerate(split.values):
        name = words_of(value)
        lines = [row for row, _ in line_rows(details, split, compared, value, comments).values()]
        rows.append(Row(heading_key(place), Role.GROUP, {operating.NAME: Cell(name)}, computed))
        rows += lines
        sums = _sums(key, lines[0].key, lines[-1].key, compared) if lines else {}
        cells = {operating.NAME: Cell(f"Summa {name}"), **sums, **shares(compared)}
        rows.append(Row(f"{SUM}:{place}", Role.GROUP_TOTAL, cells, verdicts if lines else computed))
    last = rows[-1].key
    rows.append(Row(ALL, Role.GROUP, {operating.NAME: Cell("Alla")}, computed))
    span = Table(key, (), tuple(rows)).span
    places = span(rows[0].key, last, _PLACE)
    ledgers = _ledgers(compared)
    everyone: list[Row] = []
    for one in split.everyone:
        cells = _named(one)
        for c in compared.amounts:
            is_its = places.equals(one.place)
            cells[c] = Cell(call("SUMPRODUCT", is_its * 1, span(rows[0].key, last, c)))
            cells[ledgers[c]] = Cell(sum_formula(details, one.named, c))
        cells[operating.COMMENT] = Cell(None, fixed=True)
        everyone.append(Row(f"{ALL}:{one.place}", Role.LINE, cells | shares(compared), verdicts))
    rows += everyone
    sums = _sums(key, everyone[0].key, everyone[-1].key, compared) if everyone else {}
    rows.append(Row(SUM, Role.TOTAL, {operating.NAME: Cell("Summa"), **sums, **shares(compared)}, verdicts))
    hidden = (_PLACE, *ledgers.values())
    return Table(
        key,
        columns_of(compared, hidden=hidden),
        tuple(rows),
        headers=compared.headers,
        colours=compared.colours,
        hidden=frozenset(hidden),
    )


def _ledgers(compared: Compared) -> dict[Input, Column]:
    """What each line of all values comes to by its own sum over Underlag."""
    return {c: _LEDGERS.setdefault(c, Column(f"{c.header} ur underlaget", AMOUNT)) for c in compared.amounts}


_LEDGERS: dict[Input, Column] = {}


def _sums(key: str, first: str, last: str, compared: Compared) -> dict[Column, Cell]:
    span = Table(key, (), ()).span
    return {c: Cell(total(span(first, last, c))) for c in compared.amounts}


def row_keys_of(details: Details, split: Split, compared: Compared) -> dict[str, RowKey]:
    """What the rows that comments are written on are known by, by their keys in the table."""
    return {
        key: known
        for value in split.values
        for key, (_, known) in line_rows(details, split, compared, value, {}).items()
    }


def crossed_page(split: Split, table: Table, compared: Compared, page: PageHead) -> Page:
    about = page.about(*([f"  ·  {page.sign_rule}"] if compared.judged else []))
    heading = head(split.title, page.titled(split.title), about, _message(table, compared), page.badge)
    notes = (
        f"Raderna är de som hämtar sina belopp ur underlaget, delade efter kolumnen {split.name}. "
        "Rader med inskrivna belopp finns bara på Driftredovisning.",
    )
    return Page(split.title, heading, ((table,),), notes, widths={operating.NAME: 34, operating.COMMENT: 52})


def _message(table: Table, compared: Compared) -> Expr | str:
    if not compared.judged:
        return "Skriv i kolumnen Kommentar. Det följer med när xltool process körs igen."
    count = call("COUNTIF", table.all(operating.EXPLANATION), operating.UNEXPLAINED)
    some = joined(
        count, when(count.equals(1), " rad", " rader"), " saknar förklaring. Skriv i kolumnen Kommentar."
    )
    return when(count.equals(0), "Alla väsentliga avvikelser är förklarade.", some)


def crossed_checks(details: Details, split: Split, table: Table, compared: Compared) -> Iterator[Check]:
    """Both ways: the values come to the ledger, and each line's values to the line."""
    ledgers = _ledgers(compared)
    first, last = (f"{ALL}:{one.place}" for one in (split.everyone[0], split.everyone[-1]))
    for c in compared.amounts:
        yield Check(
            f"{table.key} {c.header}",
            f"{split.title}: summan är hela underlagets ({c.header.lower()})",
            table.at(SUM, c),
            total_formula(details, c),
            AMOUNT,
        )
        off = table.span(first, last, c) - table.span(first, last, ledgers[c])
        yield Check(
            f"{table.key} {c.header} lines",
            f"{split.title}: rader vars delar inte ger raden ({c.header.lower()})",
            call("SUMPRODUCT", (off > _ENOUGH) + (off < -_ENOUGH)),
            0,
            COUNT,
        )
