"""The forms of the blank template: by account, by verksamhet, of net costs, for an interim report with a forecast or without."""

from __future__ import annotations

from enum import Enum

from msgspec.structs import replace

from xltool.core.swedish import MONTHS
from xltool.sheets.operating.operating_columns import GROUP
from xltool.sheets.settings.settings_rows import PERIOD, PERIOD_ALONE, SCOPE
from xltool.sheets.template_rows import FilledRow, Filling

_LINES = 20
_TEXTS = 8
_MONTH = 8  # what most boards' interim report reaches to; the cell is there to be changed


class TemplateKind(Enum):
    """The value is the word of the command line."""

    ACCOUNTS = "konton"
    NET = "netto"
    GROUPS = "verksamhet"
    INTERIM = "delår"
    PERIOD = "period"


def blank_filling(
    kind: TemplateKind, year: int, period: int | None = None, *, with_ledger: bool = False
) -> Filling:
    """The blank template of the kind; an interim report's is to the month `period`."""
    filling = Filling(year, with_ledger=with_ledger, texts=[{}] * _TEXTS)
    if kind is TemplateKind.NET:
        return replace(filling, net=[{}] * _LINES)
    if kind is TemplateKind.GROUPS:
        grouped: FilledRow = {GROUP: None}
        return replace(filling, net=[grouped] * _LINES)
    if kind in (TemplateKind.INTERIM, TemplateKind.PERIOD):
        alone = kind is TemplateKind.PERIOD
        settings = {PERIOD.key: MONTHS[(period or _MONTH) - 1]} | ({SCOPE.key: PERIOD_ALONE} if alone else {})
        return replace(filling, is_interim=True, period_alone=alone, settings=settings)
    return filling
