"""Workbooks for those who explain their own variances (answers): found beside a result, read, and put in place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from xltool.files.reasons import reason
from xltool.files.result_files import is_open_elsewhere, is_read_only, keep_version
from xltool.files.result_names import VERSION, safe_name, shown_name
from xltool.files.whole_files import ChangedError, names_in, read_file, read_if_there, write_over
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.preflight import Inspected
from xltool.running.local_executor import Beside
from xltool.running.outcome import DrawnAnswer
from xltool.running.own_files import Own, own_file

if TYPE_CHECKING:
    from xltool.rerun.answers import Answer

_FOLDER = "-per-"
_IS_VERSION = re.compile(rf"{VERSION}$")


class AnswersFound(Struct, frozen=True):
    """The answers beside a result by what they are called in messages, with their paths; what could not be read is told."""

    files: Mapping[str, tuple[Path, bytes]]
    findings: tuple[Finding, ...] = ()

    @property
    def beside(self) -> list[Beside]:
        return [(data, name) for name, (_, data) in self.files.items()]


# --- finding and reading --------------------------------------------------------------------------------------


def answers_beside(path: Path, target: Path | None) -> AnswersFound:
    """The workbooks of xltool's in the folders beside the result that are called as the `path` and `-per-` something."""
    files: dict[str, tuple[Path, bytes]] = {}
    findings: list[Finding] = []
    for one in _paths(path, target) if target is not None else ():
        name = f"{shown_name(one.parent)}/{shown_name(one)}"
        try:
            files[name] = one, read_file(one)
        except OSError as error:
            why = f"Den kan inte läsas: {reason(error)}."
            findings.append(codes.ANSWER_UNREADABLE.at(None, file=name, why=why))
    return AnswersFound(files, tuple(findings))


def _paths(path: Path, target: Path) -> Iterator[Path]:
    start = os.path.normcase(f"{path.stem}{_FOLDER}")
    try:
        folders = sorted(n for n in names_in(target.parent) if os.path.normcase(n).startswith(start))
    except OSError:  # told when the result is looked for
        return
    for folder in (target.with_name(name) for name in folders):
        try:
            names = sorted(names_in(folder))
        except OSError:  # a file of that name
            continue
        for one in (folder / name for name in names):
            usual = one.suffix.lower() == ".xlsx" and not one.name.startswith(("~$", "."))
            if usual and not _IS_VERSION.search(one.stem) and own_file(one) is Own.RESULT:
                yield one


def read_answers(files: Sequence[Inspected | None], year: int | None) -> tuple[list[Answer], list[Finding]]:
    """The answers in the workbooks, and what is told of those that cannot be taken."""
    from xltool.rerun.answers import Answer, answer_in
    from xltool.rerun.earlier_result import EarlierResult

    found = [answer_in(EarlierResult(one), one.name, year) for one in files if one is not None]
    return [one for one in found if isinstance(one, Answer)], [
        one for one in found if isinstance(one, Finding)
    ]


# --- putting in place -----------------------------------------------------------------------------------------


def put_answers(
    path: Path, target: Path, drawn: Sequence[DrawnAnswer], found: AnswersFound, kept: frozenset[str]
) -> list[Finding]:
    """Writes the answers beside the result; returns what there is to say. Of those that are `kept`, which hold more than
    comments on rows that are still there, a version stays. Raises ChangedError where somebody has saved one meanwhile."""
    said: list[Finding] = []
    of_folder: dict[str, dict[str, DrawnAnswer]] = {}
    for one in drawn:
        folder = f"{path.stem}{_FOLDER}{safe_name(one.column).lower()}"
        files = of_folder.setdefault(folder, {})
        name, number = safe_name(one.value), 1
        while os.path.normcase(f"{name}.xlsx").casefold() in files:
            number += 1
            name = f"{safe_name(one.value)} ({number})"
        files[f"{name}.xlsx".casefold()] = one
        problem = _put(target.parent / folder / f"{name}.xlsx", one, found, kept, said)
        if problem:
            said.append(codes.ANSWER_LEFT.at(None, file=f"{folder}/{name}.xlsx", why=problem))
    for folder, files in of_folder.items():
        what = "1 fil" if len(files) == 1 else f"{len(files)} filer"
        column = next(iter(files.values())).column
        said.append(codes.ANSWERS_WRITTEN.at(None, folder=folder, what=what, column=column))
    return said


def _put(
    place: Path, one: DrawnAnswer, found: AnswersFound, kept: frozenset[str], said: list[Finding]
) -> str:
    """Why the answer could not be written, where that is so."""
    name = f"{shown_name(place.parent)}/{shown_name(place)}"
    _, before = found.files.get(name, (place, None))
    try:
        there = read_if_there(place)
        if there == one.data:
            return ""
        if there is not None and before is None:
            return "där finns redan en fil som inte är xltools"
        if there != before:
            raise ChangedError
        if is_open_elsewhere(place):
            return "den är öppen i ett annat program"
        if is_read_only(place):
            return "den är skrivskyddad"
        if before is not None and name in kept:
            version = keep_version(place, before)
            said.append(codes.ANSWER_KEPT.at(None, file=name, version=version.name))
        write_over(place, one.data, before)
    except OSError as error:
        return f"den kan inte skrivas: {reason(error)}"
    return ""
