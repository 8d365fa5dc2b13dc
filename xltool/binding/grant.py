"""A budget whose header is Kommunbidrag: it has the other sign than the net costs that it pays for (reading.md §3)."""

from __future__ import annotations

from xltool.binding.bound import Bound
from xltool.binding.headers import Headers, shades_of
from xltool.core.numbers import plain
from xltool.core.shades import Shade
from xltool.findings import codes
from xltool.findings.finding import Finding


def is_grant(bound: Bound, headers: Headers) -> list[Finding]:
    """Marks the budget as a grant, and tells it, where its header says so and most lines have the actual's other sign."""
    by_header = {column.header: column for column in bound.columns}
    budget, actual = by_header.get("Budget"), by_header.get("Utfall")
    if budget is None or actual is None or bound.columns[budget] not in headers.by_column:
        return []
    header = headers.by_column[bound.columns[budget]]
    if Shade.GRANT not in shades_of(budget, header.words):
        return []
    pairs = [(row.cells[budget].number, row.cells[actual].number) for row in bound.rows]
    products = [one * other for one, other in pairs if one and other]
    if 2 * sum(product < 0 for product in products) <= len(products):
        return []
    bound.is_granted = True
    return [codes.BUDGET_IS_GRANT.at(bound.origin(budget), header=plain(header.text))]
