"""Whether each line is an income or a cost: by Typ, the total of its block, the heading above it, its account; or the
net of both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from xltool.binding.cell_reading import Reader
from xltool.binding.stated_totals import Stated
from xltool.findings import codes
from xltool.sheets.lines.drafts import TOTAL_OF, Heading, SortedRows
from xltool.sheets.lines.kind_words import by_account, by_word
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.net_lines import are_nets


def kinds_of(
    rows: SortedRows, columns: LineColumns, reader: Reader, *, own: bool = False
) -> list[LineKind] | None:
    """Each line's kind by Typ, by the total row of its block, or by its account's class; or the one kind of all. None after
    an error."""
    if columns.only is not None:
        return [columns.only] * len(rows.drafts)
    if are_nets(rows, columns, reader.money, own=own):
        return [LineKind.NET] * len(rows.drafts)
    findings = reader.findings
    # Whether a row is the sum of the others comes first: what is summed may be nets, and be of no kind.
    asked = any(f.code is codes.SUM_OR_LINE for f in findings)
    kinds: list[LineKind] = []
    sure = True
    for index, draft in enumerate(rows.drafts):
        closing = _closing_total(rows.totals, index)
        by_total = next((k for k, label in TOTAL_OF.items() if closing and closing.kind is label), None)
        headed = _headed(rows.headings, rows.totals, index)
        kind = draft.stated_kind or by_total or headed or by_word(draft.name) or by_account(draft.account)
        if draft.stated_kind and by_total and draft.stated_kind is not by_total:
            assert closing is not None
            sure = False
            where = draft.row.origin(columns.kind or columns.name)
            findings.append(
                codes.KIND_CONTRADICTED.at(
                    where, name=draft.name, kind=draft.stated_kind.value, total=closing.name
                )
            )
        if kind is None and (asked or draft.is_asked):
            sure = False
        elif kind is None:
            given = draft.account and f", och det säger inte heller konto {draft.account}"
            where = draft.row.origin(columns.name)
            findings.append(codes.KIND_UNKNOWN.at(where, name=draft.name, why=given or ""))
        else:
            kinds.append(kind)
    return kinds if sure and len(kinds) == len(rows.drafts) else None


def _closing_total(totals: Sequence[Stated], index: int) -> Stated | None:
    """The income or cost total of the block that the line at `index` stands in.

    Totals close the lines above them, unless the first one stands above all lines: then they open those below.
    """
    grand = [t for t in totals if t.kind in TOTAL_OF.values()]
    if any(a.position == b.position and a.kind is not b.kind for a, b in pairwise(grand)):
        return None  # totals that stand together close no block of their own
    if grand and grand[0].position == 0:
        return next((t for t in reversed(grand) if t.position <= index), None)
    return next((t for t in grand if t.position > index), None)


def _headed(headings: Sequence[Heading], totals: Sequence[Stated], index: int) -> LineKind | None:
    """The kind that the nearest heading INTÄKTER or KOSTNADER above the line gives, past no total."""
    above = [h for h in headings if h.kind is not None and h.position <= index]
    if not above or any(
        above[-1].position < t.position <= index for t in totals if t.kind in TOTAL_OF.values()
    ):
        return None
    return above[-1].kind
