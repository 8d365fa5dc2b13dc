"""Which sheet is which, and which header is which column."""

from __future__ import annotations

import pytest

from tests.drawn import amounts, computed, found, message, read
from tests.remedies import errors, mended, remedies

ROWS = "Kontotext | Typ | Budget | Utfall\nRad | Kostnad | 1 | 2"


def lines(header: str, row: str) -> str:
    return f"{header}\n{row}"


# --- sheets --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Driftredovisning", "DRIFTREDOVISNING", "Drift", "drift", " Drift "])
def test_the_names_of_driftredovisning(name: str) -> None:
    drawing = f"== Uppgifter ==\nNämnd | N\nÅr | 2023\n== {name} ==\n{ROWS}"
    assert "fel XL201" not in " ".join(found(drawing, whole=True))


@pytest.mark.parametrize(
    ("names", "drawing", "part"),
    [
        (
            "Investeringsredovisning Investeringar INVESTERINGAR",
            "Projekt | Budget | Utfall\nP | 1 | 1",
            "investments",
        ),
        (
            "Nämndmål Mål Måluppfyllelse Namndmal",
            "Nämndmål | Indikator | Resultat | Målvärde\nA | I | 5 | 5",
            "goals",
        ),
        (
            "Medlemmar Medlemskommuner Fördelning Fördelningsnyckel fordelning",
            "Kommun | Invånare\nA | 1",
            "shares",
        ),
    ],
)
def test_the_names_of_the_other_sheets(names: str, drawing: str, part: str) -> None:
    for name in names.split():
        assert computed(f"== {name} ==\n{drawing}")[part] is not None


def test_a_workbook_without_driftredovisning_is_an_error_that_lists_its_sheets() -> None:
    drawing = "== Uppgifter ==\nNämnd | N\nÅr | 2023\n== Blad1 ==\nKontotext | Budget\nRad | 1"
    assert "fel XL201 Uppgifter!A1" in found(drawing, whole=True)
    assert "Uppgifter, Blad1" in message(drawing, "XL201", whole=True)


@pytest.mark.parametrize(
    "name", ["Blad1", "Resultaträkning 2023", "Nämnden", "Drift 2023", "Drift 2023 - Tabell 1"]
)
def test_driftredovisning_by_its_content_or_its_name_without_the_year(name: str) -> None:
    drawing = f"== Uppgifter ==\nNämnd | N\nÅr | 2023\nEnhet | tkr\n== {name} ==\n{ROWS}"
    told = [] if name.startswith("Drift ") else [f"upplysning XL226 {name}!A1"]
    assert found(drawing, whole=True) == ["upplysning XL202 arbetsboken", *told]


def test_a_sheet_that_is_called_by_another_year_is_not_the_workbooks() -> None:
    uppgifter = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nEnhet | tkr\n"
    assert "fel XL201 Uppgifter!A1" in found(f"{uppgifter}== Drift 2022 ==\n{ROWS}", whole=True)
    both = f"{uppgifter}== Drift 2022 ==\n{ROWS}\n== Drift 2023 ==\n{ROWS}"
    assert "upplysning XL205 Drift 2022!A1" in found(both, whole=True)
    assert "XL201" not in " ".join(found(both, whole=True))


def test_two_sheets_with_budget_and_actual_are_asked_about() -> None:
    drawing = f"== Uppgifter ==\nNämnd | N\nÅr | 2023\n== Norr ==\n{ROWS}\n== Söder ==\n{ROWS}"
    assert "fel XL227 Norr!A1" in found(drawing, whole=True)
    assert "Norr och Söder" in message(drawing, "XL227", whole=True)


def test_the_other_sheets_that_are_missing_are_told_once_and_leave_their_parts_out() -> None:
    drawing = f"== Uppgifter ==\nNämnd | N\nÅr | 2023\nEnhet | tkr\n== Drift ==\n{ROWS}"
    assert found(drawing, whole=True) == ["upplysning XL202 arbetsboken"]
    said = message(drawing, "XL202", whole=True)
    assert "Investeringsredovisning, Nämndmål och Medlemmar" in said
    assert [computed(drawing)[part] for part in ("investments", "goals", "shares")] == [None, None, None]


def test_an_unknown_sheet_is_named() -> None:
    assert found("== Anteckningar ==\nAtt göra\n== Drift ==\n" + ROWS) == ["upplysning XL205 Anteckningar!A1"]


