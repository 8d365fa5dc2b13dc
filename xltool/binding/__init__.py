"""Binding: which sheet is which, which header is which column, what a cell says."""

# The modules that other rooms take.
__all__: list[str] = [
    "bind",
    "cell_reading",
    "evidence",
    "headers",
    "remedied",
    "row_use",
    "sheet_unit",
    "stated_totals",
    "stored_values",
    "wrong_years",
]
