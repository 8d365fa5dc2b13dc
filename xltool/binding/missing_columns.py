"""What is said of columns that a sheet lacks, and which of its headers may be meant."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.binding.header_words import header_parts
from xltool.binding.interim import PERIOD_ALONE, SCOPE
from xltool.core.cells import address
from xltool.core.columns import Input
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy

_MONTHS = frozenset({"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"})


_MOST_OF_A_YEAR = 6  # months


def missing_columns(
    sheet: str, row: int, columns: Sequence[Input], headers: dict[int, str], bound: dict[Input, int]
) -> Finding:
    """The finding on the missing columns: at the first header that may be one of them, else at the row's first."""
    texts = [plain(t) for t in headers.values()]
    found = f"Rad {row} har rubrikerna: {', '.join(texts[:8])}." if texts else "Bladet har inga rubriker."
    if len(_MONTHS & {header_parts(t)[0][:3] for t in texts}) >= _MOST_OF_A_YEAR:
        found = "Det har månader, men inget ord säger om beloppen är budget eller utfall."
    free = {p: t for p, t in headers.items() if p not in bound.values()}
    near = [p for c in columns if (p := nearest_header(c, free))]
    meant = " och ".join(f"»{plain(headers[p])}«" for p in dict.fromkeys(near))
    where = Origin(sheet, address(row, near[0] if near else min(headers, default=1)))
    nearest = f" Menade ni {meant}?" if near else ""
    if [c.header for c in columns] == ["Utfall"] and any(c.header == "Prognos" for c in bound):
        nearest = " Gäller den en del av året räcker prognosen: skriv månaden vid Period på bladet Uppgifter."
    told = column_missing(where, [c.header for c in columns], found, nearest)
    if [c.header for c in columns] == ["Budget"] and any(c.header == "Periodens budget" for c in bound):
        told = column_missing(where, ["Budget"], found, _BUDGET_OF_PERIOD)
        return replace(told, remedies=(Remedy("Uppgifter", PERIOD_ALONE, label=SCOPE),))
    return told


_BUDGET_OF_PERIOD = (
    " Prognosen jämförs med hela årets budget, och periodens är inte den."
    f" Ska bara perioden bedömas: skriv {PERIOD_ALONE} vid {SCOPE} på bladet Uppgifter."
)


def column_missing(where: Origin, headers: Sequence[str], found: str, nearest: str = "") -> Finding:
    """The finding on columns that a sheet lacks; `found` and `nearest` are sentences on what it has instead."""
    words = listed(headers)
    one = len(headers) == 1
    columns = f"kolumnen {words}" if one else f"kolumnerna {words}"
    wanted = (
        f"rubriken {words} ovanför rätt kolumn"
        if one
        else f"rubrikerna {words}, var och en ovanför sin kolumn"
    )
    fields = {"columns": columns, "headers": wanted, "found": found, "nearest": nearest}
    return codes.COLUMN_MISSING.at(where, sheet=where.sheet, **fields)


def nearest_header(column: Input, headers: dict[int, str]) -> int:
    """The position of the header that is spelt most like the column's, 0 where none is like it."""
    by_base = {header_parts(t)[0]: p for p, t in headers.items()}
    import difflib  # for words that are nearly right alone

    near = difflib.get_close_matches(normalised(column.header), list(by_base), n=1, cutoff=0.6)
    return by_base[near[0]] if near else 0