def test_two_sheets_for_one_kind_are_an_error() -> None:
    drawing = f"== Drift ==\n{ROWS}\n== Driftredovisning ==\n{ROWS}"
    assert found(drawing) == ["fel XL207 Driftredovisning!A1"]


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        ("Kontotext | Budget | Utfall", "fel XL209 Driftredovisning!A1"),
        ("== Investeringar ==\nProjekt | Budget | Utfall", "varning XL214 Investeringar!A1"),
        ("== Medlemmar ==\nKommun | Invånare", "varning XL214 Medlemmar!A1"),
    ],
)
def test_headers_without_rows(drawing: str, told: str) -> None:
    assert found(drawing) == [told]


# --- headers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "Kontotext | Typ | Budget | Utfall",
        "KONTOTEXT | TYP | BUDGET | UTFALL",
        "kontotext | typ | Budget 2023 | Utfall 2023",
        "Kontotext | Typ | BUDGET 2023 | UTFALL 2023",
        "Kontotext | Typ | Budget 2023 (tkr) | Utfall 2023 (tkr)",
        "Kontotext: | Typ | Budget (tkr) | Utfall, tkr",
        "Kontotext | Typ | 'Budget  2023 | 'Utfall\u00a02023",
    ],
)
def test_a_header_as_it_may_be_written(header: str) -> None:
    drawing = lines(header, "Rad | Kostnad | 1 | 2")
    assert amounts(drawing)[0] == "Rad | 1 | 2 | -1"
    assert found(drawing) == []


def test_headers_may_stand_below_a_title_block_in_any_order() -> None:
    drawing = """
        Sydnärkes IT-nämnd
        Budget och utfall 2023

                 |        | Utfall 2023 | Typ     | Kontotext | Budget 2023
                 |        | 2           | Kostnad | Rad       | 1
    """
    assert amounts(drawing)[0] == "Rad | 1 | 2 | -1"
    assert found(drawing) == []


def test_accents_do_not_count() -> None:
    data = computed(
        "== Namndmal ==\nNamndmal | Indikator | Resultat | Malvarde | Riktning\nA | I | 5 | 5 | minst"
    )
    assert data["goals"]["board"] == "achieved"


@pytest.mark.parametrize("header", ["Utfall föregående år", "Utfall 2022"])
def test_last_year_has_a_column_of_its_own(header: str) -> None:
    drawing = lines(f"Kontotext | Typ | {header} | Budget | Utfall", "Rad | Kostnad | 9 | 1 | 2")
    assert computed(drawing)["operating"]["lines"][0]["prior_actual"] == 9
    assert amounts(drawing)[0] == "Rad | 1 | 2 | -1"


@pytest.mark.parametrize(
    "header",
    [
        "Budget 2022 | Utfall 2023",
        "Budget | Utfall 2022",
        "Budget 2024 | Utfall",
        "Budget 2022 | Utfall 2022",
    ],
)
def test_another_year_in_a_header_is_an_error(header: str) -> None:
    told = found(lines(f"Kontotext | Typ | {header}", "Rad | Kostnad | 1 | 2"))
    assert {one.split()[1] for one in told} == {"XL208"}


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("Kontotext | Typ | Budget | BUDGET 2023 | Utfall", "D1"),
        ("Kontotext | Typ | Budget | Utfall | Utfall", "E1"),
        ("Kontotext | Kontotext | Typ | Budget | Utfall", "B1"),
    ],
)
def test_two_columns_for_one_are_an_error(header: str, place: str) -> None:
    assert f"fel XL204 Driftredovisning!{place}" in found(lines(header, "Rad | Kostnad | 1 | 3 | 2"))


def test_a_missing_column_is_an_error_with_the_nearest_header() -> None:
    drawing = lines("Kontotext | Typ | Budegt | Utfall", "Rad | Kostnad | 1 | 2")
    assert found(drawing) == ["fel XL203 Driftredovisning!C1"], "the misspelt header is no stranger beside it"
    assert "Budegt" in message(drawing, "XL203")


def test_a_forecast_without_an_actual_is_told_that_it_may_be_an_interim_report() -> None:
    drawing = "Kontotext | Typ | Budget | Prognos\nRad | Kostnad | 1 | 2"
    (told,) = [f for f in read(drawing).findings if f.code.code == "XL203"]
    assert "skriv månaden vid Period på bladet Uppgifter" in told.hint
    said = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nPeriod | augusti\n== Driftredovisning ==\n"
    assert not errors(read(said + drawing))


def test_the_missing_columns_are_told_in_one_error() -> None:
    (told,) = [f for f in read("Konto | Chef\n5010 | Eva").findings if f.code.code in ("XL203", "XL206")]
    assert told.message.startswith("Bladet Driftredovisning saknar kolumnerna Kontotext, Budget och Utfall.")


