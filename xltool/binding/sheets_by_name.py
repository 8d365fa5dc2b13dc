"""Which sheet of a workbook is which kind: by name, by name without its year, by what stands on it (reading.md §8.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from types import MappingProxyType

from xltool.binding.bound_headers import says_amounts
from xltool.core.cells import RawBook, RawSheet
from xltool.core.columns import Sheet
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding

_DRESS = re.compile(r"\s*-\s*tabell \d+$|\s*\(\d+\)$")  # as Numbers exports it; a copied sheet
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")

_NOTHING: Mapping[str, str] = MappingProxyType({})
YearOf = Callable[[Mapping[str, RawSheet]], int | None]


def find_sheets(
    book: RawBook,
    kinds: Iterable[Sheet],
    passed_over: Iterable[str],
    year_of: YearOf,
    strangers: Container[str] = (),
    taught: Mapping[str, str] = _NOTHING,
) -> tuple[dict[str, RawSheet], list[Finding]]:
    """The workbook's sheet for each kind's key, and what is told of the others. `passed_over` are names that need no word,
    `strangers` sheets that are none of the kinds; `year_of` is the workbook's year by the sheets that are known by their
    names. `taught` are the sheets that are one of the kinds, with its title."""
    every = tuple(kinds)
    quiet = {normalised(name) for name in passed_over}
    found, findings = named_sheets(book, every, strangers, taught)
    left = [s for s in book.sheets if s not in found.values() and normalised(s.name) not in quiet]
    left = [s for s in left if not any(f.origin and f.origin.sheet == s.name for f in findings)]
    year = year_of(found) if left else None
    for kind in every:
        if kind.key in found:
            findings += _of_this_year_too(kind, left, year, found[kind.key])
        else:
            findings += _by_bare_name(kind, left, year, found)
            left = [s for s in left if s not in found.values()]
    left = _without_word(left, findings)
    for kind in every:
        if kind.by_content and kind.key not in found:
            saying = [s for s in left if _is_of(s, year) and says_amounts(s, kind, year)]
            findings += _by_content(kind, saying, found)
            left = [s for s in left if s not in saying]
    return found, [*findings, *map(_unused, left)]


def named_sheets(
    book: RawBook, kinds: Iterable[Sheet], strangers: Container[str], taught: Mapping[str, str] = _NOTHING
) -> tuple[dict[str, RawSheet], list[Finding]]:
    """The sheet for each kind's key by name or alias, or as it is `taught`, and an error for a second one. `strangers` are
    none of the kinds, whatever they are called."""
    findings: list[Finding] = []
    by_name = {normalised(name): kind for kind in kinds for name in _names(kind)}
    found: dict[str, RawSheet] = {}
    for sheet in book.sheets:
        name = normalised(taught.get(sheet.name, sheet.name))
        kind = by_name.get(name) if sheet.name not in strangers else None
        if kind is None:
            continue
        if kind.key in found:
            findings.append(_two(kind, found[kind.key], sheet))
        else:
            found[kind.key] = sheet
    return found, findings


def unused_sheets(book: RawBook, found: Mapping[str, RawSheet], passed_over: Iterable[str]) -> list[Finding]:
    """What is told of sheets that are no kind's."""
    quiet = {normalised(name) for name in passed_over}
    return [_unused(s) for s in book.sheets if s not in found.values() and normalised(s.name) not in quiet]


def bare_name(name: str) -> str:
    """The sheet's normalised name without year and dress: `Drift 2024 - Tabell 1` → `drift`."""
    bare = _YEAR.sub(" ", _DRESS.sub("", normalised(name)))
    return " ".join(bare.strip(" -_.,()").split())


def _names(kind: Sheet) -> tuple[str, ...]:
    return (kind.title, *kind.aliases)


def _by_bare_name(
    kind: Sheet, left: Sequence[RawSheet], year: int | None, found: dict[str, RawSheet]
) -> list[Finding]:
    """Puts the kind's sheet among the found, where one is called so but for its year; that must be the workbook's."""
    names = {normalised(name) for name in _names(kind)}
    called = [s for s in left if bare_name(s.name) in names and _is_of(s, year)]
    if not called:
        return []
    dated = [s for s in called if year and str(year) in s.name]
    if len(called) > 1 and len(dated) != 1:
        return [_two(kind, called[0], called[1])]
    found[kind.key] = (dated or called)[0]
    return []


def _of_this_year_too(
    kind: Sheet, left: Sequence[RawSheet], year: int | None, chosen: RawSheet
) -> list[Finding]:
    """An error for a sheet of the chosen one's kind that bears the workbook's year, where that bears none."""
    names = {normalised(name) for name in _names(kind)}
    others = [
        s for s in left if year and str(year) in s.name and bare_name(s.name) in names and s.filled_rows()
    ]
    return [_two(kind, chosen, others[0])] if others and str(year) not in chosen.name else []


def _by_content(kind: Sheet, saying: Sequence[RawSheet], found: dict[str, RawSheet]) -> list[Finding]:
    """Puts the one sheet whose headers say the kind's amounts among the found; two such are asked about."""
    if not saying:
        return []
    where = Origin(saying[0].name, "A1")
    if len(saying) > 1:
        names = listed([s.name for s in saying])
        return [codes.SHEETS_ALIKE.at(where, sheets=names, sheet=kind.title)]
    found[kind.key] = saying[0]
    return [codes.SHEET_BY_CONTENT.at(where, found=saying[0].name, sheet=kind.title)]


def _is_of(sheet: RawSheet, year: int | None) -> bool:
    """Whether the sheet's name states no other year than the workbook's."""
    stated = {int(y) for y in _YEAR.findall(plain(sheet.name))}
    return year is None or not stated or year in stated


def _two(kind: Sheet, first: RawSheet, second: RawSheet) -> Finding:
    where = Origin(second.name, "A1")
    return codes.TWO_SHEETS.at(where, first=first.name, second=second.name, sheet=kind.title)


def _without_word(left: Sequence[RawSheet], findings: Sequence[Finding]) -> list[RawSheet]:
    """The sheets that nothing has been said of yet."""
    told = {f.origin.sheet for f in findings if f.origin}
    return [s for s in left if s.name not in told]


def _unused(sheet: RawSheet) -> Finding:
    return codes.UNKNOWN_SHEET.at(Origin(sheet.name, "A1"), sheet=sheet.name)
