"""Findings: what a check found, with its sentence."""

# The modules that other rooms take.
__all__: list[str] = ["codes", "example_fields", "finding", "remedy"]
