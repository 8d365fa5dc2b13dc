"""XL5xx: goals and indicators."""

from __future__ import annotations

from xltool.findings.finding import ERROR, INFO, WARNING, Code

GOAL_WITHOUT_INDICATOR = Code(
    "XL501", ERROR, "Nämndmål utan indikator",
    "Nämndmålet {name} har ingen indikator.",
    "Lägg till minst en indikator, eller ta bort målet.",
    "Ett mål bedöms genom sina indikatorer. Utan någon går det inte att säga om det är uppnått.",
    "Målet är inskrivet men indikatorerna är inte beslutade.",
    "Skriv in målet först när det har en indikator.",
)  # fmt: skip


UNITS_DIFFER = Code(
    "XL502", ERROR, "Olika enheter",
    "{name}: {which} är i {first} och {what} i {second}.",
    "Skriv båda i samma enhet.",
    "15 procent och 20 stycken går inte att jämföra.",
    "Resultat 84 % och målvärde 80 st.",
    "Skriv enheten i kolumnen Enhet och bara tal i de andra.",
)  # fmt: skip


DIRECTION_ASSUMED = Code(
    "XL503", INFO, "Riktning antagen",
    "{name}: riktningen framgår inte, så målvärdet är läst som minst.",
    "Fyll i kolumnen Riktning: minst, högst, exakt eller inom.",
    "För en indikator där lägre är bättre, som sjukfrånvaro, ger minst fel bedömning.",
    "Sjukfrånvaro 3,08 % mot målvärdet 7 %, utan riktning.",
    "Välj Riktning för varje indikator.",
)  # fmt: skip


TARGET_MISSING = Code(
    "XL504", ERROR, "Målvärde saknas",
    "{name} har inget målvärde.",
    "Skriv målvärdet, till exempel 50 st eller högst 20.",
    "Utan målvärde finns inget att bedöma resultatet mot.",
    "Indikatorn är ny och målvärdet inte beslutat.",
    "Ta med indikatorn först när målvärdet är beslutat.",
)  # fmt: skip


TARGET_UNREADABLE = Code(
    "XL505", ERROR, "Målvärdet går inte att förstå",
    "{name}: målvärdet är »{value}«.",
    "Skriv ett tal med riktning, till exempel minst 50 st, högst 7 % eller 74–80.",
    "Ett målvärde som inte går att läsa kan inte bedömas, och gissas inte.",
    "»fortsatt förbättring«",
    "Skriv talet i Målvärde och välj Riktning i listan.",
)  # fmt: skip


NO_RESULT = Code(
    "XL506", INFO, "Resultat saknas",
    "{name} saknar resultat{consequence}.",
    "Skriv resultatet när det finns.",
    "Enligt bedömningsprincipen räknas en indikator som saknar värde på samma sida som ej uppnådd.",
    "Mätningen görs först nästa år.",
    "Skriv ej mätt i Resultat, så syns det att cellen inte är glömd.",
)  # fmt: skip


DUPLICATE_INDICATOR = Code(
    "XL507", WARNING, "Samma indikator två gånger",
    "{name} finns två gånger under samma mål, första gången i {first}.",
    "Ta bort den ena om den är dubbel.",
    "En dubbel indikator väger dubbelt när målet bedöms.",
    "En rad är kopierad för att ändras, men originalet är kvar.",
    "Läs igenom indikatorerna mål för mål.",
)  # fmt: skip


WORDING_CONTRADICTED = Code(
    "XL508", WARNING, "Riktningen säger emot målvärdet",
    "{name}: Riktning är {column}, men målvärdet »{value}« säger {wording}. Riktning gäller.",
    "Ändra det som är fel, så att båda säger samma sak.",
    "Fel riktning vänder bedömningen.",
    "Riktning minst och målvärdet »högst 20 st«.",
    "Skriv bara talet i Målvärde när Riktning är ifylld.",
)  # fmt: skip


JUDGED_OTHERWISE = Code(
    "XL509", INFO, "Egen bedömning skiljer sig",
    "{name}: er bedömning är {own}, uträkningen ger {computed}. Er bedömning gäller.",
    "Inget behöver göras om bedömningen är medveten. Förklara den gärna i Kommentar.",
    "Nämndens egen bedömning går före, men skillnaden ska synas.",
    "Målet missades med en hårsmån och bedöms ändå som uppnått.",
    "Lämna Bedömning tom där uträkningen ska gälla.",
)  # fmt: skip


TARGET_NOT_A_RANGE = Code(
    "XL510", ERROR, "Målvärdet är inget intervall",
    "{name}: Riktning är inom, men målvärdet är »{value}«.",
    "Skriv ett intervall, till exempel 74–80.",
    "Riktningen inom behöver både en undre och en övre gräns.",
    "Riktning inom och målvärdet 80.",
    "Skriv intervallet med tankstreck: 74–80.",
)  # fmt: skip


