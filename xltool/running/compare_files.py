"""The use case of `xltool diff`: two files read, and what differs between them."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from xltool.compare.compared_workbook import Version, version_of
from xltool.compare.difference_report import data, listing
from xltool.compare.differences import differences
from xltool.core.memos import MEMORY, memos_of
from xltool.files.reasons import reason
from xltool.files.result_files import is_open_elsewhere
from xltool.files.result_names import shown_name
from xltool.files.whole_files import read_file
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.preflight import Seen, look
from xltool.rerun.additions.bring_along import written_beside
from xltool.rerun.earlier_result import additions_to, as_it_stands, homeless_in, record_of
from xltool.rerun.typed_sentences import typed_sentences
from xltool.result.report_text import SENTENCE_SHEET
from xltool.running.local_executor import Desk
from xltool.sheets.board import LONG_NAMES
from xltool.terminal.report import finding_lines, printable


class Comparison(Struct, frozen=True):
    """What a person reads, and the JSON object; `complete` is False where one of the files could not be read."""

    lines: list[str]
    data: dict[str, Any]
    complete: bool


class _Side(Struct, frozen=True):
    """A file of a comparison. `content` is None where it could not be read; the findings then say why."""

    path: Path
    content: bytes | None
    findings: tuple[Finding, ...]

    @property
    def shown(self) -> str:
        return printable(str(self.path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"))

    @property
    def name(self) -> str:
        return printable(shown_name(self.path))


def compare(a: Path, b: Path, width: int) -> Comparison:
    """What differs from one workbook to the other, in lines of that width."""
    sides = (_side(a), _side(b))
    first, second = (side.content or b"" for side in sides)
    with Desk() as desk:
        done = desk.do(partial(_compared, sides=sides, width=width), first, sides[0].name, beside=second)
    if isinstance(done, Finding):
        return _told(sides, (None, None), ((done,), ()), width)
    return done


def _side(path: Path) -> _Side:
    name = printable(shown_name(path))
    try:
        content = read_file(path)
    except FileNotFoundError:
        return _Side(path, None, (codes.MISSING_FILE.at(None, name=name),))
    except OSError as error:
        return _Side(path, None, (codes.UNREADABLE_FILE.at(None, name=name, reason=reason(error)),))
    return _Side(path, content, (codes.INPUT_OPEN.at(None, name=name),) if is_open_elsewhere(path) else ())


# --- where the files are opened ------------------------------------------------------------------------------


def _compared(
    _first: bytes, _name: str, _seen: Seen, *, sides: tuple[_Side, _Side], width: int
) -> Comparison:
    read = [_version(side) for side in sides]
    versions, found = (read[0][0], read[1][0]), (read[0][1], read[1][1])
    return _told(sides, versions, found, width)


def _version(side: _Side) -> tuple[Version | None, tuple[Finding, ...]]:
    from xltool.intake.workbook_reader import read_workbook

    if side.content is None:
        return None, ()
    book, found = read_workbook(side.content, side.name, look(side.content, side.name), LONG_NAMES)
    if book is None:
        return None, tuple(found)
    if any(f.code is codes.VALUES_ALONE for f in found):
        return version_of(book, None, None, {}), tuple(found)
    memos = memos_of(book)
    record = record_of(memos)
    stands = as_it_stands(side.content, book, record, memos)
    sentences = typed_sentences(stands.book, stands.formulas.get(SENTENCE_SHEET, ()))
    own = [s for s in book.sheets if s.name not in record and s.name != MEMORY] if record else None
    additions = None
    with suppress(Exception):  # its values could be read, and its formats or drawings are damaged
        additions = additions_to(side.content, book, stands, record, memos)
    beside = written_beside(additions, homeless_in(stands)) if record else {}
    return version_of(stands.book, sentences, own, beside), tuple(found)


_Both = tuple[Version | None, Version | None]


def _told(
    sides: tuple[_Side, _Side],
    versions: _Both,
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
