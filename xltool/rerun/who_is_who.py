"""Which row of one version is which of another: what a run asks of a result and its input, and a comparison of any two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.rerun.entry_place import Place
from xltool.rerun.matching import RowFigures, matched
from xltool.rerun.standing import figures_of, figures_then
from xltool.sheets.sheet_row import Entry


class Rows(Struct, frozen=True):
    """The rows of a version: those that stand `there`, in order, and those that somebody took out of it, each under the key
    that it was written with; and the `figures` that tell namesakes apart."""

    there: tuple[RowKey, ...]
    gone: tuple[RowKey, ...]
    figures: RowFigures


def rows_of(
    standing: Mapping[Place, Entry],
    gone: Iterable[RowKey] = (),
    then: Mapping[Place, Scalar] | None = None,
    said: Mapping[Place, Entry] | None = None,
) -> Rows:
    """The rows of the entries, and those that are `gone`, whose figures are what the input said `then`, in the columns of
    what is `said` now."""
    there = tuple(dict.fromkeys(place.key for place in standing))
    out = {key: figures_then(key, then or {}, said or standing) for key in gone if key not in there}
    return Rows(there, tuple(out), out | figures_of(standing))


def same_rows(a: Rows, b: Rows) -> dict[RowKey, RowKey]:
    """The row in `b` of each row in `a`. One that somebody took out still has its row in the other version, which is none
    of its namesakes'."""
    every_a, every_b = (sorted([*rows.there, *rows.gone], key=lambda key: key.number) for rows in (a, b))
    return matched(every_a, every_b, a.figures, b.figures)
