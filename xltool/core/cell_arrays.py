"""The cells of a long sheet as columns of arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class RawColumn(Struct, frozen=True):
    """A column as it was read, a place for each row. `kinds` says what stands there (a `Kind`), `numbers` the
    number, or for a text or an error value its place among the sheet's texts."""

    kinds: NDArray[np.uint8]
    numbers: NDArray[np.float64]


class RawColumns(Struct, frozen=True):
    """The cells of a long sheet. `rows` are the numbers of the rows that hold something, in order; `texts` are
    all texts, each once."""

    rows: NDArray[np.int64]
    columns: Mapping[int, RawColumn]
    texts: Sequence[str]


class Kind:
    """What stands in a cell of a long sheet."""

    BLANK, NUMBER, DAY, TRUTH, TEXT, ERROR, UNSTORED = range(7)
