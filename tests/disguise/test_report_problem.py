"""`xltool report-problem`: what it writes, what it says, and that nothing of the board's is in any part of the file."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from tests.commands.test_command_line import EXAMPLE, Run, run, spoiled
from tests.random_boards import random_filling
from xltool.running import problem_copy as module
from xltool.running.other_workbooks import template_bytes
from xltool.running.problem_copy import NoCopyError, problem_copy

__all__ = ["run"]
COPY = "xltool-felanmälan.xlsx"
SECRET = "Hemlighamn"


def whole_text(data: bytes) -> str:
    """Every part of the package, its names too."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return "\n".join(f"{name}\n{package.read(name).decode()}" for name in package.namelist())


def with_secrets() -> bytes:
    """A workbook that says the board's name wherever a workbook can say anything, and has a fault."""
    book = Workbook()
    settings = book.active
    assert settings is not None
    settings.title = "Uppgifter"
    for row in (("Nämnd", f"{SECRET}s nämnd"), ("År", 2023)):
        settings.append(row)
    sheet = book.create_sheet("Driftredovisning")
    for line in (
        ("Kontotext", "Typ", "Budget", "Utfall", f"Ansvarig i {SECRET}"),
        (f"Löner {SECRET}", "Kostnad", 45678, 46789, f"{SECRET} Persson 070-1234567"),
        ("Hyror", "Kostnad", "=12345+1111", 13579, f'="{SECRET} "&45678'),
        ("TOTALT KOSTNADER", None, 59999, "=D2+D3", None),
    ):
        sheet.append(line)
    sheet["C2"].number_format = f'#,##0 "{SECRET}"'
    sheet["A2"].comment = Comment(f"Fråga {SECRET}", SECRET)
    sheet.oddFooter.center.text = SECRET
    book.create_sheet(f"{SECRET} 4711")["A1"] = f"{SECRET}: 98765,4 och 31337"
    book.properties.creator = book.properties.title = SECRET
    book.defined_names[SECRET] = DefinedName(SECRET, attr_text="Driftredovisning!$C$2")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_nothing_of_the_boards_is_in_any_part_of_the_file() -> None:
    data = with_secrets()
    assert SECRET in whole_text(data)
    text = whole_text(problem_copy(data, "b.xlsx", Random(1)).data)
    assert SECRET.casefold() not in text.casefold()
    for own in (
        "Persson",
        "45678",
        "46789",
        "12345",
        "13579",
        "59999",
        "1234567",
        "4711",
        "98765",
        "31337",
        "1111",
    ):
        assert own not in text, own
    assert "docProps" not in text
    assert "comments" not in text
    assert "definedName" not in text


@pytest.mark.parametrize("seed", range(12))
def test_random_boards_with_a_fault_keep_it(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    path = tmp_path / "b.xlsx"
    path.write_bytes(template_bytes(random_filling(seed)))
    book = load_workbook(path)
    sheet = book["Driftredovisning"]
    amounts = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and abs(cell.value) > 50
    ]
    if amounts:
        chance.choice(amounts).value = chance.choice(["ca 300", None, 987654321, "=#REF!"])
    book.save(path)
    copy = problem_copy(path.read_bytes(), "b.xlsx", chance)
    assert copy.same, (copy.lost, copy.new)


def test_an_error_of_our_own_is_kept_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(module, "work", broken)
    copy = problem_copy(EXAMPLE.read_bytes(), "b.xlsx", Random(1))
    assert (copy.same, copy.count) == (True, 1)


def test_the_command_says_what_it_kept_and_where_the_copy_is(run: Run) -> None:
    spoiled(run.folder / "Hemlig nämnd.xlsx")
    code, out, _ = run("report-problem", "Hemlig nämnd.xlsx")
    assert code == 0, out
    assert "Prövat: kopian ger samma anmärkningar på samma ställen" in out
    assert max(map(len, out.splitlines())) <= 80
    assert f"Kopian: {COPY}\n" in out
    assert {f["code"] for f in run.json("check", COPY)[0]["findings"]} >= {"XL301"}
    assert (
        run("report-problem", "Hemlig nämnd.xlsx", "--out", "ut")[1].count("ut/xltool-felanmälan.xlsx") == 1
    )
    assert run("report-problem", "Hemlig nämnd.xlsx")[1].count("xltool-felanmälan (2).xlsx") == 1
    assert [Path(o["file"]).name for o in run.json("check", ".")] == ["Hemlig nämnd.xlsx"], (
        "the copy is no input"
    )


def test_a_copy_that_differs_says_where(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(EXAMPLE, run.folder / "b.xlsx")
    monkeypatch.setattr(module, "remains", lambda *_: [])
    monkeypatch.setattr(module, "disguised", lambda book, *_: replace(book, sheets=book.sheets[1:2]))
    code, out, _ = run("report-problem", "b.xlsx")
    assert code == 1
    assert "Bara i er arbetsbok: XL" in out


def test_what_cannot_be_read_has_no_copy(run: Run) -> None:
    (run.folder / "b.xlsx").write_bytes(b"%PDF-1.7 nothing")
    code, _, err = run("report-problem", "b.xlsx")
    assert (code, "går inte att läsa" in err) == (3, True)
    code, _, err = run("report-problem", "bb.xlsx")
    assert (code, "Menade ni b.xlsx?" in err) == (3, True)
    with pytest.raises(NoCopyError):
        problem_copy(b"", "b.xlsx", Random(1))
