"""The codes of findings as a list: by subject, or those about a word."""

from __future__ import annotations

from collections.abc import Iterable

from xltool.core.spelling import normalised
from xltool.findings.codes import CODES
from xltool.findings.finding import Code

SUBJECTS = {
    "1": "Filen, resultatet och körningen",
    "2": "Blad och rubriker",
    "3": "Celler",
    "4": "Belopp och summor",
    "5": "Nämndmål",
    "6": "Fördelning",
    "7": "Rapporten i Word",
}


def codes_by_subject() -> list[str]:
    """Every code with its title, a line each, under its subject."""
    lines = []
    for hundred, subject in SUBJECTS.items():
        lines += ["", subject, *_told(c for c in CODES.values() if c.code[2] == hundred)]
    return [*lines[1:], "", "Mer om en av dem: xltool explain XL402"]


def codes_about(word: str) -> list[str]:
    """The codes whose title, sentences or example have the word; none where none has."""
    wanted = normalised(word)
    found = [
        c for c in CODES.values() if wanted in normalised(" ".join((c.title, c.message, c.hint, c.example)))
    ]
    return [*_told(found), "", f"Mer om en av dem: xltool explain {found[0].code}"] if found else []


def _told(codes: Iterable[Code]) -> list[str]:
    return [f"  {c.code}  {c.title} ({c.severity.word})" for c in codes]
