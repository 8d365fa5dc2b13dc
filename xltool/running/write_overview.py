"""`Översikt.xlsx` of a folder, written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace

from xltool.files.result_names import OVERVIEW, REPORT_ENDING, shown_name
from xltool.files.whole_files import ChangedError
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.running.made_anew import write_anew
from xltool.running.other_workbooks import overview_bytes
from xltool.running.outcome import DEFAULT, Options, Outcome

OVERVIEW_NAME = f"{OVERVIEW}.xlsx"


def write_overview(
    folder: Path,
    outcomes: Sequence[Outcome],
    left_out: Sequence[Path] = (),
    missing: Mapping[Path, Sequence[int]] = MappingProxyType({}),
) -> tuple[Path, list[Finding]]:
    """`Översikt.xlsx` in the folder, over the workbooks' outcomes, and what there is to say of one that somebody has
    worked in; `left_out` are named in it, and of each the months of the reports that are `missing`. Raises OSError where it cannot be written."""
    from xltool.rerun.lineage import saved_by_xltool
    from xltool.result.overview_page import OverviewEntry

    entries = [
        OverviewEntry(shown_name(o.file), o.figures, o.findings, tuple(missing.get(o.file, ())))
        for o in outcomes
    ]
    newest = max((o.saved for o in outcomes), default="")
    names = [shown_name(path) for path in left_out]
    data = overview_bytes(entries, shown_name(folder.resolve()), newest, names)
    said: list[Finding] = []
    remedy = "Skriv förklaringar i nämndernas resultat. Då följer de med."
    target = folder / OVERVIEW_NAME
    try:
        os.fsencode(target)
    except UnicodeEncodeError:  # a system whose names are ASCII alone
        target = folder / "Oversikt.xlsx"
    written = write_anew(target, data, saved_by_xltool, said, "Den nya översikten", remedy, DEFAULT.keep)
    return written, said


def write_appendix(
    folder: Path, outcomes: Sequence[Outcome], options: Options
) -> tuple[Path | None, list[Finding]]:
    """`Översikt-rapport.docx` in the folder: board by board, in a template as any report. The path is None where people must
    decide something first, or the document cannot be written."""
    from xltool.intake.preflight import inspect
    from xltool.result.boards_appendix import boards_appendix
    from xltool.running.made_report import filled_in
    from xltool.running.report_beside import ReportBase, base_for, put_report

    base = base_for(folder / f"{OVERVIEW}{REPORT_ENDING}.docx", folder / OVERVIEW_NAME, options)
    if not isinstance(base, ReportBase):
        return None, [base]
    report = boards_appendix([o.described for o in outcomes if o.described], shown_name(folder.resolve()))
    document = inspect(*base.document) if base.document else None
    choices = replace(options.choices, report_goes_on=base.before is not None)
    made = filled_in(report, document, choices, max((o.saved for o in outcomes), default=""))
    try:
        written, said = put_report(base, made, options)
    except ChangedError:
        return None, [codes.REPORT_OPEN.at(None, name=base.target.name, why="ändras av någon annan")]
    return written, [*made.findings, *said]
