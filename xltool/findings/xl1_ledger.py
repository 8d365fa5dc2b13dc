"""XL175–XL199: a ledger in a file of its own: SIE, CSV and text (ledger.md)."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

LEDGER_UNREADABLE = Code(
    "XL175", ERROR, "Poster i bokföringsfilen går inte att läsa",
    "{count} i {name} går inte att läsa: {lines}.",
    "Exportera filen på nytt ur ekonomisystemet. Är det samma rader igen, visa dem för leverantören.",
    "En post som hoppas över kan vara ett belopp, och då stämmer ingen summa.",
    "En textrad har brutits mitt i och saknar sitt avslutande citattecken.",
    "Ändra inte i filen för hand mellan exporten och xltool.",
)  # fmt: skip


LEDGER_CUT = Code(
    "XL176", ERROR, "Bokföringsfilen är avkortad",
    "Filen {name} är avkortad: {problem}.",
    "Exportera eller kopiera filen på nytt, och kör igen.",
    "En export som avbrutits saknar sina sista poster, och summorna blir för små utan att det syns.",
    "Kopieringen till nätverksmappen bröts när hälften var kvar.",
    "Vänta tills exporten är klar innan filen flyttas.",
)  # fmt: skip


LEDGER_SUM_DIFFERS = Code(
    "XL177", WARNING, "Kontrollsumman stämmer inte",
    "Kontrollsumman (#KSUMMA) i {name} stämmer inte med innehållet.",
    "Kontrollera att filen inte är ändrad efter exporten. Är den det inte behöver inget göras.",
    "Kontrollsumman visar om något tecken har ändrats. Några program skriver en påhittad.",
    "Någon har rättat ett namn i filen med en texteditor.",
    "Rätta i ekonomisystemet och exportera på nytt.",
)  # fmt: skip


LEDGER_IMPORT = Code(
    "XL178", ERROR, "Filen är ingen bokföring för ett år",
    "Filen {name} är en importfil (SIE 4I) eller ofullständig: den säger inte vilket räkenskapsår den gäller (#RAR 0).",
    "Exportera SIE typ 2, 3 eller 4 ur ekonomisystemet, och kör igen.",
    "En importfil bär några verifikationer från ett försystem, inte hela bokföringen.",
    "Filen kommer från löne- eller fakturasystemet.",
    "Välj export av saldon eller transaktioner för hela året.",
)  # fmt: skip


LEDGER_YEAR = Code(
    "XL179", ERROR, "Bokföringsfilen gäller ett annat år",
    "Filen {name} gäller räkenskapsåret {years}, och arbetsboken {year}.",
    "Exportera filen för {year}, eller rätta År på bladet Uppgifter.",
    "Fjolårets bokföring mot årets budget ger avvikelser som inte finns.",
    "Filen från i fjol låg kvar i mappen.",
    "Ha året i filens namn, och ta bort fjolårets.",
)  # fmt: skip


LEDGER_CURRENCY = Code(
    "XL180", ERROR, "Bokföringen är i en annan valuta",
    "Filen {name} är i {currency}, och xltool räknar i kronor.",
    "Exportera filen i svenska kronor (#VALUTA SEK).",
    "Belopp i en annan valuta går inte att jämföra med en budget i kronor.",
    "Ett bolag som redovisar i euro.",
    "Välj SEK när ni exporterar.",
)  # fmt: skip


LEDGER_BROKEN_YEAR = Code(
    "XL181", INFO, "Brutet räkenskapsår",
    "Filen {name} gäller ett brutet räkenskapsår, {years}. Det läses som {year}.",
    "Inget behöver göras om arbetsboken gäller samma tolv månader.",
    "Ett brutet år heter efter det kalenderår det börjar i.",
    "Räkenskapsåret går från juli till juni.",
    "Skriv året som räkenskapsåret börjar i vid År på bladet Uppgifter.",
)  # fmt: skip


LEDGER_SOURCES_DIFFER = Code(
    "XL182", WARNING, "Bokföringsfilen säger emot sig själv",
    "{others} skiljer sig från {first} på {accounts} i {name}. Det som räknas är {first}.",
    "Fråga dem som gjort exporten vilka belopp som stämmer.",
    "En fil säger samma sak flera gånger, som årssaldo, månadssaldo och verifikationer. De ska ge samma summa.",
    "Verifikationerna är exporterade för en månad, saldona för hela året.",
    "Exportera allt ur filen med samma period.",
)  # fmt: skip


LEDGER_OBJECTS_ASSUMED = Code(
    "XL183", WARNING, "Objektens rader kan inte prövas",
    "{name} har belopp både utan objekt och på objekt ({column}), och inget i filen visar om de ska läggas ihop. "
    "Raderna utan objekt räknas som hela beloppet.",
    "Kontrollera summorna mot ekonomisystemet, eller exportera SIE typ 4, som går att pröva.",
    "De flesta program upprepar beloppet på objekten, några skriver bara resten utan objekt.",
    "En fil med budget på ansvar men utan årssaldon.",
    "Exportera med årssaldon (#RES), så går det att pröva.",
)  # fmt: skip


OBJECT_BUDGET = Code(
    "XL184", ERROR, "Budget bara på objekt",
    "{name} har budget bara på objekt för {accounts}, tillsammans {sum} kr. Det framgår inte om den ingår i budgeten.",
    "Skriv räknas eller räknas inte vid Budget per objekt på bladet Uppgifter.",
    "Där konton har budget utan objekt är den hela budgeten. En budget bara på objekt kan vara en egen budget eller en fördelning.",
    "Projekten har en budget på konton som nämnden inte har budgeterat.",
    "Budgetera på samma sätt på alla konton.",
)  # fmt: skip


LEDGER_PERIOD = Code(
    "XL185", ERROR, "Bokföringen når inte till rätt månad",
    "Filen {name} {problem}, och arbetsboken gäller {wanted}.",
    "Exportera filen till och med rätt månad, eller skriv månaden vid Period på bladet Uppgifter.",
    "Åtta månaders utfall mot tolv månaders budget ser ut som ett stort överskott.",
    "Filen togs ut i september, och bokslutet är klart i januari.",
    "Exportera på nytt när perioden är stängd.",
)  # fmt: skip


LEDGER_ASIDE = Code(
    "XL186", INFO, "Poster i bokföringsfilen som inte räknas",
    "{what} i {name} räknas inte: {accounts}.",
    "Inget behöver göras.",
    "Driften är konton i klass 3 till 8, och budgeten är årets.",
    "Konto 9999 används internt.",
    "Exportera bara det som ska med.",
)  # fmt: skip


LEDGER_VOUCHERS = Code(
    "XL187", WARNING, "Verifikationer som inte stämmer",
    "{count} i {name} {problem} (rad {lines}).",
    "Visa raderna för dem som sköter bokföringen.",
    "En verifikation ska balansera och höra till räkenskapsåret.",
    "En verifikation är daterad i januari nästa år.",
    "Stäng perioden innan ni exporterar.",
)  # fmt: skip


SELECTION_UNKNOWN = Code(
    "XL188", ERROR, "Urvalet finns inte i bokföringen",
    "Urval på bladet Uppgifter säger {value}, men {name} {problem}.",
    "Rätta Urval, till exempel Ansvar 4100. Det som finns: {found}.",
    "Ett felskrivet urval skulle ge en nämnd utan belopp, eller med en annans.",
    "Ansvar 410, när nämndens ansvar är 4100.",
    "Kopiera ansvarets nummer ur ekonomisystemet.",
)  # fmt: skip


LEDGER_TWICE = Code(
    "XL189", ERROR, "Två underlag",
    "Arbetsboken har bladet {sheet}, och filen {name} är också ett underlag.",
    "Ta bort bladet ur arbetsboken, eller flytta filen till en annan mapp.",
    "Beloppen skulle komma från ett av dem, och ingen vet vilket.",
    "Bladet klistrades in i fjol, och i år ligger en SIE-fil bredvid.",
    "Ha bokföringen på ett ställe.",
)  # fmt: skip


LEDGERS_BESIDE = Code(
    "XL190", ERROR, "Flera bokföringsfiler",
    "Bredvid {name} ligger flera filer med bokföring: {files}.",
    "Säg vilken som gäller: xltool process {name} --ledger FIL. Eller flytta de andra.",
    "Två filer kan vara två exporter av samma bokföring, och bara en av dem är den rätta.",
    "budget.se från januari och budget.csv från februari.",
    "Ta bort den gamla när ni hämtat en ny.",
)  # fmt: skip


NOT_A_LEDGER = Code(
    "XL191", ERROR, "Filen är ingen bokföring",
    "Filen {name} går inte att läsa som bokföring: {problem}.",
    "Ta ut bokföringen som SIE (typ 2, 3 eller 4), eller som CSV med en rubrikrad som har Konto och Belopp eller Utfall.",
    "xltool läser SIE-filer och textfiler med kolumner. Innehållet avgör, inte namnet.",
    "En webbsida har sparats med ändelsen .se.",
    "Använd ekonomisystemets export till fil.",
)  # fmt: skip


LEDGER_PASSED_OVER = Code(
    "XL192", WARNING, "Filen bredvid är ingen bokföring",
    "Filen {name} bredvid arbetsboken är inte läst: {problem}.",
    "Är den underlaget, ge den en rubrikrad med Konto och Utfall. Är den något annat, ge den ett annat namn.",
    "En textfil med arbetsbokens namn läses som dess bokföring.",
    "Anteckningar i budget.txt bredvid budget.xlsx.",
    "Ge anteckningar ett eget namn.",
)  # fmt: skip


LEDGER_REPLACES = Code(
    "XL193", INFO, "Bokföringsfilen ersätter bladet",
    "Filen {name} gäller i stället för bladet {sheet}, som ett tidigare resultat har.",
    "Inget behöver göras.",
    "Bladet i ett resultat är bokföringen som den var då.",
    "xltool process budget-resultat.xlsx --ledger bokföring.se",
    "Kör på arbetsboken, inte på resultatet.",
)  # fmt: skip


LEDGER_ENDS_EARLY = Code(
    "XL194", WARNING, "Bokföringen kan sluta för tidigt",
    "{name} säger inte hur långt den når (#OMFATTN), och den sista månaden med belopp är {month}.",
    "Gäller arbetsboken en del av året, skriv månaden vid Period på bladet Uppgifter.",
    "En fil som slutar i augusti ger åtta månaders utfall mot tolv månaders budget.",
    "Programmet skriver inte #OMFATTN.",
    "Exportera när året är stängt.",
)  # fmt: skip


LEDGER_LATER = Code(
    "XL195", WARNING, "Rader efter perioden",
    "{count} på bladet {sheet} gäller månader efter {month} och räknas inte: {sum}.",
    "Kontrollera Period på bladet Uppgifter. Är den rätt behöver inget göras.",
    "Delåret gäller till och med sin månad, och senare belopp hör till nästa uppföljning.",
    "Delår i augusti, och bokföringen är uttagen i oktober.",
    "Ta ut underlaget till och med perioden.",
)  # fmt: skip


LEDGER_SELECTED = Code(
    "XL196", INFO, "Rader utanför urvalet",
    "{count} på {sheet} hör inte till urvalet {value} och räknas inte: {sum}.",
    "Inget behöver göras.",
    "Urval på bladet Uppgifter tar nämndens del ur en större bokföring.",
    "Urval: Ansvar 4100.",
    "Ta ut bara nämndens ansvar.",
)  # fmt: skip


LEDGER_VOUCHERS_ALONE = Code(
    "XL197", WARNING, "Bara verifikationer",
    "{name} har verifikationer men inga saldon att stämma av dem mot.",
    "Kontrollera att filen är hela årets bokföring (SIE 4E), inte en importfil (4I) med en del av den.",
    "En importfil bär några verifikationer och ser annars likadan ut.",
    "Filen kommer från ett försystem.",
    "Exportera SIE typ 4 med saldon.",
)  # fmt: skip


DIMENSIONS_NOT_USED = Code(
    "XL198", INFO, "Kolumnen skiljer inte detaljrader åt",
    "Inget i kolumnen {column} finns i underlaget ({sheet}), så raderna tar hela konton.",
    "Ska kolumnen välja detaljrader, skriv samma koder som i bokföringen.",
    "En kolumn med samma namn som en av bokföringens väljer rader där, om de har något gemensamt.",
    "Verksamhet är Bygglov på raden och 215 i bokföringen.",
    "Använd bokföringens koder.",
)  # fmt: skip
