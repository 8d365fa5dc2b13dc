"""A remedy (reading.md §2): what to write where, tried before it is offered."""

from __future__ import annotations

from msgspec import Struct


class Remedy(Struct, frozen=True):
    """`value` is what to write in the cell on the sheet, named by its address or by the label beside it. `together`
    are the further cells that belong to it, `gives` what the workbook comes to then."""

    sheet: str
    value: str | float
    label: str = ""
    cell: str = ""
    together: tuple[Remedy, ...] = ()
    gives: str = ""

    @property
    def cells(self) -> tuple[Remedy, ...]:
        """Every cell that is written, each by itself."""
        return (self, *self.together)
