"""The detail rows by a column of their own, `--by Ansvar`: its sums, and those crossed with the lines."""

# The modules that other rooms take.
__all__: list[str] = ["by_pages", "split", "value_page"]
