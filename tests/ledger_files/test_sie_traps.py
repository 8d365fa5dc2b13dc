"""Every rule and trap of SIE files (ledger.md §4), each on a text of a few lines."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.ledger_files.boards import ONE_LINE_EACH, line_amounts, processed, sums, told, workbook
from tests.ledger_files.independent import year_of

HEAD = '#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "Nämnden"\n#RAR 0 20230101 20231231\n'
COSTS = (("Konto", "Kontotext", "Budget", "Utfall"), ("3*", "Intäkter", 0), ("4*;5*;6*;7*", "Kostnader", 0))
FROM_FILE = (COSTS[0], ("3*", "Intäkter"), ("4*;5*;6*;7*", "Kostnader"))
WHOLE = "#RES 0 3010 -100.00\n#RES 0 5010 60.50\n"


def text(records: str, head: str = HEAD) -> bytes:
    return (head + dedent(records).lstrip("\n").rstrip(" ")).encode("cp437")


def read(
    records: str,
    *,
    lines: object = COSTS,
    settings: list[tuple[str, str]] | None = None,
    head: str = HEAD,
    independent: bool = True,
) -> tuple[list[str], dict[str, float]]:
    """What is said, and the lines' sums where there is a result; the second reader agrees on every year."""
    worked = processed(workbook(lines, settings or []), text(records, head))  # type: ignore[arg-type]  # rows of lines
    found = sums(worked) if worked.result is not None else {}
    if found and independent and not settings:
        assert found["Utfall"] == float(year_of(text(records, head))["Utfall"])
    return told(worked), found


# Title, records, what is said, and the actual (None where there is no result).
ACTUALS = [
    ("årssaldon", WHOLE, [], -39.5),
    (
        "tabbar, blanksteg och citat i alla fält",
        '#RES\t0   "3010"\t-100.00\n  #RES "0" 5010 "60.50"\n',
        [],
        -39.5,
    ),
    ("okända etiketter och extra fält", WHOLE.replace("60.50", "60.50 0 x {y}") + "#NYTT 1 {2\n", [], -39.5),
    ("konto utanför klass 3–8", WHOLE + "#RES 0 9999 5\n#RES 0 1930 7\n", ["XL186"], -39.5),
    ("konto som inte är ett tal", WHOLE + "#RES 0 DIFF 5\n", ["XL186"], -39.5),
    (
        "månadssaldon utan årssaldon",
        "#PSALDO 0 202301 3010 {} -100\n#PSALDO 0 202312 5010 {} 60.50\n",
        [],
        -39.5,
    ),
    ("månadssaldon utan objektlista", "#PSALDO 0 202301 3010 -100\n#PSALDO 0 202312 5010 60.50\n", [], -39.5),
    ("förra årets saldon", WHOLE + "#RES -1 5010 44\n#PSALDO -1 202201 5010 {} 44\n", [], -39.5),
    (
        "saldon som säger emot årssaldona",
        WHOLE + "#PSALDO 0 202301 5010 {} 60\n#PSALDO 0 202312 3010 {} -100\n",
        ["XL182"],
        -39.5,
    ),
    (
        "utan objekt är hela beloppet",
        WHOLE
        + '#PSALDO 0 202301 5010 {1 "A"} 40.50\n#PSALDO 0 202301 5010 {} 60.50\n#PSALDO 0 202312 3010 {} -100\n',
        [],
        -39.5,
    ),
    (
        "utan objekt är resten",
        WHOLE
        + '#PSALDO 0 202301 5010 {1 "A"} 40.50\n#PSALDO 0 202301 5010 {} 20\n#PSALDO 0 202312 3010 {} -100\n',
        [],
        -39.5,
    ),
    (
        "objekt som inte går att pröva",
        '#PSALDO 0 202301 5010 {1 "A"} 40.50\n#PSALDO 0 202301 5010 {} 60.50\n#PSALDO 0 202312 3010 {} -100\n',
        ["XL183"],
        -39.5,
    ),
    (
        "en objektlista inom citattecken är en text",
        WHOLE + '#PSALDO 0 202301 5010 "{}" 60.50\n',
        ["XL175"],
        None,
    ),
    ("årssaldon som slutar i augusti", "#OMFATTN 20230831\n" + WHOLE, ["XL185"], None),
    ("belopp med komma", "#RES 0 5010 60,50\n", ["XL175"], None),
    ("belopp med tre decimaler", "#RES 0 5010 60.505\n", ["XL175"], None),
    ("konto och period omkastade", WHOLE + "#PBUDGET 0 5010 202301 {} 5\n", ["XL175"], None),
    ("för få fält", WHOLE + "#RES 0 5010\n", ["XL175"], None),
    ("citattecken utan slut", WHOLE + '#KONTO 5010 "Löner\n', ["XL175"], None),
    ("objektlista utan slut", WHOLE + "#PSALDO 0 202301 5010 {1 A 60.50\n", ["XL175"], None),
    ("annan valuta", "#VALUTA EUR\n" + WHOLE, ["XL180"], None),
    ("svenska kronor", "#VALUTA SEK\n" + WHOLE, [], -39.5),
    ("ett nollbyte", WHOLE + '#FNAMN "a\0b"\n', ["XL191"], None),
    ("sista posten utan radslut", WHOLE.rstrip("\n"), ["XL176"], None),
    ("öppnad kontrollsumma", "#KSUMMA\n" + WHOLE, ["XL176"], None),
    ("fel kontrollsumma", "#KSUMMA\n" + WHOLE + "#KSUMMA 1\n", ["XL177"], -39.5),
    ("inget", "", ["XL191"], None),
]


