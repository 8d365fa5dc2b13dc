"""A re-run opens its two workbooks once each beside the inspection, and reads each memo once."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from openpyxl.styles import PatternFill

from tests.examples import WORKBOOKS
from tests.rerun.test_keep import Edit, edited, write
from tests.whole.test_files import opened
from xltool.drawing import styles
from xltool.intake import zip_entries
from xltool.running.batch import process_file
from xltool.running.compare_files import compare

SHEET = "Driftredovisning"


@contextmanager
def _counted() -> Iterator[Counter[str]]:
    """How often a package is opened (`zips`), a workbook inspected (`inspections`) and the same memo parsed at most
    (`memo`)."""
    counts: Counter[str] = Counter()
    memos: Counter[str] = Counter()
    open_zip: Any = zipfile.ZipFile.__init__
    inspect, loads = zip_entries.entries_of, json.loads

    def zip_opened(self: Any, file: Any, mode: str = "r", *args: Any, **options: Any) -> None:
        counts["zips"] += mode == "r"
        open_zip(self, file, mode, *args, **options)

    def inspected(data: bytes) -> list[zipfile.ZipInfo]:
        counts["inspections"] += 1
        return inspect(data)

    def loaded(text: str, *args: Any, **options: Any) -> Any:
        memos[text] += 1
        counts["memo"] = max(memos.values())
        return loads(text, *args, **options)

    with (
        patch.object(zipfile.ZipFile, "__init__", zip_opened),
        patch("xltool.intake.preflight.entries_of", inspected),
        patch.object(json, "loads", loaded),
    ):
        yield counts


def _worked_in(path: Path) -> None:
    """Somebody has written a comment, a note beside the table, a sheet of their own, and marked a cell."""

    def more(book: Any) -> None:
        ws = book[SHEET]
        ws.cell(ws.max_row + 3, 2).value = "Fråga Eva"
        ws["B10"].fill = PatternFill("solid", fgColor="FFFF00")
        book.create_sheet("Till mötet")["A1"] = 7

    path.write_bytes(edited(path.read_bytes(), write(SHEET, "Lokalhyror", "Kommentar", "Ny hyra."), more))


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "b.xlsx"
    path.write_bytes((WORKBOOKS / "exempel" / "sydnarke-2023.xlsx").read_bytes())
    return path


@pytest.mark.parametrize("change", [_worked_in, lambda _: None], ids=["worked in", "left alone"])
def test_a_rerun_opens_each_workbook_once_after_it_was_inspected(
    budget: Path, change: Callable[[Path], None]
) -> None:
    result = process_file(budget).path
    assert result is not None
    change(result)
    with _counted() as counts:
        assert process_file(budget).path == result
    assert counts["zips"] <= 4
    assert counts["inspections"] == 2
    assert counts["memo"] == 1


def test_a_comparison_opens_each_workbook_once_after_it_was_inspected(budget: Path) -> None:
    result = process_file(budget).path
    assert result is not None
    _worked_in(result)
    with _counted() as counts:
        assert compare(budget, result, 80).complete
    assert dict(counts) == {"zips": 4, "inspections": 2, "memo": 1}


def test_what_is_read_of_a_result_once_comes_along(budget: Path) -> None:
    """The count is of a re-run that finds all that people did."""
    result = process_file(budget).path
    assert result is not None
    _worked_in(result)
    codes = {f.code.code for f in process_file(budget).findings}
    assert {"XL110", "XL115", "XL117", "XL131", "XL134"} <= codes
    assert "Till mötet" in opened(result.read_bytes()).sheetnames


def test_a_new_look_is_no_mark_of_anybodys(budget: Path) -> None:
    """What was painted in an earlier result is known from that result, not from what is painted today."""
    result = process_file(budget).path
    assert result is not None
    written = edited(result.read_bytes(), write(SHEET, "Lokalhyror", "Kommentar", "Ny hyra."))
    marked = edited(written, _paint("FFFF00"))
    other = {role: replace(one, fill="#FBE9E7", colour="#3E2723") for role, one in styles._ROWS.items()}
    with patch.object(styles, "_ROWS", other), patch.object(styles, "FOOTER", "&L&F"):
        styles.cell_look.cache_clear()
        try:
            new = [_left(budget, result, data) for data in (written, marked)]
            again = edited(result.read_bytes(), _paint("F3F4F6"))
        finally:
            styles.cell_look.cache_clear()
    assert new == [[], ["B10"]]
    assert _left(budget, result, again) == ["B10"], "the grey of today is a mark where all was pink"


def _paint(colour: str) -> Edit:
    def edit(book: Any) -> None:
        book[SHEET]["B10"].fill = PatternFill("solid", fgColor=colour)

    return edit


def _left(budget: Path, result: Path, data: bytes) -> list[str]:
    """The cells of which a re-run over the result says that somebody painted them."""
    for version in budget.parent.glob("*_*.xlsx"):
        version.unlink()  # each is a life of its own
    result.write_bytes(data)
    messages = [f.message for f in process_file(budget).findings if f.code.code == "XL134"]
    return [cell for m in messages for cell in re.findall(r"egen färg på ([A-Z]+\d+)\.", m)] + [
        m for m in messages if "egen färg" not in m
    ]
