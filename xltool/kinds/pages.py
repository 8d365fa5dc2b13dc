"""The result's pages: what stands on each sheet, in what order, and the sentence it opens with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xltool.core.expr import At, Expr, both, call, choose, joined, lift, rounded, when
from xltool.core.finding import Finding
from xltool.core.lines import LineKind
from xltool.core.page import Page, head
from xltool.core.sheet import Origin, Table
from xltool.core.swedish import amount_formula, percent_formula, size_formula
from xltool.core.usage import UsageError
from xltool.kinds import (
    charts,
    control,
    details,
    goals,
    guide,
    investments,
    operating,
    settings as uppgifter,
    shares,
    summary,
    text,
)
from xltool.kinds.board import Board
from xltool.kinds.control import Provenance
from xltool.kinds.keeping import Kept
from xltool.kinds.memory import TEXT_OF, Homeless, homeless_table
from xltool.kinds.settings import BOARD, YEAR, setting_cell


def result_pages(
    board: Board,
    tables: dict[str, Table],
    findings: list[Finding],
    provenance: Provenance,
    kept: Kept,
    by: str = "",
) -> tuple[Page, ...]:
    checks = tables["checks"]
    pages = [_summary_page(board, tables), _operating_page(board, tables)]
    if "investments" in tables:
        pages.append(_investments_page(board, tables))
    if "goals" in tables:
        pages.append(_goals_page(board, tables))
    if "shares" in tables:
        pages.append(_shares_page(board, tables))
    pages += [
        _text_page(board, tables, kept.sentences),
        _control_page(board, tables, findings, provenance, kept.homeless),
        Page(
            "Uppgifter",
            head(
                "Uppgifter",
                "Uppgifter",
                setting_cell(BOARD),
                "Ändra en gräns, så bedöms allt om.",
                _badge(checks),
            ),
            ((tables["settings"],),),
            widths={uppgifter.LABEL: 30, uppgifter.VALUE: 34, uppgifter.EXPLANATION: 70},
        ),
    ]
    if board.details is not None:
        pages += [details.by_page(board.details, by, board.settings, _badge(checks))] if by else []
        pages.append(details.details_page(board.details, board.settings, _badge(checks)))
    elif by:
        raise UsageError(f"Arbetsboken har inget blad Underlag att summera per {by}.")
    titles = [page.title for page in pages]
    about = _about(board)
    first = Page(
        "Läs mig",
        head("Läs mig", _titled("Resultat", board), about, None, _badge(checks)),
        (guide.guide_tables(titles),),
        widths={guide.SHEET: 36, guide.ABOUT: 90},
        frozen=False,
    )
    return (first, *pages)


def _badge(checks: Table) -> Expr:
    return control.badge(checks)


def _titled(title: str, board: Board) -> Expr:
    return joined(title + " ", setting_cell(YEAR)) if board.settings.year else lift(title)


def _about(board: Board) -> Expr:
    return joined(setting_cell(BOARD), f"  ·  belopp i {board.money.word}")


_SIGN_RULE = "avvikelse = budget − utfall, minus är sämre än budget"


def _net_message(board: Board, worst: Table | None = None) -> tuple[Expr, Expr, Expr]:
    """The sentence on the net against budget, and when it is good and bad."""
    net = At("operating", operating.NET, operating.VARIANCE)
    clean = rounded(net)
    money = board.money
    said = choose(
        (clean < 0, joined("Underskott ", size_formula(money, net), " mot budget.")),
        (clean > 0, joined("Överskott ", size_formula(money, net), " mot budget.")),
        otherwise="Resultatet är enligt budget.",
    )
    if worst is not None:
        name, value = summary.largest_name(worst), summary.largest_amount(worst)
        largest = joined(" Störst underskott: ", name, " ", amount_formula(money, value, signed=True), ".")
        visible = rounded(value / money.scale, money.decimals) < 0
        said = joined(said, when(summary.largest_exists(worst), when(visible, largest, ""), ""))
    return said, clean > 0, clean < 0


def _summary_page(board: Board, tables: dict[str, Table]) -> Page:
    lines, projects = tables["operating"], tables.get("investments")
    worst = summary.largest_variances(lines, worst=True)
    best = summary.largest_variances(lines, worst=False)
    left = (summary.key_figures(lines, projects), worst, best)
    right: list[Table] = []
    if board.goals is not None and board.goals.goals:
        right.append(summary.goals_overview(board.goals, tables["goals"]))
    if board.members is not None:
        right.append(summary.shares_overview(board.members, tables["shares"]))
    message, good, bad = _net_message(board, worst)
    about = joined(_about(board), f"  ·  {_SIGN_RULE}")
    heading = head(
        "Sammanfattning",
        _titled("Sammanfattning", board),
        about,
        message,
        _badge(tables["checks"]),
        good,
        bad,
    )
    stacks = (left, tuple(right)) if right else (left,)
    return Page(
        "Sammanfattning",
        heading,
        stacks,
        charts=charts.summary_charts(board, lines, worst, best),
        widths={summary.GOAL: 58, summary.MEMBER: 58},
        frozen=False,
    )


def _operating_page(board: Board, tables: dict[str, Table]) -> Page:
    worst = summary.largest_variances(tables["operating"], worst=True)
    message, good, bad = _net_message(board, worst)
    about = joined(_about(board), f"  ·  {_SIGN_RULE}")
    heading = head(
        "Driftredovisning",
        _titled("Driftredovisning", board),
        about,
        message,
        _badge(tables["checks"]),
        good,
        bad,
    )
    notes: tuple[str, ...] = (
        "Teckenregel: intäkter skrivs med minustecken, kostnader utan. Ett positivt nettoresultat är ett underskott.",
        "Bedömning: en avvikelse är väsentlig när den når båda gränserna på bladet Uppgifter.",
    )
    if board.operating and board.operating.net.rounding:
        notes = (
            *notes,
            "Avrundningsdifferens: den angivna summan är avrundad från exakta kronor och raderna var för sig.",
        )
    return Page(
        "Driftredovisning",
        heading,
        ((tables["operating"],),),
        notes,
        charts.line_charts(board, tables["operating"]),
        widths={operating.COMMENT: 44, operating.EXPLANATION: 17, operating.VARIANCE_BAR: 19},
    )


def _investments_page(board: Board, tables: dict[str, Table]) -> Page:
    budget = At("investments", investments.TOTAL, investments.BUDGET)
    actual = At("investments", investments.TOTAL, investments.ACTUAL)
    spent = At("investments", investments.TOTAL, investments.SPENT)
    over = actual - budget
    used, granted, exceeded = (amount_formula(board.money, x) for x in (actual, budget, over))
    of_budget = joined(used, " av ", granted, " är förbrukat (", percent_formula(spent), ")")
    overspent = rounded(over) > 0
    message = choose(
        (both(budget.equals(0), actual.equals(0)), "Det finns varken investeringsbudget eller utgifter."),
        (budget.equals(0), joined(used, " är förbrukat utan budget.")),
        (overspent, joined(of_budget, ": ", exceeded, " över budget.")),
        otherwise=joined(of_budget, "."),
    )
    about = joined(_about(board), "  ·  avvikelse = budget − utfall")
    heading = head(
        "Investeringsredovisning",
        _titled("Investeringsredovisning", board),
        about,
        message,
        _badge(tables["checks"]),
        bad=overspent,
    )
    notes = ["En budget som inte är förbrukad är inte i sig bättre: projektet kan vara försenat."]
    stated = board.investments and board.investments.blocks[LineKind.PROJECT].rounding
    if stated:
        notes.append(
            "Avrundningsdifferens: den angivna summan är avrundad från exakta kronor och raderna var för sig."
        )
    return Page(
        "Investeringsredovisning",
        heading,
        ((tables["investments"],),),
        tuple(notes),
        charts.projects_charts(board, tables["investments"]),
        widths={investments.COMMENT: 44, investments.SPENT_BAR: 19},
    )


def _goals_page(board: Board, tables: dict[str, Table]) -> Page:
    assert board.goals is not None
    reached = call("COUNTIF", tables["goals"].all(goals.STATUS), goals.Status.ACHIEVED.value)
    message: Expr = joined(reached, f" av {len(tables['goals'].lines())} indikatorer är uppnådda.")
    good = bad = None
    if board.goals.goals:
        outcome = At("goals", goals.BOARD, goals.STATUS)
        counts = [At("goals", goals.BOARD, c) for c in (goals.N_ACHIEVED, goals.N_PARTLY, goals.N_NOT)]
        message = joined(
            counts[0], " av ", counts[0] + counts[1] + counts[2], " nämndmål uppnås, ", counts[1],
            " uppnås delvis och ", counts[2], " uppnås ej. Nämnden som helhet: ", call("LOWER", call("RIGHT", outcome, call("LEN", outcome) - 2)), ".",
        )  # fmt: skip
        good, bad = (
            outcome.equals(goals.Outcome.ACHIEVED.value),
            outcome.equals(goals.Outcome.NOT_ACHIEVED.value),
        )
    about = joined(setting_cell(BOARD), "  ·  status = er egen bedömning där den finns, annars den uträknade")
    heading = head(
        "Måluppfyllelse",
        _titled("Måluppfyllelse", board),
        about,
        message,
        _badge(tables["checks"]),
        good,
        bad,
    )
    notes = (
        "Ett nämndmål uppnås när alla indikatorer är uppnådda, och uppnås ej när mer än hälften är ej uppnådda eller "
        "saknar värde. Annars uppnås det delvis.",
        "En indikator är delvis uppnådd när den når gränsen på bladet Uppgifter, eller sin egen gräns i kolumnen Gräns delvis.",
        "Övriga indikatorer bedöms var för sig och räknas inte till något mål.",
    )
    return Page(
        "Måluppfyllelse",
        heading,
        ((tables["goals"],),),
        notes,
        widths={goals.GOAL: 10.5, goals.INDICATOR: 42, goals.COMMENT: 40, goals.JUDGEMENT: 15},
    )


_MEMBERS_IN_A_SENTENCE = 5  # more would run off the page


def _shares_page(board: Board, tables: dict[str, Table]) -> Page:
    assert board.members is not None
    members, table = board.members, tables["shares"]
    due = shares.amount_at()
    said: Expr = shares.listed_at(members)
    if len(members.members) > _MEMBERS_IN_A_SENTENCE:
        said = joined(amount_formula(board.money, due), f" på {len(members.members)} medlemmar")
    message = choose(
        (due > 0, joined("Underskott att betala: ", said, ".")),
        (due < 0, joined("Överskott att få tillbaka: ", said, ".")),
        otherwise="Det finns inget att fördela.",
    )
    dated = joined(" ", text.day(uppgifter.KEY_DATE))
    of_day = when(call("COUNT", setting_cell(uppgifter.KEY_DATE)) > 0, dated, "")
    about = joined(_about(board), "  ·  fördelat efter ", setting_cell(uppgifter.KEY), of_day)
    heading = head(
        "Fördelning", _titled("Fördelning", board), about, message, _badge(tables["checks"]), due < 0, due > 0
    )
    notes = (
        "Varje medlem får först de hela delarna av sin kvot. Det som är kvar går en hel i taget till dem med störst rest.",
        "Vid lika rest går den före som har störst nyckel, därefter den som står först.",
    )
    return Page(
        "Fördelning",
        heading,
        ((tables["basis"], table),),
        notes,
        (charts.shares_chart(board, table),),
        frozen=False,
    )


def _text_page(board: Board, tables: dict[str, Table], written: Mapping[str, str]) -> Page:
    table = text.text_table(board, written)
    heading = head(
        "Rapporttext",
        _titled("Rapporttext", board),
        setting_cell(BOARD),
        "Meningarna följer siffrorna. Kopiera cellen och klistra in som text.",
        _badge(tables["checks"]),
    )
    return Page("Rapporttext", heading, ((table,),), widths={text.SECTION: 32, text.SENTENCE: 100})


def _control_page(
    board: Board,
    tables: dict[str, Table],
    findings: list[Finding],
    provenance: Provenance,
    homeless: Sequence[Homeless],
) -> Page:
    checks = tables["checks"]
    agree = control.all_agree(checks)
    message = when(agree, "Alla kontroller stämmer.", "Minst en kontroll avviker. Se kolumnen Utfall.")
    heading = head(
        "Kontroll", _titled("Kontroll", board), _about(board), message, None, agree, call("NOT", agree)
    )
    listed = control.findings_table(findings, origins(tables.values()))
    return Page(
        "Kontroll",
        heading,
        (
            (
                checks,
                *((homeless_table(homeless),) if homeless else ()),
                listed,
                control.provenance_table(provenance),
            ),
        ),
        widths={
            control.CHECK: 62,
            control.MESSAGE: 62,
            control.LABEL: 62,
            TEXT_OF: 62,
            control.HINT: 52,
            control.VALUE: 12,
        },
        frozen=False,
    )


def origins(tables: Iterable[Table]) -> dict[Origin, At]:
    """The result's cell of each cell of the input."""
    places: dict[Origin, At] = {}
    for table in tables:
        for row in table.rows:
            for column in table.columns:
                cell = row.cells.get(column)
                if cell is not None and cell.origin is not None:
                    places.setdefault(cell.origin, table.at(row.key, column))
    return places
