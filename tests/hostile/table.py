"""All hostile files, group by group."""

from __future__ import annotations

from tests.hostile import (
    before,
    contents,
    disguised,
    documents,
    ledger_files,
    ledgers,
    readings,
    sheets,
    xmls,
    zips,
)
from tests.hostile.build import Hostile

GROUPS = {
    "disguised": disguised.FILES.all,
    "zips": zips.FILES.all,
    "xmls": xmls.FILES.all,
    "sheets": sheets.FILES.all,
    "contents": contents.FILES.all,
    "ledgers": ledgers.FILES.all,
    "ledger_files": ledger_files.FILES.all,
    "readings": readings.FILES.all,
    "before": before.FILES.all,
    "documents": documents.FILES.all,
}
HOSTILE: list[Hostile] = [file for group in GROUPS.values() for file in group]
