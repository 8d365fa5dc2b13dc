"""The sheets of a board's workbook: a room for each, and what they have in common."""

# The modules that other rooms take.
__all__: list[str] = [
    "all_sheets",
    "board",
    "board_reading",
    "checks",
    "ledger_given",
    "page_head",
    "result_sheets",
    "settings_part",
    "sheet_part",
    "sheet_reading",
    "sheet_row",
    "sheets_found",
    "template_rows",
    "tie_out",
]
