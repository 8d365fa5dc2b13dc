"""The headers of a sheet that are taught, and what is written in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from xltool.binding.header_words import (
    DECEMBER,
    HeaderWords,
    header_unit,
    header_words,
    is_side_of,
    stated_month,
)
from xltool.binding.headers import shades_of
from xltool.binding.spanned_headers import HeaderRow
from xltool.binding.taught_rows import Sign, TaughtRow
from xltool.binding.taught_words import taught_word
from xltool.binding.vocabulary import FORECAST, SIDES
from xltool.core.columns import Input
from xltool.core.numbers import plain
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.core.swedish import MONTHS


class MatchedColumn(Struct, frozen=True):
    """A column that a row of the table means: where it stands, and its header as the department wrote it."""

    position: int
    text: str
    row: TaughtRow

    @property
    def sign(self) -> float:
        """What its amounts are multiplied with."""
        return -1.0 if self.row.sign is Sign.TURNED else 1.0

    @property
    def signed(self) -> str:
        """The header, with a minus before it where its amounts are turned."""
        return f"−{plain(self.text)}" if self.sign < 0 else plain(self.text)

    @property
    def signed_later(self) -> str:
        """The same behind another header."""
        return f"{'−' if self.sign < 0 else '+'} {plain(self.text)}"


class MatchedHeaders(Struct, frozen=True):
    """The columns that are taught, under the row of headers that they stand in, and the rows where the same stand again."""

    at: HeaderRow
    columns: tuple[MatchedColumn, ...]
    again: tuple[HeaderRow, ...] = ()

    @property
    def row(self) -> int:
        return self.at.row

    @property
    def above(self) -> Mapping[int, str]:
        return self.at.above

    def headers(
        self, at: HeaderRow, mains: Mapping[str, int], of_year: Mapping[str, Input], names: Mapping[str, str]
    ) -> dict[int, str]:
        """Our headers of the row by column, with the department's unit. Those `of_year` are with its year, and with what says that
        they are of a part of it: some months are no year, whatever they are taught to be. `names` are other words for our
        columns of names: one that is not called so says nothing of accounts."""
        found = {}
        for ours, position in mains.items():
            text = at.texts.get(position, "")
            said = [ours if "konto" in normalised(text) else names.get(ours, ours)]
            if ours in of_year:
                year = taught_word(text).year
                said = [
                    *_kept(of_year[ours], text, at.groups.get(position, "")),
                    ours,
                    *([str(year)] if year else []),
                ]
            unit = header_unit(text)
            found[position] = " ".join([*said, f"({unit})"] if unit else said)
        return found

    def lent(self, known: Collection[int]) -> dict[int, str]:
        """The headers of the columns that are not taught with what the one that spans them lends to them: it says nothing
        of those that are."""
        groups, texts = self.at.groups, self.at.texts
        sides = [c for c, text in texts.items() if header_words(text).base in SIDES]
        over_first = (
            bool(sides) and min(sides) in groups
        )  # else the header is written above the middle of its columns
        return {
            c: f"{group} {texts[c]}" if _lends(group, texts[c], over_first=over_first) else texts[c]
            for c, group in groups.items()
            if c not in known and c in texts
        }


def _lends(group: str, text: str, *, over_first: bool) -> bool:
    words = header_words(group)
    return words.bare or (over_first and is_side_of(words, header_words(text)))


def _is_forecast(words: HeaderWords) -> bool:
    """Whether the header is that of a forecast, or of the report that it stood in."""
    return words.base in FORECAST or words.base.startswith(("delarsrapp", "tertialrapp"))


_KEPT = {Shade.PERIOD: "perioden", Shade.WHOLE_YEAR: "helår", Shade.REVISED: "reviderad"}


def _kept(column: Input, text: str, group: str) -> Iterator[str]:
    """What the header, and the one above it, say of how much of the year the figures are of, and of which budget."""
    above = header_words(group) if header_words(group).bare else None
    shades = shades_of(column, header_words(text)) | (above.shades if above else frozenset())
    if _KEPT[Shade.WHOLE_YEAR] in plain(text).casefold():
        shades |= {Shade.WHOLE_YEAR}
    yield from (word for shade, word in _KEPT.items() if shade in shades)
    month = stated_month(text) or (above.month if above else None)
    if column.header == "Budget" and _is_forecast(header_words(text)):
        month = None  # when it was made, of the whole year
    if month and not (month == DECEMBER and Shade.WHOLE_YEAR in shades):
        yield MONTHS[month - 1]
