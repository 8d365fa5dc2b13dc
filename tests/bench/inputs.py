"""The workbooks that are measured: the standard example, and a ledger of any length in it.

`python -m tests.bench.inputs PATH ROWS` writes a ledger alone.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import xlsxwriter

from tests.examples import seed
from xltool.running.other_workbooks import template_bytes

ACCOUNTS = [*range(3010, 3100, 10), *range(5010, 5100, 10), *range(6110, 6200, 10), *range(7010, 7100, 10)]
_LINES = (("3*", "Avgifter"), ("50*", "Löner"), ("6110-6150", "Kontor"), ("6160;6170;6180-6199", "Resor"), ("70*", "Kapital"))  # fmt: skip


def standard(path: Path) -> Path:
    """The board of the annual report, as a user fills it in."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(template_bytes(seed()))
    return path


def ledger(path: Path, rows: int) -> Path:
    """A workbook whose lines are the sums of `rows` detail rows of eight columns."""
    dice = random.Random(1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    about = book.add_worksheet("Uppgifter")
    for row, pair in enumerate((("Nämnd", "Nämnden"), ("År", 2023), ("Enhet", "tkr"))):
        about.write_row(row, 0, pair)
    lines = book.add_worksheet("Driftredovisning")
    lines.write_row(0, 0, ("Konto", "Kontotext", "Budget", "Utfall"))
    for row, (accounts, name) in enumerate(_LINES, start=1):
        # No line is by chance the sum of others.
        lines.write_row(row, 0, (accounts, name, -rows // 50 if row == 1 else rows // 100 + 7 * row))
    sheet = book.add_worksheet("Underlag")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00"})
    headers = ("Konto", "Ansvar", "Verksamhet", "Datum", "Verifikation", "Text", "Motpart", "Utfall")
    sheet.write_row(0, 0, headers)
    for row in range(1, rows + 1):
        account = dice.choice(ACCOUNTS)
        sheet.write_number(row, 0, account)
        sheet.write_string(row, 1, f"{dice.randint(100, 140)}")
        sheet.write_number(row, 2, dice.randint(1000, 1100))
        sheet.write_number(row, 3, 44927 + dice.randint(0, 364), day)
        sheet.write_number(row, 4, 100_000 + row)
        sheet.write_string(row, 5, f"Faktura {dice.randint(1, 20_000)}")
        sheet.write_string(row, 6, f"Leverantör {dice.randint(1, 500)}")
        amount = dice.randint(1, 2_000_000) / 100
        sheet.write_number(row, 7, -amount if account < 4000 else amount, money)
    book.close()
    return path


if __name__ == "__main__":
    ledger(Path(sys.argv[1]), int(sys.argv[2]))
