"""XL7xx: the report in Word, and the prose that goes into it."""

from __future__ import annotations

from xltool.findings.finding import ERROR, WARNING, Code

UNKNOWN_FIGURE = Code(
    "XL700", ERROR, "Siffran finns inte på listan",
    "Texten hämtar siffran »{value}«, som xltool inte känner.",
    "{meant}Skriv ett av namnen inom klamrarna: {choices}.",
    "Namn inom klamrar byts mot siffror ur arbetsboken. Ett okänt namn skulle stå kvar i rapporten.",
    "Inom klamrarna står Nettoresultatet i stället för Nettoresultat.",
    "Kopiera namnet från en text där det fungerar.",
)  # fmt: skip


FIGURE_MISSING = Code(
    "XL701", WARNING, "Siffran finns inte i arbetsboken",
    "Texten hämtar {value}, men arbetsboken har ingen sådan siffra. I rapporten står – i stället.",
    "Ta bort siffran ur texten, eller fyll i bladet som den kommer från.",
    "En siffra ur ett blad som saknas kan ingen räkna fram.",
    "Texten nämner investeringarna, men arbetsboken har inget investeringsblad.",
    "Läs igenom texterna när ett blad tas bort.",
)  # fmt: skip
