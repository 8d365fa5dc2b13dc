"""The result's pages: what stands on each sheet, in what order, and the sentence it opens with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from xltool.core.expr import At, Expr, call, joined, when
from xltool.core.origin import Origin
from xltool.core.pages import CONTROL_TITLE, GUIDE_TITLE, SUMMARY_TITLE, TEXT_TITLE, Page, Tab, head
from xltool.core.tables import Table
from xltool.findings.finding import Finding
from xltool.result import control, guide, report_text as text, summary, summary_charts as charts
from xltool.result.control import Provenance
from xltool.result.unmatched_list import TEXT_OF, Unmatched, unmatched_table
from xltool.sheets import all_sheets
from xltool.sheets.board import Board
from xltool.sheets.crossed.by_pages import ByColumn
from xltool.sheets.goals.goal_part import GOALS_PART
from xltool.sheets.investments.project_part import INVESTMENTS_PART
from xltool.sheets.investments.states_page import STATES, STATES_ABOUT, STATES_TITLE
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating.earlier_years import YEARS, YEARS_ABOUT, YEARS_TITLE
from xltool.sheets.operating.group_sheets import checked_group, group_sheets
from xltool.sheets.operating.groups_page import GROUPS, GROUPS_ABOUT, page_title
from xltool.sheets.operating.largest_variances import largest_variances
from xltool.sheets.operating.operating_columns import judging, net_words
from xltool.sheets.operating.operating_page import opening
from xltool.sheets.operating.operating_part import OPERATING_PART
from xltool.sheets.page_head import PageHead
from xltool.sheets.result_sheets import GUIDES, RESULT_ONLY
from xltool.sheets.settings.report_name import last_day
from xltool.sheets.settings.settings_rows import BOARD
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares import invoice_columns as invoices
from xltool.sheets.shares.share_part import MEMBERS_PART
from xltool.sheets.sheet_reading import SheetReading


def result_pages(
    board: Board,
    tables: dict[str, Table],
    findings: list[Finding],
    provenance: Provenance,
    sentences: Mapping[str, str],
    unmatched: Sequence[Unmatched],
    by: Sequence[ByColumn] = (),
    group: str = "",
    stale: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[Page, ...]:
    assert board.operating is not None
    page = page_head(board, control.badge(tables[control.CHECKS], tables[control.QUESTIONS]))

    def of_sheets(*, behind: bool) -> list[Page]:
        here = ((part, value) for part, value in all_sheets.present(board) if part.behind is behind)
        return [one for part, value in here for one in part.pages(value, board, tables, page)]

    pages = [
        _summary_page(board, tables, page),
        *of_sheets(behind=False),
        _text_page(board, page, sentences, stale),
        _control_page(tables, findings, provenance, unmatched, board.readings, page),
        *(one for of_column in by for one in of_column.pages(page)),
        *of_sheets(behind=True),
    ]
    more = {page_title(board.operating): GROUPS_ABOUT} if GROUPS in tables else {}
    more |= {YEARS_TITLE: YEARS_ABOUT} if YEARS in tables else {}
    more |= {STATES_TITLE: STATES_ABOUT} if STATES in tables else {}
    about = invoices.PRELIMINARY_ABOUT if page.shared_out else invoices.ABOUT
    more |= {invoices.TITLE: about} if invoices.INVOICES in tables else {}
    for of_column in by:
        more |= of_column.about()
    if group:
        pages = _with_group_sheets(pages, board.operating, tables, page, group)
    first = Page(
        GUIDE_TITLE,
        head(
            GUIDE_TITLE,
            page.titled("Budget" if page.budget_alone else "Resultat"),
            page.about(),
            None,
            page.badge,
        ),
        (
            guide.guide_tables(
                [one.title for one in pages],
                all_sheets.SHEETS,
                more,
                board.settings,
                has_goals=board.goals is not None,
            ),
        ),
        widths={guide.SHEET: 36, guide.ABOUT: 90},
        frozen=False,
        tab=Tab.CONTROL,
        whole=True,
    )
    return (first, *pages)


def page_head(board: Board, badge: Expr | None) -> PageHead:
    """What stands at the head of the board's pages."""
    return PageHead(
        board.money,
        bool(board.settings.year),
        badge,
        last_day(board.settings) if board.settings.is_interim else "",
        "ursprunglig budget" if board.settings.against_original else "",
        board.settings.budget_alone,
        board.settings.period_alone,
        board.settings.shared_out,
    )


