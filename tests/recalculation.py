"""Formulas of a workbook and the values an independent engine gives them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, fromstring

import ironcalc

Place: TypeAlias = tuple[str, str]
Cells: TypeAlias = dict[Place, Any]
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Formulas:
    """By sheet and address: the text of every formula, and the value that is stored with it."""

    text: dict[Place, str]
    values: Cells


def formulas(data: bytes) -> Formulas:
    """Of every cell that has one, straight from the parts: some hundred workbooks are read so."""
    found: dict[Place, str] = {}
    cached: Cells = {}
    with zipfile.ZipFile(BytesIO(data)) as package:
        targets = {r.get("Id"): str(r.get("Target")) for r in _part(package, "xl/_rels/workbook.xml.rels")}
        for sheet in _part(package, "xl/workbook.xml").iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
            part = "xl/" + targets[sheet.get(_RELATION)].removeprefix("/xl/")
            for cell in _part(package, part).iterfind(f"{_MAIN}sheetData/{_MAIN}row/{_MAIN}c"):
                text = cell.find(f"{_MAIN}f")
                if text is not None:
                    place = str(sheet.get("name")), str(cell.get("r"))
                    found[place] = f"={text.text or ''}"
                    cached[place] = _stored(cell)
    return Formulas(found, cached)


def _part(package: zipfile.ZipFile, name: str) -> Element:
    return fromstring(package.read(name))


def _stored(cell: Element) -> Any:
    value = cell.findtext(f"{_MAIN}v", "")
    match cell.get("t", "n"):
        case "n":
            return float(value) if value else ""
        case "b":
            return value == "1"
        case _:
            return value


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
