"""The marked copy: the user's own workbook with the findings at their cells."""

# The modules that other rooms take.
__all__: list[str] = ["copy_mark", "findings_sheet", "marked_copy"]
