"""The controller's chapters: the template, the department's own table, re-runs, interim reports, the ledger, many boards, Word."""

from __future__ import annotations

from xltool.handbook.blocks import Chapter, Commands, Grid, Points, Section, Steps

TEMPLATE = Chapter(
    "mallen",
    "Mallen",
    (
        Section(
            "Få en mall att fylla i",
            (
                Commands(
                    (
                        "xltool template --year 2025",
                        "xltool template --year 2025 --kind netto",
                        "xltool template --year 2025 --kind delår --period augusti",
                        "xltool template --year 2025 --underlag",
                    )
                ),
                "Den första raden ger mallen med konton, de andra mallen för nettokostnader, för ett delår, och med ett blad för bokföringens rader. "
                "`--kind verksamhet` ger nettokostnader i grupper.",
            ),
        ),
        Section(
            "Nästa års arbetsbok",
            (
                Commands(("xltool template --from budget-2024.xlsx",)),
                "Rader, mål och medlemmar följer med. Årets utfall blir fjolårets kolumn, och avslutade projekt lämnas kvar i det gamla året. Har ni lärt "
                "xltool era egna ord skrivs mallen i dem.",
            ),
        ),
        Section(
            "Att fylla i",
            (
                Points(
                    (
                        "De ljusblå cellerna är era. Andra räknas ut.",
                        "Börja med bladet *Uppgifter*: nämnd, år och enhet. Skriv kommunens färg vid *Färg*, till exempel `#1F4E79`, så får resultatet den.",
                        "Intäkter skrivs med minustecken och kostnader utan, om Uppgifter inte säger något annat.",
                        "Skriv 0 där det är noll. Ett tomt belopp är en fråga, aldrig en nolla.",
                        "Bara *Driftredovisning* måste finnas. Saknas ett annat blad lämnas den delen ute, och det står i en varning.",
                        "Kolumner får byta plats, och egna kolumner och blad får finnas. Rubrikens ord är det som räknas; årtal och enhet får stå med.",
                    )
                ),
                "Alla blad och kolumner står i [Bladen och kolumnerna](#kolumner).",
            ),
        ),
    ),
)

OWN_TEMPLATE = Chapter(
    "egen-mall",
    "Er egen mall",
    (
        Section(
            "Det mesta läses som det är",
            (
                "Förvaltningens egen tabell behöver sällan ändras. Rubriker som *Bokslut*, *Årsbudget* och *Utfall t.o.m. dec* förstås, i upp "
                "till tre rubrikrader. Vad xltool har läst, och varför, står på bladet Kontroll under *Så lästes arbetsboken*.",
            ),
        ),
        Section(
            "Lär xltool era ord",
            (
                "Går ett blad eller en rubrik inte att förstå säger xltool det, och frågar i stället för att gissa. Då gör ni så här:",
                Steps(
                    (
                        "Kör `xltool translate budget.xlsx`. Filen `översättning.xlsx` läggs bredvid arbetsboken, ifylld så långt det går.",
                        "Öppna den. Välj i kolumnen *Läses som* vad var och en av era rubriker är; ett streck (–) betyder att den inte ska läsas. Skriv `ja` "
                        "där förslaget är rätt.",
                        "Spara och stäng, och kör `xltool translate budget.xlsx` en gång till: då ser ni vad siffrorna blir.",
                        "Kör `xltool process budget.xlsx`.",
                    )
                ),
                "Filen gäller alla arbetsböcker i samma mapp, också nästa års.",
                Grid(
                    "Kolumnerna i översättning.xlsx",
                    ("Kolumn", "Vad den säger"),
                    (
                        ("Blad", "Ert blad; tomt betyder alla blad"),
                        ("Rubrik", "Er rubrik, eller `(hela bladet)` på raden som säger vad bladet är"),
                        ("Grupprubrik", "Rubriken ovanför, när den spänner över flera kolumner"),
                        (
                            "Läses som",
                            "Ett av xltools blad eller rubriker, eller – för det som inte ska läsas",
                        ),
                        ("Tecken", "+ lägger ihop flera rader med samma Läses som, − vänder tecknet"),
                        ("Förslag", "Vad xltool tror. Inget läses förrän ni säger ja"),
                    ),
                ),
            ),
        ),
    ),
)

