"""Underlag: the detail rows behind the lines."""

# The modules that other rooms take.
__all__: list[str] = ["ledger_columns", "ledger_door", "ledger_page", "ledger_part"]
