"""What differs between two workbooks in one sentence: how many of each sort."""

from __future__ import annotations

from collections import Counter

from xltool.compare.changes import COMMENT, Change, Differences
from xltool.core.swedish import listed
from xltool.core.units import Form
from xltool.result.report_text import SENTENCE_SHEET
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.settings.settings_rows import SETTINGS


def summary(found: Differences) -> str:
    if not found.any:
        everything = "Inget skiljer: siffror, kommentarer, bedömningar, uppgifter och egna texter är desamma."
        return everything if found.complete else "Inget skiljer i det som gick att jämföra."
    counts: Counter[str] = Counter()
    for sheet in found.sheets:
        for row in sheet.rows:
            if row.only_in:
                counts[f"only {row.only_in.value}"] += 1
                continue
            counts["renamed"] += bool(row.was)
            counts.update(_sort(sheet.sheet, change) for change in row.changes)
    parts = [
        (f"{count_of(counts[key], one, many)}{ending}") for key, one, many, ending in _SORTS if counts[key]
    ]
    parts += [f"bladet {s.sheet} bara i {s.only_in.value}" for s in found.sheets if s.only_in]
    parts += ["underlaget"] if found.ledger is not None else []
    parts += [count_of(len(found.beside), "egen cell", "egna celler")] if found.beside else []
    theirs = sum(bool(s.only_in or s.cells) for s in found.user_sheets)
    parts += [count_of(theirs, "eget blad", "egna blad")] if theirs else []
    return f"Det här skiljer: {listed(parts)}."


_SORTS = (
    ("figure", "siffra", "siffror", ""),
    ("comment", "kommentar", "kommentarer", ""),
    ("judgement", "bedömning", "bedömningar", ""),
    ("setting", "uppgift", "uppgifter", ""),
    ("text", "egen text", "egna texter", ""),
    ("other", "annan cell", "andra celler", ""),
    ("renamed", "omdöpt rad", "omdöpta rader", ""),
    ("only A", "rad", "rader", " bara i A"),
    ("only B", "rad", "rader", " bara i B"),
    ("computed", "uträknat värde", "uträknade värden", ""),
)


def _sort(sheet: str, change: Change) -> str:
    if change.computed:
        return "computed"
    if sheet == SETTINGS.title:
        return "setting"
    if sheet == SENTENCE_SHEET:
        return "text"
    if change.column == COMMENT:
        return "comment"
    if change.column == goals.JUDGEMENT.header:
        return "judgement"
    return "other" if change.quantity.form is Form.TEXT else "figure"


def count_of(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
