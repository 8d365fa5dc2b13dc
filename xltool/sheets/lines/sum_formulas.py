"""Which rows the formula of a total in a result adds up."""

from __future__ import annotations

from xltool.core.late_patterns import late_pattern

_BESIDE = late_pattern(r"OFFSET\(([A-Z]{1,3})(\d+),(-?1),0\)")
_SUM = late_pattern(r"=?SUM\(([^()]*)\)(?:-SUM\(([^()]*)\))?")
_CELLS = late_pattern(r"([A-Z]{1,3})(\d+)(?::\1(\d+))?")


def rows_added(formula: str) -> frozenset[int]:
    """The numbers of the rows that a total of ours adds, but for the subtotals among them that it takes off again; none
    where the formula is another one."""
    plain = _BESIDE().sub(lambda m: f"{m[1]}{int(m[2]) + int(m[3])}", formula.replace("$", ""))
    found = _SUM().fullmatch(plain)
    if found is None:
        return frozenset()
    return _rows(found[1]) - _rows(found[2] or "")


def _rows(cells: str) -> frozenset[int]:
    ranges = [_CELLS().fullmatch(cell) for cell in cells.split(",") if cell]
    if not all(ranges):
        return frozenset()
    return frozenset(
        number for one in ranges if one for number in range(int(one[2]), int(one[3] or one[2]) + 1)
    )
