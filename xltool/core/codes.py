"""Every code of finding, a value each: XL1xx the file, XL2xx its structure, XL3xx cells, XL4xx sums,
XL5xx goals, XL6xx shares. The sentences are Swedish, for people who know Excel and accounting."""

from __future__ import annotations

from xltool.core.finding import Code, Severity

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# --- the file ------------------------------------------------------------------------------------------------

MISSING_FILE = Code(
    "XL101", _ERROR, "Filen finns inte",
    "Filen {name} finns inte.",
    "Kontrollera namnet och mappen, och kör igen.",
    "Utan arbetsboken finns inget att räkna på.",
    "xltool process budgte.xlsx, när filen heter budget.xlsx.",
    "Dra filen till terminalfönstret i stället för att skriva namnet, så blir sökvägen rätt.",
)  # fmt: skip
UNREADABLE_FILE = Code(
    "XL102", _ERROR, "Filen går inte att öppna",
    "Filen {name} går inte att öppna: {reason}.",
    "Stäng filen i andra program, kontrollera att du får läsa den, och kör igen.",
    "En fil som är låst eller skyddad av behörigheter kan xltool inte läsa, och gissar då inte.",
    "Filen ligger på en delad mapp där du saknar läsrätt.",
    "Spara en egen kopia på din dator och kör xltool på den.",
)  # fmt: skip
ENCRYPTED_FILE = Code(
    "XL103", _ERROR, "Filen är lösenordsskyddad",
    "Filen {name} är lösenordsskyddad.",
    "Öppna den i Excel och spara en kopia utan lösenord som Excel-arbetsbok (.xlsx).",
    "En krypterad arbetsbok kan bara Excel öppna, och bara med lösenordet.",
    "Arkiv > Info > Skydda arbetsbok > Kryptera med lösenord är påslaget.",
    "Skydda filen med mappens behörigheter i stället för med ett lösenord i filen.",
)  # fmt: skip
NOT_A_WORKBOOK = Code(
    "XL104", _ERROR, "Filen är ingen arbetsbok",
    "Filen {name} är {what}, ingen Excel-arbetsbok (.xlsx eller .xlsm).",
    "{remedy}",
    "xltool ser på filens innehåll, inte på dess namn. En omdöpt textfil blir ingen arbetsbok.",
    "En exporterad CSV-fil har fått ändelsen .xlsx.",
    "Exportera från ekonomisystemet till Excel-format, eller öppna exporten i Excel och spara om.",
)  # fmt: skip
UNWRITABLE_RESULT = Code(
    "XL105", _ERROR, "Resultatet går inte att skriva",
    "Resultatet {name} går inte att skriva: {reason}.",
    "Stäng resultatet om det är öppet i Excel, eller välj en annan mapp med --out, och kör igen.",
    "xltool ersätter resultatet i ett enda steg. Går inte det rörs den gamla filen inte.",
    "Resultatet är öppet i Excel, eller mappen är skrivskyddad.",
    "Stäng resultatet innan du kör igen.",
)  # fmt: skip
MACROS_IGNORED = Code(
    "XL106", _INFO, "Makron följer inte med",
    "Arbetsboken innehåller makron. De körs aldrig och följer inte med till resultatet.",
    "Inget behöver göras.",
    "xltool läser bara cellernas värden. Makron kan göra vad som helst, så de lämnas därhän.",
    "budget.xlsm med en knapp som hämtar siffror.",
    "Spara som .xlsx om makrona inte behövs.",
)  # fmt: skip

STRICT_FORMAT = Code(
    "XL107", _ERROR, "Ovanligt filformat",
    "Filen {name} är sparad som Strict Open XML-arbetsbok.",
    "Öppna den i Excel, välj Spara som och filformatet Excel-arbetsbok (.xlsx), och kör igen.",
    "I det formatet ser de vanliga verktygen en tom arbetsbok. xltool säger hellre till än läser fel.",
    "Filformatet Strict Open XML-arbetsbok är valt i Spara som.",
    "Välj Excel-arbetsbok (.xlsx) när du sparar.",
)  # fmt: skip

OWN_FAULT = Code(
    "XL108", _ERROR, "Fel i xltool",
    "Ett fel i xltool stoppade arbetsboken ({name}). Inget i era filer är ändrat.",
    "Kör igen. Händer det igen, skicka xltool-felrapport.txt till dem som sköter xltool; den innehåller inget ur era filer.",
    "Felet ligger i programmet, inte i er arbetsbok.",
    "En arbetsbok med ett innehåll som ingen har tänkt på.",
    "Håll xltool uppdaterat.",
)  # fmt: skip

VALUES_ALONE = Code(
    "XL109", _INFO, "Bara värden är lästa",
    "Filen är en {kind}-fil. Den läses, men formler, felvärden och dolda rader syns inte för xltool.",
    "Spara som Excel-arbetsbok (.xlsx) för att få alla kontroller.",
    "De äldre formaten läses genom sina värden. Ett felvärde ser där ut som en tom cell, och ett tomt belopp är ett fel.",
    "Ekonomisystemet exporterar till .xls.",
    "Exportera till .xlsx om systemet kan det.",
)  # fmt: skip

# --- a result that is made anew ------------------------------------------------------------------------------

KEPT = Code(
    "XL110", _INFO, "Det ni skrivit har följt med",
    "Från det förra resultatet har {what} följt med.",
    "Inget behöver göras.",
    "Förklaringar, bedömningar, gränser och egna texter i resultatet är ert arbete. De flyttas till rätt rad också när raderna har bytt plats.",
    "En kommentar som skrevs i resultatet i måndags står kvar när huvudboken har ändrats och resultatet görs om.",
    "Det finns inget att undvika.",
)  # fmt: skip
HOMELESS = Code(
    "XL111", _WARNING, "Det ni skrivit har ingen rad längre",
    "{place}: raden finns inte längre i indatafilen, eller går inte säkert att känna igen. Det som stod där står på bladet Kontroll under Utan rad: »{text}«.",
    "Flytta texten till rätt rad i resultatet, eller ta bort den från listan.",
    "En rad känns igen på sitt konto eller sitt namn. När båda är nya går det inte att veta vart texten hör.",
    "Raden »Resor« heter nu »Resor & kurser« och har inget konto.",
    "Ge raderna konton. Då följer kommentarerna med också när namnen ändras.",
)  # fmt: skip
EDITED_FIGURE = Code(
    "XL112", _ERROR, "En siffra är ändrad i resultatet",
    "{place}: i det förra resultatet ({cell}) har någon {done}, men {input}.",
    "Rätta indatafilen, eller kör igen med --input-wins (indatafilens siffror gäller) eller --result-wins (resultatets gäller, om de går att läsa).",
    "Två olika siffror för samma sak får inte avgöras i tysthet. Resultatet är därför inte gjort om.",
    "Utfallet rättades i resultatet från 12 428 till 12 500, men i indatafilen står fortfarande 12 428.",
    "Rätta siffror i indatafilen och kör igen.",
)  # fmt: skip
FIGURE_DECIDED = Code(
    "XL113", _WARNING, "En ändrad siffra är avgjord",
    "{place}: i det förra resultatet ({cell}) har någon {done}, men {input}. {winner} siffra gäller.",
    "Kontrollera att det blev rätt.",
    "Valet --input-wins eller --result-wins avgör vilken av två siffror som gäller. Resultatets fortsätter att gälla så länge båda siffrorna är desamma.",
    "xltool process budget.xlsx --result-wins",
    "Rätta siffror i indatafilen, så behövs inget val.",
)  # fmt: skip
BOTH_CHANGED = Code(
    "XL114", _WARNING, "Ändrat på två ställen",
    "{place} är ändrad både i resultatet och i indatafilen. Resultatets gäller; indatafilen säger »{text}«.",
    "Välj den rätta, och skriv den i indatafilen.",
    "När båda är ändrade sedan förra gången går det inte att veta vilken som är nyast.",
    "Kommentaren skrevs i resultatet och en annan i budgetfilen.",
    "Skriv kommentarer på ett ställe.",
)  # fmt: skip
OWN_SHEET = Code(
    "XL115", _INFO, "Ert eget blad har följt med",
    "Ert blad {sheet} har följt med, med värden och format.{left}",
    "Inget behöver göras, om värdena räcker.",
    "Ett blad som ni har lagt till hör till ert arbete. Det som inte går att föra över säkert lämnas i den version som sparas bredvid.",
    "Bladet »Underlag till mötet« som lades till i resultatet.",
    "Lägg egna beräkningar i en egen arbetsbok som hämtar siffror från resultatet.",
)  # fmt: skip
PREVIOUS_UNREADABLE = Code(
    "XL116", _ERROR, "Det förra resultatet går inte att läsa",
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
    "XL117", _INFO, "Det förra resultatet är sparat",
    "Det förra resultatet, som någon har ändrat i, är sparat som {name}.",
    "Inget behöver göras. Ta bort filen när den inte behövs.",
    "Ett resultat som någon har arbetat i skrivs aldrig över utan att en version sparas.",
    "budget-resultat_2024-02-01_0915.xlsx",
    "Det finns inget att undvika.",
)  # fmt: skip
RESULT_LOCKED = Code(
    "XL118", _WARNING, "Resultatet är öppet eller skrivskyddat",
    "{name} {why}. {what} heter därför {other}.",
    "Stäng det gamla resultatet, eller ta bort skrivskyddet, och kör igen. Då får det nya sitt vanliga namn.",
    "En fil som är öppen i Excel kan inte ersättas, och ändringar som inte är sparade syns inte utifrån. En fil som någon har skrivskyddat ska inte ersättas.",
    "Resultatet är öppet i Excel på en annan dator.",
    "Stäng resultatet innan du kör igen.",
)  # fmt: skip
INPUT_OPEN = Code(
    "XL119", _WARNING, "Indatafilen är öppen",
    "{name} är öppen i ett annat program. Ändringar som inte är sparade är inte med.",
    "Spara filen och kör igen, om något är ändrat.",
    "xltool läser filen som den är sparad på disken.",
    "Budgetfilen är öppen i Excel medan xltool körs.",
    "Spara alltid innan du kör.",
)  # fmt: skip

