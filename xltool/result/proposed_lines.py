"""A board's first lines, proposed from its ledger: a line a group of accounts, and every account on exactly one."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from msgspec import Struct

from xltool.core.columns import Input
from xltool.core.long_columns import Details
from xltool.core.scalars import Scalar
from xltool.sheets.ledger.account_groups import Chart, Group, chart_of, group_of
from xltool.sheets.lines.accounts import parse_accounts
from xltool.sheets.lines.ledger_lines import sum_of
from xltool.sheets.lines.line_kinds import LineKind
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow


class ProposedLines(Struct, frozen=True):
    """The lines of both blocks. `chart` is the one whose groups they are, `alone` the accounts that belong to no group of it,
    `amounts` those of the lines' columns that the ledger fills."""

    income: list[FilledRow]
    cost: list[FilledRow]
    chart: Chart
    alone: list[str]
    amounts: list[Input]


def proposed_lines(details: Details, names: Mapping[str, str]) -> ProposedLines:
    """The lines for the ledger's accounts, in the order of their numbers, with its budget and last year. `names` are the
    accounts'."""
    chart = chart_of({a: name for a, name in names.items() if a in details.accounts})
    members: dict[Group, list[str]] = {}
    for account in sorted(details.accounts):
        members.setdefault(group_of(account, names.get(account, ""), chart), []).append(account)
    amounts = [c for c in (operating.BUDGET, operating.PRIOR_ACTUAL) if c in details.amounts]
    rows: dict[LineKind, list[FilledRow]] = {LineKind.INCOME: [], LineKind.COST: []}
    for group, accounts in members.items():
        kind = group.kind or _by_amounts(details, accounts)
        rows[kind].append(_row(details, group, amounts))
    alone = [group.accounts for group in members if group.alone]
    return ProposedLines(rows[LineKind.INCOME], rows[LineKind.COST], chart, alone, amounts)


def _by_amounts(details: Details, accounts: list[str]) -> LineKind:
    """Income is booked as credit, which is minus: by the actual, else by the budget, else by last year."""
    for column in details.amounts:
        total = fsum(details.accounts[a].sums.get(column, 0.0) for a in accounts)
        if total:
            return LineKind.INCOME if total < 0 else LineKind.COST
    return LineKind.COST


def _row(details: Details, group: Group, amounts: list[Input]) -> FilledRow:
    named = parse_accounts(group.accounts)
    row: dict[Input, Scalar] = {operating.ACCOUNT: group.accounts, operating.NAME: group.name}
    if named is not None:
        row |= {column: sum_of(details, named, column) or 0.0 for column in amounts}
    return row
