"""Reports of other boards: interim, net costs, groups, long ones, without goals or members; and of the core's text of a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drawn import NOWHERE, book
from tests.sheets.test_interim import drawing
from tests.whole.test_package import schema_errors
from tests.word.drawn_documents import document
from tests.word.making import ours, written
from tests.word.reading import paragraphs, parts, tables
from xltool.core.document import BarChart, DocumentTable, Heading, Report
from xltool.core.shown_text import shown_text
from xltool.core.units import AMOUNT, COUNT, DATE, PERCENT, VARIANCE_AMOUNT, Form, Money, Quantity, Unit
from xltool.result.build_result import build_result
from xltool.result.report_document import report_document
from xltool.sheets.board_reading import read_board

INTERIM = (
    drawing()
    + """
== Investeringsredovisning ==
Projekt | Budget | Utfall | Prognos
IT Lekeberg | 3004 | 1200 | 2297
== Nämndmål ==
Nämndmål | Indikator | Resultat | Prognos | Målvärde | Riktning
Ett | A | 80 | 90 | 85 | minst
== Texter ==
Avsnitt | Rubrik | Text
1.1 | Inledning | Prognosen är {Nettoresultat}.
1.2 | Läget | Gott.
 | Framåt | Bättre.
"""
)
GROUPS = "Verksamhet | Kontotext | Typ | Budget | Utfall | Kommentar\n" + "\n".join(
    f"{group} | {name} | Kostnad | {100 + i} | {120 + i} | {said}"
    for i, (group, name, said) in enumerate(
        [
            ("Skola", "Löner", "Fler elever."),
            ("Skola", "Hyror", ""),
            ("Vård", "Löner", "Vakanser."),
            ("Vård", "Mat", ""),
        ]
    )
)


def report(drawn: str) -> Report:
    board = read_board(book(drawn))
    assert not board.has_errors, [f.message for f in board.findings if f.is_error]
    return report_document(build_result(board, NOWHERE))


def test_an_interim_workbook_gives_the_interim_report() -> None:
    of_august = report(INTERIM)
    assert of_august.called == "Delårsrapport per 31 augusti 2023"
    lines = paragraphs(written(ours(), of_august))
    assert "Prognosen är 1\u00a0732\u00a0tkr." in lines
    assert "1 av 1 nämndmål bedöms uppnås." in lines
    assert "Alla indikatorer prognostiserade uppnådda = Nämndmål uppnås." in lines
    goals, operating, investments = tables(written(ours(), of_august))
    assert goals[1] == ["Ett", "A", "80", "90", "85", "✔\u00a0Bedöms uppnådd"]
    assert operating[0] == [
        "Kontotext",
        "Periodens utfall",
        "Budget 2023",
        "Prognos 2023",
        "Prognosavvikelse",
    ]
    assert operating[-1] == ["NETTORESULTAT", "1\u00a0038", "0", "1\u00a0732", "−1\u00a0732"]
    assert investments[1] == ["IT Lekeberg", "3\u00a0004", "1\u00a0200", "2\u00a0297", "+1\u00a0804"]


def test_headings_within_a_section_stand_one_level_below_its_own() -> None:
    of_august = report(INTERIM)
    assert Heading(1, "1.2 Läget") in of_august.layout
    assert of_august.parts["text 1.2"][1] == Heading(2, "Framåt")


def test_groups_close_with_their_sums_and_their_lines_explain_themselves() -> None:
    of_groups = report(GROUPS)
    (table,) = of_groups.parts["drift"]
    assert isinstance(table, DocumentTable)
    assert all(cell.text for row in table.rows for cell in row.cells)
    strong = [row.cells[0].text for row in table.rows if row.strong]
    assert any("Skola" in name for name in strong)
    assert len(of_groups.parts["förklaringar"]) == 2


def test_net_costs() -> None:
    of_nets = report("Verksamhet | Budget | Utfall\nSkola | 100 | 120\nVård | 200 | 190\nSumma | 300 | 310")
    (table,) = of_nets.parts["drift"]
    assert isinstance(table, DocumentTable)
    assert [cell.text for cell in table.rows[-1].cells][1:] == ["300", "310", "−10"]


def test_a_board_of_many_lines_has_a_chart_that_fits_a_page_and_headers_that_repeat() -> None:
    many = "Kontotext | Typ | Budget | Utfall\n" + "\n".join(
        f"Rad {i} | Kostnad | {i} | {i + 1}" for i in range(1, 90)
    )
    done = written(ours(), report(many))
    main = parts(done)["word/document.xml"].decode()
    height = int(main.split('cy="')[1].split('"')[0])
    assert height <= 1.26 * 9026 * 635
    assert "<w:tblHeader/>" in main
    assert "Rad 89" in paragraphs(done)


def test_a_board_without_goals_members_and_projects() -> None:
    bare = report("Kontotext | Typ | Budget | Utfall\nLöner | Kostnad | 100 | 120")
    tags = {tag for tag, blocks in bare.parts.items() if blocks}
    assert tags == {"drift", "resultat", "diagram drift", "diagram avvikelser"}
    assert [item.text for item in bare.layout if isinstance(item, Heading)] == ["Ekonomi", "Driftredovisning"]


@pytest.mark.parametrize("drawn", [INTERIM, GROUPS], ids=["interim", "groups"])
def test_the_schema_of_word_has_nothing_to_say(drawn: str, tmp_path: Path) -> None:
    """In our template, and where a document without styles gets all of it at its end."""
    bare = {
        "word/styles.xml": b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    }
    for base in (ours(), document("Förord.", bare)):
        file = tmp_path / "rapport.docx"
        file.write_bytes(written(base, report(drawn)))
        assert schema_errors(file) == []


def test_charts_say_what_the_workbooks_say() -> None:
    (chart,) = report(INTERIM).parts["diagram drift"]
    assert isinstance(chart, BarChart)
    assert chart.title.replace("\u00a0", " ") == "Kostnader, tkr: prognos 43 991 mot budget 41 391"
    assert [one.name for one in chart.series] == ["Budget", "Prognos"]


TKR, KR, MNKR = Money(Unit.TKR), Money(Unit.KR), Money(Unit.MNKR, 1)


@pytest.mark.parametrize(
    ("value", "quantity", "money", "text"),
    [
        (-1304.0, AMOUNT, TKR, "−1\u00a0304"),
        (868.0, VARIANCE_AMOUNT, TKR, "+868"),
        (0.0, VARIANCE_AMOUNT, TKR, "0"),
        (-0.4, VARIANCE_AMOUNT, TKR, "0"),
        (0.5, AMOUNT, TKR, "1"),  # half away from zero, as Excel; Python says 0
        (2.5, AMOUNT, TKR, "3"),
        (1_733_499.0, AMOUNT, KR, "1\u00a0733"),
        (1_733_500.0, AMOUNT, KR, "1\u00a0734"),
        (1.25, AMOUNT, MNKR, "1,3"),
        (0.994, PERCENT, TKR, "99,4\u00a0%"),
        (0.0308, Quantity(Form.PERCENT, decimals=2), TKR, "3,08\u00a0%"),
        (20.0, Quantity(Form.NUMBER, "st", 0, before="högst "), TKR, "högst 20\u00a0st"),
        (16196.0, COUNT, TKR, "16\u00a0196"),
        (45291.0, DATE, TKR, "2023-12-31"),
        ("–", AMOUNT, TKR, "–"),
        (None, AMOUNT, TKR, ""),
    ],
)
def test_a_figure_is_written_as_its_cell_shows_it(
    value: float | str | None, quantity: Quantity, money: Money, text: str
) -> None:
    assert shown_text(value, quantity, money) == text
