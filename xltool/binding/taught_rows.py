"""What a taught table holds: its columns, and its rows as they are read (reading.md §8.6)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from xltool.core.cells import RawSheet
from xltool.core.columns import Input, Sheet
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.units import TEXT
from xltool.findings.finding import Finding

TITLE = "Översättning"
LEFT_OUT = "–"  # is not read
WHOLE_SHEET = "(hela bladet)"  # in place of a header: the row says what the sheet is
SHEET = Input("Blad", TEXT, required=False, help="Ert blads namn; tomt gäller alla blad")
HEADER = Input(
    "Rubrik", TEXT, help="Er rubrik, som den står; (hela bladet) på den rad som säger vad bladet är"
)
GROUP = Input("Grupprubrik", TEXT, required=False, help="Rubriken ovanför, där den står över flera kolumner")
READ_AS = Input("Läses som", TEXT, help="Vad bladet eller kolumnen är; – betyder att det inte läses")
SIGN = Input(
    "Tecken", TEXT, required=False, help="+ lägger ihop beloppen från flera rubriker, − vänder tecknet"
)
SUGGESTED = Input(
    "Förslag", TEXT, required=False, help="Vad xltool tror; skriv ja vid Läses som där det stämmer"
)
TRANSLATION = Sheet("translation", TITLE, ("Översättningar", "Översättningstabell"), (SHEET, HEADER, GROUP, READ_AS, SIGN, SUGGESTED))  # fmt: skip
YES = "ja"  # in place of a word: it is what is suggested

_TABLE_NAMES = frozenset(normalised(name) for name in (TITLE, *TRANSLATION.aliases))


class Sign(Enum):
    """What the amounts of a column are; the value is the word in the table."""

    AS_THEY_ARE = ""
    ADDED = "+"
    TURNED = "−"


class TaughtRow(Struct, frozen=True):
    """A row of the table. One without `header` says what the sheet is. `read_as` is our word as we spell it."""

    sheet: str
    header: str
    group: str
    read_as: str
    sign: Sign
    origins: Mapping[Input, Origin]

    @property
    def is_left_out(self) -> bool:
        return self.read_as == LEFT_OUT


class WrittenRow(Struct, frozen=True):
    """A row of the table as somebody wrote it, with what xltool suggests where it does not know."""

    sheet: str
    header: str = ""
    group: str = ""
    read_as: str = ""
    sign: str = ""
    suggested: str = ""


class Translation(Struct, frozen=True):
    """A taught table: the rows that say something, and all that are `written`. `source` is what it is called; `is_own` is
    whether it stands in the workbook itself."""

    source: str
    rows: tuple[TaughtRow, ...]
    findings: tuple[Finding, ...] = ()
    is_own: bool = False
    written: tuple[WrittenRow, ...] = ()


def is_table(sheet: RawSheet) -> bool:
    """Whether the sheet is a taught table, by its name."""
    return normalised(sheet.name) in _TABLE_NAMES
