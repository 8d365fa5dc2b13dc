"""xltool: a Swedish board's budget workbook in, a checked and formatted report workbook out.

`read` gives the checked workbook with its tables as DataFrames, `process` does what the command does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltool.core.version import __version__

if TYPE_CHECKING:
    from xltool.api import Workbook, process, read

__all__ = ["Workbook", "__version__", "process", "read"]


def __getattr__(name: str) -> Any:
    """Loads the Python interface on first use, so that the command line starts without pandas."""
    if name in ("Workbook", "process", "read"):
        from xltool import api

        return getattr(api, name)
    raise AttributeError(name)
