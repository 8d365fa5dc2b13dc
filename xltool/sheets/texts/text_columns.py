"""Texter: the report's prose, a passage a row: the section that it belongs to, its heading, its text."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.columns import Input, Sheet
from xltool.core.origin import Origin
from xltool.core.units import TEXT

SECTION = Input("Avsnitt", TEXT, names=True, help="Avsnittets nummer i er rapport, till exempel 1.3; tomt är avsnittet ovanför")  # fmt: skip
HEADING = Input(
    "Rubrik", TEXT, names=True, required=False, help="Avsnittets rubrik, eller en underrubrik i det"
)
PROSE = Input("Text", TEXT, help="Det som ska stå i rapporten. Ny rad är nytt stycke, »- « först en punkt, {Nettoresultat} en siffra ur arbetsboken")  # fmt: skip

TEXTS = Sheet(
    key="texts",
    title="Texter",
    aliases=("Rapporttexter",),
    columns=(SECTION, HEADING, PROSE),
)


class Passage(Struct, frozen=True):
    """A row of Texter. `text` is as it was written, line breaks and figures' names and all."""

    section: str
    heading: str
    text: str
    origins: dict[Input, Origin]


Passages = tuple[Passage, ...]
