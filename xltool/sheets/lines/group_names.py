"""What a group of lines is called, by its heading or by its subtotal (reading.md §8.5)."""

from __future__ import annotations

import re

from xltool.core.late_patterns import late_pattern

_BEFORE = re.compile(
    r"(?:totalt|totala|total|totalsumma|totalbelopp|summa|delsumma|slutsumma|summering|sammanlagt|samtliga|tot\.?|s:a|[Σ∑])\b[ .:]*|[Σ∑] *",
    re.IGNORECASE,
)
_BEHIND = late_pattern(r"[ _,:–-]+(?:totalt|total|summa|sammanlagt)[ .:]*$", re.IGNORECASE)


def group_of_total(name: str) -> str:
    """`Summa Bygglov` and `Bygglov totalt` → `Bygglov`; empty where the subtotal says no more than that it is one."""
    before = _BEFORE.match(name)
    rest = name[before.end() :] if before else _BEHIND().sub("", name)
    rest = rest.strip(" .:–-")
    return rest[:1].upper() + rest[1:] if before else rest


def subtotal_of(group: str) -> str:
    """What the subtotal of a group is called that the sheet itself does not sum."""
    return f"Summa {group}"
