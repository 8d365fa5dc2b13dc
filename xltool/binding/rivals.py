"""Two headers for one column of amounts: which of them counts, by evidence, or a question (reading.md §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.evidence import Evidence, Weighed, weigh
from xltool.binding.header_words import HeaderWords, header_parts
from xltool.binding.headers import Header, shades_of
from xltool.binding.vocabulary import AMOUNT_WORDS, CHANGES, MAY_BE
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Input
from xltool.core.numbers import decimals_of, parse_number, plain
from xltool.core.origin import Origin
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy

AGAINST, AGAINST_ORIGINAL = "Avvikelse mot", "ursprunglig"  # what Uppgifter says of the budget that counts
SETTING_OF = {"Budget": "Budgetkolumn", "Utfall": "Utfallskolumn"}
_MOST = 0.5  # of the variances
_HALF = 0.5  # and twice: of the same size
# What a header with the word in it is of, that is no rival of the year's column.
_OTHERS = (
    "avvikelse",
    "diff",
    "andel",
    "forandring",
    "prognos",
    "kommentar",
    "procent",
    "intakt",
    "kostnad",
    "inkomst",
    "utgift",
    "total",
)
_OF_OTHERS = frozenset({
    Shade.PRIOR, Shade.PERIOD, Shade.CUMULATIVE, Shade.SAME_PERIOD, Shade.ONE_MONTH, Shade.TO_MONTH, Shade.SINCE_START, Shade.ORIGINAL,
})  # fmt: skip

Figures: TypeAlias = Callable[[int], Mapping[int, float]]  # a column's numbers by row


class Rival(Struct, frozen=True):
    """A header for the column: where it stands, and what it says. One that `is_unsure` only holds the column's word."""

    position: int
    text: str
    words: HeaderWords
    is_unsure: bool = False


