"""When a workbook says that it was saved."""

from __future__ import annotations

from datetime import datetime

from xltool.intake.xml_patterns import parsed
from xltool.intake.zip_entries import Package

UNDATED = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say; the same input gives the same bytes


_CORE = "docProps/core.xml"


TERMS = "{http://purl.org/dc/terms/}"


PROPERTIES = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


def core_properties(package: Package) -> bytes:
    """The workbook's properties; what is longer than those ever are is cut off, and is then no XML."""
    with package.open(_CORE) as part:
        return part.read(1 << 16)


def saved_at(package: Package) -> str:
    """When the workbook says that it was last saved, as `2024-02-01 09:15`; empty where it does not say. openpyxl would
    say that it was now."""
    if not package.holds(_CORE):
        return ""
    said = parsed(core_properties(package)).findtext(f"{TERMS}modified") or ""
    try:
        return f"{datetime.fromisoformat(said.strip().replace('Z', '+00:00')):%Y-%m-%d %H:%M}"
    except ValueError:
        return ""
