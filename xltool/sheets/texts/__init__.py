"""Texter: the prose of the report's sections, with figures of the workbook in its sentences."""

# The modules that other rooms take.
__all__: list[str] = ["named_figures", "text_columns", "text_part"]
