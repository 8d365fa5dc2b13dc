"""Uppgifter in the template."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.pages import Page, Tab, head
from xltool.core.scalars import Scalar
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import AMOUNT, TEXT, Quantity
from xltool.sheets.settings import settings_rows as uppgifter
from xltool.sheets.template_rows import Filling

_DEFAULTS: dict[str, Scalar] = {
    "unit": "tkr",
    "income_sign": uppgifter.NEGATIVE,
    "key": uppgifter.DEFAULT_KEY,
    "partly_limit": 0.75,
    "limit_share": 0.05,
}


def settings_template(filling: Filling) -> Page:
    values = _DEFAULTS | {"year": float(filling.year)} | dict(filling.settings)
    unit = values["unit"]
    values.setdefault("whole", {"kr": 1000.0, "tkr": 1.0, "mnkr": 0.001}[str(unit)])
    values.setdefault("limit_amount", {"kr": 100_000.0, "tkr": 100.0, "mnkr": 0.1}[str(unit)])
    # The labels are not there to be changed, so they are no inputs here.
    label, explanation = (Column(c.header, TEXT) for c in (uppgifter.LABEL, uppgifter.EXPLANATION))
    rows = []
    for setting in (s for s in uppgifter.ALL if not s.rare or s.key in filling.settings):
        quantity = TEXT if setting is uppgifter.YEAR else setting.quantity
        if setting.quantity == AMOUNT and unit == "mnkr":
            quantity = Quantity(AMOUNT.form, decimals=3)
        cells: dict[Column, Cell] = {
            label: Cell(setting.label),
            uppgifter.VALUE: Cell(
                values.get(setting.key), quantity, choices=setting.choices, prompt=setting.explanation
            ),
            explanation: Cell(setting.explanation),
        }
        rows.append(Row(setting.key, Role.ENTRY, cells))
    table = Table("settings", (label, uppgifter.VALUE, explanation), tuple(rows))
    title = uppgifter.SETTINGS.title
    heading = head(title, title, "Vad arbetsboken handlar om, och gränserna för bedömningen", None, None)
    widths: dict[Column, float] = {label: 30, uppgifter.VALUE: 34, explanation: 74}
    return Page(title, heading, ((table,),), widths=widths, tab=Tab.INPUT)
