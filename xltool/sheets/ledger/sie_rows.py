"""The detail rows that a SIE file comes to: by account, objects and month, with actual, budget and last year beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core.sie import Booked, Key, SieFile, by_account
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.ledger.ledger_selection import Selection, parse_selection
from xltool.sheets.ledger.sie_objects import (
    ObjectRows,
    counted,
    object_rows,
    objects_alone,
    of_selection,
    parted,
)
from xltool.sheets.ledger.sie_sources import (
    BALANCES,
    RESULTS,
    VOUCHERS,
    Totals,
    accounts_words,
    actuals,
    differences,
    kr,
)
from xltool.sheets.ledger.sie_span import Span, is_counted, words_of
from xltool.sheets.settings.settings_rows import (
    COUNTS,
    COUNTS_NOT,
    OBJECT_BUDGET,
    SELECTION,
    Settings,
)

_LISTED = 12  # objects in a hint


class SieRows(Struct):
    """The rows of each amount in öre, None of an amount that the file does not have; `period_budget` is that to the month.
    `told` says for Kontroll which records gave what."""

    actual: Mapping[Key, Booked] = field(default_factory=dict)
    budget: Mapping[Key, Booked] | None = None
    period_budget: Mapping[Key, Booked] | None = None
    prior: Mapping[Key, Booked] | None = None
    told: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def sie_rows(file: SieFile, name: str, span: Span, settings: Settings, wanted: Iterable[str]) -> SieRows:
    """The rows of the file to the month; with findings, errors among them where it cannot be told what counts. `wanted`
    are the dimensions by which lines are told apart."""
    rows, way, wanted_dimensions = SieRows(), object_rows(file), frozenset(wanted)
    if settings.selection:
        _selected(rows, file, name, span, way, settings)
        return rows
    found = actuals(file, span, way)
    if not found:
        problem = "säger inte hur mycket som är bokfört till en månad (#OMFATTN, #PSALDO eller #TRANS)"
        rows.findings.append(codes.LEDGER_PERIOD.at(None, name=name, problem=problem, wanted=words_of(span)))
        return rows
    rows.findings += differences(found, name)
    if not file.results.get(0) and not file.balances:
        rows.findings.append(codes.LEDGER_VOUCHERS_ALONE.at(None, name=name))
    rows.findings += _untested(file, name, way, found[0])
    rows.actual = _detailed(file, span, way, found[0], wanted_dimensions)
    rows.told["Utfall ur"] = f"{found[0].source}, {words_of(span)}"
    if way is not ObjectRows.NONE:
        rows.told["Objekt"] = way.value
    _budgets(rows, file, name, span, way, settings, wanted_dimensions)
    if -1 in file.results and not wanted_dimensions:
        earlier = {a: b for a, b in file.results[-1].items() if is_counted(a)}
        # It has no objects, so it cannot be told apart by those that lines name.
        rows.prior = {(a, (), ""): b for a, b in earlier.items()}
        rows.told["Utfall föregående år ur"] = "årssaldona (#RES −1)"
    rows.findings += _aside(file, name)
    return rows


def _untested(file: SieFile, name: str, way: ObjectRows, first: Totals) -> list[Finding]:
    """What is said where rows on objects cannot be tested and the figures hang on them."""
    if way is not ObjectRows.UNTESTED:
        return []
    used = [] if first.source == RESULTS else ["#PSALDO"]
    used += ["#PBUDGET"] if any(key[1] for key in counted(file.budgets)) else []
    alone = objects_alone(counted(file.balances), way) if first.source == BALANCES else {}
    told = [codes.LEDGER_OBJECTS_ASSUMED.at(None, name=name, column=listed(used))] if used else []
    if alone:
        problem = (
            f"har utfall bara på objekt för {accounts_words(alone)} och inga årssaldon att pröva det mot"
        )
        told.append(codes.NOT_A_LEDGER.at(None, name=name, problem=f"den {problem}"))
    return told


def _detailed(
    file: SieFile, span: Span, way: ObjectRows, first: Totals, wanted: frozenset[str]
) -> dict[Key, Booked]:
    """The actual by objects and month as far as the file tells, each account as `first` has it."""
    rows = counted(file.postings) or counted(file.balances)
    if not file.postings:
        rows = parted(rows, way, wanted)
    rows = {key: b for key, b in rows.items() if span.holds(key) and b.ore}
    shown = by_account(rows)
    for account, booked in first.by_account.items():
        rest = booked.ore - (shown[account].ore if account in shown else 0)
        if rest or account not in shown:
            _put(rows, (account, (), ""), Booked(rest, booked.line))
    for account in shown.keys() - first.by_account.keys():
        _put(rows, (account, (), ""), Booked(-shown[account].ore, shown[account].line))
    return rows


def _put(rows: dict[Key, Booked], key: Key, booked: Booked) -> None:
    rows[key] = rows[key].plus(booked) if key in rows else booked


def _budgets(
    rows: SieRows,
    file: SieFile,
    name: str,
    span: Span,
    way: ObjectRows,
    settings: Settings,
    wanted: frozenset[str],
) -> None:
    """The budget of the year, all months, and that to the month."""
    budgets = counted(file.budgets)
    if not budgets:
        return
    alone = objects_alone(budgets, way)
    if alone and not settings.object_budget:
        rows.findings.append(_asked(name, alone))
    counts = settings.object_budget == COUNTS
    kept = {key: b for key, b in budgets.items() if key[0] not in alone or counts}
    split = parted({key: b for key, b in kept.items() if key[0] not in alone}, way, wanted)
    split |= {key: b for key, b in kept.items() if key[0] in alone}
    rows.budget = split
    rows.told["Budget ur"] = "budgeten (#PBUDGET 0), alla månader"
    if not span.is_year:
        rows.period_budget = {key: b for key, b in split.items() if span.holds(key)}


def _asked(name: str, alone: Mapping[str, Booked]) -> Finding:
    total = kr(sum(b.ore for b in alone.values()))
    told = codes.OBJECT_BUDGET.at(None, name=name, accounts=accounts_words(alone), sum=total)
    remedies = tuple(Remedy("Uppgifter", word, label=OBJECT_BUDGET.label) for word in (COUNTS, COUNTS_NOT))
    return replace(told, remedies=remedies)


def _aside(file: SieFile, name: str) -> list[Finding]:
    """What the file has that is no part of operation."""
    results = {a: b for a, b in file.results.get(0, {}).items() if not is_counted(a) and b.ore}
    more = {a: b for a, b in by_account(file.postings).items() if file.kinds.get(a, "") in ("I", "K")}
    others = {a: b for a, b in more.items() if not is_counted(a) and a not in results} | results
    budgets = {a: b for a, b in by_account(file.budgets).items() if not is_counted(a) and b.ore}
    groups = [("Resultat på konton utanför klass 3–8", others), ("Budget på balanskonton", budgets)]
    told = [
        codes.LEDGER_ASIDE.at(None, name=name, what=what, accounts=accounts_words(found))
        for what, found in groups
        if found
    ]
    if file.has_prior_budget:
        what = "Budget för föregående år (#PBUDGET −1)"
        told.append(
            codes.LEDGER_ASIDE.at(None, name=name, what=what, accounts="den gäller inte årets budget")
        )
    return told


# --- a part of it --------------------------------------------------------------------------------------------


def _selected(
    rows: SieRows, file: SieFile, name: str, span: Span, way: ObjectRows, settings: Settings
) -> None:
    """The rows of the objects that Urval names: from the balances on objects, else from the vouchers."""
    names = _dimensions(file)
    chosen = parse_selection(settings.selection, list(names))
    if chosen is None:
        found = listed(sorted({label for label in file.dimensions.values() if label})) or "inga dimensioner"
        _unknown(rows, name, settings, "har ingen sådan dimension (en dimension i taget)", found)
        return
    dimension = names[chosen.name]
    every = (*file.balances, *file.postings, *file.budgets)
    known = {c for d, c in file.objects if d == dimension} | {
        c for _, objects, _ in every for d, c in objects if d == dimension
    }
    missing = [code for code in chosen.codes if code not in known]
    if missing:
        shown = sorted(known)
        found = listed([*shown[:_LISTED], *(["…"] if len(shown) > _LISTED else [])]) or "inga objekt"
        _unknown(rows, name, settings, f"har inget {chosen.name} {listed(missing)}", found)
        return
    _select(rows, file, span, way, Selection(dimension, chosen.codes))
    rows.told["Urval"] = settings.selection
    if not rows.actual and not rows.budget:
        _unknown(rows, name, settings, "har inga belopp på det", "belopp på andra objekt")


def _dimensions(file: SieFile) -> dict[str, str]:
    """The dimensions' numbers by what Urval may call them."""
    names = {label: number for number, label in file.dimensions.items() if label}
    return names | {number: number for number in {d for d, _ in file.objects} | set(file.dimensions)}


