"""Reading bound cells as what their columns say: text, amounts, quantities; each fault a finding at its cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct, field

from xltool.binding.bound import BoundRow
from xltool.binding.row_use import RowUse
from xltool.core.cell_text import as_shown, as_text, shortened
from xltool.core.cells import BLANK, RawCell
from xltool.core.columns import Input
from xltool.core.numbers import Number, decimals_of, parse_number, plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import number_text
from xltool.core.units import UNIT_WORDS, Money, Unit
from xltool.findings import codes
from xltool.findings.finding import Finding

_PERCENT_FORMAT = re.compile(r'(?:"[^"]*"|\\.|[^"%])*%')
_UNIT_FORMAT = re.compile(r'"\s*([^"]*[^"\s])\s*"\s*$')
_WORDING_BEHIND = re.compile(r'"\s*eller [^"]*"$')  # of a target: `0" st"" eller högre"`
DASHES = {"-", "--", "0,-", "0:-"}
_SIGNS = "✔◐✘○ "
_Word = TypeVar("_Word")


class Reader(Struct):
    """Reads cells of bound rows in the workbook's unit, and keeps what it found. `unit` is the sheet's own, where it is
    another; `uses` says what became of each row."""

    money: Money
    unit: Unit | None = None
    findings: list[Finding] = field(default_factory=list)
    uses: dict[int, RowUse] = field(default_factory=dict)
    _dashes: list[tuple[Origin, str]] = field(default_factory=list)
    _texts: dict[tuple[str, Input], list[tuple[Origin, str, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def text(self, row: BoundRow, column: Input) -> str:
        """The cell's text in one line: a name, or a code. Empty where there is none."""
        cell = self._whole(row, column)
        return " ".join((cell.value if isinstance(cell.value, str) else as_text(cell)).split())

    def paragraphs(self, row: BoundRow, column: Input) -> str:
        """The cell's text as it was written, line breaks and dashes and all; a number as the person saw it."""
        return as_shown(self._whole(row, column))

    def _whole(self, row: BoundRow, column: Input) -> RawCell:
        cell = row.cells.get(column, BLANK)
        if not cell.broken:
            return cell
        self._tell_broken(cell, column, row.origin(column))
        return BLANK

    def amount(self, row: BoundRow, column: Input, name: str) -> float | None:
        """The amount in the workbook's unit; None where the cell is empty or has a finding.

        A required column's empty cell is a finding.
        """
        cell = row.cells.get(column, BLANK)
        origin = row.origin(column)
        if cell.blank:
            if column.required:
                self.findings.append(codes.EMPTY_AMOUNT.at(origin, column=column.header, name=name))
            return None
        if isinstance(cell.value, str) and plain(cell.value) in DASHES:
            self._dashes.append((origin, plain(cell.value)))
            return 0.0
        number = self.number(cell, column, origin)
        if number is None:
            return None
        if number.unit == "%":
            self._not_a_number(cell, column, origin)
            return None
        if not isinstance(cell.value, str):
            # A currency in the cell's format is dress: the figure is in the unit of the sheet.
            return self._converted(number.value)
        unit = UNIT_WORDS.get(number.unit.casefold())
        if number.unit and unit is None:
            self._not_a_number(cell, column, origin)
            return None
        return self.money.convert(number.value, unit) if unit else self._converted(number.value)

    def _converted(self, value: float) -> float:
        return value if self.unit is None else self.money.convert(value, self.unit)

    def number(self, cell: RawCell, column: Input, origin: Origin) -> Number | None:
        """The number with its unit, from a number, its format, or text; None after a finding."""
        if cell.broken:
            self._tell_broken(cell, column, origin)
            return None
        value = cell.value
        if isinstance(value, str):
            number = parse_number(value)
            if number is None:
                self._not_a_number(cell, column, origin)
            elif number.doubt:
                self.doubtful(number, column, value, origin)
            elif not number.unit:
                self._texts[origin.sheet, column].append((origin, plain(value), number.value))
            return number
        stored = cell.number
        if stored is not None:
            return _stored_number(stored, cell.number_format)
        assert isinstance(value, bool | datetime | date | time | timedelta)
        self.findings.append(
            codes.WRONG_KIND_OF_VALUE.at(origin, column=column.header, value=_kind_of_value(value))
        )
        return None

    def doubtful(self, number: Number, column: Input, written: str, origin: Origin) -> None:
        """Tells how a number was read that could be read in another way."""
        shown = number_text(number.value * (100 if number.unit == "%" else 1)) + (
            f" {number.unit}" if number.unit else ""
        )
        self.findings.append(
            codes.DOUBTFUL_NUMBER.at(origin, column=column.header, value=plain(written), read=shown)
        )

    def choice(self, row: BoundRow, column: Input, words: Mapping[str, _Word]) -> _Word | None:
        """What the cell says by `words` (a normalised spelling to its meaning), with or without the sign that stands
        before it in a result; None where it is empty."""
        text = self.text(row, column)
        if not text:
            return None
        meaning = words.get(normalised(text.lstrip(_SIGNS)))
        if meaning is None:
            self.findings.append(
                codes.NOT_A_CHOICE.at(
                    row.origin(column), column=column.header, value=text, choices=", ".join(column.choices)
                )
            )
        return meaning

    def finish(self) -> list[Finding]:
        """All findings; numbers stored as text are told once a column."""
        for (_, column), cells in self._texts.items():
            origin, value, read = cells[0]
            count = "Ett tal är lagrat" if len(cells) == 1 else f"{len(cells)} tal är lagrade"
            self.findings.append(
                codes.TEXT_NUMBER.at(
                    origin, count=count, column=column.header, value=value, read=number_text(read)
                )
            )
        self._texts.clear()
        if self._dashes:
            count = "1 belopp" if len(self._dashes) == 1 else f"{len(self._dashes)} belopp"
            self.findings.append(
                codes.DASH_IS_ZERO.at(self._dashes[0][0], count=count, written=self._dashes[0][1])
            )
            self._dashes.clear()
        return self.findings

    def _not_a_number(self, cell: RawCell, column: Input, origin: Origin) -> None:
        self.findings.append(
            codes.NOT_A_NUMBER.at(origin, column=column.header, value=shortened(as_text(cell)))
        )

    def _tell_broken(self, cell: RawCell, column: Input, origin: Origin) -> None:
        code = codes.ERROR_VALUE if cell.stored else codes.NO_STORED_VALUE
        self.findings.append(code.at(origin, column=column.header, value=cell.value))


