"""A workbook with the same faults and none of the board's names, texts and figures: for those who maintain xltool."""

# The modules that other rooms take.
__all__: list[str] = ["disguised_book", "other_figures", "remains", "workbook_bytes"]
