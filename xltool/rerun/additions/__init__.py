"""What people added to a result beside our tables: columns, sheets, notes, looks."""

# The modules that other rooms take.
__all__: list[str] = ["bring_along", "find_additions", "place_again"]
