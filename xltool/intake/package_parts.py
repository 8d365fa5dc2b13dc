"""What a package says of itself: which of its parts are the sheets, the texts and the styles."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from xltool.intake.package_scan import is_unread
from xltool.intake.xml_patterns import ALTERNATIVES, MAIN, YES, parsed
from xltool.intake.zip_entries import part_name

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TEXTS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"  # where they are when nothing says so


class PartlyReadError(Exception):
    """A part of the workbook was not read, or two readers would read it differently; the text is for the user."""


class Contents(Struct, frozen=True):
    """`sheets` are each sheet's name and part, in their order; `texts` and `styles` are empty where there are none."""

    sheets: tuple[tuple[str, str], ...]
    texts: str
    styles: str
    from_1904: bool


def contents_of(package: zipfile.ZipFile) -> Contents:
    """Raises PartlyReadError where a sheet is not there, and what the XML parser and the package raise where they are
    damaged."""
    names = {part_name(name): name for name in package.namelist()}
    workbook = _workbook_part(package, names)
    folder, file = posixpath.split(workbook)
    listed = parsed(package.read(posixpath.join(folder, "_rels", f"{file}.rels")))
    inside = [r for r in listed if r.get("TargetMode") != "External"]
    relations = {r.get("Id"): _place(folder, r.get("Target") or "") for r in inside}
    by_kind = [((r.get("Type") or "").rpartition("/")[2], relations[r.get("Id")]) for r in inside]
    root = parsed(package.read(workbook))
    _check_alternatives(root)
    if any(len(root.findall(MAIN + once)) > 1 for once in ("sheets", "workbookPr")):
        raise PartlyReadError("arbetsboken räknar upp sina blad eller egenskaper två gånger")
    return Contents(
        tuple(_sheets(root, relations, names)),
        names.get(part_name(_only(by_kind, "sharedStrings", _TEXTS)), ""),
        names.get(part_name(_only(by_kind, "styles", _STYLES)), ""),
        any(p.get("date1904") in YES for p in root.iterfind(f"{MAIN}workbookPr")),
    )


def _only(by_kind: list[tuple[str, str]], kind: str, usual: str) -> str:
    """The part of a kind; where the usual one would be when nothing says so."""
    found = {path for of, path in by_kind if of == kind}
    if len(found) > 1:
        raise PartlyReadError("det går inte att säga vilka texter och format som är arbetsbokens")
    if any(map(is_unread, found)):
        raise PartlyReadError("texter och format ligger där bilder ska ligga")
    return found.pop() if found else usual


def sheet_paths(package: zipfile.ZipFile) -> tuple[tuple[str, str], ...]:
    """Each sheet's name and part, in their order; raises as `contents_of` does."""
    return contents_of(package).sheets


def _sheets(root: Any, relations: dict[str, str], names: dict[str, str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for sheet in root.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        name = sheet.get("name") or ""
        if sheet.get(_RELATION) == "":  # what is left of a module of macros: there is no part to read
            continue
        path = names.get(part_name(relations.get(sheet.get(_RELATION), "")), "")
        if not path or is_unread(path):
            raise PartlyReadError(f"bladet {name} saknas i filen")
        if name.casefold() in seen:
            raise PartlyReadError(f"två blad heter {name}")
        seen.add(name.casefold())
        yield name, path
    if not seen:
        raise PartlyReadError("den innehåller inga blad")


def _place(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")


def _check_alternatives(root: Any) -> None:
    """Programs differ in which of the alternatives they take for the workbook's sheets."""
    inside = {element.tag for choice in root.iter(ALTERNATIVES) for element in choice.iter()}
    if inside & {MAIN + name for name in ("sheet", "sheets", "workbookPr")}:
        raise PartlyReadError("arbetsboken räknar upp sina blad på två sätt (AlternateContent)")


def _workbook_part(package: zipfile.ZipFile, names: dict[str, str]) -> str:
    """Most often xl/workbook.xml, but the package's own relations say which part it is."""
    relations = parsed(package.read("_rels/.rels"))
    kinds = ((r.get("Type") or "", r.get("Target") or "") for r in relations)
    found = [_place("", target) for kind, target in kinds if kind.endswith("/officeDocument")]
    if len(found) != 1 or is_unread(found[0]):
        raise PartlyReadError("det går inte att säga vilken del som är arbetsboken")
    return names.get(part_name(found[0]), found[0])
