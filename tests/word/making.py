"""Reports made without a disk."""

from __future__ import annotations

from datetime import datetime

from xltool.core.document import Report
from xltool.result.report_document import report_document
from xltool.running.outcome import State
from xltool.running.pipeline import work
from xltool.word.own_template import own_template
from xltool.word.report_file import Choice, Filled, filled_report

MADE = datetime(2024, 1, 31)


def described(workbook: bytes, previous: bytes | None = None) -> Report:
    """The report that the workbook gives."""
    done = work(workbook, "b.xlsx", write=False, previous=previous)
    assert done.state is State.OK, [f.message for f in done.findings]
    assert done.result is not None
    return report_document(done.result)


def ours() -> bytes:
    return own_template("Rapporten", "Nämnden", MADE)


def filled(base: bytes, report: Report, choice: Choice = Choice.NOBODY) -> Filled:
    return filled_report(base, "mall.docx", report, choice)


def written(base: bytes, report: Report, choice: Choice = Choice.NOBODY) -> bytes:
    done = filled(base, report, choice)
    assert done.data is not None, [f.message for f in done.findings]
    return done.data


def report_of(workbook: bytes) -> bytes:
    """The report in our own template."""
    return written(ours(), described(workbook))
