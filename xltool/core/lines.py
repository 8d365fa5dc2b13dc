"""Sheets of lines with amounts, in blocks that are closed by stated totals (operating, investments).

What the rows are (lines, totals, of-which rows, notes), which block a line belongs to, and whether the stated
totals and variances agree with the lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from xltool.core import codes
from xltool.core.bind import Bound, BoundRow, normalised
from xltool.core.finding import Finding, Severity, has_errors
from xltool.core.reading import Reader
from xltool.core.sheet import Input, Origin
from xltool.core.totals import LabelKind, Stated, check_total, check_variance, label_kind


class LineKind(Enum):
    """Which total a line belongs to; the value is the word in the column Typ."""

    INCOME = "Intäkt"
    COST = "Kostnad"
    PROJECT = "Projekt"


_TOTAL_OF = {LineKind.INCOME: LabelKind.INCOME, LineKind.COST: LabelKind.COST}


@dataclass(frozen=True, slots=True)
class LineColumns:
    """Which columns of a sheet play which part. `only` is the kind of all lines where the sheet has but one."""

    name: Input
    budget: Input
    actual: Input
    amounts: tuple[Input, ...]
    variance: Input
    comment: Input
    account: Input | None = None
    kind: Input | None = None
    only: LineKind | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its amounts in the seed's sign convention, in the workbook's unit."""

    name: str
    account: str
    kind: LineKind
    amounts: dict[Input, float]
    comment: str
    origins: dict[Input, Origin]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one total, and by column the rounding difference of its stated total."""

    name: str
    lines: tuple[Line, ...]
    rounding: dict[Input, float]
    comment: str = ""
    origin: Origin | None = None

    def sum(self, column: Input) -> float:
        return sum(line.amounts.get(column, 0.0) for line in self.lines) + self.rounding.get(column, 0.0)


@dataclass(frozen=True, slots=True)
class Lines:
    """The blocks that have lines, and the net of them; `columns` are the amount columns that are filled in."""

    blocks: dict[LineKind, Block]
    net: Block
    columns: frozenset[Input]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A line whose kind is not known yet."""

    row: BoundRow
    name: str
    account: str
    stated_kind: LineKind | None
    amounts: dict[Input, float]
    stated_variance: float | None
    comment: str

    def computed_variance(self, columns: LineColumns) -> float:
        return self.amounts[columns.budget] - self.amounts[columns.actual]


@dataclass(slots=True)
class _Sorted:
    drafts: list[_Draft] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)


def read_lines(bound: Bound, columns: LineColumns, reader: Reader, *, positive_income: bool) -> Lines | None:
    """The sheet's lines in their blocks; None where it has none, or where an error makes the figures unusable."""
    before = len(reader.findings)
    rows = _sort(bound, columns, reader)
    if has_errors(reader.findings[before:]):
        return None
    if not rows.drafts:
        return None
    if _is_turned(rows, columns, positive_income):
        rows = _turned(rows, columns)
    kinds = _kinds(rows, columns, reader.findings)
    if kinds is None:
        return None
    if not _signs_contradict(rows, columns, positive_income, reader):
        _check_variances(rows, columns, reader)
    _check_duplicates(rows.drafts, columns, reader.findings)
    return _blocks(rows, kinds, columns, reader)


# --- what each row is ----------------------------------------------------------------------------------------


def _sort(bound: Bound, columns: LineColumns, reader: Reader) -> _Sorted:
    result = _Sorted()
    for row in bound.rows:
        name = reader.text(row, columns.name)
        kind = label_kind(name)
        filled = [c for c in columns.amounts if row.has(c)]
        if not name:
            if filled:
                where = row.origin(columns.name)
                reader.findings.append(codes.NAME_MISSING.at(where, column=columns.name.header))
        elif kind is LabelKind.PART:
            reader.findings.append(codes.PART_OF_ABOVE.at(row.origin(columns.name), name=name))
        elif kind is LabelKind.ROUNDING:
            continue  # the stated total tells the difference again
        elif kind is LabelKind.LINE:
            draft = _draft(row, name, filled, columns, reader)
            if draft is not None:
                result.drafts.append(draft)
        elif filled:
            result.totals.append(_stated(row, name, kind, len(result.drafts), columns, reader))
    return result


def _draft(
    row: BoundRow, name: str, filled: list[Input], columns: LineColumns, reader: Reader
) -> _Draft | None:
    """The row as a line; None for a heading or a note, which have no amounts, and for a line with an error."""
    told = [c for c in (columns.account, columns.kind, columns.comment) if c is not None and row.has(c)]
    if not filled and not told:
        if normalised(name) not in _HEADINGS:
            reader.findings.append(codes.NO_AMOUNTS.at(row.origin(columns.name), name=name))
        return None
    amounts = {c: a for c in columns.amounts if (a := reader.amount(row, c, name)) is not None}
    words = {k.value: k.name for k in LineKind} | {"intäkter": "INCOME", "kostnader": "COST"}
    chosen = reader.choice(row, columns.kind, words) if columns.kind else None
    variance = reader.amount(row, columns.variance, name)
    comment = reader.text(row, columns.comment)
    if columns.budget not in amounts or columns.actual not in amounts:
        return None
    account = reader.text(row, columns.account) if columns.account else ""
    return _Draft(row, name, account, LineKind[chosen] if chosen else None, amounts, variance, comment)


