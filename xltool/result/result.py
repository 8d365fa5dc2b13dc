"""A result as a value: its pages, and the model that gives every cell its value."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.pages import Page
from xltool.core.tables import Table
from xltool.core.values import Model
from xltool.findings.finding import Finding
from xltool.sheets.board import Board


class Result(Struct, frozen=True):
    """What a workbook came to: its pages, the model that gives every cell its value, and all findings."""

    board: Board
    pages: tuple[Page, ...]
    model: Model
    findings: tuple[Finding, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for page in self.pages for table in page.tables)
