"""What holds for every test."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """Some thousand tests and all that they import are there to stay: nobody needs to look through them for cycles again
    and again, which was a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
