"""How the figures of a text's column are written, decided for the whole column: a comma or a point for decimals, thousands
by comma where every figure says so (ledger.md §5)."""

from __future__ import annotations

import re
from array import array

from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.cells import RawValue
from xltool.core.numbers import parse_number

_CODE = re.compile(r"0\d+")  # a number would lose its zeros
_THOUSANDS = re.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|\d{1,3})(?:\.\d{1,2})?")
_POINT = re.compile(r"-?\d+(?:\.\d{1,2})?")
_FIGURE = re.compile(r"[-+(]?[\d .,  ]*\d[\d .,  ]*\)?-?")
THOUSANDS, POINT = "komma skiljer tusental", "punkt är decimaltecken"


class Figures:
    """A column of texts while it is read: each different text once, and each row's place among them."""

    def __init__(self) -> None:
        self._places = array("i")
        self._different: dict[str, int] = {}
        self.style = ""

    def add(self, text: str) -> None:
        self._places.append(self._different.setdefault(text, len(self._different)))

    def cell(self, row: int) -> RawValue:
        """What the row's cell holds, when the column is whole."""
        kind, value = self._read[self._places[row]]
        text = self._words[self._places[row]]
        return value if kind == Kind.NUMBER else text.strip() or None

    def raw(self, texts: dict[str, int]) -> RawColumn:
        """The column as cells; the texts of it join the `texts`."""
        import numpy as np

        self._words = list(self._different)
        self.style = _style(self._words)
        self._read = [_value(word, self.style) for word in self._words]
        numbers = [
            float(texts.setdefault(word.strip(), len(texts))) if kind == Kind.TEXT else value
            for word, (kind, value) in zip(self._words, self._read, strict=True)
        ]
        places = np.frombuffer(self._places, np.intc)
        kinds = np.array([kind for kind, _ in self._read], np.uint8)
        return RawColumn(kinds[places], np.array(numbers, np.float64)[places])


def _style(words: list[str]) -> str:
    """How the figures are written where that is not as in Sweden, empty where it is or where they do not agree."""
    figures = [word.strip() for word in words if _FIGURE.fullmatch(word.strip())]
    if any("," in f for f in figures) and all(map(_THOUSANDS.fullmatch, figures)):
        return THOUSANDS
    if any("." in f for f in figures) and all(map(_POINT.fullmatch, figures)):
        return POINT
    return ""


def _value(word: str, style: str) -> tuple[int, float]:
    text = word.strip()
    if not text:
        return Kind.BLANK, float("nan")
    if style and _FIGURE.fullmatch(text) and not _CODE.fullmatch(text):
        return Kind.NUMBER, float(text.replace(",", ""))
    number = None if _CODE.fullmatch(text) else parse_number(text)
    if number is None or number.unit or number.doubt:
        return Kind.TEXT, float("nan")
    return Kind.NUMBER, number.value
