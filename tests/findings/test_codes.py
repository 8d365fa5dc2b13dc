"""Every finding that reading a workbook can give is given by a drawn one, and every code explains itself."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

import pytest

import xltool.findings
from tests.drawn import NOWHERE, book
from xltool.findings import codes
from xltool.findings.codes import CODES
from xltool.findings.example_fields import example_fields
from xltool.findings.finding import Code, Finding, Severity
from xltool.result.build_result import build_result
from xltool.sheets.board_reading import read_board
from xltool.terminal.report import explanation

OPERATING = "== Driftredovisning ==\n"
LINE = "Kontotext | Typ | Budget | Utfall\nRad | Kostnad | 0 | {}"
GOAL = "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning | Bedömning\n{}"
MEMBER = "== Medlemmar ==\nKommun | Invånare\n{}"
SETTING = "== Uppgifter ==\nNämnd | N\nÅr | 2023\n{}"
VARIANCE = (
    "Kontotext | Typ | Budget | Utfall | Avvikelse\nA | Kostnad | 100 | 50 | 50\nRad | Kostnad | 9 | 4 | {}"
)
DETAILS = "Konto | Kontotext | Budget | Utfall\n5010 | A | {}\n== Underlag ==\nKonto | Utfall\n{}"
LEDGER = "Konto | Kontotext | Budget | Utfall\n3010 | A | -1 |\n5010 | B | 1 |\n== Underlag ==\nKonto | {}"
TOTAL = "Kontotext | Budget | Utfall\nLöner | 100 | {}\n{} | 100 | 101"

TAUGHT = (
    "Post | Typ | Ram | Ut | In\nRad | Kostnad | 1 | 2 | 3\n"
    "== Översättning ==\nBlad | Rubrik | Läses som | Tecken\n | Post | Kontotext\n{}"
)
INTERIM = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nPeriod | augusti\n== Driftredovisning ==\nKontotext | Typ | Periodens budget | Periodens utfall | Budget | Prognos\nLöner | Kostnad | 600 | {}"
PROJECTS = (
    "== Investeringar ==\nProjekt | Status | Färdigt | Beslutad totalutgift | Tidigare utfall | Budget | Utfall | "
    "Ackumulerat utfall | Prognos totalutgift | Överföring till nästa år\n{}"
)
SIDES = "Kontotext | Intäkter | Kostnader | Utfall | Budget\n"

_PRIOR = "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning | Resultat 2022\n{}"
_MIXED = (
    SETTING.format("Fördelningsnyckel | Invånare 70 %; Datorer {} %")
    + "\n== Medlemmar ==\nKommun | Invånare | Datorer\nA | 1 | 2"
)
_PAID = SETTING.format("Bidragsrader | {}") + (
    "\n== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nBidrag | Intäkt | -9 | -9"
    "\n== Medlemmar ==\nKommun | Invånare | Debiterat\nA | 1 | {}\nB | 1 | 4"
)
_PERIOD = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nRapport omfattar | bara perioden\n{}\n== Driftredovisning ==\nKontotext | Typ | Budget | Periodens utfall\nLöner | Kostnad | 6 | 5"
DRAWN = {
    "XL522": _PERIOD.format("Period | augusti"),
    "XL526": "Kontotext | Typ | Budget | Utfall\nA | Kostnad | 4 | [=VLOOKUP(A2,[1]B!A:B,2,0)] 0\nB | Kostnad | 4 | [=VLOOKUP(A3,[1]B!A:B,2,0)] 0",
    "XL527": "== Uppgifter ==\nNämnd | N\nÅr | 2023\nRapport omfattar | bara budgeten\n== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nA | Kostnad | 4 | 3\nB | Kostnad | 5 | 6",
    "XL528": "== Uppgifter ==\nNämnd | N\nÅr | 2023\nPeriod | augusti\n== Driftredovisning ==\nKontotext | Typ | Budget | Prognos\nA | Kostnad | 4 | 3\n== Investeringsredovisning ==\nProjekt | Periodens budget | Utfall\nB | 4 | 3",
    "XL524": "Kontotext | Utfall | Prognos\nLöner | 4 | 3",
    "XL525": "Kontotext | Typ | Budget | Utfall\nRad | Kostnad | 4 | 3\nBidrag | | Ej aktuellt | Ej aktuellt",
    "XL523": _PERIOD.format(""),
    "XL609": _MIXED.format(20),
    "XL610": _PAID.format("Bidrag", ""),
    "XL611": _PAID.format("", 5),
    "XL612": _PAID.format("Bidraget", 5),
    "XL613": _PAID.format("Bidrag", 50),
    "XL614": "== Medlemmar ==\nKommun | Invånare | Andel\nA | 1000 | 40%\nB | 2000 | 60%",
    "XL615": SETTING.format("Färg | '#FFCC00"),
    "XL515": GOAL.format("Ett | A | Stängt | 5 | minst |"),
    "XL516": GOAL.format("Ett | A | ung 7 | 5 | minst |"),
    "XL517": GOAL.format("Ett | A | 80% | Ja | |"),
    "XL518": GOAL.format("Ett | A | 80 | | öka |"),
    "XL519": _PRIOR.format("Ett | A | 80 | 5 | öka | 70"),
    "XL201": "== Uppgifter ==\nNämnd | N\nÅr | 2023\n== Blad1 ==\nHej",
    "XL202": LINE.format(1),
    "XL203": "Kontotext | Budget\nRad | 1",
    "XL204": "Kontotext | Typ | Budget | Budget | Utfall\nRad | Kostnad | 1 | 2 | 1",
    "XL205": "== Mitt blad ==\nHej",
    "XL206": "Kontotext | Typ | Budget | Utfall | Chef\nRad | Kostnad | 1 | 1 | Eva",
    "XL207": f"== Drift ==\n{LINE.format(1)}\n{OPERATING}{LINE.format(1)}",
    "XL208": "Kontotext | Typ | Budget 2022 | Utfall 2023\nRad | Kostnad | 1 | 1",
    "XL209": "Kontotext | Typ | Budget | Utfall",
    "XL210": "== Uppgifter ==\nÅr | 2023",
    "XL211": SETTING.format("Chef | Eva"),
    "XL212": SETTING.format("Enhet | tusental"),
    "XL213": "Kontotext | Typ | Budget | Utfall\n(dold) Rad | Kostnad | 1 | 1",
    "XL214": MEMBER.format(""),
    "XL215": f"{SETTING.format('Enhet | tkr')}\n== Driftredovisning ==\nKontotext | Typ | Budget (kr) | Utfall\nRad | Kostnad | 1 | 1",
    "XL218": "Kontotext | Typ | Budget 2023 | Utfall 2023\nA | Kostnad | 100 | 90\n\nKontotext | Typ | Budget 2022 | Utfall 2022\nA | Kostnad | 100 | 80",
    "XL219": "Kontotext | Typ | Budget | Utfall\nA | Kostnad | 100 | 90\n\nKontotext | Budget | Utfall | Kommentar\nB | 100 | 80 | x",
    "XL220": "Kontotext | Typ | Budget | Utfall\nA | Kostnad | 100 | 90\n\nKontotext | Prognos\nB | 100",
    "XL249": TAUGHT.format(" | Ram | ja"),
    "XL221": f"{SETTING.format('Enhet | tkr')}\n== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nA | Kostnad | 100000 [#,##0,] | 90000 [#,##0,]",
    "XL223": "Kontotext | Typ | Budget | Total budget | Utfall\nRad | Kostnad | 1 | 2 | 1",
    "XL224": "Kontotext | Typ | Budget | Tilläggsbudget | Utfall\nRad | Kostnad | 1 | 2 | 1",
    "XL222": LINE.format(1),
    "XL225": LINE.format(1),
    "XL226": f"== Nämnden ==\n{LINE.format(1)}",
    "XL228": "Kontotext | Typ | Budget | Utfall april\nRad | Kostnad | 3 | 1",
    "XL229": "Kontotext | Typ | Budget | jan | feb | mar | apr | maj | jun | jul | aug | sep | okt | nov | dec\nRad | Kostnad | 12"
    + " | 1" * 12,
    "XL233": "== Uppgifter ==\nNämnd | N\nÅr | 2023\nPeriod | maj\n== Driftredovisning ==\nKontotext | Typ | Budget | Utfall april | Prognos\nRad | Kostnad | 3 | 1 | 3",
    "XL232": "Uppföljning augusti\n\nKontotext | Typ | Budget | Utfall | Prognos\nRad | Kostnad | 3 | 3 | 3",
    "XL231": "Kontotext | Typ | Budget | Utfall april | Prognos\nRad | Kostnad | 3 | 1 | 3",
    "XL230": "Kontotext | Typ | Budget | Utfall nov | Utfall dec\nRad | Kostnad | 12 | 1 | 1",
    "XL227": f"== Norr ==\n{LINE.format(1)}\n== Söder ==\n{LINE.format(1)}",
    "XL216": SETTING.format("Enhet | tkr\nEnhet | kr"),
    "XL217": SETTING.format("Enhett | kr"),
    "XL240": TAUGHT.format(" | Ram | Budgeten"),
    "XL241": TAUGHT.format(" | Ram | Budget\n | Ut | Utfall\n | Plan | Prognos"),
    "XL242": TAUGHT.format(" | Ram | Budget\n | Ram | Prognos"),
    "XL243": TAUGHT.format(" | Ram | Budget").replace("| Ut | In", "| Ram | In"),
    "XL244": TAUGHT.format(" | Ram | Budget\n | In | Budget"),
    "XL245": TAUGHT.format(" | Ram | Kommentar | +"),
    "XL246": TAUGHT.format(" | Ram | Budget | +\n | Rom | Budget | +"),
    "XL247": "Kontotext | Budget\nA | 1\n== Investeringsredovisning ==\nProjekt | Ram\nB | 2",
    "XL248": "== Projekten ==\nObjekt | Ram\nVäg | 1\n== Översättning ==\nBlad | Rubrik | Läses som\nProjekten | Ram | Budget",
    "XL311": LINE.format("–"),
    "XL312": LINE.format("[=C2+5]"),
    "XL313": LINE.format("[=5+5] 0"),
    "XL301": LINE.format("ca 300"),
    "XL302": LINE.format(""),
    "XL303": LINE.format("'300"),
    "XL304": LINE.format("'1.234"),
    "XL305": LINE.format("#REF!"),
    "XL306": LINE.format("=?"),
    "XL307": "Kontotext | Typ | Budget | Utfall\nRad | Upp | 1 | 1",
    "XL308": "Kontotext | Typ | Budget | Utfall\n | Kostnad | 1 | 1",
    "XL309": LINE.format("2023-12-01"),
    "XL310": DETAILS.format("1 |", "\n".join(["5010 | #REF!"] * 5)),
    "XL401": TOTAL.format(100, "TOTALT KOSTNADER"),
    "XL402": TOTAL.format(50, "TOTALT KOSTNADER"),
    "XL403": VARIANCE.format(8),
    "XL404": VARIANCE.format(6),
    "XL405": f"{SETTING.format('Intäkter anges som | positiva')}\n{OPERATING}{LINE.format(1)}",
    "XL406": "Konto | Kontotext | Budget | Utfall\n1510 | Rad | 1 | 1",
    "XL407": LINE.format(1) + "\nRad | Kostnad | 0 | 1",
    "XL408": LINE.format(868),
    "XL409": LINE.format(1) + "\nvarav konsulter | | 0 | 1",
    "XL410": LINE.format(1) + "\nTOTALT INTÄKTER | | 0 | 1",
    "XL411": LINE.format(1) + "\nBelopp i tkr",
    "XL412": "Kontotext | Typ | Budget | Utfall\nAvgifter | Intäkt | 100 | -100\nLöner | Kostnad | 90 | 90",
    "XL413": "Kontotext | Budget | Utfall | Prognos\nRad | 1 | 1 |\nTOTALT KOSTNADER | 1 | 1 | 1",
    "XL414": "Kontotext | Budget | Utfall | Kommentar\nRad | 1 | 1 |\nvarav rad | 1 | 1 | Hej\nTOTALT KOSTNADER | 1 | 1 |",
    "XL415": "Kontotext | Typ | Budget | Utfall\nRad | Kostnad | 400 | 293412",
    "XL416": DETAILS.format("1 |", "5010 | 1\n6110 | 2"),
    "XL417": DETAILS.format("1 |\n50* | B | 1 |", "5010 | 1"),
    "XL418": DETAILS.format("1 | 5", "5010 | 1"),
    "XL419": DETAILS.format("1 | 5", "5010 | 5123"),
    "XL420": DETAILS.format("1 |\n5011 | B | 1 |", "5010 | 1"),
    "XL421": DETAILS.format("1 |", "5010 | 1\n | 2"),
    "XL422": DETAILS.format("1 |", "5010 | 1\nSumma | 2"),
    "XL423": DETAILS.format("1 |\nse här | B | 1 |", "5010 | 1"),
    "XL424": "Kontotext | Typ | Budget | Utfall\nAvgifter | Intäkt | -100 | -100\nLöner | Kostnad | -90 | -90",
    "XL425": "Kontotext | Typ | Budget | Utfall\nAvgifter | Intäkt | -100 | 90\nBidrag | Intäkt | -900 | -900\nAnnat | Intäkt | -9 | -9",
    "XL426": "Konto | Kontotext | Budget | Utfall\n5 | Personal | 300 | 310\n51 | Löner | 200 | 190\n52 | Avgifter | 100 | 120",
    "XL427": "Kontotext | Typ | Budget | Utfall\nPersonal | | 300 | 310\nLöner | | 200 | 190\nAvgifter | | 100 | 120\nTOTALT KOSTNADER | | 600 | 620",
    "XL428": "Kontotext | Typ | Budget | Utfall\nLöner | Kostnad | 200 | 190\nNETTORESULTAT | | 200 | 190\nHyror | Kostnad | 70 | 80",
    "XL429": "Kontotext | Typ | Budget | Utfall | Avvikelse\nA | Kostnad | 100 | 50 | -50\nB | Kostnad | 9 | 4 | -5",
    "XL430": "Kontotext | Typ | Budget | Utfall | Avvikelse\nA | Kostnad | 100 | 50 | 7\nB | Kostnad | 9 | 4 | 7\nC | Kostnad | 90 | 4 | 7",
    "XL431": "Kontotext | Typ | Budget | Utfall | Avvikelse\nA | Kostnad | 100 | | 100",
    "XL432": "Kontotext | Typ | Budget | Utfall\n"
    + "\n".join(f"{n} | Kostnad | {b} | {b * 1010}" for n, b in zip("ABC", (11, 25, 37), strict=True)),
    "XL433": f"{SETTING.format('Enhet | tkr')}\n{OPERATING}Kontotext | Typ | Budget | Utfall\nA | Kostnad | 41391000000 | 42632000000",
    "XL434": "Kontotext | Typ | Budget | Utfall | Prognos\nA | Kostnad | 100 | 50 | 90\nB | Kostnad | 9 | 4 |",
    "XL435": LEDGER.format("Period | Belopp\n5010 | 202212 | 1\n5010 | 202301 | 1"),
    "XL436": LEDGER.format("Period | Belopp\n5010 | 202212 | 1"),
    "XL437": LEDGER.format("Text | Belopp\n5010 | Faktura | 1\n5010 | Utgående saldo | 1"),
    "XL438": LEDGER.format("Version | Belopp\n5010 | BU2023 | 1\n5010 | BU2023R | 1"),
    "XL439": LEDGER.format("D/K | Belopp\n5010 | D | 1\n5010 | | 1"),
    "XL440": LEDGER.format("Text | Belopp\n3010 | A | 2\n5010 | B | -1"),
    "XL441": LEDGER.format("Text | Belopp\n3010 | A | 2\n5010 | B | 1"),
    "XL442": "Kontotext | Typ | Budget | Utfall\nA | Intäkt | -1 | -1\nTOTALT INTÄKTER | | -1 | -1\nB | Kostnad | 5 | 5\n"
    "TOTALT KOSTNADER | | 5 | 5\nNettokostnad | | 4 | 4\nKommunbidrag | | -7 | -7\nÅrets resultat | | -3 | -3",
    "XL443": "Kontotext | Typ | Budget | Utfall\nA | Intäkt | -9 | -9\nB | Kostnad | 5 | 5\nÅrets resultat | | 4 | 4",
    "XL444": "Kontotext | Typ | Budget | Utfall\nKvartal 1 | | |\nA | Kostnad | 1 | 1\nKvartal 2 | | |\nA | Kostnad | 2 | 2",
    "XL449": LEDGER.format(
        "Ver | Belopp\n5010 | A1 | 1\n5010 | A2 | 2\n5010 | A3 | 3\n5010 | A1 | 1\n5010 | A2 | 2\n5010 | A3 | 3"
    ),
    "XL450": "Kontotext | Budget | Utfall\nA | 100 | 101\nB | -100 | -101",
    "XL451": f"{SIDES}A | 1 | 9 | 8 | 8\nB | 1 | 9 | 18 | 8\nC | 2 | 5 | 3 | 3",
    "XL452": f"{SIDES}A | 1 | 9 | 30 | 8",
    "XL454": f"{SETTING.format('Enhet | kr')}\n{OPERATING}Kontotext | Typ | Budget | Utfall\nA | Kostnad | 1.123 | 2.345\nB | Kostnad | 3.001 | 2.002",
    "XL455": "Kontotext | Typ | Budget | Utfall\nA | Kostnad | 100 | 101\nB | Kostnad | -10 | -9",
    "XL456": "Kontotext | Budget | Utfall\nKostnader | |\nA | 100 | 101\nAntal platser | 10 | 9",
    "XL457": "Kontotext | Typ | Budget | Utfall\n"
    + "\n".join(f"{x} | Kostnad | 1.123 | 2.345" for x in "ABC"),
    "XL459": f"{OPERATING}Kontotext | Typ | Budget | Utfall\nA | Kostnad | 100 | 101\n== Investeringsredovisning ==\nProjekt | Budget | Utfall\nB | -1 | -2",
    "XL458": "Kontotext | Typ | Budget | Utfall\nA | Kostnad | 100 | 101\nvarav\nB | Kostnad | 60 | 60\nC | Kostnad | 70 | 70",
    "XL453": "Kontotext | Intäkter | Kostnader | Budget\nA | -1 | -9 | 8",
    "XL445": f"{OPERATING}Kontotext | Typ | Budget | Utfall\nA | Kostnad | 30 | 31\n"
    "== Investeringsredovisning ==\nProjekt | Budget | Utfall\nV | 41430 | 46290",
    "XL448": "Kontotext | Typ | Budget | Utfall\nRad | Kostnad | 4 | 3\nEget kapital | | 9 | 8",
    "XL447": "Kontotext | Typ | Utfall | Kommunbidrag\nA | Kostnad | 4 | -3\nB | Kostnad | 5 | -5",
    "XL446": "Kontotext | Typ | Budget | Utfall\nRad | Kostnad | 4 | 3\nAndel av budget | | 100% | 75%",
    "XL501": GOAL.format("A"),
    "XL502": GOAL.format("A | I | '84 % | '80 st | minst"),
    "XL503": GOAL.format("A | I | 5 | 5"),
    "XL504": GOAL.format("A | I | 5 |"),
    "XL505": GOAL.format("A | I | 5 | bättre"),
    "XL506": GOAL.format("A | I | – | 5 | minst"),
    "XL507": GOAL.format("A | I | 5 | 5 | minst\n | I | 5 | 5 | minst"),
    "XL508": GOAL.format("A | I | 5 | högst 5 | minst"),
    "XL509": GOAL.format("A | I | 1 | 5 | minst | Uppnådd"),
    "XL510": GOAL.format("A | I | 5 | 5 | inom"),
    "XL511": GOAL.format("M | A | 1 | 1 | minst |\nN | B | 1 | 1 | minst |\nM | C | 1 | 1 | minst |"),
    "XL512": "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning | Enhet\nM | A | 0.84 | 80 | minst | %",
    "XL513": GOAL.format("Nöjda elever | A | 1 | 1 | minst |\nNöjda elver | B | 1 | 1 | minst |"),
    "XL514": GOAL.format(" | A | 1 | 1 | minst |\nN | B | 1 | 1 | minst |"),
    "XL601": MEMBER.format("A | -1"),
    "XL602": MEMBER.format("A | 0"),
    "XL603": MEMBER.format("A | 1\nA | 1"),
    "XL605": MEMBER.format("A | 1\nB | 2\nC | 4\nHemma | 7"),
    "XL606": MEMBER.format("A | 1\nB | 2\nSumma | 4"),
    "XL608": f"{OPERATING}Kontotext | Budget | Utfall\nA | 1 | 1\n== Medlemmar ==\nKommun | Invånare\nA | 1",
    "XL607": f"{SETTING.format('Fördelningsnyckel | Andel')}\n== Medlemmar ==\nKommun | Invånare | Andel\nA | 1 | 20%\nB | 2 | 70%",
    "XL621": f"{OPERATING}Kontotext | Budget | Utfall\nA | 1 | 90\n== Medlemmar ==\nKommun | Invånare | Belopp\nA | 1000 | 40\nB | 2000 | 50",
    "XL700": f"{OPERATING}{LINE.format(0)}\n== Texter ==\nAvsnitt | Text\n1.3 | Det blev {{Nettoresultatet}}.",
    "XL701": f"{OPERATING}{LINE.format(0)}\n== Texter ==\nAvsnitt | Text\n1.3 | Det blev {{Investeringar}}.",
    "XL604": SETTING.format("Fördelningsnyckel | Elever") + "\n" + MEMBER.format("A | 1"),
    "XL465": PROJECTS.format("A | Pågående | | 100 | 10 | 10 | 5 | 20 | 100 |"),
    "XL466": PROJECTS.format("A | Pågående | | 100 | | 10 | 5 | 101 | |"),
    "XL467": PROJECTS.format("A | Pågående | | 100 | | 10 | 5 | 15 | 10 |"),
    "XL468": PROJECTS.format("A | Avslutat | | 100 | | 10 | 5 | 15 | 17 |"),
    "XL469": PROJECTS.format("A | Avslutat | | 100 | | 10 | 5 | 15 | 15 | 5"),
    "XL470": PROJECTS.format("A | Pågående | | 100 | | 10 | 5 | 15 | 20 | 6"),
    "XL471": PROJECTS.format("A | Pågående | 2022 | 100 | | 10 | 5 | 15 | 20 | 5"),
    "XL474": "Kontotext | Typ | Ursprunglig budget | Tilläggsbudget | Reviderad budget | Utfall\nRad | Kostnad | 100 | 10 | 120 | 1",
    "XL475": "Kontotext | Typ | Ursprunglig budget | Tilläggsbudget | Reviderad budget | Utfall\nRad | Kostnad | 100 | 10 | 111 | 1",
    "XL476": "Kontotext | Typ | Ursprunglig budget | Omfördelning | Utfall\nRad | Kostnad | 100 | 10 | 111",
    "XL477": INTERIM.format("600 | 1000 | 1000\nLicenser | Kostnad | 400 | 700 | 900 | 900"),
    "XL478": INTERIM.format("1100 | 1000 | 1050"),
    "XL479": INTERIM.format("600 | 1000 | 1000")
    + "\n== Investeringar ==\nProjekt | Budget | Utfall\nA | 10 | 5",
    "XL521": "Kontotext | Typ | Budget | Utfall\nLöner | Kostnad | 100 |\nHyra | Kostnad | 50 |",
    "XL520": INTERIM.format("600 | 1000 |").replace("augusti", "augusti\nTom prognos betyder | budget"),
    "XL472": PROJECTS.format(
        "A | Pågående | | 100 | | 10 | 5 | 15 | 20 | 5\nB | vilande | | 100 | | 10 | 5 | 15 | 20 | 5"
    ),
}


def findings(drawing: str, *, whole: bool = False) -> tuple[Finding, ...]:
    board = read_board(book(drawing, whole=whole))
    return board.findings if board.has_errors else build_result(board, NOWHERE).findings


@pytest.mark.parametrize("code", DRAWN)
def test_a_drawn_workbook_gives_the_finding(code: str) -> None:
    given = [
        f
        for f in findings(DRAWN[code], whole=code in ("XL201", "XL225", "XL226", "XL227"))
        if f.code.code == code
    ]
    assert given
    for one in given:
        assert not re.search(r"[{}]|\b(None|nan)\b", one.message + one.hint)
        assert one.message.endswith(".")
        assert one.hint.endswith((".", "?"))
        assert one.code is CODES[code]


def test_every_finding_of_a_workbooks_content_is_drawn() -> None:
    # XL1xx are about the file, given when it is opened; XL629 is about an own sentence of an earlier result.
    # XL71x and on are about the report in Word.
    of_content = {code for code in CODES if not code.startswith("XL1")} - {"XL629"}
    assert set(DRAWN) == {code for code in of_content if code < "XL710"}


# --- what a code tells ---------------------------------------------------------------------------------------

EVERY = pytest.mark.parametrize("code", CODES.values(), ids=CODES)
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|with|without|error|warning|invalid|missing|sheet|row|column|value|file|number|workbook|expected|found|unknown|must|cannot)\b",
    re.IGNORECASE,
)


def texts(code: Code) -> dict[str, str]:
    names = ("title", "message", "hint", "why", "example", "avoid")
    return {name: getattr(code, name) for name in names}


@EVERY
def test_a_code_explains_itself(code: Code) -> None:
    assert re.fullmatch(r"XL[1-7]\d\d", code.code)
    for name, words in texts(code).items():
        assert words.strip() == words, name
        assert words, name


@EVERY
def test_the_fields_of_a_code_fill(code: Code) -> None:
    fields = {name for text in (code.message, code.hint) for _, name, _, _ in Formatter().parse(text) if name}
    filled = code.at(None, **dict.fromkeys(fields, "xxx"))
    assert "{" not in filled.message + filled.hint
    if fields - {"kept_version"}:
        with pytest.raises(KeyError):
            code.at(None)


@EVERY
def test_a_finding_that_leaves_something_in_the_kept_version_names_it(code: Code) -> None:
    """It is known by what the code says in its field, whatever words stand around it or in the workbook."""
    names = [name for _, name, _, _ in Formatter().parse(code.message + code.hint) if name]
    found = code.at(None, **dict.fromkeys(names, "den sparade versionen {kept_version}"))
    assert found.left_in_version == ("kept_version" in names)
    named = found.naming("b-resultat_2024-02-01_0915.xlsx")
    assert (named == found) == (not found.left_in_version)
    times = named.message.count("den sparade versionen b-resultat_2024-02-01_0915.xlsx")
    assert times == names.count("kept_version")
    assert not re.search("kept_version", code.at(None, **dict.fromkeys(names, "")).message)


def test_what_is_left_of_a_sheet_is_said_in_a_sentence_more() -> None:
    fields = {"sheet": "Eget", "what": "bilder", "count": 2}
    assert not codes.USER_SHEET.at(None, codes.NOT_COMPUTED, **fields).left_in_version
    left = codes.USER_SHEET.at(None, codes.NOT_ALONG, codes.NOT_COMPUTED, **fields)
    assert left.left_in_version
    assert left.naming("v.xlsx").message == (
        "Ert blad Eget har följt med, med värden och format. Det som inte följer med finns kvar i den sparade versionen "
        "v.xlsx: bilder. Formler som inget program har räknat ut (2 st) har inget värde att föra med."
    )


def test_what_there_may_be_many_of_is_what_a_rerun_says_of_each_thing() -> None:
    """All of the re-run, and none stops it: of an error there is never a hundred that nobody reads."""
    rerun = {code for code in CODES.values() if "XL110" <= code.code <= "XL149"}
    many = {code for code in CODES.values() if code.many}
    assert many <= rerun
    assert {codes.STRAY, codes.UNMATCHED, codes.FIGURE_DECIDED} <= many
    assert not any(code.severity is Severity.ERROR for code in many)


def test_what_is_told_at_once_is_where_a_result_went_and_what_became_of_work_in_it() -> None:
    told = {code.code for code in CODES.values() if code.told_at_once}
    assert told == {"XL110", "XL111", "XL117", "XL118", "XL136", "XL141", "XL145", "XL160", "XL161"}


@EVERY
def test_a_code_speaks_plain_swedish(code: Code) -> None:
    for name, words in texts(code).items():
        assert not ENGLISH.search(re.sub(r"{.*?}", "", words)), (name, words)
        assert "ogiltig" not in words.casefold(), (name, words)


@EVERY
def test_an_explanation_is_an_example_and_no_form(code: Code) -> None:
    fields = example_fields(code)
    assert all(fields.values()), fields
    told = "".join("".join(explanation(code)).split())
    assert not re.search(r"[{}‹›]", told)
    assert "".join(code.at(None, **fields).message.split()) in told


def test_no_finding_hides_another_of_its_name() -> None:
    """They come together from several modules, where a name that is there twice would be the last one's."""
    modules = [import_module(f"xltool.findings.{m.name}") for m in iter_modules(xltool.findings.__path__)]
    named = [(name, one.code) for m in modules for name, one in vars(m).items() if isinstance(one, Code)]
    codes_of = {name: {code for other, code in named if other == name} for name, _ in named}
    assert {name: found for name, found in codes_of.items() if len(found) > 1} == {}