AGAIN = Chapter(
    "igen",
    "Köra igen",
    (
        Section(
            "Det ni har skrivit följer med",
            (
                "Arbeta gärna i resultatet: kommentarer, egna bedömningar, gränser på Uppgifter, egna meningar, egna blad. När arbetsboken ändras kör ni "
                "`xltool process` igen, och allt detta följer med till rätt rad, också när raderna har bytt plats.",
                Points(
                    (
                        "En text vars rad inte finns längre, eller inte säkert går att känna igen, står på Kontroll under *Utan rad*. Inget kastas.",
                        "Den version som ni hade skrivit i sparas bredvid, med dag och klockslag i namnet. Tio sparas; `--keep` ändrar det.",
                        "Är resultatet öppet i Excel skrivs det nya som `budget-resultat (2).xlsx`. Stäng det gamla och kör igen.",
                    )
                ),
            ),
        ),
        Section(
            "En siffra som är ändrad i resultatet",
            (
                "Siffror rättas i er arbetsbok. Är en siffra ändrad i resultatet stannar xltool och visar båda, för två olika siffror för samma sak får inte "
                "avgöras i tysthet. Rätta i arbetsboken, eller bestäm vilken som gäller:",
                Commands(
                    ("xltool process budget.xlsx --input-wins", "xltool process budget.xlsx --result-wins")
                ),
                "`--input-wins` betyder att arbetsbokens siffror gäller, `--result-wins` att resultatets gör det.",
            ),
        ),
        Section(
            "Vad har ändrats?",
            (
                Commands(("xltool diff budget-resultat_2025-02-01_0915.xlsx budget-resultat.xlsx",)),
                "Två resultat, två arbetsböcker, eller ett av varje, rad för rad.",
            ),
        ),
        Section(
            "Fjolårets siffror",
            (
                "Ligger fjolårets arbetsbok bredvid, med samma namn och året före, jämförs fjolårskolumnen med den, rad för rad. `--against` namnger en annan "
                "fil, och fyller i kolumnen om den saknas.",
            ),
        ),
    ),
)

INTERIM = Chapter(
    "delår",
    "Delårsrapporter",
    (
        Section(
            "Så blir det ett delår",
            (
                "Skriv månaden vid *Period* på Uppgifter, till exempel augusti. Då är det *Prognos* för helåret som bedöms mot budgeten; periodens budget "
                "och utfall och den förra prognosen står bredvid. Mål utan prognos bedöms efter det som är uppnått hittills.",
                "Har rapporten ingen prognos: skriv *bara perioden* vid *Rapport omfattar*. Då bedöms periodens utfall mot periodens budget.",
                Commands(
                    (
                        "xltool template --from budget-april.xlsx --period augusti",
                        "xltool template --from budget-augusti.xlsx --period helår",
                    )
                ),
                "Så går ni från en rapport till nästa samma år: budgeten står kvar, och prognosen blir den förra prognosen.",
            ),
        ),
        Section(
            "Årets rapporter",
            (
                Commands(("xltool year mappen",)),
                "Skriv månaderna vid *Rapporter* på Uppgifter (april, augusti, helår), så säger `xltool year` vilka som finns, vilka som fattas och hur "
                "prognoserna slog in.",
            ),
        ),
    ),
)

LEDGER = Chapter(
    "bokföringen",
    "Bokföringen: SIE och CSV",
    (
        Section(
            "Rader som summor av bokföringen",
            (
                "En rad vars *Konto* säger vilka konton den är (5010, 5010–5099 eller 50*) och vars utfall är tomt får det som summa av "
                "bokföringens rader, som en formel. Ett konto som ingen rad tar, eller som två rader tar, är ett fel med sin summa.",
                Points(
                    (
                        "Som ett blad: lägg raderna på bladet *Underlag* i arbetsboken.",
                        "Som en fil: lägg `budget.se` (SIE typ 1–4) eller `budget.csv` bredvid `budget.xlsx`, med samma namn. Eller namnge den med `--ledger`.",
                        "En del av en större bokföring: skriv till exempel `Ansvar 4100` vid *Urval* på Uppgifter.",
                    )
                ),
                Commands(
                    (
                        "xltool process budget.xlsx --ledger bokföring.se",
                        "xltool process budget.xlsx --by Ansvar",
                        "xltool process budget.xlsx --by Ansvar --files",
                    )
                ),
                "Den andra raden lägger till två blad: summor per ansvar, och varje ansvars rader med avvikelse och kommentar. Den tredje skriver också en "
                "arbetsbok för varje ansvar i mappen `budget-per-ansvar`, utan de andras siffror. När de ansvariga har skrivit sina kommentarer i dem och sparat hämtas de "
                "vid nästa körning. Bladet Kontroll säger vilken fil, vilket program och vilka poster som har gett "
                "beloppen.",
            ),
        ),
    ),
)

MANY = Chapter(
    "flera",
    "Flera nämnder, och en bevakad mapp",
    (
        Section(
            "En mapp i taget",
            (
                Commands(
                    ("xltool process mappen", "xltool overview workbooks/ut", "xltool watch workbooks/in")
                ),
                "Den första raden gör resultat av alla arbetsböcker i mappen, den andra en översikt över alla nämnder (`Översikt.xlsx`). Den tredje bevakar en "
                "mapp: det som läggs dit får sitt resultat, och det som ändras ett nytt. Ctrl+C avslutar.",
            ),
        ),
    ),
)

WORD = Chapter(
    "word",
    "Rapporten i Word",
    (
        Section(
            "Rapporten bredvid resultatet",
            (
                Commands(("xltool report budget.xlsx",)),
                "Årsredovisningen eller delårsrapporten med tabeller, meningar, diagram och era texter från bladet *Texter*, i er Wordmall om den ligger "
                "bredvid som `rapportmall.docx`. Rapporten heter som arbetsboken med `-rapport` efter namnet. Skriv gärna vidare i den: nästa körning byter bara "
                "ut det som xltool har skrivit, och har ni ändrat också det får ni frågan vilken text som gäller.",
            ),
        ),
    ),
    needs=("report",),
)
