"""What a person reads in the terminal, and a machine from it."""

# The modules that other rooms take.
__all__: list[str] = ["board_year", "code_list", "drop_page", "report", "snippet", "workbook_object"]