# What the door and the room say; their numbers start at 121.
DAMAGED_FILE = Code(
    "XL121", _ERROR, "Filen är skadad",
    "Filen {name} är skadad: {problem}.",
    "Hämta eller kopiera filen på nytt. Är den skadad där också: öppna den i Excel, låt Excel reparera den, granska och spara.",
    "En skadad arbetsbok kan sakna blad eller siffror utan att det syns. xltool säger hellre till än räknar på en del.",
    "Hämtningen från e-posten bröts, så att filens slut saknas.",
    "Vänta tills kopieringen är klar innan du kör.",
)  # fmt: skip
OVER_LIMIT = Code(
    "XL122", _ERROR, "Filen är för stor",
    "Filen {name}: {what} är {found}. Gränsen är {limit}.",
    "Ta bort blad och formateringar som inte behövs, spara under ett nytt namn, och kör igen.",
    "En liten fil kan packa upp till mer än datorn rymmer. Gränserna rymmer en huvudbok med 500 000 rader.",
    "Ett helt blad är sammanfogat till en enda cell.",
    "Klistra in värden, inte hela blad med formatering.",
)  # fmt: skip
TRICKY_PACKAGE = Code(
    "XL123", _ERROR, "Filen är packad på ett misstänkt sätt",
    "Filen {name} öppnas inte: {problem}.",
    "Fråga avsändaren var filen kommer ifrån. Är den er egen: öppna den i Excel och spara den under ett nytt namn.",
    "Så packar inget kalkylprogram, men den som vill lura ett program att läsa något annat än det som visas.",
    "Två delar i filen har samma namn, så att två program läser olika siffror.",
    "Ta bara emot arbetsböcker från avsändare som du känner.",
)  # fmt: skip
TOO_SLOW = Code(
    "XL124", _ERROR, "Filen tog för lång tid",
    "Filen {name} blev inte klar på {seconds} sekunder, så läsningen avbröts.",
    "Ta bort blad som inte behövs och kör igen, eller tillåt mer tid med --timeout.",
    "En fil som är skadad eller gjord för att låsa ett program ska inte stoppa de andra.",
    "Ett blad med miljoner formaterade men tomma celler.",
    "Håll arbetsboken vid mallens blad.",
)  # fmt: skip
TOO_MUCH_MEMORY = Code(
    "XL125", _ERROR, "Filen tog för mycket minne",
    "Filen {name} behövde mer än {megabytes} MB minne, så läsningen avbröts.",
    "Ta bort blad som inte behövs och kör igen, eller tillåt mer minne med --max-memory.",
    "Utan gräns kan en enda fil ta hela datorns minne och dra andra program med sig.",
    "Ett blad med miljoner formaterade men tomma celler.",
    "Håll arbetsboken vid mallens blad.",
)  # fmt: skip
READER_DIED = Code(
    "XL126", _ERROR, "Läsningen dog",
    "Filen {name} fick den process som läste den att avslutas ({how}). De andra arbetsböckerna är inte berörda.",
    "Öppna filen i Excel, spara den som Excel-arbetsbok (.xlsx) under ett nytt namn, och kör igen.",
    "Filer läses i en egen process, så att en fil som får läsaren att krascha bara kostar sig själv.",
    "En skadad .xls-fil, eller en dator där minnet tog slut.",
    "Spara äldre filer som .xlsx.",
)  # fmt: skip
CLUSTER_GONE = Code(
    "XL129", _ERROR, "Klustret svarar inte",
    "Filen {name} blev inte behandlad: klustret slutade svara ({reason}).",
    "Kör igen. Utan --scheduler görs arbetet på den egna datorn.",
    "Arbetet skickades till ett Dask-kluster som inte längre går att nå. Inget är skrivet för den här filen.",
    "Klustrets schemaläggare startades om mitt i körningen.",
    "Kör stora mappar på ett kluster som är avsett för det.",
)  # fmt: skip
ACTIVE_CONTENT = Code(
    "XL127", _INFO, "Aktivt innehåll följer inte med",
    "Arbetsboken innehåller {what}. Inget av det öppnas, hämtas eller körs, och inget följer med till resultatet.",
    "Inget behöver göras om ni vet varför det finns där. Annars, fråga den som skickade filen.",
    "Länkar och anslutningar kan hämta data eller skicka uppgifter utåt när filen öppnas i Excel.",
    "Budgeten hämtar siffror från en annan arbetsbok på en delad mapp.",
    "Klistra in värden i stället för att länka till andra filer.",
)  # fmt: skip

