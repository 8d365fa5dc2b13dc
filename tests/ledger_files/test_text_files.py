"""Ledgers as text with columns (ledger.md §5): how they are parted and written, and what is refused."""

from __future__ import annotations

import pytest

from tests.ledger_files.boards import line_amounts, processed, told, workbook
from xltool.running.outcome import Choices
from xltool.running.pipeline import work

LINES = (("Konto", "Kontotext", "Budget", "Utfall"), ("3*", "Intäkter", 0), ("5*;6*", "Kostnader", 0))
SPLIT = (
    ("Konto", "Kontotext", "Ansvar", "Budget", "Utfall"),
    ("3*", "Intäkter", None, 0),
    ("5*", "Löner norr", 4100, 0),
    ("5*", "Löner söder", 420, 0),
)
# Title, the text, its encoding, and the lines' actual.
READ = [
    ("semikolon", "Konto;Utfall\n3010;-1 234,50\n5010;100,25\n", "cp1252", (-1234.5, 100.25)),
    ("tabb i UTF-16", "KONTO_ID\tDebet\tKredit\n3010\t\t1234,50\n5010\t100,25\t\n", "utf-16", (-1234.5, 100.25)),
    ("komma med tusental", 'Konto,Belopp\n3010,"-1,234"\n5010,"632,750"\n', "utf-8", (-1234, 632750)),
    ("decimalkomma med tre siffror", "Konto;Belopp\n3010;-0,234\n5010;632,75\n", "utf-8", (-0.23, 632.75)),
    ("punkt", "Konto,UTFALL_V\n3010,-1234.50\n5010,100.25\n", "utf-8-sig", (-1234.5, 100.25)),
    ("rubriker under en titel", "Utfall 2023, Norr\n\nUKONTO;UTFALL Ack\n3010;-5\n5010;4\n", "utf-8", (-5, 4)),
    ("konto och namn i en cell", "Konto;Utfall\n3010 Avgifter;-5\n6210 Telefon;4\n", "utf-8", (-5, 4)),
    ("rubriker, summor och tomma rader igen", "Konto;Utfall\n3010;-5\n\nKonto;Utfall\n5010;4\nSumma;-1\n", "utf-8", (-5, 4)),
    ("tecknet i en egen kolumn", "Konto;Belopp;D/K\n3010;5;K\n5010;4;D\n", "utf-8", (-5, 4)),
    ("minus efter", "Konto;Belopp\n3010;5-\n5010;4\n", "utf-8", (-5, 4)),
    ("radbrott i en text", 'Konto;Text;Belopp\n3010;"a\nb";-5\n5010;x;4\n', "utf-8", (-5, 4)),
    ("fjolårets rader", "Konto;Period;Belopp\n3010;202301;-5\n5010;202301;4\n5010;202212;9\n", "utf-8", (-5, 4)),
    ("budgetversionen", "Konto;Version;Belopp\n3010;UTFALL;-5\n5010;UTFALL;4\n5010;BU2023;0\n3010;BU2023;0\n", "utf-8", (-5, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "encoding", "wanted"), READ, ids=[one[0] for one in READ])
def test_a_text_is_read(title: str, text: str, encoding: str, wanted: tuple[float, float]) -> None:
    del title
    worked = processed(workbook(LINES), text.encode(encoding), "b.csv")
    assert line_amounts(worked, "Utfall") == dict(zip(("Intäkter", "Kostnader"), wanted, strict=True))


REFUSED = [
    ("fler fält än rubriker", "Konto;Utfall\n3010;-5;6\n", "XL175", "rad 2"),
    ("citattecken utan slut", 'Konto;Utfall\n3010;-5\n5010;"4\n6010;3\n', "XL175", "rad 3"),
    ("nollbyte", "Konto;Utfall\n3010;-5\0\n", "XL191", ""),
    ("webbsida", "<html><body>Konto;Utfall</body></html>", "XL191", "HTML"),
    ("ingen tabell", "Kom ihåg att ringa Eva.\n", "XL191", "rubrikrad"),
    ("en ensam siffra", "5", "XL191", ""),
]


@pytest.mark.parametrize(("title", "text", "code", "said"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_text_is_refused_with_its_line(title: str, text: str, code: str, said: str) -> None:
    del title
    worked = processed(workbook(LINES), text.encode(), "b.csv")
    (found,) = [f for f in worked.findings if f.code.code == code]
    assert said in found.message
    assert worked.result is None


def test_lines_are_told_apart_by_a_column_with_and_without_leading_zeros() -> None:
    text = "Konto;KST_ID;Utfall\n3010;;-9\n5010;4100;5\n5010;0420;4\n"
    worked = processed(workbook(SPLIT), text.encode(), "b.csv")
    assert line_amounts(worked, "Utfall") == {"Intäkter": -9, "Löner norr": 5, "Löner söder": 4}
    assert "XL416" in told(processed(workbook(SPLIT), (text + "5010;99;1\n").encode(), "b.csv"))
    both = (*SPLIT, ("5*", "Löner", None, 0))
    assert "XL417" in told(processed(workbook(both), text.encode(), "b.csv"))


def test_sums_by_several_columns_have_budget_beside_actual() -> None:
    text = "Konto;KST_ID;VHT;Utfall;Budget\n3010;4100;5;-9;-8\n5010;4100;5;5;6\n5010;4200;6;4;3\n"
    given = (text.encode(), "b.csv")
    lines = (SPLIT[0][:2] + SPLIT[0][3:], ("3*", "Intäkter"), ("5*", "Löner"))
    worked = work(
        workbook(lines),
        "b.xlsx",
        write=True,
        choices=Choices(by=("Ansvar", "VHT"), ledger_named=True),
        ledger=given,
    )
    assert worked.result is not None, told(worked)
    model = worked.result.model
    pages = {
        page.title: next(t for t in page.tables if t.key.startswith("details by"))
        for page in worked.result.pages
        if page.title.startswith("Underlag per")
    }
    assert list(pages) == ["Underlag per KST_ID", "Underlag per VHT"]
    shown = {
        title: [[model.value(t.key, r.key, c) for c in t.columns] for r in t.rows]
        for title, t in pages.items()
    }
    assert shown["Underlag per KST_ID"][:2] == [
        [4100, 2, -2, -4, 2, "–"],
        [4200, 1, 3, 4, -1, "–"],
    ]
    assert shown["Underlag per VHT"][-1] == ["Summa", 3, 1, 0, 1, "–"]


def test_a_part_of_the_text_by_a_column() -> None:
    text = "Konto;Ansvar;Utfall\n3010;4100;-9\n5010;4100;5\n5010;4200;4\n"
    worked = processed(workbook(LINES, [("Urval", "Ansvar 4100")]), text.encode(), "b.csv")
    assert told(worked) == ["XL196"]
    assert line_amounts(worked, "Utfall") == {"Intäkter": -9, "Kostnader": 5}
    assert told(processed(workbook(LINES, [("Urval", "Ansvar 7")]), text.encode(), "b.csv")) == ["XL188"]


def test_an_interim_report_leaves_out_what_is_after_its_month() -> None:
    text = "Konto;Datum;Utfall;Budget\n3010;2023-08-31;-9;-9\n5010;2023-01-05;5;6\n5010;2023-09-01;4;8\n"
    lines = (
        ("Konto", "Kontotext", "Budget", "Prognos"),
        ("3*", "Intäkter", None, -9),
        ("5*", "Löner", None, 9),
    )
    worked = processed(workbook(lines, [("Period", "augusti")]), text.encode(), "b.csv")
    assert told(worked) == ["XL195"]
    assert line_amounts(worked, "Periodens utfall") == {"Intäkter": -9, "Löner": 5}
    assert line_amounts(worked, "Periodens budget") == {"Intäkter": -9, "Löner": 6}
    assert line_amounts(worked, "Budget") == {"Intäkter": -9, "Löner": 14}
