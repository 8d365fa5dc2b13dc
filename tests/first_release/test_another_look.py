"""A later release has other colours: what earlier ones painted is not taken for what people painted.

The other look is a copy of the package with every colour in one file changed, as somebody would change them there; so
the colours that are remembered of earlier releases must stand elsewhere than in that file.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from tests.first_release.boards import DRIFT
from tests.first_release.test_first_release import EXPECTED, HERE, Run, codes, process, written_over

STYLES = Path("xltool/drawing/styles.py")  # where all colours of results stand
_COLOUR = re.compile(r'(?<="#)[0-9A-F]{6}(?=")')
_OF_OTHERS = ("FFFFFF", "000000")  # what programs write of themselves
_BAND = b"FFF3F4F6"  # the fill of a total row in the first release
_WORK_OF_PEOPLE = {"XL131", "XL132", "XL133", "XL134"}


@pytest.fixture(scope="module")
def other_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("tree")
    shutil.copytree(HERE / "xltool", tree / "xltool", ignore=shutil.ignore_patterns("__pycache__"))
    text, count = _COLOUR.subn(_other, (tree / STYLES).read_text(encoding="utf-8"))
    assert count > 15
    (tree / STYLES).write_text(text, encoding="utf-8")
    return tree


def _other(colour: re.Match[str]) -> str:
    return colour[0] if colour[0] in _OF_OTHERS else f"{int(colour[0], 16) ^ 0x101010:06X}"


@pytest.fixture(scope="module")
def again(other_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Over the results of the first release, by the release with another look."""
    return process(written_over(tmp_path_factory.mktemp("again")), other_release)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_first_release_painted_is_not_people_s(name: str, again: Run) -> None:
    with zipfile.ZipFile(again.folder / f"{name}-resultat.xlsx") as package:
        assert _BAND not in package.read("xl/styles.xml"), "it is another look"
    assert again.code == 0
    assert codes(again, name) == EXPECTED[name].codes


@pytest.fixture(scope="module")
def saved_again(again: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those results after people have saved them anew, one with a cell that they painted."""
    folder = tmp_path_factory.mktemp("back")
    for name in EXPECTED:
        shutil.copy(again.folder / f"{name}.xlsx", folder)
        book = load_workbook(again.folder / f"{name}-resultat.xlsx")
        if name == "streets-then":
            (cell,) = (c for row in book[DRIFT].iter_rows() for c in row if c.value == "Löner")
            cell.fill = PatternFill("solid", fgColor="FFFFFF00")
        book.save(folder / f"{name}-resultat.xlsx")
    return folder


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_what_a_release_with_another_look_painted_is_known_and_what_people_painted_is_told(
    saved_again: Path,
) -> None:
    back = process(saved_again, HERE)
    told = {name: sorted(_WORK_OF_PEOPLE & set(codes(back, name).split())) for name in EXPECTED}
    assert told == {name: ["XL134"] if name == "streets-then" else [] for name in EXPECTED}
    (message,) = (f["message"] for f in back.said["streets-then"]["findings"] if f["code"] == "XL134")
    assert re.search(r"egen färg på [A-Z]+\d+\.", message), "that cell alone"
