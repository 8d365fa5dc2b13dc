"""Messages read aloud: plain Swedish, a remedy each, no line too long, one message for one fault."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.drawn import book, drawn
from tests.whole.test_cases import CASES, Case, findings
from xltool.findings.codes import CODES
from xltool.findings.finding import Code, Finding, Severity
from xltool.terminal.report import explained, explanation, finding_lines
from xltool.terminal.snippet import snippets

_WIDTH = 100
_ENGLISH = re.compile(
    r"\b(the|and|of|is|are|with|without|error|warning|invalid|missing|sheet|row|column|value|file|number|workbook"
    r"|expected|found|unknown|must|cannot|not|should|please|header|cell|empty|duplicate|target|result|actual)\b",
    re.IGNORECASE,
)
_PYTHON = re.compile(
    r"\b(None|True|False|float|int|str|dict|list|tuple|nan|inf|Traceback|KeyError|\w+Error)\b"
)
_QUOTED = re.compile("»[^«]*«")  # what stands in the workbook itself


def _every() -> Iterator[tuple[Case, list[Finding]]]:
    for case in CASES:
        yield case, findings(book(case.drawing, whole=case.whole), whole=case.whole)


EVERY = list(_every())
SENTENCES = sorted({text for _, given in EVERY for one in given for text in (one.message, one.hint)})


@pytest.mark.parametrize(
    "words", [_ENGLISH, _PYTHON, re.compile("ogiltig", re.IGNORECASE), re.compile("[{}]")]
)
def test_no_message_speaks_otherwise_than_finance_does(words: re.Pattern[str]) -> None:
    assert [text for text in SENTENCES if words.search(_QUOTED.sub("", text))] == []


def test_every_message_is_a_sentence_and_has_a_remedy() -> None:
    for case, given in EVERY:
        for one in given:
            assert re.fullmatch(r"\S.*[.?]", one.message), (case.title, one.message)
            assert re.fullmatch(r"[A-ZÅÄÖ].*[.?]", one.hint), (case.title, one.hint)


def test_every_message_is_about_a_cell_that_it_names() -> None:
    places = [one.origin for case, given in EVERY for one in given if one.code.code not in ("XL202", "XL225")]
    assert [place for place in places if place is None or not re.fullmatch(r"[A-Z]+\d+", place.cell)] == []


def test_no_line_of_a_message_is_too_long() -> None:
    long = [
        (case.title, line)
        for case, given in EVERY
        for line in finding_lines(given, snippets(given, book(case.drawing, whole=case.whole)))
        if len(line) > _WIDTH
    ]
    assert long == []


LONG = "En ledningsgrupp som arbetar tillsammans över kommungränserna och följer upp varje kvartal"


def test_a_row_of_long_texts_is_shown_in_lines_that_are_not_too_long() -> None:
    drawing = f"""
        == Nämndmål ==
        Nämndmål | Indikator | Resultat | Målvärde | Riktning | Kommentar
        {LONG}   | {LONG}    | {LONG}   | {LONG}   | {LONG}   | {LONG}
    """
    raw = book(drawing)
    lines = finding_lines(findings(raw), snippets(findings(raw), raw))
    assert len(lines) > 3
    assert [line for line in lines if len(line) > _WIDTH] == []


def test_of_a_flood_a_hundred_are_told_and_the_rest_counted() -> None:
    rows = "\n".join(f"Rad {n} | Kostnad | 1 | ett" for n in range(1234))
    raw = book(f"Kontotext | Typ | Budget | Utfall\n{rows}")
    lines = finding_lines(findings(raw), {})
    assert sum("fel XL301  Driftredovisning!" in line for line in lines) == 100
    assert lines[-1] == "  fel XL301  och 1\u00a0134 till; alla står i den granskade kopian och i --json"


# --- ten faults in one run -----------------------------------------------------------------------------------

FAULTS = """
== Uppgifter ==
Nämnd     | Nämnden
År        | 2023
Per datum | snart
== Driftredovisning ==
Kontotext        | Typ     | Budget | Utfall
Avgifter         | Intäkt  | -100   | ca 120
Löner            | Utlägg  | 80     | 90
Hyror            | Kostnad |        | 10
TOTALT KOSTNADER |         | 90     | 100
== Investeringsredovisning ==
Projekt           | Budget | Utfall
Servrar           | 10     | 12
Klienter          | 50     | 40
Servrar           | 5      | 5
TOTALT INVESTERAT | 65     | 75
== Nämndmål ==
Nämndmål     | Indikator | Resultat | Målvärde
Nöjda kunder | NKI       | '84 %    | minst 80 st
             | Klagomål  | 12       |
== Medlemmar ==
Kommun   | Invånare
Lekeberg | 8603
Laxå     |
== Drift ==
Utkast
"""
TOLD = [
    "fel XL212 Uppgifter!B3",
    "fel XL301 Driftredovisning!D2",
    "fel XL307 Driftredovisning!B3",
    "fel XL302 Driftredovisning!C4",
    "fel XL402 Investeringsredovisning!C5",
    "fel XL502 Nämndmål!D2",
    "fel XL504 Nämndmål!D3",
    "fel XL601 Medlemmar!B3",
    "fel XL207 Drift!A1",
    "varning XL407 Investeringsredovisning!A4",
]


def test_ten_faults_in_six_sheets_are_ten_messages_in_one_run() -> None:
    raw = book(FAULTS)
    given = [one for one in findings(raw) if one.severity is not Severity.INFO]
    assert [drawn(one) for one in given] == TOLD
    assert len({one.origin.sheet for one in given if one.origin}) == 6
    assert all(one.origin and one.origin.cell and one.hint for one in given)
    assert len({one.message for one in given}) == len(TOLD) == 10


# --- the catalogue, as explain and the handbook tell it -------------------------------------------------------


@pytest.mark.parametrize("code", CODES.values(), ids=lambda c: c.code)
def test_a_code_is_explained_in_whole_sentences_within_80_columns(code: Code) -> None:
    lines = explanation(code)
    assert [line for line in lines if len(line) > 80] == []
    text = " ".join(line.strip() for line in lines[1:])
    assert not re.search(r"[{}]|\d \d{3}\b|\d %|\bdu\b|\bdin\b", text), (
        "no empty field, no broken figure, ni throughout"
    )
    message, _, _, hint, _ = (part for _, part in explained(code))
    for sentence in (message, hint):
        assert re.fullmatch(r"[A-ZÅÄÖ0-9»x].*[.?]|\w.*[.?]", sentence), sentence
