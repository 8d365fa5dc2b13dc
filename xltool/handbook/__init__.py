"""The Swedish handbook: prose as data, tables from the code, pictures that the example's result drew, one page of HTML."""

# The modules that other rooms take.
__all__: list[str] = ["page", "reference"]
