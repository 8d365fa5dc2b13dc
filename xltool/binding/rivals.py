"""Two headers for one column of amounts: which of them counts, by evidence, or a question (reading.md §7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.evidence import Evidence, Weighed, weigh
from xltool.binding.vocabulary import CHANGES, WORDS, Shade
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Input
from xltool.core.numbers import parse_number, plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy

SETTING_OF = {"Budget": "Budgetkolumn", "Utfall": "Utfallskolumn"}
_MOST = 0.5  # of the variances


Figures: TypeAlias = Callable[[int], Mapping[int, float]]  # a column's numbers by row


class Rival(Struct, frozen=True):
    """A header for the column: where it stands, what it says, and its word without year and unit."""

    position: int
    text: str
    word: str


class Rivals(Struct):
    """The headers of a sheet, with those for which several columns stand. `chosen` is what Uppgifter names, by our
    header."""

    sheet: RawSheet
    header_row: int
    headers: Mapping[int, str]
    chosen: Mapping[str, str]
    figures: Figures | None = None

    def settle(
        self, column: Input, rivals: Sequence[Rival], partners: Sequence[int], variance: int | None
    ) -> tuple[int, list[Finding]]:
        """The position that counts, with what is told or asked. `partners` are the positions of what the column is
        compared with, `variance` the one of the stated variances."""
        if self._are_equal(rivals):
            return rivals[0].position, []
        weighed = weigh((r.position for r in rivals), self._evidence(column, rivals, partners, variance))
        if len(weighed.left) == 1:
            (position,) = weighed.left
            return position, [self._told(column, rivals, position, weighed)]
        return rivals[0].position, [self.asked(column, rivals)]

    def _evidence(
        self, column: Input, rivals: Sequence[Rival], partners: Sequence[int], variance: int | None
    ) -> list[Evidence[int]]:
        """What Uppgifter names, else the stated variances, else the words: the first that decides is heard."""
        wanted = normalised(self.chosen.get(column.header, ""))
        named = frozenset(r.position for r in rivals if normalised(plain(r.text)) == wanted)
        if named:
            return [Evidence(f"{SETTING_OF[column.header]} på Uppgifter säger det", named, declared=True)]
        fitting = self._fitting(rivals, partners, variance) if variance else frozenset()
        if len(fitting) == 1:
            return [Evidence("det stämmer med bladets avvikelser", fitting)]
        shades = {r.position: self._shade(column, r) for r in rivals}
        highest = max(shades.values())
        best = frozenset(p for p, shade in shades.items() if shade == highest)
        return [Evidence(_WHY[highest], best)]

    def _shade(self, column: Input, rival: Rival) -> Shade:
        return WORDS.get(column.header, {}).get(rival.word, Shade.PLAIN)

    def _fitting(
        self, rivals: Sequence[Rival], partners: Sequence[int], variance: int | None
    ) -> frozenset[int]:
        """The rivals whose difference from a partner most of the stated variances are."""
        assert variance is not None
        stated = self._numbers(variance)
        found = set()
        for rival in rivals:
            own = self._numbers(rival.position)
            for partner in partners:
                other = self._numbers(partner)
                rows = [r for r, v in stated.items() if v and r in own and r in other]
                fits = [r for r in rows if abs(abs(own[r] - other[r]) - abs(stated[r])) <= 1e-6]
                if rows and len(fits) > _MOST * len(rows):
                    found.add(rival.position)
        return frozenset(found)

    def _numbers(self, position: int) -> dict[int, float]:
        if self.figures is not None:
            return {row: n for row, n in self.figures(position).items() if row > self.header_row}
        numbers = {}
        for row, column in self.sheet.cells:
            if column == position and row > self.header_row:
                cell = self.sheet.cells[row, column]
                read = parse_number(cell.value) if isinstance(cell.value, str) else None
                number = read.value if read else cell.number
                if number is not None:
                    numbers[row] = number
        return numbers

    def _are_equal(self, rivals: Sequence[Rival]) -> bool:
        first = self._numbers(rivals[0].position)
        return all(self._numbers(r.position) == first for r in rivals[1:])

    def _told(self, column: Input, rivals: Sequence[Rival], position: int, weighed: Weighed[int]) -> Finding:
        where = Origin(self.sheet.name, address(self.header_row, position))
        names = listed([f"»{plain(r.text)}«" for r in rivals])
        why = weighed.heard[0].looked_at if weighed.heard else ""
        fields = {
            "names": names,
            "column": column.header,
            "chosen": plain(self.headers[position]),
            "why": why,
        }
        return codes.RIVAL_CHOSEN.at(where, **fields)

    def asked(self, column: Input, rivals: Sequence[Rival]) -> Finding:
        first, second = (plain(r.text) for r in rivals[:2])
        where = Origin(self.sheet.name, address(self.header_row, rivals[1].position))
        told = codes.TWO_COLUMNS.at(where, first=first, second=second, column=column.header)
        label = SETTING_OF.get(column.header)
        if label is None or normalised(first) == normalised(second):
            return told
        return replace(told, remedies=tuple(Remedy("Uppgifter", plain(r.text), label=label) for r in rivals))

    def change(self, column: Input, budget: Rival) -> list[Finding]:
        """A question where a budget stands beside changes of it and no revised one: the sum of both may be meant."""
        if column.header != "Budget" or self._shade(column, budget) is Shade.REVISED:
            return []
        if normalised(self.chosen.get("Budget", "")) == normalised(plain(budget.text)):
            return []
        changes = [
            p
            for p, text in self.headers.items()
            if normalised(text) in CHANGES and any(self._numbers(p).values())
        ]
        if not changes:
            return []
        where = Origin(self.sheet.name, address(self.header_row, changes[0]))
        fields = {"change": plain(self.headers[changes[0]]), "budget": plain(budget.text)}
        remedy = Remedy("Uppgifter", plain(budget.text), label=SETTING_OF["Budget"])
        return [replace(codes.BUDGET_CHANGED.at(where, **fields), remedies=(remedy,))]


_WHY = {
    Shade.ORIGINAL: "det är den ursprungliga budgeten",
    Shade.PLAIN: "de andra gäller något annat",
    Shade.WHOLE_YEAR: "det gäller hela året",
    Shade.CUMULATIVE: "det gäller från årets början, och det andra en månad",
    Shade.REVISED: "det är den reviderade budgeten",
}
