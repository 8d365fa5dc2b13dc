"""Packages that are changed in places: parts spliced, every other byte kept. For the marked copy and the report in Word."""

# The modules that other rooms take.
__all__: list[str] = ["package_patch", "xml_patch"]
