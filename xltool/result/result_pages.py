"""The result's pages: what stands on each sheet, in what order, and the sentence it opens with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xltool.core.expr import At, call, when
from xltool.core.pages import Page, head
from xltool.core.tables import Origin, Table
from xltool.core.usage import UsageError
from xltool.findings.finding import Finding
from xltool.result import control, guide, report_text as text, summary, summary_charts as charts
from xltool.result.control import Provenance
from xltool.result.unmatched_list import TEXT_OF, Homeless, homeless_table
from xltool.sheets.board import Board
from xltool.sheets.goals.goal_page import goal_page
from xltool.sheets.investments.project_page import project_page
from xltool.sheets.ledger import ledger_page as details
from xltool.sheets.operating.largest_variances import largest_variances, net_message
from xltool.sheets.operating.operating_page import operating_page
from xltool.sheets.page_head import SIGN_RULE, PageHead
from xltool.sheets.settings import settings_rows as uppgifter
from xltool.sheets.settings.settings_rows import BOARD
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares.share_page import share_page


def result_pages(
    board: Board,
    tables: dict[str, Table],
    findings: list[Finding],
    provenance: Provenance,
    sentences: Mapping[str, str],
    unmatched: Sequence[Homeless],
    by: str = "",
) -> tuple[Page, ...]:
    assert board.operating is not None
    page = PageHead(board.money, bool(board.settings.year), control.badge(tables["checks"]))
    pages = [_summary_page(board, tables, page), operating_page(board.operating, tables["operating"], page)]
    if board.investments is not None:
        pages.append(project_page(board.investments, tables["investments"], page))
    if board.goals is not None:
        pages.append(goal_page(board.goals, tables["goals"], page))
    if board.members is not None:
        pages.append(share_page(board.members, tables["basis"], tables["shares"], page))
    pages += [
        _text_page(board, page, sentences),
        _control_page(tables, findings, provenance, unmatched, page),
        Page(
            "Uppgifter",
            head(
                "Uppgifter",
                "Uppgifter",
                setting_cell(BOARD),
                "Ändra en gräns, så bedöms allt om.",
                page.badge,
            ),
            ((tables["settings"],),),
            widths={uppgifter.LABEL: 30, uppgifter.VALUE: 34, uppgifter.EXPLANATION: 70},
        ),
    ]
    if board.details is not None:
        pages += [details.by_page(board.details, by, board.settings, page.badge)] if by else []
        pages.append(details.details_page(board.details, board.settings, page.badge))
    elif by:
        raise UsageError(f"Arbetsboken har inget blad Underlag att summera per {by}.")
    titles = [page.title for page in pages]
    first = Page(
        "Läs mig",
        head("Läs mig", page.titled("Resultat"), page.about(), None, page.badge),
        (guide.guide_tables(titles),),
        widths={guide.SHEET: 36, guide.ABOUT: 90},
        frozen=False,
    )
    return (first, *pages)


def _summary_page(board: Board, tables: dict[str, Table], page: PageHead) -> Page:
    assert board.operating is not None
    lines, projects = tables["operating"], tables.get("investments")
    worst = largest_variances(lines, worst=True)
    best = largest_variances(lines, worst=False)
    left = (summary.key_figures(lines, projects), worst, best)
    right: list[Table] = []
    if board.goals is not None and board.goals.goals:
        right.append(summary.goals_overview(board.goals, tables["goals"]))
    if board.members is not None:
        right.append(summary.shares_overview(board.members, tables["shares"]))
    message, good, bad = net_message(page.money, worst)
    about = page.about(f"  ·  {SIGN_RULE}")
    heading = head(
        "Sammanfattning",
        page.titled("Sammanfattning"),
        about,
        message,
        page.badge,
        good,
        bad,
    )
    stacks = (left, tuple(right)) if right else (left,)
    return Page(
        "Sammanfattning",
        heading,
        stacks,
        charts=charts.summary_charts(board.operating, lines, page.money, worst, best),
        widths={summary.GOAL: 58, summary.MEMBER: 58},
        frozen=False,
    )


def _text_page(board: Board, page: PageHead, written: Mapping[str, str]) -> Page:
    table = text.text_table(board, written)
    heading = head(
        "Rapporttext",
        page.titled("Rapporttext"),
        setting_cell(BOARD),
        "Meningarna följer siffrorna. Kopiera cellen och klistra in som text.",
        page.badge,
    )
    return Page("Rapporttext", heading, ((table,),), widths={text.SECTION: 32, text.SENTENCE: 100})


def _control_page(
    tables: dict[str, Table],
    findings: list[Finding],
    provenance: Provenance,
    homeless: Sequence[Homeless],
    page: PageHead,
) -> Page:
    checks = tables["checks"]
    agree = control.all_agree(checks)
    message = when(agree, "Alla kontroller stämmer.", "Minst en kontroll avviker. Se kolumnen Utfall.")
    heading = head(
        "Kontroll", page.titled("Kontroll"), page.about(), message, None, agree, call("NOT", agree)
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
