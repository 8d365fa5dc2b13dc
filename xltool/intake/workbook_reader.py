"""A workbook to raw grids with cell addresses; the only place that opens input files.

The older formats are read by python-calamine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import nullcontext

from xltool.core.cells import RawBook, RawSheet
from xltool.core.limits import LIMITS
from xltool.core.memos import memos_of
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.full_reader import read_sheets
from xltool.intake.older_formats import BROKEN, values_alone
from xltool.intake.package_parts import PartlyReadError, contents_of
from xltool.intake.preflight import FileKind, Seen, inspect
from xltool.intake.saved_time import saved_at
from xltool.intake.text_lengths import within_cells
from xltool.intake.zip_entries import Package, RefusedError, over_limit


def read_workbook(
    data: bytes,
    name: str,
    seen: Seen | None = None,
    is_long: Callable[[str], bool] = lambda _: False,
    package: Package | None = None,
) -> tuple[RawBook | None, list[Finding]]:
    """The workbook in `data`; None with a finding where it is none that can be read. `seen` is what the
    inspection saw, where there was one already. Sheets whose name `is_long` are read in bulk. A `package` that is
    opened already is left open. Never raises for content."""
    seen = seen or inspect(data, name).seen
    if seen.kind is None:
        return None, [*seen.findings]
    if seen.kind is not FileKind.XLSX:
        book, found = values_alone(data, name, seen.kind.value)
        return book, [*found, *_macros(seen), *seen.findings] if book else found
    try:
        with nullcontext(package) if package else Package(data) as parts:
            sheets = _sheets(parts, is_long)
            saved = saved_at(parts)
    except MemoryError:
        raise
    except RefusedError as refused:
        return None, [refused.finding(name)]
    except PartlyReadError as lost:
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=str(lost))]
    except Exception:  # the parsers raise a dozen kinds of exception on damaged files; all mean the same here
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=BROKEN)]
    sheets, cut = within_cells(sheets)
    return RawBook(sheets, saved, seen.macros, memos_of(sheets), name), [*_macros(seen), *seen.findings, *cut]


def _macros(seen: Seen) -> list[Finding]:
    return [codes.MACROS_IGNORED.at(None)] if seen.macros else []


def _sheets(package: Package, is_long: Callable[[str], bool]) -> tuple[RawSheet, ...]:
    contents = contents_of(package)
    long = {title for title, _ in contents.sheets if is_long(title)}
    _check_size(package, [path for title, path in contents.sheets if title not in long])
    return read_sheets(package, contents, long)


def _check_size(package: Package, paths: Iterable[str]) -> None:
    """Raises RefusedError where the sheets hold more cells than can be read one by one in time."""
    smallest = len(b"<c/>")
    large = [p for p in paths if package.getinfo(p).file_size > LIMITS.cells // _PARTS * smallest]
    cells = 0
    for path in large:
        part = package.read(path)
        cells += sum(1 for _ in _CELL.finditer(part.replace(b"\0", b"")))  # UTF-16 as if it were none
    if cells > LIMITS.cells:
        what = "antal celler på andra blad än Underlag"
        raise over_limit(what, number_text(cells), number_text(LIMITS.cells))


_CELL = re.compile(rb"[<:]c[\s/>]")
_PARTS = 4  # sheets so much smaller than the limit are not counted
