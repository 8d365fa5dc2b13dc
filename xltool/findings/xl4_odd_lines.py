"""XL4xx: lines that may be in another unit, of the other kind or no money at all."""

from __future__ import annotations

from xltool.findings.finding import ERROR, WARNING, Code

UNIT_OF_PART = Code(
    "XL454", WARNING, "Är en del av raderna i en annan enhet?",
    "{rows} på bladet {sheet} kan vara i en annan enhet än de andra: {why}.",
    "Räkna om dem till {unit} om det är så. Är beloppen rätta behöver inget göras.",
    "Några rader i kronor bland andra i tkr blir tusen gånger för stora i alla summor.",
    "Kostnaderna är hämtade i kronor och intäkterna inskrivna i tkr.",
    "Hämta alla belopp i samma enhet.",
)  # fmt: skip


ODD_LINE = Code(
    "XL455", WARNING, "Har raden omvänt tecken?",
    "{name} har ett annat tecken än bladets övriga {lines} ({amount}), och ingen summa på bladet visar att det är rätt.",
    "Vänd tecknet, eller rätta Typ. Är det till exempel en återbetalning, skriv det i kolumnen Kommentar.",
    "En kostnad med fel tecken ändrar resultatet med dubbla beloppet.",
    "Typ är Kostnad på alla rader, men Kapitaltjänst har minus.",
    "Låt bladet ha summarader: de visar om tecknen är rätta.",
)  # fmt: skip


NO_MONEY = Code(
    "XL456", ERROR, "Är raden ett belopp?",
    "{name} ser inte ut att vara pengar, men står bland raderna och skulle räknas med i {lines}.",
    "Skriv i kolumnen Typ vad raden är, eller ta bort den.",
    "Antal och nyckeltal i en summa av kronor ger ett fel som knappt syns.",
    "Raden Antal årsarbetare sist bland kostnaderna.",
    "Ha nyckeltal på ett eget blad.",
)  # fmt: skip


UNIT_TOO_SMALL = Code(
    "XL457", WARNING, "Är beloppen i en större enhet?",
    "Beloppen på bladet {sheet} summerar bara till {sum} {unit}, och de är skrivna med {decimals} decimaler.",
    "Kontrollera Enhet på bladet Uppgifter. Är den rätt behöver inget göras.",
    "Belopp i mnkr som läses som tkr blir tusen gånger för små.",
    "Enhet säger tkr, men beloppen är hämtade i mnkr.",
    "Skriv enheten på Uppgifter när ni hämtar beloppen.",
)  # fmt: skip


PART_OR_LINE = Code(
    "XL458", ERROR, "En del av raden ovanför eller en egen rad?",
    "{name} står under varav, men är själv eller tillsammans med de andra delarna mer än {whole}.",
    "Skriv i kolumnen Typ om raden är en del (Varav) eller en egen rad.",
    "Delar under varav räknas inte, för de ingår redan i raden ovanför.",
    "Under varav står Skolan 1 000, och därefter Lokaler 1 900, fast Löner är 2 143.",
    "Skriv varav framför varje del.",
)  # fmt: skip


PROJECTS_TURNED = Code(
    "XL459", WARNING, "Har projekten omvänt tecken?",
    "De flesta beloppen på bladet {sheet} har tecknet för inkomster, om de skrivs som kostnaderna i driften.",
    "Vänd tecknen om det är utgifter.",
    "Utgifter med fel tecken gör att investeringarna ser ut som inkomster.",
    "Driften har kostnader med plus, men projektens utgifter är skrivna med minus.",
    "Skriv projekten med samma tecken som kostnaderna.",
)  # fmt: skip
