"""`xltool report`, `process --report` and the watched folder: which template, what is kept, what is left alone."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.examples import seed_with_texts
from tests.rerun.test_keep import edited
from tests.whole.test_startup import loaded_by
from tests.word.drawn_documents import document, with_part
from tests.word.making import ours
from tests.word.reading import controls, paragraphs, parts
from xltool.commands.command_line import main
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import Options, ReportWish
from xltool.sheets.texts.text_columns import PROSE, SECTION
from xltool.watching.drop_folder import DropFolder

MAIN = "word/document.xml"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "b.xlsx").write_bytes(template_bytes(seed_with_texts()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def changed(path: Path, old: str, new: str) -> None:
    """As somebody saved it."""
    data = path.read_bytes()
    xml = parts(data)[MAIN].decode()
    assert old in xml
    path.write_bytes(with_part(data, MAIN, xml.replace(old, new, 1).encode()))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_report_writes_the_document_alone_and_process_both(folder: Path) -> None:
    assert run("report", "b.xlsx") == 0
    assert names(folder) == ["b-rapport.docx", "b.xlsx"]
    first = (folder / "b-rapport.docx").read_bytes()
    assert run("process", "b.xlsx", "--report") == 0
    assert names(folder) == ["b-rapport.docx", "b-resultat.xlsx", "b.xlsx"]
    assert (folder / "b-rapport.docx").read_bytes() == first
    assert run("process", "b.xlsx") == 0
    assert (folder / "b-rapport.docx").read_bytes() == first


def test_what_people_wrote_in_the_result_is_in_the_report(folder: Path) -> None:
    assert run("process", "b.xlsx") == 0
    result = folder / "b-resultat.xlsx"

    def explain(book: Any) -> None:
        sheet = book["Driftredovisning"]
        row = next(c.row for r in sheet.iter_rows() for c in r if c.value == "Resor & kurser")
        column = next(c.column for r in sheet.iter_rows() for c in r if c.value == "Kommentar")
        sheet.cell(row, column).value = "Färre konferenser."

    result.write_bytes(edited(result.read_bytes(), explain))
    assert run("report", "b.xlsx") == 0
    assert "Resor & kurser (+59\u00a0tkr): Färre konferenser." in paragraphs(
        (folder / "b-rapport.docx").read_bytes()
    )


def test_the_template_that_is_named_then_the_one_beside_then_the_one_in_the_folder_of_templates(
    folder: Path,
) -> None:
    places = (
        folder / "egen.docx",
        folder / "rapportmall.docx",
        folder / "workbooks" / "mall" / "rapportmall.docx",
    )
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(document(f"Mallen {place.relative_to(folder).as_posix()}"))
    report, found = folder / "b-rapport.docx", []
    for arguments in (["--template", "egen.docx"], [], []):
        assert run("report", "b.xlsx", *arguments) == 0
        found.append(paragraphs(report.read_bytes())[0])
        report.unlink()
        if not arguments:
            (folder / "rapportmall.docx").unlink(missing_ok=True)
    assert found == ["Mallen egen.docx", "Mallen rapportmall.docx", "Mallen workbooks/mall/rapportmall.docx"]


def test_the_report_that_stands_there_goes_before_every_template(folder: Path) -> None:
    assert run("report", "b.xlsx") == 0
    changed(folder / "b-rapport.docx", "1.4 Ekonomi</w:t>", "1.4 Vår ekonomi</w:t>")
    (folder / "egen.docx").write_bytes(document("Mallen."))
    assert run("report", "b.xlsx", "--template", "egen.docx") == 0
    assert "1.4 Vår ekonomi" in paragraphs((folder / "b-rapport.docx").read_bytes())


def test_a_report_that_somebody_saved_is_kept_before_it_is_replaced(folder: Path) -> None:
    assert run("report", "b.xlsx") == 0
    report = folder / "b-rapport.docx"
    changed(report, "1.4 Ekonomi</w:t>", "1.4 Vår ekonomi</w:t>")
    saved = report.read_bytes()
    assert run("report", "b.xlsx") == 0
    kept = list(folder.glob("b-rapport_*.docx"))
    assert [path.read_bytes() for path in kept] == [saved]
    assert run("report", "b.xlsx") == 0
    assert len([*folder.glob("b-rapport_*.docx")]) == 1


def test_a_changed_control_stops_the_report_with_1_until_it_is_decided(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", "b.xlsx") == 0
    report = folder / "b-rapport.docx"
    changed(report, "12\u00a0428", "12\u00a0400")
    saved = report.read_bytes()
    assert run("report", "b.xlsx") == 1
    told = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    assert "»12 400«" in told
    assert "»12 428«" in told
    assert report.read_bytes() == saved
    assert run("report", "b.xlsx", "--result-wins") == 0
    assert "12\u00a0400" in paragraphs(report.read_bytes())
    assert run("report", "b.xlsx") == 0
    changed(report, "12\u00a0400", "12\u00a0401")
    assert run("report", "b.xlsx", "--input-wins") == 0
    assert "12\u00a0428" in paragraphs(report.read_bytes())


@pytest.mark.parametrize("mark", ["~$b-rapport.docx", "~$rapport.docx", ".~lock.b-rapport.docx#"])
def test_a_report_that_is_open_is_left_alone_and_said(
    mark: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", "b.xlsx") == 0
    (folder / mark).write_bytes(b"")
    before = (folder / "b-rapport.docx").read_bytes()
    assert run("report", "b.xlsx") == 3
    assert "är öppen i ett annat program" in " ".join(capsys.readouterr().out.split())
    assert (folder / "b-rapport.docx").read_bytes() == before
    assert run("process", "b.xlsx", "--report") == 3
    assert (folder / "b-resultat.xlsx").exists()


def test_a_report_that_lost_its_memory_is_not_taken_for_a_template(folder: Path) -> None:
    (folder / "b-rapport.docx").write_bytes(document("[resultat: Vårt eget om resultatet.]"))
    assert run("report", "b.xlsx") == 1
    assert controls((folder / "b-rapport.docx").read_bytes())["resultat"] == ["Vårt eget om resultatet."]


def test_a_template_that_is_no_document_is_told_kindly(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mall.docx").write_bytes(b"%PDF-1.7")
    assert run("report", "b.xlsx", "--template", "mall.docx") == 3
    assert "går inte att fylla i: den är en PDF" in " ".join(capsys.readouterr().out.split())
    assert not (folder / "b-rapport.docx").exists()
    assert run("report", "b.xlsx", "--template", "finns-inte.docx") == 3


def test_the_json_object_names_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "b.xlsx", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["report"] == str(folder / "b-rapport.docx")
    assert said["result"] is None


def test_errors_in_the_workbook_give_no_report(folder: Path) -> None:
    texts = [{SECTION: "1.1", PROSE: "Det blev {Okänt}."}]
    (folder / "b.xlsx").write_bytes(template_bytes(replace(seed_with_texts(), texts=texts)))
    assert run("report", "b.xlsx") == 1
    assert names(folder) == ["b.xlsx"]


def test_the_watched_folder_writes_reports_too(folder: Path) -> None:
    place = DropFolder(folder, Options(report=ReportWish()))
    outcome = place.process("b.xlsx")
    assert outcome.report == folder / "b-rapport.docx"
    assert outcome.path == folder / "b-resultat.xlsx"


def test_a_documents_language_title_and_headings_are_there_for_a_screen_reader(folder: Path) -> None:
    assert run("report", "b.xlsx") == 0
    files = parts((folder / "b-rapport.docx").read_bytes())
    assert (
        "<dc:title>Årsredovisning 2023 Sydnärkes IT-nämnd</dc:title>" in files["docProps/core.xml"].decode()
    )
    assert b'w:lang w:val="sv-SE"' in files["word/styles.xml"]
    main = files[MAIN].decode()
    levels = [int(n) for n in re.findall(r'w:pStyle w:val="Heading(\d)"', main)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert main.count("<w:tblHeader/>") == main.count("<w:tbl>") == main.count("<w:tblDescription ")
    assert main.count("<w:drawing>") == main.count(' descr="') > 0
    assert "<w:vMerge" not in main
    assert "<w:gridSpan" not in main


@pytest.mark.usefixtures("folder")
def test_pillow_is_loaded_by_a_report_alone() -> None:
    assert not {m for m in loaded_by("process", "b.xlsx")[1] if m.startswith(("PIL", "xltool.word"))}
    assert "PIL" in loaded_by("report", "b.xlsx")[1]


def test_our_own_template_is_made_by_code_and_the_same_each_time() -> None:
    assert ours() == ours()
