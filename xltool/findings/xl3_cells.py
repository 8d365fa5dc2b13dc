"""XL3xx: cells."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

NOT_A_NUMBER = Code(
    "XL301", ERROR, "Inget tal",
    "{column} är »{value}«, och det går inte att läsa som ett tal.",
    "Skriv bara talet i cellen, till exempel 12 730. Anteckningar hör hemma i kolumnen Kommentar.",
    "Det som inte går att läsa blir aldrig 0, för då skulle summan vara fel utan att det syns.",
    "»ca 300« eller »se bilaga« i kolumnen Utfall.",
    "Håll beloppskolumnerna fria från text.",
)  # fmt: skip


EMPTY_AMOUNT = Code(
    "XL302", ERROR, "Belopp saknas",
    "{column} saknas för {name}.",
    "Skriv beloppet. Är det noll, skriv 0. En rad på Driftredovisning kan få det från bladet Underlag i stället: skriv då kontot i kolumnen Konto.",
    "En tom cell kan betyda noll, okänt eller glömt. Bara ni vet vilket.",
    "Ett projekt som inte har börjat har tom cell i Utfall.",
    "Skriv 0 där det är noll.",
)  # fmt: skip


TEXT_NUMBER = Code(
    "XL303", WARNING, "Tal lagrade som text",
    "{count} som text i kolumnen {column}, men läst som tal: »{value}« blev {read}.",
    "Markera cellerna i Excel och välj Konvertera till tal.",
    "Excel räknar inte med tal som är lagrade som text, så era egna summor kan bli fel.",
    "Cellen har en liten grön trekant i hörnet.",
    "Klistra in med Klistra in special > Värden.",
)  # fmt: skip


DOUBTFUL_NUMBER = Code(
    "XL304", WARNING, "Tal som kan läsas på två sätt",
    "{column} är »{value}«, läst som {read}.",
    "Skriv talet utan punkt: 1234 för ettusentvåhundratrettiofyra, 1,234 för ett decimaltal.",
    "Punkt och komma betyder olika saker på svenska och engelska. Här är komma decimaltecken.",
    "1.234 kan vara 1 234 eller 1,234.",
    "Skriv tal som tal, inte som text.",
)  # fmt: skip


ERROR_VALUE = Code(
    "XL305", ERROR, "Felvärde i cellen",
    "{column} är felvärdet {value}.",
    "Rätta formeln i cellen, spara och kör igen.",
    "Ett felvärde betyder att Excel inte kunde räkna ut cellen, och då kan inte xltool det heller.",
    "#SAKNAS! efter att en rad som formeln pekade på har tagits bort.",
    "Gå igenom bladet efter # innan ni sparar.",
)  # fmt: skip


NO_STORED_VALUE = Code(
    "XL306", ERROR, "Formel utan värde",
    "{column} är en formel utan uträknat värde.",
    "Öppna arbetsboken i Excel, spara den, och kör igen.",
    "xltool läser värdena som Excel har räknat ut. En fil från ett annat program kan sakna dem.",
    "En export från ekonomisystemet som aldrig har öppnats i Excel.",
    "Öppna och spara exporter i Excel en gång.",
)  # fmt: skip


NOT_A_CHOICE = Code(
    "XL307", ERROR, "Okänt val",
    "{column} är »{value}«.",
    "Välj ett av: {choices}.",
    "Kolumnen styr hur raden räknas, så bara de kända orden duger.",
    "Riktning är »upp« i stället för minst.",
    "Använd listan i cellen i stället för att skriva själv.",
)  # fmt: skip


NAME_MISSING = Code(
    "XL308", ERROR, "Raden saknar namn",
    "Raden har värden men ingen {column}.",
    "Skriv {column} på raden, eller ta bort raden.",
    "En rad utan namn går inte att följa upp, och den kan vara en summa som räknas dubbelt.",
    "Summan under tabellen saknar ordet Summa.",
    "Skriv Totalt eller Summa framför varje summarad.",
)  # fmt: skip


WRONG_KIND_OF_VALUE = Code(
    "XL309", ERROR, "Fel slags värde",
    "{column} är {value}, och där ska stå ett tal.",
    "Skriv talet och sätt cellens format till Tal.",
    "Excel gör ibland om tal till datum eller sanningsvärden. Då går det inte att veta vad som menades.",
    "1-12 blev den 1 december.",
    "Sätt formatet Tal på kolumnen innan ni fyller i den.",
)  # fmt: skip


MORE_OF_SAME = Code(
    "XL310", ERROR, "Fler likadana fel",
    "Ytterligare {count} i kolumnen {column} på bladet {sheet} har samma slags fel.",
    "Rätta dem på samma sätt. Filtrera kolumnen i Excel för att hitta alla.",
    "Ett underlag kan ha hundratusentals rader. De första felen visas, resten räknas.",
    "En hel kolumn är exporterad med ett fel i varje cell.",
    "Rätta felet i exporten i stället för cell för cell.",
)  # fmt: skip


DASH_IS_ZERO = Code(
    "XL311", INFO, "Streck läst som noll",
    "{count} skrivna som streck ({written}) är lästa som 0.",
    "Inget behöver göras.",
    "Ett streck i en tabell betyder noll. En tom cell betyder att beloppet saknas.",
    "Budget »–« på en rad som bara har utfall.",
    "Skriv 0 där det är noll.",
)  # fmt: skip


FORMULA_COMPUTED = Code(
    "XL312", INFO, "Formler utan värde är uträknade",
    "{count} på bladet {sheet} saknade uträknat värde och är uträknade här.",
    "Inget behöver göras. Öppna gärna filen i Excel och spara den.",
    "Ett program har skrivit formlerna utan att räkna ut dem. Enkla summor räknar xltool ut själv.",
    "Filen kommer från ett system som inte räknar.",
    "Öppna filen i Excel och spara den innan ni skickar den vidare.",
)  # fmt: skip


STALE_FORMULA = Code(
    "XL313", ERROR, "Sparade formelvärden stämmer inte",
    "{count} på bladet {sheet} har ett sparat värde som inte stämmer med sina celler: det sparade är {stored}, men formeln ger {computed}.",
    "Öppna filen i Excel, spara den och kör igen.",
    "Ett program har sparat formlerna utan att räkna om dem. Då är det sparade värdet ingen siffra att lita på.",
    "Ett system skriver 0 i varje formel och låter Excel räkna när filen öppnas.",
    "Öppna och spara filer från andra system i Excel först.",
)  # fmt: skip
