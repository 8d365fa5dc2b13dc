"""XL4xx: sums, signs and lines."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

ROUNDING = Code(
    "XL401", INFO, "Avrundningsdifferens",
    "{name}: {column} är {stated}, men raderna ger {computed}. Skillnaden {difference} är avrundning.",
    "Inget behöver göras. Den angivna summan gäller och skillnaden visas på en egen rad.",
    "Belopp som är avrundade var för sig ger sällan exakt den avrundade summan.",
    "Nettoresultatet är 1 733 tkr, men de avrundade raderna ger 1 732.",
    "Lämna siffrorna i kronor, så visas de i tkr utan avrundningsdifferens.",
)  # fmt: skip


ROUNDING_OF_SUBTOTAL = (
    "Inget behöver göras. Resultatets delsumma är summan av dess rader, så att allt på sidan går ihop."
)

WRONG_TOTAL = Code(
    "XL402", ERROR, "Summan stämmer inte",
    "{name}: {column} är {stated}, men raderna ger {computed}. Skillnaden är {difference}.",
    "Rätta summan eller den rad som är fel. Kontrollera om en rad saknas eller räknas två gånger.",
    "Skillnaden är större än avrundning kan förklara, så minst en siffra är fel.",
    "En rad är tillagd under den sista raden som summan räknar.",
    "Låt summan vara en formel över alla rader.",
)  # fmt: skip


WRONG_VARIANCE = Code(
    "XL403", ERROR, "Avvikelsen stämmer inte",
    "{name}: avvikelsen är angiven till {stated}, men {of} är {computed}.",
    "Rätta avvikelsen, budgeten eller utfallet på raden.",
    "Avvikelsen räknas alltid om. Stämmer den inte med den angivna är någon av siffrorna fel.",
    "Budgeten har ändrats men avvikelsen är inskriven för hand.",
    "Låt avvikelsen vara en formel, eller lämna kolumnen tom.",
)  # fmt: skip


VARIANCE_ROUNDING = Code(
    "XL404", INFO, "Avvikelsen är avrundad",
    "{name}: avvikelsen är angiven till {stated}, men {of} är {computed}. Skillnaden är avrundning.",
    "Inget behöver göras. Resultatet visar {computed}.",
    "Den angivna avvikelsen är räknad på exakta kronor och sedan avrundad.",
    "Budget 2 452 och utfall 1 837 ger 615, men rapporten säger 614.",
    "Lämna siffrorna i kronor, så stämmer avvikelserna.",
)  # fmt: skip


SIGN_CONVENTION = Code(
    "XL405", ERROR, "Tecknen stämmer inte med Uppgifter",
    "Uppgifter säger att intäkter anges som {declared}, men {found}.",
    "Skriv {fits} vid Intäkter anges som på bladet Uppgifter, eller rätta tecknen.",
    "Med fel teckenregel visas varje överskott som ett underskott.",
    "Både intäkter och kostnader är skrivna utan minus, men Uppgifter säger negativa. Då stämmer »utan tecken«.",
    "Bestäm teckenregel en gång och skriv den på bladet Uppgifter.",
)  # fmt: skip


KIND_UNKNOWN = Code(
    "XL406", ERROR, "Intäkt eller kostnad?",
    "Det framgår inte om {name} är en intäkt eller en kostnad{why}.",
    "Skriv Intäkt, Kostnad eller Summa i kolumnen Typ, avsluta blocket med en rad TOTALT INTÄKTER eller TOTALT KOSTNADER, eller ange konto.",
    "Utan det vet xltool inte vilken summa raden hör till.",
    "En rad utan Typ under raden TOTALT KOSTNADER.",
    "Fyll i Typ på varje rad.",
)  # fmt: skip


DUPLICATE_LINE = Code(
    "XL407", WARNING, "Samma rad två gånger",
    "{name} finns två gånger, första gången i {first}.",
    "Ta bort den ena om den är dubbel, annars ge raderna olika namn.",
    "En dubbel rad räknas två gånger i summan.",
    "En rad är kopierad för att ändras, men originalet är kvar.",
    "Sortera på Kontotext och se efter dubbletter.",
)  # fmt: skip


UNEXPLAINED = Code(
    "XL408", INFO, "Förklaring saknas",
    "{name} avviker {variance} från {budget} utan kommentar.",
    "Skriv en förklaring i kolumnen Kommentar.",
    "En avvikelse över gränserna på Uppgifter brukar fullmäktige fråga om.",
    "Intäkterna blev 868 tkr högre än budget och ingen har skrivit varför.",
    "Förklara varje avvikelse som är markerad med förklaring saknas.",
)  # fmt: skip


PART_OF_ABOVE = Code(
    "XL409", INFO, "Varav-rad räknas inte",
    "{name} räknas inte, eftersom den redan ingår i en annan rad.",
    "Inget behöver göras.",
    "En rad som börjar med varav upprepar en del av raden ovanför. Räknas den blir summan dubbel.",
    "varav konsulter 1 200",
    "Skriv varav-uppgifter i kolumnen Kommentar.",
)  # fmt: skip


KIND_CONTRADICTED = Code(
    "XL410", ERROR, "Typ säger emot summaraden",
    "{name} är {kind} enligt Typ, men raden räknas till {total}.",
    "Rätta Typ eller flytta raden till rätt block.",
    "Raden kan bara höra till en av summorna.",
    "En kostnad ligger ovanför TOTALT INTÄKTER.",
    "Håll intäkter och kostnader i var sitt block.",
)  # fmt: skip


NO_AMOUNTS = Code(
    "XL411", INFO, "Rad utan belopp",
    "{name} har inga belopp och läses som rubrik eller anmärkning.",
    "Inget behöver göras. Är det en rad med belopp, skriv beloppen (0 där det är noll).",
    "En rubrik eller en not ska inte räknas, men en rad där beloppen är glömda ska märkas.",
    "Noten »Belopp i tkr« under tabellen.",
    "Skriv noter i ett eget blad eller i kolumnen Kommentar.",
)  # fmt: skip


OPPOSED_SIGNS = Code(
    "XL412", ERROR, "Budget och utfall har motsatta tecken",
    "Budget och utfall har motsatta tecken på de flesta rader bland {lines}: {budget} mot {actual}.",
    "Rätta tecknen i den kolumn som är fel.",
    "Med motsatta tecken läggs budget och utfall ihop i stället för att jämföras, och avvikelsen blir dubbelt så stor som beloppen.",
    "Budgeten är inskriven utan minus, och utfallet är hämtat ur ekonomisystemet med minus.",
    "Hämta budget och utfall ur samma system.",
)  # fmt: skip


TOTALS_ALONE = Code(
    "XL413", INFO, "Bara summor ifyllda",
    "{column} är bara ifylld på summaraderna och följer inte med till resultatet.",
    "Fyll i {column} på raderna om den ska vara med.",
    "Resultatet räknar själv summorna av raderna. Utan rader finns inget att summera.",
    "Prognosen är gjord på totalnivå.",
    "Gör prognosen rad för rad.",
)  # fmt: skip


COMMENT_LEFT = Code(
    "XL414", INFO, "Kommentar följer inte med",
    "Kommentaren på raden {name} följer inte med, eftersom raden inte finns i resultatet.",
    "Flytta kommentaren till en rad med belopp eller en indikator.",
    "Varav-rader och målrubriker är inte egna rader i resultatet.",
    "En kommentar på raden varav konsulter.",
    "Kommentera de rader som har belopp.",
)  # fmt: skip


UNIT_SLIP = Code(
    "XL415", WARNING, "Tusen gånger för stort eller litet?",
    "{name}: utfallet {actual} är ungefär tusen gånger {size} än budgeten {budget}.",
    "Kontrollera att båda är i arbetsbokens enhet.",
    "Ett belopp i kronor bland belopp i tkr ändrar hela resultatet.",
    "Budgeten är 400 tkr och utfallet är inskrivet som 293 412 kronor.",
    "Hämta budget och utfall i samma enhet.",
)  # fmt: skip


DETAILS_LEFT_OVER = Code(
    "XL416", ERROR, "Underlag som ingen rad tar",
    "Ingen rad på {lines} tar {accounts}.",
    "Skriv kontot på en rad i kolumnen Konto, till exempel 5010, 5010-5099 eller 50*, flera med semikolon.",
    "Detaljrader som ingen rad tar saknas i resultatet, utan att det syns i någon summa.",
    "Konto 6110 finns i huvudboken, men raderna tar bara 50* och 51*.",
    "Låt raderna ta hela serier, till exempel 61*, så kommer nya konton med.",
)  # fmt: skip


DETAILS_TAKEN_TWICE = Code(
    "XL417", ERROR, "Underlag som två rader tar",
    "Både »{first}« ({cell}) och »{second}« tar {accounts}.",
    "Ändra kolumnen Konto så att varje konto hör till en enda rad.",
    "Detaljrader som två rader tar räknas två gånger i resultatet.",
    "En rad tar 50* och en annan 5010.",
    "Dela serierna så att de inte går in i varandra: 5010-5049 och 5050-5099.",
)  # fmt: skip


DETAILS_DIFFER = Code(
    "XL418", ERROR, "Raden och underlaget säger olika",
    "{name}: {column} är {stated}, men underlaget ger {computed}.",
    "Rätta det som är fel, eller töm cellen så att summan hämtas från underlaget.",
    "Ett belopp som har ett underlag ska gå att följa till sina detaljrader.",
    "Utfallet är inskrivet för hand, och sedan är en faktura bokförd.",
    "Lämna cellen tom på rader som tar konton från underlaget.",
)  # fmt: skip


DETAILS_ROUNDED = Code(
    "XL419", INFO, "Raden är avrundad från underlaget",
    "{name}: {column} är {stated}, och underlaget ger {computed}. Skillnaden är avrundning, och det angivna beloppet gäller.",
    "Inget behöver göras. Töm cellen om beloppet ska hämtas från underlaget.",
    "Ett belopp i tkr är oftast avrundat från exakta kronor.",
    "Raden säger 12 428 tkr och detaljraderna 12 428 213 kr.",
    "Lämna cellen tom på rader som tar konton från underlaget.",
)  # fmt: skip


NO_DETAILS = Code(
    "XL420", WARNING, "Raden har inga detaljrader",
    "{name} tar {accounts}, men underlaget har inga sådana rader, så {column} blir 0.",
    "Kontrollera kontot, eller skriv beloppet på raden.",
    "Ett felskrivet konto ger en rad på noll som ser riktig ut.",
    "Raden tar 5001 men detaljraderna är bokförda på 5010.",
    "Låt raderna ta hela serier, till exempel 50*.",
)  # fmt: skip


ACCOUNT_MISSING = Code(
    "XL421", ERROR, "Detaljrader utan konto",
    "{count} på bladet {sheet} har belopp men inget konto: {sum}.",
    "Skriv kontot på raden. Är det en summarad, skriv Summa framför den.",
    "Utan konto går det inte att veta vilken rad beloppet hör till.",
    "Summan längst ner i exporten saknar ordet Summa.",
    "Ta bort tomma rader och summor ur exporten.",
)  # fmt: skip


DETAILS_TOTAL = Code(
    "XL422", WARNING, "Summa i underlaget stämmer inte",
    "{name}: {column} är {stated}, men raderna ovanför ger {computed}. Summan är inte medräknad.",
    "Kontrollera att underlaget är fullständigt.",
    "En summa som inte stämmer kan betyda att rader saknas i exporten.",
    "Exporten är filtrerad, men summan gäller allt.",
    "Exportera utan filter och utan summarader.",
)  # fmt: skip


NOT_ACCOUNTS = Code(
    "XL423", ERROR, "Konto går inte att förstå",
    "{name}: »{value}« går inte att läsa som konton, och {column} är tom.",
    "Skriv 5010, 5010-5099 eller 50*, flera med semikolon (högst 60), eller fyll i beloppet.",
    "Kolumnen Konto säger vilka detaljrader som raden är summan av.",
    "»se underlag« i kolumnen Konto.",
    "Håll kolumnen Konto fri från anteckningar.",
)  # fmt: skip


SIGNS_FIT_NO_RULE = Code(
    "XL424", ERROR, "Tecknen säger emot varandra",
    "Ingen teckenregel stämmer med bladet: {found}.",
    "Rätta tecknen så att de följer en av reglerna: intäkter minus och kostnader plus, tvärtom, eller båda utan minus.",
    "När tecknen säger emot varandra går det inte att veta om ett belopp är en intäkt eller en återbetalning.",
    "Både intäkter och kostnader är skrivna med minus.",
    "Bestäm teckenregel en gång och skriv den på bladet Uppgifter.",
)  # fmt: skip


ODD_SIGN = Code(
    "XL425", WARNING, "Tecknet?",
    "{name}: {column} har ett annat tecken än radens övriga belopp och resten av blocket ({amount}).",
    "Kontrollera tecknet. Stämmer det, förklara det gärna i kolumnen Kommentar.",
    "Ett utfall med fel tecken ändrar resultatet med dubbla beloppet.",
    "Budgeten är −3 900 och fjolåret −3 610, men utfallet 4 020.",
    "Hämta alla belopp ur samma system.",
)  # fmt: skip


READ_AS_SUM = Code(
    "XL426", INFO, "Raden är läst som en summa",
    "{name} är läst som summan av rad {rows} och räknas inte en gång till: {why}.",
    "Inget behöver göras. Är raden ingen summa, skriv Rad i kolumnen Typ.",
    "En rad som upprepar andra rader ska inte läggas till dem.",
    "Kommunstyrelsen står i fetstil ovanför sina enheter, och är summan av dem.",
    "Skriv Summa i kolumnen Typ på rader som är summor.",
)  # fmt: skip


SUM_OR_LINE = Code(
    "XL427", ERROR, "Summa eller egen rad?",
    "{name} kan vara summan av rad {rows}: {why}.",
    "Skriv Summa i kolumnen Typ om raden upprepar de andra. Är den en egen rad, skriv Rad (eller Kostnadsrad eller Intäktsrad, om Typ säger vad raderna är).",
    "Läses en summa som en rad räknas beloppen två gånger. Läses en rad som summa saknas de.",
    "Gemensamt 1 200 står ovanför Hyror 700 och El 500.",
    "Skriv Summa först på rader som är summor.",
)  # fmt: skip


BELOW_TOTAL = Code(
    "XL428", ERROR, "Rader under bladets sista summa",
    "{count} står under {total} och ingår inte i den, från och med {name}.",
    "Flytta raderna ovanför summan och rätta summan, skriv Varav i kolumnen Typ om de redan ingår, eller skriv en slutsumma sist om {total} bara är en delsumma.",
    "Bladets egen summa har inte med raderna. Resultatet skulle ha det, och då säger de olika.",
    "TOTALT är 300, och under den står en rad till på 150.",
    "Infoga nya rader ovanför summan.",
)  # fmt: skip


VARIANCE_IS = Code(
    "XL429", INFO, "Vad avvikelsen är skillnaden av",
    "Kolumnen {column} är läst som {words}, för det stämmer med beloppen.",
    "Inget behöver göras. Resultatet räknar själv budget − utfall.",
    "Kolumner som heter avvikelse är skillnaden mellan olika saker i olika tabeller.",
    "Avvikelsen är budget − prognos på varje rad.",
    "Skriv i rubriken vad avvikelsen är skillnaden mellan.",
)  # fmt: skip


VARIANCE_OF_NOTHING = Code(
    "XL430", WARNING, "Avvikelsen är ingen skillnad av bladets kolumner",
    "Kolumnen {column} stämmer inte med någon skillnad mellan bladets belopp, så den är inte kontrollerad.",
    "Kontrollera kolumnen. Är den något annat än budget − utfall, ge den en annan rubrik.",
    "En angiven avvikelse är en kontroll av budget och utfall, och den kontrollen saknas nu.",
    "Avvikelsen är räknad mot en budget som inte finns i bladet.",
    "Låt avvikelsen vara en formel.",
)  # fmt: skip


BLANK_IS_ZERO = Code(
    "XL431", INFO, "Tom cell läst som noll",
    "{column} är tom men läst som 0, för radens avvikelse säger det.",
    "Inget behöver göras. Skriv gärna 0.",
    "En tom cell kan vara glömd. Här visar avvikelsen att den är noll.",
    "Budget 500, tomt utfall och avvikelse 500.",
    "Skriv 0 där det är noll.",
)  # fmt: skip


UNIT_OF_COLUMN = Code(
    "XL432", ERROR, "Budget och utfall i olika enheter?",
    "På {count} av {all} rader är {large} ungefär tusen gånger {small}.",
    "Räkna om den kolumn som är i fel enhet, så att båda är i {unit}.",
    "En kolumn i kronor bredvid en i tkr gör varje avvikelse tusen gånger för stor.",
    "Budgeten är i tkr och utfallet hämtat i kronor.",
    "Hämta budget och utfall i samma enhet.",
)  # fmt: skip


UNIT_TOO_LARGE = Code(
    "XL433", ERROR, "Är beloppen i en annan enhet?",
    "Beloppen på bladet {sheet} summerar till {sum} {unit}, och det är mer än någon nämnd har.",
    "Kontrollera Enhet på bladet Uppgifter.",
    "Belopp i kronor som läses som tkr blir tusen gånger för stora.",
    "Enhet säger tkr, men beloppen är hämtade i kronor.",
    "Skriv enheten på Uppgifter när ni hämtar beloppen.",
)  # fmt: skip


FORECAST_MISSING = Code(
    "XL434", ERROR, "Prognos saknas",
    "Prognosen är ifylld på en del av raderna, men saknas på {count}: {names}.",
    "Fyll i prognosen på varje rad, eller töm hela kolumnen.",
    "Summan av en prognos med luckor ser hel ut men är för liten.",
    "Prognosen är gjord för lönerna men inte för hyrorna.",
    "Gör prognosen rad för rad.",
)  # fmt: skip


LEDGER_OTHER_YEAR = Code(
    "XL435", WARNING, "Rader från andra år",
    "{count} på bladet {sheet} gäller {years} och räknas inte: {sum}.",
    "Kontrollera att År på bladet Uppgifter är rätt. Är det så behöver inget göras.",
    "Ett uttag över flera år skulle annars läggas ihop till ett enda utfall.",
    "Huvudboken innehåller både 2022 och 2023, och arbetsboken gäller 2023.",
    "Ta ut underlaget för ett år i taget.",
)  # fmt: skip


LEDGER_YEAR_UNCLEAR = Code(
    "XL436", ERROR, "Vilket år gäller underlaget?",
    "Det går inte att se vilka rader på bladet {sheet} som hör till årets utfall: {found}.",
    "Skriv rätt år vid År på bladet Uppgifter, eller rätta kolumnen {column} i underlaget.",
    "Rader från ett annat år får inte räknas med, och årets rader får inte saknas.",
    "Arbetsboken gäller 2023, men varje rad i underlaget har period 2022.",
    "Låt varje rad i underlaget ha år, period eller datum.",
)  # fmt: skip


LEDGER_LEFT_OUT = Code(
    "XL437", INFO, "Saldon och summor räknas inte",
    "{what} på bladet {sheet} räknas inte: {count}, {sum}.",
    "Inget behöver göras. Är det egna händelser, skriv en annan text på raderna.",
    "Ingående och utgående saldon och summor upprepar de bokförda raderna och skulle räknas två gånger.",
    "Raden »Utgående saldo« under kontots rader.",
    "Ta ut underlaget utan saldon och summor.",
)  # fmt: skip


ROWS_PASTED_TWICE = Code(
    "XL449", WARNING, "Samma rader två gånger i underlaget",
    "På bladet {sheet} är rad {rows} desamma som rad {first}, cell för cell ({count} rader). De räknas med.",
    "Ta bort dem om de är inklistrade två gånger. Är de egna händelser behöver inget göras.",
    "Rader som hämtas två gånger fördubblar utfallet, och radernas summor stämmer ändå.",
    "Verifikationerna A1 till A9 står en gång till längst ned.",
    "Töm bladet innan ni klistrar in ett nytt underlag.",
)  # fmt: skip


LEDGER_VERSIONS = Code(
    "XL438", ERROR, "Vilken version gäller?",
    "Kolumnen {column} på bladet {sheet} har {versions}, och det framgår inte vilken som är budget och vilken som är utfall.",
    "Skriv versionen som gäller vid Budgetkolumn eller Utfallskolumn på bladet Uppgifter, eller ta bort de rader som inte gäller.",
    "Läggs flera versioner ihop blir budgeten dubbelt så stor.",
    "Underlaget har både BU2023 och BU2023R bredvid UTFALL.",
    "Ta ut underlaget med en budgetversion och utfallet.",
)  # fmt: skip


LEDGER_SIDE = Code(
    "XL439", ERROR, "Debet eller kredit?",
    "{count} på bladet {sheet} har belopp men ingen sida som går att läsa i kolumnen {column}: {sum}.",
    "Skriv D eller K på raden.",
    "Beloppen saknar tecken, så utan sida går det inte att veta om raden är en intäkt eller en kostnad.",
    "Raden har beloppet 900 000 men varken D eller K.",
    "Ta ut underlaget med tecken på beloppen, eller med D eller K på varje rad.",
)  # fmt: skip


LEDGER_TURNED_SIGNS = Code(
    "XL440", ERROR, "Har underlaget omvända tecken?",
    "Bladet {sheet} har {found}, och det är inte {said}.",
    "Skriv omvända vid Underlagets tecken på bladet Uppgifter om intäkter är plus och kostnader minus i underlaget, annars bokföringens.",
    "Bokföringen har debet plus och kredit minus. Vänds tecknen blir varje överskott ett underskott.",
    "Rapporten ur ekonomisystemet visar intäkter som plus och kostnader som minus.",
    "Ta ut underlaget med bokföringens tecken.",
)  # fmt: skip


LEDGER_SIGNS_UNCLEAR = Code(
    "XL441", ERROR, "Underlagets tecken säger emot varandra",
    "Bladet {sheet} har {found}. I bokföringen är intäkter minus och kostnader plus.",
    "Ta ut underlaget med tecken på beloppen, eller med kolumnerna Debet och Kredit.",
    "När intäkter och kostnader har samma tecken läggs de ihop i stället för att dras från varandra.",
    "Underlaget är taget ur en rapport där alla belopp visas utan minus.",
    "Ta ut underlaget ur huvudboken, inte ur en rapport.",
)  # fmt: skip
