"""The report in Word of a result: a pure function, which any process may run."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.core.accents import readable
from xltool.core.document import Report
from xltool.intake.preflight import Inspected
from xltool.rerun.wins import Wins
from xltool.result.report_document import report_document
from xltool.result.result import Result
from xltool.running.drawn_result import made_time
from xltool.running.outcome import Choices, MadeReport
from xltool.word.own_template import own_template
from xltool.word.report_file import WORDS_OWN, Choice, ReportStyles, filled_report

OWN_TEMPLATE = "xltools mall"
_CHOICES = {Wins.NOBODY: Choice.NOBODY, Wins.INPUT: Choice.WORKBOOK, Wins.RESULT: Choice.REPORT}


def made_report(result: Result, document: Inspected | None, choices: Choices, saved: str) -> MadeReport:
    """The report in the `document`, in our own template where there is none; `saved` is when the workbook was."""
    settings = result.board.settings
    accent = readable(settings.colour) if settings.colour else ""
    styles = ReportStyles(settings.table_style, settings.heading_style, accent)
    return filled_in(report_document(result), document, choices, saved, styles)


def filled_in(
    report: Report, document: Inspected | None, choices: Choices, saved: str, styles: ReportStyles = WORDS_OWN
) -> MadeReport:
    """The described report in the document."""
    if document is not None and document.seen.kind is None:
        return MadeReport(None, document.seen.findings)
    if document is None:
        base = own_template(f"{report.called} {report.about}", report.about, made_time(saved), styles.accent)
        name = OWN_TEMPLATE
    else:
        base, name = document.data, document.name
    try:
        filled = filled_report(
            base, name, report, _CHOICES[choices.wins], styles, goes_on=choices.report_goes_on
        )
    except ValueError:
        from xltool.findings import codes

        return MadeReport(None, (codes.NOT_A_DOCUMENT.at(None, name=name, reason="den är skadad"),))
    carried = document.seen.findings if document is not None else ()
    made = MadeReport(filled.data, (*carried, *filled.findings), filled.is_changed)
    return replace(made, macros=document is not None and document.seen.macros)
