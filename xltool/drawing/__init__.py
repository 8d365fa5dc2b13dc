"""Drawing: pages as placed cells, and as a workbook's bytes."""

# The modules that other rooms take.
__all__: list[str] = ["accent", "layout", "placed", "styles", "writer", "zip_writer"]
