"""XL465 to XL479: projects over all their years (year.md §4), revised budgets (§3), and forecasts (§1)."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

ACCUMULATED_WRONG = Code(
    "XL465", ERROR, "Ackumulerat utfall stämmer inte",
    "{name}: tidigare utfall {prior} + årets utfall {actual} = {added}, men ackumulerat utfall är angivet till {stated}.",
    "Rätta det belopp som är fel, eller lämna Ackumulerat utfall tomt så räknas det ut.",
    "Det som projektet har kostat sedan starten är det som det kostade till och med förra året plus årets utfall.",
    "Tidigare utfall 100, årets 2 117 och ackumulerat 2 117: de tidigare åren är inte med.",
    "Låt Ackumulerat utfall vara en formel.",
)  # fmt: skip


OVER_DECISION = Code(
    "XL466", WARNING, "Projektet har kostat mer än beslutet",
    "{name}: ackumulerat utfall {spent} är mer än beslutad totalutgift {decided}.",
    "Kontrollera beloppen. Stämmer de, skriv i Kommentar hur överskridandet hanteras.",
    "Ett projekt som kostar mer än vad som är beslutat behöver ofta ett nytt beslut.",
    "Beslutad totalutgift 850 och ackumulerat utfall 942.",
    "Ta upp överskridandet när prognosen visar det, innan pengarna är förbrukade.",
)  # fmt: skip


FORECAST_BELOW_SPENT = Code(
    "XL467", ERROR, "Prognosen är mindre än det som redan är förbrukat",
    "{name}: prognos totalutgift är {forecast}, men ackumulerat utfall är redan {spent}.",
    "Rätta prognosen eller utfallet.",
    "Ett projekt kan inte bli billigare än vad det redan har kostat.",
    "Prognos totalutgift 2 000 och ackumulerat utfall 2 117.",
    "Gå igenom prognosen varje gång utfallet uppdateras.",
)  # fmt: skip


FINISHED_BELOW_FORECAST = Code(
    "XL468", WARNING, "Avslutat projekt med en annan prognos än utfallet",
    "{name} är avslutat, men prognos totalutgift {forecast} skiljer sig från ackumulerat utfall {spent}.",
    "Skriv utfallet som prognos, eller ändra Status om det kommer fler utgifter.",
    "Ett avslutat projekt kostar det som det har kostat. Den totala avvikelsen räknas mot prognosen så länge den står där.",
    "Projektet är avslutat med 261 i ackumulerat utfall, men prognosen är fortfarande 280.",
    "Uppdatera prognosen när projektet avslutas.",
)  # fmt: skip


FINISHED_CARRIED = Code(
    "XL469", WARNING, "Avslutat projekt med överföring till nästa år",
    "{name} är avslutat, men {carried} föreslås överföras till nästa år.",
    "Ta bort överföringen, eller ändra Status om det kommer fler utgifter.",
    "Ett avslutat projekt har inga utgifter nästa år.",
    "Projektet är avslutat och 39 föreslås överföras.",
    "Gå igenom överföringarna när projekten avslutas.",
)  # fmt: skip


CARRIED_TOO_MUCH = Code(
    "XL470", WARNING, "Överföringen är större än det som är kvar",
    "{name}: överföring till nästa år {carried} är större än det som är kvar av årets budget, {left}.",
    "Kontrollera överföringen. Är den rätt, skriv i Kommentar varifrån beloppet kommer.",
    "Överföringen flyttar den del av årets budget som inte har använts.",
    "Årets budget 500, utfall 0 och överföring 600.",
    "Låt överföringen vara budget − utfall.",
)  # fmt: skip


FINISHED_IN_THE_PAST = Code(
    "XL471", WARNING, "Färdigt har passerat",
    "{name} är {state}, men skulle ha varit färdigt {finished}.",
    "Skriv när projektet nu beräknas bli färdigt, eller ändra Status.",
    "En tid som har passerat säger inget om när projektet blir klart.",
    "Projektet pågår, och Färdigt säger 2022 i en arbetsbok för 2023.",
    "Uppdatera Färdigt vid varje uppföljning.",
)  # fmt: skip


STATE_UNKNOWN = Code(
    "XL472", WARNING, "Okänd status",
    "{name}: »{value}« är ingen status som xltool känner igen, så projektet räknas varken som pågående eller avslutat.",
    "Skriv något av {choices}.",
    "Status avgör vilket block projektet räknas till, och om den totala avvikelsen räknas mot utfallet.",
    "Status är »vilande«.",
    "Välj i listan.",
)  # fmt: skip


REVISED_WRONG = Code(
    "XL474", ERROR, "Reviderad budget stämmer inte",
    "{name}: reviderad budget är angiven till {stated}, men ursprunglig + ändringar är {computed}.",
    "Rätta den ursprungliga budgeten, ändringarna eller den reviderade budgeten.",
    "Avvikelsen räknas mot den reviderade budgeten, och den ska vara den ursprungliga med årets alla ändringar.",
    "Ursprunglig budget 3 162 utan ändringar, men reviderad budget 3 212.",
    "Låt den reviderade budgeten vara en formel, eller lämna kolumnen borta så räknas den ut.",
)  # fmt: skip


REVISED_ROUNDING = Code(
    "XL475", INFO, "Reviderad budget är avrundad",
    "{name}: reviderad budget är angiven till {stated}, men ursprunglig + ändringar är {computed}. Skillnaden är avrundning.",
    "Inget behöver göras. Den angivna reviderade budgeten gäller.",
    "Belopp som är avrundade var för sig ger sällan exakt den avrundade summan.",
    "Ursprunglig budget 64,6 och överfört 23,4 ger 88,0, och reviderad budget är 88,1.",
    "Lämna siffrorna i kronor, så visas de utan avrundningsdifferens.",
)  # fmt: skip


MOVED_NOT_ZERO = Code(
    "XL476", WARNING, "Omfördelningen summerar inte till noll",
    "{column} summerar till {sum}, men en omfördelning inom nämnden flyttar bara pengar mellan rader.",
    "Rätta beloppen, eller skriv tillskottet i en egen kolumn Tilläggsbudget.",
    "Det som läggs till på en rad ska tas från en annan, annars har nämnden fått mer eller mindre pengar.",
    "200 är flyttat till licenser, men bara 150 är taget från personalen.",
    "Bokför omfördelningen som två belopp med olika tecken.",
)  # fmt: skip


ZERO_FORECAST = Code(
    "XL477", INFO, "Nollprognos",
    "Prognosen på bladet {sheet} är budgeten på varje rad, men perioden avviker: {name} {variance} mot periodens budget.",
    "Kontrollera att prognosen är gjord. Är den det behöver inget göras.",
    "En prognos som är budgeten säger att allt som avvikit hittills tas igen före årets slut.",
    "Licenserna har kostat 1 358 mer än periodens budget, men prognosen är årets budget.",
    "Gör prognosen rad för rad, och skriv i Kommentar när en avvikelse tas igen.",
)  # fmt: skip


FORECAST_BELOW_PERIOD = Code(
    "XL478", INFO, "Prognosen är mindre än det som redan är bokfört",
    "{name}: prognosen för helåret är {forecast}, men periodens utfall är redan {spent}.",
    "Kontrollera prognosen. Är den rätt, skriv i Kommentar vad som kommer tillbaka.",
    "Prognosen är hela årets utfall, och det brukar inte bli mindre under resten av året.",
    "Prognosen är 2 404 för helåret, men 2 800 är bokfört till och med augusti.",
    "Utgå från periodens utfall när prognosen görs.",
)  # fmt: skip


PROJECTS_WITHOUT_FORECAST = Code(
    "XL479", INFO, "Projekten har ingen prognos",
    "Bladet {sheet} har ingen prognos för helåret, så projekten visas med det de har kostat hittills, utan bedömning.",
    "Inget behöver göras. Fyll i kolumnen Prognos om projekten ska jämföras med årets budget.",
    "Det som ett projekt har kostat till och med augusti är ingen avvikelse mot ett helt års budget.",
    "Driftredovisningen har en prognos, men projekten har bara budget och utfall.",
    "Gör prognos för projekten också.",
)  # fmt: skip


FORECAST_IS_BUDGET = Code(
    "XL520", INFO, "Tom prognos är budgeten",
    "{count} på bladet {sheet} har ingen prognos och har fått årets budget, som det står på bladet Uppgifter: {names}.",
    "Inget behöver göras. Fyll i prognosen på de rader som avviker.",
    "Uppgiften »Tom prognos betyder« säger att rader utan prognos väntas bli som budgeten.",
    "Bara tre rader har en egen prognos.",
    "Skriv prognosen på varje rad, så syns det att den är gjord.",
)  # fmt: skip


BUDGET_ALONE = Code(
    "XL521", INFO, "Budget utan utfall",
    "Bladet {sheet} har en budget men inget utfall än, så resultatet är en budget: utan avvikelser och bedömningar.",
    "Inget behöver göras. Fyll i utfallet när det finns, och kör igen.",
    "Det som inte har hänt än går inte att jämföra med budgeten.",
    "I januari är kolumnen Utfall tom på varje rad.",
    "Det finns inget att undvika. Kommentarerna i resultatet följer med när utfallet fylls i.",
)  # fmt: skip


PROJECTS_OF_PERIOD = Code(
    "XL528", ERROR, "Projektens budget gäller bara perioden",
    "Bladet {sheet} har »{header}« men ingen budget för året, och projekten utan prognos visas mot årets budget.",
    "Lägg till årets budget i en kolumn Budget. Är det redan årets, skriv rubriken Budget i stället för {header}.",
    "Det som är kvar av några månaders budget är inte det som är kvar av årets.",
    "Bladet har Periodens budget och Periodens utfall, och inget mer.",
    "Ha årets budget för varje projekt i kolumnen Budget.",
)  # fmt: skip