_HEADINGS = {"intakter", "kostnader", "intakter och kostnader", "investeringar", "projekt"}


def _stated(
    row: BoundRow, name: str, kind: LabelKind, position: int, columns: LineColumns, reader: Reader
) -> Stated:
    filled = [c for c in (*columns.amounts, columns.variance) if row.has(c)]
    amounts = {c: a for c in filled if (a := reader.amount(row, c, name)) is not None}
    return Stated(
        name, kind, position, amounts, {c: row.origin(c) for c in amounts}, reader.text(row, columns.comment)
    )


# --- signs ---------------------------------------------------------------------------------------------------


def _is_turned(rows: _Sorted, columns: LineColumns, positive_income: bool) -> bool:
    """Whether the amounts are turned. A sheet of projects holds expenses alone: it is turned where they are
    written with minus, since boards with positive income write them either way."""
    if not positive_income or columns.only is None:
        return positive_income
    return sum(d.amounts[columns.budget] + d.amounts[columns.actual] for d in rows.drafts) < 0


def _turned(rows: _Sorted, columns: LineColumns) -> _Sorted:
    """All amounts with the other sign; a stated variance has our sign already (DOMAIN, Sign convention)."""

    def turn(amounts: dict[Input, float]) -> dict[Input, float]:
        # Plus zero, so that no cell shows a minus zero.
        return {c: a if c is columns.variance else 0.0 - a for c, a in amounts.items()}

    return _Sorted(
        [replace(d, amounts=turn(d.amounts)) for d in rows.drafts],
        [replace(t, amounts=turn(t.amounts)) for t in rows.totals],
    )


def _signs_contradict(rows: _Sorted, columns: LineColumns, positive_income: bool, reader: Reader) -> bool:
    """One error where most stated variances have the other sign than the declared convention gives."""
    told = [
        (d, d.stated_variance, d.computed_variance(columns))
        for d in rows.drafts
        if d.stated_variance is not None and abs(d.stated_variance) > reader.money.step
    ]
    against = [d for d, stated, computed in told if abs(stated + computed) <= reader.money.step + 1e-9]
    if not against or len(against) * 2 <= len(told):
        return False
    declared, other = ("positiva", "negativa") if positive_income else ("negativa", "positiva")
    where = against[0].row.origin(columns.variance)
    reader.findings.append(
        codes.SIGN_CONVENTION.at(where, count=len(against), all=len(told), declared=declared, other=other)
    )
    return True


def _check_variances(rows: _Sorted, columns: LineColumns, reader: Reader) -> None:
    for draft in rows.drafts:
        if draft.stated_variance is not None:
            where = draft.row.origin(columns.variance)
            computed = draft.computed_variance(columns)
            found = check_variance(draft.name, draft.stated_variance, computed, where, reader.money)
            reader.findings += [found] if found else []


# --- which block a line belongs to ---------------------------------------------------------------------------


def _kinds(rows: _Sorted, columns: LineColumns, findings: list[Finding]) -> list[LineKind] | None:
    """Each line's kind by Typ, by the total row of its block, or by its account's class; None after an error."""
    if columns.only is not None:
        return [columns.only] * len(rows.drafts)
    kinds: list[LineKind] = []
    for index, draft in enumerate(rows.drafts):
        closing = _closing_total(rows.totals, index)
        by_total = next((k for k, label in _TOTAL_OF.items() if closing and closing.kind is label), None)
        kind = draft.stated_kind or by_total or _by_account(draft.account)
        if draft.stated_kind and by_total and draft.stated_kind is not by_total:
            assert closing is not None
            where = draft.row.origin(columns.kind or columns.name)
            findings.append(
                codes.KIND_CONTRADICTED.at(
                    where, name=draft.name, kind=draft.stated_kind.value, total=closing.name
                )
            )
        if kind is None:
            findings.append(codes.KIND_UNKNOWN.at(draft.row.origin(columns.name), name=draft.name))
        else:
            kinds.append(kind)
    return kinds if len(kinds) == len(rows.drafts) else None


def _closing_total(totals: Sequence[Stated], index: int) -> Stated | None:
    """The income or cost total of the block that the line at `index` stands in.

    Totals close the lines above them, unless the first one stands above all lines: then they open those below.
    """
    grand = [t for t in totals if t.kind in _TOTAL_OF.values()]
    if grand and grand[0].position == 0:
        return next((t for t in reversed(grand) if t.position <= index), None)
    return next((t for t in grand if t.position > index), None)


def _by_account(account: str) -> LineKind | None:
    """The account's class in Kommun-BAS: 3 is income, 4 to 8 cost."""
    first = account[:1]
    if first == "3":
        return LineKind.INCOME
    return LineKind.COST if first and first in "45678" else None


# --- totals --------------------------------------------------------------------------------------------------


