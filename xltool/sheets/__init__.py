"""The sheets of a board's workbook: a room for each, and what they have in common."""
