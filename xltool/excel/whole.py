"""Whether a reader has read the whole package: openpyxl passes over in silence what it does not understand."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping

from defusedxml.ElementTree import fromstring

from xltool.core.limits import LIMITS
from xltool.excel.scan import is_picture

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROOT = re.compile(rb"<(?:\w+:)?([A-Za-z]\w*)")
# A cell that holds something, and not only a format.
_HOLDS = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*(?<!/)>\s*+(?:<(?:\w+:)?f\b[^<>]*>[^<]*+(?:</(?:\w+:)?f>)?\s*+)?<(?:\w+:)?(?:v\b[^<>]*>[^<]|is\b)"
)
_PLACE = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([^"'<>]*)["']""")
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z0-9]+)["'][^<>]*(?<!/)>\s*+"""
    rb"""(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*+)?<(?:\w+:)?(?:v\b[^<>]*>[^<]|is\b)"""
)
_NESTED = re.compile(rb"<(?:\w+:)?v>[^<]*<(?!/)")
# A text's number in the list of texts; openpyxl counts -1 from the end.
_ODD_INDEX = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*["']s["'][^<>]*>\s*+<(?:\w+:)?v>(?!\s*[0-9]*\s*<)"""
)
# Python takes 1_000 and digits of other scripts for numbers; Excel takes them for damage.
_ODD_NUMBER = re.compile(rb"<(?:\w+:)?v>[^<]*[_\x80-\xff]")
# A text that stands in its cell, where the cell does not say so: openpyxl passes over it.
_INLINE = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>\s*+<(?:\w+:)?is\b")
_IS_INLINE = re.compile(rb"""\bt\s*=\s*["']inlineStr["']""")
# Texts in the list of texts; one inside another is one text to some readers, and two to others.
_TEXT_TAG = re.compile(rb"<(/?)(?:\w+:)?si(?:\s[^<>]*)?(?<!/)>")
_TYPED = re.compile(rb"""\bt\s*=\s*["'](?:str|e|d)["']""")


class PartlyReadError(Exception):
    """A part of the workbook was not read, or two readers would read it differently; the text is for the user."""


def check_whole(package: zipfile.ZipFile, read: Mapping[str, Collection[tuple[int, int]]]) -> None:
    """Raises PartlyReadError where a sheet of the package was not read whole. `read` holds the places of the cells
    that were read, by the sheet's name; a sheet that is not in it was left to another reader."""
    listed = sheet_paths(package)
    if "xl/sharedStrings.xml" in package.namelist():
        ends = _TEXT_TAG.findall(package.read("xl/sharedStrings.xml"))
        if any(ends[::2]) or not all(ends[1::2]):
            raise PartlyReadError("listan över texter går inte att läsa")
    names = [name.casefold() for name, _ in listed]
    for name, path in listed:
        if names.count(name.casefold()) > 1:
            raise PartlyReadError(f"två blad heter {name}")
        if name not in read:
            continue
        part = package.read(path)
        root = _ROOT.search(part)
        if root is not None and not root[1].lower().endswith(b"sheet"):
            raise PartlyReadError(f"det som ska vara bladet {name} är något annat")
        if not read[name] and _HOLDS.search(part):
            raise PartlyReadError(f"bladet {name} har celler som inte går att läsa")
        if any(not (1 <= r <= LIMITS.rows and 1 <= c <= LIMITS.columns) for r, c in read[name]):
            raise PartlyReadError(f"bladet {name} har celler utanför bladet")
        places = _PLACE.findall(part)
        if len(set(places)) < len(places):
            raise PartlyReadError(f"bladet {name} har samma cell två gånger")
        if _NESTED.search(part):
            raise PartlyReadError(f"bladet {name} har ett värde som inte tar slut")
        if _ODD_INDEX.search(part):
            raise PartlyReadError(f"bladet {name} har en text som inte finns")
        if not all(map(_IS_INLINE.search, _INLINE.findall(part))):
            raise PartlyReadError(f"bladet {name} har en text i en cell för något annat")
        for match in _ODD_NUMBER.finditer(part):
            if not _TYPED.search(part, part.rfind(b"<c", 0, match.start()), match.start()):
                raise PartlyReadError(f"bladet {name} har ett tal som inte är ett tal")


def filled_places(part: bytes) -> set[str]:
    """The references of the cells that hold something."""
    return {match[1].decode() for match in _FILLED.finditer(part)}


def sheet_paths(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Each sheet's name and part, in their order; raises PartlyReadError where a part is not there."""
    found = list(_sheet_paths(package))
    if not found:
        raise PartlyReadError("den innehåller inga blad")
    return found


def _sheet_paths(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = set(package.namelist())
    workbook = _workbook_part(package)
    folder, file = posixpath.split(workbook)
    listed = fromstring(package.read(posixpath.join(folder, "_rels", f"{file}.rels")))
    relations = {r.get("Id"): r.get("Target") or "" for r in listed}
    for sheet in fromstring(package.read(workbook)).iter(f"{_MAIN}sheet"):
        target = relations.get(sheet.get(_RELATION), "")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if path not in names or is_picture(path):
            raise PartlyReadError(f"bladet {sheet.get('name')} saknas i filen")
        yield sheet.get("name") or "", path


def _workbook_part(package: zipfile.ZipFile) -> str:
    """Most often xl/workbook.xml, but the package's own relations say which part it is."""
    relations = fromstring(package.read("_rels/.rels"))
    kinds = ((r.get("Type") or "", r.get("Target") or "") for r in relations)
    found = [target.lstrip("/") for kind, target in kinds if kind.endswith("/officeDocument")]
    if len(found) != 1:
        raise PartlyReadError("det går inte att säga vilken del som är arbetsboken")
    return found[0]
