"""A municipality's own colour, as text: `#1F4E79`."""

from __future__ import annotations

import re

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_ENOUGH = 4.5  # of WCAG's contrast: for text in the colour on white, and white on the colour
_STEPS = 100


def accent_of(text: str) -> str | None:
    """The colour that the text writes, in one form; None where it writes none."""
    found = _HEX.fullmatch(text.strip())
    return f"#{found[1].upper()}" if found else None


def on_white(accent: str) -> float:
    """The colour's contrast to white, from 1 to 21."""
    return 1.05 / (_luminance(_parts(accent)) + 0.05)


def readable(accent: str) -> str:
    """The colour, as much darker as it has to be for white text on it to be read."""
    for step in range(_STEPS, -1, -1):
        darker = "#" + "".join(f"{part * step // _STEPS:02X}" for part in _parts(accent))
        if on_white(darker) >= _ENOUGH:
            return darker
    raise AssertionError("black is dark enough")


def _parts(accent: str) -> tuple[int, int, int]:
    red, green, blue = (int(accent[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def _luminance(parts: tuple[int, int, int]) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in parts)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
