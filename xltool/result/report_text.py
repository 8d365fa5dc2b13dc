"""Rapporttext: the computed sentences of the report's sections 1.2 and 1.4, as formulas over the same cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, both, call, choose, joined, lift, rounded, when
from xltool.core.pages import TEXT_TITLE
from xltool.core.sentences import amount_formula, size_formula
from xltool.core.swedish import listed
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import TEXT, Money
from xltool.result.budget_sentences import budget_sentences, change_sentence, invested_sentence
from xltool.result.interim_sentences import forecast_sentences as operating_sentences, period_sentences
from xltool.result.investment_sentences import forecast_sentences, spent_so_far, years_sentences
from xltool.result.share_sentences import (
    NET_COST,
    NET_RESULT,
    Words,
    listed_shares,
    net,
    of_year,
    shared_sentences,
)
from xltool.sheets.board import Board
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.states import is_over_years
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.report_name import last_day
from xltool.sheets.settings.settings_dates import two_digits
from xltool.sheets.settings.settings_rows import (
    AS_OF,
    BOARD,
    ECONOMY_SECTION,
    FOLLOWED_UP,
    GOAL_SECTION,
    Setting,
    Settings,
)
from xltool.sheets.settings.settings_table import setting_cell

SECTION = Column("Avsnitt", TEXT)
SENTENCE = Column("Text", TEXT)
KEY_OF = Column("Stycke", TEXT)
STALE = Column("Att se över", TEXT)
TEXT_TABLE = "text"
SENTENCE_SHEET = TEXT_TITLE


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
    has_goals = board.goals is not None and bool(board.goals.goals) and not board.settings.budget_alone
    has = {
        "goals": has_goals,
        "goals_board": has_goals,
        "shares": board.members is not None,
        "investments": board.investments is not None,
    }
    return [key for key in PARAGRAPHS if has.get(key, True)]


def text_table(
    board: Board, written: Mapping[str, str], stale: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> Table:
    """A row a paragraph, ready to paste. `written` holds those that the board has put into its own words, by name, and `stale`
    the figures of those that the workbook has no more."""
    settings, money, members = board.settings, board.money, board.members
    lines = board.operating
    assert lines is not None
    words = NET_COST if operating.is_net_cost(lines) else NET_RESULT
    texts: dict[str, tuple[Expr | str, Callable[[], Expr]]] = {
        "goals": (_section(GOAL_SECTION, settings, "Måluppfyllelse"), lambda: _goals(settings)),
        "goals_board": ("", lambda: _goals_board(settings)),
        "result": (
            _section(ECONOMY_SECTION, settings, "Ekonomi"),
            lambda: _result(lines, settings, money, words, shared=members is not None),
        ),
        "shares": ("", lambda: listed_shares(settings, members, words) if members is not None else lift("")),
        "investments": ("Investeringar", lambda: _projects(board.investments, settings, money)),
    }
    rows = []
    for key in paragraphs(board):
        section, text = texts[key]
        name = PARAGRAPHS[key]
        cells = {
            SECTION: Cell(section or None),
            SENTENCE: Cell(written.get(name, text()), open=True),
            KEY_OF: Cell(name),
            STALE: Cell(_stale(stale.get(name, ()))),
        }
        rows.append(Row(key, Role.LINE, cells))
    columns = (SECTION, SENTENCE, KEY_OF, *((STALE,) if stale else ()))
    return Table(TEXT_TABLE, columns, tuple(rows), hidden=frozenset({KEY_OF}))


def _stale(figures: Sequence[str]) -> str | None:
    """The mark on an own sentence whose figures no longer agree with the workbook's."""
    return f"Stämmer inte längre med siffrorna: {listed(list(figures))}" if figures else None


def _section(setting: Setting, settings: Settings, title: str) -> Expr | str:
    """The section's title, with its number in the board's own report where that is known."""
    number = setting_cell(setting)
    is_known = bool(getattr(settings, setting.key))
    return joined(when(number.equals(""), "", joined(number, " ")), title) if is_known else title


def sentence(key: str) -> At:
    """The cell of a paragraph."""
    return At(TEXT_TABLE, key, SENTENCE)


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
    if not settings.followed_up:
        return _goals_in_words(achieved, partly, missed)
    return joined(
        setting_cell(BOARD),
        " uppnådde",
        of_year(settings, " "),
        " följande rörande nämndmålen: ",
        achieved,
        " st av ",
        achieved + partly + missed,
        " bedöms uppnådda",
        when(partly > 0, joined(", ", partly, " st bedöms delvis uppnådda"), ""),
        when(missed > 0, joined(", ", missed, " st bedöms ej uppnådda"), ""),
        ".",
    )


