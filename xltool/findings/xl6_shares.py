"""XL6xx: members and their shares, what is said of the year in own words, and the municipality's colour."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

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
    "Fyll i nyckeln innan ni kör.",
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


MEMBER_OR_SUM = Code(
    "XL605", ERROR, "Medlem eller summa?",
    "»{name}« är precis summan av de {count} andra raderna.",
    "Är raden en summa, skriv Summa som dess namn. Är den en medlem, rätta nyckeln.",
    "En summa som läses som medlem får betala hälften av allt.",
    "Raden »Sydnärke« under medlemmarna, med allas invånare.",
    "Skriv Summa framför summan.",
)  # fmt: skip


WRONG_MEMBER_SUM = Code(
    "XL606", ERROR, "Medlemmarnas summa stämmer inte",
    "{name}: {column} är {stated}, men medlemmarna är tillsammans {computed}.",
    "Rätta summan, eller den medlem som är fel eller saknas.",
    "En summa som inte stämmer tyder på att en medlem saknas eller har fel tal, och då betalar de andra för den.",
    "Summa 41 915 när medlemmarna har 41 195 tillsammans.",
    "Låt Excel räkna summan med en formel.",
)  # fmt: skip


NOT_A_WHOLE = Code(
    "XL607", ERROR, "Andelarna är inte hundra procent",
    "Nyckeln {column} är i procent, men medlemmarna har tillsammans {together} %.",
    "Rätta andelarna, så att de tillsammans är 100 %.",
    "Fattas en del av det hela betalar medlemmarna för den ändå, utan att det syns.",
    "Andelarna 20, 30 och 45 %, och ingen har de sista 5.",
    "Summera kolumnen i Excel innan den används.",
)  # fmt: skip


NET_COST_SHARED = Code(
    "XL608", WARNING, "Hela nettokostnaden fördelas",
    "Raderna är nettokostnader utan medlemmarnas bidrag, så hela nettokostnaden {amount} fördelas på medlemmarna.",
    "Har medlemmarna redan betalat, lägg till deras bidrag bland raderna med Intäkt i kolumnen Typ, och Kostnad på de andra.",
    "Det som fördelas är nettoresultatet. Utan bidragen är det allt som nämnden har kostat.",
    "Raderna är Bygglov 900 och Miljötillsyn 700, och bladet Medlemmar finns.",
    "Ta med medlemmarnas bidrag som en rad i driftredovisningen.",
)  # fmt: skip


KEY_NOT_A_WHOLE = Code(
    "XL609", ERROR, "Nyckelns delar är inte hundra procent",
    "Den blandade nyckeln »{key}« är tillsammans {together} %.",
    "Rätta procentsatserna, så att de tillsammans är 100 %.",
    "Fattas en del av det hela går det inte att säga efter vilken nyckel den ska betalas.",
    "Fördelningsnyckeln »Invånare 70 %; Fast andel 20 %«.",
    "Skriv nyckeln som i samverkansavtalet.",
)  # fmt: skip


NOT_DEBITED = Code(
    "XL610", ERROR, "Debiterat saknas",
    "{name} har inget i kolumnen Debiterat, men andra medlemmar har det.",
    "Skriv vad medlemmen har debiterats, eller 0.",
    "Utan det går det inte att säga vad som är kvar att betala.",
    "En medlem är ny, och cellen är tom.",
    "Hämta beloppen ur kundreskontran för alla medlemmar på samma gång.",
)  # fmt: skip


CONTRIBUTIONS_MISSING = Code(
    "XL611", ERROR, "Vilka rader är medlemmarnas bidrag?",
    "Medlemmarna har debiterats {sum}, men Uppgifter säger inte vilka rader i driftredovisningen som är deras bidrag.",
    "Skriv radernas namn vid Bidragsrader på Uppgifter.",
    "Den slutliga avgiften är kostnaderna minus de andra intäkterna. Då måste det framgå vilka intäkter som är medlemmarnas egna.",
    "Kolumnen Debiterat är ifylld, och Bidragsrader saknas.",
    "Kopiera radens namn ur driftredovisningen.",
)  # fmt: skip


CONTRIBUTION_UNKNOWN = Code(
    "XL612", ERROR, "Bidragsraden finns inte",
    "Bidragsrader är »{value}«, men driftredovisningen har ingen sådan rad.",
    "Skriv radens namn eller konto som i driftredovisningen, med semikolon mellan flera.",
    "Utan raden går det inte att skilja medlemmarnas bidrag från andra intäkter.",
    "Bidragsrader är »Kommunbidrag«, men raden heter Driftbidrag från kommuner.",
    "Kopiera radens namn ur driftredovisningen.",
)  # fmt: skip


DEBITED_OTHERWISE = Code(
    "XL613", ERROR, "Debiterat stämmer inte med bidragen",
    "Medlemmarna har debiterats {debited}, men bidragsraderna är {booked}.",
    "Rätta Debiterat eller raden, eller ta med fler rader i Bidragsrader.",
    "Det som är debiterat är det som är bokfört som bidrag. Skiljer de sig blir det fel på alla fakturor.",
    "En faktura är krediterad i bokföringen, men inte i kolumnen Debiterat.",
    "Stäm av kundreskontran mot bidragskontot innan ni kör.",
)  # fmt: skip


OTHER_SHARES = Code(
    "XL614", WARNING, "Två nycklar som ger olika andelar",
    "{name} har {stated} % i kolumnen {column}, men {computed} % efter {key}, som resultatet fördelas efter.",
    "Skriv vid Fördelningsnyckel på bladet Uppgifter vilken kolumn som gäller.",
    "Finns det två nycklar på bladet och Uppgifter inte väljer, betalar medlemmarna kanske efter fel nyckel.",
    "Andelarna i avtalet är 40 och 60 %, men invånarna ger 33 och 67 %.",
    "Ange alltid Fördelningsnyckel när bladet har flera nycklar.",
)  # fmt: skip


OTHER_DUE = Code(
    "XL621", WARNING, "Beloppen på medlemsbladet är andra än fördelningen",
    "{name} har {stated} i kolumnen {column}, men fördelningen efter {key} ger {computed}.",
    "Se efter vad kolumnen är. Har medlemmarna redan debiterats beloppen, skriv rubriken Debiterat. Är de en tidigare fördelning, kontrollera nyckeln eller ta bort kolumnen.",
    "Två belopp för samma medlem hamnar lätt på två papper. Resultatet visar bara det som är uträknat.",
    "Kolumnen Belopp räknades på förra årets invånarantal.",
    "Låt xltool räkna beloppen, och skriv bara namn och nyckel på medlemsbladet.",
)  # fmt: skip


PALE_COLOUR = Code(
    "XL615", INFO, "Färgen är för ljus",
    "Färgen {colour} har kontrasten {contrast} mot vitt. Resultatet använder {used}, som är samma färg men mörkare.",
    "Inget behöver göras. Skriv en mörkare färg om ni vill välja den själva.",
    "Vit text på en ljus färg går inte att läsa för alla. Lagen om tillgänglighet till digital offentlig service kräver kontrasten 4,5.",
    "Färg är #FFCC00, som är gul.",
    "Ta den mörkaste av färgerna i kommunens grafiska profil.",
)  # fmt: skip


SENTENCE_STALE = Code(
    "XL629", WARNING, "En egen text har en gammal siffra",
    "Er egen text på Rapporttext ({place}) nämner {figures}, som inte längre finns i arbetsboken.",
    "Läs texten, och skriv de siffror som gäller nu.",
    "En mening som någon har skrivit om följer inte siffrorna. När de ändras säger texten något annat än tabellerna.",
    "»Underskottet blev 1 733 tkr«, och resultatet är nu 1 800 tkr.",
    "Låt den uträknade meningen stå kvar, och skriv det egna i en cell bredvid.",
)  # fmt: skip
