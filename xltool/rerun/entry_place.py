"""Where an entry stands, under a name that survives moved rows."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.row_key import RowKey
from xltool.sheets.settings.settings_rows import KEY, SETTINGS


class Place(Struct, frozen=True):
    """Where an entry stands: its row, whose sheet is named as the result names it, and its column."""

    key: RowKey
    column: str

    @property
    def words(self) -> str:
        return f"{self.key.row}, {self.column}" if self.key.row else self.column


KEY_PLACE = Place(RowKey(SETTINGS.title), KEY.label)
