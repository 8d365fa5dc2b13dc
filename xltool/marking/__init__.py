"""The marked copy: the user's own workbook with the findings at their cells."""
