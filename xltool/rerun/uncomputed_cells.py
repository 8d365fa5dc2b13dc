"""Formulas that no program has computed."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.core.cells import RawBook


def without_uncomputed(book: RawBook) -> RawBook:
    """The book as if formulas that no program has computed were empty: totals and variances say nothing new."""
    sheets = (
        replace(s, cells={place: cell for place, cell in s.cells.items() if cell.stored}) for s in book.sheets
    )
    return replace(book, sheets=tuple(sheets))
