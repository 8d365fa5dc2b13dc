"""Texter as one record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from msgspec.structs import replace

from xltool.binding.bound import BoundRow
from xltool.core.columns import Column
from xltool.core.pages import Page, Tab, head
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.values import Model
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.page_head import PageHead
from xltool.sheets.sheet_part import Parts, SheetPart, Source, Tables
from xltool.sheets.sheet_row import SheetRow, Visit, words
from xltool.sheets.template_rows import Filling, entries, filled_again
from xltool.sheets.texts.named_figures import FIGURES, figure_called, figures_named
from xltool.sheets.texts.text_columns import HEADING, PROSE, SECTION, TEXTS, Passage, Passages

_NUMBERED = re.compile(r"\d+(?:,\d+)+")  # 1.3 that Excel took for a number
_WIDTHS: dict[Column, float] = {SECTION: 12, HEADING: 34, PROSE: 100}
_ABOUT = (
    "Rapportens egna stycken. Ny rad (Alt+Retur) är nytt stycke, »- « först på raden en punkt, "
    "{Nettoresultat} en siffra ur arbetsboken."
)


def _read(source: Source) -> Passages | None:
    found: list[Passage] = []
    for row in source.bound.rows:
        above = found[-1].section if found else ""
        found.append(_passage(row, source, above))
    return tuple(found) or None


def _passage(row: BoundRow, source: Source, above: str) -> Passage:
    reader = source.reader
    section, heading = reader.text(row, SECTION), reader.text(row, HEADING)
    section = section.replace(",", ".") if _NUMBERED.fullmatch(section) else section
    text = reader.paragraphs(row, PROSE)
    for name in figures_named(text):
        if figure_called(name) is None:
            near = get_close_matches(name, FIGURES, 1)
            meant = f"Menade ni {near[0]}? " if near else ""
            where = row.origin(PROSE)
            known = ", ".join(FIGURES)
            reader.findings.append(codes.UNKNOWN_FIGURE.at(where, value=name, meant=meant, choices=known))
    return Passage(section.rstrip(".") or above, heading, text, row.origins())


def _template(filling: Filling) -> Page | None:
    if not filling.texts:
        return None
    rows = entries("text", filling.texts, TEXTS.columns, {})
    heading = head(TEXTS.title, f"{TEXTS.title} {filling.year}", _ABOUT, None, None)
    table = Table(TEXTS.key, TEXTS.columns, tuple(rows))
    return Page(TEXTS.title, heading, ((table,),), widths=_WIDTHS, tab=Tab.INPUT)


def _again(passages: Passages, _board: Parts, blank: Filling) -> Filling:
    """Next year's report has the same sections; what is written in them is this year's."""
    rows = [{SECTION: one.section, HEADING: one.heading or None} for one in passages]
    return filled_again(blank, texts=rows)


def _tables(passages: Passages, _board: Parts) -> Sequence[Table]:
    rows = []
    for i, one in enumerate(passages):
        values = (one.section, one.heading, one.text)
        cells: dict[Column, Cell] = {
            c: Cell(v or None, origin=one.origins.get(c)) for c, v in zip(TEXTS.columns, values, strict=True)
        }
        rows.append(Row(f"text:{i}", Role.LINE, cells))
    return (Table(TEXTS.key, TEXTS.columns, tuple(rows)),)


def _pages(_passages: Passages, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    heading = head(TEXTS.title, page.titled(TEXTS.title), _ABOUT, None, page.badge)
    return (Page(TEXTS.title, heading, ((tables[TEXTS.key],),), widths=_WIDTHS, frozen=False, tab=Tab.INPUT),)


def _figures_missing(passages: Passages, board: Parts, _tables: Tables, _model: Model) -> Sequence[Finding]:
    """The figures that are on the list, and that this workbook has not."""
    return [
        codes.FIGURE_MISSING.at(one.origins.get(PROSE), value=called)
        for one in passages
        for name in figures_named(one.text)
        if (called := figure_called(name)) and FIGURES[called](board) is None
    ]


def _walk(passages: Passages, _board: Parts, visit: Visit) -> Passages:
    return tuple(_walked(one, f"text:{i}", visit) for i, one in enumerate(passages))


def _walked(one: Passage, key: str, visit: Visit) -> Passage:
    name = f"{one.section} {one.heading}".strip()
    new = visit(SheetRow(name, key, {PROSE.header: words(one.text or None, one.origins.get(PROSE))}))
    return replace(one, text=str(new[PROSE.header] or ""))


TEXTS_PART = SheetPart[Passages](
    sheet=TEXTS,
    about="Rapportens egna stycken, avsnitt för avsnitt",
    template_about="Rapportens egna stycken, om ni skriver rapporten med xltool report",
    may_be_empty=True,
    words={PROSE: ("text", "texter")},
    read=_read,
    template=_template,
    again=_again,
    tables=_tables,
    pages=_pages,
    remarks=_figures_missing,
    walk=_walk,
)
