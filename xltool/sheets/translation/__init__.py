"""The taught table as a workbook: what xltool can tell by itself, to be filled in by people."""

# The modules that other rooms take.
__all__: list[str] = ["drafted_rows", "translation_pages"]
