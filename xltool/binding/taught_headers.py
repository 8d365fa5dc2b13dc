"""Which column of a sheet each row of a taught table means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.header_words import MONTHS, header_unit, header_words, stated_month
from xltool.binding.headers import has_figures, row_headers
from xltool.binding.taught_table import HEADER, READ_AS, Sign, TaughtRow
from xltool.binding.taught_words import TaughtWord, taught_word, with_column
from xltool.core.cells import RawSheet, column_letters
from xltool.core.numbers import plain
from xltool.core.shades import Shade
from xltool.core.spelling import HEADER_ROWS, normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding


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


class HeaderRow(Struct, frozen=True):
    """A row of headers: their texts by column, those that stand in the row above and are headers by themselves, and the
    headers above that span several columns."""

    row: int
    texts: Mapping[int, str]
    above: Mapping[int, str]
    groups: Mapping[int, str]


class MatchedHeaders(Struct, frozen=True):
    """The columns that are taught, under the row of headers that they stand in."""

    at: HeaderRow
    columns: tuple[MatchedColumn, ...]

    @property
    def row(self) -> int:
        return self.at.row

    @property
    def above(self) -> Mapping[int, str]:
        return self.at.above

    def headers(
        self, mains: Mapping[str, int], of_year: frozenset[str], names: Mapping[str, str]
    ) -> dict[int, str]:
        """Our headers by column, with the department's unit. Those `of_year` are with its year, and with what says that
        they are of a part of it: some months are no year, whatever they are taught to be. `names` are other words for our
        columns of names: one that is not called so says nothing of accounts."""
        found = {}
        for ours, position in mains.items():
            text = self.at.texts.get(position, "")
            said = [ours if "konto" in normalised(text) else names.get(ours, ours)]
            if ours in of_year:
                year = taught_word(text).year
                said = [
                    *_part_of_year(text, self.at.groups.get(position, "")),
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
        return {
            c: f"{group} {texts[c]}" if header_words(group).bare else texts[c]
            for c, group in groups.items()
            if c not in known and c in texts
        }


_PARTS = {Shade.PERIOD: "perioden", Shade.WHOLE_YEAR: "helår"}


def _part_of_year(text: str, group: str) -> Iterator[str]:
    """What the header, and the one above it, say of how much of the year the figures are of."""
    above = header_words(group) if header_words(group).bare else None
    shades = header_words(text).shades | (above.shades if above else frozenset())
    yield from (word for shade, word in _PARTS.items() if shade in shades)
    month = stated_month(text) or (above.month if above else None)
    if month:
        yield MONTHS[month - 1]


def header_row(sheet: RawSheet, row: int) -> HeaderRow:
    """The row as one of headers. A header over several columns stands in the row above; where a cell is empty, the one
    right above it is the header."""
    texts = row_headers(sheet, row)
    upper = row_headers(sheet, row - 1) if row > 1 and not has_figures(sheet, row - 1) else {}
    merged = {(top, left): right for top, left, _, right in sheet.merged}
    if len(upper) == 1 and row - 1 not in {top for top, _ in merged} and min(upper) <= min(texts, default=1):
        upper = {}  # a title
    above = {c: text for c, text in upper.items() if c not in texts and merged.get((row - 1, c), c) == c}
    groups: dict[int, str] = {}
    group, end = "", 0
    for column in range(1, max(texts, default=0) + 1):
        if column in upper:
            group, end = ("", 0) if column in above else (upper[column], merged.get((row - 1, column), 0))
        if group and not (end and column > end):
            groups[column] = group
    return HeaderRow(row, texts | above, above, groups)


def match_headers(sheet: RawSheet, rows: Sequence[TaughtRow]) -> tuple[MatchedHeaders | None, list[Finding]]:
    """The sheet's columns that the rows mean, and what is wrong with them; None where they mean none."""
    if not rows:
        return None, []
    tops = [r for r in sheet.filled_rows() if r <= HEADER_ROWS and not has_figures(sheet, r)]
    tried = [_Matching(sheet, header_row(sheet, row), rows) for row in tops]
    matching = max(tried, key=lambda one: (one.hits, len(one.at.texts)), default=None)
    if matching is None or not matching.hits:
        return None, []
    columns = tuple(matching.columns())
    return MatchedHeaders(matching.at, columns), [*matching.findings, *_faults(sheet.name, rows, columns)]