def selected_name(file: SieFile, selection: str) -> str:
    """What the file calls the one object that is selected; empty where it is not one, or has no name."""
    names = _dimensions(file)
    chosen = parse_selection(selection, list(names))
    if chosen is None or len(chosen.codes) != 1:
        return ""
    return file.objects.get((names[chosen.name], chosen.codes[0]), "")


def _select(rows: SieRows, file: SieFile, span: Span, way: ObjectRows, chosen: Selection) -> None:
    dimension, picked = chosen.name, chosen.codes
    balances = of_selection(counted(file.balances), dimension, picked, added=way is ObjectRows.ADD)
    source = BALANCES if balances else VOUCHERS
    actual = balances or of_selection(counted(file.postings), dimension, picked, added=True)
    rows.actual = {key: b for key, b in actual.items() if span.holds(key)}
    rows.told["Utfall ur"] = f"{source}, {words_of(span)}"
    budget = of_selection(counted(file.budgets), dimension, picked, added=way is ObjectRows.ADD)
    if budget:
        rows.budget = budget
        rows.told["Budget ur"] = "budgeten (#PBUDGET 0) på urvalet"
        rows.period_budget = None if span.is_year else {k: b for k, b in budget.items() if span.holds(k)}


def _unknown(rows: SieRows, name: str, settings: Settings, problem: str, found: str) -> None:
    where = settings.origins.get(SELECTION.key)
    fields = {"value": settings.selection, "problem": problem, "found": found}
    rows.findings.append(codes.SELECTION_UNKNOWN.at(where, name=name, **fields))