TEXT_CUT = Code(
    "XL128", _WARNING, "Texten är för lång för en cell",
    "Texten är {length} tecken lång. En cell rymmer {limit}, så resten följer inte med.",
    "Korta texten, eller dela den på flera celler.",
    "Excel öppnar inte en arbetsbok där en cell är längre än så utan att reparera den.",
    "Ett annat program har exporterat en hel rapport till en cell.",
    "Skriv korta kommentarer och lägg långa texter i en bilaga.",
)  # fmt: skip
NO_SUCH_COLUMN = Code(
    "XL120", _ERROR, "Kolumnen att summera efter finns inte",
    "{reason}",
    "Skriv kolumnens namn efter --by så som det står på bladet Underlag, eller kör utan --by.",
    "xltool summerar bara efter en kolumn som finns, och gissar inte vilken som menas.",
    "xltool process budget.xlsx --by Avdelning, när kolumnen heter Ansvar.",
    "Kopiera namnet från rubriken i bladet.",
)  # fmt: skip
LEDGER_EDITED = Code(
    "XL138", _ERROR, "Underlaget är ändrat i resultatet",
    "På bladet {sheet} i det förra resultatet har någon ändrat i {columns}. Underlaget hämtas alltid från indatafilen, så ändringen kan inte följa med.",
    "Rätta underlaget i indatafilen och kör igen. Eller kör med --input-wins: då gäller indatafilens underlag, och ändringen finns kvar i den sparade versionen.",
    "Beloppen i underlaget bestämmer radernas summor. En ändring där får inte försvinna i tysthet, och inte räknas två gånger.",
    "Ett belopp på bladet Underlag rättades i resultatet i stället för i huvudboken.",
    "Rätta i huvudboken, och gör om resultatet.",
)  # fmt: skip
LEDGER_LEFT = Code(
    "XL139", _WARNING, "Ändringar i underlaget följer inte med",
    "På bladet {sheet} i det förra resultatet har någon ändrat i {columns}. Indatafilens underlag gäller; ändringen finns kvar i den sparade versionen.",
    "Skriv i Kommentar på Driftredovisning det som ska följa med, och rätta resten i huvudboken.",
    "Bladet Underlag är en kopia av huvudboken och görs om varje gång.",
    "En text på bladet Underlag gjordes tydligare i resultatet.",
    "Skriv förklaringar i Kommentar.",
)  # fmt: skip
OWN_COLUMN = Code(
    "XL130", _INFO, "Er egen kolumn har följt med",
    "Er {column} på bladet {sheet} har följt med, rad för rad.{said}",
    "Inget behöver göras.",
    "En kolumn som ni har lagt till bredvid tabellen hör till ert arbete. Varje cell följer sin rad, också när raden har flyttat.",
    "Kolumnen Ansvarig till höger om Kommentar på bladet Driftredovisning.",
    "Lägg egna kolumner till höger om tabellen.",
)  # fmt: skip
STRAY = Code(
    "XL131", _WARNING, "En egen anteckning har inte följt med",
    "{cell}: »{text}« ({what}) hör inte till någon rad och har inte följt med. Det finns kvar i den sparade versionen.",
    "Skriv in det igen om det behövs: i Kommentar, i en kolumn bredvid tabellen eller på ett eget blad. Då följer det med nästa gång.",
    "Det som står bredvid en rubrik eller under en tabell har ingen rad att följa. Hellre än att gissa var det hör hemma säger xltool till.",
    "»Fråga Eva« under Driftredovisningens sista rad.",
    "Skriv i Kommentar, i en kolumn bredvid tabellen eller på ett eget blad.",
)  # fmt: skip
TYPED_OVER = Code(
    "XL132", _WARNING, "xltool räknar om en cell som ni har skrivit i",
    "{cell}{row}: där xltool skriver själv hade någon skrivit »{text}«. Det följer inte med, men finns kvar i den sparade versionen.",
    "{remedy}",
    "En siffra över en formel följer inte med när något annat ändras. Därför räknar xltool alltid om sina egna celler, och säger vad som stod där.",
    "Avvikelsen för Lokalhyror är överskriven med 100.",
    "Ändra bara de blå cellerna i resultatet. Med --protect är de andra låsta.",
)  # fmt: skip
# What can be done about a cell of xltool's that somebody wrote in.
EXPLAIN, RENAME = (
    "Ska siffran vara en annan, rätta den i indatafilen. Ska den förklaras, skriv i Kommentar.",
    "Ska det stå något annat där, ändra det i indatafilen. Ska det förklaras, skriv i Kommentar.",
)
ENTRY_FORMULA = Code(
    "XL133", _INFO, "En formel har blivit ett värde",
    "{cell}{row}: formeln {text} finns kvar i den sparade versionen. Till det nya resultatet förs bara dess värde.",
    "Inget behöver göras, om värdet räcker.",
    "En formel som pekar på andra celler kan peka fel när raderna har flyttat.",
    "=747+53 i en cell för utfall.",
    "Skriv värden i de blå cellerna.",
)  # fmt: skip
LEFT_ON_SHEET = Code(
    "XL134", _WARNING, "Något på ett blad har inte följt med",
    "{where} fanns mer än xltool skrev: {what}. Det har inte följt med, men finns kvar i den sparade versionen.",
    "Kopiera in det igen om det behövs, helst på ett eget blad i en egen arbetsbok.",
    "Bilder, diagram och liknande går inte att flytta säkert mellan två arbetsböcker.",
    "En skärmbild som klistrades in på Sammanfattning.",
    "Lägg egna bilder och diagram i en egen arbetsbok.",
)  # fmt: skip
MEMORY_GONE = Code(
    "XL135", _WARNING, "Resultatets minne saknas",
    "Det förra resultatet saknar bladet xltool-minne. Egna kolumner, lösa celler och definierade namn går därför inte att känna igen; de finns kvar i den sparade versionen.",
    "Titta i den sparade versionen, och för in det som behövs i det nya resultatet.",
    "I det dolda bladet står vad xltool skrev. Utan det går det inte att säga vad som är ert.",
    "Bladen har kopierats till en ny arbetsbok.",
    "Arbeta vidare i den fil som xltool skrev.",
)  # fmt: skip
BESIDE_TAKEN = Code(
    "XL136", _INFO, "Ändringarna i filen bredvid har följt med",
    "{other} skrevs när {name} var öppet, och någon har arbetat vidare i den. Det som står där har följt med till det nya resultatet, och filen är sparad som {version}.",
    "Arbeta vidare i {written}.",
    "När resultatet är öppet skrivs det nya bredvid. Det som ni skriver där är lika mycket värt.",
    "budget-resultat (2).xlsx",
    "Stäng resultatet innan du kör, så finns det bara en fil att arbeta i.",
)  # fmt: skip
TWO_EDITED = Code(
    "XL137", _ERROR, "Två resultat är ändrade",
    "I både {first} och {second} finns sådant som ni har skrivit och som inte finns i den andra. Det går inte att veta vilken som gäller.",
    "Öppna båda. För över det som saknas till den ena, flytta den andra till en annan mapp, och kör igen.",
    "xltool tar med det som ni har skrivit från ett resultat. Med två skulle det ena försvinna.",
    "Någon skrev i budget-resultat.xlsx och någon annan i budget-resultat (2).xlsx.",
    "Stäng resultatet innan du kör, så finns det bara en fil att arbeta i.",
)  # fmt: skip

