"""The column that names the lines, by its place: left of the amounts, with text on most rows (reading.md §8.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltool.binding.headers import Headers
from xltool.binding.rivals import Rival
from xltool.binding.vocabulary import GROUP_WORDS, NAME_WORDS, PERSON_WORDS
from xltool.core.cells import RawCell, RawSheet
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import figure, parse_number
from xltool.core.spelling import normalised
from xltool.core.units import UNIT_WORDS, Form

_MOST = 0.5  # of the rows that have figures


def name_by_place(
    sheet: RawSheet, kind: Sheet, headers: Headers, found: Mapping[Input, Sequence[Rival]]
) -> tuple[Input, int] | None:
    """The kind's column of names and its position; None where a header names it, or no column can be it.

    Of several columns of texts the one whose header is a word for names is taken, else the leftmost that is no group,
    and last of all who answers for the lines. Accounts with their names are taken where nothing else is.
    """
    name = next((c for c in kind.columns if c.names and c.required), None)
    if (
        name is None
        or not kind.named_by_place
        or any(r.words.base in _own(name) for r in found.get(name, ()))
    ):
        return None
    every = [(c, r.position) for c, rivals in found.items() for r in rivals if c is not name]
    amounts = [p for c, p in every if c.quantity.form is Form.AMOUNT]
    amounts = [p for p in amounts if not names_rows(sheet, headers.row, p, amounts)]
    taken = {p for c, p in every if p in amounts or (c.quantity.form is not Form.AMOUNT and not c.may_repeat)}
    places = range(1, min(amounts, default=1))
    texts = [p for p in places if p not in taken and names_rows(sheet, headers.row, p, amounts)]
    if not texts:  # `3011 Avgifter` below Konto names the line too
        accounts = {p for c, p in every if c.names and not c.may_repeat}
        texts = [p for p in places if p in accounts and names_rows(sheet, headers.row, p, amounts)]
    if not texts:
        return None
    bases = {p: headers.by_column[p].words.base if p in headers.by_column else "" for p in texts}
    worded = [p for p in texts if bases[p] in NAME_WORDS]
    things = [p for p in texts if bases[p] not in PERSON_WORDS]
    others = [p for p in things if bases[p] not in GROUP_WORDS]
    return name, (worded or others or things or texts)[0]


def names_rows(sheet: RawSheet, header_row: int, position: int, amounts: Sequence[int]) -> bool:
    """Whether most rows that have figures in the columns of amounts have a text in this one."""
    rows = {
        row
        for row, column in sheet.cells
        if row > header_row
        and column in amounts
        and column != position
        and _is_figure(sheet.cells[row, column])
    }
    texts = [row for row in rows if _is_text(sheet, row, position)]
    return len(texts) > _MOST * len(rows)


def _is_figure(cell: RawCell) -> bool:
    return cell.number is not None or (isinstance(cell.value, str) and figure(cell.value) is not None)


def _is_text(sheet: RawSheet, row: int, column: int) -> bool:
    value = sheet.cell(row, column).value
    if not isinstance(value, str) or not any(map(str.isalpha, value)):
        return False
    amount = parse_number(value)  # `5010 Löner` is no amount, `300 tkr` is one
    return amount is None or amount.unit.casefold() not in UNIT_WORDS


def _own(name: Input) -> frozenset[str]:
    return frozenset(map(normalised, (name.header, *name.aliases)))
