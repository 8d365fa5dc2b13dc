"""The arrays that a ledger is read in: what holds for each row, numbers, and rows by their position."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
