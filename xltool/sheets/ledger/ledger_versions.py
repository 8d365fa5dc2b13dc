"""Budget and actual in one column of amounts, told apart by a version (ledger.md §3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from xltool.core.cell_arrays import Kind
from xltool.core.columns import Input
from xltool.core.numbers import plain
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.ledger.array_types import Floats, Mask
from xltool.sheets.ledger.ledger_amounts import CHOICE, LedgerAmounts
from xltool.sheets.ledger.ledger_columns import ACTUAL, BUDGET
from xltool.sheets.ledger.ledger_faults import Reading
from xltool.sheets.ledger.ledger_meanings import VERSION, version_kind


class Versions(Struct):
    """Each row's version as a place among `words`, -1 where it says none; `kinds` are what they are, with their years."""

    places: NDArray[np.intp]
    words: Sequence[str]
    kinds: Sequence[tuple[str, int | None]]

    def years(self) -> Floats:
        """The year of each row's version, NaN where it has none."""
        return np.array([*(np.nan if year is None else year for _, year in self.kinds), np.nan])[self.places]


def read_versions(reading: Reading, amounts: LedgerAmounts) -> Versions | None:
    """The versions of the one column of amounts; None where there is no such thing."""
    if VERSION not in reading.roles or list(amounts.columns) != [ACTUAL]:
        return None
    raw = reading.column(VERSION)
    places = np.full(len(raw.kinds), -1, np.intp)
    is_text = raw.kinds == Kind.TEXT
    found, different = pd.factorize(raw.numbers[is_text])
    texts = [plain(reading.texts[int(n)]) for n in different]
    words = list(dict.fromkeys(normalised(t) for t in texts))
    if not words:
        return None
    first = {normalised(t): t for t in reversed(texts)}
    places[is_text] = np.array([words.index(normalised(t)) for t in texts], np.intp)[found]
    return Versions(places, [first[w] for w in words], [version_kind(w) for w in words])


def split_versions(
    reading: Reading, amounts: LedgerAmounts, versions: Versions, counts: Mask, chosen: Mapping[str, str]
) -> None:
    """Budget and actual of one column of amounts, told apart by the version; more than two are asked about."""
    here = counts & ~np.isnan(amounts.frame[ACTUAL.header].to_numpy(float))
    present = sorted(set(versions.places[here].tolist()))
    taken = _taken(versions, present, chosen)
    if taken is None:
        if len(present) > 1:
            reading.findings.append(_asked(reading, versions, present, here))
        return
    values, header = amounts.frame[ACTUAL.header].to_numpy(float), amounts.columns.pop(ACTUAL)
    reading.roles.setdefault(BUDGET, reading.number(ACTUAL))
    amounts.unsplit, amounts.frame = amounts.frame, pd.DataFrame(index=amounts.frame.index)
    for column, place in taken.items():
        amounts.frame[column.header] = np.where(versions.places == place, values, np.nan)
        amounts.columns[column] = f"{header}, {reading.header(VERSION)} {versions.words[place]}"
    amounts.aside = here & ~np.isin(versions.places, list(taken.values()))


def _taken(versions: Versions, present: Sequence[int], chosen: Mapping[str, str]) -> dict[Input, int] | None:
    """Which version is which column; None where that is not clear."""
    named = {c: normalised(chosen.get(c.header, "")) for c in (BUDGET, ACTUAL)}
    result: dict[Input, int] = {}
    for column, kind in ((BUDGET, "budget"), (ACTUAL, "actual")):
        by_name = [p for p in present if p >= 0 and normalised(versions.words[p]) == named[column]]
        fitting = by_name or [p for p in present if p >= 0 and versions.kinds[p][0] == kind]
        if len(fitting) > 1:
            return None
        result |= {column: fitting[0]} if fitting else {}
        if by_name:
            present = [p for p in present if versions.kinds[p][0] != kind or p in by_name]
    is_chosen = any(named.values()) and any(
        normalised(versions.words[p]) in named.values() for p in result.values()
    )
    everything = set(present) <= set(result.values())
    return result if result and (everything or (is_chosen and -1 not in present)) else None


def _asked(reading: Reading, versions: Versions, present: Sequence[int], here: Mask) -> Finding:
    words = [f"»{versions.words[p]}«" if p >= 0 else "rader utan version" for p in present]
    first = int(np.flatnonzero(here & (versions.places == present[-1]))[0])
    fields = {"column": reading.header(VERSION), "sheet": reading.bound.name, "versions": listed(words)}
    told = codes.LEDGER_VERSIONS.at(reading.where(first, VERSION), **fields)
    budgets, actuals = (
        [versions.words[p] for p in present if p >= 0 and versions.kinds[p][0] == kind]
        for kind in ("budget", "actual")
    )
    named = [Remedy("Uppgifter", word, label=CHOICE[BUDGET]) for word in budgets]
    others = [Remedy("Uppgifter", word, label=CHOICE[ACTUAL]) for word in actuals]
    if not named or not others:
        return replace(told, remedies=(*named, *others))
    if len(others) > 1:
        named = [replace(one, together=(other,)) for one in named for other in others]
    return replace(told, remedies=tuple(named))
