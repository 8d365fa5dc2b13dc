"""The marked copy: the user's workbook with its bad cells filled, a note at each, and a list of all findings first.

Charts, pictures, cached values, extensions, macros: loading and saving with a library loses one or the other. So the
package's parts are patched: sheets with marked cells, the style sheet, the workbook's list of sheets and what lists
parts. All others are the same bytes as before.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from xltool.core.pages import REVIEW_TITLE
from xltool.findings.finding import Finding, Severity, worst
from xltool.marking.cell_notes import add_notes
from xltool.marking.cell_patch import YES, CellPlace, PatchedCells, place_of
from xltool.marking.findings_sheet import listing
from xltool.marking.style_patch import MARK_FILLS, Styles
from xltool.patching.package_patch import PatchedPackage
from xltool.patching.xml_patch import Xml

_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SELECTED = [b"tabSelected", "tabSelected".encode("utf-16-le"), "tabSelected".encode("utf-16-be")]


def marked_copy(data: bytes, findings: Sequence[Finding]) -> bytes:
    """A copy of the workbook with the findings in it; raises ValueError where `data` is no workbook."""
    try:
        return _marked_copy(data, findings)
    except (BadZipFile, zlib.error, ExpatError, LookupError, RuntimeError, StopIteration) as error:
        raise ValueError(f"this workbook cannot be marked: {error}") from error


def _marked_copy(data: bytes, findings: Sequence[Finding]) -> bytes:
    package = PatchedPackage(data)
    workbook = Xml(package.parts[package.main])
    sheets = _sheets(package, workbook)
    styles = Styles(package)
    by_sheet = _by_sheet(findings)
    for name, path in sheets.items():
        _mark_sheet(package, path, by_sheet.get(name, {}), styles)
    _add_listing(package, workbook, findings, sheets, styles)
    styles.save(package)
    package.parts[package.main] = bytes(workbook)
    return bytes(package)


def _sheets(package: PatchedPackage, workbook: Xml) -> dict[str, str]:
    """The part of every sheet, by the sheet's name; a sheet without a part opens as a blank one."""
    targets = {r.identity: r.target for r in package.relations(package.main) if r.target in package.parts}
    listed = workbook.root.child("sheets")
    found = {s.attributes["name"]: s.attributes.get("id") for s in listed.children} if listed else {}
    return {name: targets[identity] for name, identity in found.items() if identity in targets}


def _by_sheet(findings: Iterable[Finding]) -> dict[str, dict[CellPlace, list[Finding]]]:
    """The findings that a cell is marked for, by sheet and place."""
    found: dict[str, dict[CellPlace, list[Finding]]] = {}
    for finding in findings:
        place = place_of(finding.origin.cell) if finding.origin else None
        if finding.origin and place and finding.severity in MARK_FILLS:
            found.setdefault(finding.origin.sheet, {}).setdefault(place, []).append(finding)
    return found


def _mark_sheet(
    package: PatchedPackage, path: str, findings: Mapping[CellPlace, Sequence[Finding]], styles: Styles
) -> None:
    if not findings and not any(word in package.parts[path] for word in _SELECTED):
        return
    xml = Xml(package.parts[path], depth=2)
    _unselect(xml)
    if findings and xml.root.name == "worksheet":
        cells = PatchedCells(xml)
        seen: dict[CellPlace, list[Finding]] = {}
        for place, found in findings.items():
            seen.setdefault(cells.shown_at(place), []).extend(found)
        cells.mark({place: worst(found) or Severity.ERROR for place, found in seen.items()}, styles)
        add_notes(package, path, xml, cells, {place: _note(found) for place, found in seen.items()})
    package.parts[path] = bytes(xml)


def _unselect(xml: Xml) -> None:
    """Two selected sheets would be edited as a group."""
    views = xml.root.child("sheetViews")
    for view in views.children if views else []:
        if view.attributes.get("tabSelected") in YES:
            xml.set(view, {"tabSelected": "0"})


def _note(findings: Iterable[Finding]) -> str:
    return "\n\n".join(
        f"{f.severity.word.capitalize()} {f.code.code}: {f.message}\n{f.hint}".rstrip() for f in findings
    )


def _add_listing(
    package: PatchedPackage,
    workbook: Xml,
    findings: Sequence[Finding],
    sheets: Mapping[str, str],
    styles: Styles,
) -> None:
    """Puts the list in as the first sheet; what counts sheets by their order counts one more."""
    root = workbook.root
    listed, windows, names = (root.child(name) for name in ("sheets", "bookViews", "definedNames"))
    if listed is None or not listed.children:
        raise ValueError("this workbook has no sheets")
    views = windows.children if windows else []
    path = package.free_name("xl/worksheets/sheet{}.xml")
    package.add(path, _WORKSHEET_TYPE, listing(findings, sheets, styles, max(1, len(views))))
    attributes = {
        "name": _free_name(s.attributes["name"] for s in listed.children),
        "sheetId": 1 + max(int(s.attributes["sheetId"]) for s in listed.children),
        **workbook.relation(package.relate(package.main, "worksheet", path)),
    }
    workbook.insert(listed.children[0].start, workbook.node("sheet", attributes))
    for name in names.children if names else []:
        if "localSheetId" in name.attributes:
            workbook.set(name, {"localSheetId": str(int(name.attributes["localSheetId"]) + 1)})
    for view in views:
        workbook.set(view, {key: "0" for key in ("activeTab", "firstSheet") if key in view.attributes})


def _free_name(taken: Iterable[str]) -> str:
    lowered = {name.lower() for name in taken}
    names = [REVIEW_TITLE, *(f"{REVIEW_TITLE} ({n})" for n in range(2, len(lowered) + 3))]
    return next(name for name in names if name.lower() not in lowered)
