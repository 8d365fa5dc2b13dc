"""The columns of a kind of sheet, and the description that the reader binds to."""

from __future__ import annotations

from collections.abc import Container, Mapping
from types import MappingProxyType

from msgspec import Struct, field

from xltool.core.expr import Here
from xltool.core.shades import Shade, Words
from xltool.core.units import Quantity

_NO_WORDS: Words = MappingProxyType({})


class Column(Here, frozen=True, eq=False):
    """A column; two columns are the same only if they are the same object."""

    header: str
    quantity: Quantity


class Input(Column, frozen=True, eq=False):
    """What the user fills in. `of_year` headers may carry the year behind (`BUDGET 2023`), those of a year that lies some
    `years_back` must carry it (`Utfall 2022` in a 2023 workbook), `next_year` ones may carry the one after. `names` is for what names a row, and is not
    shown as input in the result. Of several columns that could be one that `may_repeat` the first is it. `words` are the
    vocabulary's beside the aliases, and `apart` what a header must not add to them: it is another column then; `needs` is
    what it must add to be this one. One of stated variances is the difference of one of the pairs of `difference_of`, where
    that is not budget and actual. One that is `of_budget` is a part of it, what it was first or a change of that. `help` is the template's and README's word."""

    help: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = True
    of_year: bool = False
    years_back: int = 0
    next_year: bool = False
    choices: tuple[str, ...] = ()
    names: bool = False
    words: Words = _NO_WORDS
    apart: frozenset[Shade] = frozenset()
    needs: frozenset[Shade] = frozenset()
    of_budget: bool = False
    difference_of: tuple[tuple[Input, Input], ...] = ()
    may_repeat: bool = False


class Sheet(Struct, frozen=True):
    """A kind of sheet as it is read: its name in the template, its aliases, its columns.

    `computed` are the result's own columns, passed over when a result is read again. `instead` are the columns that may
    together stand instead of a required one, each way that there is.
    `extra_columns` keeps other columns for the kind to look at, instead of naming each as a stranger. One that is
    `named_by_place` takes the column of texts left of its amounts for its names, whatever its header says,
    one that is found `by_content` may have any name. `interim` is the form that a sheet has in an interim report.
    """

    key: str
    title: str
    aliases: tuple[str, ...]
    columns: tuple[Input, ...]
    computed: tuple[Column, ...] = ()
    extra_columns: bool = False
    named_by_place: bool = False
    by_content: bool = False
    interim: bool = False
    instead: Mapping[Input, tuple[tuple[Input, ...], ...]] = field(default_factory=dict)

    def lacks(self, column: Input, columns: Container[Input]) -> bool:
        """Whether a sheet with these columns cannot do without the column."""
        given = any(all(one in columns for one in way) for way in self.instead.get(column, ()))
        return column.required and column not in columns and not given

    def is_instead(self, column: Input) -> bool:
        """Whether the column may stand instead of another: without it, it is no column of another year that is meant."""
        return any(column in way for ways in self.instead.values() for way in ways)
