"""XL6xx: members and their shares."""

from __future__ import annotations

from xltool.findings.finding import ERROR, Code

BAD_WEIGHT = Code(
    "XL601", ERROR, "Fördelningsnyckeln saknas eller är negativ",
    "{name}: {column} {problem}.",
    "Skriv ett tal som är noll eller större.",
    "Varje medlem måste ha ett värde i nyckeln, annars får de andra betala för den.",
    "Invånare är tom för en kommun.",
    "Hämta alla kommuners värden från samma datum.",
)  # fmt: skip


NO_WEIGHTS = Code(
    "XL602", ERROR, "Fördelningsnyckeln summerar till noll",
    "Kolumnen {column} summerar till noll.",
    "Fyll i nyckeln för minst en medlem.",
    "Det går inte att fördela efter en nyckel som är noll för alla.",
    "Kolumnen Invånare är nollställd.",
    "Fyll i nyckeln innan du kör.",
)  # fmt: skip


DUPLICATE_MEMBER = Code(
    "XL603", ERROR, "Samma medlem två gånger",
    "{name} finns två gånger, första gången i {first}.",
    "Ta bort den ena raden.",
    "En medlem som finns två gånger får betala två gånger.",
    "Askersund är inskriven både överst och nederst.",
    "Sortera på Kommun och se efter dubbletter.",
)  # fmt: skip


UNKNOWN_KEY = Code(
    "XL604", ERROR, "Fördelningsnyckeln finns inte",
    "Fördelningsnyckeln är »{value}«, men bladet {sheet} har ingen sådan kolumn med tal. Det har: {found}.",
    "Skriv en av kolumnernas rubriker som Fördelningsnyckel på bladet Uppgifter.",
    "Nyckeln är en kolumn på medlemsbladet. xltool väljer ingen annan på egen hand.",
    "Fördelningsnyckel är »Antal datorer«, men kolumnen heter Datorer.",
    "Kopiera rubriken och klistra in den på Uppgifter.",
)  # fmt: skip
