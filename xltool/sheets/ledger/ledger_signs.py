"""The signs of a ledger: booking's, debit plus and credit minus, unless Uppgifter says otherwise; the classes of its
accounts are the evidence (reading.md §3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum

from msgspec.structs import replace

from xltool.binding.evidence import Evidence, Weighed, weigh
from xltool.core.columns import Input
from xltool.core.long_columns import Details
from xltool.core.origin import Origin
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.settings.settings_rows import LEDGER_BOOKED, LEDGER_SIGN, LEDGER_TURNED, Settings

_INCOME, _COSTS = "intäkter (klass 3)", "kostnader (klass 4–7)"
_CLASSES: Mapping[str, str] = {"3": _INCOME} | dict.fromkeys("4567", _COSTS)
_SHORTEST = 3  # digits of an account that has a class


def check_signs(details: Details, column: Input, settings: Settings, first: Origin) -> list[Finding]:
    """What the signs of a column, as they were written, say against how they are taken."""
    turn = -1.0 if settings.ledger_turned else 1.0
    sums = {n: turn * a.sums[column] for n, a in details.accounts.items() if column in a.sums}
    sheet = details.sheet
    taken = LEDGER_TURNED if settings.ledger_turned else LEDGER_BOOKED
    declared = settings.origins.get(LEDGER_SIGN.key)
    weighed = weigh((LEDGER_BOOKED, LEDGER_TURNED), _evidence(sums, settings))
    figures = weighed.undeclared
    if taken in figures.left:
        return []
    found = " och ".join(one.looked_at for one in figures.heard)
    if figures.contradicts:
        return [codes.LEDGER_SIGNS_UNCLEAR.at(first, sheet=sheet, found=found)]
    if declared is not None and len(figures.heard) == 1:
        return []  # income alone, or costs alone, proves less than what somebody said
    return [_asked(figures, taken, declared, sheet, found, first)]


def _asked(
    figures: Weighed[str], taken: str, declared: Origin | None, sheet: str, found: str, first: Origin
) -> Finding:
    said = f"{taken} tecken, som Uppgifter säger" if declared else "bokföringens tecken"
    told = codes.LEDGER_TURNED_SIGNS.at(first, sheet=sheet, found=found, said=said)
    values = figures.left if len(figures.heard) > 1 else (*figures.left, taken)
    remedies = tuple(Remedy("Uppgifter", value, label=LEDGER_SIGN.label) for value in values)
    return replace(told, remedies=remedies)


def _evidence(sums: Mapping[str, float], settings: Settings) -> Iterator[Evidence[str]]:
    declared = settings.origins.get(LEDGER_SIGN.key)
    if declared is not None:
        said = LEDGER_TURNED if settings.ledger_turned else LEDGER_BOOKED
        yield Evidence(f"Uppgifter säger {said}", frozenset({said}), declared, declared=True)
    for words in (_INCOME, _COSTS):
        own = [s for n, s in sums.items() if _class(n) == words]
        plus, minus = fsum(s for s in own if s > 0), -fsum(s for s in own if s < 0)
        if plus == minus:
            continue
        is_booked = (plus < minus) == (words == _INCOME)
        shown = f"{words} som {'plus' if plus > minus else 'minus'}"
        yield Evidence(shown, frozenset({LEDGER_BOOKED if is_booked else LEDGER_TURNED}))


def _class(account: str) -> str:
    return _CLASSES.get(account[0], "") if account.isdigit() and len(account) >= _SHORTEST else ""
