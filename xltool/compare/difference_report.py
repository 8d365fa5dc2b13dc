"""What differs between two workbooks as text for the terminal. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from xltool.compare.changes import (
    Change,
    ComparedValue,
    Differences,
    LedgerDifference,
    RowDifference,
    SheetDifference,
    Side,
)
from xltool.compare.compared_workbook import ComparedWorkbook
from xltool.compare.difference_summary import count_of, summary
from xltool.core.numbers import decimals_of
from xltool.core.swedish import GROUP, listed, number_text, quantity_text
from xltool.core.units import Form
from xltool.result.report_text import SENTENCE
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.settings.settings_rows import BOARD, SETTINGS, UNIT, YEAR
from xltool.terminal.report import printable

_NARROWEST, _WIDEST, _LABEL = 60, 120, 28
_EMPTY = "tomt"
_MOST = 9  # decimals; entries that differ by less are the same


_Named: TypeAlias = tuple[str, ComparedWorkbook]  # the file as the user named it, and what it holds


def listing(a: _Named, b: _Named, found: Differences, width: int) -> list[str]:
    """What differs, sheet by sheet and row by row, at most `width` wide."""
    width = min(max(width, _NARROWEST), _WIDEST)
    lines = [*_wrapped(f"A  {_about(a)}", width, "", "   "), *_wrapped(f"B  {_about(b)}", width, "", "   ")]
    for said in _first_of_all(found):
        lines += ["", *_wrapped(f"Obs! {said}", width, "", "     ")]
    for side, why in found.uncomputed.items():
        said = f"{side.value} går inte att räkna på, så det som är uträknat är inte jämfört. {printable(why)}"
        lines += ["", *_wrapped(said, width, "", "   ")]
    for sheet in found.sheets:
        lines += ["", *_sheet_lines(sheet, width)]
    if found.ledger is not None:
        lines += ["", DETAILS.title, *_wrapped(_ledger(found.ledger), width, "  ", "    ")]
    if found.beside:
        lines += ["", "Bredvid tabellerna, och skrivet över"]
    for one in found.beside:
        where = f"{printable(one.sheet)}, {printable(one.where)}"
        lines += _wrapped(where, width, "  ", "    ")
        lines += _wrapped(f"A: {printable(one.a) or _EMPTY}", width, " " * 6, " " * 9)
        lines += _wrapped(f"B: {printable(one.b) or _EMPTY}", width, " " * 6, " " * 9)
    if found.user_sheets:
        lines += ["", "Egna blad"]
    for theirs in found.user_sheets:
        where = f"finns bara i {theirs.only_in.value}" if theirs.only_in else ""
        counts = [f"{count_of(theirs.cells, 'cell', 'celler')} skiljer"] if theirs.cells else []
        if theirs.unknown:
            formulas = count_of(theirs.unknown, "formel", "formler")
            counts.append(f"{formulas} utan uträknat värde går inte att jämföra")
        lines += _wrapped(f"{printable(theirs.sheet)}: {where or listed(counts)}", width, "  ", "    ")
    if any(one.computed for s in found.sheets for r in s.rows for one in r.changes):
        lines += ["", "= är uträknat och följer av det andra."]
    return [*lines, "", *_wrapped(summary(found), width, "", "")]


def _ledger(found: LedgerDifference) -> str:
    if not (found.a and found.b):
        where = Side.A if found.a else Side.B
        return f"finns bara i {where.value} ({count_of(max(found.a, found.b), 'rad', 'rader')})"
    columns = listed([f"»{printable(c)}«" for c in found.columns]) or "Vilka värden som hör till samma rad"
    rows = "" if found.a == found.b else f"; {found.a} → {count_of(found.b, 'rad', 'rader')}"
    return f"{columns} skiljer{rows}"


def _about(one: _Named) -> str:
    file, version = one
    settings = version.board.settings
    what = "resultat" if version.is_result else "indata"
    whose = " ".join(str(x) for x in (printable(settings.board), settings.year) if x)
    return f"{file} ({', '.join(x for x in (what, whose) if x)})"


def _first_of_all(found: Differences) -> Iterator[str]:
    """What the reader must know before any figure: another board, another year, another unit."""
    changes = {
        c.column: c for s in found.sheets if s.sheet == SETTINGS.title for r in s.rows for c in r.changes
    }
    for label, what in ((BOARD.label, "nämnder"), (YEAR.label, "år")):
        if label in changes:
            a, b = (_shown(v) for v in (changes[label].a, changes[label].b))
            yield f"Filerna gäller olika {what}: {a} (A) och {b} (B)."
    if UNIT.label in changes:
        a, b = (_shown(v) for v in (changes[UNIT.label].a, changes[UNIT.label].b))
        yield f"Beloppen är i {a} i A och i {b} i B. Här är de jämförda i {found.unit.word}."


# --- sheets and rows -----------------------------------------------------------------------------------------


def _sheet_lines(sheet: SheetDifference, width: int) -> list[str]:
    lines = [sheet.sheet]
    for side, why in (sheet.unread or {}).items():
        part = "Allt på bladet" if sheet.rows else "Bladet"
        said = f"{part} går inte att jämföra, för {side.value} gick inte att läsa. {printable(why)}"
        lines += _wrapped(said, width, "  ", "  ")
    if sheet.only_in:
        lines.append(
            f"  Bladet finns bara i {sheet.only_in.value} ({count_of(sheet.lines, 'rad', 'rader')})."
        )
    for row in sheet.rows:
        lines += _row_lines(row, width)
    return lines


def _row_lines(row: RowDifference, width: int) -> list[str]:
    label = min(max((len(_label(c)) for c in row.changes), default=0), _LABEL)
    lines: list[str] = []
    if row.name:
        said = printable(row.name)
        if row.was:
            said += f"  ·  hette {printable(row.was)} i A"
        if row.only_in:
            said += f"  ·  finns bara i {row.only_in.value}"
        lines += _wrapped(said, width, "  ", "    ")
    for change in row.changes:
        lines += _change_lines(change, row.only_in, label, width)
    return lines


def _label(change: Change) -> str:
    return ("= " if change.computed else "") + printable(change.column)


def _change_lines(change: Change, only_in: Side | None, label: int, width: int) -> list[str]:
    """The cell in one line where it has room, else each workbook's words by themselves."""
    first = f"    {_label(change):{label}}  "
    a, b = _both_shown(change)
    if only_in:
        text = a if only_in is Side.A else b
        return _wrapped(text, width, first, " " * len(first))
    if a == b:
        said = f"skiljer bara i blanksteg eller osynliga tecken: {b}"
        return _wrapped(said, width, first, " " * len(first))
    line = f"{first}{a} → {b}{_by(change)}"
    if len(line) <= width:
        return [line]
    texts = (("A: ", a), ("B: ", b + _by(change)))
    return [first.rstrip()] + [
        line for side, text in texts for line in _wrapped(side + text, width, " " * 6, " " * 9)
    ]


