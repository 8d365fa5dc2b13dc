"""Uppgifter: the board, the year, and the rules that hold."""

# The modules that other rooms take.
__all__: list[str] = [
    "mixed_key",
    "report_name",
    "settings_dates",
    "settings_reading",
    "settings_rows",
    "settings_table",
    "settings_template",
]
