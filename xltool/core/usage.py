"""Wrong usage, in a file of its own: `--help` must not load the rest."""


class UsageError(Exception):
    """Wrong usage; the text is the sentence that the user gets."""
