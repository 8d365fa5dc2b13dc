"""Investeringsredovisning: projects, budget against actual."""

# The modules that other rooms take.
__all__: list[str] = ["project_columns", "project_part", "states", "states_page"]
