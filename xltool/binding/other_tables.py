"""Other tables on the same sheet: last year's below this year's, another layout above (reading.md §5).

A row that names the columns again starts a new table. The same headers go on; last year's table and one that lacks
what is asked for are left out and told; two that could both be meant are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xltool.binding.bound import UnreadRows
from xltool.binding.header_words import header_parts
from xltool.binding.headers import (
    Headers,
    has_figures,
    header_text,
    names_columns,
    names_of,
    row_headers,
    texts_in_rows,
)
from xltool.binding.title_month import OF_PAPER
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Sheet
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import Finding

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_SPAN = re.compile(r"\b((?:19|20)\d\d) ?[-–/] ?((?:19|20)\d\d)\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # when something was decided or printed
_LAST_YEAR = re.compile(r"^(?:foregaende ar|forra aret|fjolaret?|jamforelsear(?:et)?)\b")
_TITLE_CELLS = 3
# A year that a case, a meeting or a comparison has in its name is not the table's.
_STATEMENT = re.compile(
    r"(?!.*\b(?:dnr|mote|sammantrade|bilaga|protokoll|jamfor\w*|jmf|mot)\b)"
    r"(?:.*\b)?\w*(?:redovisning|rakning|bokslut|utfall|budget|uppfoljning|resultat|drift|ekonomi|invester\w+|projekt|helar|ar)\b"
    r"(?: (?:for|helar|ar|per|31|dec|december|belopp|i|tkr|kr|mnkr))* (?:19|20)\d\d(?:\W+(?:belopp|i|tkr|kr|mnkr))*\W*"
)


def other_tables(
    sheet: RawSheet, kind: Sheet, headers: Headers, year: int | None
) -> tuple[list[UnreadRows], list[Finding]]:
    """The rows of other tables than the one under `headers`, and what is told of them."""
    found: list[UnreadRows] = []
    findings: list[Finding] = []
    every = list(_starts(sheet, kind, headers))
    starts = [(r, t) for r, _, t in every if not any(begin <= r < row for row, begin, _ in every)]
    begins = {row: begin for row, begin, _ in every}
    rows = sheet.filled_rows()
    title = _with_title(sheet, rows, headers.row)
    is_ours = _other_year(sheet, kind, headers.texts, title, headers.row, year) is None
    is_bare = title == headers.row and not list(_years(kind, headers.texts))
    for index, (row, texts) in enumerate(starts):
        first = _with_title(sheet, rows, row)
        following = [_with_title(sheet, rows, r) for r, _ in starts[index + 1 :] if r > row]
        last = (following[0] if following else rows[-1] + 1) - 1
        if row < headers.row:
            last = headers.row - 1
        if not any(has_figures(sheet, r) for r in rows if row < r <= last):
            continue
        other = _other_year(sheet, kind, texts, first, row, year)
        titled = {y for _, years in _titles(sheet, first, row, year) for y in years}
        says_ours = not titled or year is None or year in titled
        if other is None and says_ours and row > headers.row and is_ours and _same(texts, headers.texts):
            # The headers again, as after a page break: the table goes on.
            if begins[row] < row:
                found.append(UnreadRows(begins[row], row, "rubriker som kommer igen"))
            continue
        where = Origin(sheet.name, address(row, min(texts)))
        cells = f"{first}–{last}"
        if other is not None:
            reason = f"tabellen gäller {other}"
            if row < headers.row and is_bare and _same(headers.texts, texts):
                # What follows says no year: it may go on with this table, as after a page break, and the year be wrong.
                said = plain(next((t for t in texts.values() if header_parts(t)[1] == other), str(other)))
                fields = {"headers": said, "header": said, "year": year, "source": ""}
                findings.append(codes.WRONG_YEAR.at(where, **fields))
            else:
                findings.append(codes.TABLE_OF_OTHER_YEAR.at(where, sheet=sheet.name, rows=cells, year=other))
        elif _names_all(kind, texts):
            reason = "det är inte klart vilken av bladets tabeller som gäller"
            findings.append(codes.TWO_TABLES.at(where, sheet=sheet.name, rows=cells, header=headers.row))
        else:
            reason = "tabellen saknar kolumner som behövs"
            findings.append(codes.TABLE_LEFT_OUT.at(where, sheet=sheet.name, rows=cells))
        found.append(UnreadRows(first, last, reason))
    # A key of members may be of the year before.
    if kind.named_by_place and not is_ours and codes.TWO_TABLES not in [f.code for f in findings]:
        findings += _title_of_other_year(sheet, title, headers.row, year)
    if above := [r for r in rows if r < headers.row and _is_line(sheet, r, headers, found)]:
        where = Origin(sheet.name, address(above[0], 1))
        cells = f"{above[0]}–{above[-1]}" if len(above) > 1 else str(above[0])
        findings.append(codes.TABLE_LEFT_OUT.at(where, sheet=sheet.name, rows=cells))
        found.append(UnreadRows(above[0], above[-1], "raden står ovanför rubrikerna"))
    return found, findings


def _is_line(sheet: RawSheet, row: int, headers: Headers, found: list[UnreadRows]) -> bool:
    """Whether the row has a text and two figures below headers, as a line has, and is told of in no other way."""
    if any(one.first <= row <= one.last for one in found) or not has_figures(sheet, row):
        return False
    numbers = sum(sheet.cell(row, column).number is not None for column in headers.texts)
    texts = (sheet.cell(row, column).value for column in sheet.filled_columns(row))
    return numbers > 1 and any(isinstance(value, str) for value in texts)


def _starts(sheet: RawSheet, kind: Sheet, headers: Headers) -> Iterator[tuple[int, int, dict[int, str]]]:
    """The other rows that name two or more of the kind's columns, each with the first of its rows of headers and what
    those say."""
    names = frozenset().union(*(names_of(c) for c in kind.columns))
    for row in sheet.filled_rows():
        if headers.first <= row <= headers.row:
            continue
        texts = row_headers(sheet, row)
        if names_columns(sheet, row, names):
            begin = row - (headers.row - headers.first)
            upper = _with_upper_rows(sheet, kind, headers, range(begin, row + 1)) if begin < row else {}
            yield (row, begin, upper) if upper else (row, row, texts)
        elif row > headers.row:  # the headers again, with a figure of somebody's own beside them
            words = {p: header_parts(t)[0] for p, t in headers.texts.items()}
            again = {p: t for p, t in texts.items() if words.get(p) in names & {header_parts(t)[0]}}
            if len(again) > 2:
                yield row, row, again


def _with_upper_rows(sheet: RawSheet, kind: Sheet, headers: Headers, rows: range) -> dict[int, str]:
    """What the rows say together, where each is one of texts and the lowest has them in columns of our lowest; else nothing."""
    texts = [row_headers(sheet, row) for row in rows]
    if any(has_figures(sheet, row) for row in rows) or not all(texts):
        return {}
    if texts[-1].keys() - row_headers(sheet, headers.row).keys():
        return {}
    return texts_in_rows(sheet, kind, rows)


def _with_title(sheet: RawSheet, rows: list[int], row: int) -> int:
    """The first row of the lines of text that stand above the headers as their title."""
    above = [r for r in rows if r < row]
    while (
        above and len(sheet.filled_columns(above[-1])) <= _TITLE_CELLS and not has_figures(sheet, above[-1])
    ):
        if row - above[-1] > 2:
            break
        row = above.pop()
    return row


def _other_year(
    sheet: RawSheet, kind: Sheet, texts: dict[int, str], first: int, row: int, year: int | None
) -> int | None:
    """The year that the table says it is of, where that is not the workbook's."""
    if year is None:
        return None
    stated = set(_years(kind, texts))
    if not stated:
        stated = {y for _, years in _titles(sheet, first, row, year) for y in years}
    return max(stated) if stated and year not in stated else None


