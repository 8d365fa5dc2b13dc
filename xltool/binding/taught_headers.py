"""Which column of a sheet each row of a taught table means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from xltool.binding.headers import has_figures, row_headers
from xltool.binding.matched_headers import MatchedColumn, MatchedHeaders
from xltool.binding.spanned_headers import HeaderRow, header_row
from xltool.binding.taught_rows import HEADER, READ_AS, Sign, TaughtRow
from xltool.binding.taught_words import TaughtWord, taught_word, with_column
from xltool.core.cells import RawSheet, column_letters
from xltool.core.numbers import plain
from xltool.core.spelling import HEADER_ROWS
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding


def match_headers(
    sheet: RawSheet, rows: Sequence[TaughtRow], year: int | None, ages: Mapping[str, int]
) -> tuple[MatchedHeaders | None, list[Finding]]:
    """The sheet's columns that the rows mean, and what is wrong with them; None where they mean none. `year` is the
    workbook's, `ages` are how many years before it our headers are of, of those that are of a year."""
    if not rows:
        return None, []
    tops = [r for r in sheet.filled_rows() if r <= HEADER_ROWS and not has_figures(sheet, r)]
    tried = [_Matching(sheet, header_row(sheet, row), rows, year, ages) for row in tops]
    matching = max(tried, key=lambda one: (one.hits, len(one.at.texts)), default=None)
    if matching is None or not matching.hits:
        return None, []
    columns = tuple(matching.columns())
    again = tuple(_again(sheet, matching.at, [column.position for column in columns]))
    found = [*matching.findings, *_faults(sheet.name, rows, columns)]
    return MatchedHeaders(matching.at, columns, again), found


def _again(sheet: RawSheet, at: HeaderRow, positions: Sequence[int]) -> Iterator[HeaderRow]:
    """The rows below that say the taught headers again in the same columns, as after a page break."""
    words = {p: taught_word(at.texts[p]).word for p in positions if p in at.texts}
    for row in sheet.filled_rows():
        if row > at.row and not has_figures(sheet, row):
            texts = row_headers(sheet, row)
            said = {p: taught_word(text).word for p, text in texts.items()}
            taught = {p: word for p, word in said.items() if p in words or word in words.values()}
            if len(taught) > 1 and all(words.get(p) == word for p, word in taught.items()):
                yield HeaderRow(row, texts, {}, {})


class _Matching:
    """The rows of a table against one row of headers."""

    def __init__(
        self,
        sheet: RawSheet,
        at: HeaderRow,
        rows: Sequence[TaughtRow],
        year: int | None,
        ages: Mapping[str, int],
    ) -> None:
        self._sheet, self.at = sheet, at
        self._words = {c: taught_word(text) for c, text in at.texts.items()}
        self._groups = {c: taught_word(text).word for c, text in at.groups.items()}
        said = {w.word for w in self._words.values()}
        self._rows = [one for row in rows for one in _parts(row, said)]
        words = [taught_word(row.header) for row in self._rows]
        known = {word.word for word in words}
        # What is read as the year's own, or last year's, tells which year the table was written in.
        pairs = zip(words, self._rows, strict=True)
        own = [w.year + ages[row.read_as] for w, row in pairs if w.year and row.read_as in ages]
        self._taught_year = max(own or [w.year for w in words if w.year], default=0)
        stated = [w.year for w in self._words.values() if w.year and w.word in known]
        self._year = year or max(stated, default=0)
        self._ages = ages
        self._same_words = {word: len({w.year for w in words if w.word == word}) for word in known}
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
        """Those of the row's year, counted from the workbook's: `Utfall 2024` is last year's of 2025. Where the row's word
        is taught once and stands once, its year tells nothing, but that the year's own is not last year's."""
        wanted = taught_word(row.header)
        if len(fitting) == 1 and self._same_words[wanted.word] == 1 and wanted.word:
            word = self._words.get(fitting[0])
            is_prior = self._ages.get(row.read_as, 0) > 0
            return [] if is_prior and word and word.year == self._year else fitting
        undated = [c for c in fitting if c not in self._words or self._words[c].year is None]
        if wanted.year is None and undated:
            return undated
        return [c for c in fitting if self._is_of_year(self._words.get(c), wanted)]

    def _is_of_year(self, word: TaughtWord | None, wanted: TaughtWord) -> bool:
        if word is None or wanted.year is None:
            return word is None or word.year == self._year
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
