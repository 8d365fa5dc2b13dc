"""The chief's chapter: what to read, what can be relied on, what to ask."""

from __future__ import annotations

from xltool.handbook.blocks import Chapter, Picture, Points, Section, Steps

CHIEF = Chapter(
    "chefen",
    "För chefen",
    (
        Section(
            "Läs de här tre bladen",
            (
                Steps(
                    (
                        "*Sammanfattning* är mötets enda sida: nyckeltal, de största avvikelserna åt båda håll, målen och fördelningen.",
                        "*Driftredovisning* visar rad för rad vad som avviker, och förklaringen. Står det *förklaring saknas* är avvikelsen stor och ingen har "
                        "skrivit varför.",
                        "*Kontroll* säger om siffrorna går ihop. Överst på varje blad står samma sak i korthet, till exempel »10 av 10 stämmer · 1 att fråga om«.",
                    )
                ),
                Picture(
                    "avvikelser",
                    "Stapeldiagram över avvikelserna i exemplet, störst underskott överst: Licenser & serviceavtal −3 308 tkr, Tele- och datakommunikation −1 304, "
                    "därefter mindre avvikelser ned till Kapitalkostnader +1 044.",
                    "Avvikelserna i exemplet. Plus är alltid bättre än budget, för intäkter och kostnader lika.",
                ),
            ),
        ),
        Section(
            "Måluppfyllelsen",
            (
                Picture(
                    "mal",
                    "De tre nämndmålen i exemplet: två uppnås delvis, ett uppnås.",
                    "Varje mål bedöms efter sina indikatorer, och regeln som avgjorde står vid målet.",
                ),
                Points(
                    (
                        "Alla indikatorer uppnådda: målet *uppnås*.",
                        "Mer än hälften ej uppnådda, eller utan värde: målet *uppnås ej*.",
                        "Annars: målet *uppnås delvis*. Nämnden som helhet bedöms på samma sätt, efter målen.",
                    )
                ),
                "Har nämnden gjort en egen bedömning gäller den, och skillnaden mot uträkningen visas.",
            ),
        ),
        Section(
            "Vad ni kan lita på",
            (
                Points(
                    (
                        "Inget gissas. Går en siffra inte att läsa säkert blir det inget resultat, utan en fråga.",
                        "Alla summor är formler i Excel. Ändras en siffra följer allt annat med, också meningarna och diagrammen.",
                        "Kontroll säger vilken fil resultatet är gjort av, när, och med vilken version.",
                        "Kontrollerna prövar att siffrorna går ihop, inte att de är sanna. Att rätt saker är bokförda svarar ni för.",
                    )
                ),
            ),
        ),
        Section(
            "Fråga detta på mötet",
            (
                Points(
                    (
                        "Vilka avvikelser saknar förklaring?",
                        "Vad står under *Rimlighet* på Kontroll, och vad är svaret?",
                        "Finns det något under *Utan rad* som någon har skrivit och som inte har kommit med?",
                    )
                ),
            ),
        ),
    ),
)
