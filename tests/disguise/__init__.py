"""A workbook in disguise: the same faults, and nothing of the board's."""
