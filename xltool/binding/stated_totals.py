"""Stated totals against their lines: equal, within rounding, or wrong (DOMAIN, Amounts)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from msgspec import Struct

from xltool.binding.agreement import is_equal, within_rounding
from xltool.binding.row_labels import LabelKind
from xltool.core.columns import Input
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.swedish import number_text
from xltool.core.units import Money
from xltool.findings import codes
from xltool.findings.finding import Finding


class Stated(Struct, frozen=True):
    """A total row of the input: its amounts and their cells; `position` counts the lines that stand above it. A net that is
    `turned` was written with the other sign than the lines. `row` is its number, `parts` are those of the rows that it is
    known to be the sum of."""

    name: str
    kind: LabelKind
    position: int
    amounts: dict[Input, float]
    origins: dict[Input, Origin]
    comment: str = ""
    turned: bool = False
    row: int = 0
    parts: tuple[int, ...] = ()
    cells: Mapping[Input, Origin] = {}
    account: str = ""


def check_total(
    stated: Stated, column: Input, parts: Sequence[float], money: Money
) -> tuple[float, Finding | None]:
    """The rounding difference of a stated total (0 where there is none, or where it is wrong) and the finding."""
    value, computed = stated.amounts[column], fsum(parts)
    if is_equal(value, computed):
        return 0.0, None
    difference = round(value - computed, 9)
    fields = {
        "name": plain(stated.name),
        "column": column.header,
        "stated": number_text(value),
        "computed": number_text(round(computed, 9)),
        "difference": number_text(difference),
    }
    if within_rounding(difference, len(parts), money):
        return difference, codes.ROUNDING.at(stated.origins[column], **fields)
    return 0.0, codes.WRONG_TOTAL.at(stated.origins[column], **fields)


OF_YEAR = "budget − utfall"  # what a variance is unless another difference is meant


def check_variance(
    name: str, stated: float, computed: float, origin: Origin, money: Money, of: str = OF_YEAR
) -> Finding | None:
    """A stated variance is only checked, to one step: the result always computes it. `of` is what it is."""
    if is_equal(stated, computed):
        return None
    fields = {
        "name": plain(name),
        "stated": number_text(stated),
        "computed": number_text(round(computed, 9)),
        "of": of,
    }
    code = codes.VARIANCE_ROUNDING if abs(stated - computed) <= money.step + 1e-9 else codes.WRONG_VARIANCE
    return code.at(origin, **fields)