REMOVED = Code(
    "XL140", _INFO, "Det ni tagit bort är borta även här",
    "I det förra resultatet har någon tagit bort {what}. Det är borttaget även i det nya.",
    "Inget behöver göras. Ta bort texten i indatafilen också, om den inte ska komma tillbaka i ett resultat från början.",
    "Den som tömmer en cell i resultatet vill att den ska vara tom.",
    "En kommentar i indatafilen togs bort i resultatet.",
    "Det finns inget att undvika.",
)  # fmt: skip
RESULT_APART = Code(
    "XL141", _WARNING, "Det förra resultatet gäller något annat",
    "Det förra resultatet gäller {then}, och den här arbetsboken {now}. Inget därifrån har förts över; det finns kvar i den sparade versionen.",
    "Ge varje arbetsbok ett eget namn, till exempel budget-2024.xlsx. Då får den ett eget resultat.",
    "En förklaring som skrevs för ett år eller en nämnd får inte stå i en annan rapport.",
    "Årets arbetsbok lades in under samma namn som fjolårets.",
    "Ha året och nämnden i filnamnet.",
)  # fmt: skip
ADDED_ROW = Code(
    "XL142", _ERROR, "En rad är tillagd i resultatet",
    "På bladet {sheet} i det förra resultatet har någon lagt till raden »{row}« ({cells}). Den finns inte i indatafilen.",
    "Lägg in raden i indatafilen och kör igen, så följer dess kommentar med. Eller kör med --input-wins: då gäller indatafilen, och raden finns kvar i den sparade versionen.",
    "En rad med belopp ändrar summorna. Den får varken försvinna eller räknas i tysthet.",
    "En kostnad som glömts bort skrevs in i resultatet.",
    "Lägg till rader i indatafilen.",
)  # fmt: skip
ADDED_ROW_LEFT = Code(
    "XL143", _WARNING, "En tillagd rad har inte följt med",
    "På bladet {sheet} i det förra resultatet hade någon lagt till raden »{row}« ({cells}). Indatafilen gäller, och den har inte raden; den finns kvar i den sparade versionen.",
    "Lägg in raden i indatafilen, om den ska vara med.",
    "Med --input-wins gäller indatafilens rader.",
    "xltool process budget.xlsx --input-wins",
    "Lägg till rader i indatafilen.",
)  # fmt: skip
VERSION_DROPPED = Code(
    "XL144", _INFO, "En äldre version är borttagen",
    "Av de sparade versionerna är {what} borttagen, för det fanns fler än {most}.",
    "Inget behöver göras. Vill ni spara fler, kör med --keep ANTAL, eller lägg dem i en annan mapp.",
    "Versionerna skulle annars bli hur många som helst. De äldsta tas bort först.",
    "budget-resultat_2024-02-01_0915.xlsx",
    "Lägg versioner som ska vara kvar i en egen mapp.",
)  # fmt: skip
WORK_KEPT = Code(
    "XL145", _WARNING, "Det någon skrivit i en annan fil är sparat",
    "Någon hade ändrat i {name}. Den är gjord om, och det som stod där är sparat som {kept}.",
    "{remedy}",
    "Den granskade kopian och översikten görs om varje gång. Det som skrivs i dem följer inte med, men får inte försvinna.",
    "Ett fel rättades i budget-granskad.xlsx i stället för i budget.xlsx.",
    "Rätta i er egen arbetsbok, och skriv förklaringar i resultatet.",
)  # fmt: skip
OTHER_FORMAT = Code(
    "XL146", _ERROR, "Resultatet finns i ett annat format",
    "Bredvid ligger {other}. xltool tar bara med det som står i {name}, och det går inte att veta vilken av dem ni arbetar i.",
    "Spara {other} som Excel-arbetsbok med namnet {name}, eller flytta den till en annan mapp. Kör sedan igen.",
    "Ett resultat som sparas om i ett annat format får ett nytt namn. Det som skrivs där skulle annars inte komma med.",
    "Någon sparade resultatet som budget-resultat.ods.",
    "Spara alltid resultatet som .xlsx.",
)  # fmt: skip
KEY_GONE = Code(
    "XL147", _ERROR, "Nyckeln som ni har valt finns inte längre",
    "I det förra resultatet ({cell}) är Fördelningsnyckel {what}. Indatafilens medlemsblad har {found}.",
    "Lägg tillbaka kolumnen i indatafilen, eller välj en nyckel som finns på Uppgifter i resultatet. Eller kör med --input-wins, så gäller indatafilens nyckel.",
    "Vad varje medlem ska betala följer av nyckeln. Hellre än att byta den i tysthet säger xltool till.",
    "I resultatet valdes nyckeln Datorer. Sedan togs kolumnen Datorer bort ur indatafilen.",
    "Låt kolumnens rubrik vara densamma från gång till gång.",
)  # fmt: skip
BACK_AGAIN = Code(
    "XL148", _WARNING, "Det som togs bort är tillbaka",
    "I det förra resultatet har någon tagit bort {what}. Det är med igen, för {why}.",
    "{remedy}",
    "Vilka rader och blad ett resultat har följer av indatafilen. En rad som saknades skulle göra summorna fel.",
    "En rad utan belopp togs bort på Driftredovisning i resultatet.",
    "Ta bort rader i indatafilen.",
)  # fmt: skip
STILL_HOMELESS = Code(
    "XL149", _INFO, "Texter väntar under Utan rad",
    "På bladet Kontroll, under Utan rad, står {count} sedan tidigare som fortfarande saknar rad.",
    "Flytta det som ska vara kvar till rätt rad i resultatet, och ta bort resten från listan.",
    "Det som ni har skrivit försvinner inte förrän någon av er tar bort det. Därför påminner xltool tills listan är tom.",
    "En förklaring till en rad som inte finns längre.",
    "Ge raderna konton. Då följer kommentarerna med också när namnen ändras.",
)  # fmt: skip
SAME_RESULT = Code(
    "XL150", _ERROR, "Två arbetsböcker skulle få samma resultat",
    "{name} och {other} skulle båda få resultatet {result}. Det är gjort av {other}.",
    "Ta bort eller flytta den fil som inte gäller, eller ge den ett annat namn. Kör sedan igen.",
    "Resultatet heter som sin arbetsbok. Två arbetsböcker får inte skriva över varandras resultat i tysthet.",
    "budget.xlsx och budget.ods ligger i samma mapp.",
    "Ha bara en fil för varje nämnd i mappen.",
)  # fmt: skip

# What a re-run says of each thing that came along or did not: there may be many.
OF_A_RERUN = frozenset(
    {
        ADDED_ROW_LEFT,
        HOMELESS,
        FIGURE_DECIDED,
        BACK_AGAIN,
        BOTH_CHANGED,
        OWN_SHEET,
        OWN_COLUMN,
        STRAY,
        TYPED_OVER,
        ENTRY_FORMULA,
        LEFT_ON_SHEET,
    }
)
# How a finding calls the version of the result before, until its name is known.
KEPT_VERSION = "den sparade versionen"

# --- structure -----------------------------------------------------------------------------------------------

