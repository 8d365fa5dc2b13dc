"""A file that another program holds for a moment: on Windows a scanner, the indexer, OneDrive or another run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
# 1.2 seconds in all: whoever only looks at a file has let go of it by then, and Excel has not.
_WAITS = (0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6)


def patiently(do: Callable[[], T]) -> T:
    """What `do` gives. Where Windows says that a file is held it is asked again, for some 1.2 seconds. Raises OSError."""
    for seconds in _WAITS if sys.platform == "win32" else ():
        try:
            return do()
        except PermissionError:
            time.sleep(seconds)
    return do()