_COUNTED = ("Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva", "Tolv")


def _in_words(count: Expr, none: str, one: str) -> Expr:
    """A count as a sentence says it, up to twelve; in lower case but for the first word of a sentence."""
    many = _COUNTED if one[0].isupper() else tuple(word.lower() for word in _COUNTED)
    words = ((count.equals(n), word) for n, word in enumerate((none, one, *many)))
    return choose(*words, otherwise=joined(count))


def _goals_in_words(achieved: Expr, partly: Expr, missed: Expr) -> Expr:
    """`Ett av tre nämndmål bedöms uppnått, två delvis uppnådda.`"""

    def more(count: Expr, how: str) -> Expr:
        ending = when(count.equals(1), f"{how} uppnått", f"{how} uppnådda")
        return when(count > 0, joined(", ", _in_words(count, "inget", "ett"), " ", ending), "")

    return joined(
        _in_words(achieved, "Inget", "Ett"),
        " av ",
        _in_words(achieved + partly + missed, "inget", "ett"),
        " nämndmål bedöms ",
        when(achieved <= 1, "uppnått", "uppnådda"),
        more(partly, "delvis"),
        more(missed, "ej"),
        ".",
    )


def _goals_board(settings: Settings) -> Expr:
    outcome, interim = At("goals", goals.BOARD, goals.STATUS), settings.is_interim
    reach, miss = ("bedöms uppnås", "bedöms inte uppnås") if interim else ("uppnås", "uppnås ej")
    return joined(
        "Vilket gör att nämndmålen ",
        choose(
            (outcome.equals(goals.GoalOutcome.ACHIEVED.said(interim=interim)), reach),
            (outcome.equals(goals.GoalOutcome.PARTLY.said(interim=interim)), f"{reach} delvis"),
            otherwise=miss,
        ),
        _followed_up(settings),
    )


def _followed_up(settings: Settings) -> Expr | str:
    """When the goals are followed up, which nobody but the board knows; an interim report says to which day by itself."""
    base = ". Uppföljningen av målen baseras på indikatorerna"
    if settings.is_interim:
        return f"{base} till och med {last_day(settings)}."
    if not settings.followed_up:
        return f"{base}."
    when_done = setting_cell(FOLLOWED_UP)
    return when(
        when_done.equals(""), f"{base}.", joined(f"{base} som verksamheten har gjort ", when_done, ".")
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
        of_year(settings, " "),
        " blev ",
        amount_formula(money, net(settings), signed=True),
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


def _result(lines: Lines, settings: Settings, money: Money, words: Words, *, shared: bool) -> Expr:
    if settings.budget_alone:
        outcome = budget_sentences(lines, settings, money)
    elif settings.period_alone:
        outcome = period_sentences(lines, settings, money)
    elif settings.is_interim:
        outcome = operating_sentences(lines, settings, money)
    else:
        outcome = _net_cost(settings, money) if words is NET_COST else _year_result(money)
    changed = change_sentence(lines, money)
    outcome = joined(outcome, changed) if changed is not None else outcome
    if not shared:
        return outcome
    return joined(outcome, shared_sentences(settings, words))


def _projects(lines: Lines | None, settings: Settings, money: Money) -> Expr:
    if settings.budget_alone:
        return invested_sentence(settings, money)
    if lines is not None and is_over_years(lines):
        return years_sentences(lines, settings, money)
    if lines is not None and investments.judging(lines).is_forecast:
        return forecast_sentences(lines, settings, money)
    if settings.is_interim and settings.as_of is None:
        return spent_so_far(investments.ACTUAL, settings, money)
    return _investments(settings, money)


def _investments(settings: Settings, money: Money) -> Expr:
    budget = At("investments", investments.TOTAL, investments.BUDGET)
    actual = At("investments", investments.TOTAL, investments.ACTUAL)
    short_day = joined(
        " per ", two_digits("YEAR", AS_OF), two_digits("MONTH", AS_OF), two_digits("DAY", AS_OF)
    )
    when_stated = when(call("COUNT", setting_cell(AS_OF)) > 0, short_day, of_year(settings, " "))
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
