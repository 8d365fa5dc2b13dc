"""Binding: which sheet is which, which header is which column, what a cell says."""

# The modules that other rooms take.
__all__: list[str] = [
    "agreement",
    "bind",
    "bound",
    "cell_reading",
    "drafted_headers",
    "evidence",
    "header_words",
    "headers",
    "interim",
    "missing_columns",
    "remedied",
    "row_labels",
    "row_use",
    "sheet_unit",
    "sheets_by_name",
    "stated_totals",
    "stored_values",
    "taught",
    "taught_amounts",
    "taught_kinds",
    "taught_table",
    "taught_words",
    "vocabulary",
    "wrong_years",
]
