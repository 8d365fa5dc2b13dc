"""All hostile files, group by group."""

from __future__ import annotations

from tests.hostile import contents, disguised, sheets, xmls, zips
from tests.hostile.build import Hostile

GROUPS = {
    "disguised": disguised.FILES.all,
    "zips": zips.FILES.all,
    "xmls": xmls.FILES.all,
    "sheets": sheets.FILES.all,
    "contents": contents.FILES.all,
}
HOSTILE: list[Hostile] = [file for group in GROUPS.values() for file in group]
