"""Underlag: the detail rows behind the lines."""

# The modules that other rooms take.
__all__: list[str] = [
    "account_groups",
    "held_together",
    "ledger_columns",
    "ledger_door",
    "ledger_meanings",
    "ledger_page",
    "ledger_part",
    "ledger_reach",
    "sie_rows",
    "sie_span",
]
