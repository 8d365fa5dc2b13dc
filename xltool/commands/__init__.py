"""The command line: a file for each command, and what they share."""

# The modules that other rooms take.
__all__: list[str] = ["command_line", "sendto"]
