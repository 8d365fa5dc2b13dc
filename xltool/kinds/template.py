"""The standard template, generated from the kinds' own columns: blank, or filled in (the examples)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from xltool.core.expr import At, Expr, Span, either, is_blank, total, when
from xltool.core.functions import Scalar
from xltool.core.numbers import Direction
from xltool.core.page import Page, head
from xltool.core.sheet import Cell, Column, Input, Role, Row, Sheet, Table
from xltool.core.units import AMOUNT, TEXT, Quantity
from xltool.kinds import goals, guide, investments, operating, settings as uppgifter, shares

Entry: TypeAlias = Mapping[Input, Scalar]


class Filling(Struct, frozen=True):
    """What a workbook in the template holds; the defaults are the blank template's rows to fill in.

    `totals` are the stated totals by row name (`Totalt intäkter`, `Totalt kostnader`, `Nettoresultat`,
    `Totalt investerat`); where one is missing the row sums its lines with formulas.
    """

    year: int
    settings: Mapping[str, Scalar] = field(default_factory=dict)
    income: Sequence[Entry] = ({},) * 6
    cost: Sequence[Entry] = ({},) * 16
    projects: Sequence[Entry] = ({},) * 12
    goals: Sequence[Entry] = ({},) * 24
    members: Sequence[Entry] = ({},) * 10
    totals: Mapping[str, Entry] = field(default_factory=dict)
    stated_variances: bool = False
    note: str = ""


_TITLES = ("Uppgifter", "Driftredovisning", "Investeringsredovisning", "Nämndmål", "Medlemmar")


def template_pages(filling: Filling) -> tuple[Page, ...]:
    """The template's sheets, in order."""
    return (
        _guide(filling),
        _settings(filling),
        _operating(filling),
        _investments(filling),
        _goals(filling),
        _members(filling),
    )


# --- Läs mig -------------------------------------------------------------------------------------------------

_LINES = (
    "Fyll i de ljusblå cellerna. Andra celler räknas ut av sig själva eller av xltool.",
    "Börja med bladet Uppgifter: nämnd, år och enhet (kr, tkr eller mnkr).",
    "Driftredovisning: intäkter med minustecken, kostnader utan. Skriv 0 där det är noll, lämna inget belopp tomt.",
    "Infoga fler rader mitt i ett block om de inte räcker. Tomma rader gör inget.",
    "Kommentera varje avvikelse som är stor, gärna redan här.",
    "Investeringsredovisning: ett projekt per rad. Ta bort bladet om nämnden inte investerar.",
    "Nämndmål: målets namn på första raden, en indikator per rad. Välj Riktning för varje indikator.",
    "Medlemmar: en kommun per rad. Varje kolumn med tal kan väljas som fördelningsnyckel på Uppgifter.",
    "Kolumner får byta plats, egna kolumner och blad lämnas i fred. Ändra inte rubrikernas ord.",
    "Spara, lägg filen i mappen workbooks/in och kör xltool process. Fel visas med blad och cell.",
)


def _guide(filling: Filling) -> Page:
    rows = tuple(
        Row(f"line:{i}", Role.TEXT, {guide.SHEET: Cell(f"{i}.  {text}")}) for i, text in enumerate(_LINES, 1)
    )
    sheets = tuple(
        Row(t, Role.LINE, {guide.SHEET: Cell(t, link=t), guide.ABOUT: Cell(_ABOUT[t])}) for t in _TITLES
    )
    tables = (
        Table("guide:lines", (guide.SHEET,), rows, header_row=False),
        Table("guide:sheets", (guide.SHEET, guide.ABOUT), sheets, title="Bladen"),
    )
    subtitle = filling.note or "Så fyller ni i arbetsboken"
    heading = head("Läs mig", f"Budget och utfall {filling.year}", subtitle, None, None)
    return Page("Läs mig", heading, (tables,), widths={guide.SHEET: 28, guide.ABOUT: 90}, frozen=False)


_ABOUT = {
    "Uppgifter": "Nämnd, år, enhet, fördelningsnyckel och gränser",
    "Driftredovisning": "Intäkter och kostnader, budget mot utfall. Det enda blad som måste finnas",
    "Investeringsredovisning": "Investeringsprojekt, budget mot utfall",
    "Nämndmål": "Nämndmål med indikatorer, resultat och målvärden",
    "Medlemmar": "Medlemskommunerna och deras invånarantal",
}


# --- Uppgifter -----------------------------------------------------------------------------------------------

_DEFAULTS: dict[str, Scalar] = {
    "unit": "tkr",
    "income_sign": uppgifter.NEGATIVE,
    "key": shares.POPULATION.header,
    "partly_limit": 0.75,
    "limit_share": 0.05,
}


