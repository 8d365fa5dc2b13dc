"""The taught table beside a workbook: found, and read with the same care as the workbook itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

from xltool.binding.taught_rows import Translation
from xltool.binding.taught_table import table_in, translation_in
from xltool.core.cells import RawBook
from xltool.files.reasons import reason
from xltool.files.result_names import shown_name, translation_paths
from xltool.files.whole_files import read_if_there
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.preflight import Inspected
from xltool.running.local_executor import Beside
from xltool.sheets.all_sheets import forms
from xltool.sheets.result_sheets import is_result


def translation_beside(path: Path) -> Beside | Finding:
    """The bytes and the name of what stands beside the workbook; None where nothing does, a finding where it cannot be
    read."""
    for beside in translation_paths(path):
        try:
            data = read_if_there(beside)
        except OSError as error:
            return codes.UNREADABLE_FILE.at(None, name=shown_name(beside), reason=reason(error))
        if data is not None:
            return data, shown_name(beside)
    return None


def translation_of(file: Inspected | None, book: RawBook) -> tuple[Translation | None, tuple[Finding, ...]]:
    """What the file teaches of the workbook; findings where it cannot be read. Where the workbook has a table of its own,
    and of xltool's own results, it says nothing."""
    if file is None or table_in(book) or is_result(book):
        return None, ()
    return read_translation(file)


def read_translation(file: Inspected) -> tuple[Translation | None, tuple[Finding, ...]]:
    """What the file teaches; findings where it cannot be read."""
    if file.seen.kind is None:
        return None, file.seen.findings
    from xltool.intake.workbook_reader import read_workbook

    book, found = read_workbook(file.data, file.name, file.seen)
    if book is None:
        return None, tuple(f for f in found if f.is_error)
    return translation_in(book, forms(), file.name), ()


def origin_of(file: Inspected | None, taught_by: str) -> str:
    """Where a workbook's words were taught, as its result tells it; empty where nowhere."""
    if file is None or taught_by != file.name:
        return taught_by
    return f"{file.name}, SHA-256 {hashlib.sha256(file.data).hexdigest()}"
