"""How many random boards, mutants and lives a run of the tests tries."""

from __future__ import annotations

import os

_ALL = os.environ.get("XLTOOL_TESTS") == "all"


def many(count: int) -> int:
    """A quarter of them, which are the same ones in every run; all where XLTOOL_TESTS says so."""
    return count if _ALL else count // 4
