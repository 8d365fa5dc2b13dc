"""XL162–XL169: the detail rows by a column, and the files of those who explain their own variances."""

from __future__ import annotations

from xltool.findings.finding import INFO, WARNING, Code

LINES_NOT_CROSSED = Code(
    "XL162", INFO, "För många delar för att visa rad för rad",
    "Kolumnen {column} delar raderna i {count} delar. Bara kolumnens summor är med, inte raderna för varje värde.",
    "Vill ni se raderna för varje värde, välj en kolumn med färre värden.",
    "Varje del är en formel över hela underlaget. Så många gör arbetsboken mycket långsam att räkna om.",
    "xltool process budget.xlsx --by Projekt, där kolumnen har 1 900 projekt.",
    "Summera per ansvar eller verksamhet, som har färre värden.",
)  # fmt: skip


ANSWER_UNREADABLE = Code(
    "XL163", WARNING, "En fil med förklaringar går inte att ta in",
    "Kommentarerna i {file} har inte hämtats. {why}",
    "Öppna filen och kontrollera den, och kör igen. Den ligger kvar som den är.",
    "Det som någon har skrivit skrivs aldrig över osett.",
    "Filen budget-per-ansvar/4100 Bygglov.xlsx är fjolårets.",
    "Låt bladen i filen ha kvar sina namn, och ha en mapp för varje års arbetsbok.",
)  # fmt: skip


ANSWERS_TAKEN = Code(
    "XL164", INFO, "Kommentarer är hämtade",
    "{what} är hämtade från {files}.",
    "Inget behöver göras. De står i kolumnen Kommentar på de blad som heter Rader per.",
    "De som förklarar sina egna avvikelser skriver i sina egna filer.",
    "Ansvarig för 4100 har skrivit varför lönerna blev högre.",
    "Spara filerna i mappen innan ni kör.",
)  # fmt: skip


ANSWERS_DIFFER = Code(
    "XL165", WARNING, "Två kommentarer på samma rad",
    "På raden {place} stod »{here}« i resultatet, och i {file} står »{said}«. Båda är med, efter varandra.",
    "Ta bort den som inte gäller i resultatet, eller kör --files så att filen får samma text.",
    "Den som skrev i filen har inte sett det som stod i resultatet, och xltool väljer inte mellan två förklaringar.",
    "Ekonomen skrev »Vakant tjänst« i resultatet samma dag som chefen skrev i sin fil.",
    "Skriv i filen eller i resultatet, inte i båda.",
)  # fmt: skip


ANSWER_WITHOUT_ROW = Code(
    "XL166", WARNING, "Kommentarer vars rad är borta",
    "{what} finns inte längre i underlaget. Filen {file} ligger kvar, och kommentarerna står under Utan rad på Kontroll.",
    "Flytta dem till rätt rad. Ta sedan bort filen, om den inte ska användas mer.",
    "En kommentar hör till en rad och ett värde. Utan dem vet xltool inte var den ska stå.",
    "Ansvar 4300 har slagits ihop med 4100.",
    "Ta bort eller byt värden i ekonomisystemet när året är klart.",
)  # fmt: skip


ANSWERS_WRITTEN = Code(
    "XL167", INFO, "Filerna till dem som förklarar är skrivna",
    "I mappen {folder} finns nu {what}, en för varje värde i kolumnen {column}.",
    "Skicka eller dela filerna. När de är ifyllda och sparade i mappen hämtas kommentarerna vid nästa körning.",
    "Den som ansvarar för en del ser bara sina egna rader och kan förklara dem.",
    "xltool process budget.xlsx --by Ansvar --files",
    "Spara filerna i mappen med samma namn.",
)  # fmt: skip


ANSWER_LEFT = Code(
    "XL168", WARNING, "En fil skrevs inte om",
    "Filen {file} är inte omskriven, för {why}. Kommentarerna i den är kvar.",
    "Stäng eller flytta filen, och kör igen med --files.",
    "En fil som någon arbetar i, eller som inte är xltools egen, lämnas i fred.",
    "Den ansvariga har filen öppen i Excel.",
    "Kör --files när ingen har filerna öppna.",
)  # fmt: skip


ANSWER_KEPT = Code(
    "XL169", INFO, "En tidigare fil är sparad",
    "I {file} fanns mer än kommentarer på rader som finns kvar. Den som den var är sparad som {version}.",
    "Inget behöver göras. För över det som ska vara kvar.",
    "Det som någon har skrivit tar xltool aldrig bort.",
    "Den ansvariga har lagt till ett eget blad med sin uträkning.",
    "Skriv förklaringarna i kolumnen Kommentar.",
)  # fmt: skip
