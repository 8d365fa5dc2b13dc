"""The last look of a re-run: every text that people had written in the earlier result stands in the new one, or is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xltool.core.cells import address
from xltool.core.memos import MEMORY
from xltool.core.numbers import parse_number
from xltool.core.origin import Origin
from xltool.core.pages import CONTROL_TITLE
from xltool.drawing.placed import SheetPlan
from xltool.findings.finding import Finding
from xltool.rerun.answers import comment_cells, crossed_sheets
from xltool.rerun.earlier_result import EarlierResult
from xltool.rerun.fingerprints import WORD, print_of, word
from xltool.sheets.all_sheets import kinds
from xltool.sheets.settings.settings_rows import SETTINGS

_SHOWN = 30  # characters: as much of a text as every message quotes


def lost_texts(
    earlier: EarlierResult, sheets: Iterable[SheetPlan], findings: Sequence[Finding]
) -> list[tuple[Origin, str]]:
    """The texts of people's, with where they stood, that neither stand in the new `sheets` nor are told of."""
    if not earlier.written.rows:
        return []  # nobody remembers what xltool wrote, which is told
    there = Counter(word(c.value) for sheet in sheets for c in sheet.cells if c.value is not None)
    lost = []
    for origin, text in typed_texts(earlier):
        if there[seen := text if there[text] else _as_number(text)]:
            there[seen] -= 1
        elif not any(text[:_SHOWN] in " ".join(found.message.split()) for found in findings):
            lost.append((origin, text))
    return lost


def _as_number(text: str) -> str:
    """What is written of a figure that was typed as a text."""
    number = parse_number(text)
    return word(number.value) if number else text


def typed_texts(earlier: EarlierResult) -> Iterator[tuple[Origin, str]]:
    """The texts that xltool had not written, in cells that hold no formula."""
    rows = [row for of_sheet in earlier.written.rows.values() for row in of_sheet]
    ours = {mark[1:] for row in rows for mark in row.marks.values() if mark.startswith(WORD)}
    # What people wrote before the latest run is still theirs, though xltool has written it since.
    settings = [row for row in rows if row.key is not None and row.key.sheet == SETTINGS.title]
    ours |= {letters for row in settings for letters in row.entered.values()}
    said = [value for value in earlier.input.values() if isinstance(value, str)]
    choices = [one for kind in kinds() for column in kind.columns for one in column.choices]
    ours |= {print_of(word(value)) for value in (*said, *choices)}
    crossed = crossed_sheets(earlier.memos)
    for one in earlier.unmatched:
        yield Origin(CONTROL_TITLE, ""), word(one.text)
    for sheet in earlier.book.sheets:
        if sheet.name == MEMORY or sheet.long is not None:
            continue
        formulas = earlier.stands.formulas.get(sheet.name, ())
        listed = earlier.stands.listed.get(sheet.name, ())
        if sheet.name in crossed:  # comments that were weighed against those of the answers, one by one
            formulas = {*formulas, *comment_cells(earlier, sheet.name)}
        for place, cell in sheet.cells.items():
            text = word(cell.value) if isinstance(cell.value, str) and cell.stored else ""
            if text and place not in formulas and place[0] not in listed and print_of(text) not in ours:
                yield Origin(sheet.name, address(*place)), text
