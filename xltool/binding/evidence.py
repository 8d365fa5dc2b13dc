"""Evidence: what was looked at, and which of the possible readings it leaves open (reading.md, the rule above all).

Every choice that reading makes (sign, unit, what a row is, which of two columns counts) is decided here: evidence
takes readings away, and what is left when all of it has been heard is the answer, a question, or a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from msgspec import Struct

from xltool.core.origin import Origin

Possible = TypeVar("Possible")


class Evidence(Struct, Generic[Possible], frozen=True):
    """`looked_at` is what was looked at, as a person would say it; `leaves` are the readings that it agrees with,
    `where` the cell that shows it. `declared` is for what somebody wrote in order to decide, `source` the kind of evidence in
    JSON."""

    looked_at: str
    leaves: frozenset[Possible]
    where: Origin | None = None
    declared: bool = False
    source: str = ""


class Weighed(Struct, Generic[Possible], frozen=True):
    """The `choices` in their order of preference, and all the evidence that was heard."""

    choices: tuple[Possible, ...]
    heard: tuple[Evidence[Possible], ...]

    @property
    def left(self) -> tuple[Possible, ...]:
        """The readings that agree with everything."""
        return tuple(c for c in self.choices if all(c in one.leaves for one in self.heard))

    @property
    def contradicts(self) -> bool:
        return not self.left

    @property
    def undeclared(self) -> Weighed[Possible]:
        """The same without what somebody declared: what the figures themselves say."""
        return Weighed(self.choices, tuple(one for one in self.heard if not one.declared))

    def against(self, choice: Possible) -> tuple[Evidence[Possible], ...]:
        """What speaks against the reading."""
        return tuple(one for one in self.heard if choice not in one.leaves)


def weigh(choices: Iterable[Possible], evidence: Iterable[Evidence[Possible]]) -> Weighed[Possible]:
    """The choices with the evidence that says something: what leaves all of them open is left out."""
    every = tuple(choices)
    return Weighed(every, tuple(one for one in evidence if not one.leaves.issuperset(every)))
