"""Which cells of a workbook hold formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xltool.core.cells import column_number
from xltool.intake.zip_entries import Package

_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>\s*+<(?:\w+:)?f\b")


_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def cells_with_formulas(package: Package, paths: Mapping[str, str]) -> dict[str, frozenset[tuple[int, int]]]:
    """The rows and columns, counted from 1, of the formulas of the sheets, by their names; `paths` are their parts."""
    return {name: frozenset(_formulas(package.read(path))) for name, path in paths.items()}


def _formulas(part: bytes) -> Iterator[tuple[int, int]]:
    for match in _FORMULA.finditer(part):
        if found := _REFERENCE.search(match[1]):
            yield int(found[2]), column_number(found[1].decode())
