"""A year's amounts in twelve columns, one a month: summed where all twelve are there, else asked about (reading.md §8)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from msgspec import Struct

from xltool.binding.headers import Headers, names_of
from xltool.core.cells import BLANK, RawCell, RawSheet, address, column_letters
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import parse_number
from xltool.core.origin import Origin
from xltool.core.shades import Shade
from xltool.core.units import Form
from xltool.findings import codes
from xltool.findings.finding import Finding

_YEAR = tuple(range(1, 13))
_NO_MONTH = {Shade.CUMULATIVE, Shade.SAME_PERIOD, Shade.PRIOR}


class Months(Struct, frozen=True):
    """The columns of each kind of amount's twelve months, and what is found."""

    columns: Mapping[Input, tuple[int, ...]]
    findings: tuple[Finding, ...]


def months_of(sheet: RawSheet, kind: Sheet, headers: Headers, bound: Mapping[Input, int]) -> Months:
    """The months that make a column of the kind which no header of the whole year names. `bound` are the positions by the
    headers alone."""
    columns: dict[Input, tuple[int, ...]] = {}
    findings: list[Finding] = []
    asked = [c for c in kind.columns if c.of_year and c.required and c.quantity.form is Form.AMOUNT]
    for column in asked:
        months = list(_months(headers, names_of(column)))
        if (
            not months
            and column not in bound
            and any(c in bound or c in columns for c in asked if c is not column)
        ):
            months = list(_months(headers, None))
        positions = tuple(position for _, position in months)
        if len(months) < 2 or (column in bound and bound[column] not in positions):
            continue
        last = Origin(sheet.name, address(headers.row, positions[-1]))
        if tuple(month for month, _ in months) == _YEAR:
            columns[column] = positions
            cells = f"{column_letters(positions[0])}–{column_letters(positions[-1])}"
            findings.append(codes.MONTHS_SUMMED.at(last, column=column.header, columns=cells))
        elif column in bound:
            fields = {"column": column.header, "count": str(len(months))}
            findings.append(codes.MONTHS_MISSING.at(last, **fields))
    return Months(columns, tuple(findings))


def _months(headers: Headers, words: Container[str] | None) -> Iterator[tuple[int, int]]:
    """Each single month with its position: of the columns with one of the words, or of those that say nothing else."""
    for position, header in sorted(headers.by_column.items()):
        said = header.words
        of_word = said.bare if words is None else said.base in words
        if of_word and said.month and not said.shades & _NO_MONTH:
            yield said.month, position


def added(sheet: RawSheet, row: int, positions: Sequence[int]) -> RawCell:
    """The sum of a row's cells; the first that is no number where one is none, blank where all are."""
    cells = [sheet.cell(row, p) for p in positions]
    filled = [cell for cell in cells if not cell.blank]
    if not filled:
        return BLANK
    total = 0.0
    for cell in filled:
        number = parse_number(cell.value) if isinstance(cell.value, str) else None
        value = number.value if number and not number.unit else cell.number
        if value is None or cell.broken:
            return cell
        total += value
    return RawCell(round(total, 9), filled[-1].number_format, style=filled[-1].style)
