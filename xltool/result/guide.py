"""Läs mig: what the result's sheets are, what may be changed, what the marks mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xltool.core.columns import Column
from xltool.core.pages import CONTROL_TITLE, SUMMARY_TITLE, TEXT_TITLE
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import TEXT
from xltool.sheets.goals.goal_columns import GoalOutcome, Status
from xltool.sheets.operating.operating_columns import UNEXPLAINED, Verdict
from xltool.sheets.sheet_part import AnyPart

SHEET = Column("Blad", TEXT)
ABOUT = Column("Vad det visar", TEXT)

# What the pages that are no sheet's own show.
PAGES_ABOUT = {
    SUMMARY_TITLE: "Mötets enda sida: nyckeltal, de största avvikelserna, målen och fördelningen",
    TEXT_TITLE: "Meningar till årsredovisningen, färdiga att klistra in",
    CONTROL_TITLE: "Kontrollerna, alla anmärkningar med länk till cellen, och var siffrorna kommer ifrån",
}
_RULES = (
    "Blå siffror och texter är inmatade. Ändra dem, så räknas allt annat om i Excel.",
    "Svarta siffror är formler. Skriv inte över dem.",
    "Gränserna på bladet Uppgifter styr vad som är väsentligt och vad som är delvis uppnått.",
    "Skriv förklaringar i kolumnen Kommentar, så försvinner märket förklaring saknas.",
    "En egen bedömning av en indikator väljs i kolumnen Bedömning, som är dold när den är tom, och går före uträkningen.",
    "Ändras indatafilen: kör xltool process igen. Det ni har skrivit här följer med, och den ändrade versionen sparas.",
    "Dolda kolumner räknar åt bladen. Ta inte bort dem med Kontrollera dokument i Excel: lämna ut en PDF i stället.",
    "Handboken öppnas med xltool handbook: mallen, kommandona och vad varje anmärkning betyder.",
)
MARKS = (
    (Verdict.BETTER, "Väsentligt bättre än budget"),
    (Verdict.WORSE, "Väsentligt sämre än budget"),
    (Verdict.WITHIN, "Avvikelsen når inte gränserna på Uppgifter"),
    (UNEXPLAINED, "Väsentlig avvikelse utan kommentar"),
    (f"{Status.ACHIEVED.value} · {GoalOutcome.ACHIEVED.value}", "Indikatorn är uppnådd · målet uppnås"),
    (f"{Status.PARTLY.value} · {GoalOutcome.PARTLY.value}", "Nära målvärdet · hälften eller mer är uppnått helt eller delvis"),
    (f"{Status.NOT_ACHIEVED.value} · {GoalOutcome.NOT_ACHIEVED.value}", "Målvärdet är inte nått · mer än hälften är inte uppnått"),
    (Status.NO_VALUE.value, "Resultatet saknas; räknas som ej uppnådd i målets bedömning"),
)  # fmt: skip


def sheet_row(title: str, about: str) -> Row:
    """A sheet with a link to it, and what it is."""
    return Row(title, Role.LINE, {SHEET: Cell(title, link=title), ABOUT: Cell(about)})


def guide_tables(
    pages: Sequence[str], parts: Iterable[AnyPart], more: Mapping[str, str]
) -> tuple[Table, ...]:
    """The sheets that this result has, how to go on working, and the marks. `more` says what sheets are about that hang
    on the workbook."""
    about = PAGES_ABOUT | {part.shown_as: part.about for part in parts} | dict(more)
    sheets = [sheet_row(title, about[title]) for title in pages if title in about]
    rules = [Row(f"rule:{i}", Role.TEXT, {SHEET: Cell(f"{i}.  {text}")}) for i, text in enumerate(_RULES, 1)]
    marks = [Row(mark, Role.LINE, {SHEET: Cell(mark), ABOUT: Cell(text)}) for mark, text in MARKS]
    return (
        Table("guide:sheets", (SHEET, ABOUT), tuple(sheets), title="Bladen"),
        Table("guide:rules", (SHEET,), tuple(rules), title="Så arbetar ni vidare", header_row=False),
        Table("guide:marks", (SHEET, ABOUT), tuple(marks), title="Tecken och ord", header_row=False),
    )
