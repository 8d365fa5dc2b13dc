"""Medlemmar and Fördelning: what each member pays or gets back."""

# The modules that other rooms take.
__all__: list[str] = ["member_reading", "share_columns", "share_part"]
