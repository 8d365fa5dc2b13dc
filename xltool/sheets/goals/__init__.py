"""Nämndmål: goals and their indicators."""

# The modules that other rooms take.
__all__: list[str] = ["goal_columns", "goal_part", "goal_reading"]
