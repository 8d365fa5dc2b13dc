"""The kinds of boards that are lived: what their workbooks have and what may be asked of them."""

from __future__ import annotations

from dataclasses import dataclass

INCOME, COST, PROJECT = "Intäkt", "Kostnad", "Projekt"
_NAMES = ("Löner", "Hyror", "Resor", "Övrigt", "2 Lokaler", "Bidrag")
_WITHOUT_NUMBERS = (
    "Löner",
    "Hyror",
    "Resor",
    "Övrigt",
    "Bidrag",
)  # »5012 2 Lokaler« is one name, and is asked about
_UNITS = ("Bibliotek", "Museum", "Idrott", "Övrigt", "Turism", "Fritid")


@dataclass(frozen=True)
class BoardKind:
    """`actual` is the header of the figures that are judged against the budget, `more` are columns that only this kind has,
    `words` headers that a taught table tells of. With `blocks` there are income and costs, else net costs."""

    name: str
    names: tuple[str, ...] = _NAMES
    groups: tuple[str, ...] = ("",)
    actual: str = "Utfall"
    more: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    blocks: bool = True
    has_projects: bool = True
    has_ledger: bool = False

    @property
    def columns(self) -> list[str]:
        kind = ["Typ"] if self.blocks else []
        return ["Konto", "Kontotext", *kind, "Budget", self.actual, *self.more, "Kommentar"]

    @property
    def sides(self) -> tuple[str, ...]:
        """The blocks of a row, the likelier the more often."""
        sides = (INCOME, COST, COST, COST) if self.blocks else (COST, COST, COST)
        return (*sides, PROJECT) if self.has_projects else sides


PLAIN = BoardKind("enkel")
KINDS = (
    PLAIN,
    BoardKind("grupper", groups=("Plan", "Bygglov", "Miljö"), more=("Grupp",)),
    BoardKind("netto", names=_UNITS, blocks=False),
    BoardKind("delår", actual="Prognos", more=("Periodens utfall",), has_projects=False),
    PLAIN,
    BoardKind("lärd", words=(("Kontotext", "Vad"), ("Budget", "Ram"), ("Utfall", "Förbrukat"))),
    BoardKind("kolumner som följer", more=("Lapp", "Tjänster")),
    BoardKind("underlag", names=_WITHOUT_NUMBERS, has_ledger=True),
)
