"""The standard template, generated from the kinds' own columns: blank, or filled in (the examples)."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.binding.taught_rows import Translation
from xltool.core.pages import GUIDE_TITLE, Page, Tab, head
from xltool.core.tables import Cell, Role, Row, Table
from xltool.result import guide
from xltool.result.their_words import in_their_words, their_title
from xltool.sheets import all_sheets
from xltool.sheets.sheet_part import AnyPart
from xltool.sheets.template_rows import Filling


def template_pages(filling: Filling, taught: Translation | None = None) -> tuple[Page, ...]:
    """The template's sheets, in order, in the words that are `taught`."""
    pages = [(part, part.template(filling)) for part in all_sheets.SHEETS if part.template]
    guided = _guide(filling, [part for part, page in pages if page], taught)
    return (guided, *(in_their_words(page, taught) for _, page in pages if page))


# --- Läs mig -------------------------------------------------------------------------------------------------

_SIGNS = "Driftredovisning: intäkter med minustecken, kostnader utan. Skriv 0 där det är noll, lämna inget belopp tomt."
_OF_NETS = {
    _SIGNS: "Driftredovisning: en nettokostnad per rad, med tecken som bladet säger. Skriv 0 där det är noll, lämna inget belopp tomt."
}
_LINES = (
    "Fyll i de ljusblå cellerna. Andra celler räknas ut av sig själva eller av xltool.",
    "Börja med bladet Uppgifter: nämnd, år och enhet (kr, tkr eller mnkr).",
    _SIGNS,
    "Infoga fler rader mitt i ett block om de inte räcker. Tomma rader gör inget.",
    "Kommentera varje avvikelse som är stor, gärna redan här.",
    "Investeringsredovisning: ett projekt per rad. Ta bort bladet om nämnden inte investerar.",
    "Nämndmål: målets namn på första raden, en indikator per rad. Välj Riktning för varje indikator.",
    "Medlemmar: en kommun per rad. Varje kolumn med tal kan väljas som fördelningsnyckel på Uppgifter.",
    "Kolumner får byta plats, egna kolumner och blad lämnas i fred. Ändra inte rubrikernas ord.",
    "Spara, lägg filen i mappen workbooks/in och kör xltool process. Fel visas med blad och cell.",
)


def _guide(filling: Filling, parts: Sequence[AnyPart], taught: Translation | None) -> Page:
    lines = [_OF_NETS.get(text, text) if filling.net else text for text in _LINES]
    rows = tuple(
        Row(f"line:{i}", Role.TEXT, {guide.SHEET: Cell(f"{i}.  {text}")}) for i, text in enumerate(lines, 1)
    )
    sheets = tuple(
        guide.sheet_row(their_title(part.sheet.title, taught), part.template_about) for part in parts
    )
    tables = (
        Table("guide:lines", (guide.SHEET,), rows, header_row=False),
        Table("guide:sheets", (guide.SHEET, guide.ABOUT), sheets, title="Bladen"),
    )
    subtitle = filling.note or "Så fyller ni i arbetsboken"
    heading = head(GUIDE_TITLE, f"Budget och utfall {filling.year}", subtitle, None, None)
    return Page(
        GUIDE_TITLE,
        heading,
        (tables,),
        widths={guide.SHEET: 28, guide.ABOUT: 90},
        frozen=False,
        tab=Tab.CONTROL,
        whole=True,
    )
