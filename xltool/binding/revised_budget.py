"""The budget as it was first and what has changed it, beside or instead of the revised one (year.md §3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from xltool.binding.headers import shades_of
from xltool.binding.rivals import AGAINST, AGAINST_ORIGINAL, Rival, Rivals
from xltool.core.columns import Input, Sheet
from xltool.core.shades import Shade
from xltool.core.spelling import normalised

Found: TypeAlias = Mapping[Input, Sequence[Rival]]

_PLAIN = frozenset({Shade.THIS_YEAR, Shade.WHOLE_YEAR, Shade.NET})


class BudgetParts(Struct, frozen=True):
    """Where the parts of the budget stand, and the revised one, None where it is their sum."""

    columns: Mapping[Input, int]
    budget: int | None


def budget_parts(
    rivals: Rivals, kind: Sheet, found: Found, changes: Found, columns: Mapping[Input, int]
) -> BudgetParts | None:
    """What the headers say of the budget and its changes: None where they say of no budget that it was the first, or where
    Uppgifter or the stated variances choose one. `columns` is what is settled without the changes."""
    budget = next((c for c in found if c.header == "Budget"), None)
    original = next((c for c in kind.columns if c.of_budget), None)
    if budget is None or original is None or rivals.chosen.get(budget.header):
        return None
    pair = _first_and_revised(budget, found[budget], are_changed=bool(changes))
    if pair is None:
        return None
    first, revised = pair
    if rivals.chosen.get(AGAINST) == AGAINST_ORIGINAL:
        return BudgetParts({}, first.position)
    own = {c: among[0].position for c, among in changes.items() if len(among) == 1}
    if revised is None:
        is_changed = any(any(rivals.numbers(p).values()) for p in own.values())
        whole = is_changed and len(own) == len(changes)
        return BudgetParts({original: first.position, **own}, None) if whole else None
    if columns[budget] != revised.position and not rivals.are_equal(found[budget]):
        return None
    return BudgetParts({original: first.position, **own}, revised.position)


def _first_and_revised(
    budget: Input, among: Sequence[Rival], *, are_changed: bool
) -> tuple[Rival, Rival | None] | None:
    """The budget as it was first, and the one that holds. A bare one beside Ursprunglig is the revised one, beside
    Reviderad it is the first; beside a total one only where changes stand there too, for it may be that of all years."""
    shades = {r.position: shades_of(budget, r.words) for r in among}
    first = [r for r in among if Shade.ORIGINAL in shades[r.position]]
    revised = [r for r in among if Shade.REVISED in shades[r.position]]
    bare = [r for r in among if shades[r.position] <= _PLAIN]
    if len(among) == 1 and first:
        return first[0], None
    if len(among) == 2 and len(first) == 1 and len(revised) + len(bare) == 1:
        return first[0], (revised + bare)[0]
    if len(among) == 2 and len(revised) == len(bare) == 1:
        is_total = "total" in normalised(revised[0].text)
        return (bare[0], revised[0]) if are_changed or not is_total else None
    return None
