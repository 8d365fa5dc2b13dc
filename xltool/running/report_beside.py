"""The report in Word beside a result: what it is written into, and how it is put in place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from xltool.files.reasons import reason
from xltool.files.result_files import drop_versions, is_open_elsewhere, is_read_only, keep_version
from xltool.files.result_names import (
    DROP_FOLDER,
    REPORT_TEMPLATE,
    TEMPLATE_FOLDER,
    report_path,
    shown_name,
)
from xltool.files.whole_files import ChangedError, read_file, read_if_there, write_over
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.preflight import Door
from xltool.running.local_executor import Beside
from xltool.running.outcome import MadeReport, Options


class ReportBase(Struct, frozen=True):
    """Where the report goes, what stands there (None for nothing), and the document that it is written into: that, else a
    template; None for our own."""

    target: Path
    before: bytes | None
    document: Beside


def report_base(path: Path, result: Path, options: Options) -> ReportBase | Finding:
    """The same for the workbook, or why its report cannot be written. The report that stands there goes before any template:
    people go on in it."""
    return base_for(report_path(path, result), path, options)


def base_for(target: Path, path: Path, options: Options) -> ReportBase | Finding:
    """The same for a report that goes to the `target`."""
    assert options.report is not None
    with_macros = target.with_suffix(".docm")
    try:
        for place in (target, with_macros):
            if (found := read_if_there(place)) is not None:
                return _open(place) or ReportBase(place, found, (found, shown_name(place), Door.DOCUMENT))
    except OSError as error:
        return codes.UNWRITABLE_RESULT.at(None, name=shown_name(target), reason=reason(error))
    for template in _templates(path, options):
        try:
            data = read_if_there(template)
            if data is None and template == options.report.template:
                data = read_file(template)
        except OSError as error:
            return codes.NOT_A_DOCUMENT.at(None, name=shown_name(template), reason=reason(error))
        if data is not None:
            return ReportBase(target, None, (data, shown_name(template), Door.DOCUMENT))
    return ReportBase(target, None, None)


def _templates(path: Path, options: Options) -> Iterator[Path]:
    """Where the template may lie, in this order."""
    if options.report is not None and options.report.template is not None:
        yield options.report.template
        return
    yield path.with_name(REPORT_TEMPLATE)
    if path.parent.parts[-2:] == DROP_FOLDER.parts:
        yield path.parent.parent / TEMPLATE_FOLDER.name / REPORT_TEMPLATE
    yield TEMPLATE_FOLDER / REPORT_TEMPLATE


def _open(target: Path) -> Finding | None:
    """Why the report that stands there is to be left alone."""
    if is_open_elsewhere(target):
        return codes.REPORT_OPEN.at(None, name=shown_name(target), why="är öppen i ett annat program")
    if is_read_only(target):
        return codes.REPORT_OPEN.at(None, name=shown_name(target), why="är skrivskyddad")
    return None


def put_report(base: ReportBase, made: MadeReport, options: Options) -> tuple[Path | None, list[Finding]]:
    """Writes the report; returns where, and what there is to say of it. What people have saved since is kept as a version.
    Raises ChangedError where somebody has saved the report meanwhile."""
    if made.data is None:
        return None, []
    target = base.target.with_suffix(".docm" if made.macros else base.target.suffix)
    said: list[Finding] = []
    try:
        if base.before == made.data:
            return target, said
        if (found := _open(target)) is not None:
            return None, [found]
        if read_if_there(target) != base.before:
            raise ChangedError
        if base.before is not None and made.is_changed:
            version = keep_version(target, base.before)
            said.append(codes.REPORT_KEPT.at(None, name=version.name))
            drop_versions(target, options.keep, version)
        write_over(target, made.data, base.before)
    except PermissionError:  # Windows' sharing violation: Word has it open on another computer
        if not os.path.lexists(target):
            return None, [codes.UNWRITABLE_RESULT.at(None, name=target.name, reason="åtkomst nekad")]
        return None, [codes.REPORT_OPEN.at(None, name=target.name, why="är öppen i ett annat program")]
    except OSError as error:
        return None, [codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=reason(error))]
    return target, said
