"""What is said where the console, the pipe or the file has fewer letters than we: cp850 and cp1252 of Windows.

A question mark for a sign (−) would make another figure of it, so what carries a meaning becomes what means the same.
"""

from __future__ import annotations

import codecs

_INSTEAD = {
    "−": "-", "–": "-", "—": "-", "‑": "-", "…": "...", "’": "'", "”": '"', "“": '"', "€": "euro", "•": "*", "·": "-",
    "▲": "bättre", "▼": "sämre", "✔": "OK", "✘": "FEL", "○": "o", "◐": "~", "→": "->", "›": ">", "‹": "<",
    "»": '"', "«": '"', "│": "|", "█": "#", "░": ".", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "×": "x", "≤": "<=", "≥": ">=",
}  # fmt: skip
IN_FEWER_LETTERS = "xltool-in-fewer-letters"  # as an encoding's way with what it lacks


def _instead(error: UnicodeError) -> tuple[str, int]:
    """The letters that stand for those that the encoding lacks; where it lacks those too, as ASCII lacks å, a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = "".join(_INSTEAD.get(c, "?") for c in error.object[error.start : error.end])
    return letters.encode(error.encoding, "replace").decode(error.encoding), error.end


codecs.register_error(IN_FEWER_LETTERS, _instead)