def _blocks(rows: _Sorted, kinds: list[LineKind], columns: LineColumns, reader: Reader) -> Lines:
    lines = [_line(draft, kind) for draft, kind in zip(rows.drafts, kinds, strict=True)]
    used = [c for c in columns.amounts if any(c in line.amounts for line in lines)]
    last = _last_total(rows) if columns.only else None
    blocks: dict[LineKind, Block] = {}
    for kind in LineKind:
        of_kind = tuple(line for line in lines if line.kind is kind)
        if not of_kind:
            continue
        stated = last if columns.only else next((t for t in rows.totals if t.kind is _TOTAL_OF[kind]), None)
        rounding = _roundings(stated, used, _amounts_of(of_kind), columns, reader)
        default = {LineKind.INCOME: "Totalt intäkter", LineKind.COST: "Totalt kostnader"}.get(kind, "Totalt")
        blocks[kind] = _block(default, of_kind, rounding, stated)
    net = next((t for t in rows.totals if t.kind is LabelKind.NET), None) if not columns.only else None
    rounding = _roundings(net, used, lambda c: [b.sum(c) for b in blocks.values()], columns, reader)
    for subtotal in rows.totals:
        if subtotal is not last and (columns.only or subtotal.kind is LabelKind.SUBTOTAL):
            _check_subtotal(subtotal, rows, used, reader)
    return Lines(blocks, _block("Nettoresultat", (), rounding, net), frozenset(used))


def _block(name: str, lines: tuple[Line, ...], rounding: dict[Input, float], stated: Stated | None) -> Block:
    """The block under its stated total's name, comment and cell, where it has a stated total."""
    if stated is None:
        return Block(name, lines, rounding)
    return Block(stated.name, lines, rounding, stated.comment, next(iter(stated.origins.values()), None))


def _amounts_of(lines: Sequence[Line]) -> Callable[[Input], list[float]]:
    return lambda column: [line.amounts.get(column, 0.0) for line in lines]


def _line(draft: _Draft, kind: LineKind) -> Line:
    origins = {c: draft.row.origin(c) for c in draft.row.columns}
    return Line(draft.name, draft.account, kind, draft.amounts, draft.comment, origins)


def _last_total(rows: _Sorted) -> Stated | None:
    """The grand total of a sheet with one block: the last total row below all lines, or the first above them."""
    below = [t for t in rows.totals if t.position == len(rows.drafts)]
    above = [t for t in rows.totals if t.position == 0]
    return below[-1] if below else above[0] if above else None


def _roundings(
    stated: Stated | None,
    used: Sequence[Input],
    parts: Callable[[Input], list[float]],
    columns: LineColumns,
    reader: Reader,
) -> dict[Input, float]:
    """By column the rounding difference of a stated total; the findings of its check go to the reader."""
    rounding: dict[Input, float] = {}
    if stated is None:
        return rounding
    for column in used:
        if column in stated.amounts:
            difference, found = check_total(stated, column, parts(column), reader.money)
            reader.findings += [found] if found else []
            if difference:
                rounding[column] = difference
    if columns.variance in stated.amounts:
        budget = sum(parts(columns.budget)) + rounding.get(columns.budget, 0.0)
        actual = sum(parts(columns.actual)) + rounding.get(columns.actual, 0.0)
        wrong = any(
            f.severity is Severity.ERROR and f.origin in stated.origins.values() for f in reader.findings
        )
        where = stated.origins[columns.variance]
        found = check_variance(
            stated.name, stated.amounts[columns.variance], budget - actual, where, reader.money
        )
        # A wrong total has its own error: its variance follows from that and needs no second message.
        reader.findings += [found] if found and not wrong else []
    return rounding


def _check_subtotal(stated: Stated, rows: _Sorted, used: Sequence[Input], reader: Reader) -> None:
    """A subtotal inside a block, after its parts or before them. It is never added, and has no line of its own
    in the result; where no run of lines beside it gives its sum, that is an error."""
    edges = sorted({0, len(rows.drafts), *(t.position for t in rows.totals)})
    above = [(edge, stated.position) for edge in reversed(edges) if edge < stated.position]
    below = [(stated.position, edge) for edge in edges if edge > stated.position]
    failures: list[list[Finding]] = []
    for first, last in (*above, *below):
        found = []
        for column in used:
            if column in stated.amounts:
                parts = [d.amounts.get(column, 0.0) for d in rows.drafts[first:last]]
                _, finding = check_total(stated, column, parts, reader.money)
                found += [finding] if finding else []
        if not has_errors(found):
            reader.findings += found
            return
        failures.append(found)
    if failures:
        reader.findings += failures[0]


def _check_duplicates(drafts: Sequence[_Draft], columns: LineColumns, findings: list[Finding]) -> None:
    seen: dict[tuple[str, str, LineKind | None], Origin] = {}
    for draft in drafts:
        where = draft.row.origin(columns.name)
        first = seen.setdefault((normalised(draft.name), draft.account, draft.stated_kind), where)
        if first != where:
            findings.append(codes.DUPLICATE_LINE.at(where, name=draft.name, first=first.cell))
