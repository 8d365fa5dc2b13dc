"""What people added to a result finds its rows in the new one; what cannot come along is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from types import MappingProxyType

from msgspec.structs import replace

from xltool.core.cell_text import shortened
from xltool.core.numbers import parse_number
from xltool.core.pages import CONTROL_TITLE
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.swedish import listed, number_text
from xltool.core.tables import Table
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.rerun.fingerprints import Keys
from xltool.rerun.kept import Kept
from xltool.rerun.matching import within_values
from xltool.rerun.row_keys import row_keys
from xltool.rerun.user_content import (
    PLAIN,
    Additions,
    Stray,
    Style,
    TypedOver,
    UserCell,
    UserColumn,
    UserSheet,
)
from xltool.rerun.waiting import home
from xltool.rerun.who_is_who import Rows, same_rows
from xltool.result.unmatched_list import Unmatched


def bring(
    kept: Kept, additions: Additions, tables: Iterable[Table], crossed: Keys = MappingProxyType({})
) -> Kept:
    """What is kept, with the additions as a result of these tables has them; the `crossed` ones have keys of their own."""
    keys = {**row_keys(kept.board), **crossed}
    headers = {table.key: {column.header for column in table.columns} for table in tables}
    nowhere: set[str] = set()  # the input may have left out the sheet
    unmatched, waiting = list[Unmatched](), list(kept.unmatched)
    columns: list[UserColumn] = []
    findings = [codes.MEMORY_GONE.at(None)] if additions.memory_gone else []
    names = Counter((column.table, column.name) for column in additions.columns)
    for column in additions.columns:
        homes = list(keys.get(column.table, {}).values())
        others = (
            key for key in kept.figures[0] if key.sheet == column.sheet
        )  # those too that were taken away
        there = tuple(dict.fromkeys([*column.rows, *others]))
        if column.table in crossed:
            mates = within_values(there, homes)
        else:
            mates = same_rows(Rows(there, (), kept.figures[0]), Rows(tuple(homes), (), kept.figures[1]))
        cells: dict[RowKey, UserCell] = {}
        # A column of theirs may be called as one of ours.
        name = (
            f"{column.name} (egen kolumn)"
            if column.name in headers.get(column.table, nowhere)
            else column.name
        )
        for key, cell in column.cells.items():
            if (mate := mates.get(key)) is not None:
                cells[mate] = cell
            elif cell.value is not None and cell.value != "":
                figures = kept.figures[0].get(key, ())
                unmatched.append(Unmatched(_shown(cell), column.sheet, key.words, name, key, figures))
        is_alone = names[column.table, column.name] == 1  # or nobody knows which of them a text waits for
        # Who wrote a line into the list without a column meant no column of theirs.
        mine = [w for w in waiting if (w.sheet, w.column) == (column.sheet, name) and (name or w.key)]
        for one in mine if is_alone else ():
            row = home(one, homes, mates.values(), kept.figures[1])
            if row is not None and row not in cells:
                cells[row] = _back(one.text, column.cells.values())
                waiting.remove(one)
        columns += [replace(column, cells=cells)] if homes else []
        if homes:
            findings.append(_column_finding(column))
        elif not any(_shown(cell) for cell in column.cells.values()):
            findings.append(_header_finding(column))  # else its name is told with each of its cells
    findings += [_unmatched_finding(one) for one in unmatched]
    findings += [_sheet_finding(s) for s in additions.sheets]
    findings += [_typed_finding(t) for t in additions.typed_over]
    findings += [_stray_finding(s) for s in additions.strays]
    findings += _left_findings(additions)
    return replace(
        kept,
        columns=tuple(columns),
        sheets=additions.sheets,
        findings=(*kept.findings, *findings),
        unmatched=(*waiting, *unmatched),
    )


def written_beside(additions: Additions | None, unmatched: Iterable[Unmatched]) -> dict[tuple[str, str], str]:
    """What people wrote besides the cells that are there for it, by sheet and where on it, for comparing."""
    found: dict[tuple[str, str], str] = {}
    for one in unmatched:
        found[CONTROL_TITLE, f"Utan rad, {one.words or one.sheet}"] = one.text
    if additions is None:
        return found
    for column in additions.columns:
        name = column.name or "kolumn utan rubrik"
        for key, cell in column.cells.items():
            number = f" ({key.number})" if key.number > 1 else ""  # none of several of one name hides another
            found[column.sheet, f"{key.words}{number}, {name}"] = _shown(cell)
    found |= {(one.sheet, f"{one.cell} ({one.where.value})"): one.text for one in additions.strays}
    found |= {(one.sheet, f"{one.cell} (skrivet över)"): one.text for one in additions.typed_over}
    return found


def _unmatched_finding(one: Unmatched) -> Finding:
    return codes.UNMATCHED.at(None, place=one.words, text=shortened(one.text))


def _header_finding(column: UserColumn) -> Finding:
    what = "rubriken på er kolumn"
    return codes.STRAY.at(None, cell=column.sheet, text=column.name or "–", what=what)


def _typed_finding(typed: TypedOver) -> Finding:
    code = codes.ENTRY_FORMULA if typed.entry else codes.TYPED_OVER
    row = f" ({typed.row})" if typed.row else ""
    fields = {"cell": f"{typed.sheet}!{typed.cell}", "row": row, "text": shortened(typed.text, 80)}
    return code.at(None, **fields, remedy=codes.RENAME if typed.is_word else codes.EXPLAIN)


def _stray_finding(stray: Stray) -> Finding:
    cell = f"{stray.sheet}!{stray.cell}"
    return codes.STRAY.at(None, cell=cell, text=shortened(stray.text, 80), what=stray.where.value)


def _left_findings(additions: Additions) -> Iterator[Finding]:
    for sheet, words in additions.left.items():
        yield codes.LEFT_ON_SHEET.at(None, where=f"På bladet {sheet}", what=listed(words))
    if additions.names:
        what = f"egna definierade namn ({listed(list(additions.names))})"
        yield codes.LEFT_ON_SHEET.at(None, where="I arbetsboken", what=what)


def _column_finding(column: UserColumn) -> Finding:
    name = f"kolumn {column.name}" if column.name else "kolumn utan rubrik"
    more = [codes.TO_THE_RIGHT] if column.between else []
    if any(c.formula for c in column.cells.values()):
        more.append(codes.NOW_VALUES)
    return codes.USER_COLUMN.at(None, *more, column=name, sheet=column.sheet)


def _sheet_finding(sheet: UserSheet) -> Finding:
    more = [codes.NOT_ALONG] if sheet.left else []
    if count := sum(bool(c.formula) and c.value is None for c in sheet.cells.values()):
        more.append(codes.NOT_COMPUTED)
    what = listed(list(sheet.left))
    return codes.USER_SHEET.at(None, *more, sheet=sheet.name or "utan namn", what=what, count=count)


def _shown(cell: UserCell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return _TRUTHS[value]
    if isinstance(value, float | int):
        is_day = _DAY.search(cell.style.number_format) and 1 <= value < _LAST_DAY
        return f"{_EPOCH + timedelta(days=int(value)):%Y-%m-%d}" if is_day else number_text(float(value))
    return str(value if value is not None else "")


_TRUTHS = {True: "SANT", False: "FALSKT"}
_DAY, _EPOCH, _LAST_DAY = re.compile("[Yy]{2}"), date(1899, 12, 30), 2_958_466


def _back(text: str, cells: Iterable[UserCell]) -> UserCell:
    """What `_shown` made a text of, as it was; with the look of one of the column's cells that holds the same kind."""
    value: Scalar = next((truth for truth, word in _TRUTHS.items() if word == text), text)
    number = parse_number(text) if value == text else None
    if number is not None and text in (number_text(number.value), str(number.value)):
        value = number.value
    elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        with suppress(ValueError):
            value = float((date.fromisoformat(text) - _EPOCH).days)
    like = next((c for c in cells if type(c.value) is type(value) and _shown(c) != c.value), None)
    if isinstance(value, float) and number is None:
        like = next(
            (c for c in cells if _DAY.search(c.style.number_format)), UserCell(None, Style("yyyy-mm-dd"))
        )
    return UserCell(value, like.style if like else PLAIN)
