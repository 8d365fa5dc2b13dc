"""A formula as it stands, with other words and other figures in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<quoted>'(?:[^']|'')+'(?=!))|(?P<function>[A-Za-z_.][\w.]*(?=\())"""
    r"""|(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w(!]))|(?P<name>[^\W\d][\w.]*)|(?P<number>\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?)""",
)
_PLAIN = {"TRUE", "FALSE"}
_OF_EVERYBODY = 3  # digits of a number that says nothing of a board: 1, 100; 1000 is a unit


def other_formula(
    formula: str, sheets: Mapping[str, str], words: Callable[[str], str], figure: Callable[[float], float]
) -> str:
    def other(found: re.Match[str]) -> str:
        kind, said = found.lastgroup, found[0]
        if kind == "text":
            return '"' + words(said[1:-1].replace('""', '"')).replace('"', '""') + '"'
        if kind == "quoted":
            return "'" + _sheet(said[1:-1].replace("''", "'"), sheets, words).replace("'", "''") + "'"
        if kind == "name" and said.upper() not in _PLAIN:
            return (
                _sheet(said, sheets, words) if formula[found.end() : found.end() + 1] == "!" else words(said)
            )
        if kind == "number":
            return (
                said
                if len(said) < _OF_EVERYBODY or float(said) in (100, 1000, 1e6)
                else f"{figure(float(said)):.15g}"
            )
        return said

    return _TOKEN.sub(other, formula)


def _sheet(name: str, sheets: Mapping[str, str], words: Callable[[str], str]) -> str:
    return sheets.get(name.casefold(), "") or words(name)
