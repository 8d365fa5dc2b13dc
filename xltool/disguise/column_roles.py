"""What the numbers of a column are: amounts, the chart's accounts, codes of the board's own, days."""

from __future__ import annotations

from enum import Enum

from xltool.binding.header_words import header_words
from xltool.core.cells import RawSheet
from xltool.core.spelling import HEADER_ROWS, normalised


class Role(Enum):
    FIGURES = "figures"
    ACCOUNTS = "accounts"  # of the chart that all share
    CODES = "codes"
    DAYS = "days"


_ACCOUNTS = ("konto", "kto", "ukonto", "underkonto", "slag")
_CODES = (
    "ansvar",
    "verksamhet",
    "enhet",
    "projekt",
    "objekt",
    "motpart",
    "aktivitet",
    "kst",
    "kostnadsstalle",
    "grupp",
    "namnd",
    "forvaltning",
    "id",
    "ver",
    "verifikation",
    "fritt",
)
_DAYS = ("ar", "period", "datum", "manad", "fardigt", "fardigar", "fardigtidpunkt", "klart")


def column_roles(sheet: RawSheet) -> dict[int, Role]:
    """Of the columns whose header says that they are no amounts."""
    roles: dict[int, Role] = {}
    for (row, column), cell in sheet.cells.items():
        if (
            row > HEADER_ROWS
            or column in roles
            or not isinstance(cell.value, str)
            or len(sheet.filled_columns(row)) < 2
        ):
            continue
        first = (
            (header_words(cell.value).base or normalised(cell.value))
            .split(" ")[0]
            .split("_")[0]
            .split("-")[0]
            .split("/")[0]
        )
        for role, words in ((Role.ACCOUNTS, _ACCOUNTS), (Role.CODES, _CODES), (Role.DAYS, _DAYS)):
            if first in words or (role is Role.ACCOUNTS and first.startswith("konton")):
                roles[column] = role
    return roles
