""".xls, .xlsb and .ods: read by their values."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from xltool.core.cells import RawBook, RawCell, RawSheet, RawValue
from xltool.core.memos import memos_of
from xltool.core.numbers import in_range
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.text_lengths import within_cells

BROKEN = "innehållet går inte att läsa"


def values_alone(data: bytes, name: str, kind: str) -> tuple[RawBook | None, list[Finding]]:
    """A workbook in a format that only its values can be read of."""
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = tuple(
            _sheet_of_values(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False))
            for n in book.sheet_names
        )
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except PasswordError:
        return None, [codes.ENCRYPTED_FILE.at(None, name=name)]
    except BaseException:  # a panic of the native library is no Exception
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=BROKEN)]
    sheets, cut = within_cells(sheets)
    return RawBook(sheets, memos=memos_of(sheets)), [codes.VALUES_ALONE.at(None, kind=kind), *cut]


def _sheet_of_values(name: str, rows: Sequence[Sequence[RawValue]]) -> RawSheet:
    cells = {
        (r, c): RawCell(in_range(value))
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value != ""
    }
    return RawSheet(name, cells)
