"""Names of goals that are the same but for a slip of the pen."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy

_LETTERS_A_SLIP = 6  # a shorter name that differs is another name
_LETTERS_TWO_SLIPS = 12


def spelt_like(name: str, known: str) -> bool:
    """Whether the names differ by one letter, or by two where they are long. `Mål 1` and `Mål 2`, `Plan A` and `Plan B`
    are two names."""
    one, other = normalised(name), normalised(known)
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) or _short_words(one) != _short_words(other):
        return False
    shortest = min(len(one), len(other))
    allowed = 2 if shortest >= _LETTERS_TWO_SLIPS else 1 if shortest >= _LETTERS_A_SLIP else 0
    return abs(len(one) - len(other)) <= allowed and _slips(one, other) <= allowed


def _short_words(name: str) -> list[str]:
    """The words of a letter or two, which tell names apart rather than being misspelt."""
    return [word for word in name.split() if len(word) < 3]


def _slips(one: str, other: str) -> int:
    """How many letters are put in, left out or exchanged between the words."""
    before = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != against)))
        before = row
    return before[-1]


class Misspelt(Struct):
    """The misspelt names with the cells that they stand in, the name meant and where that stands."""

    names: dict[str, tuple[str, list[Origin], str, Origin]] = field(default_factory=dict)

    def add(self, name: str, where: Origin, meant: str, first: Origin) -> None:
        self.names.setdefault(normalised(name), (name, [], meant, first))[1].append(where)

    def findings(self) -> list[Finding]:
        """One for each spelling, whose remedy writes the first spelling in all its cells."""
        return [self._asked(*one) for one in self.names.values()]

    def _asked(self, name: str, cells: list[Origin], meant: str, first: Origin) -> Finding:
        told = codes.GOAL_MISSPELT.at(cells[0], name=name, meant=meant, first=first.cell)
        written, *others = (Remedy(o.sheet, meant, cell=o.cell) for o in cells)
        return replace(told, remedies=(replace(written, together=tuple(others)),))
