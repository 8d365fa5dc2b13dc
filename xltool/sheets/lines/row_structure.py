"""What a sheet's structure says of which rows a row is the sum of: formulas, codes, levels, bold (reading.md §5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from xltool.binding.bound import BoundRow
from xltool.core.cell_text import as_text
from xltool.core.cells import BLANK
from xltool.core.columns import Input
from xltool.sheets.lines.candidates import Candidate

_CODE = re.compile(r"\d+(\.\d+)*")


class StructureKind(Struct, frozen=True):
    """One kind of structure: the rows that it gives a row, by index, and how it is told. A weak one asks nothing. `of_one` is
    whether one part alone, right below it, tells something, `is_level` whether levels are what tells it."""

    parts: Callable[[int], Iterator[list[int]]]
    why: str
    is_strong: bool = True
    of_one: Callable[[int], bool] = lambda _: False
    is_level: bool = False

    def asks(self, index: int, parts: Sequence[int], owned: Container[int]) -> bool:
        """Whether the row may be the sum of the parts although the figures do not agree. Deeper rows above it are those of the
        row above them, unless that is one of the `owned`, which have parts of their own."""
        is_theirs = self.is_level and parts[0] < index and parts[0] - 1 not in owned
        is_one = self.of_one(index) and parts[0] == index + 1
        return self.is_strong and not is_theirs and (len(parts) > 1 or is_one)


class Structure:
    """The structure of rows that follow each other."""

    def __init__(self, given: Sequence[Candidate]) -> None:
        self._given = given

    def kinds(self, *, by_code: bool) -> list[StructureKind]:
        """The strongest first."""
        of_one = self._is_long
        code = [StructureKind(self._by_code, "dess kod är början på deras", of_one=of_one)] if by_code else []
        return [
            StructureKind(self._by_formula, "formeln summerar dem"),
            *code,
            StructureKind(
                self._by_level,
                "de är indragna eller grupperade under den",
                of_one=lambda _: True,
                is_level=True,
            ),
            StructureKind(self._by_bold, "den är i fetstil", is_strong=False),
        ]

    @cached_property
    def _by_number(self) -> dict[int, int]:
        return {one.row.number: i for i, one in enumerate(self._given)}

    def _by_formula(self, index: int) -> Iterator[list[int]]:
        """The rows that the formulas of the row's amounts refer to."""
        one = self._given[index]
        for column in one.amounts:
            numbers = one.row.rows_summed(column) - {one.row.number}
            parts = {self._by_number[n] for n in numbers if n in self._by_number}
            sums = {i for i in parts if not self._given[i].typed and self._sums_some(i, column)}
            # The sums of a range that holds lines add nothing to them; a formula over sums alone is above those.
            yield sorted(parts - sums or sums)
            if sums and parts - sums:
                yield sorted(parts)

    def _sums_some(self, index: int, column: Input) -> bool:
        """Whether the row's formula adds up rows that are here."""
        row = self._given[index].row
        return any(n in self._by_number for n in row.rows_summed(column) - {row.number})

    @cached_property
    def _codes(self) -> list[str]:
        return [_code(one.row) for one in self._given]

    @cached_property
    def _below_code(self) -> dict[str, list[int]]:
        """The rows whose code begins with a code: 50 with 5, 1.1 with 1."""
        found: dict[str, list[int]] = {}
        for i, code in enumerate(self._codes):
            ends = [m.start() for m in re.finditer(r"\.", code)] or range(1, len(code))
            for end in ends:
                found.setdefault(code[:end], []).append(i)
        return found

    def _by_code(self, index: int) -> Iterator[list[int]]:
        """The rows whose code begins with the row's, but those that have such rows themselves."""
        below = self._below_code.get(self._codes[index], ())
        yield [i for i in below if self._given[i].typed or self._codes[i] not in self._below_code]

    def _is_long(self, index: int) -> bool:
        """Whether the row's code is more than the number of a row."""
        return len(self._codes[index]) > 1

    def _by_level(self, index: int) -> Iterator[list[int]]:
        """The rows of a deeper level of outline or indent that follow, or that stand above."""
        yield from self._deeper(index, lambda row: row.outline)
        yield from self._deeper(index, lambda row: row.indent)

    def _deeper(self, index: int, level: Callable[[BoundRow], int]) -> Iterator[list[int]]:
        own = level(self._given[index].row)
        for run in self._beside(index):
            levels: dict[int, int] = {}
            for i in run:
                levels[i] = level(self._given[i].row)
                if levels[i] <= own:
                    del levels[i]
                    break
            deeper = sorted(levels)
            # A row is itself a parent by level where the next is deeper.
            yield [i for i in deeper if levels.get(i + 1, own) <= levels[i]]

    def _by_bold(self, index: int) -> Iterator[list[int]]:
        """The rows without bold that follow a bold one to the next, or that stand above it."""
        if not self._given[index].row.bold:
            return
        for run in self._beside(index):
            parts = []
            for i in run:
                if self._given[i].row.bold:
                    break
                parts.append(i)
            if len(parts) > 1:
                yield sorted(parts)

    def _beside(self, index: int) -> tuple[range, range]:
        """The rows below, and those above, from the row outwards."""
        return range(index + 1, len(self._given)), range(index - 1, -1, -1)


def _code(row: BoundRow) -> str:
    account = next((as_text(cell) for column, cell in row.cells.items() if column.header == "Konto"), "")
    code = account or as_text(next(iter(row.cells.values()), BLANK)).split(" ")[0]
    first = re.sub(r"(?<=\d)[–-]\d+$", "", code)  # 1611–1619 begins as 1611 does
    return first if _CODE.fullmatch(first) else ""
