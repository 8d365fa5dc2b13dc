"""What headers that xltool does not know may be: proposals for people to take or leave, never read by themselves.

Two things speak for one: a word near ours, and figures that come to each other row by row, variance = budget − actual.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import permutations

from xltool.binding.header_words import header_words
from xltool.binding.name_by_place import names_rows
from xltool.binding.taught_words import taught_word
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.core.units import Form

_ROUNDING = 1.0  # of shown figures, in their unit
_FEWEST = 3  # rows that make a pattern of figures
_PARTS = {Shade.PERIOD, Shade.CUMULATIVE, Shade.TO_MONTH, Shade.SAME_PERIOD, Shade.ONE_MONTH, Shade.PRIOR}
_LEFT = ("rest", "kvar", "aterst")  # how words begin that tell of what is left of a budget
# How words begin that people use for our columns.
_NEAR: Mapping[str, Sequence[str]] = {
    "Budget": ("budget", "plan", "ram", "anslag", "tilldel", "pott", "bevilja", "medel", "fick", "lovat"),
    "Utfall": ("utfall", "bokslut", "faktisk", "forbruk", "redov", "nedlag", "nedlagt", "anvant", "bokfor", "bokat", "verklig", "blev"),
    "Prognos": ("prognos", "gissning", "bedom", "uppskatt", "estimat", "forvant", "beraknat", "landa"),
    "Avvikelse": ("avvik", "diff", "rest", "kvar", "skillnad", "aterst"),
    "Kommentar": ("komment", "noter", "anm", "forklar", "orsak"),
}  # fmt: skip


def suggested_headers(
    sheet: RawSheet,
    header_row: int,
    headers: Mapping[int, str],
    kind: Sheet,
    taken: Mapping[int, str],
    year: int,
) -> dict[int, str]:
    """Our header for each position of `headers` that may be one of the kind's; `taken` are those that are known, `year` is
    the workbook's or 0. No header of ours is proposed twice."""
    forms = {c.header: c.quantity.form for c in kind.columns}
    free = {p: text for p, text in headers.items() if p not in taken}
    rows = [r for r in sheet.filled_rows() if r > header_row]
    amounts = [p for p in headers if sum(sheet.cell(r, p).number is not None for r in rows) * 2 > len(rows)]
    years = [y for text in headers.values() if (y := taught_word(text).year)]
    words = {
        p: ours for p, text in free.items() if (ours := _near(text, year or max(years, default=0))) in forms
    }
    words = {p: ours for p, ours in words.items() if (forms[ours] is Form.AMOUNT) == (p in amounts)}
    known = {**words, **taken}
    found = {p: ours for p, ours in words.items() if [*known.values()].count(ours) == 1}
    by_figures = _by_figures(sheet, rows, amounts, known, headers)
    found |= {p: ours for p, ours in by_figures.items() if p in free and ours in forms}
    name = next((c.header for c in kind.columns if c.names and c.required), "")
    if name and name not in taken.values() and (place := _leftmost_text(sheet, header_row, free, amounts)):
        found[place] = name
    return {
        p: ours for p, ours in sorted(found.items()) if [*found.values(), *taken.values()].count(ours) == 1
    }


def _near(text: str, year: int) -> str:
    """Our header that a word of the text is near; empty where none is, or several are, or the text is of another year or
    of a part of one."""
    near = [ours for ours, starts in _NEAR.items() if any(w.startswith(tuple(starts)) for w in _words(text))]
    is_of_year = taught_word(text).year in (None, year)
    return near[0] if len(near) == 1 and is_of_year and not header_words(text).shades & _PARTS else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", normalised(text))


def _by_figures(
    sheet: RawSheet,
    rows: Sequence[int],
    amounts: Sequence[int],
    known: Mapping[int, str],
    headers: Mapping[int, str],
) -> dict[int, str]:
    """Budget, actual or forecast, and variance, where one column is the difference of two others, the words that are
    known agree, and no other three columns do.

    A word for the variance alone tells nothing of the others, as it may be actual − budget; one for what is left does."""
    found = []
    for places in permutations(amounts, 3):
        said = [known.get(p, "") for p in places]
        meant = ("Budget", "Prognos" if said[1] == "Prognos" else "Utfall", "Avvikelse")
        agreed = [a == b for a, b in zip(said, meant, strict=True)]
        is_told = agreed[0] or agreed[1] or (agreed[2] and _is_left(headers[places[2]]))
        if is_told and sum(agreed) == sum(map(bool, said)) and _comes_to(sheet, rows, *places):
            found.append(dict(zip(places, meant, strict=True)))
    return found[0] if len(found) == 1 else {}


def _is_left(header: str) -> bool:
    return any(word.startswith(_LEFT) for word in _words(header))


def _comes_to(sheet: RawSheet, rows: Sequence[int], budget: int, outcome: int, variance: int) -> bool:
    every = [[sheet.cell(r, p).number for p in (budget, outcome, variance)] for r in rows]
    full = [(b, o, v) for b, o, v in every if b is not None and o is not None and v is not None]
    return sum(bool(v) for *_, v in full) >= _FEWEST and all(abs(b - o - v) <= _ROUNDING for b, o, v in full)


def _leftmost_text(sheet: RawSheet, header_row: int, free: Mapping[int, str], amounts: Sequence[int]) -> int:
    """The leftmost column left of the amounts with words on most of their rows; 0 where none is. A number is no name."""
    left = (p for p in sorted(free) if p < min(amounts, default=0))
    return next((p for p in left if names_rows(sheet, header_row, p, amounts)), 0)