@pytest.mark.parametrize(("title", "records", "codes", "actual"), ACTUALS, ids=[one[0] for one in ACTUALS])
def test_the_actual(title: str, records: str, codes: list[str], actual: float | None) -> None:
    head = "" if title == "inget" else HEAD
    said, found = read(records or "#FLAGGA 0\n", head=head)
    assert said == codes
    assert found.get("Utfall") == actual


VOUCHER = '#VER A 1 20230105 "Hyra"\n{{\n{}}}\n'
VOUCHERS = [
    ("verifikationer", "#TRANS 5010 {} 60.50\n#TRANS 3010 {} -60.50\n", ["XL197"], 60.5),
    ("med objekt", '#TRANS 5010 {1 "A"} 60.50 20230106 "x {y}"\n#TRANS 3010 {} -60.50\n', ["XL197"], 60.5),
    (
        "citat och bakstreck",
        '#TRANS 5010 {} 60.50 "" "ett \\"ord\\" i C:\\\\x"\n#TRANS 3010 {} -60.50\n',
        ["XL197"],
        60.5,
    ),
    ("en klammer i texten", '#TRANS 5010 {} 60.50 20230105 "}"\n#TRANS 3010 {} -60.50\n', ["XL197"], 60.5),
    (
        "tillagda och borttagna rader läses inte",
        "#RTRANS 5010 {} 5\n#TRANS 5010 {} 60.50\n#BTRANS 5010 {} 7\n#TRANS 3010 {} -60.50\n",
        ["XL197"],
        60.5,
    ),
    ("obalans", "#TRANS 5010 {} 60.50\n#TRANS 3010 {} -60\n", ["XL187", "XL197"], 60.5),
    (
        "utanför året",
        "#TRANS 5010 {} 60.50\n#TRANS 3010 {} -60.50\n#TRANS 5010 {} 9 20240101\n#TRANS 3010 {} -9 20240101\n",
        ["XL187", "XL197"],
        60.5,
    ),
]


@pytest.mark.parametrize(("title", "rows", "codes", "cost"), VOUCHERS, ids=[one[0] for one in VOUCHERS])
def test_vouchers(title: str, rows: str, codes: list[str], cost: float) -> None:
    """They lie in January, and the file does not say how far it reaches."""
    del title
    worked = processed(workbook(COSTS), text(VOUCHER.format(rows)))
    assert told(worked) == sorted([*codes, "XL194"])
    assert line_amounts(worked, "Utfall")["Kostnader"] == cost


