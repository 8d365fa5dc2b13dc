"""Lines and the detail rows (Underlag) that they are sums of: every detail row is on exactly one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import is_equal
from xltool.binding.bound import BoundRow
from xltool.binding.cell_reading import Reader
from xltool.core.cell_text import shortened
from xltool.core.columns import Input
from xltool.core.long_columns import Account, Details
from xltool.core.numbers import decimals_of
from xltool.core.swedish import listed, number_text
from xltool.core.units import Money
from xltool.findings import codes
from xltool.sheets.lines.accounts import Accounts, parse_accounts
from xltool.sheets.lines.drafts import Draft, SortedRows
from xltool.sheets.lines.ledger_values import cell_words, held_values, value_of
from xltool.sheets.lines.line_kinds import LineColumns

_LISTED = 8  # accounts in a sentence


def named_accounts(
    row: BoundRow,
    name: str,
    account: str,
    columns: LineColumns,
    details: Details | None,
    reader: Reader,
) -> tuple[Accounts | None, dict[Input, float]]:
    """The accounts that the line names, and by empty amount the sum of their detail rows."""
    if details is None or not account:
        return None, {}
    named = parse_accounts(account)
    empty = [c for c in details.amounts if not row.has(c) and (c not in row.cells or row.cells[c].stored)]
    if named is None:
        if empty and columns.account is not None:
            where = row.origin(columns.account)
            fields = {"name": name, "value": shortened(account), "column": empty[0].header}
            reader.findings.append(codes.NOT_ACCOUNTS.at(where, **fields))
        return None, dict.fromkeys(empty, 0.0)
    named = replace(_as_written(named, details), where=held_values(row, details))
    sums = {c: sum_of(details, named, c) for c in empty}
    without = [c for c, total in sums.items() if total is None]
    if without:
        where = row.origin(columns.account or columns.name)
        words = listed([c.header.lower() for c in without])
        fields = {"name": name, "accounts": _accounts_words(account, row, details), "column": words}
        reader.findings.append(codes.NO_DETAILS.at(where, **fields))
    return named, {c: total or 0.0 for c, total in sums.items()}


def _accounts_words(account: str, row: BoundRow, details: Details) -> str:
    """`konto 50* med Verksamhet 215`."""
    values = [f"{one.name} {said}" for one in details.narrowed if (said := value_of(row, one))]
    return f"konto {account}" + (f" med {listed(values)}" if values else "")


def _as_written(named: Accounts, details: Details) -> Accounts:
    """The named accounts as the ledger writes them: 510 takes 0510 where there is no 510, and the other way round. Where
    there are both, each is one of its own, and none is left over in silence."""
    ones = named.ones
    bare = {one.lstrip("0"): one for one in ones}
    for account in details.accounts:
        short = account.lstrip("0")
        if named.take(account):
            continue
        twin = bare.get(short, short)
        if twin != account and twin not in details.accounts and named.take(twin):
            ones = (ones - {twin}) | {account}
    return replace(named, ones=ones) if ones != named.ones else named


def sum_of(details: Details, named: Accounts, column: Input) -> float | None:
    """The named accounts' detail rows of a column, in the workbook's unit; None where none has an amount."""
    parts = [
        part.sums[column]
        for number, account in details.accounts.items()
        if column in account.sums and named.take(number)
        for part in details.parts_of(number)
        if column in part.sums and named.holds(part.values)
    ]
    return details.convert(fsum(parts)) if parts else None


def check_accounts(
    sheet: str, drafts: Sequence[Draft], details: Details, columns: LineColumns, reader: Reader
) -> None:
    """Tells of accounts that no line takes or two lines take."""
    takers: list[tuple[Account, list[Draft]]] = []
    for number in details.accounts:
        taking = [d for d in drafts if d.named and d.named.take(number)]
        takers += [
            (part, [d for d in taking if d.named and d.named.holds(part.values)])
            for part in details.parts_of(number)
        ]
    left = [part for part, found in takers if not found]
    if left:
        where = min(left, key=lambda a: int(a.origin.row)).origin
        reader.findings.append(codes.DETAILS_LEFT_OVER.at(where, lines=sheet, accounts=_told(left, details)))
    twice: dict[tuple[int, int], list[Account]] = {}
    for part, found in takers:
        for first, second in combinations(found, 2):
            twice.setdefault((drafts.index(first), drafts.index(second)), []).append(part)
    for (one, other), accounts in sorted(twice.items()):
        first, second, column = drafts[one], drafts[other], columns.account or columns.name
        fields = {"first": first.name, "second": second.name, "cell": first.row.origin(column).cell}
        where = second.row.origin(column)
        reader.findings.append(
            codes.DETAILS_TAKEN_TWICE.at(where, accounts=_told(accounts, details), **fields)
        )


def against_details(rows: SortedRows, details: Details, reader: Reader) -> SortedRows:
    """Tells of stated amounts that their detail rows do not give. A stated amount that is exactly their sum becomes it
    again, as in a result that is read anew."""
    drafts = [_against_details(draft, details, reader) for draft in rows.drafts]
    return SortedRows(drafts, rows.totals, rows.headings, rows.narrows)


def _against_details(draft: Draft, details: Details, reader: Reader) -> Draft:
    if draft.named is None:
        return draft
    again = set()
    for column in details.amounts:
        if column in draft.summed or column not in draft.amounts:
            continue
        stated, computed = draft.amounts[column], sum_of(details, draft.named, column)
        if computed is None:
            continue  # the ledger says nothing of it
        if is_equal(stated, computed):
            again.add(column)
            continue
        step = Money(reader.money.unit, decimals_of(stated)).step
        rounded = abs(stated - computed) <= step + 1e-9
        code = codes.DETAILS_ROUNDED if rounded else codes.DETAILS_DIFFER
        shown = {"stated": number_text(stated), "computed": number_text(round(computed, 6))}
        where = draft.row.origin(column)
        reader.findings.append(code.at(where, name=draft.name, column=column.header, **shown))
    return replace(draft, summed=draft.summed | again) if again else draft


def _told(accounts: Sequence[Account], details: Details) -> str:
    """`konto 6110 (12 rader, utfall 45 300 kr) och konto 6230 (…)`, the largest first."""
    ordered = sorted(accounts, key=lambda a: -max(map(abs, a.sums.values()), default=0.0))
    shown = [
        f"konto {a.number}{_values(a, details)} ({counted_rows(a.count)}, {_sums(a.sums, details)})"
        for a in ordered[:_LISTED]
    ]
    rest = ordered[_LISTED:]
    if rest:
        sums = {c: fsum(a.sums.get(c, 0.0) for a in rest) for c in details.amounts}
        count = counted_rows(sum(a.count for a in rest))
        shown.append(f"{len(rest)} konton till ({count}, {_sums(sums, details)})")
    return listed(shown)


def _values(part: Account, details: Details) -> str:
    """`, Verksamhet 215`: what the rows hold in the columns that tell lines apart."""
    shown = zip(details.narrowed, part.values, strict=False)
    return "".join(f", {one.name} {cell_words(value) or '(tomt)'}" for one, value in shown)


def _sums(sums: Mapping[Input, float], details: Details) -> str:
    shown = [(c.header.lower(), round(sums[c], 6)) for c in details.amounts if c in sums]
    return ", ".join(f"{name} {number_text(amount)} {details.unit}" for name, amount in shown)


def counted_rows(count: int) -> str:
    return "1 rad" if count == 1 else f"{number_text(count)} rader"