def _settings(filling: Filling) -> Page:
    values = _DEFAULTS | {"year": float(filling.year)} | dict(filling.settings)
    unit = values["unit"]
    values.setdefault("whole", {"kr": 1000.0, "tkr": 1.0, "mnkr": 0.001}[str(unit)])
    values.setdefault("limit_amount", {"kr": 100_000.0, "tkr": 100.0, "mnkr": 0.1}[str(unit)])
    # The labels are not there to be changed, so they are no inputs here.
    label, explanation = (Column(c.header, TEXT) for c in (uppgifter.LABEL, uppgifter.EXPLANATION))
    rows = []
    for setting in uppgifter.ALL:
        quantity = TEXT if setting is uppgifter.YEAR else setting.quantity
        if setting.quantity == AMOUNT and unit == "mnkr":
            quantity = Quantity(AMOUNT.form, decimals=3)
        cells: dict[Column, Cell] = {
            label: Cell(setting.label),
            uppgifter.VALUE: Cell(
                values.get(setting.key), quantity, choices=setting.choices, prompt=setting.explanation
            ),
            explanation: Cell(setting.explanation),
        }
        rows.append(Row(setting.key, Role.ENTRY, cells))
    table = Table("settings", (label, uppgifter.VALUE, explanation), tuple(rows))
    heading = head(
        "Uppgifter", "Uppgifter", "Vad arbetsboken handlar om, och gränserna för bedömningen", None, None
    )
    widths: dict[Column, float] = {label: 30, uppgifter.VALUE: 34, explanation: 74}
    return Page("Uppgifter", heading, ((table,),), widths=widths)


# --- sheets of lines -----------------------------------------------------------------------------------------


def _entries(
    prefix: str, entries: Sequence[Entry], columns: Sequence[Column], formulas: Mapping[Column, Expr]
) -> list[Row]:
    """A row an entry, with its drop-down lists, and the formulas where the entry states no value of its own."""
    rows = []
    for index, entry in enumerate(entries):
        cells: dict[Column, Cell] = {c: Cell(f) for c, f in formulas.items()}
        for column in columns:
            if isinstance(column, Input) and (column in entry or column.choices):
                cells[column] = Cell(entry.get(column), choices=column.choices)
        rows.append(Row(f"{prefix}:{index}", Role.ENTRY, cells))
    return rows


def _stated_or_sum(
    filling: Filling,
    name: str,
    key: str,
    role: Role,
    label: Input,
    sums: Mapping[Input, Expr],
    variance: Mapping[Column, Expr],
) -> Row:
    """A total row: as the filling states it, else formulas over its lines."""
    stated = filling.totals.get(name)
    cells: dict[Column, Cell] = {label: Cell(name)}
    if stated is not None:
        cells |= {column: Cell(value) for column, value in stated.items()}
    else:
        cells |= {column: Cell(formula) for column, formula in sums.items()}
        cells |= {column: Cell(formula) for column, formula in variance.items()}
    return Row(key, role, cells)


def _difference(budget: Column, actual: Column) -> Expr:
    """Budget − actual, empty until both are filled in."""
    return when(either(is_blank(budget), is_blank(actual)), "", budget - actual)


def _operating(filling: Filling) -> Page:
    columns = operating.OPERATING.columns
    amounts = operating.COLUMNS.amounts
    formula: dict[Column, Expr] = {operating.STATED_VARIANCE: _difference(operating.BUDGET, operating.ACTUAL)}
    rows: list[Row] = []
    for key, name, entries in (
        (operating.INCOME, "Totalt intäkter", filling.income),
        (operating.COST, "Totalt kostnader", filling.cost),
    ):
        lines = _entries(key, entries, columns, {} if filling.stated_variances else formula)
        sums: dict[Input, Expr] = {
            c: total(Span("operating", lines[0].key, lines[-1].key, c)) for c in _summed(amounts)
        }
        rows += [
            *lines,
            _stated_or_sum(filling, name, key, Role.SUBTOTAL, operating.NAME, sums, formula),
        ]
    both: dict[Input, Expr] = {
        c: At("operating", operating.INCOME, c) + At("operating", operating.COST, c) for c in _summed(amounts)
    }
    rows.append(
        _stated_or_sum(filling, "Nettoresultat", operating.NET, Role.TOTAL, operating.NAME, both, formula)
    )
    year = filling.year
    headers: dict[Column, str] = {
        operating.PRIOR_ACTUAL: f"Utfall {year - 1}",
        operating.BUDGET: f"Budget {year}",
        operating.ACTUAL: f"Utfall {year}",
        operating.FORECAST: f"Prognos {year}",
    }
    table = Table("operating", columns, tuple(rows), headers=headers)
    heading = head(
        "Driftredovisning",
        f"Driftredovisning {year}",
        "Intäkter med minustecken, kostnader utan. Avvikelse = budget − utfall, minus är sämre än budget.",
        None,
        None,
    )
    notes = (
        "Raderna ovanför Totalt intäkter är intäkter, raderna ovanför Totalt kostnader är kostnader.",
        *_notes(filling),
    )
    widths: dict[Column, float] = {operating.NAME: 40, operating.COMMENT: 50, **dict.fromkeys(amounts, 13)}
    return Page("Driftredovisning", heading, ((table,),), notes, widths=widths)


