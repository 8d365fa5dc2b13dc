"""What differs between two workbooks as text for the terminal, and as plain data for machines. Pure."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

from msgspec.structs import replace

from xltool.compare.compared_rows import Value
from xltool.compare.compared_workbook import ComparedWorkbook
from xltool.compare.differences import (
    COMMENT,
    Change,
    Differences,
    LedgerDifference,
    RowDifference,
    SheetDifference,
    Side,
)
from xltool.core.numbers import decimals_of
from xltool.core.swedish import GROUP, listed, number_text, quantity_text
from xltool.core.units import Form
from xltool.result.report_text import SENTENCE, SENTENCE_SHEET
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.operating import operating_columns as operating
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
        counts = [f"{_count(theirs.cells, 'cell', 'celler')} skiljer"] if theirs.cells else []
        if theirs.unknown:
            formulas = _count(theirs.unknown, "formel", "formler")
            counts.append(f"{formulas} utan uträknat värde går inte att jämföra")
        lines += _wrapped(f"{printable(theirs.sheet)}: {where or listed(counts)}", width, "  ", "    ")
    if any(one.computed for s in found.sheets for r in s.rows for one in r.changes):
        lines += ["", "= är uträknat och följer av det andra."]
    return [*lines, "", *_wrapped(_summary(found), width, "", "")]


def _ledger(found: LedgerDifference) -> str:
    if not (found.a and found.b):
        where = Side.A if found.a else Side.B
        return f"finns bara i {where.value} ({_count(max(found.a, found.b), 'rad', 'rader')})"
    columns = listed([f"»{printable(c)}«" for c in found.columns]) or "Vilka värden som hör till samma rad"
    rows = "" if found.a == found.b else f"; {found.a} → {_count(found.b, 'rad', 'rader')}"
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
        lines.append(f"  Bladet finns bara i {sheet.only_in.value} ({_count(sheet.lines, 'rad', 'rader')}).")
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


def _summary(found: Differences) -> str:
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
        (f"{_count(counts[key], one, many)}{ending}") for key, one, many, ending in _SORTS if counts[key]
    ]
    parts += [f"bladet {s.sheet} bara i {s.only_in.value}" for s in found.sheets if s.only_in]
    parts += ["underlaget"] if found.ledger is not None else []
    parts += [_count(len(found.beside), "egen cell", "egna celler")] if found.beside else []
    theirs = sum(bool(s.only_in or s.cells) for s in found.user_sheets)
    parts += [_count(theirs, "eget blad", "egna blad")] if theirs else []
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


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


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


def _shown(value: Value, decimals: int | None = None) -> str:
    content, quantity = value.content, value.quantity
    if content is None or content == "":
        return _EMPTY
    if isinstance(content, str | bool):
        return printable(str(content))
    return quantity_text(content, replace(quantity, unit=printable(quantity.unit)), decimals)


def _wrapped(text: str, width: int, first: str, later: str) -> list[str]:
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
    return lines or [first.rstrip()]


# --- for machines --------------------------------------------------------------------------------------------

_WORDS: dict[str, str] = {
    **{status.value: status.name.lower() for status in (*goals.Status, *goals.Outcome)},
    operating.Verdict.BETTER: "better",
    operating.Verdict.WORSE: "worse",
    operating.Verdict.ON_BUDGET: "on_budget",
    investments.OVERSPENT_WORD: "over_budget",
    investments.WITHIN_WORD: "within_budget",
}


def data(a: ComparedWorkbook | None, b: ComparedWorkbook | None, found: Differences | None) -> dict[str, Any]:
    """The JSON object but for the files: whether something differs, and what. Percentages are 84 with the unit %,
    `difference` is b − a, statuses are English words."""
    return {
        "a": _version_data(a),
        "b": _version_data(b),
        "differs": found.any if found else None,
        "complete": found.complete if found else False,
        "unit": found.unit.word if found else None,
        "not_computed": {side.value.lower(): why for side, why in found.uncomputed.items()} if found else {},
        "sheets": [_sheet_data(sheet) for sheet in found.sheets] if found else [],
        "ledger": (
            {"columns": list(found.ledger.columns), "rows": {"a": found.ledger.a, "b": found.ledger.b}}
            if found and found.ledger
            else None
        ),
        "beside": [
            {"sheet": one.sheet, "where": one.where, "a": one.a or None, "b": one.b or None}
            for one in (found.beside if found else ())
        ],
        "own_sheets": [
            {
                "sheet": theirs.sheet,
                "only_in": _side(theirs.only_in),
                "cells": theirs.cells,
                "unknown": theirs.unknown,
            }
            for theirs in (found.user_sheets if found else ())
        ],
    }


def _version_data(version: ComparedWorkbook | None) -> dict[str, Any]:
    if version is None:
        return {"kind": None, "board": None, "year": None}
    settings = version.board.settings
    kind = "result" if version.is_result else "input"
    return {"kind": kind, "board": settings.board or None, "year": settings.year}


def _side(side: Side | None) -> str | None:
    return side.value.lower() if side else None


def _sheet_data(sheet: SheetDifference) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "only_in": _side(sheet.only_in),
        "not_compared": {side.value.lower(): why for side, why in (sheet.unread or {}).items()},
        "rows": [
            {
                "row": row.name or None,
                "account": row.account or None,
                "was": row.was or None,
                "only_in": _side(row.only_in),
                "changes": [_change_data(change) for change in row.changes],
            }
            for row in sheet.rows
        ],
    }


def _change_data(change: Change) -> dict[str, Any]:
    quantity, difference = change.quantity, change.difference
    percent = quantity.form is Form.PERCENT
    return {
        "column": change.column,
        "a": _plain(change.a),
        "b": _plain(change.b),
        "difference": None if difference is None else _clean(difference * (100 if percent else 1)),
        "unit": "%" if percent else quantity.unit or None,
        "computed": change.computed,
    }


def _plain(value: Value) -> str | float | int | None:
    content, form = value.content, value.quantity.form
    if content is None or content == "":
        return None
    if isinstance(content, str | bool):
        return _WORDS.get(str(content), str(content))
    if form is Form.DATE:
        return quantity_text(content, value.quantity)
    return _clean(content * (100 if form is Form.PERCENT else 1))


def _clean(value: float) -> float | int:
    clean = float(f"{value:.15g}")
    return int(clean) if clean == int(clean) else clean
