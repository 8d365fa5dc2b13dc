"""What a header adds to the word that its column goes by: `Reviderad` budget, `Ack` utfall."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias


class Shade(Enum):
    """What a header says beside its column's word (reading.md §7 and §8, year.md §1 and §3)."""

    __hash__ = object.__hash__

    ORIGINAL = "ursprunglig"  # a budget before it was changed
    REVISED = "reviderad"  # a budget with its changes
    WHOLE_YEAR = "helår"
    CUMULATIVE = "ack"  # from the year's first day; a plain one beside it is a single month
    PERIOD = "period"
    SINCE_START = "sedan start"  # of a project, over all its years
    TO_MONTH = "t.o.m."  # to another month than December
    ONE_MONTH = "månad"
    THIS_YEAR = "i år"
    PRIOR = "föregående år"
    SAME_PERIOD = "samma period"
    NET = "netto"
    EXPENSES = "utgifter"  # of a project; a net beside them is no budget and no actual
    NET_COST = "nettokostnad"  # the actual where no other column is
    GRANT = "kommunbidrag"  # a budget of the other sign
    BY_ARITHMETIC = "differens"  # its column only where the figures agree


Words: TypeAlias = Mapping[str, frozenset[Shade]]  # a column's words as they are written, and what each adds
