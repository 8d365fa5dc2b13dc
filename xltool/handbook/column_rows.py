"""Every column of every sheet as rows of text: what README and the handbook both tell."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from xltool.core.columns import Input
from xltool.core.spelling import normalised
from xltool.sheets.all_sheets import kinds
from xltool.sheets.goals.goal_template import template_columns
from xltool.sheets.settings.settings_rows import ALL, SETTINGS


class ColumnRow(Struct, frozen=True):
    """A column, or a label of Uppgifter; `also` is what it may be called beside its name."""

    name: str
    required: bool
    also: str
    about: str


class SheetColumns(Struct, frozen=True):
    title: str
    also: str
    columns: tuple[ColumnRow, ...]
    labels: bool = False  # whether they stand below each other, as on Uppgifter


def sheets_with_columns() -> Iterator[SheetColumns]:
    """The sheets of the template, in order."""
    for kind in kinds():
        also = ", ".join(kind.aliases)
        if kind is SETTINGS:
            labels = tuple(ColumnRow(s.label, s.required, "", s.explanation) for s in ALL)
            yield SheetColumns(kind.title, also, labels, labels=True)
        else:
            columns = (ColumnRow(c.header, c.required, _also(c), c.help) for c in template_columns(kind))
            yield SheetColumns(kind.title, also, tuple(columns))


def _also(column: Input) -> str:
    """What the column may be called beside its name, once each."""
    words = () if column.needs else column.words  # which alone are another column's
    names = {normalised(name): name for name in (*reversed(list(words)), *column.aliases)}
    names.pop(normalised(column.header), None)
    order = sorted(names, key=list(map(normalised, (*column.aliases, *words))).index)
    return ", ".join(names[name] for name in order)