class Rivals(Struct):
    """The headers of a sheet, with those for which several columns stand. `chosen` is what Uppgifter names, by our
    header."""

    sheet: RawSheet
    header_row: int
    headers: Mapping[int, str]
    chosen: Mapping[str, str]
    figures: Figures | None = None

    def settle(
        self, column: Input, rivals: Sequence[Rival], partners: Sequence[int], variances: Sequence[int]
    ) -> tuple[int, list[Finding]]:
        """The position that counts, with what is told or asked. `partners` are the positions of what the column is
        compared with, `variances` those of the stated variances."""
        if self.are_equal(rivals):
            return rivals[0].position, []
        weighed = weigh((r.position for r in rivals), self._evidence(column, rivals, partners, variances))
        if len(weighed.left) == 1:
            (position,) = weighed.left
            return position, [self._told(column, rivals, position, weighed)]
        return rivals[0].position, [self.asked(column, rivals)]

    def _evidence(
        self, column: Input, rivals: Sequence[Rival], partners: Sequence[int], variances: Sequence[int]
    ) -> list[Evidence[int]]:
        """What Uppgifter names, else the stated variances, else the words: the first that decides is heard."""
        wanted = normalised(self.chosen.get(column.header, ""))
        named = frozenset(r.position for r in rivals if normalised(plain(r.text)) == wanted)
        if named:
            return [Evidence(f"{SETTING_OF[column.header]} på Uppgifter säger det", named, declared=True)]
        fitting = {f for v in variances if len(f := self._fitting(rivals, partners, v)) == 1}
        if len(fitting) == 1:
            return [Evidence("det stämmer med bladets avvikelser", fitting.pop())]
        if any(r.is_unsure for r in rivals):
            return []
        highest = max(_place(column, r) for r in rivals)
        best = [r for r in rivals if _place(column, r) == highest]
        return [Evidence(_why(column, best[0]), frozenset(r.position for r in best))]

    def difference(self, column: Input, among: Sequence[Rival], others: Sequence[int]) -> int | None:
        """The position of the stated variances: where several could be, or where the word alone does not say so, the one
        that the figures are the difference of most often. None where none is: the column is left alone."""
        if len(among) == 1 and Shade.BY_ARITHMETIC not in shades_of(column, among[0].words):
            return among[0].position
        best, most = None, 0
        for rival in among:
            fitting = self.fitting_pairs(rival.position, combinations(others, 2))
            if fitting > most:
                best, most = rival.position, fitting
        return best

    def fitting_pairs(self, position: int, pairs: Iterable[tuple[int, int]]) -> int:
        """How many more of the column's figures are the difference of one of the pairs than are not, at most."""
        stated = {row: v for row, v in self.numbers(position).items() if v}
        fitting = max((len(self._differences(stated, p, q)) for p, q in pairs), default=0)
        return 2 * fitting - len(stated)

    def _differences(self, stated: Mapping[int, float], one: int, other: int) -> list[int]:
        """The rows whose stated figure is the difference of the two columns, or the sum of two of opposite signs, to one
        step of what they are written with."""
        first, second = self.numbers(one), self.numbers(other)
        step = 10.0 ** -max(
            map(decimals_of, (*stated.values(), *first.values(), *second.values())), default=0
        )
        found = []
        for row, figure in stated.items():
            a, b = first.get(row, 0.0), second.get(row, 0.0)
            differences = (a - b, a + b) if a * b < 0 else (a - b,)
            if (a or b) and any(abs(abs(d) - abs(figure)) <= step + 1e-9 for d in differences):
                found.append(row)
        return found

    def _fitting(self, rivals: Sequence[Rival], partners: Sequence[int], variance: int) -> frozenset[int]:
        """The rivals whose difference from a partner most of the stated variances are."""
        stated = self.numbers(variance)
        found = set()
        for rival in rivals:
            own = self.numbers(rival.position)
            for partner in partners:
                other = self.numbers(partner)
                rows = [r for r, v in stated.items() if v and r in own and r in other]
                fits = [r for r in rows if abs(abs(own[r] - other[r]) - abs(stated[r])) <= 1e-6]
                if rows and len(fits) > _MOST * len(rows):
                    found.add(rival.position)
        return frozenset(found)

    def numbers(self, position: int) -> dict[int, float]:
        """The column's numbers below the headers, by row."""
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

    def may_be(self, column: Input, rival: Rival, position: int, header: Header, year: int | None) -> bool:
        """Whether a header that is none of our words holds the column's, and its figures are of the size of the rival's and
        differ: which of them counts has to be asked (reading.md §7)."""
        words = header.words
        text = normalised(plain(header.text))
        is_said = any(part in text for part in MAY_BE.get(column.header, ())) and "%" not in header.text
        if (
            not is_said
            or words.base in AMOUNT_WORDS
            or words.base in CHANGES
            or any(w in text for w in _OTHERS)
        ):
            return False
        if words.year not in (None, year) or words.month or words.shades & _OF_OTHERS:
            return False
        return self.are_near(rival.position, position) and self.numbers(position) != self.numbers(
            rival.position
        )

    def are_near(self, one: int, other: int) -> bool:
        """Whether most rows with a figure in the one column have one of its size in the other."""
        own, second = self.numbers(one), self.numbers(other)
        filled = [r for r, n in own.items() if n]
        near = [r for r in filled if _HALF < second.get(r, 0.0) / own[r] < 1 / _HALF]
        return 2 * len(near) > len(filled)

    def are_equal(self, rivals: Sequence[Rival]) -> bool:
        """Whether all of them have the same figures."""
        first = self.numbers(rivals[0].position)
        return all(self.numbers(r.position) == first for r in rivals[1:])

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
        if column.header != "Budget" or Shade.REVISED in shades_of(column, budget.words):
            return []
        if normalised(self.chosen.get("Budget", "")) == normalised(plain(budget.text)):
            return []
        if self.chosen.get(AGAINST) == AGAINST_ORIGINAL:
            return []  # beside its changes a bare one is the first, and that is asked for
        changes = self.changes()
        if not changes:
            return []
        where = Origin(self.sheet.name, address(self.header_row, changes[0]))
        fields = {"change": plain(self.headers[changes[0]]), "budget": plain(budget.text)}
        remedy = Remedy("Uppgifter", plain(budget.text), label=SETTING_OF["Budget"])
        return [replace(codes.BUDGET_CHANGED.at(where, **fields), remedies=(remedy,))]

    def changes(self) -> list[int]:
        """The positions of what changes a budget, with figures."""
        return [
            p
            for p, text in self.headers.items()
            if header_parts(text)[0] in CHANGES and any(self.numbers(p).values())
        ]


_PLACES: Mapping[str, Mapping[Shade, int]] = {
    "Budget": {
        Shade.ORIGINAL: -2, Shade.GRANT: -2, Shade.PERIOD: -1, Shade.CUMULATIVE: -1, Shade.WHOLE_YEAR: 1, Shade.REVISED: 2,
    },
    "Utfall": {Shade.NET_COST: -1, Shade.WHOLE_YEAR: 1, Shade.CUMULATIVE: 2},
}  # fmt: skip
_WHY = {
    Shade.REVISED: "det är den reviderade budgeten",
    Shade.CUMULATIVE: "det gäller från årets början, och det andra en månad",
    Shade.WHOLE_YEAR: "det gäller hela året",
    Shade.ORIGINAL: "det är den ursprungliga budgeten",
}


def _place(column: Input, rival: Rival) -> tuple[int, int]:
    """How surely a header is its column, by what it adds (year.md §3, reading.md §7); of forecasts the latest."""
    of = _PLACES.get(column.header, {})
    places = [of[shade] for shade in shades_of(column, rival.words) if shade in of]
    month = rival.words.month or 0 if column.header == "Prognos" else 0
    return max(places) if any(p > 0 for p in places) else min(places, default=0), month


def _why(column: Input, best: Rival) -> str:
    if column.header == "Prognos":
        return "den är gjord senare"
    shades = shades_of(column, best.words)
    return next((why for shade, why in _WHY.items() if shade in shades), "de andra gäller något annat")
