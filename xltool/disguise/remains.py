"""What of a workbook is still in its disguise, looked for in every part of the file."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO

from xltool.core.cells import RawBook
from xltool.core.numbers import parse_number
from xltool.core.spelling import normalised
from xltool.disguise.column_roles import Role, column_roles
from xltool.disguise.disguised_book import label_of, texts_of
from xltool.disguise.known_words import WORD, is_known, is_setting

_SHORTEST = 3  # of digits: fewer say nothing of anybody
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_TEXT = re.compile(r"<(?:t|v|f)\b[^>]*>([^<]*)<|(?:name|formatCode)=\"([^\"]*)\"")


def remains(book: RawBook, data: bytes) -> list[str]:
    """The board's own words and figures (of three digits and more, but years and accounts of the chart) that the file still has."""
    words, figures = own_words(book), own_figures(book)
    found: set[str] = set()
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name).decode()
            texts = [unescape(a or b) for a, b in _TEXT.findall(part)]
            found |= {word for text in texts for word in WORD.findall(text) if normalised(word) in words}
            found |= {
                said
                for text in texts
                for said in _NUMBER.findall(text.replace("\u00a0", ""))
                if _plain(said) in figures
            }
    return sorted(found)


def own_words(book: RawBook) -> frozenset[str]:
    """The words that are nobody's but the board's."""
    words = {word for text in texts_of(book) for word in WORD.findall(text) if len(word) > 2}
    return frozenset(normalised(word) for word in words if not is_known(word) and not _is_code(word))


def own_figures(book: RawBook) -> frozenset[str]:
    """The numbers that are nobody's but the board's, as they are written in a file."""
    numbers: set[float] = set()
    for sheet in book.sheets:
        roles = column_roles(sheet)
        for (row, column), cell in sheet.cells.items():
            if roles.get(column) in (Role.ACCOUNTS, Role.DAYS) or is_setting(label_of(sheet, row)):
                continue
            read = parse_number(cell.value) if type(cell.value) is str else None
            number = cell.number if read is None else read.value
            numbers |= {number} if number is not None else set()
    written = {_plain(f"{abs(number):.15g}") for number in numbers}
    return frozenset(
        said for said in written if len(said.replace(".", "")) >= _SHORTEST and not _is_everybodys(said)
    )


def _plain(said: str) -> str:
    return said.rstrip("0").rstrip(".") if "." in said else said


def _is_everybodys(said: str) -> bool:
    """A year, a round number of a limit or a unit."""
    return said in ("100", "1000", "1000000") or (said.isdecimal() and 1990 <= int(said) <= 2100)


def _is_code(word: str) -> bool:
    """A function or a place in a formula."""
    return word.isupper() and len(word) <= 3
