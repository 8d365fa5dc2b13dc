"""The boards whose results the first release wrote: what their input said then, and what it says later.

A workbook is its sheets' rows by the sheet's name. The annual report's own workbook is read from `workbooks/exempel`,
since it lies there; the others are small, each with something of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from openpyxl import Workbook, load_workbook

Row: TypeAlias = tuple[object, ...]
Sheets: TypeAlias = Mapping[str, tuple[Row, ...]]

DRIFT, PROJECTS, GOALS, MEMBERS = "Driftredovisning", "Investeringsredovisning", "Nämndmål", "Medlemmar"
EXAMPLE = Path(__file__).parents[2] / "workbooks" / "exempel" / "sydnarke-2023.xlsx"


def saved(sheets: Sheets) -> bytes:
    """The workbook as openpyxl writes it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return _bytes(book)


def _bytes(book: Any) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# --- the annual report: whole numbers in tkr, every part -------------------------------------------------------


def _report_later() -> bytes:
    """A line has another name, without an account to be known by."""
    book: Any = load_workbook(EXAMPLE)
    (cell,) = (c for row in book[DRIFT].iter_rows() for c in row if c.value == "Resor & kurser")
    cell.value = "Tåg och logi"
    return _bytes(book)


# --- kronor and ören, lines in another order later, one of them under another name ------------------------------

_ABOUT_WATER = (("Nämnd", "Vattennämnden"), ("År", 2023), ("Enhet", "kr"))
_LINES = ("Konto", "Kontotext", "Typ", "Budget", "Utfall", "Kommentar")
_INCOME = ("3010", "Taxor", "Intäkt", -2_500_000, -2_512_345.5, None)
_WAGES = ("5010", "Löner", "Kostnad", 1_200_000, 1_250_400.25, "Fler än väntat")
_HEATING = ("6010", "Uppvärmning", "Kostnad", 800_000, 640_000, None)
_TRAVEL = ("7010", "Resor", "Kostnad", 500_000, 500_100, None)
WATER: Sheets = {
    "Uppgifter": _ABOUT_WATER,
    DRIFT: (_LINES, _INCOME, _WAGES, _HEATING, _TRAVEL),
    PROJECTS: (("Projekt", "Budget", "Utfall"), ("Pumpar", 300_000, 350_000.75), ("Ledningar", 900_000, 0)),
}
WATER_LATER: Sheets = {
    **WATER,
    DRIFT: (_LINES, _INCOME, _TRAVEL, ("6010", "Fjärrvärme", "Kostnad", 800_000, 645_000, None), _WAGES,
            ("8010", "Räntor", "Kostnad", 1000, 1200, None)),
}  # fmt: skip

# --- income as positive numbers; a line that is away for a while -------------------------------------------------

_ABOUT_CULTURE = (
    ("Nämnd", "Kulturnämnden"),
    ("År", 2023),
    ("Enhet", "tkr"),
    ("Intäkter anges som", "positiva"),
)
_WITH_FORECAST = ("Konto", "Kontotext", "Typ", "Budget", "Utfall", "Prognos")
_FEES = ("3010", "Avgifter", "Intäkt", 1400, 1450.5, 1440)
_SALARIES = ("5010", "Löner", "Kostnad", -900, -1050, -1000)
_RENT = ("6010", "Hyror", "Kostnad", -500, -480, -480)
_TRIPS = ("7010", "Resor", "Kostnad", -20, -25, -25)
_CULTURE: Sheets = {
    "Uppgifter": _ABOUT_CULTURE,
    MEMBERS: (("Kommun", "Invånare", "Lån"), ("Ed", 4700, 30), ("Åmål", 12_200, 70), ("Ö", 100, 50)),
}
CULTURE_FIRST: Sheets = {**_CULTURE, DRIFT: (_WITH_FORECAST, _FEES, _SALARIES, _RENT, _TRIPS)}
CULTURE: Sheets = {**_CULTURE, DRIFT: (_WITH_FORECAST, _FEES, _SALARIES, _RENT)}
CULTURE_LATER: Sheets = {
    **_CULTURE,
    DRIFT: (_WITH_FORECAST, _FEES, ("5010", "Löner", "Kostnad", -900, -1060, -1000), _RENT, _TRIPS),
}
DECIDED_RENT, CHOSEN_KEY = (
    495,
    "Lån",
)  # what somebody wrote in the result for 480 and decided, and chose there