GOAL_TWICE = Code(
    "XL511", WARNING, "Samma nämndmål två gånger",
    "Nämndmålet {name} finns på två ställen, första gången i {first}. Indikatorerna är lästa som ett mål.",
    "Samla målets indikatorer i ett block.",
    "Två mål med samma namn bedöms annars var för sig, och nämnden som helhet får fel antal mål.",
    "Ett mål är upprepat efter en sidbrytning.",
    "Skriv varje mål på ett ställe.",
)  # fmt: skip


PERCENT_OR_SHARE = Code(
    "XL512", ERROR, "Procent eller andel?",
    "{name}: {what} är läst som {read} och {other} som {against}. Ett av dem verkar vara skrivet som andel.",
    "Skriv {meant} i cellen om det är det som menas. Är det verkligen {read}, skriv det med procenttecken.",
    "0,84 och 84 % är samma sak bara om cellen är formaterad som procent. Läst fel blir bedömningen fel.",
    "Resultat 0,84 och målvärde 80 med enheten %, eller resultat 8 400 % mot 95 %.",
    "Formatera cellerna som procent, eller skriv procenttecknet.",
)  # fmt: skip


GOAL_MISSPELT = Code(
    "XL513", ERROR, "Ett nämndmål eller två?",
    "Nämndmålet »{name}« skiljer sig bara med någon bokstav från »{meant}« i {first}.",
    "Skriv »{meant}« i cellen om det är samma mål. Är det två mål, ge dem namn som skiljer sig mer.",
    "Ett felstavat namn blir annars ett mål till, och nämnden som helhet får fel antal mål.",
    "»Nöjda elever« på en rad och »Nöjda elver« på nästa.",
    "Kopiera målets namn, eller skriv det bara på målets första rad.",
)  # fmt: skip


GOAL_MISSING = Code(
    "XL514", ERROR, "Det första målets namn saknas",
    "Här börjar indikatorer utan att något mål är nämnt. Det första målet är »{name}« i {first}.",
    "Skriv målets namn i cellen. Hör indikatorerna inte till något mål, skriv – i stället.",
    "Utan sitt mål räknas indikatorerna inte med när nämnden bedöms.",
    "Cellen med det första målets namn har tömts när bladet sorterades.",
    "Skriv varje måls namn på dess första rad.",
)  # fmt: skip


NO_VALUE_SAID = Code(
    "XL515", INFO, "Text i stället för ett resultat",
    "{name}: {column} är »{value}«, så indikatorn saknar värde{consequence}.",
    "Inget behöver göras om det inte finns något värde. Annars skriv talet.",
    "Text är inget värde, och gissas aldrig till ett. Den står kvar i resultatet, så att det syns varför värdet saknas.",
    "»Stängt« eller »Ej aktuellt« i Resultat.",
    "Skriv ej mätt där värdet saknas, och skälet i Kommentar.",
)  # fmt: skip


ABOUT = Code(
    "XL516", WARNING, "Ungefärligt värde",
    "{name}: »{value}« är läst som {read}.",
    "Skriv det exakta talet, om ni har det.",
    "Ett ungefärligt tal bedöms som om det vore exakt.",
    "»ung 116 000« eller »ca 85 %«.",
    "Skriv talet i Resultat, och i Kommentar att det är ungefärligt.",
)  # fmt: skip


NOT_YES_OR_NO = Code(
    "XL517", ERROR, "Varken Ja eller Nej",
    "{name}: målvärdet är Ja eller Nej, men {what} är »{value}«.",
    "Skriv Ja eller Nej, eller ett tal i Målvärde.",
    "Ett tal kan inte jämföras med Ja.",
    "Målvärde Ja och resultat 80 %.",
    "Skriv Ja och Nej i båda kolumnerna, eller tal i båda.",
)  # fmt: skip


PRIOR_MISSING = Code(
    "XL518", WARNING, "Fjolårets resultat saknas",
    "{name}: riktningen är {column}, men det finns inget resultat från i fjol att jämföra med. Indikatorn saknar värde{consequence}.",
    "Skriv fjolårets resultat i kolumnen Resultat föregående år.",
    "Öka och minska bedöms mot fjolåret; utan det går det inte att säga åt vilket håll det har gått.",
    "Riktning öka, och ingen kolumn Resultat föregående år.",
    "Gör nästa års arbetsbok med xltool template --from, så följer årets resultat med.",
)  # fmt: skip


TARGET_NOT_USED = Code(
    "XL519", WARNING, "Målvärdet bedöms inte",
    "{name}: riktningen {column} bedöms mot fjolårets resultat. Målvärdet »{value}« används inte.",
    "Är målvärdet en gräns, välj minst eller högst som riktning. Annars ta bort det.",
    "Ett resultat kan ha ökat utan att nå målvärdet, så det måste framgå vilket av dem som gäller.",
    "Riktning öka och målvärdet 100.",
    "Lämna Målvärde tomt när riktningen är öka eller minska.",
)  # fmt: skip
