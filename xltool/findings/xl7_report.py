"""XL7xx: the report in Word, and the prose that goes into it."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

UNKNOWN_FIGURE = Code(
    "XL700", ERROR, "Siffran finns inte på listan",
    "Texten hämtar siffran »{value}«, som xltool inte känner igen.",
    "{meant}Skriv ett av namnen inom klamrarna: {choices}.",
    "Namn inom klamrar byts mot siffror ur arbetsboken. Ett okänt namn skulle stå kvar i rapporten.",
    "Inom klamrarna står Nettoresultatet i stället för Nettoresultat.",
    "Kopiera namnet från en text där det fungerar.",
)  # fmt: skip


FIGURE_MISSING = Code(
    "XL701", WARNING, "Siffran finns inte i arbetsboken",
    "Texten hämtar {value}, men arbetsboken har ingen sådan siffra. I rapporten står – i stället.",
    "Ta bort siffran ur texten, eller fyll i bladet som den kommer från.",
    "En siffra ur ett blad som saknas kan ingen räkna fram.",
    "Texten nämner investeringarna, men arbetsboken har inget investeringsblad.",
    "Läs igenom texterna när ett blad tas bort.",
)  # fmt: skip


CONTROL_EDITED = Code(
    "XL710", ERROR, "Någon har ändrat i rapporten",
    "I {name} har någon ändrat i innehållskontrollen {value}. Där står: »{found}«. xltool skulle skriva: »{computed}«.",
    "Kör igen med --input-wins för arbetsbokens text eller --result-wins för rapportens. Flytta annars texten utanför kontrollen.",
    "Det som står i en innehållskontroll följer arbetsboken. Ingen text som någon har skrivit byts ut utan att ni har bestämt det.",
    "En siffra i en tabell i rapporten är rättad för hand.",
    "Rätta siffror i arbetsboken, och skriv egen text mellan innehållskontrollerna.",
)  # fmt: skip


CONTROL_DECIDED = Code(
    "XL711", INFO, "Ändringen i rapporten är avgjord",
    "{winner} text gäller i innehållskontrollen {value} i {name}. I rapporten stod: »{found}«. Arbetsboken säger: »{computed}«.",
    "Stämmer det inte, ändra i arbetsboken eller rapporten och kör igen.",
    "Ni har valt vems text som gäller med --input-wins eller --result-wins.",
    "En rättad siffra i rapporten fick ge vika för arbetsbokens.",
    "Rätta siffror i arbetsboken.",
)  # fmt: skip


CONTROL_GONE = Code(
    "XL712", INFO, "Delar av rapporten är borttagna",
    "I {name} finns inte längre: {what}. De lämnas borta.",
    "Vill ni ha tillbaka en del, lägg in en innehållskontroll med dess tagg i Word, eller flytta undan rapporten och kör igen.",
    "En del som någon har tagit bort ska inte komma tillbaka av sig själv.",
    "Diagrammet är borttaget ur rapporten.",
    "Kopiera rapporten innan ni tar bort delar som ni kan behöva.",
)  # fmt: skip


REPORT_OPEN = Code(
    "XL713", ERROR, "Rapporten är öppen",
    "{name} {why}, så rapporten är inte uppdaterad.",
    "Stäng den och kör igen.",
    "En fil som är öppen i Word kan inte bytas ut, och det som inte är sparat syns inte utifrån.",
    "Rapporten är öppen i Word på en annan dator.",
    "Stäng rapporten innan ni kör igen.",
)  # fmt: skip


NOT_A_DOCUMENT = Code(
    "XL714", ERROR, "Mallen går inte att använda",
    "{name} går inte att fylla i: {reason}.",
    "Spara den i Word som Word-dokument (.docx) och kör igen, eller välj en annan mall med --template.",
    "En rapport skrivs i ett Word-dokument. Andra format har inga innehållskontroller.",
    "Mallen är sparad i det äldre formatet .doc.",
    "Spara mallar som .docx.",
)  # fmt: skip


STYLE_MISSING = Code(
    "XL715", INFO, "Formatmallen finns inte",
    "{name} har ingen formatmall {value}. Ett likvärdigt utseende är använt.",
    "Skapa formatmallen i Word, eller skriv namnet på en som finns vid Tabellformat eller Rubrikformat på Uppgifter.",
    "Rubriker, tabeller och punkter får mallens utseende genom dess formatmallar.",
    "Mallen har inga rubrikformat.",
    "Utgå från kommunens egen mall.",
)  # fmt: skip


UNKNOWN_TAG = Code(
    "XL716", WARNING, "Innehållskontrollen är okänd",
    "{name} har en innehållskontroll med taggen {value}, som xltool inte känner igen.",
    "{meant}Rätta taggen i Word (Utvecklare, Egenskaper), eller ta bort den.",
    "Taggen säger vad som ska stå i kontrollen.",
    "Taggen är xltool:drfit i stället för xltool:drift.",
    "Kopiera kontrollerna från xltools egen mall.",
)  # fmt: skip


PART_EMPTY = Code(
    "XL717", INFO, "En del av rapporten är tom",
    "Arbetsboken har inget till {value} i {name}. Där står –.",
    "Fyll i bladet som delen kommer från, eller ta bort kontrollen ur rapporten.",
    "En del vars underlag saknas i arbetsboken kan inte skrivas.",
    "Mallen har en investeringstabell, men nämnden har inga investeringar.",
    "Ta bort det som nämnden inte redovisar ur mallen.",
)  # fmt: skip


CONTROL_TOO_NARROW = Code(
    "XL718", WARNING, "Innehållskontrollen rymmer inte sin del",
    "Innehållskontrollen {value} i {name} rymmer ingen tabell eller bild, så den är lämnad som den är.",
    "Lägg kontrollen som formaterad text på en egen rad, inte inne i ett stycke.",
    "En tabell kan inte stå mitt i en mening, och en kontroll för oformaterad text tar bara text.",
    "xltool:drift är infogad mitt i ett stycke.",
    "Markera ett helt stycke innan ni infogar kontrollen.",
)  # fmt: skip


REPORT_KEPT = Code(
    "XL719", INFO, "Den förra rapporten är sparad",
    "Rapporten som någon har arbetat i finns kvar som {name}.",
    "Ta bort den när ni inte behöver den.",
    "Den sparas innan den ersätts, så att inget går förlorat.",
    "Rapporten var sparad i Word sedan förra körningen.",
    "Städa bland de sparade versionerna när rapporten är klar.",
)  # fmt: skip


TEMPLATE_CARRIES = Code(
    "XL720", INFO, "Mallen bär med sig något aktivt",
    "{name} innehåller {what}. Det är kvar som det var, och inget av det har körts.",
    "Ska det inte följa med rapporten, ta bort det ur mallen.",
    "Makron, länkar och inbäddade objekt kan göra något när rapporten öppnas, och det ska ni veta.",
    "Mallen hämtar kommunens logotyp från webben.",
    "Bädda in bilder i mallen.",
)  # fmt: skip


NO_PDF = Code(
    "XL721", WARNING, "PDF:en är inte gjord",
    "Rapporten {name} är inte gjord som PDF: {reason}.",
    "Öppna rapporten i Word och välj Spara som PDF.",
    "En PDF görs av LibreOffice, om programmet finns på datorn.",
    "LibreOffice är inte installerat.",
    "Installera LibreOffice, eller spara som PDF från Word.",
)  # fmt: skip
