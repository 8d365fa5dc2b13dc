"""Words compared as people write them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from xltool.core.numbers import plain

HEADER_ROWS = 30  # DOMAIN: headers are found anywhere in the first 30 rows


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Case, accents, kinds of blank, hyphenation and inner line breaks aside."""
    decomposed = unicodedata.normalize("NFD", plain(text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip(" :.*")
