"""Documents in Word: a report's parts put into its content controls, every other byte as it was."""

# The modules that other rooms take.
__all__: list[str] = ["own_template", "report_file"]
