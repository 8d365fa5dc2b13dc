"""The columns of the period that an interim report has beside those of the year (year.md §1)."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.core.columns import Input
from xltool.core.tables import Computed
from xltool.core.units import AMOUNT, VARIANCE_AMOUNT

PERIOD_BUDGET = Input("Periodens budget", AMOUNT, required=False, of_year=True, help="Budgeten till och med periodens månad")  # fmt: skip
PERIOD_ACTUAL = Input("Periodens utfall", AMOUNT, required=False, of_year=True, help="Utfallet till och med periodens månad")  # fmt: skip
PERIOD_PRIOR = Input("Utfall samma period föregående år", AMOUNT, aliases=("Samma period föregående år", "Samma period fg år"), required=False, help="Fjolårets utfall till och med samma månad")  # fmt: skip
PRIOR_FORECAST = Input("Föregående prognos", AMOUNT, aliases=("Fg prognos", "Förra prognosen", "Prognos 1"), required=False, help="Prognosen i den förra uppföljningen")  # fmt: skip
# What is judged in an interim report without a forecast.
JUDGED_BUDGET, JUDGED_ACTUAL = (replace(c, required=True) for c in (PERIOD_BUDGET, PERIOD_ACTUAL))
PERIOD_VARIANCE = Computed("Periodens avvikelse", VARIANCE_AMOUNT, PERIOD_BUDGET - PERIOD_ACTUAL)
FORECAST_VARIANCE = "Prognosavvikelse"
FORECAST_CHANGE = "Mot föregående prognos"