NO_OPERATING = Code(
    "XL201", _ERROR, "Bladet Driftredovisning saknas",
    "Arbetsboken saknar bladet Driftredovisning. Den har: {found}.",
    "Döp bladet med intäkter och kostnader till Driftredovisning, eller utgå från mallen (xltool template).",
    "Driftredovisningen är det enda blad som måste finnas. Allt annat bygger på dess nettoresultat.",
    "Bladet heter Blad1.",
    "Utgå från standardmallen, där bladen redan har rätt namn.",
)  # fmt: skip
SHEET_MISSING = Code(
    "XL202", _WARNING, "Ett blad saknas",
    "Arbetsboken saknar bladet {sheet}. {consequence}",
    "Lägg till bladet {sheet} om delen ska vara med. Mallen (xltool template) visar hur det ser ut.",
    "Varje blad ger sin del av resultatet. Saknas bladet utelämnas delen, hellre än att den gissas.",
    "En arbetsbok utan bladet Medlemmar får ingen fördelning.",
    "Behåll alla blad från mallen, även de som är tomma just nu.",
)  # fmt: skip
COLUMN_MISSING = Code(
    "XL203", _ERROR, "En kolumn saknas",
    "Bladet {sheet} saknar {columns}. {found}",
    "Skriv {headers}.{nearest}",
    "xltool hittar kolumner genom deras rubriker. Utan rubrik går det inte att veta vad siffrorna betyder.",
    "Rubriken har blivit Budegt i stället för Budget.",
    "Kopiera rubrikerna från mallen.",
)  # fmt: skip
TWO_COLUMNS = Code(
    "XL204", _ERROR, "Två kolumner för samma sak",
    "Både {first} och {second} läses som kolumnen {column}.",
    "Behåll en av dem under den rubriken och döp om den andra.",
    "Väljer xltool själv kan det bli fel kolumn, och då blir varje siffra fel utan att det syns.",
    "Bladet har både Budget och BUDGET 2023.",
    "Lägg egna kolumner till höger och ge dem egna namn.",
)  # fmt: skip
UNKNOWN_SHEET = Code(
    "XL205", _INFO, "Ett blad används inte",
    "Bladet {sheet} används inte.",
    "Inget behöver göras om det är ert eget blad.",
    "Bara mallens blad läses. Andra blad lämnas i fred och följer inte med till resultatet.",
    "Ett blad med egna anteckningar.",
    "Stavar du bladets namn som i mallen läses det.",
)  # fmt: skip
UNKNOWN_COLUMN = Code(
    "XL206", _INFO, "En kolumn används inte",
    "Kolumnen {column} används inte.",
    "Inget behöver göras om det är er egen kolumn.",
    "Bara mallens kolumner läses. Andra lämnas i fred och följer inte med till resultatet.",
    "Kolumnen Handläggare.",
    "Stavar du rubriken som i mallen läses kolumnen.",
)  # fmt: skip
TWO_SHEETS = Code(
    "XL207", _ERROR, "Två blad för samma sak",
    "Både bladet {first} och bladet {second} läses som {sheet}.",
    "Behåll namnet på det ena och döp om det andra.",
    "Väljer xltool själv kan det bli fel blad.",
    "Arbetsboken har både Drift och Driftredovisning.",
    "Ge kopior och utkast egna namn, till exempel Utkast drift.",
)  # fmt: skip
WRONG_YEAR = Code(
    "XL208", _ERROR, "Fel år i rubriken",
    "Rubriken {header} gäller inte {year}, som Uppgifter säger att arbetsboken gäller.",
    "Rätta året i rubriken eller på bladet Uppgifter.",
    "Fjolårets siffror i årets rapport är ett fel som är svårt att se i efterhand.",
    "Rubriken UTFALL 2022 i en arbetsbok för 2023.",
    "Ändra året på Uppgifter först när en ny årsbok påbörjas.",
)  # fmt: skip
NO_ROWS = Code(
    "XL209", _ERROR, "Bladet har inga rader",
    "Bladet {sheet} har rubriker men inga rader.",
    "Fyll i minst en rad med budget och utfall.",
    "Driftredovisningen är grunden för allt annat.",
    "Mallen har sparats utan att fyllas i.",
    "Fyll i Driftredovisning först.",
)  # fmt: skip
SETTING_MISSING = Code(
    "XL210", _ERROR, "En uppgift saknas",
    "Bladet Uppgifter saknar {label}.",
    "Skriv {label} i första kolumnen och värdet i cellen till höger.",
    "Nämnd och år står i varje rubrik och mening i resultatet och får inte gissas.",
    "Raden År är tom.",
    "Fyll i bladet Uppgifter först av allt.",
)  # fmt: skip
UNKNOWN_SETTING = Code(
    "XL211", _INFO, "En uppgift används inte",
    "Uppgiften {label} används inte.",
    "Inget behöver göras om det är er egen anteckning.",
    "Bara mallens uppgifter läses.",
    "Raden Handläggare på bladet Uppgifter.",
    "Stavar du uppgiften som i mallen läses den.",
)  # fmt: skip
BAD_SETTING = Code(
    "XL212", _ERROR, "En uppgift går inte att förstå",
    "{label} är »{value}« och går inte att förstå.",
    "{expected}",
    "Uppgifterna styr hur varje belopp läses, så de måste vara entydiga.",
    "Enhet är »tusental« i stället för tkr.",
    "Välj ur listorna i mallen.",
)  # fmt: skip
HIDDEN = Code(
    "XL213", _WARNING, "Dolda rader eller kolumner",
    "Bladet {sheet} har dolda {what}. De räknas med.",
    "Visa dem och kontrollera att de ska vara med, eller ta bort dem.",
    "En dold rad syns inte i bladet men påverkar summorna. Det gäller även filtrerade rader.",
    "Ett filter på Kontotext är påslaget när filen sparas.",
    "Rensa filter och visa allt innan du sparar.",
)  # fmt: skip

EMPTY_SHEET = Code(
    "XL214", _WARNING, "Bladet är inte ifyllt",
    "Bladet {sheet} är inte ifyllt. {consequence}",
    "Fyll i bladet om delen ska vara med, annars kan det tas bort.",
    "Ett tomt blad är oftast ett glömt blad, men en nämnd utan investeringar kan lämna sitt tomt.",
    "Mallens blad Investeringsredovisning är orört.",
    "Ta bort de blad som nämnden inte använder.",
)  # fmt: skip

UNIT_IN_HEADER = Code(
    "XL215", _ERROR, "Rubriken har en annan enhet",
    "Rubriken {header} säger {stated}, men Uppgifter säger att beloppen är i {unit}.",
    "Rätta enheten i rubriken eller på bladet Uppgifter, så att de säger samma sak.",
    "Med fel enhet blir varje belopp tusen gånger för stort eller för litet.",
    "Rubriken Budget (kr) i en arbetsbok i tkr.",
    "Skriv enheten bara på bladet Uppgifter.",
)  # fmt: skip

SETTING_TWICE = Code(
    "XL216", _ERROR, "Samma uppgift två gånger",
    "{label} står två gånger, första gången i {first}.",
    "Behåll en av raderna.",
    "Uppgifterna styr hur varje belopp läses, så de får inte säga två saker.",
    "Enhet står både överst och nederst, en gång med tkr och en gång med kr.",
    "Skriv varje uppgift på en rad.",
)  # fmt: skip

SETTING_MISSPELT = Code(
    "XL217", _WARNING, "En uppgift är felstavad",
    "Uppgiften {label} känns inte igen och används inte.",
    "Menade du {meant}? Skriv det så.",
    "En uppgift som inte känns igen får sitt förvalda värde, och då kan till exempel enheten bli fel.",
    "Enhett i stället för Enhet.",
    "Behåll mallens ord på bladet Uppgifter.",
)  # fmt: skip

# --- cells ---------------------------------------------------------------------------------------------------

