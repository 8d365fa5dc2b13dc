"""Urval: a board's part of its host's ledger, as `Ansvar 4100`, several with `;` between (ledger.md §2)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from xltool.core.numbers import plain
from xltool.core.spelling import normalised


class Selection(Struct, frozen=True):
    """The values of one column, or the objects of one dimension, by the name that Urval gives it."""

    name: str
    codes: tuple[str, ...]


def parse_selection(text: str, names: Sequence[str]) -> Selection | None:
    """What the text selects among the columns of these `names`; None where it names none of them, or two."""
    by_name = {normalised(name): name for name in names}
    chosen: str | None = None
    found: list[str] = []
    for part in text.split(";"):
        words = plain(part).strip().split(" ")
        if words == [""]:
            continue
        own = [n for n in range(1, len(words)) if normalised(" ".join(words[:n])) in by_name]
        at = max(own, default=0)
        name = by_name[normalised(" ".join(words[:at]))] if at else chosen
        code = " ".join(words[at:])
        if name is None or (chosen is not None and name != chosen):
            return None
        chosen = name
        found.append(code)
    return Selection(chosen, tuple(dict.fromkeys(found))) if chosen is not None and found else None