def test_a_voucher_without_a_series_has_its_day_a_field_earlier() -> None:
    records = '#VER 1 20230105 " " 20240119 " "\n{\n#TRANS 5010 {} 5\n#TRANS 3010 {} -5\n}\n'
    assert "XL187" not in told(processed(workbook(COSTS), text(WHOLE + records)))


@pytest.mark.parametrize("ending", ["{\n#TRANS 5010 {} 5\n", "{\n#TRANS 5010 {} 5\n#TRANS 3010 {} -5\n"])
def test_an_open_voucher_is_a_file_cut_off(ending: str) -> None:
    assert "XL176" in told(processed(workbook(COSTS), text(WHOLE + "#VER A 1 20230105\n" + ending)))


def test_the_message_has_the_line_of_every_record_that_cannot_be_read() -> None:
    worked = processed(workbook(COSTS), text(WHOLE + "#RES 0 5010 x\n#RES 0 5020\n"))
    (found,) = [f for f in worked.findings if f.code.code == "XL175"]
    assert "rad 8 (»x« är inget belopp)" in found.message
    assert "rad 9 (posten #RES har för få fält)" in found.message


BUDGET = WHOLE + "#PBUDGET 0 202301 3010 {} -70\n#PBUDGET 0 202312 5010 {} 50\n"
TOTALS = (
    '#PSALDO 0 202301 5010 {} 60.50\n#PSALDO 0 202301 5010 {1 "A"} 60.50\n#PSALDO 0 202312 3010 {} -100\n'
)
BUDGETS = [
    ("alla månader", BUDGET, [], -20.0),
    ("förra årets räknas aldrig", BUDGET + "#PBUDGET -1 202301 5010 {} 9\n", ["XL186"], -20.0),
    ("på balanskonton", BUDGET + "#PBUDGET 0 202301 1119 {} 9\n", ["XL186"], -20.0),
    ("objekt upprepar den", BUDGET + TOTALS + '#PBUDGET 0 202312 5010 {1 "A"} 50\n', [], -20.0),
    ("bara på objekt", BUDGET + TOTALS + '#PBUDGET 0 202312 6010 {1 "A"} 8\n', ["XL184"], None),
    ("bara på objekt, summa noll", BUDGET + TOTALS + '#PBUDGET 0 202312 6010 {1 "A"} 8\n#PBUDGET 0 202312 6010 {1 "B"} -8\n', [], -20.0),
]  # fmt: skip


@pytest.mark.parametrize(("title", "records", "codes", "budget"), BUDGETS, ids=[one[0] for one in BUDGETS])
def test_the_budget(title: str, records: str, codes: list[str], budget: float | None) -> None:
    del title
    said, found = read(records, lines=FROM_FILE)
    assert said == codes
    assert found.get("Budget") == budget


@pytest.mark.parametrize(("word", "budget"), [("räknas", -12.0), ("räknas inte", -20.0)])
def test_a_budget_on_objects_alone_counts_as_uppgifter_says(word: str, budget: float) -> None:
    records = BUDGET + TOTALS + '#PBUDGET 0 202312 6010 {1 "A"} 8\n'
    asked = processed(workbook(FROM_FILE), text(records))
    (found,) = [f for f in asked.findings if f.code.code == "XL184"]
    assert [(r.label, r.value) for r in found.remedies] == [
        ("Budget per objekt", "räknas"),
        ("Budget per objekt", "räknas inte"),
    ]
    _, sums_ = read(records, lines=FROM_FILE, settings=[("Budget per objekt", word)])
    assert sums_["Budget"] == budget


ENCODED = '#KONTO 5010 "Månadslön för Öberg"\n' + WHOLE


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "iso8859-15", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_encoding_is_told_by_the_letters(encoding: str, ending: str) -> None:
    """Whatever #FORMAT says."""
    data = (HEAD + ENCODED).replace("\n", ending).encode(encoding)
    worked = processed(workbook(COSTS), data)
    assert worked.board is not None
    assert worked.board.details is not None
    names = worked.board.details.table.cells[worked.board.details.kept["Kontonamn"]]
    assert "Månadslön för Öberg" in names.words