class _Matching:
    """The rows of a table against one row of headers."""

    def __init__(self, sheet: RawSheet, at: HeaderRow, rows: Sequence[TaughtRow]) -> None:
        self._sheet, self.at = sheet, at
        self._words = {c: taught_word(text) for c, text in at.texts.items()}
        self._groups = {c: taught_word(text).word for c, text in at.groups.items()}
        said = {w.word for w in self._words.values()}
        self._rows = [one for row in rows for one in _parts(row, said)]
        of_rows = [(taught_word(r.header).word, taught_word(r.header).year) for r in self._rows]
        known = {word for word, _ in of_rows}
        self._taught_year = max((y for _, y in of_rows if y), default=0)
        self._year = max((w.year for w in self._words.values() if w.year and w.word in known), default=0)
        self._same_words = {w: len({y for v, y in of_rows if v == w}) for w in known}
        self.findings: list[Finding] = []

    @property
    def hits(self) -> int:
        """How many of the sheet's headers a row names."""
        return len({c for row in self._rows for c in self._fitting(row)})

    def columns(self) -> Iterator[MatchedColumn]:
        """Each column with the row that tells the most of it."""
        claims: dict[int, list[TaughtRow]] = {}
        for row in self._rows:
            fitting = self._of_year(row, self._fitting(row))
            if len(fitting) > 1:
                self._tell_ambiguous(row, fitting)
            elif fitting:
                claims.setdefault(fitting[0], []).append(row)
        for position in sorted(claims):
            most = max(map(_told, claims[position]))
            first, *others = [row for row in claims[position] if _told(row) == most]
            for other in others:
                if (other.read_as, other.sign) != (first.read_as, first.sign):
                    self._tell_twice(position, first, other)
            text = self.at.texts.get(position, "") or with_column("", position)
            yield MatchedColumn(position, text, first)

    def _fitting(self, row: TaughtRow) -> list[int]:
        """The columns whose header the row names, years aside."""
        wanted, group = taught_word(row.header), taught_word(row.group).word
        if wanted.column and not wanted.word and not wanted.year:
            has_header = wanted.column in self.at.texts
            is_used = any(c == wanted.column and r > self.at.row for r, c in self._sheet.cells)
            return [wanted.column] if is_used and not has_header else []
        return [
            c
            for c, word in self._words.items()
            if word.word == wanted.word
            and (word.word or bool(word.year) == bool(wanted.year))
            and wanted.column in (0, c)
            and (not group or self._groups.get(c) == group)
        ]

    def _of_year(self, row: TaughtRow, fitting: list[int]) -> list[int]:
        """Those of the row's year, counted from the newest: `Utfall 2024` beside `Utfall 2025` is last year's. Where the
        row's word is taught once and stands once, its year tells nothing."""
        wanted = taught_word(row.header)
        if len(fitting) == 1 and self._same_words[wanted.word] == 1 and wanted.word:
            return fitting
        return [c for c in fitting if self._is_of_year(self._words.get(c), wanted)]

    def _is_of_year(self, word: TaughtWord | None, wanted: TaughtWord) -> bool:
        if word is None or wanted.year is None:
            return word is None or word.year in (None, self._year)
        return word.year is not None and self._year - word.year == self._taught_year - wanted.year

    def _tell_ambiguous(self, row: TaughtRow, fitting: list[int]) -> None:
        fields = {
            "header": plain(row.header),
            "sheet": self._sheet.name,
            "columns": listed([column_letters(c) for c in fitting]),
            "example": with_column(row.header, fitting[0]),
        }
        self.findings.append(codes.TAUGHT_AMBIGUOUS.at(row.origins[HEADER], **fields))

    def _tell_twice(self, position: int, first: TaughtRow, other: TaughtRow) -> None:
        fields = {
            "column": plain(self.at.texts.get(position, "")) or column_letters(position),
            "sheet": self._sheet.name,
            "first": first.read_as,
            "place": first.origins[READ_AS].cell,
            "second": other.read_as,
        }
        self.findings.append(codes.TAUGHT_TWICE.at(other.origins[READ_AS], **fields))


def _parts(row: TaughtRow, said: set[str]) -> list[TaughtRow]:
    """A row of several headers with `+` between them as a row each."""
    if " + " not in plain(row.header) or taught_word(row.header).word in said:
        return [row]
    sign = Sign.ADDED if row.sign is Sign.AS_THEY_ARE else row.sign
    return [replace(row, header=part, sign=sign) for part in plain(row.header).split(" + ")]


def _told(row: TaughtRow) -> tuple[bool, bool, bool]:
    """How much the row tells of which column it means."""
    return bool(taught_word(row.header).column), bool(row.group), bool(row.sheet)


def _faults(sheet: str, rows: Sequence[TaughtRow], columns: Sequence[MatchedColumn]) -> Iterator[Finding]:
    """Headers that are read as one column without being added, and sums that lack a part."""
    by_ours = sorted((c for c in columns if not c.row.is_left_out), key=lambda c: c.row.read_as)
    for ours, group in groupby(by_ours, key=lambda c: c.row.read_as):
        among = list(group)
        plain_ones = [c for c in among if c.row.sign is Sign.AS_THEY_ARE]
        if len(among) > 1 and len(plain_ones) > 1:
            first, second = plain_ones[:2]
            fields = {"first": plain(first.text), "second": plain(second.text), "column": ours}
            yield codes.TAUGHT_RIVALS.at(second.row.origins[READ_AS], sheet=sheet, **fields)
        yield from _missing_parts(sheet, ours, rows, among)


def _missing_parts(
    sheet: str, ours: str, rows: Sequence[TaughtRow], found: Sequence[MatchedColumn]
) -> Iterator[Finding]:
    words = {taught_word(c.text).word for c in found}
    parts = [part for row in rows if row.read_as == ours for part in _parts(row, words)]
    if not any(part.sign is Sign.ADDED for part in parts):
        return
    has_first = any(c.row.sign is Sign.AS_THEY_ARE for c in found)
    for part in parts:
        is_needed = part.sign is not Sign.AS_THEY_ARE or not has_first
        if is_needed and taught_word(part.header).word not in words:
            fields = {"column": ours, "sheet": sheet, "missing": plain(part.header)}
            yield codes.TAUGHT_INCOMPLETE.at(part.origins[HEADER], **fields)