NOT_A_NUMBER = Code(
    "XL301", _ERROR, "Inget tal",
    "{column} är »{value}«, och det går inte att läsa som ett tal.",
    "Skriv bara talet i cellen, till exempel 12 730. Anteckningar hör hemma i kolumnen Kommentar.",
    "Det som inte går att läsa blir aldrig 0, för då skulle summan vara fel utan att det syns.",
    "»ca 300« eller »se bilaga« i kolumnen Utfall.",
    "Håll beloppskolumnerna fria från text.",
)  # fmt: skip
EMPTY_AMOUNT = Code(
    "XL302", _ERROR, "Belopp saknas",
    "{column} saknas för {name}.",
    "Skriv beloppet. Är det noll, skriv 0. En rad på Driftredovisning kan få det från bladet Underlag i stället: skriv då kontot i kolumnen Konto.",
    "En tom cell kan betyda noll, okänt eller glömt. Bara ni vet vilket.",
    "Ett projekt som inte har börjat har tom cell i Utfall.",
    "Skriv 0 där det är noll.",
)  # fmt: skip
TEXT_NUMBER = Code(
    "XL303", _WARNING, "Tal lagrade som text",
    "{count} som text i kolumnen {column}, men läst som tal: »{value}« blev {read}.",
    "Markera cellerna i Excel och välj Konvertera till tal.",
    "Excel räknar inte med tal som är lagrade som text, så era egna summor kan bli fel.",
    "Cellen har en liten grön trekant i hörnet.",
    "Klistra in med Klistra in special > Värden.",
)  # fmt: skip
DOUBTFUL_NUMBER = Code(
    "XL304", _WARNING, "Tal som kan läsas på två sätt",
    "{column} är »{value}«, läst som {read}.",
    "Skriv talet utan punkt: 1234 för ettusentvåhundratrettiofyra, 1,234 för ett decimaltal.",
    "Punkt och komma betyder olika saker på svenska och engelska. Här är komma decimaltecken.",
    "1.234 kan vara 1 234 eller 1,234.",
    "Skriv tal som tal, inte som text.",
)  # fmt: skip
ERROR_VALUE = Code(
    "XL305", _ERROR, "Felvärde i cellen",
    "{column} är felvärdet {value}.",
    "Rätta formeln i cellen, spara och kör igen.",
    "Ett felvärde betyder att Excel inte kunde räkna ut cellen, och då kan inte xltool det heller.",
    "#SAKNAS! efter att en rad som formeln pekade på har tagits bort.",
    "Gå igenom bladet efter # innan du sparar.",
)  # fmt: skip
NO_STORED_VALUE = Code(
    "XL306", _ERROR, "Formel utan värde",
    "{column} är en formel utan uträknat värde.",
    "Öppna arbetsboken i Excel, spara den, och kör igen.",
    "xltool läser värdena som Excel har räknat ut. En fil från ett annat program kan sakna dem.",
    "En export från ekonomisystemet som aldrig har öppnats i Excel.",
    "Öppna och spara exporter i Excel en gång.",
)  # fmt: skip
NOT_A_CHOICE = Code(
    "XL307", _ERROR, "Okänt val",
    "{column} är »{value}«.",
    "Välj ett av: {choices}.",
    "Kolumnen styr hur raden räknas, så bara de kända orden duger.",
    "Riktning är »upp« i stället för minst.",
    "Använd listan i cellen i stället för att skriva själv.",
)  # fmt: skip
NAME_MISSING = Code(
    "XL308", _ERROR, "Raden saknar namn",
    "Raden har värden men ingen {column}.",
    "Skriv {column} på raden, eller ta bort raden.",
    "En rad utan namn går inte att följa upp, och den kan vara en summa som räknas dubbelt.",
    "Summan under tabellen saknar ordet Summa.",
    "Skriv Totalt eller Summa framför varje summarad.",
)  # fmt: skip
WRONG_KIND_OF_VALUE = Code(
    "XL309", _ERROR, "Fel slags värde",
    "{column} är {value}, och där ska stå ett tal.",
    "Skriv talet och sätt cellens format till Tal.",
    "Excel gör ibland om tal till datum eller sanningsvärden. Då går det inte att veta vad som menades.",
    "1-12 blev den 1 december.",
    "Sätt formatet Tal på kolumnen innan du fyller i den.",
)  # fmt: skip

MORE_OF_SAME = Code(
    "XL310", _ERROR, "Fler likadana fel",
    "Ytterligare {count} i kolumnen {column} på bladet {sheet} har samma slags fel.",
    "Rätta dem på samma sätt. Filtrera kolumnen i Excel för att hitta alla.",
    "Ett underlag kan ha hundratusentals rader. De första felen visas, resten räknas.",
    "En hel kolumn är exporterad med ett fel i varje cell.",
    "Rätta felet i exporten i stället för cell för cell.",
)  # fmt: skip

# --- sums ----------------------------------------------------------------------------------------------------

ROUNDING = Code(
    "XL401", _INFO, "Avrundningsdifferens",
    "{name}: {column} är angiven till {stated} men raderna ger {computed}. Skillnaden {difference} är avrundning.",
    "Inget behöver göras. Den angivna summan gäller och skillnaden visas på en egen rad.",
    "Belopp som är avrundade var för sig ger sällan exakt den avrundade summan.",
    "Nettoresultatet är 1 733 tkr, men de avrundade raderna ger 1 732.",
    "Lämna siffrorna i kronor, så visas de i tkr utan avrundningsdifferens.",
)  # fmt: skip
WRONG_TOTAL = Code(
    "XL402", _ERROR, "Summan stämmer inte",
    "{name}: {column} är angiven till {stated} men raderna ger {computed}. Skillnaden är {difference}.",
    "Rätta summan eller den rad som är fel. Kontrollera om en rad saknas eller räknas två gånger.",
    "Skillnaden är större än avrundning kan förklara, så minst en siffra är fel.",
    "En rad är tillagd under den sista raden som summan räknar.",
    "Låt summan vara en formel över alla rader.",
)  # fmt: skip
WRONG_VARIANCE = Code(
    "XL403", _ERROR, "Avvikelsen stämmer inte",
    "{name}: avvikelsen är angiven till {stated}, men budget − utfall är {computed}.",
    "Rätta avvikelsen, budgeten eller utfallet på raden.",
    "Avvikelsen räknas alltid om. Stämmer den inte med den angivna är någon av siffrorna fel.",
    "Budgeten har ändrats men avvikelsen är inskriven för hand.",
    "Låt avvikelsen vara en formel, eller lämna kolumnen tom.",
)  # fmt: skip
VARIANCE_ROUNDING = Code(
    "XL404", _INFO, "Avvikelsen är avrundad",
    "{name}: avvikelsen är angiven till {stated}, men budget − utfall är {computed}. Skillnaden är avrundning.",
    "Inget behöver göras. Resultatet visar {computed}.",
    "Den angivna avvikelsen är räknad på exakta kronor och sedan avrundad.",
    "Budget 2 452 och utfall 1 837 ger 615, men rapporten säger 614.",
    "Lämna siffrorna i kronor, så stämmer avvikelserna.",
)  # fmt: skip
SIGN_CONVENTION = Code(
    "XL405", _ERROR, "Tecknen är omvända",
    "{count} av {all} avvikelser har motsatt tecken mot vad Uppgifter säger (intäkter anges som {declared}).",
    "Ändra Intäkter anges som till {other} på bladet Uppgifter, eller rätta tecknen.",
    "Med fel teckenregel visas varje överskott som ett underskott.",
    "Intäkterna är positiva i bladet, men Uppgifter säger negativa.",
    "Bestäm teckenregel en gång och skriv den på bladet Uppgifter.",
)  # fmt: skip
KIND_UNKNOWN = Code(
    "XL406", _ERROR, "Intäkt eller kostnad?",
    "Det framgår inte om {name} är en intäkt eller en kostnad.",
    "Fyll i kolumnen Typ, avsluta blocket med en rad TOTALT INTÄKTER eller TOTALT KOSTNADER, eller ange konto.",
    "Utan det vet xltool inte vilken summa raden hör till.",
    "En rad utan Typ under raden TOTALT KOSTNADER.",
    "Fyll i Typ på varje rad.",
)  # fmt: skip
DUPLICATE_LINE = Code(
    "XL407", _WARNING, "Samma rad två gånger",
    "{name} finns två gånger, första gången i {first}.",
    "Ta bort den ena om den är dubbel, annars ge raderna olika namn.",
    "En dubbel rad räknas två gånger i summan.",
    "En rad är kopierad för att ändras, men originalet är kvar.",
    "Sortera på Kontotext och se efter dubbletter.",
)  # fmt: skip
UNEXPLAINED = Code(
    "XL408", _INFO, "Förklaring saknas",
    "{name} avviker {variance} från budget utan kommentar.",
    "Skriv en förklaring i kolumnen Kommentar.",
    "En avvikelse över gränserna på Uppgifter brukar fullmäktige fråga om.",
    "Intäkterna blev 868 tkr högre än budget och ingen har skrivit varför.",
    "Förklara varje avvikelse som är markerad med förklaring saknas.",
)  # fmt: skip
PART_OF_ABOVE = Code(
    "XL409", _INFO, "Varav-rad räknas inte",
    "{name} räknas inte, eftersom den redan ingår i en annan rad.",
    "Inget behöver göras.",
    "En rad som börjar med varav upprepar en del av raden ovanför. Räknas den blir summan dubbel.",
    "varav konsulter 1 200",
    "Skriv varav-uppgifter i kolumnen Kommentar.",
)  # fmt: skip
KIND_CONTRADICTED = Code(
    "XL410", _ERROR, "Typ säger emot summaraden",
    "{name} är {kind} enligt Typ, men raden räknas till {total}.",
    "Rätta Typ eller flytta raden till rätt block.",
    "Raden kan bara höra till en av summorna.",
    "En kostnad ligger ovanför TOTALT INTÄKTER.",
    "Håll intäkter och kostnader i var sitt block.",
)  # fmt: skip

