"""A ledger as text with parted columns (CSV): the standard library's csv reads it, and its cells become a sheet's.

What a column means is told where sheets are bound; here is how its figures are written, for the whole column at once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import BytesIO, TextIOWrapper

from msgspec import Struct, field

from xltool.core.cell_arrays import RawColumn, RawColumns
from xltool.core.cells import RawCell, RawSheet
from xltool.core.spelling import HEADER_ROWS
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.text_figures import Figures

_DELIMITERS = {";": "semikolon", "\t": "tabb", ",": "komma"}
_MOST_COLUMNS = 400
_SHOWN = 8
_HAS_FIGURE = re.compile(r"\s*[-+(]?\d[\d .,]*\)?-?\s*")


class TextLedger(Struct, frozen=True):
    """The text as a sheet, None where it is no table; `told` says for Kontroll how it was read."""

    sheet: RawSheet | None
    findings: list[Finding]
    told: dict[str, str] = field(default_factory=dict)


def text_encoding(data: bytes) -> str:
    """The encoding by a mark, else strict UTF-8, else that of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def read_text_ledger(data: bytes, name: str) -> TextLedger:
    """The rows below the headers as columns, row by row as the file has them. Raises nothing for content."""
    encoding = text_encoding(data)
    first = list(_top(data, encoding))
    found = delimiter_of(first)
    if found is None:
        problem = "den har ingen rubrikrad med kolumner skilda av semikolon, tabb eller komma"
        return TextLedger(None, [codes.NOT_A_LEDGER.at(None, name=name, problem=problem)])
    delimiter, header = found
    rows = _Rows(header)
    start = 1
    try:
        text = TextIOWrapper(BytesIO(data), encoding, errors="replace", newline="")
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        for fields in reader:
            rows.add(start, fields)
            start = reader.line_num + 1
    except (csv.Error, UnicodeError) as error:
        problem = (
            "ett citattecken saknar sitt slut"
            if "unexpected end" in str(error) or "limit" in str(error)
            else "raden går inte att dela i kolumner"
        )
        rows.faults.append((start, problem))
    if rows.faults:
        lines = [f"rad {line} ({problem})" for line, problem in rows.faults[:_SHOWN]]
        more = [f"{len(rows.faults) - _SHOWN} till"] if len(rows.faults) > _SHOWN else []
        count = "1 rad" if len(rows.faults) == 1 else f"{len(rows.faults)} rader"
        told = codes.LEDGER_UNREADABLE.at(None, name=name, count=count, lines=listed([*lines, *more]))
        return TextLedger(None, [told])
    sheet, figures = rows.sheet(name)
    shown = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows (cp1252)"}[encoding]
    return TextLedger(
        sheet,
        [],
        {"Bokföringens teckenkodning": shown, "Kolumner skilda av": _DELIMITERS[delimiter], **figures},
    )


def _top(data: bytes, encoding: str) -> Iterator[str]:
    """The first lines, where headers may stand; none longer than a cell may be."""
    text = TextIOWrapper(BytesIO(data[: 1 << 20]), encoding, errors="replace", newline=None)
    for _, line in zip(range(2 * HEADER_ROWS), text, strict=False):
        yield line[: 1 << 15]


def delimiter_of(lines: Sequence[str]) -> tuple[str, int] | None:
    """What parts the columns, and which row has the headers: the row of most words that rows of figures below it have
    fields for. None where there is none."""
    best: tuple[int, str, int] | None = None
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        for at, row in enumerate(rows):
            words = sum(bool(one.strip()) and not _HAS_FIGURE.fullmatch(one) for one in row)
            below = [r for r in rows[at + 1 :] if any(one.strip() for one in r)]
            fits = any(len(r) >= words and any(map(_HAS_FIGURE.fullmatch, r)) for r in below)
            if (
                words >= 2
                and words == sum(bool(one.strip()) for one in row)
                and fits
                and (best is None or words > best[0])
            ):
                best = (words, delimiter, at)
    return None if best is None else (best[1], best[2])


class _Rows:
    """The rows that have been read, a column at a time."""

    def __init__(self, header: int) -> None:
        self.faults: list[tuple[int, str]] = []
        self._header, self._count, self._width = header, 0, 0
        self._top: list[tuple[int, list[str]]] = []
        self._rows: list[int] = []
        self._columns: list[Figures] = []

    def add(self, line: int, fields: list[str]) -> None:
        self._count += 1
        if self._count <= self._header + 1:
            self._top.append((line, fields))
            self._width = max((i for i, one in enumerate(fields, start=1) if one.strip()), default=0)
            if self._width > _MOST_COLUMNS:
                self.faults.append((line, f"raden har fler än {_MOST_COLUMNS} kolumner"))
            return
        if any("\0" in one for one in fields):
            self.faults.append((line, "raden innehåller tecknet NUL"))
            return
        if any(one.strip() for one in fields[self._width :]):
            self.faults.append((line, "raden har fler fält än rubrikraden"))
            return
        if not any(one.strip() for one in fields):
            return
        self._rows.append(line)
        if not self._columns:
            self._columns = [Figures() for _ in range(self._width)]
        for column, value in zip(self._columns, fields, strict=False):
            column.add(value)
        for column in self._columns[len(fields) :]:
            column.add("")

    def sheet(self, name: str) -> tuple[RawSheet, dict[str, str]]:
        """The sheet, and how the figures of its columns are written where that is not as in Sweden."""
        import numpy as np

        texts: dict[str, int] = {}
        columns: dict[int, RawColumn] = {}
        told: dict[str, str] = {}
        header = self._top[-1][1] if self._top else []
        for position, column in enumerate(self._columns, start=1):
            columns[position] = column.raw(texts)
            if column.style:
                told[f"Tal i {header[position - 1].strip()}"] = column.style
        cells = {
            (line, position): RawCell(value.strip())
            for line, fields in self._top
            for position, value in enumerate(fields, start=1)
            if value.strip()
        }
        raw = RawColumns(np.array(self._rows, np.int64), columns, list(texts))
        for place, line in enumerate(self._rows[: HEADER_ROWS * 2]):
            cells |= {(line, p): RawCell(c.cell(place)) for p, c in enumerate(self._columns, start=1)}
        return RawSheet(
            name, {place: cell for place, cell in cells.items() if cell.value is not None}, long=raw
        ), told
