"""Last year's workbook, which this year's says something of: the file that is named, or the one that is called as this one but
for its year (year.md §2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from xltool.files.reasons import reason
from xltool.files.result_names import RESULT_ENDING, shown_name
from xltool.files.whole_files import read_file
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.preflight import Inspected
from xltool.running.inputs import SUFFIXES
from xltool.running.local_executor import Beside
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.sheets_found import is_long
from xltool.sheets.tie_out import is_of_last_year, is_year_before, tied_out, with_last_year

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def last_year_beside(path: Path, target: Path | None, named: Path | None) -> Beside | Finding:
    """The bytes and the name of last year's workbook, its result before its input, beside this one or where results go;
    None where there is none, a finding where the one that is named cannot be read."""
    for one in [named] if named is not None else _called_so(path, target):
        try:
            return read_file(one), shown_name(one)
        except FileNotFoundError:
            if named is not None:
                return codes.MISSING_FILE.at(None, name=shown_name(one), near="")
        except OSError as error:
            if named is not None:
                return codes.UNREADABLE_FILE.at(None, name=shown_name(one), reason=reason(error))
    return None


def _called_so(path: Path, target: Path | None) -> Iterator[Path]:
    stem = path.stem.removesuffix(RESULT_ENDING)
    before = _YEAR.sub(lambda year: str(int(year[0]) - 1), stem)
    if before == stem:
        return
    for folder in dict.fromkeys([*([target.parent] if target else []), path.parent]):
        yield folder / f"{before}{RESULT_ENDING}.xlsx"
    yield from (path.with_name(f"{before}{suffix}") for suffix in SUFFIXES)


def against_last_year(board: Board, last: Inspected, *, named: bool) -> tuple[Board, dict[str, str]]:
    """The board with what the comparison finds, and what Kontroll says of it. A file that nobody `named` and that is not of
    the same board and the year before is passed over; one that is named fills last year's column where there is none."""
    before = _read(last)
    if before is None or before.has_errors or before.operating is None:
        return _with(board, _unusable(last, "den har fel, se xltool check", named=named)), {}
    if not (is_year_before(board, before) if named else is_of_last_year(board, before)):
        year = before.settings.year
        until = (
            "den är en delårsrapport"
            if before.settings.is_interim
            else f"den gäller {year or 'inget angivet år'}"
        )
        wanted = (board.settings.year or 0) - 1
        return _with(board, _unusable(last, f"{until}, inte hela {wanted}", named=named)), {}
    findings, told = tied_out(board, before, last.name)
    if named:
        board, taken = with_last_year(board, before, last.name)
        findings += taken
    if not is_of_last_year(board, before):
        names = {"other": before.settings.board, "board": board.settings.board}
        findings.append(codes.OTHER_BOARD_BEFORE.at(None, file=last.name, **names))
    sha256 = hashlib.sha256(last.data).hexdigest()
    return _with(board, findings), {"Fjolårets arbetsbok": f"{last.name}, SHA-256 {sha256}", **told}


def _with(board: Board, findings: Sequence[Finding]) -> Board:
    return replace(board, findings=(*board.findings, *findings))


def _read(last: Inspected) -> Board | None:
    if last.seen.kind is None:
        return None
    from xltool.intake.workbook_reader import read_workbook

    book, _ = read_workbook(last.data, last.name, last.seen, is_long)
    return read_board(book) if book is not None else None


def _unusable(last: Inspected, why: str, *, named: bool) -> tuple[Finding, ...]:
    return (codes.LAST_YEAR_UNUSABLE.at(None, file=last.name, why=why),) if named else ()
