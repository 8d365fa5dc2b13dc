"""Whether all that people did in one copy of a result stands in another too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from xltool.core.cells import BLANK
from xltool.core.row_key import RowKey
from xltool.intake.preflight import inspect
from xltool.rerun.earlier_result import EarlierResult
from xltool.rerun.fingerprints import ENTRY, print_of, word
from xltool.rerun.kept import EARLIER_NAME
from xltool.rerun.lost_texts import typed_texts

_Entry = tuple[str, RowKey, int]


def is_within(part: bytes, whole: bytes) -> bool:
    """Whether every entry that people changed in the one is changed in the other too, and every text of theirs is there.
    What cannot be read is not known to be."""
    with suppress(Exception):
        first, second = (EarlierResult(inspect(data, EARLIER_NAME)) for data in (part, whole))
        if first.problem or second.problem or not first.written.rows:
            return False
        mine, theirs = dict(_entries(first)), dict(_entries(second))
        return _texts(first) <= _texts(second) and all(
            now == was or theirs.get(entry, ("", ""))[0] in (now, *_changed(theirs.get(entry)))
            for entry, (now, was) in mine.items()
        )
    return False


def _changed(entry: tuple[str, str] | None) -> tuple[str, ...]:
    """What the entry is now, where people have changed it."""
    return (entry[0],) if entry is not None and entry[0] != entry[1] else ()


def _entries(result: EarlierResult) -> Iterator[tuple[_Entry, tuple[str, str]]]:
    """The letters of what each entry is now, and of what it was written as."""
    for name, rows in result.written.rows.items():
        known, sheet = result.stands.alignments.get(name), result.book.sheet(name)
        if known is None or sheet is None:
            continue
        for row in rows:
            place = known.rows.get(row.number)
            for column in [c for c, mark in row.marks.items() if mark == ENTRY and row.key is not None]:
                at = known.columns.get(column)
                cell = sheet.cell(place, at) if place and at else BLANK
                assert row.key is not None
                now = "" if cell.blank else print_of(word(cell.value))
                yield (name, row.key, column), (now, row.entered.get(column, ""))


def _texts(result: EarlierResult) -> Counter[str]:
    return Counter(text for _, text in typed_texts(result))