NO_AMOUNTS = Code(
    "XL411", _INFO, "Rad utan belopp",
    "{name} har inga belopp och läses som rubrik eller anmärkning.",
    "Inget behöver göras. Är det en rad med belopp, skriv beloppen (0 där det är noll).",
    "En rubrik eller en not ska inte räknas, men en rad där beloppen är glömda ska märkas.",
    "Noten »Belopp i tkr« under tabellen.",
    "Skriv noter i ett eget blad eller i kolumnen Kommentar.",
)  # fmt: skip

SIGNS_SWAPPED = Code(
    "XL412", _ERROR, "Intäkterna har fel tecken",
    "Intäkterna summerar till {sum}, men ska vara {expected} när intäkter anges som {declared}.",
    "Ändra Intäkter anges som till {other} på bladet Uppgifter, eller rätta tecknen på intäkterna.",
    "Med fel tecken blir ett överskott ett underskott, och medlemmarna får betala i stället för att få tillbaka.",
    "Intäkterna är inskrivna utan minustecken, men Uppgifter säger negativa.",
    "Bestäm teckenregel en gång och skriv den på bladet Uppgifter.",
)  # fmt: skip
TOTALS_ALONE = Code(
    "XL413", _INFO, "Bara summor ifyllda",
    "{column} är bara ifylld på summaraderna och följer inte med till resultatet.",
    "Fyll i {column} på raderna om den ska vara med.",
    "Resultatet räknar själv summorna av raderna. Utan rader finns inget att summera.",
    "Prognosen är gjord på totalnivå.",
    "Gör prognosen rad för rad.",
)  # fmt: skip
COMMENT_LEFT = Code(
    "XL414", _INFO, "Kommentar följer inte med",
    "Kommentaren på raden {name} följer inte med, eftersom raden inte finns i resultatet.",
    "Flytta kommentaren till en rad med belopp eller en indikator.",
    "Delsummor, varav-rader och målrubriker är inte egna rader i resultatet.",
    "En kommentar på raden Summa personal.",
    "Kommentera de rader som har belopp.",
)  # fmt: skip

UNIT_SLIP = Code(
    "XL415", _WARNING, "Tusen gånger för stort eller litet?",
    "{name}: utfallet {actual} är ungefär tusen gånger {size} än budgeten {budget}.",
    "Kontrollera att båda är i arbetsbokens enhet.",
    "Ett belopp i kronor bland belopp i tkr ändrar hela resultatet.",
    "Budgeten är 400 tkr och utfallet är inskrivet som 293 412 kronor.",
    "Hämta budget och utfall i samma enhet.",
)  # fmt: skip

DETAILS_LEFT_OVER = Code(
    "XL416", _ERROR, "Underlag som ingen rad tar",
    "Ingen rad på {lines} tar {accounts}.",
    "Skriv kontot på en rad i kolumnen Konto, till exempel 5010, 5010-5099 eller 50*, flera med semikolon.",
    "Detaljrader som ingen rad tar saknas i resultatet, utan att det syns i någon summa.",
    "Konto 6110 finns i huvudboken, men raderna tar bara 50* och 51*.",
    "Låt raderna ta hela serier, till exempel 61*, så kommer nya konton med.",
)  # fmt: skip
DETAILS_TAKEN_TWICE = Code(
    "XL417", _ERROR, "Underlag som två rader tar",
    "Både »{first}« ({cell}) och »{second}« tar {accounts}.",
    "Ändra kolumnen Konto så att varje konto hör till en enda rad.",
    "Detaljrader som två rader tar räknas två gånger i resultatet.",
    "En rad tar 50* och en annan 5010.",
    "Dela serierna så att de inte går in i varandra: 5010-5049 och 5050-5099.",
)  # fmt: skip
DETAILS_DIFFER = Code(
    "XL418", _ERROR, "Raden och underlaget säger olika",
    "{name}: {column} är angiven till {stated}, men underlaget ger {computed}.",
    "Rätta det som är fel, eller töm cellen så att summan hämtas från underlaget.",
    "Ett belopp som har ett underlag ska gå att följa till sina detaljrader.",
    "Utfallet är inskrivet för hand, och sedan är en faktura bokförd.",
    "Lämna cellen tom på rader som tar konton från underlaget.",
)  # fmt: skip
DETAILS_ROUNDED = Code(
    "XL419", _INFO, "Raden är avrundad från underlaget",
    "{name}: {column} är angiven till {stated} och underlaget ger {computed}. Skillnaden är avrundning, och det angivna beloppet står.",
    "Inget behöver göras. Töm cellen om beloppet ska hämtas från underlaget.",
    "Ett belopp i tkr är oftast avrundat från exakta kronor.",
    "Raden säger 12 428 tkr och detaljraderna 12 428 213 kr.",
    "Lämna cellen tom på rader som tar konton från underlaget.",
)  # fmt: skip
NO_DETAILS = Code(
    "XL420", _WARNING, "Raden har inga detaljrader",
    "{name} tar {accounts}, men underlaget har inga sådana rader, så {column} blir 0.",
    "Kontrollera kontot, eller skriv beloppet på raden.",
    "Ett felskrivet konto ger en rad på noll som ser riktig ut.",
    "Raden tar 5001 men detaljraderna är bokförda på 5010.",
    "Låt raderna ta hela serier, till exempel 50*.",
)  # fmt: skip
ACCOUNT_MISSING = Code(
    "XL421", _ERROR, "Detaljrader utan konto",
    "{count} på bladet {sheet} har belopp men inget konto: {sum}.",
    "Skriv kontot på raden. Är det en summarad, skriv Summa framför den.",
    "Utan konto går det inte att veta vilken rad beloppet hör till.",
    "Summan längst ner i exporten saknar ordet Summa.",
    "Ta bort tomma rader och summor ur exporten.",
)  # fmt: skip
DETAILS_TOTAL = Code(
    "XL422", _WARNING, "Summa i underlaget stämmer inte",
    "{name}: {column} är {stated}, men raderna ovanför ger {computed}. Summan är inte medräknad.",
    "Kontrollera att underlaget är fullständigt.",
    "En summa som inte stämmer kan betyda att rader saknas i exporten.",
    "Exporten är filtrerad, men summan gäller allt.",
    "Exportera utan filter och utan summarader.",
)  # fmt: skip
NOT_ACCOUNTS = Code(
    "XL423", _ERROR, "Konto går inte att förstå",
    "{name}: »{value}« går inte att läsa som konton, och {column} är tom.",
    "Skriv 5010, 5010-5099 eller 50*, flera med semikolon (högst 60), eller fyll i beloppet.",
    "Kolumnen Konto säger vilka detaljrader som raden är summan av.",
    "»se underlag« i kolumnen Konto.",
    "Håll kolumnen Konto fri från anteckningar.",
)  # fmt: skip

# --- goals ---------------------------------------------------------------------------------------------------

