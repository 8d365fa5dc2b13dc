"""The sensitivity label of a workbook: what people have classified stays classified in what is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from xltool.core.sensitivity import Sensitivity
from xltool.intake.preflight import FileKind, Inspected
from xltool.intake.xml_patterns import parsed
from xltool.intake.zip_entries import Package

_PROPERTIES, _LABELS = "docProps/custom.xml", "docMetadata/LabelInfo.xml"
_OF_A_LABEL = "MSIP_Label_"  # how the names of its properties begin
_LARGEST = 1 << 16  # bytes of a part; what is longer is none of those
_LONGEST = 255  # characters of a property
# What stands in an attribute: identities, numbers and words.
_PLAIN = re.compile(r"[\w{}. :-]{0,80}")
_ATTRIBUTES = ("id", "enabled", "method", "siteId", "name", "contentBits", "removed", "actionId", "setDate")


def sensitivity_of(file: Inspected) -> Sensitivity | None:
    """The file's label; None where it has none, or one that cannot be read."""
    named = file.data  # parts' names stand in a package as they are
    if file.seen.kind is not FileKind.XLSX or not (b"custom.xml" in named or b"LabelInfo.xml" in named):
        return None
    package = Package(file.data)
    found = Sensitivity(dict(_properties(package)), tuple(_labels(package)))
    return found if found.properties or found.labels else None


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for one in _children(package, _PROPERTIES):
        name, value = one.get("name") or "", "".join(one.itertext())
        if name.startswith(_OF_A_LABEL) and max(len(name), len(value)) <= _LONGEST:
            yield name, value


def _labels(package: Package) -> Iterator[dict[str, str]]:
    for one in _children(package, _LABELS):
        known = {name: one.get(name) for name in _ATTRIBUTES}
        label = {name: value for name, value in known.items() if value and _PLAIN.fullmatch(value)}
        if "id" in label:
            yield label


def _children(package: Package, path: str) -> list[Any]:
    if not package.holds(path) or package.getinfo(path).file_size > _LARGEST:
        return []
    try:
        return list(parsed(package.read(path)))
    except (SyntaxError, ValueError):  # no XML, or with a document type
        return []
