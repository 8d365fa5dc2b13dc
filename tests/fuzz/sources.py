"""What the fuzzer changes: a workbook with a small ledger, and results in which people have written."""

from __future__ import annotations

import functools
import re
import warnings
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from openpyxl import Workbook, load_workbook

from tests.hostile.base import PARTS
from tests.hostile.build import zipped
from xltool.running.pipeline import work

SMALL = zipped(PARTS)
MARK = "EGEN TEXT"  # begins what people wrote in a result
_LINES: tuple[tuple[Any, ...], ...] = (
    ("Konto", "Kontotext", "Typ", "Budget", "Utfall", "Kommentar"),
    ("3*", "Avgifter", "Intäkt", -400, None, "Som väntat"),
    ("5010-5099", "Löner", "Kostnad", 300, None, "Som väntat"),
    ("7010;7020", "Hyror", "Kostnad", 100, None, None),
    (None, "Räntor", "Kostnad", 3, 2, None),
)
_SETTINGS = (("Nämnd", "Provnämnden"), ("År", 2023), ("Enhet", "tkr"))
_ACCOUNTS = (3010, "5010", 5020, 7010, 5099, "7020", 3020)


def _detail(i: int) -> tuple[Any, ...]:
    account = _ACCOUNTS[i % len(_ACCOUNTS)]
    sign = -1 if str(account).startswith("3") else 1
    day = datetime(2023, 1 + i % 12, 1 + i % 28)
    text = (f"Rad {i % 9} & mån", None, "#N/A", True)[i % 4]
    return account, f"N{i % 3}", day, text, sign * (1000 + i * 37.25)


_DETAILS = (("Konto", "Ansvar", "Datum", "Text", "Utfall"), *map(_detail, range(60)))


@functools.cache
def ledger(*, in_cells: bool) -> bytes:
    """The workbook with a ledger of sixty rows: its texts shared, or in their cells as openpyxl writes it."""
    sheets = {"Uppgifter": _SETTINGS, "Driftredovisning": _LINES, "Underlag": _DETAILS}
    if in_cells:
        plain = Workbook()
        assert plain.active is not None
        plain.remove(plain.active)
        for name, rows in sheets.items():
            sheet = plain.create_sheet(name)
            for row in rows:
                sheet.append(row)
        return _saved(plain)
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2024, 1, 1)})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value == "#N/A":
                    sheet.write_formula(r, c, "=NA()", None, value)
                elif isinstance(value, float) and r % 5 == 0:
                    sheet.write_formula(r, c, f"={value!r}", None, value)
                else:
                    sheet.write(r, c, value)
    book.close()
    return buffer.getvalue()


@functools.cache
def results_in_use() -> tuple[tuple[bytes, bytes], ...]:
    """Workbooks, each with its result after people have written in it and a program has saved it."""
    return tuple((data, _written_in(data)) for data in (SMALL, ledger(in_cells=False)))


def _written_in(data: bytes) -> bytes:
    result = work(data, "b.xlsx", write=True).data
    assert result is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not keep the data bars
        book: Any = load_workbook(BytesIO(result))
    lines = book["Driftredovisning"]
    column, head = next((c.column, c.row) for row in lines.iter_rows() for c in row if c.value == "Kommentar")
    names = ("Avgifter", "Löner", "Hyror")
    wanted = [
        row
        for row in range(head, lines.max_row + 1)
        if lines.cell(row, 1).value in names or lines.cell(row, 2).value in names
    ]
    for row in wanted:
        lines.cell(row, column).value = f"{MARK} om rad {row}"
    book["Rapporttext"]["B6"] = f"{MARK} i rapporten"
    own = book.create_sheet("Till mötet")
    own["B2"], own["C3"], own["D4"] = f"{MARK} om mötet", 0.25, datetime(2024, 2, 1)
    return _saved(book)


def _saved(book: Any) -> bytes:
    """The workbook as openpyxl saves it, and at the same time each time."""
    buffer = BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = "docProps/core.xml"
    parts[core] = re.sub(rb"(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-02-01T09:15:00Z", parts[core])
    parts[core] = parts[core].replace(b"2024-02-01T09:15:00Z", b"2000-01-01T00:00:00Z", 1)  # created
    return zipped(parts)
