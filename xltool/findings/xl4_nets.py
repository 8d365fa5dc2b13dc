"""XL4xx: the nets that a sheet states and what stands between them, lines of more than one period, and sheets that are
far larger than others."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

BELOW_NET = Code(
    "XL442", INFO, "Rader mellan nettokostnaden och resultatet",
    "{names} står under {net} och räknas till {kind}, så {shown} i resultatet är mer än {stated} på bladet.",
    "Inget behöver göras om raderna hör till nämndens resultat.",
    "Kommunbidrag är en intäkt för nämnden, men bladet räknar det först efter nettokostnaden.",
    "Kommunbidrag står mellan Nettokostnad och Årets resultat.",
    "Skriv kommunbidraget ovanför summan av intäkterna, om det ska räknas in där.",
)  # fmt: skip


NET_TURNED = Code(
    "XL443", INFO, "Nettoradens tecken",
    "{name} är läst med plus för {plus}, för då stämmer raden med summan av raderna.",
    "Inget behöver göras. I resultatet är ett underskott plus.",
    "Raden med resultatet skrivs ofta med ett annat tecken än raderna ovanför.",
    "Över-/underskott är 93 när intäkterna är 93 större än kostnaderna.",
    "Skriv nettoraden som summan av raderna.",
)  # fmt: skip


PERIODS = Code(
    "XL444", ERROR, "Samma rader för flera perioder",
    "{count} kommer igen under {heading} ({names}), och ingen summa på bladet lägger ihop perioderna.",
    "Behåll perioden som gäller och flytta de andra till ett eget blad, eller skriv årets belopp på en rad var.",
    "Perioder som räknas från årets början får inte läggas ihop, och hela årets belopp är inte en av dem.",
    "Löner står både under Kvartal 1 och under Kvartal 2.",
    "Ha en rad för varje konto, med hela årets budget och utfall.",
)  # fmt: skip


PROJECTS_TOO_LARGE = Code(
    "XL445", ERROR, "Är investeringarna i samma enhet?",
    "Projekten på bladet {sheet} är {sum} {unit}, mot {other} {unit} i hela driften.",
    "Skriv projektens enhet i rubrikerna, till exempel Budget (kr), eller räkna om beloppen till {unit}.",
    "Enheten på Uppgifter gäller alla blad. Är projekten i kronor blir de tusen gånger för stora.",
    "Driften är i tkr och projekten är hämtade i kronor.",
    "Hämta alla blad i samma enhet.",
)  # fmt: skip


ROW_OF_PERCENT = Code(
    "XL446", INFO, "En rad i procent räknas inte med",
    "{name} är i procent, och är inte läst som en rad med belopp.",
    "Inget behöver göras.",
    "Andelar kan inte läggas ihop med belopp.",
    "Raden »Andel av budget« under tabellen.",
    "Ha andelar i en egen kolumn.",
)  # fmt: skip


BUDGET_IS_GRANT = Code(
    "XL447", INFO, "Kommunbidraget är budgeten",
    "{header} är läst som budget, med motsatt tecken mot kostnaderna.",
    "Inget behöver göras. Finns budgeten i en annan kolumn, skriv dess rubrik vid Budgetkolumn på bladet Uppgifter.",
    "En nämnd som får sitt bidrag av kommunen har det som ram för sina nettokostnader.",
    "Kolumnerna Nettokostnader −1 597 och Kommunbidrag 1 597.",
    "Ha en kolumn Budget med samma tecken som utfallet.",
)  # fmt: skip


NET_SIGNS = Code(
    "XL450", ERROR, "Nettokostnad med eller utan minus?",
    "Raderna är nettokostnader, men det framgår inte om en kostnad är skriven med minus eller utan: {found}.",
    "Skriv negativa (kostnader utan minus) eller positiva (kostnader med minus) vid Intäkter anges som på bladet Uppgifter.",
    "Med fel tecken blir ett underskott ett överskott.",
    "Raderna är skrivna utan minus, men avvikelsen är utfall − budget.",
    "Ange teckenregeln på bladet Uppgifter.",
)  # fmt: skip


SIDES_DIFFER = Code(
    "XL451", ERROR, "Intäkter och kostnader ger inte nettot",
    "Radens intäkter och kostnader ger {computed}, men {net} är {stated}.",
    "Rätta det belopp som är fel.",
    "Raden är netto, och då ska intäkter och kostnader tillsammans vara dess utfall.",
    "Intäkter 48, Kostnader −173 och Nettokostnad −152.",
    "Låt Excel räkna ut nettot ur intäkterna och kostnaderna.",
)  # fmt: skip


SIDES_OF_NOTHING = Code(
    "XL452", WARNING, "Intäkter och kostnader används inte",
    "Kolumnerna {income} och {cost} ger inte {net} på de flesta raderna och används inte.",
    "Kontrollera att de gäller samma år och samma belopp som {net}, om de ska vara med.",
    "Bara intäkter och kostnader som tillsammans är utfallet kan visas bredvid det.",
    "Kolumnerna gäller budgeten, men i Utfall står årets netto.",
    "Skriv årtal i rubrikerna.",
)  # fmt: skip


SIDES_UNCLEAR = Code(
    "XL453", ERROR, "Vad är intäkter minus kostnader?",
    "{net} är inte angivet, och tecknen i kolumnerna {income} och {cost} visar inte hur det räknas.",
    "Lägg till en kolumn {net} med radens netto, eller skriv kolumnerna med varsitt tecken, eller båda utan minus.",
    "Med fel tecken blir en intäkt en kostnad.",
    "Både intäkter och kostnader är skrivna med minus.",
    "Ha alltid med nettot i en egen kolumn.",
)  # fmt: skip


ROW_OF_BALANCE = Code(
    "XL448", INFO, "En balans räknas inte med",
    "{name} är en balans, och är inte läst som en rad i driften.",
    "Inget behöver göras.",
    "Det egna kapitalet är vad som finns kvar av alla år, ingen intäkt eller kostnad.",
    "Raden Eget kapital under Årets resultat.",
    "Ha balansräkningen på ett eget blad.",
)  # fmt: skip


ROW_WITHOUT_AMOUNTS = Code(
    "XL525", INFO, "En rad utan belopp räknas inte med",
    "{name} säger att beloppen inte är aktuella, och är inte läst som en rad.",
    "Inget behöver göras.",
    "Det som inte är aktuellt är varken noll eller ett belopp som saknas.",
    "Ej aktuellt står i varje kolumn med belopp på raden.",
    "Ta bort raden, eller lämna den om den ska stå kvar i er egen tabell.",
)  # fmt: skip