def _titles(
    sheet: RawSheet, first: int, row: int, year: int | None
) -> Iterator[tuple[tuple[int, int], set[int]]]:
    """The cells between the rows that say which years the table below them is of."""
    for place in ((r, c) for r in range(first, row) for c in sheet.filled_columns(r)):
        text = header_text(sheet.cell(*place))
        words = normalised(text)
        years = {int(y) for y in _YEAR.findall(text)}
        for begin, end in _SPAN.findall(text):
            years |= set(range(int(begin), int(end) + 1))
        if not years and year is not None and _LAST_YEAR.search(words):
            years = {year - 1}
        if years and not _DAY.search(text) and not OF_PAPER.search(words):
            yield place, years


def _title_of_other_year(sheet: RawSheet, first: int, row: int, year: int | None) -> list[Finding]:
    """An error at the title that says that the table which is read is a statement of another year."""
    for place, _ in _titles(sheet, first, row, year):
        said = plain(header_text(sheet.cell(*place)))
        if _STATEMENT.fullmatch(normalised(said)):
            where = Origin(sheet.name, address(*place))
            return [codes.WRONG_YEAR.at(where, headers=said, header=said, year=year, source="")]
    return []


def _years(kind: Sheet, texts: dict[int, str]) -> Iterator[int]:
    """The years of the columns that are of one; last year's beside this year's, which says none, is no other year."""
    said = [header_parts(text) for text in texts.values()]
    for column in kind.columns:
        years = [year for word, year in said if word in names_of(column)]
        if column.of_year and (column.required or kind.is_instead(column)) and None not in years:
            yield from (year for year in years if year)


def _same(texts: dict[int, str], others: dict[int, str]) -> bool:
    """Whether the row says the same headers in the same columns, or fewer of them."""
    return all(
        position in others and header_parts(text)[0] == header_parts(others[position])[0]
        for position, text in texts.items()
    )


def _names_all(kind: Sheet, texts: dict[int, str]) -> bool:
    """Whether the row names what a table of the kind needs; the names of its rows may stand under any header."""
    said = {header_parts(text)[0] for text in texts.values()}
    named = {c for c in kind.columns if names_of(c) & said}
    needed = [c for c in kind.columns if not (kind.named_by_place and c.names)]
    return not any(kind.lacks(column, named) for column in needed)
