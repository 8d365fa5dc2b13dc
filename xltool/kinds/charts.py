"""The result's charts: what they show; `excel` draws them."""

from __future__ import annotations

from xltool.core.expr import Expr, joined, lift, rounded, when
from xltool.core.lines import LineKind
from xltool.core.page import Chart, Part, Series
from xltool.core.sheet import Table
from xltool.core.swedish import amount_formula
from xltool.kinds import investments, operating, shares, summary
from xltool.kinds.board import Board

_LINES_ON_THE_SUMMARY = 14  # more would make the one page unreadable; the largest variances stand for them


def line_charts(board: Board, lines: Table) -> tuple[Chart, ...]:
    """Budget against actual and the variances, of the costs; of the income where there are no costs."""
    key, word, count = _block(board)
    first, last = f"{key}:0", f"{key}:{count - 1}"
    names = lines.span(first, last, operating.SHORT_NAME)
    unit, money = board.money.word, board.money
    budget, actual, variance = (
        lines.at(key, c) for c in (operating.BUDGET, operating.ACTUAL, operating.VARIANCE)
    )

    better = rounded(variance / money.scale, money.decimals) > 0

    def amount(x: Expr) -> Expr:
        return amount_formula(money, x, signed=True, unit=False)

    return (
        Chart(
            joined(f"{word}, {unit}: utfall ", amount(actual), " mot budget ", amount(budget)),
            f"Liggande staplar: utfall mot budget för {count} rader, i {unit}.",
            names,
            (
                Series("Budget", Part.BUDGET, lines.span(first, last, operating.BUDGET)),
                Series("Utfall", Part.ACTUAL, lines.span(first, last, operating.ACTUAL)),
            ),
        ),
        Chart(
            joined(f"{word}, {unit}: avvikelse ", when(better, "+", ""), amount(variance), " mot budget"),
            f"Liggande staplar: avvikelse mot budget för {count} rader, sämre åt vänster och bättre åt höger, i {unit}.",
            names,
            (
                Series("Sämre än budget", Part.WORSE, lines.span(first, last, operating.WORSE)),
                Series("Bättre än budget", Part.BETTER, lines.span(first, last, operating.BETTER)),
            ),
        ),
    )


def projects_charts(board: Board, projects: Table) -> tuple[Chart, ...]:
    """Each project's actual against its budget, where there are projects."""
    if not projects.lines():
        return ()
    first, last = projects.lines()[0].key, projects.lines()[-1].key
    unit, money = board.money.word, board.money
    budget, actual = (projects.at(investments.TOTAL, c) for c in (investments.BUDGET, investments.ACTUAL))
    spent, granted = (amount_formula(money, x, unit=False) for x in (actual, budget))
    chart = Chart(
        joined(f"Investeringar, {unit}: utfall ", spent, " av budget ", granted),
        f"Liggande staplar: utfall mot budget för {len(projects.lines())} projekt, i {unit}.",
        projects.span(first, last, investments.SHORT_NAME),
        (
            Series("Budget", Part.BUDGET, projects.span(first, last, investments.BUDGET)),
            Series("Utfall", Part.ACTUAL, projects.span(first, last, investments.ACTUAL)),
        ),
    )
    return (chart,)


def summary_charts(board: Board, lines: Table, worst: Table, best: Table) -> tuple[Chart, ...]:
    """The charts of the lines where they fit on the page, else the largest variances each way."""
    if _block(board)[2] <= _LINES_ON_THE_SUMMARY:
        return line_charts(board, lines)
    unit = board.money.word
    return tuple(
        Chart(
            lift(f"{table.title}, {unit}"),
            f"Liggande staplar: de tre rader som avviker mest, i {unit}.",
            table.all(summary.SHORT_NAME),
            (Series(name, part, table.all(summary.VARIANCE)),),
        )
        for table, name, part in (
            (worst, "Sämre än budget", Part.WORSE),
            (best, "Bättre än budget", Part.BETTER),
        )
    )


def shares_chart(board: Board, table: Table) -> Chart:
    """Each member's amount."""
    assert board.members is not None
    count, unit, due = len(board.members.members), board.money.word, shares.amount_at()
    first, last = shares.member_key(0), shares.member_key(count - 1)
    return Chart(
        joined("Belopp per medlem, ", when(due < 0, "att få tillbaka", "att betala"), f", {unit}"),
        f"Liggande staplar: belopp för {count} medlemmar, i {unit}.",
        table.span(first, last, shares.NAME),
        (Series("Belopp", Part.SHARE, table.span(first, last, shares.AMOUNT_DUE)),),
    )


def _block(board: Board) -> tuple[str, str, int]:
    """The block that is charted: its key, its word, and how many lines it has."""
    assert board.operating is not None
    kind = LineKind.COST if LineKind.COST in board.operating.blocks else LineKind.INCOME
    key, word = (operating.COST, "Kostnader") if kind is LineKind.COST else (operating.INCOME, "Intäkter")
    return key, word, len(board.operating.blocks[kind].lines)
