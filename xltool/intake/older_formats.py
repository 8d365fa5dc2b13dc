""".xls, .xlsb and .ods: read by their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

from xltool.core.cells import RawBook, RawCell, RawSheet, RawValue
from xltool.core.memos import memos_of
from xltool.core.numbers import in_range
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.text_lengths import within_cells
from xltool.intake.zip_entries import Package

BROKEN = "innehållet går inte att läsa"


def values_alone(data: bytes, name: str, kind: str) -> tuple[RawBook | None, list[Finding]]:
    """A workbook in a format that only its values can be read of."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(_plain_ods(data) if kind == ".ods" else data))
        cells = (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
        sheets = tuple(
            _sheet_of_values(s.name, book.get_sheet_by_name(s.name).to_python(skip_empty_area=False))
            for s in book.sheets_metadata
            if s.typ in cells
        )
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except PasswordError:
        return None, [codes.ENCRYPTED_FILE.at(None, name=name)]
    except BaseException:  # a panic of the native library is no Exception
        return None, [codes.UNREADABLE_FORMAT.at(None, name=name, kind=kind)]
    sheets, cut = within_cells(sheets)
    return RawBook(sheets, memos=memos_of(sheets), name=name), [codes.VALUES_ALONE.at(None, kind=kind), *cut]


def _plain_ods(data: bytes) -> bytes:
    """A package of the content alone, as the library wants it: the part that tells the format and the manifest, which
    some programs leave out, and no blanks between elements. Raises what the package raises where it is damaged."""
    with Package(data) as package:
        content = package.read("content.xml")
    buffer = BytesIO()
    with ZipFile(buffer, "w") as plain:
        plain.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        plain.writestr("META-INF/manifest.xml", "<manifest/>")
        plain.writestr("content.xml", _without_blanks(content) if _BLANKS.search(content) else content)
    return buffer.getvalue()


_BLANKS = re.compile(rb">\s+<")
_PARAGRAPH_OR_BLANKS = re.compile(rb"<(/?)text:[ph](?=[\s>])[^<>]*+(?<!/)>|(?<=>)\s+(?=<)")


def _without_blanks(content: bytes) -> bytes:
    """Without the blanks that stand between elements, but those in the paragraphs, which are of the text."""
    depth = 0

    def kept(match: re.Match[bytes]) -> bytes:
        nonlocal depth
        if match[1] is None:
            return match[0] if depth else b""
        depth = max(0, depth + (-1 if match[1] else 1))
        return match[0]

    return _PARAGRAPH_OR_BLANKS.sub(kept, content)


def _sheet_of_values(name: str, rows: Sequence[Sequence[RawValue]]) -> RawSheet:
    cells = {
        (r, c): RawCell(in_range(value))
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value != ""
    }
    return RawSheet(name, cells)