def _with_group_sheets(
    pages: Sequence[Page], lines: Lines, tables: Mapping[str, Table], page: PageHead, group: str
) -> list[Page]:
    """The pages with a sheet for each group behind the one that sets them beside each other."""
    checked_group(lines, group)
    names = (name for kind in all_sheets.kinds() for name in (kind.title, *kind.aliases))
    taken = {*names, *GUIDES, *RESULT_ONLY, *(one.title for one in pages)}
    at = 1 + next(i for i, one in enumerate(pages) if one.title == page_title(lines))
    return [*pages[:at], *group_sheets(lines, tables[OPERATING_PART.key], page, taken), *pages[at:]]


def _summary_page(board: Board, tables: dict[str, Table], page: PageHead) -> Page:
    assert board.operating is not None
    lines, projects = tables[OPERATING_PART.key], tables.get(INVESTMENTS_PART.key)
    compares = judging(board.operating).compares
    worst = largest_variances(lines, worst=True) if compares else None
    best = largest_variances(lines, worst=False) if compares else None
    net, _ = net_words(board.operating)
    figures = summary.key_figures(lines, projects, page.money, net)
    left = tuple(table for table in (figures, worst, best) if table is not None)
    right: list[Table] = []
    if board.goals is not None and board.goals.goals and compares:
        right.append(summary.goals_overview(board.goals, tables[GOALS_PART.key]))
    if board.members is not None:
        right.append(summary.shares_overview(board.members, tables[MEMBERS_PART.key]))
    message, good, bad = opening(board.operating, lines, page.money, worst)
    about = page.about(f"  ·  {page.sign_rule}")
    heading = head(
        SUMMARY_TITLE,
        page.titled(SUMMARY_TITLE),
        about,
        message,
        page.badge,
        good,
        bad,
    )
    stacks = (left, tuple(right)) if right else (left,)
    return Page(
        SUMMARY_TITLE,
        heading,
        stacks,
        charts=charts.summary_charts(board.operating, lines, page.money, worst, best),
        widths={summary.GOAL: 58, summary.MEMBER: 58},
        frozen=False,
        whole=True,
    )


def _text_page(
    board: Board, page: PageHead, written: Mapping[str, str], stale: Mapping[str, Sequence[str]]
) -> Page:
    table = text.text_table(board, written, stale)
    heading = head(
        TEXT_TITLE,
        page.titled(TEXT_TITLE),
        setting_cell(BOARD),
        "Meningarna följer siffrorna. Kopiera cellen och klistra in som text.",
        page.badge,
    )
    return Page(
        TEXT_TITLE, heading, ((table,),), widths={text.SECTION: 32, text.SENTENCE: 100, text.STALE: 40}
    )


def _control_page(
    tables: dict[str, Table],
    findings: list[Finding],
    provenance: Provenance,
    unmatched: Sequence[Unmatched],
    readings: Sequence[SheetReading],
    page: PageHead,
) -> Page:
    checks = tables[control.CHECKS]
    agree, odd = control.all_agree(checks), control.asked(tables[control.QUESTIONS])
    said = when(agree, "Alla kontroller stämmer.", "Minst en kontroll avviker. Se kolumnen Utfall.")
    more = joined(" ", odd, " att fråga om, se Rimlighet. En kommentar på raden svarar.")
    message = joined(said, when(odd > 0, more, ""))
    heading = head(
        CONTROL_TITLE, page.titled(CONTROL_TITLE), page.about(), message, None, agree, call("NOT", agree)
    )
    listed = control.findings_table(findings, origins(tables.values()))
    return Page(
        CONTROL_TITLE,
        heading,
        (
            (
                checks,
                tables[control.QUESTIONS],
                *((unmatched_table(unmatched),) if unmatched else ()),
                listed,
                *((control.readings_table(readings),) if readings else ()),
                control.provenance_table(provenance),
            ),
        ),
        widths={
            control.CHECK: 66,
            control.FIRST: 9,
            control.MESSAGE: 66,
            control.LABEL: 66,
            control.READ: 66,
            TEXT_OF: 66,
            control.HINT: 52,
            control.VALUE: 12,
        },
        frozen=False,
        tab=Tab.CONTROL,
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
