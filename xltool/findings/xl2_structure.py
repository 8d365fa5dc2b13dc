"""XL2xx: the workbook's structure."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

NO_OPERATING = Code(
    "XL201", ERROR, "Bladet Driftredovisning saknas",
    "Arbetsboken saknar bladet Driftredovisning. Den har: {found}.",
    "Döp bladet med intäkter och kostnader till Driftredovisning, eller utgå från mallen (xltool template).",
    "Driftredovisningen är det enda blad som måste finnas. Allt annat bygger på dess nettoresultat.",
    "Bladet heter Blad1.",
    "Utgå från standardmallen, där bladen redan har rätt namn.",
)  # fmt: skip


SHEET_MISSING = Code(
    "XL202", INFO, "En del finns inte med",
    "Arbetsboken har inte {sheets}. {consequence}",
    "Inget behöver göras om nämnden inte har delen. Annars visar mallen (xltool template) hur bladet ser ut.",
    "Varje blad ger sin del av resultatet. Finns bladet inte utelämnas delen.",
    "En nämnd utan investeringar har inget blad för dem.",
    "Utgå från mallen, och ta bort de blad som nämnden inte använder.",
)  # fmt: skip


SETTINGS_MISSING = Code(
    "XL225", WARNING, "Bladet Uppgifter saknas",
    "Arbetsboken saknar bladet {sheet}. {consequence}",
    "Lägg till bladet {sheet} med nämnd, år och enhet, och Period om siffrorna gäller en del av året. Mallen (xltool template) visar hur det ser ut.",
    "Nämndens namn, året och enheten står där, och allt läses efter dem.",
    "Bara bladet Driftredovisning är inskickat.",
    "Utgå från mallen, där bladet är ifyllt i förväg.",
)  # fmt: skip


COLUMN_MISSING = Code(
    "XL203", ERROR, "En kolumn saknas",
    "Bladet {sheet} saknar {columns}. {found}",
    "Skriv {headers}.{nearest}",
    "xltool hittar kolumner genom deras rubriker. Utan rubrik går det inte att veta vad siffrorna betyder.",
    "Rubriken har blivit Budegt i stället för Budget.",
    "Kopiera rubrikerna från mallen.",
)  # fmt: skip


TWO_COLUMNS = Code(
    "XL204", ERROR, "Två kolumner för samma sak",
    "Både {first} och {second} läses som kolumnen {column}.",
    "Behåll en av dem under den rubriken och döp om den andra.",
    "Väljer xltool själv kan det bli fel kolumn, och då blir varje siffra fel utan att det syns.",
    "Bladet har både Budget och BUDGET 2023.",
    "Lägg egna kolumner till höger och ge dem egna namn.",
)  # fmt: skip


UNKNOWN_SHEET = Code(
    "XL205", INFO, "Ett blad används inte",
    "Bladet {sheet} används inte.",
    "Inget behöver göras om det är ert eget blad.",
    "Bara mallens blad läses. Andra blad lämnas i fred och följer inte med till resultatet.",
    "Ett blad med egna anteckningar.",
    "Stavar ni bladets namn som i mallen läses det.",
)  # fmt: skip


UNKNOWN_COLUMN = Code(
    "XL206", INFO, "En kolumn används inte",
    "Kolumnen {column} {said}.",
    "Inget behöver göras om det är er egen kolumn.",
    "Bara kolumner som xltool känner igen räknas. Andra följer med sina rader på blad med rader och projekt, och lämnas annars i fred.",
    "Kolumnen Handläggare.",
    "Stavar ni rubriken som i mallen läses kolumnen.",
)  # fmt: skip


TWO_SHEETS = Code(
    "XL207", ERROR, "Två blad för samma sak",
    "Både bladet {first} och bladet {second} läses som {sheet}.",
    "Behåll namnet på det ena och döp om det andra.",
    "Väljer xltool själv kan det bli fel blad.",
    "Arbetsboken har både Drift och Driftredovisning.",
    "Ge kopior och utkast egna namn, till exempel Utkast drift.",
)  # fmt: skip


WRONG_YEAR = Code(
    "XL208", ERROR, "Fel år i rubriken",
    "{headers} gäller inte {year}, som {source}.",
    "Rätta året i rubriken eller på bladet Uppgifter.",
    "Fjolårets siffror i årets rapport är ett fel som är svårt att se i efterhand.",
    "Rubriken UTFALL 2022 i en arbetsbok för 2023.",
    "Ändra året på Uppgifter först när en ny årsbok påbörjas.",
)  # fmt: skip


NO_ROWS = Code(
    "XL209", ERROR, "Bladet har inga rader",
    "Bladet {sheet} har rubriker men inga rader.",
    "Fyll i minst en rad med budget och utfall.",
    "Driftredovisningen är grunden för allt annat.",
    "Mallen har sparats utan att fyllas i.",
    "Fyll i Driftredovisning först.",
)  # fmt: skip


SETTING_MISSING = Code(
    "XL210", ERROR, "En uppgift saknas",
    "Bladet Uppgifter saknar {label}.",
    "Fyll i cellen till höger om {label}. Saknas raden, skriv {label} i första kolumnen och värdet bredvid.",
    "Nämnd och år står i varje rubrik och mening i resultatet och får inte gissas.",
    "Raden År är tom.",
    "Fyll i bladet Uppgifter först av allt.",
)  # fmt: skip


UNKNOWN_SETTING = Code(
    "XL211", INFO, "En uppgift används inte",
    "Uppgiften {label} används inte.",
    "Inget behöver göras om det är er egen anteckning.",
    "Bara mallens uppgifter läses.",
    "Raden Handläggare på bladet Uppgifter.",
    "Stavar ni uppgiften som i mallen läses den.",
)  # fmt: skip


BAD_SETTING = Code(
    "XL212", ERROR, "En uppgift går inte att förstå",
    "{label} är »{value}« och går inte att förstå.",
    "{expected}",
    "Uppgifterna styr hur varje belopp läses, så de måste vara entydiga.",
    "Enhet är »tusental« i stället för tkr.",
    "Välj ur listorna i mallen.",
)  # fmt: skip


HIDDEN = Code(
    "XL213", WARNING, "Dolda rader eller kolumner",
    "Bladet {sheet} har dolda {what}. De räknas med.",
    "Visa dem och kontrollera att de ska vara med, eller ta bort dem.",
    "En dold rad syns inte i bladet men påverkar summorna. Det gäller även filtrerade rader.",
    "Ett filter på Kontotext är påslaget när filen sparas.",
    "Rensa filter och visa allt innan ni sparar.",
)  # fmt: skip


EMPTY_SHEET = Code(
    "XL214", WARNING, "Bladet är inte ifyllt",
    "Bladet {sheet} är inte ifyllt. {consequence}",
    "Fyll i bladet om delen ska vara med, annars kan det tas bort.",
    "Ett tomt blad är oftast ett glömt blad, men en nämnd utan investeringar kan lämna sitt tomt.",
    "Mallens blad Investeringsredovisning är orört.",
    "Ta bort de blad som nämnden inte använder.",
)  # fmt: skip


SETTING_TWICE = Code(
    "XL216", ERROR, "Samma uppgift två gånger",
    "{label} står två gånger, första gången i {first}.",
    "Behåll en av raderna.",
    "Uppgifterna styr hur varje belopp läses, så de får inte säga två saker.",
    "Enhet står både överst och nederst, en gång med tkr och en gång med kr.",
    "Skriv varje uppgift på en rad.",
)  # fmt: skip


SETTING_MISSPELT = Code(
    "XL217", WARNING, "En uppgift är felstavad",
    "Uppgiften {label} känns inte igen och används inte.",
    "Menade ni {meant}? Skriv det så.",
    "En uppgift som inte känns igen får sitt förvalda värde, och då kan till exempel enheten bli fel.",
    "Enhett i stället för Enhet.",
    "Behåll mallens ord på bladet Uppgifter.",
)  # fmt: skip


TABLE_OF_OTHER_YEAR = Code(
    "XL218", WARNING, "En tabell för ett annat år är inte läst",
    "På bladet {sheet} är rad {rows} en tabell för {year}. Den är inte läst.",
    "Inget behöver göras om tabellen bara är till jämförelse.",
    "Fjolårets rader ska inte läggas till årets.",
    "Under årets driftredovisning står fjolårets med egna rubriker.",
    "Lägg andra års tabeller på egna blad.",
)  # fmt: skip


TWO_TABLES = Code(
    "XL219", ERROR, "Två tabeller på samma blad",
    "På bladet {sheet} finns en tabell med rubriker på rad {header} och en till på rad {rows}. Det framgår inte vilken som gäller.",
    "Låt en tabell stå kvar på bladet, och flytta den andra till ett blad med ett annat namn.",
    "Läses bara den ena saknas rader. Läses båda kan samma belopp räknas två gånger.",
    "En tabell per kvartal på samma blad.",
    "Ha en tabell på varje blad.",
)  # fmt: skip


TABLE_LEFT_OUT = Code(
    "XL220", WARNING, "En tabell är inte läst",
    "På bladet {sheet} är rad {rows} en tabell för sig, utan de kolumner som behövs. Den är inte läst.",
    "Kontrollera att inget som ska vara med står där.",
    "En tabell med andra rubriker kan inte läggas till den första.",
    "Under driftredovisningen står en tabell över personal.",
    "Lägg tabeller som inte hör till på egna blad.",
)  # fmt: skip


UNIT_OF_SHEET = Code(
    "XL221", INFO, "Bladets enhet",
    "Beloppen på bladet {sheet} är lästa som {unit} och omräknade till {shown}: {why}.",
    "Inget behöver göras.",
    "Uppgifter säger vilken enhet sidan visar, och cellerna kan hålla en annan.",
    "Cellerna håller kronor och visar tkr genom talformatet.",
    "Skriv enheten på Uppgifter som cellerna håller.",
)  # fmt: skip


UNITS_DISAGREE = Code(
    "XL215", ERROR, "Enheten säger emot sig själv",
    "Bladet {sheet}: {found}, men {said}.",
    "Skriv den enhet som cellerna är i vid {label} på bladet Uppgifter, eller rätta rubriken.",
    "Med fel enhet blir alla belopp tusen gånger för stora eller för små.",
    "Rubriken säger kr och Uppgifter säger tkr.",
    "Skriv enheten på ett ställe: Uppgifter.",
)  # fmt: skip


UNIT_ASSUMED = Code(
    "XL222", WARNING, "Enheten framgår inte",
    "Arbetsboken säger inte vilken enhet beloppen är i. De är lästa som tkr.",
    "Skriv kr, tkr eller mnkr vid Enhet på bladet Uppgifter.",
    "Är beloppen i kronor blir resultatet tusen gånger för stort.",
    "Uppgifter saknar raden Enhet, och varken rubriker eller blad säger något.",
    "Skriv enheten på Uppgifter.",
)  # fmt: skip


RIVAL_CHOSEN = Code(
    "XL223", INFO, "En av flera kolumner är vald",
    "{names} är alla kolumner för {column}. »{chosen}« är läst, för {why}.",
    "Inget behöver göras. Är det fel kolumn, skriv den rätta vid Budgetkolumn eller Utfallskolumn på bladet Uppgifter.",
    "Ursprunglig och reviderad budget bredvid varandra ger olika avvikelser.",
    "Budget, Tilläggsbudget och Total budget: avvikelsen räknas mot Total budget.",
    "Skriv på Uppgifter vilken kolumn som gäller.",
)  # fmt: skip


BUDGET_CHANGED = Code(
    "XL224", ERROR, "Ska ändringen av budgeten räknas med?",
    "»{change}« står bredvid »{budget}«, men ingen kolumn säger vad de är tillsammans.",
    "Lägg till en kolumn Total budget med summan. Ska ändringen inte räknas med, skriv »{budget}« vid Budgetkolumn på bladet Uppgifter.",
    "Avvikelsen räknas mot den budget som gäller när året är slut.",
    "Budget 1 000 och Tilläggsbudget 200, men ingen Total budget.",
    "Ha alltid en kolumn för den budget som gäller.",
)  # fmt: skip


SHEET_BY_CONTENT = Code(
    "XL226", INFO, "Ett blad är känt på sitt innehåll",
    "Bladet {found} är läst som {sheet}, för dess rubriker är en budget och ett utfall eller en prognos.",
    "Inget behöver göras.",
    "Avdelningens eget namn på bladet kan stå kvar.",
    "Bladet heter Resultaträkning 2024.",
    "Döp bladet till Driftredovisning, så läses det utan att innehållet behöver avgöra.",
)  # fmt: skip


SHEETS_ALIKE = Code(
    "XL227", ERROR, "Flera blad kan vara driftredovisningen",
    "Bladen {sheets} har alla budget och utfall. Det framgår inte vilket som är {sheet}.",
    "Döp det blad som gäller till {sheet}.",
    "Läser xltool fel blad blir varje siffra fel utan att det syns.",
    "Arbetsboken har både bladet Nämnd och bladet Förvaltning.",
    "Ge det blad som rapporten gäller namnet Driftredovisning.",
)  # fmt: skip


PART_OF_YEAR = Code(
    "XL228", ERROR, "Utfallet gäller bara en del av året",
    "»{header}« på bladet {sheet} {until}.",
    "{remedy}. Är siffrorna hela årets, skriv rubriken Utfall helår i stället för {header}.",
    "Några månaders utfall mot hela årets budget ger en avvikelse som inte betyder något. I ett delår är det prognosen som jämförs med budgeten.",
    "Bladet är en uppföljning per april, med kolumnen Utfall april och utan prognos.",
    "Ha helårets utfall under rubriken Utfall helår eller Bokslut, och i delår en kolumn Prognos.",
)  # fmt: skip


ACTUALS_ARE_ZERO = Code(
    "XL526", ERROR, "Utfallet är formler som alla är 0",
    "Utfallet på bladet {sheet} är {count} som alla är 0, och det går inte att se om de är uträknade.",
    "Öppna arbetsboken i Excel, spara och kör igen. Finns det inget utfall än: skriv bara budgeten vid Rapport omfattar på bladet Uppgifter.",
    "En arbetsbok som ett program har skrivit utan att räkna har 0 i varje formel. Läst som den står blir den en budget utan utfall.",
    "Utfall hämtas med LETARAD från ett annat blad, och filen är skapad av ett system som inte räknar.",
    "Spara arbetsboken i Excel innan ni kör xltool.",
)  # fmt: skip


BUDGET_AND_MORE = Code(
    "XL527", ERROR, "Bara budgeten, men bladen har utfall",
    "Rapport omfattar bara budgeten, men bladet {sheet} eller investeringarna har mer än en budget.",
    "Ta bort Rapport omfattar på bladet Uppgifter, eller töm kolumnerna med utfall och prognos.",
    "Ett utfall som inte jämförs med budgeten försvinner ur resultatet utan att det syns.",
    "Uppgifter säger bara budgeten sedan i januari, och nu är det september.",
    "Utgå från xltool template --from när nästa rapport görs.",
)  # fmt: skip


NOTHING_TO_JUDGE = Code(
    "XL524", ERROR, "Tabellen har ingen budget att bedöma mot",
    "Bladet {sheet} har inget att bedöma: {why}.",
    "{remedy}",
    "xltool jämför belopp med en budget. En tabell om något annat blir inget resultat, hur rubrikerna än läses.",
    "Bladet är en uppföljning av prognosen: utfallet bredvid prognosen från augusti.",
    "Ha budget och utfall i var sin kolumn på samma blad.",
)  # fmt: skip


PERIOD_BUDGET_MISSING = Code(
    "XL522", ERROR, "Periodens budget saknas",
    "Rapporten omfattar bara perioden, men bladet {sheet} har ingen budget för perioden.{found}",
    "Skriv rubriken Periodens budget över periodens budget. Finns den inte: lägg till en kolumn Prognos, och ta bort Rapport omfattar på bladet Uppgifter.",
    "Några månaders utfall mot hela årets budget ger en avvikelse som inte betyder något.",
    "Uppgifter säger bara perioden vid Rapport omfattar, och bladet har kolumnerna Budget och Utfall.",
    "Ha periodens budget under rubriken Periodens budget.",
)  # fmt: skip


SCOPE_WITHOUT_MONTH = Code(
    "XL523", ERROR, "Rapporten omfattar en period, men inte vilken",
    "Rapporten omfattar bara perioden, men det framgår inte till vilken månad.",
    "Skriv månaden vid Period på bladet Uppgifter, till exempel augusti.",
    "Utan månad är arbetsboken ett helår, och då jämförs utfallet med hela årets budget.",
    "Uppgifter säger bara perioden vid Rapport omfattar, men har ingen rad Period.",
    "Skriv båda raderna på Uppgifter.",
)  # fmt: skip


MONTHS_SUMMED = Code(
    "XL229", INFO, "Månader är summerade",
    "{column} är summan av de tolv månaderna i kolumn {columns}.",
    "Inget behöver göras.",
    "Ett år i tolv kolumner blir årets belopp.",
    "Rubrikerna jan, feb … dec bredvid Budget 2023.",
    "Ha en kolumn med årets belopp, om ni hellre vill det.",
)  # fmt: skip


MONTHS_MISSING = Code(
    "XL230", ERROR, "Månaderna är inte hela året",
    "{column} står i {count} kolumner med var sin månad, och det är inte årets tolv.",
    "Lägg till de månader som saknas, eller en kolumn {column} helår.",
    "En månads belopp mot ett års budget ger en avvikelse som inte betyder något.",
    "Rubrikerna Utfall okt, Utfall nov och Utfall dec.",
    "Ha en kolumn med årets belopp.",
)  # fmt: skip


PERIOD_FOUND = Code(
    "XL231", INFO, "Delår",
    "Siffrorna gäller till och med {month}, säger {said}. Det är prognosen för helåret som jämförs med budgeten.",
    "Inget behöver göras. Stämmer det inte, skriv månaden eller helår vid Period på bladet Uppgifter.",
    "I ett delår är det prognosen som avgör, och periodens utfall visas bredvid.",
    "Rubriken Utfall april.",
    "Ha raden Period på bladet Uppgifter.",
)  # fmt: skip


PERIOD_UNCLEAR = Code(
    "XL232", ERROR, "Är det ett delår?",
    "{said} nämner {month}, men det framgår inte om siffrorna gäller till och med den månaden eller hela året.",
    "Skriv månaden eller helår vid Period på bladet Uppgifter.",
    "I ett delår jämförs prognosen med budgeten, i ett bokslut utfallet. Förväxlas de blir varje avvikelse fel.",
    "Läget per augusti ovanför en tabell där utfallet är lika stort som prognosen.",
    "Ha raden Period på bladet Uppgifter.",
)  # fmt: skip


PERIODS_DIFFER = Code(
    "XL233", ERROR, "Två olika månader",
    "Period på bladet Uppgifter är {other}, men {said} säger {month}.",
    "Rätta Period, eller rubriken om det är den som är fel.",
    "Utfallet till och med en månad kan inte visas som en annan månads.",
    "Period är augusti och rubriken Utfall april.",
    "Kopiera förra rapporten utan dess rubriker.",
)  # fmt: skip
