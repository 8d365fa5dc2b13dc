"""What stands at the head of every page."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.expr import Expr, joined
from xltool.core.units import Money
from xltool.sheets.settings.settings_rows import BOARD, YEAR
from xltool.sheets.settings.settings_table import setting_cell


class PageHead(Struct, frozen=True):
    """What the pages of a result have in common: how amounts are shown, whether there is a year to name, and the
    badge of the checks, where there are any. `until` is the day that an interim report's figures reach to (`31 augusti`).
    `period_alone` is one without a forecast, `budget_alone` is a budget book. `shared_out` is what the shares are of while
    they are preliminary. `against` is the budget that the variances are from, where it is not the one
    that holds."""

    money: Money
    dated: bool
    badge: Expr | None
    until: str = ""
    against: str = ""
    budget_alone: bool = False
    period_alone: bool = False
    shared_out: str = ""

    @property
    def sign_rule(self) -> str:
        if self.budget_alone:
            return "intäkter skrivs med minustecken, kostnader utan"
        return f"{self.difference}, minus är sämre än {self._budget}"

    @property
    def _budget(self) -> str:
        return "periodens budget" if self.period_alone else self.against or "budget"

    @property
    def difference(self) -> str:
        if self.budget_alone:
            return "budget"
        judged = "periodens utfall" if self.period_alone else "prognos" if self.until else "utfall"
        return f"avvikelse = {self._budget} − {judged}"

    def titled(self, title: str) -> Expr:
        book = ", budget" if self.budget_alone and "budget" not in title.lower() else ""
        said = f"{title} per {self.until}" if self.until else f"{title}{book}"
        against = [f" mot {self.against}"] if self.against else []
        return joined(f"{said} ", setting_cell(YEAR), *against) if self.dated else joined(said, *against)

    def about(self, *more: Expr | str) -> Expr:
        """The board and the unit, and what else a page says of itself."""
        return joined(setting_cell(BOARD), f"  ·  belopp i {self.money.word}", *more)
