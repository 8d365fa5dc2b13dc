"""What a workbook tells of how it was saved, without opening it whole."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from html import unescape
from io import BytesIO

from msgspec import Struct, field

from xltool.core.grid import column_number
from xltool.core.limits import LIMITS
from xltool.excel.contents import sheet_paths
from xltool.excel.parcel import package_of
from xltool.excel.shape import parsed

_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>\s*+<(?:\w+:)?f\b")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
UNDATED = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say; the same input gives the same bytes
MARK = b"<!-- xltool -->"
_LINEAGE, _MOST_TAKEN = "lineage", 50
_LINEAGE_MEMO = re.compile(rb"""\[(?:"|&quot;)lineage(?:"|&quot;),.*?\}\]""")
_CORE = "docProps/core.xml"
_TERMS = "{http://purl.org/dc/terms/}"
_PROPERTIES = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


def _core(package: zipfile.ZipFile) -> bytes:
    """The workbook's properties; what is longer than those ever are is cut off, and is then no XML."""
    with package.open(_CORE) as part:
        return part.read(1 << 16)


def saved_at(package: zipfile.ZipFile) -> str:
    """When the workbook says that it was last saved, as `2024-02-01 09:15`; empty where it does not say. openpyxl would
    say that it was now."""
    if _CORE not in package.namelist():
        return ""
    said = parsed(_core(package)).findtext(f"{_TERMS}modified") or ""
    try:
        return f"{datetime.fromisoformat(said.strip().replace('Z', '+00:00')):%Y-%m-%d %H:%M}"
    except ValueError:
        return ""


class Lineage(Struct, frozen=True):
    """The name that a result was written under, and by their digest the versions that people had changed and it was
    made from, each with the name that it was written under."""

    name: str = ""
    taken: Mapping[str, str] = field(default_factory=dict)

    def after(self, previous: bytes, name: str) -> Lineage:
        """That of a result called `name` that is made from this `previous` one."""
        taken = dict(self.taken)
        if not saved_by_xltool(previous):
            taken[digest(previous)] = self.name
        return Lineage(name, dict(list(taken.items())[-_MOST_TAKEN:]))

    def memo(self) -> list[object]:
        return [_LINEAGE, self.name, dict(self.taken)]


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def lineage(data: bytes) -> Lineage | None:
    """What a result remembers of its lineage, without reading more of it; None where it does not say."""
    with suppress(Exception):  # whatever it is, it says nothing of the kind
        match _lineage_memo(data):
            case [str(), str(name), dict(taken)]:
                return Lineage(name, {str(version): str(of) for version, of in taken.items()})
    return None


def _lineage_memo(data: bytes) -> object:
    """The texts are shared by most programs; others leave each in its cell, and the hidden sheet is the last."""
    with package_of(data) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in ("xl/sharedStrings.xml", *reversed(sheets)):
            if name in package.namelist():
                with package.open(name) as part:
                    found = _LINEAGE_MEMO.search(part.read(LIMITS.unpacked))
                if found:
                    return json.loads(unescape(found[0].decode()))
    return None


def is_marked_copy(data: bytes) -> bool:
    """Whether the file is a marked copy that no other program has saved: they all leave comments in the XML out."""
    with suppress(Exception), package_of(data) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                with package.open(name) as part:
                    if MARK in part.read(1024):
                        return True
    return False


def saved_by_xltool(data: bytes) -> bool:
    """Whether no other program has saved the workbook since xltool wrote it. Office programs note who and when; the
    others, which may leave that as it was, or save in the very second that it names, date the parts of the package,
    and xltool does not."""
    try:
        with package_of(data) as package:
            core = parsed(_core(package))
            dated = any(part.date_time != UNDATED for part in package.infolist())
    except MemoryError:
        raise
    except Exception:  # whatever it is, it is not as xltool left it
        return False
    created, modified = core.findtext(f"{_TERMS}created"), core.findtext(f"{_TERMS}modified")
    by = core.findtext(f"{_PROPERTIES}lastModifiedBy") or ""
    return created == modified and by.startswith("xltool ") and not dated


def cells_with_formulas(data: bytes, names: Container[str]) -> dict[str, frozenset[tuple[int, int]]]:
    """The rows and columns, counted from 1, of the formulas of the sheets with these names."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        paths = sheet_paths(package)
        return {name: frozenset(_formulas(package.read(path))) for name, path in paths if name in names}


def _formulas(part: bytes) -> Iterator[tuple[int, int]]:
    for match in _FORMULA.finditer(part):
        if found := _REFERENCE.search(match[1]):
            yield int(found[2]), column_number(found[1].decode())
