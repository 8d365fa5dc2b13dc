"""What stands together on the detail rows: an account, a column's cell, and what tells lines of the same account apart."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from xltool.core.columns import Column
from xltool.core.long_columns import Details, LongColumn, LongTable
from xltool.core.scalars import Scalar
from xltool.sheets.ledger.array_columns import Numbers, Words
from xltool.sheets.ledger.detail_sums import coded
from xltool.sheets.lines.ledger_values import cell_words


class Together(Struct, frozen=True):
    """At least one row has this account with the `value`, and with these cells in the columns that tell lines apart."""

    account: str
    value: Scalar
    held: tuple[Scalar, ...]


def held_together(details: Details, column: Column) -> list[Together]:
    """Each that there is, once. Texts that differ in case alone are one, as to Excel."""
    of_lines = [details.kept[one.name] for one in details.narrowed]
    cells = [details.table.cells[c] for c in (details.account, column, *of_lines)]
    found = [coded(one) for one in cells]
    groups = np.zeros(details.table.size, np.intp)
    for places, _ in found:
        _, groups = np.unique(groups * (places.max(initial=0) + 1) + places, return_inverse=True)
    _, first = np.unique(groups, return_index=True)
    words = [(places, _as_one(of_column)) for places, of_column in found]
    held = [[of_column[places[at]] for places, of_column in words] for at in first.tolist()]
    return [Together(cell_words(account), value, tuple(more)) for account, value, *more in held]


def _as_one(words: list[Scalar]) -> list[Scalar]:
    """The words, each as the first of those that Excel takes for the same, which is what `different` gives."""
    first = {_folded(word): word for word in reversed(words)}
    return [first[_folded(word)] for word in words]


def _folded(word: Scalar) -> object:
    return word.casefold() if isinstance(word, str) else (type(word), word)


def narrowed_details(details: Details, column: Column, value: Scalar) -> Details:
    """The rows that hold the value in the column, alone: nothing of the others is left in what is kept."""
    places, words = coded(details.table.cells[column])
    wanted = _folded(value)
    mine = np.isin(places, [at for at, word in enumerate(words) if _folded(word) == wanted])
    table = details.table
    cells = {c: _of_rows(table.cells[c], mine) for c in table.columns}
    accounts = {cell_words(one) for one in cells[details.account].different()}
    return Details(
        details.sheet,
        details.account,
        details.amounts,
        {number: one for number, one in details.accounts.items() if number in accounts},
        LongTable(table.key, table.columns, cells, int(mine.sum()), table.days),
        details.unit,
        details.multiplier,
        details.divisor,
        details.kept,
        details.narrowed,
    )


def _of_rows(column: LongColumn, mine: NDArray[np.bool_]) -> LongColumn:
    if not isinstance(column, Words):
        return Numbers(column.numbers[mine])
    used, codes = np.unique(column.codes[mine], return_inverse=True)
    words = [column.words[at] for at in used.tolist() if at >= 0]
    return Words(codes - int((used < 0).any()), words)
