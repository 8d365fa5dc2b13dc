"""The use case of `xltool diff`: two files read, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltool.app import reason, shown_name
from xltool.core import codes
from xltool.core.finding import Finding
from xltool.difference_report import data, listing, printable
from xltool.kinds.differences import Differences, differences
from xltool.kinds.standing import Version, version_of
from xltool.kinds.text import typed_sentences
from xltool.report import finding_lines
from xltool.shelf import is_open_elsewhere


@dataclass(frozen=True, slots=True)
class Side:
    """A file of a comparison. `version` is None where it could not be read; the findings then say why."""

    path: Path
    version: Version | None
    findings: tuple[Finding, ...]

    @property
    def shown(self) -> str:
        return printable(str(self.path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """`differences` is None where one of the files could not be read."""

    a: Side
    b: Side
    differences: Differences | None


def compare(a: Path, b: Path) -> Comparison:
    """What differs from one workbook to the other."""
    one, other = _side(a), _side(b)
    if one.version is None or other.version is None:
        return Comparison(one, other, None)
    return Comparison(one, other, differences(one.version, other.version))


def _side(path: Path) -> Side:
    from xltool.excel.read import cells_with_formulas, read_workbook

    name = printable(shown_name(path))
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Side(path, None, (codes.MISSING_FILE.at(None, name=name),))
    except OSError as error:
        return Side(path, None, (codes.UNREADABLE_FILE.at(None, name=name, reason=reason(error)),))
    book, found = read_workbook(content, name)
    if book is None:
        return Side(path, None, tuple(found))
    sentences: dict[str, str] | None = None
    if not any(f.code is codes.VALUES_ALONE for f in found):
        sentences = typed_sentences(book, cells_with_formulas(content, "Rapporttext"))
    opened = (codes.INPUT_OPEN.at(None, name=name),) if is_open_elsewhere(path) else ()
    return Side(path, version_of(book, sentences), (*found, *opened))


def comparison_lines(done: Comparison, width: int) -> list[str]:
    """The comparison as a person reads it; where a file could not be read, why."""
    said: list[str] = []
    for side in (done.a, done.b):
        if side.findings:
            said += [side.shown, *finding_lines(side.findings, None)]
    if done.differences is None:
        return said
    assert done.a.version is not None
    assert done.b.version is not None
    a, b = (done.a.shown, done.a.version), (done.b.shown, done.b.version)
    return [*said, *([""] if said else []), *listing(a, b, done.differences, width)]


def comparison_data(done: Comparison) -> dict[str, Any]:
    """The JSON object."""
    found = data(done.a.version, done.b.version, done.differences)
    for side, one in (("a", done.a), ("b", done.b)):
        found[side] = {
            "file": str(one.path.absolute()),
            "status": "unreadable" if one.version is None else "errors" if one.version.errors else "ok",
            **found[side],
            "findings": [{"code": f.code.code, "message": f.message} for f in one.findings],
        }
    return found