GOAL_WITHOUT_INDICATOR = Code(
    "XL501", _ERROR, "Nämndmål utan indikator",
    "Nämndmålet {name} har ingen indikator.",
    "Lägg till minst en indikator, eller ta bort målet.",
    "Ett mål bedöms genom sina indikatorer. Utan någon går det inte att säga om det är uppnått.",
    "Målet är inskrivet men indikatorerna är inte beslutade.",
    "Skriv in målet först när det har en indikator.",
)  # fmt: skip
UNITS_DIFFER = Code(
    "XL502", _ERROR, "Olika enheter",
    "{name}: resultatet är i {first} och {what} i {second}.",
    "Skriv båda i samma enhet.",
    "15 procent och 20 stycken går inte att jämföra.",
    "Resultat 84 % och målvärde 80 st.",
    "Skriv enheten i kolumnen Enhet och bara tal i de andra.",
)  # fmt: skip
DIRECTION_ASSUMED = Code(
    "XL503", _INFO, "Riktning antagen",
    "{name}: riktningen framgår inte, så målvärdet är läst som minst.",
    "Fyll i kolumnen Riktning: minst, högst, exakt eller inom.",
    "För en indikator där lägre är bättre, som sjukfrånvaro, ger minst fel bedömning.",
    "Sjukfrånvaro 3,08 % mot målvärdet 7 %, utan riktning.",
    "Välj Riktning för varje indikator.",
)  # fmt: skip
TARGET_MISSING = Code(
    "XL504", _ERROR, "Målvärde saknas",
    "{name} har inget målvärde.",
    "Skriv målvärdet, till exempel 50 st eller högst 20.",
    "Utan målvärde finns inget att bedöma resultatet mot.",
    "Indikatorn är ny och målvärdet inte beslutat.",
    "Ta med indikatorn först när målvärdet är beslutat.",
)  # fmt: skip
TARGET_UNREADABLE = Code(
    "XL505", _ERROR, "Målvärdet går inte att förstå",
    "{name}: målvärdet är »{value}«.",
    "Skriv ett tal med riktning, till exempel minst 50 st, högst 7 % eller 74–80.",
    "Ett målvärde som inte går att läsa kan inte bedömas, och gissas inte.",
    "»fortsatt förbättring«",
    "Skriv talet i Målvärde och välj Riktning i listan.",
)  # fmt: skip
NO_RESULT = Code(
    "XL506", _INFO, "Resultat saknas",
    "{name} saknar resultat{consequence}.",
    "Skriv resultatet när det finns.",
    "Enligt bedömningsprincipen räknas en indikator som saknar värde på samma sida som ej uppnådd.",
    "Mätningen görs först nästa år.",
    "Skriv ej mätt i Resultat, så syns det att cellen inte är glömd.",
)  # fmt: skip
DUPLICATE_INDICATOR = Code(
    "XL507", _WARNING, "Samma indikator två gånger",
    "{name} finns två gånger under samma mål, första gången i {first}.",
    "Ta bort den ena om den är dubbel.",
    "En dubbel indikator väger dubbelt när målet bedöms.",
    "En rad är kopierad för att ändras, men originalet är kvar.",
    "Läs igenom indikatorerna mål för mål.",
)  # fmt: skip
WORDING_CONTRADICTED = Code(
    "XL508", _WARNING, "Riktningen säger emot målvärdet",
    "{name}: Riktning är {column}, men målvärdet »{value}« säger {wording}. Riktning gäller.",
    "Ändra det som är fel, så att båda säger samma sak.",
    "Fel riktning vänder bedömningen.",
    "Riktning minst och målvärdet »högst 20 st«.",
    "Skriv bara talet i Målvärde när Riktning är ifylld.",
)  # fmt: skip
JUDGED_OTHERWISE = Code(
    "XL509", _INFO, "Egen bedömning skiljer sig",
    "{name}: er bedömning är {own}, uträkningen ger {computed}. Er bedömning gäller.",
    "Inget behöver göras om bedömningen är medveten. Förklara den gärna i Kommentar.",
    "Nämndens egen bedömning går före, men skillnaden ska synas.",
    "Målet missades med en hårsmån och bedöms ändå som uppnått.",
    "Lämna Bedömning tom där uträkningen ska gälla.",
)  # fmt: skip
TARGET_NOT_A_RANGE = Code(
    "XL510", _ERROR, "Målvärdet är inget intervall",
    "{name}: Riktning är inom, men målvärdet är »{value}«.",
    "Skriv ett intervall, till exempel 74–80.",
    "Riktningen inom behöver både en undre och en övre gräns.",
    "Riktning inom och målvärdet 80.",
    "Skriv intervallet med tankstreck: 74–80.",
)  # fmt: skip

GOAL_TWICE = Code(
    "XL511", _WARNING, "Samma nämndmål två gånger",
    "Nämndmålet {name} finns på två ställen, första gången i {first}. Indikatorerna är lästa som ett mål.",
    "Samla målets indikatorer i ett block.",
    "Två mål med samma namn bedöms annars var för sig, och nämnden som helhet får fel antal mål.",
    "Ett mål är upprepat efter en sidbrytning.",
    "Skriv varje mål på ett ställe.",
)  # fmt: skip

PERCENT_OR_SHARE = Code(
    "XL512", _WARNING, "Procent eller andel?",
    "{name}: resultatet är läst som {result} % och målvärdet som {target} %. Ett av dem verkar vara skrivet som andel.",
    "Skriv båda som procent (84 %) eller båda som tal (84) med Enhet %.",
    "0,84 och 84 % är samma sak bara om cellen är formaterad som procent.",
    "Resultat 0,84 och målvärde 80 med enheten %.",
    "Formatera cellerna som procent, eller skriv procenttecknet.",
)  # fmt: skip

# --- shares --------------------------------------------------------------------------------------------------

BAD_WEIGHT = Code(
    "XL601", _ERROR, "Fördelningsnyckeln saknas eller är negativ",
    "{name}: {column} {problem}.",
    "Skriv ett tal som är noll eller större.",
    "Varje medlem måste ha ett värde i nyckeln, annars får de andra betala för den.",
    "Invånare är tom för en kommun.",
    "Hämta alla kommuners värden från samma datum.",
)  # fmt: skip
NO_WEIGHTS = Code(
    "XL602", _ERROR, "Fördelningsnyckeln summerar till noll",
    "Kolumnen {column} summerar till noll.",
    "Fyll i nyckeln för minst en medlem.",
    "Det går inte att fördela efter en nyckel som är noll för alla.",
    "Kolumnen Invånare är nollställd.",
    "Fyll i nyckeln innan du kör.",
)  # fmt: skip
DUPLICATE_MEMBER = Code(
    "XL603", _ERROR, "Samma medlem två gånger",
    "{name} finns två gånger, första gången i {first}.",
    "Ta bort den ena raden.",
    "En medlem som finns två gånger får betala två gånger.",
    "Askersund är inskriven både överst och nederst.",
    "Sortera på Kommun och se efter dubbletter.",
)  # fmt: skip
UNKNOWN_KEY = Code(
    "XL604", _ERROR, "Fördelningsnyckeln finns inte",
    "Fördelningsnyckeln är »{value}«, men bladet {sheet} har ingen sådan kolumn med tal. Det har: {found}.",
    "Skriv en av kolumnernas rubriker som Fördelningsnyckel på bladet Uppgifter.",
    "Nyckeln är en kolumn på medlemsbladet. xltool väljer ingen annan på egen hand.",
    "Fördelningsnyckel är »Antal datorer«, men kolumnen heter Datorer.",
    "Kopiera rubriken och klistra in den på Uppgifter.",
)  # fmt: skip

CODES: dict[str, Code] = {c.code: c for c in list(globals().values()) if isinstance(c, Code)}
