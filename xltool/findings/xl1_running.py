"""XL1xx: the run and its surroundings."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

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
    "XL126", ERROR, "Läsningen avbröts",
    "Läsningen av {name} avbröts ({how}). De andra arbetsböckerna är inte berörda.",
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


OWN_FILE = Code(
    "XL152", INFO, "Filen är xltools egen",
    "{name} är {what}. Den är läst så som den står, och det som är skrivet heter {result}. Inget annat resultat är ändrat.",
    "Menade ni er egen arbetsbok, kör xltool på den. Då blir dess vanliga resultat gjort på nytt.",
    "I en mapp hoppas resultat och granskade kopior över. Den som skriver namnet på en får den läst som vilken arbetsbok som helst.",
    "xltool process budget-resultat.xlsx, när budget.xlsx var menad.",
    "Skriv i er egen arbetsbok, eller i resultatet och kör er egen arbetsbok igen. Det ni skrivit i resultatet följer med.",
)  # fmt: skip


MARKED_REMOVED = Code(
    "XL153", INFO, "Den granskade kopian är borttagen",
    "{name} är borttagen: felen som den visade är rättade.",
    "Inget behöver göras.",
    "En kopia av en arbetsbok som den inte längre ser ut vilseleder. Den tas bara bort om den är så som xltool skrev den.",
    "Felen i budget.xlsx är rättade, men budget-granskad.xlsx låg kvar från förra körningen.",
    "Rätta i er egen arbetsbok, inte i kopian.",
)  # fmt: skip


MARKED_OLD = Code(
    "XL154", INFO, "Den granskade kopian är gammal",
    "{name} visar fel som är rättade sedan dess. Den är kvar, för {why}.",
    "För över det som ni har skrivit i den till er egen arbetsbok, och ta sedan bort den.",
    "Det som någon har skrivit tar xltool aldrig bort.",
    "Någon har rättat i budget-granskad.xlsx i stället för i budget.xlsx.",
    "Rätta i er egen arbetsbok, inte i kopian.",
)  # fmt: skip


NO_SUCH_COLUMN = Code(
    "XL120", ERROR, "Kolumnen efter --by eller --group finns inte",
    "{reason}",
    "Skriv kolumnens namn så som det står på bladet, eller kör utan valet.",
    "xltool summerar och delar upp bara efter en kolumn som finns, och gissar inte vilken som menas.",
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


TRANSLATION_LEFT = Code(
    "XL160", INFO, "En översättning ligger bredvid arbetsboken",
    "Filen {table} ligger nu bredvid {name}. Öppna den, välj i listorna vid Läses som vad bladen och rubrikerna är, och spara.",
    "När filen är sparad läses arbetsboken på nytt av sig själv. Det behövs bara en gång.",
    "xltool hittar blad och kolumner genom deras namn. Egna namn förklaras en gång i filen översättning.xlsx.",
    "Arbetsboken har rubriken Ram i stället för Budget.",
    "Låt översättning.xlsx ligga kvar bredvid arbetsböckerna. Den gäller för dem alla, även nästa år.",
    told_at_once=True,
)  # fmt: skip


TRANSLATION_SILENT = Code(
    "XL161", INFO, "Översättningen räcker inte till",
    "Filen {table} säger inte vad alla rubriker i {name} är. Fyll i den och spara.",
    "Saknas rubrikerna i filen, kör xltool translate {name}. Då läggs de till, och det som är ifyllt står kvar.",
    "En rubrik som varken xltool eller översättningen känner igen läses inte.",
    "En ny arbetsbok i mappen har andra rubriker än de som redan är översatta.",
    "Ha samma rubriker i alla arbetsböcker.",
    told_at_once=True,
)  # fmt: skip


TABLE_KEPT = Code(
    "XL159", INFO, "Översättningen är gjord om",
    "{name} är gjord om, med det ni hade fyllt i. Den som stod där är sparad som {kept}.",
    "Inget behöver göras.",
    "Nya blad och rubriker läggs till när xltool translate körs igen.",
    "xltool translate kördes på en arbetsbok till i samma mapp.",
    "Det finns inget att undvika.",
)  # fmt: skip
