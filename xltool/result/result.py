"""A result as a value: its pages, and the model that gives every cell its value."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.pages import Page
from xltool.core.tables import Table
from xltool.core.values import Model
from xltool.findings.finding import Finding
from xltool.sheets.board import Board
from xltool.sheets.crossed.by_pages import ByColumn


class Result(Struct, frozen=True):
    """What a workbook came to: its pages, the model that gives every cell its value, all findings, and its detail rows by
    columns of theirs."""

    board: Board
    pages: tuple[Page, ...]
    model: Model
    findings: tuple[Finding, ...]
    by: tuple[ByColumn, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for page in self.pages for table in page.tables)
