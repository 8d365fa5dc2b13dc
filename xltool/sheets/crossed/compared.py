"""Which amounts of the detail rows are shown by a column, and what is compared with what."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr
from xltool.core.long_columns import Details
from xltool.core.sentences import share_of_budget
from xltool.core.tables import Colour, Computed
from xltool.core.units import VARIANCE_PERCENT, Money, Unit
from xltool.sheets.lines import period_columns as period
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import Settings

_DECIMALS = {Unit.TKR: 1}  # of the budget, where the share of none is asked; else three
PERIOD_SHARE = Computed(
    "Avvikelse %",
    VARIANCE_PERCENT,
    share_of_budget(period.PERIOD_VARIANCE, period.PERIOD_BUDGET, Money(Unit.TKR, 1)),
)


class Compared(Struct, frozen=True):
    """`amounts` are those of the lines that the ledger has, `variance` and `share` their difference from the budget, where it
    has both; it is judged by the limits on Uppgifter where it is that of the year. `shared` is the share in the workbook's unit."""

    amounts: tuple[Input, ...]
    headers: Mapping[Column, str]
    variance: Computed | None = None
    share: Computed | None = None
    shared: Expr | None = None
    judged: bool = False

    @property
    def differences(self) -> tuple[Computed, ...]:
        return tuple(c for c in (self.variance, self.share) if c is not None)

    @property
    def verdicts(self) -> tuple[Computed, ...]:
        return (operating.ASSESSMENT, operating.EXPLANATION) if self.judged else ()

    @property
    def colours(self) -> tuple[Colour, ...]:
        return operating.COLOURS if self.judged else ()


def compared_in(details: Details, settings: Settings) -> Compared:
    """The amounts of the detail rows, last year's first, as on Driftredovisning."""
    order = (
        operating.PRIOR_ACTUAL,
        operating.BUDGET,
        period.PERIOD_BUDGET,
        operating.ACTUAL,
        period.PERIOD_ACTUAL,
    )
    amounts = tuple(c for c in order if c in details.amounts)
    way = operating.INTERIM if settings.is_interim else operating.YEAR_END
    headers: dict[Column, str] = {
        c: h for c, h in operating.headers_of(settings.year, way).items() if c in amounts
    }
    money = Money(settings.unit, _DECIMALS.get(settings.unit, 3))
    if {period.PERIOD_BUDGET, period.PERIOD_ACTUAL} <= {*amounts}:
        shared = share_of_budget(period.PERIOD_VARIANCE, period.PERIOD_BUDGET, money)
        return Compared(amounts, headers, period.PERIOD_VARIANCE, PERIOD_SHARE, shared)
    if {operating.BUDGET, operating.ACTUAL} <= {*amounts}:
        shared = share_of_budget(operating.VARIANCE, operating.BUDGET, money)
        return Compared(amounts, headers, operating.VARIANCE, operating.VARIANCE_SHARE, shared, judged=True)
    return Compared(amounts, headers)
