"""The command line as a user meets it: what is written where, what is said, and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.examples import WORKBOOKS
from xltool.commands.command_line import main

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"


class Run:
    """A run of the command in a folder: exit code, standard output, standard error."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder, self._capsys = folder, capsys
        monkeypatch.chdir(folder)

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ending:
            main([str(a) for a in arguments])
        said = self._capsys.readouterr()
        return int(ending.value.code or 0), said.out, said.err

    def json(self, *arguments: str | Path) -> list[dict[str, Any]]:
        _, out, _ = self(*arguments, "--json")
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(tmp_path, capsys, monkeypatch)


def spoiled(
    target: Path, sheet: str = "Driftredovisning", cell: str = "F9", value: object = "ca 300"
) -> Path:
    """The example with one cell changed."""
    book = load_workbook(EXAMPLE)
    book[sheet][cell].value = value
    book.save(target)
    return target


# --- where results go ------------------------------------------------------------------------------------------


def test_without_paths_the_drop_folder_is_processed(run: Run) -> None:
    (run.folder / "workbooks" / "in").mkdir(parents=True)
    shutil.copy(EXAMPLE, run.folder / "workbooks" / "in" / "budget.xlsx")
    code, out, _ = run()
    assert code == 0
    assert (run.folder / "workbooks" / "ut" / "budget-resultat.xlsx").is_file()
    assert "underskott 1 733 tkr" in out.replace("\u00a0", " ")
    assert "✔ 14 av 14 stämmer · 1 att fråga om · 3 upplysningar" in out
    assert "budget-resultat.xlsx" in out


def test_a_path_alone_means_process_and_the_result_lies_beside_its_input(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "Budget åäö 2023.xlsx")
    assert run("Budget åäö 2023.xlsx")[0] == 0
    assert (run.folder / "Budget åäö 2023-resultat.xlsx").is_file()


def test_several_paths_as_a_drag_onto_an_icon_gives_them_mean_process(run: Run) -> None:
    names = ("Budget åäö 2023.xlsx", "R&D 50%.xlsx", "open.xlsx")
    for name in names:
        shutil.copy(EXAMPLE, run.folder / name)
    code, _, err = run(*(run.folder / name for name in names))
    assert code == 0
    assert "3 av 3 arbetsböcker har sitt resultat." in err
    for name in names:
        assert (run.folder / name.replace(".xlsx", "-resultat.xlsx")).is_file()


def test_out_names_another_folder(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "b.xlsx")
    assert run("process", "b.xlsx", "--out", "annan/mapp")[0] == 0
    assert [p.name for p in (run.folder / "annan" / "mapp").iterdir()] == ["b-resultat.xlsx"]


def test_results_marked_copies_and_lock_files_are_no_input(run: Run) -> None:
    for name in ("b.xlsx", "b-resultat.xlsx", "b-granskad.xlsx", "~$b.xlsx"):
        shutil.copy(EXAMPLE, run.folder / name)
    assert [Path(o["file"]).name for o in run.json("check", ".")] == ["b.xlsx"]


def test_check_writes_nothing(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "b.xlsx")
    assert run("check", "b.xlsx")[0] == 0
    assert [p.name for p in run.folder.iterdir()] == ["b.xlsx"]


def test_the_input_is_never_touched(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "b.xlsx")
    before = (run.folder / "b.xlsx").read_bytes()
    run("b.xlsx")
    assert (run.folder / "b.xlsx").read_bytes() == before


# --- exit codes --------------------------------------------------------------------------------------------------


def test_errors_in_the_content_end_with_1_and_write_no_result(run: Run) -> None:
    spoiled(run.folder / "b.xlsx")
    code, out, _ = run("b.xlsx")
    assert code == 1
    assert "Driftredovisning!F9" in out
    assert "»ca 300«" in out
    assert not (run.folder / "b-resultat.xlsx").exists()


def test_strict_counts_warnings(run: Run) -> None:
    book = load_workbook(EXAMPLE)
    book["Driftredovisning"].row_dimensions[9].hidden = True
    book.save(run.folder / "b.xlsx")
    assert run("check", "b.xlsx")[0] == 0
    assert run("check", "b.xlsx", "--strict")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("process", "--fel"), "Valet --fel finns inte."),
        (
            ("template", "--year", "nittio"),
            "Värdet för --year går inte att förstå: det ska vara ett heltal från 1990",
        ),
        (("template", "--kind", "nett"), "konton, netto, verksamhet, delår eller period"),
        (("overview",), "Skriv: xltool overview MAPP\nHjälp: xltool overview --help"),
        (("explain", "XL999"), "Det finns ingen anmärkning XL999."),
        (("process", "--out"), "Valet --out behöver ett värde."),
        (("proces",), "Kommandot proces finns inte. Menade ni xltool process?"),
        (("chekc", "budget.xlsx"), "Menade ni xltool check?"),
        (("process",), "Här finns ingen arbetsbok."),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("saknas.xlsx", None, "XL101"),
        ("tom.xlsx", b"", "XL104"),
        ("text.xlsx", b"Kontotext;Budget;Utfall", "XL104"),
        ("skyddad.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "XL103"),
        ("gammal.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "XL104"),
        ("trasig.xlsx", b"PK\x03\x04 och sedan skr\xe4p", "XL121"),
    ],
)
def test_unreadable_files_end_with_3(run: Run, name: str, content: bytes | None, code: str) -> None:
    if content is not None:
        (run.folder / name).write_bytes(content)
    ending, out, _ = run(name)
    assert ending == 3
    assert code in out


