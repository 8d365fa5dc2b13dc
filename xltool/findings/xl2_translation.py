"""XL24x: the taught table, and the workbook that needs one."""

from __future__ import annotations

from xltool.findings.finding import ERROR, WARNING, Code

TAUGHT_WORD = Code(
    "XL240", ERROR, "Översättningen har ett okänt ord",
    "»{value}« vid Läses som är inget som {what} kan läsas som.",
    "Välj ett av orden: {choices}. Skriv – om det inte ska läsas alls.",
    "Läses som är en av xltools egna rubriker, eller ett av xltools blad på en rad utan rubrik.",
    "Läses som är Årsbudgeten i stället för Budget.",
    "Välj ur listan i cellen.",
)  # fmt: skip


TAUGHT_MISSING = Code(
    "XL241", WARNING, "Översättningen nämner något som inte finns",
    "{what} står i översättningen men finns inte i arbetsboken.",
    "Rätta stavningen i översättningen. Behövs raden inte längre, ta bort den.",
    "En rubrik som har bytt namn läses inte som ni har bestämt. Årtal räknas inte med i jämförelsen.",
    "Översättningen har Ram, och bladet har Ramanslag.",
    "Kör xltool translate på arbetsboken när dess rubriker har ändrats. Då läggs de nya till.",
)  # fmt: skip


TAUGHT_TWICE = Code(
    "XL242", ERROR, "Översättningen säger två saker om samma kolumn",
    "Kolumnen {column} på bladet {sheet} läses på två sätt: som {first}, enligt {place}, och som {second}.",
    "Behåll en av raderna.",
    "Väljer xltool själv kan det bli fel kolumn.",
    "Ram står två gånger, en gång som Budget och en gång som Prognos.",
    "Skriv varje rubrik på en rad, och rubriken ovanför vid Grupprubrik om två kolumner heter lika.",
)  # fmt: skip


TAUGHT_AMBIGUOUS = Code(
    "XL243", ERROR, "Översättningen passar flera kolumner",
    "Rubriken {header} står över flera kolumner på bladet {sheet}: {columns}.",
    "Skriv rubriken ovanför vid Grupprubrik, eller kolumnens bokstav efter rubriken: {example}.",
    "Väljer xltool själv kan det bli fel kolumn.",
    "Två kolumner heter Avvikelse, en för perioden och en för helåret.",
    "Kör xltool translate på arbetsboken. Då skrivs kolumnens bokstav dit där den behövs.",
)  # fmt: skip


TAUGHT_RIVALS = Code(
    "XL244", ERROR, "Två rubriker läses som samma kolumn",
    "Både {first} och {second} på bladet {sheet} läses som {column}.",
    "Skriv + vid Tecken på var och en om beloppen ska läggas ihop. Skriv annars – vid Läses som på den som inte ska läsas.",
    "Väljer xltool själv kan det bli fel kolumn.",
    "Budget och Tilläggsbudget läses båda som Budget, utan + vid Tecken.",
    "Välj + vid Tecken på alla rader som ska läggas ihop.",
)  # fmt: skip


TAUGHT_SIGN = Code(
    "XL245", ERROR, "Tecknet i översättningen går inte att använda",
    "Tecken är »{value}«, men {why}.",
    "Lämna Tecken tomt. + lägger ihop beloppen från flera rubriker, och − vänder beloppens tecken.",
    "Tecken gäller belopp. Text kan varken läggas ihop eller vändas.",
    "+ vid en rad som läses som Kommentar.",
    "Välj ur listan i cellen.",
)  # fmt: skip


TAUGHT_INCOMPLETE = Code(
    "XL246", ERROR, "En summa i översättningen är inte hel",
    "{column} på bladet {sheet} är summan av flera rubriker, men {missing} finns inte på bladet.",
    "Rätta rubriken i översättningen, eller ta bort raden om den inte ska räknas med.",
    "En summa som saknar en del blir fel utan att det syns.",
    "Utfall är Intäkter + Kostnader, och bladet har Intäkt i stället för Intäkter.",
    "Kör xltool translate på arbetsboken när dess rubriker har ändrats.",
)  # fmt: skip


UNKNOWN_LAYOUT = Code(
    "XL247", ERROR, "Arbetsbokens rubriker känns inte igen",
    "Arbetsboken går inte att läsa som den är: {what}.",
    "Kör xltool translate {name} och fyll i vad bladen och rubrikerna ska läsas som. Det behövs bara en gång.",
    "xltool hittar blad och kolumner genom deras namn. Egna namn förklaras en gång i filen översättning.xlsx.",
    "Bladet heter Resultat, och budgeten står under rubriken Ram.",
    "Låt översättning.xlsx ligga kvar bredvid arbetsböckerna. Den gäller för dem alla, även nästa år.",
)  # fmt: skip


TAUGHT_SHEET = Code(
    "XL248", ERROR, "Översättningen säger inte vad bladet är",
    "Rubrikerna på bladet {sheet} är översatta, men det framgår inte vilket av xltools blad det är.",
    "Välj vad bladet är på dess rad (hela bladet) i översättningen. Skriv – där om bladet inte ska läsas.",
    "Samma rubrik betyder olika saker på olika blad, och ett blad som inte är något av xltools läses inte.",
    "Bladet heter Projekten, och raden (hela bladet) är tom.",
    "Fyll i raden (hela bladet) först.",
)  # fmt: skip


NO_SUGGESTION = Code(
    "XL249", ERROR, "Raden har inget förslag",
    "Raden för {header} har inget förslag att svara ja på.",
    "Välj i listan vad den ska läsas som, eller – om den inte ska läsas.",
    "Ja tar det som står vid Förslag, och där står inget.",
    "Ja är draget ned över hela kolumnen.",
    "Skriv ja bara på rader som har ett förslag.",
)  # fmt: skip
