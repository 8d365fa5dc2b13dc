"""A result is read again as it was made: a line that is called as a total is, and a total that is called as a line."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from tests.drawn import book
from xltool.running.pipeline import Work, work

SETTINGS = "== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\nEnhet | tkr\n"
LINES = "== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\n"
STATEMENT = """
== Driftredovisning ==
Kontotext | Budget | Utfall
Verksamhetens intäkter | 976 | 1077
Verksamhetens kostnader | -4297 | -4285
Avskrivningar | -160 | -154
VERKSAMHETENS NETTOKOSTNADER | -3481 | -3362
Skatteintäkter | 3697 | 3656
VERKSAMHETENS RESULTAT | 216 | 294
Finansiella intäkter | 6 | 7
Finansiella kostnader | -8 | -9
RESULTAT EFTER FINANSIELLA POSTER | 214 | 292
"""
GRANT = """
== Driftredovisning ==
Kontotext | Budget | Utfall
Avgifter | -100 | -120
TOTALT INTÄKTER | -100 | -121
Löner | 801 | 902
TOTALT KOSTNADER | 801 | 902
Nettokostnad | 701 | 782
Kommunbidrag | -720 | -720
Årets resultat | -19 | 61
"""


def _bytes(drawing: str) -> bytes:
    made: Any = Workbook()
    made.remove(made.active)
    for sheet in book(SETTINGS + drawing).sheets:
        written = made.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            written.cell(row, column, cell.value)
    whole = BytesIO()
    made.save(whole)
    return whole.getvalue()


def _figures(done: Work) -> list[tuple[str, list[tuple[object, ...]]]]:
    """The lines of both sheets by name, and the totals, which follow from them."""
    assert done.result is not None, [f.message for f in done.findings if f.is_error]
    return [
        (
            table.key,
            [
                (model.text(table.key, row.key, name), *(model.value(table.key, row.key, c) for c in amounts))
                for row in table.rows
            ],
        )
        for model in [done.result.model]
        for table in [model.tables[key] for key in ("operating", "investments") if key in model.tables]
        for name in [next(c for c in table.columns if c.header in ("Kontotext", "Projekt"))]
        for amounts in [[c for c in table.columns if c.header in ("Budget", "Utfall")]]
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        STATEMENT,
        GRANT,
        LINES
        + "Taxor | Intäkt | -90 | -95\nSumma lokaler | Kostnadsrad | 97 | 107\nLöner | Kostnad | 30 | 31",
        "== Investeringsredovisning ==\nProjekt | Typ | Budget | Utfall\nVäg A | | 131 | 127\n"
        "Summa väg | Rad | 251 | 233\nAlla projekt | Summa | 382 | 360",
    ],
    ids=[
        "a statement of results",
        "a grant below the net",
        "a line called Summa",
        "a total called as a line",
    ],
)
def test_a_result_gives_the_same_figures_as_an_input_and_as_the_one_before(drawing: str) -> None:
    data = _bytes(drawing)
    first = work(data, "in.xlsx", write=True)
    assert first.data is not None
    assert _figures(work(first.data, "in-resultat.xlsx", write=False)) == _figures(first)
    assert _figures(work(data, "in.xlsx", write=False, previous=first.data)) == _figures(first)