def _summed(amounts: Sequence[Input]) -> list[Input]:
    """The required amount columns: a sum under an optional column that nobody fills in would be a row of zeros."""
    return [c for c in amounts if c.required]


def _notes(filling: Filling) -> tuple[str, ...]:
    return (filling.note,) if filling.note else ()


def _investments(filling: Filling) -> Page:
    columns = investments.INVESTMENTS.columns
    formula: dict[Column, Expr] = {
        investments.STATED_VARIANCE: _difference(investments.BUDGET, investments.ACTUAL)
    }
    lines = _entries("project", filling.projects, columns, {} if filling.stated_variances else formula)
    sums: dict[Input, Expr] = {
        c: total(Span("investments", lines[0].key, lines[-1].key, c))
        for c in _summed(investments.COLUMNS.amounts)
    }
    name = "Totalt investerat"
    rows = [*lines, _stated_or_sum(filling, name, "total", Role.TOTAL, investments.NAME, sums, formula)]
    year = filling.year
    headers: dict[Column, str] = {
        c: f"{c.header} {year}" for c in (investments.BUDGET, investments.ACTUAL, investments.FORECAST)
    }
    table = Table("investments", columns, tuple(rows), headers=headers)
    heading = head(
        "Investeringsredovisning",
        f"Investeringsredovisning {year}",
        "Ett projekt per rad, utgifter utan minustecken.",
        None,
        None,
    )
    widths: dict[Column, float] = {investments.NAME: 40, investments.COMMENT: 50}
    widths |= dict.fromkeys(investments.COLUMNS.amounts, 13)
    return Page("Investeringsredovisning", heading, ((table,),), _notes(filling), widths=widths)


def _goals(filling: Filling) -> Page:
    columns = template_columns(goals.GOALS)
    rows = _entries("indicator", filling.goals, columns, {})
    year = filling.year
    headers: dict[Column, str] = {goals.RESULT: f"Resultat {year}", goals.TARGET: f"Målvärde {year}"}
    table = Table("goals", columns, tuple(rows), headers=headers)
    heading = head(
        "Nämndmål",
        f"Nämndmål {year}",
        "Målets namn på blockets första rad, en indikator per rad. Skriv – som mål för indikatorer utan mål.",
        None,
        None,
    )
    words = ", ".join(d.value for d in Direction)
    notes = (
        f"Riktning ({words}) säger när indikatorn är uppnådd: minst målvärdet, högst målvärdet, exakt eller inom ett intervall.",
        "Lämna Bedömning tom, så bedömer xltool. En egen bedömning går före.",
        "Saknas resultatet, lämna cellen tom eller skriv ej mätt.",
    )
    widths: dict[Column, float] = {goals.GOAL: 34, goals.INDICATOR: 44, goals.COMMENT: 40}
    widths |= {goals.RESULT: 12, goals.TARGET: 14, goals.JUDGEMENT: 16}
    return Page("Nämndmål", heading, ((table,),), notes, widths=widths)


def _members(filling: Filling) -> Page:
    # Keys of the board's own stand behind the population.
    columns = tuple(
        dict.fromkeys([*shares.MEMBERS.columns, *(c for entry in filling.members for c in entry)])
    )
    rows = _entries("member", filling.members, columns, {})
    table = Table("members", columns, tuple(rows))
    heading = head(
        "Medlemmar", "Medlemmar", "En kommun per rad. Nyckelns datum står på bladet Uppgifter.", None, None
    )
    notes = (
        "Lägg till egna kolumner med tal, till exempel Datorer, och välj dem som Fördelningsnyckel på Uppgifter.",
    )
    return Page("Medlemmar", heading, ((table,),), notes, widths={shares.NAME: 34, shares.POPULATION: 14})


def template_columns(sheet: Sheet) -> tuple[Input, ...]:
    """The columns that the template shows: all that a user may fill in."""
    return tuple(c for c in sheet.columns if c is not goals.TARGET_HIGH)
