"""The order of columns, blank rows, strangers' columns and titles above change no figure."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings, strategies as st

from tests.drawn import computed

Rows = list[list[str]]

_SETTINGS = "== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\n"
_DRAWN = {
    "Driftredovisning": """
        Konto | Kontotext        | Utfall 2022 | Budget 2023 | Utfall 2023 | Avvikelse | Prognos | Kommentar
        3110  | Avgifter         | -95         | -100        | -120        | 20        | -110    | Fler ärenden
        3120  | Bidrag           | -5          | '-10        | '-12        | 2         | -10     |
              | TOTALT INTÄKTER  | -100        | -110        | -131        | 22        | -120    |
              | Summa personal   | 80          | 90          | 100         | -10       | 95      |
        5010  | Löner            | 70          | 80          | 90          | -10       | 85      |
        5610  | Sociala avgifter | 10          | 10          | 10          | 0         | 10      |
              | Summa lokaler    | 20          | 20          | 20          | 0         | 20      |
        6010  | Hyror            | 20          | 20          | 20          | 0         | 20      |
              | varav garage     | 2           | 2           | 2           | 0         | 2       |
              | TOTALT KOSTNADER | 100         | 110         | 120         | -10       | 115     |
              | NETTORESULTAT    | 0           | 0           | -11         | 12        | -5      |""",
    "Investeringsredovisning": """
        Projekt           | Budget | Utfall | Avvikelse | Prognos | Kommentar
        Servrar           | 10     | 12     | -2        | 12      | Prishöjning
        Klienter          | 50     | 40     | 10        | 45      |
        TOTALT INVESTERAT | 60     | 53     | 8         | 57      |""",
    "Nämndmål": """
        Nämndmål     | Indikator | Resultat | Målvärde | Riktning | Enhet | Gräns delvis | Bedömning | Kommentar
        Nöjda kunder | NKI       | 84       | 80       | minst    | %     |              |           | Bra
                     | Klagomål  | 21       | högst 20 |          | st    | 25           |           |
        Trygg drift  | Avbrott   | –        | 5        | högst    | st    |              |           |
                     | Index     | 77       | 74–80    |          |       |              | Uppnådd   |
        –            | Frånvaro  | 3.08%    | 7%       | högst    |       |              |           |""",
    "Medlemmar": """
        Kommun    | Invånare | Datorer
        Lekeberg  | 8603     | 30
        Laxå      | 5582     | 10
        Summa     | 14185    | 40""",
}
_TABLES: dict[str, Rows] = {
    name: [[cell.strip() for cell in row.split("|")] for row in text.strip().splitlines()]
    for name, text in _DRAWN.items()
}


def _drawing(tables: dict[str, Rows]) -> str:
    sheets = [
        "\n".join([f"== {name} ==", *(" | ".join(row) for row in rows)]) for name, rows in tables.items()
    ]
    return _SETTINGS + "\n".join(sheets)


def _figures(tables: dict[str, Rows]) -> dict[str, Any]:
    told = computed(_drawing(tables))
    del told["reading"]  # which tells of what stands beside
    return told


_EXPECTED = _figures(_TABLES)
_FEW = settings(derandomize=True, deadline=None, max_examples=60)
_NAMES = st.sampled_from(sorted(_TABLES))


@_FEW
@given(_NAMES, st.data())
def test_any_order_of_the_columns_gives_the_same_figures(name: str, data: st.DataObject) -> None:
    rows = _TABLES[name]
    order = data.draw(st.permutations(range(len(rows[0]))))
    assert _figures({**_TABLES, name: [[row[i] for i in order] for row in rows]}) == _EXPECTED


@_FEW
@given(_NAMES, st.lists(st.integers(0, 20), max_size=8))
def test_blank_rows_anywhere_give_the_same_figures(name: str, places: list[int]) -> None:
    rows = list(_TABLES[name])
    for place in places:
        rows.insert(place, [""])
    assert _figures({**_TABLES, name: rows}) == _EXPECTED


# Headers that mean nothing to xltool, and cells that would mean something under another header.
_STRANGERS = st.sampled_from(["Ansvarig", "Chef", "Område", "Projektnr", "Not", "Avvikelse %", "2024", "Budgetkommentar", "Kostnadsställe"])  # fmt: skip
_CELLS = st.sampled_from(["", "Eva Ek", "868", "#REF!", "=?", "SANT", "2023-12-31", "ca 300", "Summa", "varav x"])  # fmt: skip


@_FEW
@given(
    _NAMES,
    st.lists(st.tuples(_STRANGERS, st.integers(0, 9)), min_size=1, unique_by=lambda one: one[0]),
    st.data(),
)
def test_strangers_columns_anywhere_give_the_same_figures(
    name: str, strangers: list[tuple[str, int]], data: st.DataObject
) -> None:
    rows = [list(row) for row in _TABLES[name]]
    for header, place in strangers:
        cells = [header, *(data.draw(_CELLS) for _ in rows[1:])]
        for row, cell in zip(rows, cells, strict=True):
            row.insert(min(place, len(row)), cell)
    assert _figures({**_TABLES, name: rows}) == _EXPECTED


_TITLES = st.sampled_from(["", "Sydnärkes IT-nämnd", "Driftredovisning 2023", "Belopp i tkr", "Nämndmål", "Budget och utfall", "2023", "Utskriven | 2024-02-01", " | Budget", "Version | 2 | Utfall 2023", "Kommun"])  # fmt: skip


@_FEW
@given(_NAMES, st.lists(_TITLES, min_size=1, max_size=12))
def test_any_titles_above_give_the_same_figures(name: str, titles: list[str]) -> None:
    rows = [*([title] for title in titles), *_TABLES[name]]
    assert _figures({**_TABLES, name: rows}) == _EXPECTED


@_FEW
@given(st.permutations(sorted(_TABLES)), st.integers(0, 4))
def test_any_order_of_the_sheets_gives_the_same_figures(order: list[str], place: int) -> None:
    tables = {name: _TABLES[name] for name in order[:place]} | {"Anteckningar": [["Ring Eva"]]}
    assert _figures(tables | {name: _TABLES[name] for name in order[place:]}) == _EXPECTED
