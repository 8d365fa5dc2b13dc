"""The words of headers: each is the column that a department means by it (`headers.txt`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.drawn import read


class Header(NamedTuple):
    sheet: str
    text: str
    column: str
    year: str
    period: str


_LINES = (
    Path(__file__).with_name("headers.txt").read_text(encoding="utf-8").split("| Period\n")[1].splitlines()
)
HEADERS = [Header(*(part.strip() for part in f"{line}||".split("|")[:5])) for line in _LINES]
_NAMES = {"Driftredovisning": "Kontotext", "Investeringsredovisning": "Projekt", "Underlag": "Konto"}
# What stands below each of our columns; a variance is the difference, and a net is income and cost.
_FIGURES = {
    "Budget": (-300, 200, 50), "Utfall": (-310, 180, 60), "Prognos": (-305, 190, 55), "Avvikelse": (10, 20, -10),
    "Intäkter": (-310, -20, 0), "Kostnader": (0, 200, 60),
}  # fmt: skip
_OTHER = (-7, 33, 44)


def drawing(header: Header) -> str:
    """A sheet with the header, beside what it needs to be read."""
    if header.sheet == "Nämndmål":
        return _goals(header)
    if header.sheet == "Medlemmar":
        return _members(header)
    above, _, own = header.text.rpartition(" × ")
    name = _NAMES[header.sheet]
    judged = "Prognos" if header.period else "Utfall"
    columns = [name, "Budget", judged]
    if header.column in columns:
        columns = [own if c == header.column else c for c in columns]
        figures = [_FIGURES["Budget"], _FIGURES[judged]]
    elif header.column == "ask" or (header.sheet == "Underlag" and header.column == "Utfall"):
        columns, figures = [name, "Budget", own], [_FIGURES["Budget"], _FIGURES["Utfall"]]
    else:
        columns = [*columns, own]
        figures = [_FIGURES["Budget"], _FIGURES[judged], _FIGURES.get(header.column, _OTHER)]
        other = {"Intäkter": "Kostnader", "Kostnader": "Intäkter"}.get(header.column)
        if other:
            columns.append(other)
            figures.append(_FIGURES[other])
    rows = [columns]
    if above:
        at = len(columns) - 1 - columns[::-1].index(own)
        rows.insert(0, [above if i == at else "" for i in range(len(columns))])
    names = ("3010", "5010", "6010") if header.sheet == "Underlag" else ("A", "B", "C")
    signs = [abs if header.sheet == "Investeringsredovisning" else float for _ in names]
    rows += [[n, *(str(s(f[i])) for f in figures)] for i, (n, s) in enumerate(zip(names, signs, strict=True))]
    if header.sheet == "Driftredovisning" and header.column not in ("Intäkter", "Kostnader"):
        kinds = ["Typ", "Intäkt", "Kostnad", "Kostnad"]
        rows = [[*row, k] for row, k in zip(rows, [""] * (len(rows) - 4) + kinds, strict=True)]
    unit = "mnkr" if re.search(r"\bmn?kr\b", header.text, re.IGNORECASE) else "tkr"
    period = f"Period | {header.period}\n" if header.period else ""
    head = f"== Uppgifter ==\nNämnd | N\nÅr | {header.year}\nEnhet | {unit}\n{period}"
    return f"{head}== {header.sheet} ==\n" + "\n".join(" | ".join(row) for row in rows)


def _goals(header: Header) -> str:
    """Goals with the header: in the place of its own column, else beside the others."""
    columns = ["Nämndmål", "Indikator", "Resultat", "Målvärde"]
    if header.column in columns:
        columns = [header.text if c == header.column else c for c in columns]
    else:
        columns.append(header.text)
    period = f"Period | {header.period}\n" if header.period else ""
    lines = "Kontotext | Typ | Budget | Prognos" if period else "Kontotext | Typ | Budget | Utfall"
    head = f"== Uppgifter ==\nNämnd | N\nÅr | {header.year}\n{period}== Driftredovisning ==\n{lines}\nA | Kostnad | 9 | 9\n"
    return f"{head}== Nämndmål ==\n{' | '.join(columns)}\nEtt | A | 80 | 75 | 70"


def _members(header: Header) -> str:
    """Members with the header: in the place of its own column, else beside the others."""
    columns = ["Kommun", "Invånare"]
    if header.column in columns:
        columns = [header.text if c == header.column else c for c in columns]
    else:
        columns.append(header.text)
    head = f"== Uppgifter ==\nNämnd | N\nÅr | {header.year}\nBidragsrader | B\nFördelningsnyckel | {columns[-1] if header.column == 'Fast andel' else ''}"
    lines = "== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nB | Intäkt | -100 | -100"
    rows = "A | 9 | 40\nB | 5 | 60" if header.column != "Fast andel" else "A | 9 | 40%\nB | 5 | 60%"
    return f"{head}\n{lines}\n== Medlemmar ==\n{' | '.join(columns)}\n{rows}"


@pytest.mark.parametrize("header", HEADERS, ids=lambda h: f"{h.sheet} {h.text}")
def test_each_header_is_the_column_that_is_meant(header: Header) -> None:
    board = read(drawing(header))
    own = header.text.rpartition(" × ")[2].replace("–", "-").replace("−", "-")
    columns = next((r.columns for r in board.readings if r.read_as == header.sheet), {})
    bound = [ours for ours, theirs in columns.items() if theirs == own]
    if header.column == "ask":
        assert not bound
    elif header.column == "Fast andel":
        assert board.members is not None
        assert (board.members.key, board.members.percent) == ("Fast andel", frozenset({"Fast andel"}))
    else:
        assert (header.column in bound) if header.column != "–" else not bound
