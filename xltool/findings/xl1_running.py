"""XL1xx: the run and its surroundings."""

from __future__ import annotations

from xltool.findings.finding import ERROR, WARNING, Code

UNWRITABLE_RESULT = Code(
    "XL105", ERROR, "Resultatet går inte att skriva",
    "Resultatet {name} går inte att skriva: {reason}.",
    "Stäng resultatet om det är öppet i Excel, eller välj en annan mapp med --out, och kör igen.",
    "xltool ersätter resultatet i ett enda steg. Går inte det rörs den gamla filen inte.",
    "Resultatet är öppet i Excel, eller mappen är skrivskyddad.",
    "Stäng resultatet innan ni kör igen.",
)  # fmt: skip


XLTOOL_FAULT = Code(
    "XL108", ERROR, "Fel i xltool",
    "Ett fel i xltool stoppade arbetsboken ({name}). Inget i era filer är ändrat.",
    "Kör igen. Händer det igen, skicka xltool-felrapport.txt till dem som sköter xltool; den innehåller inget ur era filer.",
    "Felet ligger i programmet, inte i er arbetsbok.",
    "En arbetsbok med ett innehåll som ingen har tänkt på.",
    "Håll xltool uppdaterat.",
)  # fmt: skip


RESULT_LOCKED = Code(
    "XL118", WARNING, "Resultatet är öppet eller skrivskyddat",
    "{name} {why}. {what} heter därför {other}.",
    "Stäng det gamla resultatet, eller ta bort skrivskyddet, och kör igen. Då får det nya sitt vanliga namn.",
    "En fil som är öppen i Excel kan inte ersättas, och ändringar som inte är sparade syns inte utifrån. En fil som någon har skrivskyddat ska inte ersättas.",
    "Resultatet är öppet i Excel på en annan dator.",
    "Stäng resultatet innan ni kör igen.",
    told_at_once=True,
)  # fmt: skip


INPUT_OPEN = Code(
    "XL119", WARNING, "Indatafilen är öppen",
    "{name} är öppen i ett annat program. Ändringar som inte är sparade är inte med.",
    "Spara filen och kör igen, om något är ändrat.",
    "xltool läser filen som den är sparad på disken.",
    "Budgetfilen är öppen i Excel medan xltool körs.",
    "Spara alltid innan ni kör.",
)  # fmt: skip


TOO_SLOW = Code(
    "XL124", ERROR, "Filen tog för lång tid",
    "Filen {name} blev inte klar på {seconds} sekunder, så läsningen avbröts.",
    "Ta bort blad som inte behövs och kör igen, eller tillåt mer tid med --timeout.",
    "En fil som är skadad eller gjord för att låsa ett program ska inte stoppa de andra.",
    "Ett blad med miljoner formaterade men tomma celler.",
    "Håll arbetsboken vid mallens blad.",
)  # fmt: skip


TOO_MUCH_MEMORY = Code(
    "XL125", ERROR, "Filen tog för mycket minne",
    "Filen {name} behövde mer än {megabytes} MB minne, så läsningen avbröts.",
    "Ta bort blad som inte behövs och kör igen, eller tillåt mer minne med --max-memory.",
    "Utan gräns kan en enda fil ta hela datorns minne och dra andra program med sig.",
    "Ett blad med miljoner formaterade men tomma celler.",
    "Håll arbetsboken vid mallens blad.",
)  # fmt: skip


READER_DIED = Code(
    "XL126", ERROR, "Läsningen dog",
    "Filen {name} fick den process som läste den att avslutas ({how}). De andra arbetsböckerna är inte berörda.",
    "Öppna filen i Excel, spara den som Excel-arbetsbok (.xlsx) under ett nytt namn, och kör igen.",
    "Filer läses i en egen process, så att en fil som får läsaren att krascha bara kostar sig själv.",
    "En skadad .xls-fil, eller en dator där minnet tog slut.",
    "Spara äldre filer som .xlsx.",
)  # fmt: skip


CLUSTER_GONE = Code(
    "XL129", ERROR, "Klustret svarar inte",
    "Filen {name} blev inte behandlad: klustret slutade svara ({reason}).",
    "Kör igen. Utan --scheduler görs arbetet på den egna datorn.",
    "Arbetet skickades till ett Dask-kluster som inte längre går att nå. Inget är skrivet för den här filen.",
    "Klustrets schemaläggare startades om mitt i körningen.",
    "Kör stora mappar på ett kluster som är avsett för det.",
)  # fmt: skip


NO_SUCH_COLUMN = Code(
    "XL120", ERROR, "Kolumnen att summera efter finns inte",
    "{reason}",
    "Skriv kolumnens namn efter --by så som det står på bladet Underlag, eller kör utan --by.",
    "xltool summerar bara efter en kolumn som finns, och gissar inte vilken som menas.",
    "xltool process budget.xlsx --by Avdelning, när kolumnen heter Ansvar.",
    "Kopiera namnet från rubriken i bladet.",
)  # fmt: skip


SAME_RESULT = Code(
    "XL150", ERROR, "Två arbetsböcker skulle få samma resultat",
    "{name} och {other} skulle båda få resultatet {result}. Det är gjort av {other}.",
    "Ta bort eller flytta den fil som inte gäller, eller ge den ett annat namn. Kör sedan igen.",
    "Resultatet heter som sin arbetsbok. Två arbetsböcker får inte skriva över varandras resultat i tysthet.",
    "budget.xlsx och budget.ods ligger i samma mapp.",
    "Ha bara en fil för varje nämnd i mappen.",
)  # fmt: skip
