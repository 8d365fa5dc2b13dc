"""The rows of a sheet, each with the cells that a person may fill in or change: what keys, comparisons and the memory of a
result are all read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeAlias

from msgspec import Struct, field

from xltool.core.columns import Column
from xltool.core.origin import Origin
from xltool.core.scalars import Scalar
from xltool.core.units import TEXT, Form, Quantity


class Sort(Enum):
    """Words are explanations and choices, which stay; figures are what the input workbook answers for, sums what its
    detail rows come to."""

    WORDS = "words"
    FIGURE = "figure"
    SUM = "sum"


class Entry(Struct, frozen=True):
    """A cell that a person may fill in or change. `quantity` is what a figure is one of."""

    value: Scalar
    sort: Sort
    origin: Origin | None
    quantity: Quantity = TEXT

    @property
    def is_amount(self) -> bool:
        """Whether the value is in the workbook's unit."""
        return self.quantity.form is Form.AMOUNT


class SheetRow(Struct, frozen=True):
    """A row with its `entries` by column, known by its `name`, `account`, `block` and `group` wherever it stands.

    `key` is its row in the result's table, empty where it stands for the sheet as a whole. `ours` is what a comparison
    knows it by where its name is xltool's own, and `called` what it is called there. `shown` is what it holds besides,
    `computed` what follows from it.
    """

    name: str
    key: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    account: str = ""
    block: str = ""
    group: str = ""
    ours: str = ""
    called: str = ""
    shown: Mapping[str, tuple[Scalar, Quantity]] = field(default_factory=dict)
    computed: tuple[Column, ...] = ()


Values: TypeAlias = Mapping[str, Scalar]  # of a row, by column
Visit: TypeAlias = Callable[[SheetRow], Values]  # what the row's entries become


def words(value: Scalar, origin: Origin | None) -> Entry:
    return Entry(value, Sort.WORDS, origin)
