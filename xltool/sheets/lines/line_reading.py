"""Reading a sheet of lines: rows sorted, kinds and signs found, totals checked; the lines as ours."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.cell_reading import Reader
from xltool.core.long_columns import Details
from xltool.core.units import SignRule
from xltool.findings import codes
from xltool.findings.finding import has_errors
from xltool.sheets.lines.budget_parts import check_revised, with_revised
from xltool.sheets.lines.income_and_cost import with_added, with_nets, without_added
from xltool.sheets.lines.ledger_lines import against_details, check_accounts
from xltool.sheets.lines.line_blocks import lines_in_blocks
from xltool.sheets.lines.line_checks import check_duplicates, check_forecast, check_size, check_units
from xltool.sheets.lines.line_kinds import LineColumns, Lines
from xltool.sheets.lines.line_kinds_found import kinds_of
from xltool.sheets.lines.line_sorting import sorted_rows
from xltool.sheets.lines.odd_lines import ask_of_no_money, tell_odd_lines
from xltool.sheets.lines.opposed_signs import budget_is_opposed, tell_odd_signs
from xltool.sheets.lines.our_signs import as_ours, budget_turned
from xltool.sheets.lines.part_units import check_part_units, check_small
from xltool.sheets.lines.sign_rule import sign_rule
from xltool.sheets.lines.stated_nets import tell_turned_nets
from xltool.sheets.lines.stated_variances import bound_variance
from xltool.sheets.lines.total_checks import check_below_totals


class SignsAs(Struct, frozen=True):
    """What Uppgifter says of signs: the rule, None where it is silent; and whether the budget is written with the sign
    of a grant (kommunbidrag) against costs."""

    rule: SignRule | None = None
    budget_turned: bool = False


def read_lines(
    bound: Bound,
    columns: LineColumns,
    reader: Reader,
    signs: SignsAs,
    details: Details | None = None,
    *,
    own: bool = False,
) -> Lines | None:
    """The sheet's lines in their blocks, in our signs; None where it has none, or where an error makes the figures
    unusable. Amounts that are empty come from the detail rows whose accounts the line names. xltool's `own` result is
    what it says."""
    before = len(reader.findings)
    added = with_nets(bound, columns, reader, own=own, budget_turned=signs.budget_turned)
    if added is None:
        return None
    if columns.budget not in added:
        added |= with_revised(bound, columns, own=own)
    rows = without_added(sorted_rows(bound, columns, reader, details, own=own), added)
    if details is not None:
        check_accounts(bound.name, rows.drafts, details, columns, reader)
    if not rows.drafts:
        return None
    kinds = kinds_of(rows, columns, reader, own=own)
    if kinds is None:
        return None
    check_duplicates(rows, kinds, columns, reader)
    if signs.budget_turned and not own:
        rows = budget_turned(rows, columns)
    rule: SignRule | None = (
        SignRule.NEGATIVE
    )  # a result is written in ours, and what it holds has been asked about
    if not own:
        ask_of_no_money(bound, rows, kinds, columns, reader)
        budget_is_opposed(rows, kinds, columns, reader)
        told = has_errors(reader.findings[before:])
        rule = None if told else sign_rule(rows, kinds, columns, signs.rule, reader)
    if rule is None or has_errors(reader.findings[before:]):
        return None
    rows = as_ours(rows, kinds, rule, columns)
    if details is not None:
        rows = against_details(rows, details, reader)
    if not own:
        tell_odd_signs(rows, kinds, columns, reader)
        tell_odd_lines(rows, kinds, columns, reader)
        check_units(rows.drafts, columns, reader)
        check_part_units(rows.drafts, kinds, columns, bound.name, reader)
        check_small(rows.drafts, columns, bound.name, reader)
        check_size(rows.drafts, columns, bound.name, reader)
        check_forecast(rows.drafts, columns, reader)
        check_revised(rows.drafts, bound, columns, added, reader)
        check_below_totals(rows, columns, reader)
        tell_turned_nets(rows, rule, reader)
    variance = bound_variance(rows, kinds, columns, reader)
    lines = with_added(lines_in_blocks(rows, kinds, columns, variance, reader), columns, added)
    lines = _with_groups(lines, bound, columns, reader, details)
    return replace(lines, signs=rule)


def _with_groups(
    lines: Lines, bound: Bound, columns: LineColumns, reader: Reader, details: Details | None
) -> Lines:
    """The lines with what the sheet calls the column of groups; one that neither groups anything nor tells detail rows
    apart is told as any other column is that is not used."""
    group = columns.group
    if group is None or group not in bound.columns:
        return lines
    narrows = details is not None and any(one.column is group for one in details.narrowed)
    if lines.grouped_by or narrows:
        return replace(lines, grouped_by=bound.called[group])
    reader.findings.append(
        codes.UNKNOWN_COLUMN.at(bound.origin(group), column=bound.called[group], said="används inte")
    )
    del bound.columns[group]
    return lines
