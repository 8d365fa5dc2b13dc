"""Drawing: pages as placed cells, and as a workbook's bytes."""
