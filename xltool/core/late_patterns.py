"""Patterns that are compiled when they are first used: most of what xltool can read is not in the workbook at hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import AnyStr


def late_pattern(text: AnyStr, flags: int = 0) -> Callable[[], re.Pattern[AnyStr]]:
    """`re.compile(text, flags)`, once it is called for."""
    return cache(partial(re.compile, text, flags))