def test_an_unwritable_result_ends_with_3(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "b.xlsx")
    (run.folder / "b-resultat.xlsx").mkdir()
    code, out, _ = run("b.xlsx")
    assert code == 3
    assert "XL105" in out
    assert sorted(p.name for p in run.folder.iterdir()) == ["b-resultat.xlsx", "b.xlsx"]


def test_an_error_of_our_own_ends_with_4(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(EXAMPLE, run.folder / "b.xlsx")
    monkeypatch.setattr("xltool.running.pipeline.read_board", lambda *_: 1 / 0)
    shutil.copy(EXAMPLE, run.folder / "c.xlsx")
    code, out, err = run("b.xlsx", "c.xlsx")
    assert code == 4
    assert out.count("Ett fel i xltool stoppade arbetsboken") == 2, "one workbook's crash stops no other"
    assert "Felrapporten ligger i" in err
    assert "Traceback" not in err
    report = (run.folder / "xltool-felrapport.txt").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in report
    assert "xltool/running/pipeline.py" in report
    assert str(run.folder) not in report


def test_one_bad_workbook_stops_no_other_and_the_largest_code_counts(run: Run) -> None:
    (run.folder / "a.xlsx").write_bytes(b"ingen arbetsbok")
    spoiled(run.folder / "b.xlsx")
    shutil.copy(EXAMPLE, run.folder / "c.xlsx")
    code, out, err = run("process", ".", "--json")
    assert code == 3
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["unreadable", "errors", "ok"]
    assert "1 av 3 arbetsböcker" in err
    assert (run.folder / "c-resultat.xlsx").is_file()


# --- JSON ----------------------------------------------------------------------------------------------------------


def test_json_gives_the_printed_figures(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "b.xlsx")
    (data,) = run.json("b.xlsx")
    assert list(data) == ["file", "result", "status", "board", "year", "unit", "operating", "investments", "goals", "shares", "reading", "period", "checks", "findings"]  # fmt: skip
    assert data["file"] == str(run.folder / "b.xlsx")
    assert data["result"] == str(run.folder / "b-resultat.xlsx")
    assert (data["status"], data["board"], data["year"], data["unit"]) == (
        "ok",
        "Sydnärkes IT-nämnd",
        2023,
        "tkr",
    )
    operating = data["operating"]
    assert operating["income"] == {"budget": -41391, "actual": -42259, "variance": 868}
    assert operating["cost"] == {"budget": 41391, "actual": 43991, "variance": -2600}
    assert operating["net"] == {"budget": 0, "actual": 1733, "variance": -1733}
    assert operating["rounding"] == {"budget": 0, "actual": 1}
    assert data["investments"]["total"] == {"budget": 12095, "actual": 9219, "variance": 2876}
    goals = data["goals"]
    assert [g["status"] for g in goals["goals"]] == ["partly", "achieved", "partly"]
    assert goals["board"] == "partly"
    assert [i["status"] for i in goals["goals"][0]["indicators"]] == ["partly", "not_achieved"]
    statuses = {i["name"].split(",")[0]: i["status"] for i in goals["other"]}
    assert statuses["Sjukfrånvaro"] == "achieved"
    assert statuses["Nämnderna och styrelsen håller sin budgetram"] == "not_achieved"
    assert data["shares"]["amount"] == 1733
    assert {m["name"]: m["amount"] for m in data["shares"]["members"]} == {
        "Lekeberg": 356,
        "Laxå": 231,
        "Askersund": 477,
        "Hallsberg": 669,
    }


def test_json_of_errors_has_every_finding_and_no_result(run: Run) -> None:
    spoiled(run.folder / "b.xlsx")
    (data,) = run.json("b.xlsx")
    assert (data["status"], data["result"], data["operating"]) == ("errors", None, None)
    error = next(f for f in data["findings"] if f["severity"] == "error")
    assert (error["code"], error["sheet"], error["cell"]) == ("XL301", "Driftredovisning", "F9")
