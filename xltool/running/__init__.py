"""A run from files to files: one workbook as a pure function, given out to processes, put in place."""

# The modules that other rooms take.
__all__: list[str] = [
    "batch",
    "board_years",
    "compare_files",
    "fault_report",
    "inputs",
    "ledger_beside",
    "missing_file",
    "one_of_each",
    "opening",
    "outcome",
    "own_files",
    "problem_copy",
    "write_overview",
    "write_template",
    "write_translation",
]
