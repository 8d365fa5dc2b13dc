"""Medlemmar and Fördelning: what each member pays or gets back."""

# The modules that other rooms take.
__all__: list[str] = [
    "contributions",
    "invoice_columns",
    "members",
    "share_columns",
    "share_part",
]