def _by(change: Change) -> str:
    """`  (+53 tkr)`: by how much B is more than A."""
    difference, quantity = change.difference, change.quantity
    if difference is None:
        return ""
    percent = quantity.form is Form.PERCENT
    unit = "procentenheter" if percent else quantity.unit
    values = [
        v.content * (100 if percent else 1)
        for v in (change.a, change.b)
        if isinstance(v.content, float | int)
    ]
    places = max(decimals_of(float(f"{v:.15g}")) for v in values)
    shown = float(f"{difference * (100 if percent else 1):.15g}")
    text = number_text(shown, min(places, 2 if change.computed else _MOST))
    sign = "+" if difference > 0 else ""
    return f"  ({sign}{text}{GROUP + printable(unit) if unit else ''})"


# --- values --------------------------------------------------------------------------------------------------


def _both_shown(change: Change) -> tuple[str, str]:
    """The two values as text, with so many decimals that they can be told apart."""
    for decimals in (change.quantity.decimals if change.computed else None, None, *range(1, _MOST + 1)):
        texts = [_shown(value, decimals) for value in (change.a, change.b)]
        if texts[0] != texts[1]:
            break
    if change.column == SENTENCE.header:
        texts = [text if text != _EMPTY else "xltools egen mening" for text in texts]
    return texts[0], texts[1]


def _shown(value: ComparedValue, decimals: int | None = None) -> str:
    content, quantity = value.content, value.quantity
    if content is None or content == "":
        return _EMPTY
    if isinstance(content, str | bool):
        return printable(str(content))
    return quantity_text(content, replace(quantity, unit=printable(quantity.unit)), decimals)


def _wrapped(text: str, width: int, first: str, later: str) -> list[str]:
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
    return lines or [first.rstrip()]
