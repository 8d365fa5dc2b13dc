"""`Översikt.xlsx` of a folder, written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from xltool.files.result_names import (
    OVERVIEW,
    shown_name,
)
from xltool.findings.finding import Finding
from xltool.running.made_anew import write_anew
from xltool.running.other_workbooks import overview_bytes
from xltool.running.outcome import DEFAULT, Outcome

OVERVIEW_NAME = f"{OVERVIEW}.xlsx"


def write_overview(
    folder: Path,
    outcomes: Sequence[Outcome],
    left_out: Sequence[Path] = (),
    missing: Mapping[Path, Sequence[int]] = MappingProxyType({}),
) -> tuple[Path, list[Finding]]:
    """`Översikt.xlsx` in the folder, over the workbooks' outcomes, and what there is to say of one that somebody has
    worked in; `left_out` are named in it, and of each the months of the reports that are `missing`. Raises OSError where it cannot be written."""
    from xltool.rerun.lineage import saved_by_xltool
    from xltool.result.overview_page import OverviewEntry

    entries = [
        OverviewEntry(shown_name(o.file), o.figures, o.findings, tuple(missing.get(o.file, ())))
        for o in outcomes
    ]
    newest = max((o.saved for o in outcomes), default="")
    names = [shown_name(path) for path in left_out]
    data = overview_bytes(entries, shown_name(folder.resolve()), newest, names)
    said: list[Finding] = []
    remedy = "Skriv förklaringar i nämndernas resultat. Då följer de med."
    target = folder / OVERVIEW_NAME
    try:
        os.fsencode(target)
    except UnicodeEncodeError:  # a system whose names are ASCII alone
        target = folder / "Oversikt.xlsx"
    written = write_anew(target, data, saved_by_xltool, said, "Den nya översikten", remedy, DEFAULT.keep)
    return written, said
