"""Rules without files: formulas, numbers, findings, binding. No I/O, no Excel library."""

# The modules that other rooms take.
__all__: list[str] = [
    "cell_arrays",
    "cell_text",
    "cells",
    "excel_text",
    "expr",
    "fault",
    "limits",
    "long_columns",
    "memos",
    "number_formats",
    "numbers",
    "pages",
    "ranges",
    "row_key",
    "scalars",
    "sentences",
    "spelling",
    "swedish",
    "tables",
    "text_length",
    "units",
    "usage",
    "values",
    "version",
]
