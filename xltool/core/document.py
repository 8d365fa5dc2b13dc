"""A document as a value: headings, paragraphs, tables and charts, and the places where they go. Described by `result`, written by
`word`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from xltool.core.pages import Part


class Heading(Struct, frozen=True):
    """`level` counts from 1."""

    level: int
    text: str


class Paragraph(Struct, frozen=True):
    text: str


class Bullet(Struct, frozen=True):
    text: str


class DocumentCell(Struct, frozen=True):
    text: str
    right: bool = False


class DocumentRow(Struct, frozen=True):
    """A row that is `strong` is a total."""

    cells: tuple[DocumentCell, ...]
    strong: bool = False


class DocumentTable(Struct, frozen=True):
    """One header row and rows of as many cells, none empty. `widths` are the columns' shares of the page's width, which
    come to 1; `description` is the alt text."""

    header: tuple[DocumentCell, ...]
    rows: tuple[DocumentRow, ...]
    widths: tuple[float, ...]
    title: str
    description: str


class Bars(Struct, frozen=True):
    """A series: a bar for each category, None where there is none, and what the bar's end says."""

    name: str
    part: Part
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


class BarChart(Struct, frozen=True):
    """Horizontal bars, a category a row. `title` is the sentence that says what the chart shows."""

    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Bars, ...]


Block: TypeAlias = Heading | Paragraph | Bullet | DocumentTable | BarChart


class Caption(Struct, frozen=True):
    """What stands numbered above a table or a chart: `Tabell 1. Driftredovisning`."""

    label: str
    text: str


class Slot(Struct, frozen=True):
    """Where the part of that tag goes."""

    tag: str


class Report(Struct, frozen=True):
    """A report's `parts` by their tag, empty ones too, the single `values` by theirs, and the `layout` that they have where no template says
    another. `called` is what the report is called, `about` whose and for when it is."""

    called: str
    about: str
    parts: Mapping[str, tuple[Block, ...]]
    values: Mapping[str, str]
    layout: tuple[Heading | Caption | Slot, ...]
