"""An allocation key that is mixed of several (year.md §5): `Invånare 70 %; Fast andel 30 %`."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from xltool.core.numbers import plain
from xltool.core.swedish import number_text

PART_LABEL = "Andel efter"  # of a row of Uppgifter, before the name of the key
_PART = re.compile(
    r"(?P<name>\S.*?) ?[:=]? (?P<share>\d{1,3}(?:,\d+)?) ?%|(?P<share2>\d{1,3}(?:,\d+)?) ?% (?P<name2>\S.*)"
)


class KeyPart(Struct, frozen=True):
    """A key, and the share of the whole that goes by it, as a fraction."""

    name: str
    share: float


def key_parts(text: str) -> tuple[KeyPart, ...]:
    """The parts of a mixed key; none of a key that is a single column's."""
    pieces = [one for one in re.split(r"\s*;\s*", plain(text)) if one]
    found = [_PART.fullmatch(one) for one in pieces]
    if len(found) < 2 or not all(found):
        return ()
    return tuple(
        KeyPart(one["name"] or one["name2"], _fraction(one["share"] or one["share2"])) for one in found if one
    )


def key_text(parts: tuple[KeyPart, ...]) -> str:
    """The mixed key as it is written."""
    return "; ".join(f"{one.name} {number_text(round(one.share * 100, 9))} %" for one in parts)


def are_a_whole(parts: tuple[KeyPart, ...]) -> bool:
    return abs(sum(one.share for one in parts) - 1) < _NOISE


def part_row(index: int) -> str:
    """The key of the part's row in the table of Uppgifter."""
    return f"key_part:{index}"


def part_label(part: KeyPart) -> str:
    return f"{PART_LABEL} {part.name}"


_NOISE = 1e-9


def _fraction(percent: str) -> float:
    return float(Decimal(percent.replace(",", ".")) / 100)
