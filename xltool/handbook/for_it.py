"""IT's chapters: what xltool never does, and how it is installed, run by itself and reported on."""

from __future__ import annotations

from xltool.handbook.blocks import Chapter, Commands, Grid, Points, Section

NEVER = Chapter(
    "aldrig",
    "Det här gör xltool aldrig",
    (
        Section(
            "Nätet, makron och era filer",
            (
                Points(
                    (
                        "Det öppnar ingen nätverksanslutning. Inget skickas någonstans, inte heller om något går fel, och det letar inte efter nya "
                        "versioner. Undantaget är det enda som ni själva ber om: `--scheduler`, som lämnar arbetet till ert eget kluster.",
                        "Det kör inga makron och lägger inga i resultatet. Länkar till andra filer öppnas inte och hämtas inte.",
                        "Det ändrar aldrig er arbetsbok. Det enda som skrivs är nya filer: resultatet, den granskade kopian, sparade versioner och det som ett "
                        "kommando säger att det skriver.",
                        "Det skriver inte över någons arbete. En version som någon har skrivit i sparas innan den ersätts.",
                        "Det har ingen tjänst, inget tillägg i Excel, ingen inloggning och ingen server.",
                        "Det gissar inte. Där underlaget går att läsa på två sätt frågar det.",
                    )
                ),
            ),
        ),
    ),
)

IT = Chapter(
    "it",
    "För IT",
    (
        Section(
            "Installera",
            (
                "xltool är ett Pythonprogram (Python 3.11 eller nyare) utan administratörsrättigheter. I en kopia av källkoden går vart och ett av dessa:",
                Commands(
                    (
                        "python3 -m venv .venv && .venv/bin/pip install .",
                        "pipx install .",
                        "uv tool install .",
                    )
                ),
                "I Windows ligger programmen i `.venv\\Scripts` i stället för `.venv/bin`. `xltool install-sendto` lägger xltool i Utforskarens meny Skicka "
                "till; `xltool install-sendto --remove` tar bort det.",
            ),
        ),
        Section(
            "Vad som skrivs var",
            (
                Grid(
                    "Filer som xltool skriver",
                    ("Fil", "Var", "När"),
                    (
                        (
                            "NAMN-resultat.xlsx",
                            "`workbooks/ut`, eller bredvid arbetsboken, eller mappen efter `--out`",
                            "vid `process` och `watch`",
                        ),
                        (
                            "NAMN-granskad.xlsx",
                            "samma mapp",
                            "när arbetsboken har fel; tas bort när den är rättad",
                        ),
                        (
                            "NAMN-resultat_DAG_KLOCKSLAG.xlsx",
                            "samma mapp",
                            "när ett resultat som någon har skrivit i ersätts",
                        ),
                        ("NAMN-rapport.docx", "samma mapp", "vid `report` och `--report`"),
                        ("översättning.xlsx", "bredvid arbetsboken", "vid `translate` och `watch`"),
                        (
                            "xltool-felrapport.txt",
                            "mappen som kommandot körs i",
                            "vid ett fel i xltool; den innehåller inget ur era filer",
                        ),
                        ("xltool-senast.html", "`xltool` i hemmappen", "vid `drop`: vad som hittades senast"),
                        ("handbok.html", "`xltool` i hemmappen", "vid `handbook`"),
                    ),
                ),
            ),
        ),
        Section(
            "Köra obevakat",
            (
                "Meddelanden går till standard ut och standard fel. `--json` ger ett JSON-objekt per arbetsbok, `--strict` räknar varningar som fel.",
                Grid(
                    "Slutkoder",
                    ("Slutkod", "Vad den betyder"),
                    (
                        ("0", "Varje arbetsbok har sitt resultat (vid `check`: har inga fel)"),
                        ("1", "Fel i en arbetsboks innehåll"),
                        ("2", "Kommandot är felskrivet"),
                        ("3", "En fil som inte går att läsa eller skriva"),
                        ("4", "Ett fel i xltool"),
                    ),
                ),
                "En arbetsbok läses i en egen process. `--timeout` och `--max-memory` sätter gränser för hur lång tid och hur mycket minne den får ta.",
            ),
        ),
        Section(
            "Tabbtangenten",
            (
                "`xltool completion` skriver det som låter bash, zsh, fish eller PowerShell fylla i kommandon och val. Raden att lägga i skalets startfil "
                "står i `xltool completion --help`.",
            ),
        ),
    ),
)

WINDOWS = Chapter(
    "windows",
    "För IT: Windows utan Python",
    (
        Section(
            "Installationsprogrammet",
            (
                Points(
                    (
                        "`xltool-VERSION-installer.exe` installerar för en användare, utan administratörsrättigheter och utan internet, i "
                        "`%LOCALAPPDATA%\\Programs\\xltool`. Python följer med, signerat av Python Software Foundation.",
                        "Tyst: `xltool-VERSION-installer.exe /S`. Tyst avinstallation: `avinstallera.exe /S` i samma mapp.",
                        "Utan installation: packa upp `xltool-VERSION-windows.zip` var som helst och starta `xltool.exe` där.",
                        "Kontrollera filen med `certutil -hashfile` mot SHA256SUMS. Innehåll och licenser står i `sbom.cdx.json` och mappen `licences`.",
                    )
                ),
            ),
        ),
    ),
    needs=("drop", "setup"),
)

PROBLEM = Chapter(
    "problem",
    "När xltool har fel",
    (
        Section(
            "Skicka felet utan att skicka siffrorna",
            (
                Commands(("xltool report-problem budget.xlsx",)),
                "Det gör en kopia, `xltool-felanmälan.xlsx`, med samma anmärkningar men utan nämndens namn, siffror och texter: belopp och ord är utbytta. "
                "Blad, rader, kolumner, format och formler står kvar, liksom rubriker och ord som xltool känner igen, årtal och kontonummer. Kommandot kontrollerar själv att inget finns kvar och att samma anmärkningar kommer, och säger "
                "om det inte lyckades. Titta i kopian innan ni skickar den till dem som sköter xltool.",
            ),
        ),
    ),
    needs=("report-problem",),
)
