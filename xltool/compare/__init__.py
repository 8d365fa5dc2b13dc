"""What differs between two workbooks, row by row under the keys of a re-run."""

# The modules that other rooms take.
__all__: list[str] = [
    "compared_workbook",
    "computed_anew",
    "difference_data",
    "difference_report",
    "differences",
]
