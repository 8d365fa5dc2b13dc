"""The ledger of a workbook: the file that is named, or the one beside it that has its name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from xltool.core.ledger_file import LedgerFile
from xltool.core.swedish import listed
from xltool.files.reasons import reason
from xltool.files.result_names import is_generated_file, shown_name
from xltool.files.whole_files import read_file
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.preflight import Door, FileKind, Inspected
from xltool.running.local_executor import Beside

ENDINGS = (".se", ".si", ".sie", ".csv", ".txt")


def ledger_paths(path: Path) -> list[Path]:
    """The files beside the workbook that may be its ledger, by their names; none beside a result."""
    if is_generated_file(path):
        return []
    return sorted(_named_as(path))


def is_beside(path: Path, ledger: Path) -> bool:
    """Whether the ledger is found without being named."""
    return any(one.resolve() == ledger.resolve() for one in ledger_paths(path))


def _named_as(path: Path) -> Iterator[Path]:
    stem = os.path.normcase(path.stem)
    try:
        with os.scandir(path.parent) as entries:
            for entry in entries:
                own = path.with_name(entry.name)
                if os.path.normcase(own.stem) == stem and own.suffix.lower() in ENDINGS and entry.is_file():
                    yield own
    except (OSError, ValueError):  # told when the workbook itself is read
        return


def ledger_beside(path: Path, named: Path | None) -> Beside | Finding:
    """The bytes and the name of the ledger; None where there is none, a finding where it cannot be read or told."""
    found = [named] if named is not None else ledger_paths(path)
    if len(found) > 1:
        files = listed([one.name for one in found])
        return codes.LEDGERS_BESIDE.at(None, name=shown_name(path), files=files)
    for one in found:
        try:
            return read_file(one), shown_name(one), Door.LEDGER
        except FileNotFoundError:
            if named is not None:
                return codes.MISSING_FILE.at(None, name=shown_name(one), near="")
        except OSError as error:
            return codes.UNREADABLE_FILE.at(None, name=shown_name(one), reason=reason(error))
    return None


def ledger_of(file: Inspected, *, named: bool) -> tuple[LedgerFile | None, tuple[Finding, ...]]:
    """What the file holds; findings where it is no ledger that can be read. One that nobody `named` and that is none is
    passed over, told."""
    sha256 = hashlib.sha256(file.data).hexdigest()
    told = {"Bokföringsfil": file.name, "Bokföringens kontrollsumma (SHA-256)": sha256}
    if file.seen.kind is FileKind.SIE:
        from xltool.intake.sie_reader import read_sie

        return LedgerFile(file.name, read_sie(file.data), sha256, told), ()
    if file.seen.kind is None:
        return None, file.seen.findings
    from xltool.intake.text_ledger import read_text_ledger

    read = read_text_ledger(file.data, file.name)
    if read.sheet is None:
        if named or any(found.code is not codes.NOT_A_LEDGER for found in read.findings):
            return None, tuple(read.findings)
        problem = dict(read.findings[0].fields)["problem"]
        return None, (codes.LEDGER_PASSED_OVER.at(None, name=file.name, problem=problem),)
    return LedgerFile(file.name, read.sheet, sha256, {**told, **read.told}, named), ()
