"""Which records of a SIE file give the actual, and what the others say beside them (ledger.md §4, 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from xltool.core.sie import Booked, SieFile, by_account
from xltool.core.swedish import listed, number_text
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.ledger.sie_objects import ObjectRows, counted, totals_of
from xltool.sheets.ledger.sie_span import Span, is_counted

RESULTS, BALANCES, VOUCHERS = "årssaldona (#RES 0)", "månadssaldona (#PSALDO 0)", "verifikationerna (#TRANS)"
_SHOWN = 5  # accounts in a sentence


class Totals(Struct, frozen=True):
    """What each account comes to, by the records that say it."""

    source: str
    by_account: Mapping[str, Booked]


def actuals(file: SieFile, span: Span, way: ObjectRows) -> list[Totals]:
    """Everything that the file says of the actual to the month, what counts first; empty where it says nothing."""
    found: list[Totals] = []
    results = {a: b for a, b in file.results.get(0, {}).items() if is_counted(a)}
    if file.results.get(0) and (span.is_year or file.through[:6] == span.last):
        found.append(Totals(RESULTS, results))
    balances = {key: b for key, b in counted(file.balances).items() if span.holds(key)}
    if file.balances:
        found.append(Totals(BALANCES, totals_of(balances, way)))
    if file.postings or file.vouchers:
        postings = {key: b for key, b in counted(file.postings).items() if span.holds(key)}
        found.append(Totals(VOUCHERS, by_account(postings)))
    return found


def differences(found: list[Totals], name: str) -> Iterator[Finding]:
    """What the others say that is not what the first says."""
    first, *others = found
    for other in others:
        accounts = sorted({*first.by_account, *other.by_account})
        unlike = [
            (a, ore_of(first, a), ore_of(other, a)) for a in accounts if ore_of(first, a) != ore_of(other, a)
        ]
        if not unlike:
            continue
        unlike.sort(key=lambda one: -abs(one[1] - one[2]))
        shown = [f"konto {a} ({kr(one)} mot {kr(two)} kr)" for a, one, two in unlike[:_SHOWN]]
        more = [f"{len(unlike) - _SHOWN} konton till"] if len(unlike) > _SHOWN else []
        fields = {"first": first.source, "others": other.source[:1].upper() + other.source[1:]}
        yield codes.LEDGER_SOURCES_DIFFER.at(None, name=name, accounts=listed([*shown, *more]), **fields)


def ore_of(totals: Totals, account: str) -> int:
    booked = totals.by_account.get(account)
    return booked.ore if booked else 0


def kr(ore: int) -> str:
    """Öre as kronor, with both decimals where there are any."""
    text = number_text(ore / 100)
    return f"{text}0" if ore % 10 == 0 and ore % 100 else text


def accounts_words(rows: Mapping[str, Booked]) -> str:
    """`konto 9999 (800 kr) och konto 9301 (−2 kr)`, the largest first."""
    ordered = sorted(rows, key=lambda a: (-abs(rows[a].ore), a))
    shown = [f"konto {a} ({kr(rows[a].ore)} kr)" for a in ordered[:_SHOWN]]
    rest = ordered[_SHOWN:]
    more = [f"{len(rest)} konton till ({kr(sum(rows[a].ore for a in rest))} kr)"] if rest else []
    return listed([*shown, *more])
