"""What a workbook may be, in one place. Generous for real work: a ledger of 500 000 rows unpacks to some 200 MB."""

from __future__ import annotations

from msgspec import Struct

MB = 1 << 20
LONGEST_TEXT = 32_767  # Excel's limit for a cell


class Limits(Struct, frozen=True):
    """Sizes are in bytes, times in seconds.

    `cells` are those of all sheets but Underlag, which are read one by one. `ratio` is unpacked against packed, of parts larger than `ratio_from`. `areas` counts the cells that merges, links
    and notes name as areas. Reading may take `seconds` and `memory`, and so much more for each unpacked megabyte.
    An ordinary workbook is below all of the `ordinary_…` ones.
    """

    file: int = 256 * MB
    parts: int = 1000
    unpacked: int = 512 * MB
    ratio: int = 200
    ratio_from: int = 100 * 1024
    areas: int = 2_000_000
    cells: int = 1_000_000
    rows: int = 1_048_576
    columns: int = 16_384
    seconds: float = 15
    seconds_per_mb: float = 0.25
    memory: int = 1024 * MB
    memory_per_byte: int = 4
    ordinary_unpacked: int = 2 * MB
    ordinary_areas: int = 20_000
    ordinary_rows: int = 50_000
    ordinary_columns: int = 1_000


LIMITS = Limits()
