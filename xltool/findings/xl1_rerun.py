"""XL1xx: what people wrote in an earlier result."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

KEPT = Code(
    "XL110", INFO, "Det ni skrivit har följt med",
    "Från det förra resultatet har {what} följt med.",
    "Inget behöver göras.",
    "Förklaringar, bedömningar, gränser och egna texter i resultatet är ert arbete. De flyttas till rätt rad också när raderna har bytt plats.",
    "En kommentar som skrevs i resultatet i måndags står kvar när huvudboken har ändrats och resultatet görs om.",
    "Det finns inget att undvika.",
    told_at_once=True,
)  # fmt: skip


UNMATCHED = Code(
    "XL111", WARNING, "Det ni skrivit har ingen rad längre",
    "{place}: raden finns inte längre i indatafilen, eller går inte säkert att känna igen. Det som stod där står på bladet Kontroll under Utan rad: »{text}«.",
    "Flytta texten till rätt rad i resultatet, eller ta bort den från listan.",
    "En rad känns igen på sitt konto eller sitt namn. När båda är nya går det inte att veta vart texten hör.",
    "Raden »Resor« heter nu »Resor & kurser« och har inget konto.",
    "Ge raderna konton. Då följer kommentarerna med också när namnen ändras.",
    many=True, told_at_once=True,
)  # fmt: skip


EDITED_FIGURE = Code(
    "XL112", ERROR, "En siffra är ändrad i resultatet",
    "{place}: i det förra resultatet ({cell}) har någon {done}, men {input}.",
    "Rätta indatafilen, eller kör igen med --input-wins (indatafilens siffror gäller) eller --result-wins (resultatets gäller, om de går att läsa).",
    "Två olika siffror för samma sak får inte avgöras i tysthet. Resultatet är därför inte gjort om.",
    "Utfallet rättades i resultatet från 12 428 till 12 500, men i indatafilen står fortfarande 12 428.",
    "Rätta siffror i indatafilen och kör igen.",
)  # fmt: skip


FIGURE_DECIDED = Code(
    "XL113", WARNING, "En ändrad siffra är avgjord",
    "{place}: i det förra resultatet ({cell}) har någon {done}, men {input}. {winner} siffra gäller.",
    "Kontrollera att det blev rätt.",
    "Valet --input-wins eller --result-wins avgör vilken av två siffror som gäller. Resultatets fortsätter att gälla så länge båda siffrorna är desamma.",
    "xltool process budget.xlsx --result-wins",
    "Rätta siffror i indatafilen, så behövs inget val.",
    many=True,
)  # fmt: skip


BOTH_CHANGED = Code(
    "XL114", WARNING, "Ändrat på två ställen",
    "{place} är ändrad både i resultatet och i indatafilen. Resultatets gäller; indatafilen säger »{text}«.",
    "Välj den rätta, och skriv den i indatafilen.",
    "När båda är ändrade sedan förra gången går det inte att veta vilken som är nyast.",
    "Kommentaren skrevs i resultatet och en annan i budgetfilen.",
    "Skriv kommentarer på ett ställe.",
    many=True,
)  # fmt: skip


USER_SHEET = Code(
    "XL115", INFO, "Ert eget blad har följt med",
    "Ert blad {sheet} har följt med, med värden och format.",
    "Inget behöver göras, om värdena räcker.",
    "Ett blad som ni har lagt till hör till ert arbete. Det som inte går att föra över säkert lämnas i den version som sparas bredvid.",
    "Bladet »Underlag till mötet« som lades till i resultatet.",
    "Lägg egna beräkningar i en egen arbetsbok som hämtar siffror från resultatet.",
    many=True,
)  # fmt: skip


# What more there may be to say of such a sheet.
NOT_ALONG, NOT_COMPUTED = (
    "Det som inte följer med finns kvar i {kept_version}: {what}.",
    "Formler som inget program har räknat ut ({count} st) har inget värde att föra med.",
)


PREVIOUS_UNREADABLE = Code(
    "XL116", ERROR, "Det förra resultatet går inte att läsa",
    "Det förra resultatet går inte att läsa, så det ni har skrivit där kan inte följa med. {why}",
    "{remedy} Eller byt namn på det förra resultatet, så görs ett nytt från början.",
    "xltool skriver aldrig över ett resultat utan att veta vad ni har skrivit i det.",
    "Någon har skrivit »många« i en beloppscell i resultatet.",
    "Ändra bara de blå cellerna i resultatet.",
)  # fmt: skip


# What can be done about a result before that cannot be read.
MEND_CELL, PUT_BACK, MOVE_NOTE, MEND_FILE = (
    "Rätta cellen i resultatet.",
    "Lägg tillbaka det som det stod.",
    "Lägg in raden i indatafilen. Är det en anteckning, flytta den till Kommentar eller till ett eget blad.",
    "Öppna resultatet i Excel och spara det som Excel-arbetsbok (.xlsx).",
)


VERSION_KEPT = Code(
    "XL117", INFO, "Det förra resultatet är sparat",
    "Det förra resultatet, som någon har ändrat i, är sparat som {name}.",
    "Inget behöver göras. Ta bort filen när den inte behövs.",
    "Ett resultat som någon har arbetat i skrivs aldrig över utan att en version sparas.",
    "budget-resultat_2024-02-01_0915.xlsx",
    "Det finns inget att undvika.",
    told_at_once=True,
)  # fmt: skip


LEDGER_EDITED = Code(
    "XL138", ERROR, "Underlaget är ändrat i resultatet",
    "På bladet {sheet} i det förra resultatet har någon ändrat i {columns}. Underlaget hämtas alltid från indatafilen, så ändringen kan inte följa med.",
    "Rätta underlaget i indatafilen och kör igen. Eller kör med --input-wins: då gäller indatafilens underlag, och ändringen finns kvar i den sparade versionen.",
    "Beloppen i underlaget bestämmer radernas summor. En ändring där får inte försvinna i tysthet, och inte räknas två gånger.",
    "Ett belopp på bladet Underlag rättades i resultatet i stället för i huvudboken.",
    "Rätta i huvudboken, och gör om resultatet.",
)  # fmt: skip


LEDGER_LEFT = Code(
    "XL139", WARNING, "Ändringar i underlaget följer inte med",
    "På bladet {sheet} i det förra resultatet har någon ändrat i {columns}. Indatafilens underlag gäller; ändringen finns kvar i {kept_version}.",
    "Skriv i Kommentar på Driftredovisning det som ska följa med, och rätta resten i huvudboken.",
    "Bladet Underlag är en kopia av huvudboken och görs om varje gång.",
    "En text på bladet Underlag gjordes tydligare i resultatet.",
    "Skriv förklaringar i Kommentar.",
)  # fmt: skip


USER_COLUMN = Code(
    "XL130", INFO, "Er egen kolumn har följt med",
    "Er {column} på bladet {sheet} har följt med, rad för rad.",
    "Inget behöver göras.",
    "En kolumn som ni har lagt till bredvid tabellen hör till ert arbete. Varje cell följer sin rad, också när raden har flyttat.",
    "Kolumnen Ansvarig till höger om Kommentar på bladet Driftredovisning.",
    "Lägg egna kolumner till höger om tabellen.",
    many=True,
)  # fmt: skip


# What more there may be to say of such a column.
TO_THE_RIGHT, NOW_VALUES = (
    "Den står till höger om våra.",
    "Formlerna i den är nu värden; de finns kvar i {kept_version}.",
)


STRAY = Code(
    "XL131", WARNING, "En egen anteckning har inte följt med",
    "{cell}: »{text}« ({what}) hör inte till någon rad och har inte följt med. Det finns kvar i {kept_version}.",
    "Skriv in det igen om det behövs: i Kommentar, i en kolumn bredvid tabellen eller på ett eget blad. Då följer det med nästa gång.",
    "Det som står bredvid en rubrik eller under en tabell har ingen rad att följa. Hellre än att gissa var det hör hemma säger xltool till.",
    "»Fråga Eva« under Driftredovisningens sista rad.",
    "Skriv i Kommentar, i en kolumn bredvid tabellen eller på ett eget blad.",
    many=True,
)  # fmt: skip


TYPED_OVER = Code(
    "XL132", WARNING, "xltool räknar om en cell som ni har skrivit i",
    "{cell}{row}: där xltool skriver själv hade någon skrivit »{text}«. Det följer inte med, men finns kvar i {kept_version}.",
    "{remedy}",
    "En siffra över en formel följer inte med när något annat ändras. Därför räknar xltool alltid om sina egna celler, och säger vad som stod där.",
    "Avvikelsen för Lokalhyror är överskriven med 100.",
    "Ändra bara de blå cellerna i resultatet. Med --protect är de andra låsta.",
    many=True,
)  # fmt: skip


# What can be done about a cell of xltool's that somebody wrote in.
EXPLAIN, RENAME = (
    "Ska siffran vara en annan, rätta den i indatafilen. Ska den förklaras, skriv i Kommentar.",
    "Ska det stå något annat där, ändra det i indatafilen. Ska det förklaras, skriv i Kommentar.",
)


ENTRY_FORMULA = Code(
    "XL133", INFO, "En formel har blivit ett värde",
    "{cell}{row}: formeln {text} finns kvar i {kept_version}. Till det nya resultatet förs bara dess värde.",
    "Inget behöver göras, om värdet räcker.",
    "En formel som pekar på andra celler kan peka fel när raderna har flyttat.",
    "=747+53 i en cell för utfall.",
    "Skriv värden i de blå cellerna.",
    many=True,
)  # fmt: skip


LEFT_ON_SHEET = Code(
    "XL134", WARNING, "Något på ett blad har inte följt med",
    "{where} fanns mer än xltool skrev: {what}. Det har inte följt med, men finns kvar i {kept_version}.",
    "Kopiera in det igen om det behövs, helst på ett eget blad i en egen arbetsbok.",
    "Bilder, diagram och liknande går inte att flytta säkert mellan två arbetsböcker.",
    "En skärmbild som klistrades in på Sammanfattning.",
    "Lägg egna bilder och diagram i en egen arbetsbok.",
    many=True,
)  # fmt: skip


MEMORY_GONE = Code(
    "XL135", WARNING, "Resultatets minne saknas",
    "Det förra resultatet saknar bladet xltool-minne. Egna kolumner, lösa celler och definierade namn går därför inte att känna igen; de finns kvar i {kept_version}.",
    "Titta i den sparade versionen, och för in det som behövs i det nya resultatet.",
    "I det dolda bladet står vad xltool skrev. Utan det går det inte att säga vad som är ert.",
    "Bladen har kopierats till en ny arbetsbok.",
    "Arbeta vidare i den fil som xltool skrev.",
)  # fmt: skip


BESIDE_TAKEN = Code(
    "XL136", INFO, "Ändringarna i filen bredvid har följt med",
    "Någon har arbetat vidare i {other}, som ligger bredvid {name}. Det som står där har följt med till det nya resultatet, och filen är sparad som {version}.",
    "Arbeta vidare i {written}.",
    "När resultatet är öppet skrivs det nya bredvid, och kopior kommer tillbaka med posten. Det som ni skriver där är lika mycket värt.",
    "budget-resultat (2).xlsx",
    "Stäng resultatet innan ni kör, så finns det bara en fil att arbeta i.",
    told_at_once=True,
)  # fmt: skip


TWO_EDITED = Code(
    "XL137", ERROR, "Två resultat är ändrade",
    "I både {first} och {second} finns sådant som ni har skrivit och som inte finns i den andra. Det går inte att veta vilken som gäller.",
    "Öppna båda. För över det som saknas till den ena, flytta den andra till en annan mapp, och kör igen.",
    "xltool tar med det som ni har skrivit från ett resultat. Med två skulle det ena försvinna.",
    "Någon skrev i budget-resultat.xlsx och någon annan i budget-resultat (2).xlsx.",
    "Stäng resultatet innan ni kör, så finns det bara en fil att arbeta i.",
)  # fmt: skip


REMOVED = Code(
    "XL140", INFO, "Det ni tagit bort är borta även här",
    "I det förra resultatet har någon tagit bort {what}. Det är borttaget även i det nya.",
    "Inget behöver göras. Ta bort texten i indatafilen också, om den inte ska komma tillbaka i ett resultat från början.",
    "Den som tömmer en cell i resultatet vill att den ska vara tom.",
    "En kommentar i indatafilen togs bort i resultatet.",
    "Det finns inget att undvika.",
)  # fmt: skip


RESULT_APART = Code(
    "XL141", WARNING, "Det förra resultatet gäller något annat",
    "Det förra resultatet gäller {then}, och den här arbetsboken {now}. Inget därifrån har förts över; det finns kvar i {kept_version}.",
    "Ge varje arbetsbok ett eget namn, till exempel budget-2024.xlsx. Då får den ett eget resultat.",
    "En förklaring som skrevs för ett år eller en nämnd får inte stå i en annan rapport.",
    "Årets arbetsbok lades in under samma namn som fjolårets.",
    "Ha året och nämnden i filnamnet.",
    told_at_once=True,
)  # fmt: skip


SAME_BOARD = Code(
    "XL155", ERROR, "Är det samma nämnd?",
    "Det förra resultatet gäller {then}, och den här arbetsboken {now}. Raderna heter likadant, men siffrorna är andra. Det går inte att veta om nämnden har bytt namn eller om det är en annan nämnd.",
    "Har nämnden bytt namn: skriv {now} som Nämnd på bladet Uppgifter i det förra resultatet, och kör igen. Är det en annan nämnd: ge arbetsboken ett eget namn, så får den ett eget resultat.",
    "En nämnds förklaringar får inte hamna i en annan nämnds rapport för att raderna heter likadant. Resultatet är därför inte gjort om.",
    "Kulturnämndens arbetsbok lades in under samma namn som Socialnämndens.",
    "Ha nämnden i filnamnet.",
)  # fmt: skip


BOARD_RENAMED = Code(
    "XL156", INFO, "Nämnden heter något annat nu",
    "Nämnden hette {then} i det förra resultatet och heter {now} nu. Det ni har skrivit har följt med.",
    "Inget behöver göras om nämnden har bytt namn. Är det en annan nämnd: ge arbetsboken ett eget namn.",
    "Det som skrevs för en nämnd får bara stå i samma nämnds rapport.",
    "Socialnämnden bytte namn till Vård- och omsorgsnämnden.",
    "Det finns inget att undvika.",
)  # fmt: skip


DECIDED_UNREADABLE = Code(
    "XL157", ERROR, "Resultatets siffror går inte ihop med indatafilen",
    "Resultatets siffror gäller för {places}, men tillsammans med indatafilens går de inte att läsa: {why}",
    "Rätta siffrorna i indatafilen och kör igen. Eller kör med --input-wins: då gäller indatafilens siffror.",
    "Ett resultat som nästa körning inte kan läsa är en återvändsgränd. Det förra resultatet är därför kvar som det var.",
    "Ett invånarantal ändrades till 0 i resultatet, och sedan försvann den andra kommunen ur indatafilen.",
    "Rätta siffror i indatafilen.",
)  # fmt: skip


TEXTS_LEFT = Code(
    "XL158", WARNING, "Text har inte följt med",
    "Text som någon hade skrivit i det förra resultatet finns inte i det nya: {texts}. Den finns kvar i {kept_version}.",
    "Öppna den sparade versionen, och skriv in texten på nytt där den ska stå.",
    "Sist i varje körning räknar xltool efter att alla texter är med eller är nämnda. Det här är de som inte kunde placeras.",
    "»Fråga Eva« i en cell som inte hör till någon rad.",
    "Skriv kommentarer i kolumnen Kommentar och annat på egna blad.",
)  # fmt: skip


ADDED_ROW = Code(
    "XL142", ERROR, "En rad är tillagd i resultatet",
    "På bladet {sheet} i det förra resultatet har någon lagt till raden »{row}« ({cells}). Den finns inte i indatafilen.",
    "Lägg in raden i indatafilen och kör igen, så följer dess kommentar med. Eller kör med --input-wins: då gäller indatafilen, och raden finns kvar i den sparade versionen.",
    "En rad med belopp ändrar summorna. Den får varken försvinna eller räknas i tysthet.",
    "En kostnad som glömts bort skrevs in i resultatet.",
    "Lägg till rader i indatafilen.",
)  # fmt: skip


ADDED_ROW_LEFT = Code(
    "XL143", WARNING, "En tillagd rad har inte följt med",
    "På bladet {sheet} i det förra resultatet hade någon lagt till raden »{row}« ({cells}). Indatafilen gäller, och den har inte raden; den finns kvar i {kept_version}.",
    "Lägg in raden i indatafilen, om den ska vara med.",
    "Med --input-wins gäller indatafilens rader.",
    "xltool process budget.xlsx --input-wins",
    "Lägg till rader i indatafilen.",
    many=True,
)  # fmt: skip


VERSION_DROPPED = Code(
    "XL144", INFO, "En äldre version är borttagen",
    "Av de sparade versionerna är {what} borttagen, för det fanns fler än {most}.",
    "Inget behöver göras. Vill ni spara fler, kör med --keep ANTAL, eller lägg dem i en annan mapp.",
    "Versionerna skulle annars bli hur många som helst. De äldsta tas bort först.",
    "budget-resultat_2024-02-01_0915.xlsx",
    "Lägg versioner som ska vara kvar i en egen mapp.",
)  # fmt: skip


WORK_KEPT = Code(
    "XL145", WARNING, "Det någon skrivit i en annan fil är sparat",
    "Någon hade ändrat i {name}. Den är gjord om, och det som stod där är sparat som {kept}.",
    "{remedy}",
    "Den granskade kopian och översikten görs om varje gång. Det som skrivs i dem följer inte med, men får inte försvinna.",
    "Ett fel rättades i budget-granskad.xlsx i stället för i budget.xlsx.",
    "Rätta i er egen arbetsbok, och skriv förklaringar i resultatet.",
    told_at_once=True,
)  # fmt: skip


OTHER_FORMAT = Code(
    "XL146", ERROR, "Resultatet finns i ett annat format",
    "Bredvid ligger {other}. xltool tar bara med det som står i {name}, och det går inte att veta vilken av dem ni arbetar i.",
    "Spara {other} som Excel-arbetsbok med namnet {name}, eller flytta den till en annan mapp. Kör sedan igen.",
    "Ett resultat som sparas om i ett annat format får ett nytt namn. Det som skrivs där skulle annars inte komma med.",
    "Någon sparade resultatet som budget-resultat.ods.",
    "Spara alltid resultatet som .xlsx.",
)  # fmt: skip


KEY_GONE = Code(
    "XL147", ERROR, "Nyckeln som ni har valt finns inte längre",
    "I det förra resultatet ({cell}) är Fördelningsnyckel {what}. Indatafilens medlemsblad har {found}.",
    "Lägg tillbaka kolumnen i indatafilen, eller välj en nyckel som finns på Uppgifter i resultatet. Eller kör med --input-wins, så gäller indatafilens nyckel.",
    "Vad varje medlem ska betala följer av nyckeln. Hellre än att byta den i tysthet säger xltool till.",
    "I resultatet valdes nyckeln Datorer. Sedan togs kolumnen Datorer bort ur indatafilen.",
    "Låt kolumnens rubrik vara densamma från gång till gång.",
)  # fmt: skip


BACK_AGAIN = Code(
    "XL148", WARNING, "Det som togs bort är tillbaka",
    "I det förra resultatet har någon tagit bort {what}. Det är med igen, för {why}.",
    "{remedy}",
    "Vilka rader och blad ett resultat har följer av indatafilen. En rad som saknades skulle göra summorna fel.",
    "En rad utan belopp togs bort på Driftredovisning i resultatet.",
    "Ta bort rader i indatafilen.",
    many=True,
)  # fmt: skip


STILL_UNMATCHED = Code(
    "XL149", INFO, "Texter väntar under Utan rad",
    "På bladet Kontroll, under Utan rad, står {count} sedan tidigare som fortfarande saknar rad.",
    "Flytta det som ska vara kvar till rätt rad i resultatet, och ta bort resten från listan.",
    "Det som ni har skrivit försvinner inte förrän någon av er tar bort det. Därför påminner xltool tills listan är tom.",
    "En förklaring till en rad som inte finns längre.",
    "Ge raderna konton. Då följer kommentarerna med också när namnen ändras.",
)  # fmt: skip
