"""What makes a goal and the board of its indicators, by counting, and the sentences that tell why."""

from __future__ import annotations

from xltool.core.expr import Expr, choose, joined, when
from xltool.sheets.goals.goal_columns import N_ACHIEVED, N_NOT, N_PARTLY, GoalOutcome

_N = N_ACHIEVED + N_PARTLY + N_NOT
_GOOD_OR_PARTLY = N_ACHIEVED + N_PARTLY


def outcome(*, interim: bool) -> Expr:
    """The three bullets of section 1.2, with x = not achieved or without value: a = n; x > n / 2; otherwise."""
    return choose(
        (N_ACHIEVED.equals(_N), GoalOutcome.ACHIEVED.said(interim=interim)),
        (N_NOT > _N / 2, GoalOutcome.NOT_ACHIEVED.said(interim=interim)),
        otherwise=GoalOutcome.PARTLY.said(interim=interim),
    )


def goal_rule(*, interim: bool) -> Expr:
    """Which of the bullets decided of a goal; in an interim report its indicators are forecast, not reached."""
    are = "bedöms" if interim else "är"
    return choose(
        (
            _N.equals(1),
            joined(
                "Den enda indikatorn ",
                choose(
                    (N_ACHIEVED.equals(1), f"{are} uppnådd."),
                    (N_PARTLY.equals(1), f"{are} delvis uppnådd."),
                    otherwise=f"{are} ej uppnådd eller saknar värde.",
                ),
            ),
        ),
        (N_ACHIEVED.equals(_N), joined("Alla ", _N, f" indikatorer {are} uppnådda.")),
        (
            N_NOT > _N / 2,
            joined(N_NOT, " av ", _N, f" indikatorer {are} ej uppnådda eller saknar värde: mer än hälften."),
        ),
        otherwise=joined(
            _GOOD_OR_PARTLY,
            " av ",
            _N,
            f" indikatorer {are} ",
            when(_GOOD_OR_PARTLY.equals(1), "uppnådd eller delvis uppnådd", "uppnådda eller delvis uppnådda"),
            ": minst hälften.",
        ),
    )


def board_rule(*, interim: bool) -> Expr:
    """The same of the board as a whole."""
    reach, miss = ("bedöms uppnås", "bedöms inte uppnås") if interim else ("uppnås", "uppnås ej")
    return choose(
        (
            _N.equals(1),
            joined(
                "Det enda nämndmålet ",
                choose(
                    (N_ACHIEVED.equals(1), f"{reach}."),
                    (N_PARTLY.equals(1), f"{reach} delvis."),
                    otherwise=f"{miss}.",
                ),
            ),
        ),
        (N_ACHIEVED.equals(_N), joined("Alla ", _N, f" nämndmål {reach}.")),
        (N_NOT > _N / 2, joined(N_NOT, " av ", _N, f" nämndmål {miss}: mer än hälften.")),
        otherwise=joined(_GOOD_OR_PARTLY, " av ", _N, f" nämndmål {reach} helt eller delvis: minst hälften."),
    )
