"""A remedy (reading.md §2): what to write where, tried before it is offered."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.swedish import number_text


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
    def words(self) -> str:
        """`Uppgifter, Intäkter anges som: utan tecken (ger underskott 1 241 tkr)`."""
        where = f"{self.sheet}, {self.label}" if self.label else f"{self.sheet}!{self.cell}"
        value = self.value if isinstance(self.value, str) else number_text(self.value)
        others = f", och {len(self.together)} cell{'er' if len(self.together) > 1 else ''} till"
        gives = f" (ger {self.gives})" if self.gives else ""
        return f"{where}: {value}{others if self.together else ''}{gives}"

    @property
    def cells(self) -> tuple[Remedy, ...]:
        """Every cell that is written, each by itself."""
        return (self, *self.together)
