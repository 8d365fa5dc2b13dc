"""Formulas of a workbook and the values an independent engine gives them."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import ironcalc
from openpyxl import load_workbook

Place: TypeAlias = tuple[str, str]
Cells: TypeAlias = dict[Place, Any]


@dataclass(frozen=True)
class Formulas:
    """By sheet and address: the text of every formula, and the value that is stored with it."""

    text: dict[Place, str]
    values: Cells


def formulas(data: bytes) -> Formulas:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of data bars that it does not read
        texts, values = (
            load_workbook(BytesIO(data), read_only=True, data_only=only) for only in (False, True)
        )
        found: dict[Place, str] = {}
        cached: Cells = {}
        for sheet in texts.worksheets:
            rows = zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True)
            for cell, stored in (pair for of_row in rows for pair in zip(*of_row, strict=True)):
                if cell.data_type == "f":
                    found[sheet.title, cell.coordinate] = str(cell.value)
                    cached[sheet.title, cell.coordinate] = "" if stored.value is None else stored.value
    return Formulas(found, cached)


class Engine:
    """IronCalc over a workbook; cells can be changed as a user would type into them."""

    def __init__(self, path: Path) -> None:
        self._model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        self._sheets = [s["name"] for s in self._model.get_worksheets_properties()]
        self._model.evaluate()

    def value(self, place: Place) -> Any:
        sheet, address = place
        row, column = _position(address)
        value = self._model.get_cell_value(self._sheets.index(sheet), row, column)
        return "" if value is None else value

    def type(self, place: Place, text: str) -> None:
        """Types the text into the cell, in English Excel's notation, and recalculates."""
        sheet, address = place
        row, column = _position(address)
        self._model.set_user_input(self._sheets.index(sheet), row, column, text)
        self._model.evaluate()


def _position(address: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", address)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def same(left: Any, right: Any) -> bool:
    """Numbers within 1e-9, everything else exactly."""
    if isinstance(left, int | float) and isinstance(right, int | float):
        return abs(left - right) <= 1e-9 * max(1.0, abs(left), abs(right))
    return bool(left == right)


def differences(data: bytes, engine: Engine) -> list[str]:
    """Every formula cell whose stored value is not what the engine computes."""
    found = formulas(data)
    assert found.text, "a workbook without formulas proves nothing"
    return [
        f"{place[0]}!{place[1]} {found.text[place]}: stored {stored!r}, computed {engine.value(place)!r}"
        for place, stored in found.values.items()
        if not same(stored, engine.value(place))
    ]
