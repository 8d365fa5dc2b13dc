"""Figures and settings that somebody changed in a result, when the input changes its unit, its year or its lines; and
sentences that somebody put into other words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook

from tests.examples import seed
from tests.rerun.test_find_additions import ENGINES, by, said
from tests.rerun.test_keep import codes, edited, result, run, shown, write
from tests.rerun.test_matching import COSTS, DRIFT, INCOME, board, comments, data_of, listed
from tests.whole.test_files import opened
from xltool.core.columns import Input
from xltool.core.swedish import number_text
from xltool.core.units import COUNT
from xltool.rerun.wins import Wins
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import Choices, State
from xltool.running.pipeline import Work, work
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.template_rows import Filling


def in_kronor(filling: Filling) -> Filling:
    def kronor(text: str) -> str:
        words = text.split(" ")
        return " ".join([*words[:-2], *(f"{n}000" for n in words[-2:])])

    lines = board(*map(kronor, COSTS), income=[kronor(INCOME)])
    amounts = (investments.BUDGET, investments.ACTUAL)
    projects = [
        {
            c: float(str(v)) * 1000 if c in amounts else v
            for c, v in e.items()
            if c is not investments.STATED_VARIANCE
        }
        for e in filling.projects
    ]
    return replace(lines, settings={**filling.settings, "unit": "kr"}, projects=projects)


_TKR = board()


def run_without(
    sheet: str, filling: Filling, previous: bytes | None = None, wins: Wins = Wins.NOBODY
) -> Work:
    """The run of the workbook without one of its sheets."""

    def take_away(book: Any) -> None:
        del book[sheet]

    data = edited(template_bytes(filling), take_away)
    return work(data, "b.xlsx", write=True, choices=Choices(wins=wins), previous=previous)


def _setting(data: bytes, label: str) -> Any:
    return shown(data, "Uppgifter", label, "Värde")


def ledger_board(*, stated: bool) -> bytes:
    """A board whose actuals are stated, or the sums of a ledger."""
    book = Workbook()
    sheets = {
        "Uppgifter": (("Nämnd", "Nämnden"), ("År", 2023)),
        DRIFT: (
            ("Konto", "Kontotext", "Budget", "Utfall"),
            ("3010", "Avgifter", -150, -150 if stated else None),
            (None, "Totalt intäkter"),
            ("5010", "Löner", 150, 150 if stated else None),
            (None, "Totalt kostnader"),
        ),
        "Underlag": (("Konto", "Utfall"), (3010, -150_000), (5010, 150_000)),
    }
    for name, rows in sheets.items():
        if name != "Underlag" or not stated:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
    del book["Sheet"]
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# --- figures ---------------------------------------------------------------------------------------------------


def test_amounts_follow_when_the_input_goes_from_tkr_to_kr() -> None:
    written = edited(result(_TKR), write("Uppgifter", "Väsentlig avvikelse belopp", "Värde", 50))
    done = run(in_kronor(_TKR), written)
    assert _setting(data_of(done), "Väsentlig avvikelse belopp") == 50_000
    assert not said(done, "XL114"), "the input has changed nothing but its unit"


def test_an_edited_amount_is_told_and_taken_in_the_new_unit() -> None:
    written = edited(result(_TKR), write(DRIFT, "Lokalhyror", "Utfall 2023", 760))
    (told,) = said(run(in_kronor(_TKR), written), "XL112")
    assert told.replace("\u00a0", " ").endswith("skrivit 760 000 kr, men indatafilen säger 747 000 kr.")
    decided = data_of(run(in_kronor(_TKR), written, Wins.RESULT))
    assert shown(decided, DRIFT, "Lokalhyror", "Utfall 2023") == 760_000


@pytest.mark.parametrize(
    ("value", "done_"),
    [(None, "tömt cellen"), ("cirka 500", "skrivit »cirka 500«"), ("vet ej", "skrivit »vet ej«")],
)
@pytest.mark.parametrize(
    ("sheet", "row", "column", "name", "input_"),
    [
        (DRIFT, "Lokalhyror", "Utfall 2023", "Utfall", "747 tkr"),
        ("Investeringsredovisning", "IT-investering Laxå", "Budget 2023", "Budget", "1 686 tkr"),
        ("Fördelning", "Laxå", "Invånare", "Invånare", "5 582"),
    ],
)
def test_a_figure_that_cannot_be_read_is_an_edit_like_any_other(
    sheet: str, row: str, column: str, name: str, input_: str, value: str | None, done_: str
) -> None:
    filling = replace(seed(), totals={}, stated_variances=False)
    note = write(DRIFT, "Resor & kurser", "Kommentar", "Två konferenser.")
    written = edited(result(filling), write(sheet, row, column, value), note)
    for wins in (Wins.NOBODY, Wins.RESULT):
        done = run(filling, written, wins)
        (told,) = said(done, "XL112")
        assert told.startswith(f"{row}, {name}: i det förra resultatet ({sheet}!")
        assert told.replace("\u00a0", " ").endswith(f"har någon {done_}, men indatafilen säger {input_}.")
        assert done.data is None
    decided = run(filling, written, Wins.INPUT)
    assert comments(data_of(decided))["Resor & kurser"] == ["Två konferenser."]
    assert "Indatafilens siffra gäller." in said(decided, "XL113")[0]


def test_what_was_decided_for_the_result_stays_decided_until_a_figure_changes() -> None:
    written = edited(result(board()), write(DRIFT, "Lokalhyror", "Utfall 2023", 800))
    decided = data_of(run(board(), written, Wins.RESULT))
    for _ in range(3):
        again = run(board(), decided)
        assert len(said(again, "XL113")) == 1, "it is told every time"
        decided = data_of(again)
        assert shown(decided, DRIFT, "Lokalhyror", "Utfall 2023") == 800
    assert "XL112" in codes(run(board(), edited(decided, write(DRIFT, "Lokalhyror", "Utfall 2023", 810))))
    changed = board(*(c.replace("800 747", "800 750") for c in COSTS))
    (told,) = said(run(changed, decided), "XL112")
    assert "indatafilen säger 750" in told
    assert "XL112" not in codes(run(board(*(c.replace("800 747", "800 800") for c in COSTS)), decided))


def test_an_edited_figure_is_not_lost_when_the_line_becomes_a_sum() -> None:
    stated = work(ledger_board(stated=True), "b.xlsx", write=True).data
    assert stated is not None
    written = edited(stated, write(DRIFT, "Löner", "Utfall 2023", 160))
    for wins, told in ((Wins.NOBODY, "XL112"), (Wins.RESULT, "XL112"), (Wins.INPUT, "XL113")):
        done = work(
            ledger_board(stated=False), "b.xlsx", write=True, previous=written, choices=Choices(wins=wins)
        )
        assert told in codes(done), wins
        assert (done.state is State.OK) == (wins is Wins.INPUT)


def test_an_upper_end_where_none_belongs_is_no_secret() -> None:
    row = write("Måluppfyllelse", "Sjukfrånvaro", "Målvärde till", 9)
    done = run(seed(), edited(result(seed()), row))
    (told,) = said(done, "XL112")
    assert told.startswith("Sjukfrånvaro, Målvärde till: ")


# --- another year, another board -------------------------------------------------------------------------------


def test_nothing_of_last_year_comes_into_this_years_report() -> None:
    def rapport(book: Any) -> None:
        book["Rapporttext"]["B6"] = "År 2023 gick bra."
        book.create_sheet("Till mötet")["A1"] = "Om 2023"

    changes = [write(DRIFT, "Resor & kurser", "Kommentar", "Två konferenser."), rapport]
    done = run(replace(seed(), year=2024), edited(result(seed()), *changes))
    (told,) = said(done, "XL141")
    assert told.startswith("Det förra resultatet gäller 2023, och den här arbetsboken 2024. ")
    everything = {str(c.value) for ws in opened(data_of(done)).worksheets for r in ws.iter_rows() for c in r}
    assert not any(
        t in text for text in everything for t in ("Två konferenser.", "År 2023 gick bra", "Om 2023")
    )


def test_another_board_under_the_same_name_gets_nothing_and_a_renamed_one_everything() -> None:
    written = edited(result(board()), write(DRIFT, "Resor", "Kommentar", "Två konferenser."))
    renamed = replace(board(), settings={"board": "Sydnärkes nämnd för IT"})
    assert comments(result(renamed, written)) == {"Resor": ["Två konferenser."]}
    other = board("5020 Kost 1000 500", "5030 Städ 2000 700", "- Resor 9 9", income=("3020 Avgifter -9 -9",))
    other = replace(other, settings={"board": "Kost- och städnämnden"})
    done = run(other, written)
    assert said(done, "XL141")[0].startswith("Det förra resultatet gäller Sydnärkes IT-nämnd, och ")
    assert comments(data_of(done)) == {}


# --- sentences -------------------------------------------------------------------------------------------------


def _sentence(cell: str, value: object) -> Any:
    def edit(book: Any) -> None:
        book["Rapporttext"][cell] = value

    return edit


def test_a_sentence_whose_part_is_gone_is_listed_and_comes_back_with_it() -> None:
    written = edited(result(seed()), _sentence("B6", "Vi nådde två av tre mål."))
    gone = run_without("Nämndmål", seed(), written)
    (told,) = said(gone, "XL111")
    assert told.startswith("Måluppfyllelse, målen, Text: raden finns inte längre i indatafilen, ")
    assert "Vi nådde två av tre mål." in listed(data_of(gone))
    back = run(seed(), data_of(gone))
    assert opened(data_of(back))["Rapporttext"]["B6"].value == "Vi nådde två av tre mål."
    assert said(back, "XL110") == ["Från det förra resultatet har 1 egen text följt med."]


@pytest.mark.parametrize(("value", "stays"), [(None, None), (42, "42"), ("  ", None)])
def test_a_sentence_that_was_emptied_or_is_a_number_stays_so(value: object, stays: str | None) -> None:
    done = run(seed(), edited(result(seed()), _sentence("B8", value)))
    assert opened(data_of(done))["Rapporttext"]["B8"].value == stays
    word = "XL110" if stays else "XL140"
    assert any("1 egen text" in message for message in said(done, word))
    again = data_of(run(seed(), data_of(done)))
    assert opened(again)["Rapporttext"]["B8"].value == stays


def test_the_hidden_name_of_a_paragraph_may_be_typed_over() -> None:
    changes = [_sentence("B8", "Vi gick back."), _sentence("C8", "något annat")]
    again = data_of(run(seed(), edited(result(seed()), *changes)))
    assert opened(again)["Rapporttext"]["B8"].value == "Vi gick back."


def test_a_comment_that_was_taken_away_is_told_as_that() -> None:
    rows = seed().cost
    name = next(str(e) for e in comments(result(seed())))
    done = run(replace(seed(), cost=rows), edited(result(seed()), write(DRIFT, name, "Kommentar", None)))
    assert not said(done, "XL110")
    assert said(done, "XL140") == [
        "I det förra resultatet har någon tagit bort 1 kommentar. Det är borttaget även i det nya."
    ]
    assert name not in comments(data_of(done))


@ENGINES
def test_a_renamed_sheet_of_ours_stops_the_run(engine: str) -> None:
    def rename(book: Any) -> None:
        book["Investeringsredovisning"].title = "Inv"

    done = run(seed(), by(engine, result(seed()), rename))
    (told,) = said(done, "XL116")
    assert "Bladet Investeringsredovisning heter nu Inv." in told
    assert done.data is None


@pytest.mark.parametrize("wins", [Wins.NOBODY, Wins.INPUT])
def test_a_chosen_key_whose_column_is_gone_changes_no_invoice_in_silence(wins: Wins) -> None:
    machines = Input("Datorer", COUNT)
    with_both = replace(
        seed(), members=[{**e, machines: 100.0 * n} for n, e in enumerate(seed().members, start=1)]
    )
    chosen = edited(result(with_both), write("Uppgifter", "Fördelningsnyckel", "Värde", "Datorer"))
    assert _setting(result(with_both, chosen), "Fördelningsnyckel") == "Datorer"
    done = run(seed(), chosen, wins)
    if wins is Wins.NOBODY:
        (told,) = said(done, "XL147")
        assert "är Fördelningsnyckel »Datorer«" in told
        assert "Indatafilens medlemsblad har »Invånare«." in told
    else:
        assert _setting(data_of(done), "Fördelningsnyckel") == "Invånare"
        assert listed(data_of(done)) >= {"Datorer"}
        assert "»Datorer«" in said(done, "XL111")[0]
        assert not said(done, "XL110")


def _absence(unit: str) -> Filling:
    indicators = [
        {**one, goals.UNIT: unit} if one.get(goals.INDICATOR) == "Sjukfrånvaro" else one
        for one in seed().goals
    ]
    return replace(seed(), goals=indicators)


_SICK = write("Måluppfyllelse", "Sjukfrånvaro", "Resultat 2023", 0.05)


def test_a_percentage_is_told_as_one() -> None:
    (told,) = said(run(seed(), edited(result(seed()), _SICK)), "XL112")
    assert "skrivit 5\u00a0%, men indatafilen säger 3,08\u00a0%." in told


@pytest.mark.parametrize("wins", Wins)
def test_a_percentage_counts_for_no_other_unit(wins: Wins) -> None:
    done = run(_absence("dagar"), edited(result(seed()), _SICK), wins)
    assert done.state is (State.OK if wins is Wins.INPUT else State.ERRORS)
    (told,) = said(done, "XL113" if wins is Wins.INPUT else "XL112")
    assert "skrivit 5\u00a0%, men indatafilen säger 3,08\u00a0dagar" in told


def test_an_amount_without_noise_is_told_without_decimals() -> None:
    assert number_text(1100.0000000001) == "1\u00a0100"
    assert number_text(0.25) == "0,25"


@pytest.mark.parametrize(
    ("sheet", "row", "column", "typed", "told"),
    [
        ("Måluppfyllelse", "Sjukfrånvaro", "Resultat 2023", "ej mätt", "har någon skrivit »ej mätt«, men"),
        (DRIFT, "Lokalhyror", "Utfall 2023", "=B16*2", "skrivit en formel som inget program har räknat ut"),
        (DRIFT, "Lokalhyror", "Utfall 2023", "många", "har någon skrivit »många«, men"),
        (DRIFT, "Lokalhyror", "Utfall 2023", None, "har någon tömt cellen, men"),
    ],
)
def test_what_stands_in_place_of_a_figure_is_told(
    sheet: str, row: str, column: str, typed: object, told: str
) -> None:
    (message,) = said(run(seed(), edited(result(seed()), write(sheet, row, column, typed))), "XL112")
    assert told in message


def test_a_judgement_with_its_sign_is_taken_and_another_word_is_told_which_there_are() -> None:
    def judged(word: str) -> Work:
        return run(seed(), edited(result(seed()), write("Måluppfyllelse", "Sjukfrånvaro", "Bedömning", word)))

    assert shown(data_of(judged("✔ Uppnådd")), "Måluppfyllelse", "Sjukfrånvaro", "Bedömning") == "Uppnådd"
    (told,) = [f for f in judged("Ganska bra").findings if f.code.code == "XL116"]
    assert "Välj ett av: Uppnådd, Delvis uppnådd, Ej uppnådd" in told.hint
