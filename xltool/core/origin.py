"""Where in the input a value stood."""

from __future__ import annotations

from msgspec import Struct


class Origin(Struct, frozen=True):
    """Where in the input a value stood: the sheet's own name, and the address as Excel writes it."""

    sheet: str
    cell: str

    @property
    def row(self) -> str:
        return self.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
