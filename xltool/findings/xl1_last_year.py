"""XL170 to XL173: last year's workbook beside this year's (year.md §2)."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

LAST_YEAR_DIFFERS = Code(
    "XL170", WARNING, "Fjolårets belopp är inte som i fjolårets arbetsbok",
    "{what} skiljer sig från {file}: {rows}. {net}",
    "Kontrollera vilket som är rätt. Är beloppen omräknade, skriv det i Kommentar på raden.",
    "Fjolårets belopp ska vara de som redovisades då, om de inte har räknats om, till exempel för att en verksamhet har flyttats.",
    "Löner står till 3 000 i kolumnen Utfall 2022, men till 3 100 i 2022 års arbetsbok.",
    "Låt xltool template --from göra årets arbetsbok, så kommer fjolårets utfall med.",
)  # fmt: skip


LAST_YEAR_UNUSABLE = Code(
    "XL171", ERROR, "Filen är inte fjolårets arbetsbok",
    "{file} går inte att jämföra med: {why}.",
    "Ange fjolårets arbetsbok, eller resultatet av den, vid --against.",
    "Fjolårets belopp jämförs med hela det förra årets arbetsbok för samma nämnd.",
    "--against budget-2021.xlsx till en arbetsbok för 2023.",
    "Ge arbetsböckerna namn med årtal.",
)  # fmt: skip


OTHER_BOARD_BEFORE = Code(
    "XL172", INFO, "Fjolårets arbetsbok är en annan nämnds",
    "{file} är {other}s, och den här arbetsboken {board}s. De är jämförda ändå.",
    "Har nämnden bytt namn behöver ni inte göra något. Ange annars rätt fil vid --against.",
    "Nämnder byter namn och slås ihop. Då säger namnen inget om vilka belopp som hör ihop.",
    "Miljönämnden heter Miljö- och byggnadsnämnden från i år.",
    "Skriv samma namn vid Nämnd varje år.",
)  # fmt: skip


LAST_YEAR_TAKEN = Code(
    "XL173", INFO, "Fjolårets utfall är hämtat ur fjolårets arbetsbok",
    "{what} är hämtat ur {file}.{without}",
    "Vill ni ha andra belopp, lägg till kolumnen i er arbetsbok.",
    "Arbetsboken har ingen kolumn för fjolårets utfall, och den som anges med --against har beloppen.",
    "Kolumnen Utfall 2022 saknas, men xltool process --against budget-2022.xlsx hämtar den.",
    "Låt xltool template --from göra årets arbetsbok, så kommer fjolårets utfall med.",
)  # fmt: skip