def test_months_without_a_word_are_told_as_that() -> None:
    months = " | ".join(["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"])
    drawing = lines(f"Kontotext | Typ | {months} | Summa", f"Rad | Kostnad{' | 1' * 12} | 12")
    assert found(drawing) == ["fel XL203 Driftredovisning!A1"]
    assert "inget ord säger om beloppen är budget eller utfall" in message(drawing, "XL203")


def test_a_wrong_year_is_one_error_for_all_sheets_and_its_remedy_is_the_year() -> None:
    drawing = (
        "Kontotext | Typ | Budget 2022 | Utfall 2022\nRad | Kostnad | 1 | 2\n"
        "== Investeringsredovisning ==\nProjekt | Budget 2022 | Utfall 2022\nA | 1 | 1\n"
        "== Nämndmål ==\nNämndmål | Indikator | Resultat 2022 | Målvärde 2022 | Riktning\nM | I | 5 | 5 | minst"
    )
    assert found(drawing) == ["fel XL208 Driftredovisning!C1"]
    said = message(drawing, "XL208")
    assert "Budget 2022 och Utfall 2022 på bladet Investeringsredovisning" in said
    assert "gäller inte 2023, som Uppgifter säger" in said
    (offered,) = remedies(drawing, "XL208")
    assert (offered.label, offered.value) == ("År", 2022)
    assert errors(mended(drawing, offered)) == []


def test_a_wrong_year_that_uppgifter_does_not_state_is_not_laid_at_its_door() -> None:
    drawing = "Kontotext | Typ | Budget 2022 | Utfall 2023\nRad | Kostnad | 1 | 2"
    assert "som de andra rubrikerna gäller" in message(drawing, "XL208", whole=True)


def test_a_sheet_without_any_of_its_columns_is_told_of_them_together() -> None:
    (told,) = [f for f in read("Anteckningar").findings if f.code.code == "XL203"]
    assert told.message.startswith(
        "Bladet Driftredovisning saknar kolumnerna Kontotext, Budget och Utfall. Rad 1 har:"
    )
    assert told.hint == (
        "Skriv rubrikerna Kontotext, Budget och Utfall, var och en ovanför sin kolumn. "
        "Eller kör xltool translate budget.xlsx och välj vad bladen och rubrikerna ska läsas som."
    )


def test_an_unknown_column_is_named_and_left_alone() -> None:
    drawing = lines("Kontotext | Typ | Handläggare | Budget | Utfall", "Rad | Kostnad | Eva | 1 | 2")
    assert found(drawing) == ["upplysning XL206 Driftredovisning!C1"]
    assert amounts(drawing)[0] == "Rad | 1 | 2 | -1"


def test_an_unknown_column_with_a_number_above_is_named() -> None:
    assert found("== Medlemmar ==\nKommun | Invånare | 2023\nA | 1 | x") == ["upplysning XL206 Medlemmar!C1"]


def test_the_sheets_of_a_result_need_no_word_when_all_are_there() -> None:
    own = "".join(
        f"== {name} ==\nNågot\n" for name in ("Läs mig", "Sammanfattning", "Rapporttext", "Kontroll")
    )
    assert found(f"{own}== Drift ==\n{ROWS}") == []


def test_a_sheet_that_only_has_the_name_of_a_results_sheet_is_told() -> None:
    assert found(f"== Kontroll ==\nNågot\n== Drift ==\n{ROWS}") == ["upplysning XL205 Kontroll!A1"]


# --- rows ----------------------------------------------------------------------------------------------------


def test_hidden_rows_and_columns_count_and_a_warning_says_so() -> None:
    drawing = """
        Kontotext | Typ     | (dold) Budget | Utfall
        Löner     | Kostnad | 100           | 110
        (dold) Hyror | Kostnad | 50         | 60
    """
    assert found(drawing) == ["varning XL213 Driftredovisning!A3"]
    assert "rader och kolumner" in message(drawing, "XL213")
    assert "cost | 150 | 170 | -20" in amounts(drawing)


def test_empty_rows_and_a_repeated_header_are_passed_over() -> None:
    drawing = """
        Kontotext | Typ     | Budget | Utfall
        Löner     | Kostnad | 100    | 110

        Kontotext | Typ     | Budget | Utfall
        Hyror     | Kostnad | 50     | 60
    """
    assert "cost | 150 | 170 | -20" in amounts(drawing)
    assert found(drawing) == []
