"""Whether the reader of a pipe has gone."""

from __future__ import annotations

import errno
import sys


def is_broken_pipe(error: OSError) -> bool:
    """Whether that is what the system said: Windows calls it an invalid argument."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)
