"""Intake: a file's bytes looked at, and its cells as they stand."""

# The modules that other rooms take.
__all__: list[str] = [
    "formula_cells",
    "long_reader",
    "package_parts",
    "preflight",
    "saved_time",
    "sensitivity_labels",
    "sie_reader",
    "text_ledger",
    "workbook_reader",
    "xml_patterns",
    "zip_entries",
]
