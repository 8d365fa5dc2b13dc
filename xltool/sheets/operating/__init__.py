"""Driftredovisning: income and costs, budget against actual."""

# The modules that other rooms take.
__all__: list[str] = [
    "earlier_years",
    "group_sheets",
    "groups_page",
    "largest_variances",
    "operating_columns",
    "operating_page",
    "operating_part",
]
