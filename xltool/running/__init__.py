"""A run from files to files: one workbook as a pure function, given out to processes, put in place."""