PARENT = '#DIM 20 "Verksamhet"\n#UNDERDIM 21 "Aktivitet" 20\n#OBJEKT 20 "5" "x"\n#OBJEKT 21 "51" "y"\n'
OBJECTS = (
    '#PSALDO 0 202301 5010 {} 60.50\n#PSALDO 0 202312 3010 {} -100\n#PSALDO 0 202301 5010 {20 "5"} 60.50\n'
)


def test_a_parent_dimension_is_by_its_own_rows() -> None:
    records = PARENT + WHOLE + OBJECTS + '#PSALDO 0 202301 5010 {21 "51"} 33\n'
    assert read(records, settings=[("Urval", "Verksamhet 5")])[1]["Utfall"] == 60.5
    assert read(records, settings=[("Urval", "Aktivitet 51")])[1]["Utfall"] == 33


def test_rows_of_an_object_alone_hold_those_that_are_split_further() -> None:
    records = PARENT + WHOLE + OBJECTS + '#PSALDO 0 202301 5010 {20 "5" 6 "P"} 40\n'
    assert read(records, settings=[("Urval", "20 5")])[1]["Utfall"] == 60.5


def test_lines_of_one_account_are_told_apart_by_an_object() -> None:
    lines = (
        ("Konto", "Kontotext", "Verksamhet", "Budget", "Utfall"),
        ("3*", "Intäkter", None, 0),
        ("5*", "Personal bygglov", "5", 0),
        ("5*", "Personal miljö", "6", 0),
    )
    records = (
        PARENT + WHOLE + '#VER A 1 20230105\n{\n#TRANS 5010 {20 "5"} 50\n#TRANS 5010 {20 "6"} 10.50\n#TRANS 1930 {} -60.50\n}\n'
        '#VER A 2 20231205\n{\n#TRANS 3010 {} -100\n#TRANS 1930 {} 100\n}\n'
    )  # fmt: skip
    data = workbook(lines)
    worked = processed(data, text(records))
    assert told(worked) == []
    assert line_amounts(worked, "Utfall") == {
        "Intäkter": -100,
        "Personal bygglov": 50,
        "Personal miljö": 10.5,
    }
    again = processed(data, text(records), previous=worked.data)
    assert again.data == worked.data
    left = processed(workbook(lines), text(records.replace('{20 "6"}', '{20 "7"}')))
    assert "XL416" in told(left)


def test_a_broken_year_is_called_by_its_first() -> None:
    head = HEAD.replace("20230101 20231231", "20230701 20240630")
    records = "#PSALDO 0 202307 5010 {} 60.50\n#PSALDO 0 202406 3010 {} -100\n"
    said, found = read(records, head=head)
    assert (said, found["Utfall"]) == (["XL181"], -39.5)
    worked = processed(workbook(COSTS), text(records, head))
    assert worked.data is not None
    assert sums(processed(worked.data, None))["Utfall"] == -39.5


def test_the_interim_month_of_vouchers_and_of_balances() -> None:
    lines = (
        ("Konto", "Kontotext", "Budget", "Prognos"),
        ("3*", "Intäkter", 0, -1),
        ("5*", "Kostnader", 0, 1),
    )
    records = "#PSALDO 0 202308 5010 {} 40\n#PSALDO 0 202309 5010 {} 20.50\n#PSALDO 0 202309 3010 {} -100\n"
    worked = processed(workbook(lines, [("Period", "augusti")]), text(WHOLE + records))
    assert line_amounts(worked, "Periodens utfall") == {"Intäkter": 0, "Kostnader": 40}
    alone = processed(workbook(lines, [("Period", "augusti")]), text("#OMFATTN 20230831\n" + WHOLE))
    assert line_amounts(alone, "Periodens utfall") == {"Intäkter": -100, "Kostnader": 60.5}


def test_a_line_that_says_it_takes_every_account_is_shown_with_the_names_of_the_file() -> None:
    worked = processed(workbook(ONE_LINE_EACH), text('#KONTO 5010 "Löner"\n' + WHOLE))
    assert told(worked) == []