def _kind_of_value(value: bool | datetime | date | time | timedelta) -> str:
    if isinstance(value, bool):
        return "sanningsvärdet " + ("SANT" if value else "FALSKT")
    if isinstance(value, datetime | date):
        return f"datumet {value:%Y-%m-%d}"
    return f"klockslaget {value}"


def _stored_number(value: float, number_format: str) -> Number:
    if _is_percent(number_format):
        return Number(value, "%", decimals_of(float(Decimal(repr(value)) * 100)))
    unit = _unit_behind(number_format)
    if unit == "%":  # written behind the number, where Excel's own percent format would multiply
        return Number(hundredth(value), "%", decimals_of(value))
    return Number(value, unit, decimals_of(value))


def is_percent(cell: RawCell) -> bool:
    """Whether the cell is a percentage, by its format or as text."""
    return "%" in cell.value if isinstance(cell.value, str) else _is_percent(cell.number_format)


@lru_cache(maxsize=1024)
def _is_percent(number_format: str) -> bool:
    return _PERCENT_FORMAT.match(number_format) is not None


@lru_cache(maxsize=1024)
def _unit_behind(number_format: str) -> str:
    found = _UNIT_FORMAT.search(_WORDING_BEHIND.sub("", number_format.split(";")[0]))
    return found[1].strip() if found else ""


def hundredth(value: float) -> float:
    """A hundredth of the number as it is written, so that 99.4 gives the same fraction as the text `99,4 %`."""
    return float(Decimal(repr(value)) / 100)
