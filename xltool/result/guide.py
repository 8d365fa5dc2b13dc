"""Läs mig: what the result's sheets are, what may be changed, what the marks mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xltool.core.columns import Column
from xltool.core.pages import CONTROL_TITLE, SUMMARY_TITLE, TEXT_TITLE
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import TEXT
from xltool.sheets.goals.goal_columns import GoalOutcome, Status
from xltool.sheets.operating.operating_columns import UNEXPLAINED, Verdict
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.sheet_part import AnyPart

SHEET = Column("Blad", TEXT)
ABOUT = Column("Vad det visar", TEXT)

# What the pages that are no sheet's own show.
PAGES_ABOUT = {
    SUMMARY_TITLE: "Mötets enda sida: nyckeltal, de största avvikelserna, målen och fördelningen",
    TEXT_TITLE: "Meningar till årsredovisningen, färdiga att klistra in",
    CONTROL_TITLE: "Kontrollerna, alla anmärkningar med länk till cellen, och var siffrorna kommer ifrån",
}
_ALWAYS = (
    "Blå siffror och texter är inmatade. Ändra dem, så räknas allt annat om i Excel.",
    "Svarta siffror är formler. Skriv inte över dem.",
)
# Of what is judged, which a budget by itself is not.
_JUDGED = (
    "Gränserna på bladet Uppgifter styr vad som är väsentligt och vad som är delvis uppnått.",
    "Skriv förklaringar i kolumnen Kommentar, så försvinner märket förklaring saknas.",
    "En egen bedömning av en indikator väljs i kolumnen Bedömning, som är dold när den är tom, och går före uträkningen.",
)
_AT_LAST = (
    "Ändras indatafilen: kör xltool process igen. Det ni har skrivit här följer med, och den ändrade versionen sparas.",
    "Dolda kolumner räknar åt bladen. Ta inte bort dem med Kontrollera dokument i Excel: lämna ut en PDF i stället.",
    "Handboken öppnas med xltool handbook: mallen, kommandona och vad varje anmärkning betyder.",
)
_OF_LINES = (
    (Verdict.BETTER, "Väsentligt bättre än budget"),
    (Verdict.WORSE, "Väsentligt sämre än budget"),
    (Verdict.WITHIN, "Avvikelsen når inte gränserna på Uppgifter"),
    (UNEXPLAINED, "Väsentlig avvikelse utan kommentar"),
)


def _of_goals(*, interim: bool) -> tuple[tuple[str, str], ...]:
    """The marks of indicators and goals, in an interim report in the words of a forecast."""
    are = "bedöms bli" if interim else "är"
    said = (
        (Status.ACHIEVED, GoalOutcome.ACHIEVED, f"Indikatorn {are} uppnådd · målet {'bedöms uppnås' if interim else 'uppnås'}"),
        (Status.PARTLY, GoalOutcome.PARTLY, f"Nära målvärdet · hälften eller mer {are} uppnått helt eller delvis"),
        (Status.NOT_ACHIEVED, GoalOutcome.NOT_ACHIEVED, f"Målvärdet {'bedöms inte bli' if interim else 'är inte'} nått · mer än hälften {'bedöms inte bli' if interim else 'är inte'} uppnått"),
    )  # fmt: skip
    words = [(f"{s.said(interim=interim)} · {g.said(interim=interim)}", text) for s, g, text in said]
    lacking = "Resultatet saknas; räknas som ej uppnådd i målets bedömning"
    return (*words, (Status.NO_VALUE.said(interim=interim), lacking))


MARKS = (*_OF_LINES, *_of_goals(interim=False))


def sheet_row(title: str, about: str) -> Row:
    """A sheet with a link to it, and what it is."""
    return Row(title, Role.LINE, {SHEET: Cell(title, link=title), ABOUT: Cell(about)})


def guide_tables(
    pages: Sequence[str],
    parts: Iterable[AnyPart],
    more: Mapping[str, str],
    settings: Settings,
    *,
    has_goals: bool = True,
) -> tuple[Table, ...]:
    """The sheets that this result has, how to go on working, and the marks that it can have. `more` says what sheets are about
    that hang on the workbook."""
    about = PAGES_ABOUT | {part.shown_as: part.about for part in parts} | dict(more)
    sheets = [sheet_row(title, about[title]) for title in pages if title in about]
    lines = (*_ALWAYS, *(() if settings.budget_alone else _JUDGED), *_AT_LAST)
    rules = [Row(f"rule:{i}", Role.TEXT, {SHEET: Cell(f"{i}.  {text}")}) for i, text in enumerate(lines, 1)]
    listed = (*_OF_LINES, *(_of_goals(interim=settings.is_interim) if has_goals else ()))
    marks = [Row(mark, Role.LINE, {SHEET: Cell(mark), ABOUT: Cell(text)}) for mark, text in listed]
    table = Table("guide:marks", (SHEET, ABOUT), tuple(marks), title="Tecken och ord", header_row=False)
    return (
        Table("guide:sheets", (SHEET, ABOUT), tuple(sheets), title="Bladen"),
        Table("guide:rules", (SHEET,), tuple(rules), title="Så arbetar ni vidare", header_row=False),
        *(() if settings.budget_alone else (table,)),
    )
