"""Lines with amounts, which operating and investments share."""

# The modules that other rooms take.
__all__: list[str] = [
    "accounts",
    "budget_parts",
    "followers",
    "group_rows",
    "income_and_cost",
    "kind_words",
    "ledger_lines",
    "ledger_sums",
    "ledger_values",
    "line_kinds",
    "line_questions",
    "line_reading",
    "line_table",
    "line_walk",
    "opposed_signs",
    "period_checks",
    "period_columns",
    "rounding_lines",
]
