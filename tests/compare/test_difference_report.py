"""`xltool diff` in the terminal and as JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.boards import WORKBOOKS
from tests.commands.test_command_line import Run, run
from tests.compare.test_differences import DRIFT, NOTHING, compared, plainly_summed, said, told, with_cost
from tests.examples import seed
from tests.whole.test_readme import TEXT
from xltool.running.other_workbooks import template_bytes
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import Filling

__all__ = ["run"]  # the fixture


# --- the terminal -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal_and_nothing_steers_it(width: int, tmp_path: Path) -> None:
    nasty = "Fara\x9b31m\u202e\u2028 slut\nrad två " + "mycket text " * 30
    before = plainly_summed(WORKBOOKS["long"])
    cost = [
        {**e, operating.NAME: f"\x9b2J{e[operating.NAME]}", operating.COMMENT: nasty} for e in before.cost
    ]
    lines = told(
        compared(tmp_path, template_bytes(before), template_bytes(replace(before, cost=cost)), width)
    )
    assert len(lines) > 100
    assert max(map(len, lines)) <= width
    assert not {c for line in lines for c in line if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")}
    assert any("Fara�31m" in line for line in lines)
    assert any("slut ¶ rad två" in line for line in lines)


def test_figures_and_words_that_look_alike_can_be_told_apart(tmp_path: Path) -> None:
    before = with_cost(seed(kronor=True), "Lokalhyror", actual=746_903_000.0)
    after = with_cost(before, "Lokalhyror", actual=746_903_000.001)
    lines = said(tmp_path, template_bytes(before), template_bytes(after))
    assert "    Utfall       746 903 000 kr → 746 903 000,001 kr  (+0,001 kr)" in lines
    cost = [
        {**e, operating.COMMENT: "Vakanser under året.\u00ad"} if e is before.cost[0] else e
        for e in before.cost
    ]
    lines = said(tmp_path, template_bytes(before), template_bytes(replace(before, cost=cost)))
    assert "    Kommentar  skiljer bara i blanksteg eller osynliga tecken: Vakanser under året." in lines


def _example(folder: Path, name: str, filling: Filling) -> None:
    (folder / name).write_bytes(template_bytes(filling))


def test_the_command_ends_with_0_whether_or_not_something_differs(run: Run) -> None:
    _example(run.folder, "a.xlsx", seed())
    _example(run.folder, "b.xlsx", with_cost(seed(), "Lokalhyror", actual=800.0))
    code, out, err = run("diff", "a.xlsx", "b.xlsx")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "A  a.xlsx (indata, Sydnärkes IT-nämnd 2023)",
        "B  b.xlsx (indata, Sydnärkes IT-nämnd 2023)",
    ]
    assert "747\u00a0tkr → 800\u00a0tkr" in out
    code, out, _ = run("diff", "a.xlsx", "a.xlsx")
    assert code == 0
    assert NOTHING[1] in " ".join(out.split())


def test_wrong_usage_and_unreadable_files(run: Run) -> None:
    _example(run.folder, "a.xlsx", seed())
    (run.folder / "text.xlsx").write_text("Kontotext;Budget")
    assert run("diff", "a.xlsx")[0] == 2
    assert "Här saknas B" in run("diff", "a.xlsx")[2]
    assert "diff jämför två arbetsböcker, och . är en mapp." in run("diff", "a.xlsx", ".")[2]
    for other, told_code in (("saknas.xlsx", "XL101"), ("text.xlsx", "XL104")):
        code, out, err = run("diff", "a.xlsx", other)
        assert (code, out) == (3, "")
        assert told_code in err
    code, out, _ = run("diff", "a.xlsx", "saknas.xlsx", "--json")
    found = json.loads(out)
    assert (code, found["b"]["status"], found["differs"]) == (3, "unreadable", None)


def test_an_open_file_is_compared_with_a_warning(run: Run) -> None:
    _example(run.folder, "a.xlsx", seed())
    (run.folder / "~$a.xlsx").write_bytes(b"")
    code, out, _ = run("diff", "a.xlsx", "a.xlsx")
    assert code == 0
    assert "XL119" in out


def test_json_gives_every_difference_and_readme_its_keys(run: Run) -> None:
    _example(run.folder, "a.xlsx", with_cost(seed(), "Lokalhyror", account="6010"))
    after = with_cost(
        with_cost(seed(), "Lokalhyror", account="6010"), "Lokalhyror", name="Hyror", actual=800.0
    )
    limits = {**after.settings, "partly_limit": 0.8, "as_of": 45290.0}
    _example(run.folder, "b.xlsx", replace(after, settings=limits))
    (found,) = run.json("diff", "a.xlsx", "b.xlsx")
    assert (found["a"]["file"], found["b"]["kind"]) == (str(run.folder / "a.xlsx"), "input")
    sheets = {sheet["sheet"]: sheet for sheet in found["sheets"]}
    row = next(r for r in sheets[DRIFT]["rows"] if r["row"] == "Hyror")
    assert (row["account"], row["was"], row["only_in"]) == ("6010", "Lokalhyror", None)
    assert row["changes"][0] == {
        "column": "Utfall", "a": 747, "b": 800, "difference": 53, "unit": "tkr", "computed": False,
    }  # fmt: skip
    settings_row = sheets["Uppgifter"]["rows"][0]
    assert [(c["column"], c["a"], c["b"], c["unit"]) for c in settings_row["changes"]] == [
        ("Per datum", "2023-12-31", "2023-12-30", None),
        ("Gräns för delvis uppnådd", 75, 80, "%"),
    ]
    statuses = [c for r in sheets["Måluppfyllelse"]["rows"] for c in r["changes"] if c["column"] == "Status"]
    assert {(c["a"], c["b"]) for c in statuses} == {("partly", "not_achieved")}
    for key in _keys(found):
        assert f'"{key}"' in TEXT, f"README does not tell of {key}"


def _keys(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