def decided(sheets: Sheets) -> Sheets:
    """The workbook as if its input said what was decided in the result."""
    rent = (*_RENT[:4], -DECIDED_RENT, _RENT[5])
    about = (*_ABOUT_CULTURE, ("Fördelningsnyckel", CHOSEN_KEY))
    lines = tuple(rent if row == _RENT else row for row in sheets[DRIFT])
    return {**sheets, "Uppgifter": about, DRIFT: lines}


# --- lines that are the sums of a ledger -------------------------------------------------------------------------


def _entries(count: int) -> Iterator[Row]:
    for i in range(count):
        account = (3010, 5010, 5020, 6110)[i % 4]
        amount = (1000 + i * 37.25) * (-1 if account < 4000 else 1)
        yield account, f"N{i % 3}", 1 + i % 12, f"Faktura {i}", amount


def _streets(count: int) -> Sheets:
    return {
        "Uppgifter": (("Nämnd", "Gatunämnden"), ("År", 2023), ("Enhet", "tkr")),
        DRIFT: (
            ("Konto", "Kontotext", "Budget", "Utfall"),
            ("3*", "Avgifter", -10, None),
            ("50*", "Löner", 20, None),
            ("6110-6190", "Kontor", 9, None),
        ),
        "Underlag": (("Konto", "Ansvar", "Månad", "Text", "Utfall"), *_entries(count)),
    }


# --- goals of each direction -------------------------------------------------------------------------------------

_HEAD = ("Nämndmål", "Indikator", "Resultat", "Målvärde", "Riktning", "Enhet", "Gräns delvis", "Bedömning", "Kommentar")  # fmt: skip
_INDICATORS: tuple[Row, ...] = (
    ("Mätningar", 12, 10, "minst", "st", None, None, None),
    ("Klagomål", 9, 8, "högst", "st", 10, None, "Vägbygget"),
    ("Prov", 4, 4, "exakt", "st", 1, None, None),
    ("pH", 7.4, "6,5–7,5", "inom", None, 0.5, None, None),
    ("Nöjda", 70, "74 eller högre", None, None, None, None, None),
    ("Svarstid", 25, "högst 20 st", None, "st", None, None, None),
    ("Andel", 84, 80, "minst", "%", None, "Delvis uppnådd", None),
    ("Räddade arter", "ej mätt", 5, "minst", "st", None, None, None),
)


def _environment(better: float) -> Sheets:
    rows: list[Row] = []
    for goal in range(5):
        for i, (name, value, *rest) in enumerate(_INDICATORS):
            shown = value + better if isinstance(value, int) else value
            first = ("–" if goal == 4 else f"Mål {goal + 1}") if i == 0 else None
            rows.append((first, f"{name} {goal + 1}", shown, *rest))
    return {
        "Uppgifter": (("Nämnd", "Miljönämnden"), ("År", 2023), ("Gräns för delvis uppnådd", 0.8)),
        DRIFT: (("Kontotext", "Typ", "Budget", "Utfall"), ("Tillsyn", "Kostnad", 100, 99)),
        GOALS: (_HEAD, *rows),
    }


THEN: Mapping[str, bytes] = {
    "report": EXAMPLE.read_bytes(),
    "water": saved(WATER),
    "culture": saved(CULTURE),
    "streets": saved(_streets(24)),
    "streets-untouched": saved(_streets(24)),
    "environment": saved(_environment(0)),
}
LATER: Mapping[str, bytes] = {
    "report": _report_later(),
    "water": saved(WATER_LATER),
    "culture": saved(CULTURE_LATER),
    "streets": saved(_streets(30)),
    "streets-untouched": saved(_streets(30)),
    "environment": saved(_environment(1)),
}
