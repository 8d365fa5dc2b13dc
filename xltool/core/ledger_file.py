"""A ledger in a file of its own, as it was read: a SIE file's records, or the cells of a text file."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from xltool.core.cells import RawSheet
from xltool.core.sie import SieFile


class LedgerFile(Struct, frozen=True):
    """`name` is what sentences call the file; `told` is what Kontroll says of it, by label. One that is not `named` by the
    user was found beside the workbook."""

    name: str
    content: SieFile | RawSheet
    sha256: str
    told: Mapping[str, str] = {}
    named: bool = True
