"""Rapporttext: the computed sentences of the report's sections 1.2 and 1.4, as formulas over the same cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, both, call, choose, joined, lift, rounded, when
from xltool.core.pages import TEXT_TITLE
from xltool.core.sentences import amount_formula, size_formula
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import TEXT, Money
from xltool.result.interim_sentences import forecast_sentences
from xltool.sheets.board import Board
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.report_name import last_day
from xltool.sheets.settings.settings_dates import two_digits
from xltool.sheets.settings.settings_rows import AS_OF, BOARD, KEY, YEAR, Settings
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.member_reading import Members

SECTION = Column("Avsnitt", TEXT)
SENTENCE = Column("Text", TEXT)
KEY_OF = Column("Stycke", TEXT)
TEXT_TABLE = "text"
SENTENCE_SHEET = TEXT_TITLE


def _net(settings: Settings) -> At:
    """What the board ends in: the actual, in an interim report the forecast."""
    return At("operating", operating.NET, operating.judged_by(settings))


class _Words(NamedTuple):
    """What a positive net and a negative one are called, each also with its article; and what is shared out."""

    deficit: tuple[str, str]
    surplus: tuple[str, str]
    shared: str


_NET_RESULT = _Words(
    ("underskott", "Underskottet"), ("överskott", "Överskottet"), "eventuellt över- eller underskott"
)
_NET_COST = _Words(("nettokostnad", "Nettokostnaden"), ("nettointäkt", "Nettointäkten"), "nettokostnaden")


# What a person calls the paragraphs.
PARAGRAPHS = {
    "goals": "Måluppfyllelse, målen",
    "goals_board": "Måluppfyllelse, nämnden som helhet",
    "result": "Ekonomi, årets resultat",
    "shares": "Ekonomi, fördelningen",
    "investments": "Investeringar",
}


def paragraphs(board: Board) -> list[str]:
    """The keys of the paragraphs that the board has; parts that the workbook lacks are left out."""
    has_goals = board.goals is not None and bool(board.goals.goals)
    has = {
        "goals": has_goals,
        "goals_board": has_goals,
        "shares": board.members is not None,
        "investments": board.investments is not None,
    }
    return [key for key in PARAGRAPHS if has.get(key, True)]


def text_table(board: Board, written: Mapping[str, str]) -> Table:
    """A row a paragraph, ready to paste. `written` holds those that the board has put into its own words, by name."""
    settings, money, members = board.settings, board.money, board.members
    lines = board.operating
    assert lines is not None
    words = _NET_COST if operating.is_net_cost(lines) else _NET_RESULT
    texts: dict[str, tuple[str, Callable[[], Expr]]] = {
        "goals": ("1.2 Måluppfyllelse", lambda: _goals(settings)),
        "goals_board": ("", lambda: _goals_board(settings)),
        "result": ("1.4 Ekonomi", lambda: _result(lines, settings, money, words, shared=members is not None)),
        "shares": ("", lambda: _shares(settings, members, words) if members is not None else lift("")),
        "investments": ("Investeringar", lambda: _investments(settings, money)),
    }
    rows = []
    for key in paragraphs(board):
        section, text = texts[key]
        name = PARAGRAPHS[key]
        cells = {
            SECTION: Cell(section or None),
            SENTENCE: Cell(written.get(name, text()), open=True),
            KEY_OF: Cell(name),
        }
        rows.append(Row(key, Role.LINE, cells))
    return Table(TEXT_TABLE, (SECTION, SENTENCE, KEY_OF), tuple(rows), hidden=frozenset({KEY_OF}))


def sentence(key: str) -> At:
    """The cell of a paragraph."""
    return At(TEXT_TABLE, key, SENTENCE)


def _year(settings: Settings, before: str, after: str = "") -> Expr:
    """The live year between two texts, or nothing where the workbook states none."""
    return joined(before, setting_cell(YEAR), after) if settings.year else lift("")


def _goals(settings: Settings) -> Expr:
    achieved, partly, missed = (
        At("goals", goals.BOARD, c) for c in (goals.N_ACHIEVED, goals.N_PARTLY, goals.N_NOT)
    )
    if settings.is_interim:
        return joined(
            achieved,
            " av ",
            achieved + partly + missed,
            " nämndmål bedöms uppnås",
            when(partly > 0, joined(", ", partly, " delvis"), ""),
            ".",
        )
    return joined(
        setting_cell(BOARD),
        " uppnådde",
        _year(settings, " "),
        " följande rörande nämndmålen: ",
        achieved,
        " st av ",
        achieved + partly + missed,
        " bedöms uppnådda",
        when(partly > 0, joined(", ", partly, " st bedöms delvis uppnådda"), ""),
        when(missed > 0, joined(", ", missed, " st bedöms ej uppnådda"), ""),
        ".",
    )


def _goals_board(settings: Settings) -> Expr:
    until = f"till och med {last_day(settings)}" if settings.is_interim else "på helår"
    outcome, interim = At("goals", goals.BOARD, goals.STATUS), settings.is_interim
    reach, miss = ("bedöms uppnås", "bedöms inte uppnås") if interim else ("uppnås", "uppnås ej")
    return joined(
        "Vilket gör att nämndmålen ",
        choose(
            (outcome.equals(goals.GoalOutcome.ACHIEVED.said(interim=interim)), reach),
            (outcome.equals(goals.GoalOutcome.PARTLY.said(interim=interim)), f"{reach} delvis"),
            otherwise=miss,
        ),
        f". Uppföljningen av målen baseras på indikatorerna som verksamheten har gjort {until}.",
    )


def _year_result(money: Money) -> Expr:
    net = At("operating", operating.NET, operating.ACTUAL)
    return joined(
        "Årets resultat för ",
        setting_cell(BOARD),
        choose(
            (rounded(net) > 0, joined(" visar ett underskott med ", size_formula(money, net), ".")),
            (rounded(net) < 0, joined(" visar ett överskott med ", size_formula(money, net), ".")),
            otherwise=" visar ett nollresultat: varken över- eller underskott.",
        ),
    )


def _net_cost(settings: Settings, money: Money) -> Expr:
    """A board of net costs has no result of its own: what tells is its net cost against budget."""
    budget, variance = (At("operating", operating.NET, c) for c in (operating.BUDGET, operating.VARIANCE))
    return joined(
        "Nettokostnaden för ",
        setting_cell(BOARD),
        _year(settings, " "),
        " blev ",
        amount_formula(money, _net(settings), signed=True),
        " mot budgeterade ",
        amount_formula(money, budget, signed=True),
        choose(
            (
                rounded(variance) > 0,
                joined(", ett överskott mot budget med ", size_formula(money, variance), "."),
            ),
            (
                rounded(variance) < 0,
                joined(", ett underskott mot budget med ", size_formula(money, variance), "."),
            ),
            otherwise=", vilket är enligt budget.",
        ),
    )


def _result(lines: Lines, settings: Settings, money: Money, words: _Words, *, shared: bool) -> Expr:
    if settings.is_interim:
        outcome = forecast_sentences(lines, settings, money)
    else:
        outcome = _net_cost(settings, money) if words is _NET_COST else _year_result(money)
    if not shared:
        return outcome
    deficit, surplus = rounded(_net(settings)) > 0, rounded(_net(settings)) < 0
    key = when(setting_cell(KEY).equals(shares.POPULATION.header), "för invånarantal", setting_cell(KEY))
    by_key = joined(_year(settings, " för "), " fördelas ut enligt nyckeln ", key)
    next_year = (
        joined(" på första fakturan ", setting_cell(YEAR) + 1) if settings.year else lift(" på nästa faktura")
    )
    if settings.is_interim:
        return joined(
            outcome,
            f" Nämnden budgeteras och redovisas som en enhet, där {words.shared} fördelas mellan medlemskommunerna."
            " Fördelningen av prognosen är preliminär, och inget faktureras efter den.",
        )
    due = shares.amount_at()
    left = joined(" är mindre än det minsta belopp som fördelas", _year(settings, " för "), ".")
    return joined(
        outcome,
        f" Nämnden budgeteras och redovisas som en enhet, där {words.shared} fördelas mellan medlemskommunerna.",
        choose(
            (due > 0, joined(f" {words.deficit[1]}", by_key, " och läggs", next_year, ".")),
            (due < 0, joined(f" {words.surplus[1]}", by_key, " och dras av", next_year, ".")),
            (deficit, joined(f" {words.deficit[1]}", left)),
            (surplus, joined(f" {words.surplus[1]}", left)),
            otherwise=joined(" Det finns inget att fördela", _year(settings, " för "), "."),
        ),
    )


def _shares(settings: Settings, members: Members, words: _Words) -> Expr:
    amount = shares.amount_at()
    year = _year(settings, " ")
    return choose(
        (
            amount.differs(0),
            joined(
                *_shared_out(settings, amount, words),
                " blir",
                year,
                " enligt följande: ",
                shares.listed_at(members),
                ".",
            ),
        ),
        otherwise=joined("Ingen fördelning görs", _year(settings, " för "), "."),
    )


def _shared_out(settings: Settings, amount: At, words: _Words) -> tuple[Expr | str, ...]:
    if settings.is_interim:
        return ("Preliminär fördelning av prognosen",)
    return ("Fördelning av ", when(amount > 0, words.deficit[0], words.surplus[0]))


def _investments(settings: Settings, money: Money) -> Expr:
    budget = At("investments", investments.TOTAL, investments.BUDGET)
    actual = At("investments", investments.TOTAL, investments.ACTUAL)
    short_day = joined(
        " per ", two_digits("YEAR", AS_OF), two_digits("MONTH", AS_OF), two_digits("DAY", AS_OF)
    )
    when_stated = when(call("COUNT", setting_cell(AS_OF)) > 0, short_day, _year(settings, " "))
    spent = joined(amount_formula(money, actual), " förbrukat", when_stated, ".")
    granted = amount_formula(money, budget)
    return choose(
        (
            both(budget.equals(0), actual.equals(0)),
            "Det fanns varken investeringsbudget eller investeringsutgifter.",
        ),
        (budget.equals(0), joined("Det fanns ingen investeringsbudget, men ändå är ", spent)),
        otherwise=joined("Utav den totala investeringsbudgeten (", granted, ") så är ", spent),
    )
