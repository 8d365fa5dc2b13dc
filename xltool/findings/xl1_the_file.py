"""XL1xx: the file itself."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

MISSING_FILE = Code(
    "XL101", ERROR, "Filen finns inte",
    "Filen {name} finns inte.",
    "{near}Kontrollera namnet och mappen, och kör igen.",
    "Utan arbetsboken finns inget att räkna på.",
    "xltool process budgte.xlsx, när filen heter budget.xlsx.",
    "Dra filen till terminalfönstret i stället för att skriva namnet, så blir sökvägen rätt.",
)  # fmt: skip


UNREADABLE_FILE = Code(
    "XL102", ERROR, "Filen går inte att öppna",
    "Filen {name} går inte att öppna: {reason}.",
    "Stäng filen i andra program, kontrollera att ni får läsa den, och kör igen.",
    "En fil som är låst eller skyddad av behörigheter kan xltool inte läsa, och gissar då inte.",
    "Filen ligger på en delad mapp där ni saknar läsrätt.",
    "Spara en egen kopia på er dator och kör xltool på den.",
)  # fmt: skip


ENCRYPTED_FILE = Code(
    "XL103", ERROR, "Filen är lösenordsskyddad",
    "Filen {name} är lösenordsskyddad.",
    "Öppna den i Excel och spara en kopia utan lösenord som Excel-arbetsbok (.xlsx).",
    "En krypterad arbetsbok kan bara Excel öppna, och bara med lösenordet.",
    "Arkiv > Info > Skydda arbetsbok > Kryptera med lösenord är påslaget.",
    "Skydda filen med mappens behörigheter i stället för med ett lösenord i filen.",
)  # fmt: skip


NOT_A_WORKBOOK = Code(
    "XL104", ERROR, "Filen är ingen arbetsbok",
    "Filen {name} är {what}, ingen Excel-arbetsbok (.xlsx eller .xlsm).",
    "{remedy}",
    "xltool ser på filens innehåll, inte på dess namn. En omdöpt textfil blir ingen arbetsbok.",
    "En exporterad CSV-fil har fått ändelsen .xlsx.",
    "Exportera från ekonomisystemet till Excel-format, eller öppna exporten i Excel och spara om.",
)  # fmt: skip


MACROS_IGNORED = Code(
    "XL106", INFO, "Makron följer inte med",
    "Arbetsboken innehåller makron. De körs aldrig och följer inte med till resultatet.",
    "Inget behöver göras.",
    "xltool läser bara cellernas värden. Makron kan göra vad som helst, så de lämnas därhän.",
    "budget.xlsm med en knapp som hämtar siffror.",
    "Spara som .xlsx om makrona inte behövs.",
)  # fmt: skip


STRICT_FORMAT = Code(
    "XL107", ERROR, "Ovanligt filformat",
    "Filen {name} är sparad som Strict Open XML-arbetsbok.",
    "Öppna den i Excel, välj Spara som och filformatet Excel-arbetsbok (.xlsx), och kör igen.",
    "I det formatet ser de vanliga verktygen en tom arbetsbok. xltool säger hellre till än läser fel.",
    "Filformatet Strict Open XML-arbetsbok är valt i Spara som.",
    "Välj Excel-arbetsbok (.xlsx) när ni sparar.",
)  # fmt: skip


VALUES_ALONE = Code(
    "XL109", INFO, "Bara värden är lästa",
    "Filen är en {kind}-fil. Den läses, men formler, felvärden och dolda rader syns inte för xltool.",
    "Spara som Excel-arbetsbok (.xlsx) för att få alla kontroller.",
    "De äldre formaten läses genom sina värden. Ett felvärde ser där ut som en tom cell, och ett tomt belopp är ett fel.",
    "Ekonomisystemet exporterar till .xls.",
    "Exportera till .xlsx om systemet kan det.",
)  # fmt: skip


# What the inspection and the worker say; their numbers start at 121.
DAMAGED_FILE = Code(
    "XL121", ERROR, "Filen är skadad",
    "Filen {name} är skadad: {problem}.",
    "Hämta eller kopiera filen på nytt. Är den skadad där också: öppna den i Excel, låt Excel reparera den, granska och spara.",
    "En skadad arbetsbok kan sakna blad eller siffror utan att det syns. xltool säger hellre till än räknar på en del.",
    "Hämtningen från e-posten bröts, så att filens slut saknas.",
    "Vänta tills kopieringen är klar innan ni kör.",
)  # fmt: skip


UNREADABLE_FORMAT = Code(
    "XL151", ERROR, "Filen går inte att läsa i sitt format",
    "Filen {name} är en {kind}-fil som xltool inte kan läsa. Den kan vara hel ändå.",
    "Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx), och kör igen. Säger Excel att den är skadad: hämta den på nytt.",
    "De äldre formaten läses med ett bibliotek som inte kan allt som Excel kan. xltool säger hellre till än läser en del.",
    "Ett gammalt ekonomisystem exporterar till .xls på sitt eget sätt.",
    "Exportera till .xlsx om systemet kan det.",
)  # fmt: skip


OVER_LIMIT = Code(
    "XL122", ERROR, "Filen är för stor",
    "Filen {name}: {what} är {found}. Gränsen är {limit}.",
    "Ta bort blad och formateringar som inte behövs, spara under ett nytt namn, och kör igen.",
    "En liten fil kan packa upp till mer än datorn rymmer. Gränserna rymmer en huvudbok med 500 000 rader.",
    "Ett helt blad är sammanfogat till en enda cell.",
    "Klistra in värden, inte hela blad med formatering.",
)  # fmt: skip


TRICKY_PACKAGE = Code(
    "XL123", ERROR, "Filen är packad på ett misstänkt sätt",
    "Filen {name} öppnas inte: {problem}.",
    "Fråga avsändaren var filen kommer ifrån. Är den er egen: öppna den i Excel och spara den under ett nytt namn.",
    "Så packar inget kalkylprogram, men den som vill lura ett program att läsa något annat än det som visas.",
    "Två delar i filen har samma namn, så att två program läser olika siffror.",
    "Ta bara emot arbetsböcker från avsändare som ni känner.",
)  # fmt: skip


ACTIVE_CONTENT = Code(
    "XL127", INFO, "Aktivt innehåll följer inte med",
    "Arbetsboken innehåller {what}. Inget av det öppnas, hämtas eller körs, och inget följer med till resultatet.",
    "Inget behöver göras om ni vet varför det finns där. Annars, fråga den som skickade filen.",
    "Länkar och anslutningar kan hämta data eller skicka uppgifter utåt när filen öppnas i Excel.",
    "Budgeten hämtar siffror från en annan arbetsbok på en delad mapp.",
    "Klistra in värden i stället för att länka till andra filer.",
)  # fmt: skip


TEXT_CUT = Code(
    "XL128", WARNING, "Texten är för lång för en cell",
    "Texten är {length} tecken lång. En cell rymmer {limit}, så resten följer inte med.",
    "Korta texten, eller dela den på flera celler.",
    "Excel öppnar inte en arbetsbok där en cell är längre än så utan att reparera den.",
    "Ett annat program har exporterat en hel rapport till en cell.",
    "Skriv korta kommentarer och lägg långa texter i en bilaga.",
)  # fmt: skip
