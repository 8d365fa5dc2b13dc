"""The use case of `xltool diff`: two files read, and what differs between them."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from xltool.compare.compared_workbook import ComparedWorkbook, RememberedRows
from xltool.compare.computed_anew import compared
from xltool.compare.difference_data import data
from xltool.compare.difference_report import listing
from xltool.compare.differences import differences
from xltool.core.memos import MEMORY
from xltool.files.reasons import reason
from xltool.files.result_files import is_open_elsewhere
from xltool.files.result_names import as_text, shown_name
from xltool.files.whole_files import read_file
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.preflight import Inspected
from xltool.rerun.additions.bring_along import written_beside
from xltool.rerun.earlier_result import EarlierResult
from xltool.running.local_executor import Beside, LocalExecutor
from xltool.running.missing_file import missing_file
from xltool.running.translation_file import translation_beside, translation_of
from xltool.terminal.report import finding_lines, printable


class Comparison(Struct, frozen=True):
    """What a person reads, and the JSON object; `complete` is False where one of the files could not be read."""

    lines: list[str]
    data: dict[str, Any]
    complete: bool


class _ComparedFile(Struct, frozen=True):
    """A file of a comparison. `content` is None where it could not be read; the findings then say why. `table` is the
    taught table beside it."""

    path: Path
    content: bytes | None
    findings: tuple[Finding, ...]
    table: Beside = None

    @property
    def shown(self) -> str:
        return printable(as_text(str(self.path)))

    @property
    def name(self) -> str:
        return printable(shown_name(self.path))


def compare(a: Path, b: Path, width: int) -> Comparison:
    """What differs from one workbook to the other, in lines of that width."""
    sides = (_side(a), _side(b))
    first, second = (side.content or b"" for side in sides)
    with LocalExecutor() as executor:
        task = partial(_compared, sides=sides, width=width)
        tables = (side.table for side in sides)
        done = executor.do(task, first, sides[0].name, (second, sides[1].name), *tables)
    if isinstance(done, Finding):
        return _told(sides, (None, None), ((done,), ()), width)
    return done


def _side(path: Path) -> _ComparedFile:
    name = printable(shown_name(path))
    try:
        content = read_file(path)
    except FileNotFoundError:
        return _ComparedFile(path, None, (missing_file(path),))
    except OSError as error:
        return _ComparedFile(path, None, (codes.UNREADABLE_FILE.at(None, name=name, reason=reason(error)),))
    table = translation_beside(path)
    if isinstance(table, Finding):
        return _ComparedFile(path, None, (table,))
    open_ = (codes.INPUT_OPEN.at(None, name=name),) if is_open_elsewhere(path) else ()
    return _ComparedFile(path, content, open_, table)


# --- where the files are opened ------------------------------------------------------------------------------


def _compared(
    first: Inspected,
    second: Inspected,
    *tables: Inspected | None,
    sides: tuple[_ComparedFile, _ComparedFile],
    width: int,
) -> Comparison:
    a, b = (
        _read(file, table) if side.content is not None else (None, ())
        for side, file, table in zip(sides, (first, second), tables, strict=True)
    )
    return _told(sides, (a[0], b[0]), (a[1], b[1]), width)


def _read(file: Inspected, table: Inspected | None) -> tuple[ComparedWorkbook | None, tuple[Finding, ...]]:
    result = EarlierResult(file)
    book, found = result.read
    if book is None:
        return None, tuple(found)
    translation, lost = translation_of(table, book)
    if lost:
        return None, lost
    if result.package is None:
        return compared(book, None, None, {}, translation), tuple(found)
    rows = result.written.rows
    own = [s for s in book.sheets if s.name not in rows and s.name != MEMORY] if rows else None
    additions = None
    with suppress(Exception):  # its values could be read, and its formats or drawings are damaged
        additions = result.additions
    beside = written_beside(additions, result.unmatched) if rows else {}
    stands = result.stands
    remembered = RememberedRows(stands.entries, stands.gone, result.input)
    return compared(stands.book, result.typed_sentences, own, beside, translation, remembered), tuple(found)


_BothRead = tuple[ComparedWorkbook | None, ComparedWorkbook | None]


def _told(
    sides: tuple[_ComparedFile, _ComparedFile],
    versions: _BothRead,
    found: tuple[tuple[Finding, ...], tuple[Finding, ...]],
    width: int,
) -> Comparison:
    a, b = versions
    differing = differences(a, b) if a is not None and b is not None else None
    lines: list[str] = []
    objects = data(a, b, differing)
    for key, side, version, more in zip(("a", "b"), sides, versions, found, strict=True):
        findings = (*more, *side.findings)
        if findings:
            lines += [side.shown, *finding_lines(findings, {})]
        objects[key] = {
            "file": str(side.path.absolute()),
            "status": "unreadable" if version is None else "errors" if version.errors else "ok",
            **objects[key],
            "findings": [{"code": f.code.code, "message": f.message} for f in findings],
        }
    if differing is not None:
        assert a is not None
        assert b is not None
        named = ((sides[0].shown, a), (sides[1].shown, b))
        lines += [*([""] if lines else []), *listing(*named, differing, width)]
    return Comparison(lines, objects, differing is not None)
