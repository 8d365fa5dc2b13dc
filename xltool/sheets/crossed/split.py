"""A column of the detail rows that they are split by, and which of the lines have rows with each of its values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from xltool.core.columns import Column
from xltool.core.long_columns import Details
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.core.usage import UsageError
from xltool.sheets.ledger.ledger_meanings import dimension_of
from xltool.sheets.ledger.ledger_page import LINES_BY
from xltool.sheets.lines.accounts import Accounts
from xltool.sheets.lines.ledger_values import cell_words
from xltool.sheets.lines.line_kinds import Line, Lines
from xltool.sheets.operating import operating_columns as operating

EMPTY = "(tomt)"
_MOST_VALUES = 2000  # more is no overview, and a formula for each would be slow to open
_MOST_LINES = 5000  # values × lines
_MOST_CELLS = (
    200_000_000  # that the formulas of one amount look at: beyond it a workbook is slow to recalculate
)


class OfValue(Struct, frozen=True):
    """A line of Driftredovisning that has detail rows of a value: its row's `place` there, and what it is called."""

    place: str
    line: Line
    named: Accounts
    name: str


class Split(Struct, frozen=True):
    """The `name` is the column's in the ledger, and `values` are its cells, each with the lines that have rows with it; `crossed`
    is whether they are few enough to show. `everyone` are the lines that have detail rows."""

    number: int
    name: str
    column: Column
    values: Mapping[Scalar, Sequence[OfValue]]
    everyone: Sequence[OfValue]
    crossed: bool

    @property
    def count(self) -> int:
        """How many parts the lines are split into."""
        return sum(map(len, self.values.values()))

    @property
    def title(self) -> str:
        """The title of the page where the values are crossed with the lines."""
        return sheet_title(f"{LINES_BY}{self.name}")

    def keys(self, value: Scalar) -> Iterator[tuple[OfValue, RowKey]]:
        """The value's lines, each with what its row is known by from one run to the next."""
        seen: Counter[tuple[str, str]] = Counter()
        for one in self.values[value]:
            seen[one.name, one.line.account] += 1
            number = seen[one.name, one.line.account]
            yield one, RowKey(self.title, one.name, one.line.account, number, group=words_of(value))


def sheet_title(words: str) -> str:
    """The words within Excel's rules for a sheet's name."""
    return re.sub(r"[\[\]:*?/\\]", " ", words)[:31].rstrip(" '")


def words_of(value: Scalar) -> str:
    return cell_words(value) or EMPTY


def splits(details: Details, lines: Lines, by: Sequence[str]) -> list[Split]:
    """The detail rows by each of the columns, each once.

    Raises UsageError where there is no such column, or where one has too many different values for a page.
    """
    names = dict.fromkeys(column_named(details, one) for one in by)
    return [_split(details, lines, name, number) for number, name in enumerate(names)]


def column_named(details: Details, wanted: str) -> str:
    """The ledger's column that is called so, or that means the same. Raises UsageError."""
    found = [n for n in details.kept if normalised(n) == normalised(wanted)]
    found += [n for n in details.kept if dimension_of(n) == dimension_of(wanted)]
    if not found:
        names = listed([f"»{n}«" for n in details.kept]) or "inga andra kolumner än konto och belopp"
        raise UsageError(f"Bladet {details.sheet} har ingen kolumn {wanted}. Det har {names}.")
    return found[0]


def _split(details: Details, lines: Lines, name: str, number: int) -> Split:
    from xltool.sheets.ledger.held_together import held_together

    column = details.kept[name]
    values = list(details.table.cells[column].different())
    if len(values) > _MOST_VALUES:
        raise UsageError(f"Kolumnen {name} har {len(values)} olika värden. Välj en med högst {_MOST_VALUES}.")
    everyone = list(_with_details(lines))
    of_value: dict[Scalar, list[OfValue]] = {value: [] for value in values}
    together = held_together(details, column)
    for one in everyone:
        own = {t.value for t in together if one.named.take(t.account) and one.named.holds(t.held)}
        for value in own:
            of_value[value].append(one)
    count = sum(map(len, of_value.values()))
    crossed = count <= _MOST_LINES and count * details.table.size <= _MOST_CELLS
    return Split(number, name, column, of_value, everyone, crossed)


def _with_details(lines: Lines) -> Iterator[OfValue]:
    for kind, block in lines.blocks.items():
        for place, line in enumerate(block.lines):
            if line.named is not None:
                name = f"{line.name}, {line.group}" if line.group else line.name
                yield OfValue(f"{operating.KEYS[kind]}:{place}", line, line.named, name)
