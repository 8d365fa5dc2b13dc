"""The standard template, generated from the kinds' own columns: blank, or filled in (the examples)."""

from __future__ import annotations

from xltool.core.pages import Page, head
from xltool.core.tables import Cell, Role, Row, Table
from xltool.result import guide
from xltool.sheets.goals.goal_template import goal_template
from xltool.sheets.investments.project_template import project_template
from xltool.sheets.operating.operating_template import operating_template
from xltool.sheets.settings.settings_template import settings_template
from xltool.sheets.shares.share_template import member_template
from xltool.sheets.template_rows import Filling

_TITLES = ("Uppgifter", "Driftredovisning", "Investeringsredovisning", "Nämndmål", "Medlemmar")


def template_pages(filling: Filling) -> tuple[Page, ...]:
    """The template's sheets, in order."""
    return (
        _guide(filling),
        settings_template(filling),
        operating_template(filling),
        project_template(filling),
        goal_template(filling),
        member_template(filling),
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
