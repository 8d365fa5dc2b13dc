"""The result: which tables and pages a board's workbook comes to."""
