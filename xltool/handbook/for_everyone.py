"""What everybody reads first: what xltool is, the first five minutes, what the result is."""

from __future__ import annotations

from xltool.handbook.blocks import Chapter, Commands, Picture, Points, Section, Steps

WHAT_IT_IS = Chapter(
    "vad",
    "Vad xltool är",
    (
        Section(
            "Vem läser vad",
            (
                Points(
                    (
                        "Ni som är *controller* eller ekonom och gör arbetet: läs [De första fem minuterna](#fem-minuter) och sedan det som ni "
                        "behöver.",
                        "Ni som är *chef* och ska läsa och svara för siffrorna: läs [För chefen](#chefen). Det tar några minuter.",
                        "Ni som arbetar med *IT* och ska installera: läs [För IT](#it) och [Det här gör xltool aldrig](#aldrig).",
                        "Har ni fått en anmärkning med en kod, till exempel XL402: slå upp den i [Alla anmärkningar](#koder).",
                    )
                ),
            ),
        ),
    ),
    intro=(
        "xltool tar nämndens arbetsbok i Excel, kontrollerar den och gör en ny arbetsbok: resultatet. Där finns driftredovisning, "
        "investeringar, måluppfyllelse, fördelning på medlemmar, meningar till årsredovisningen och en kontrollsida. Alla siffror som räknas ut är vanliga "
        "formler i Excel. Ni arbetar vidare i resultatet som i vilken arbetsbok som helst.",
        Picture(
            "flode",
            "Tre rutor efter varandra: er arbetsbok med budget och utfall, xltool som läser, kontrollerar och räknar, och resultatet med tabeller, diagram "
            "och formler. Under den mellersta rutan: blir något fel får ni en granskad kopia.",
            "Er arbetsbok ändras aldrig. Det nya läggs bredvid.",
        ),
    ),
)

FIVE_MINUTES = Chapter(
    "fem-minuter",
    "De första fem minuterna",
    (
        Section(
            "Ett första resultat",
            (
                Steps(
                    (
                        "Lägg arbetsboken i mappen `workbooks/in`. Har ni ingen ännu, gör en med `xltool template` eller prova med exemplet "
                        "`sydnarke-2023.xlsx` som ligger där från början.",
                        "Öppna ett terminalfönster i mappen som `workbooks` ligger i, och skriv `xltool process`. Det går också att skriva filens namn: "
                        "`xltool budget.xlsx`.",
                        "Läs det som står i fönstret: nettoresultatet, de största avvikelserna och anmärkningarna.",
                        "Öppna resultatet med `xltool open`. Det ligger i `workbooks/ut` och heter som er arbetsbok med `-resultat` efter namnet.",
                    )
                ),
                Commands(("xltool process", "xltool open")),
                "I Windows går det utan terminal, om xltool är installerat med sitt installationsprogram: dra arbetsboken till ikonen xltool på "
                "skrivbordet, eller högerklicka på den i Utforskaren och välj *Skicka till* och *xltool*. Resultatet öppnas, och en sida i webbläsaren säger "
                "vad som hittades. Finns xltool inte i menyn, kör `xltool install-sendto` en gång.",
                Picture(
                    "drift",
                    "Bladet Driftredovisning ur exemplets resultat. Kolumnerna är kontotext, budget, utfall, avvikelse och bedömning. Licenser & serviceavtal "
                    "har underskott 3 308 tkr, Kapitalkostnader överskott 1 044 tkr.",
                    "Driftredovisningen i resultatet. Tecken, ord och färg säger samma sak, så den går att läsa också i svartvitt.",
                ),
            ),
        ),
        Section(
            "När något är fel",
            (
                "Ett *fel* stoppar resultatet, för ett resultat som kan vara fel är sämre än inget. Då får ni i stället en kopia av er arbetsbok, "
                "`budget-granskad.xlsx`: alla fel står på dess första blad med länkar, och cellerna är utmärkta med en anteckning.",
                Picture(
                    "granskad",
                    "Ur den granskade kopian: cellen med utfallet ca 300 är utmärkt, och anteckningen vid den säger att det inte går att läsa som ett tal, "
                    "och vad ni skriver i stället.",
                    "Så ser ett fel ut i den granskade kopian.",
                ),
                Steps(
                    (
                        "Öppna den granskade kopian och läs det första bladet.",
                        "Rätta i *er egen* arbetsbok, inte i kopian. Spara.",
                        "Kör igen. När allt är rättat görs resultatet, och kopian tas bort.",
                    )
                ),
                "En *varning* säger att något bör ses över, en *upplysning* vad xltool har gjort. De stoppar inget, och står på bladet Kontroll. "
                "Vad en anmärkning betyder får ni veta med dess kod eller med ett ord:",
                Commands(("xltool explain XL402", "xltool explain avrundning")),
                "Vill ni bara kontrollera och inte skriva något: `xltool check budget.xlsx`.",
            ),
            "fel",
        ),
    ),
)
