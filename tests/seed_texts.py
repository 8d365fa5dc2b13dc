"""The prose of the annual report 2023 of Sydnärkes IT-nämnd, as its sheet Texter holds it."""

from __future__ import annotations

# section, heading, paragraphs
SEED_TEXTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("1", "Verksamheter", (
    )),
    ("1.1", "Inledning", (
        "{Nämnd} har för {År} upprättat en årsredovisning innehållande måluppfyllelse av nämndmål, verksamhetsberättelse samt ekonomiskt utfall.",
    )),
    ("1.2", "Bedömning av måluppfyllelse", (
        "Värdkommunens styrmodell, MER-styrning, bygger på att kommunfullmäktige sätter övergripande mål som sedan nämnder och styrelse bryter ner i nämndmål med indikatorer.",
        "Bedömningen görs enligt principen nedan.",
        "- Alla indikatorer prognostiserade uppnådda = Nämndmål uppnås.",
        "- Hälften av indikatorerna uppnådda eller delvis uppnådda = Nämndmål uppnås delvis.",
        "- Mer än hälften av indikatorerna uppnås inte eller saknar värde = Nämndmål uppnås ej.",
    )),
    ("1.2.1", "Nämndmål", (
    )),
    ("1.3", "Verksamhetsberättelse", (
        "2023 har inneburit ett intensifierat arbete med ärendevolymer där målet är att minska antal ärenden tillsammans med ärendetid. Förbättringspotentialen har varit goda och arbetet har resulterat i längre ärendevolym samtidigt har efterfrågan om god service, genom tex snabbare svar, ökat utifrån verksamhetsbehov. Förutom mätning av ärendevolym har införande av montieringstjänster inneburit ökad kontroll över vår utrustning samt påvisade av ökad incidentberedskap där arbetet numera sker mer proaktivt.",
        "Arbetet med att ersätta vårt nuvarande MDM system (Mobile Device Managementsystemet) Workspace One till förmån för Intune har pågått under större delen av 2023. Utmaningen ligger i att verksamheten är beroende av dessa enheter och därmed har arbetet behövt anpassats utifrån verksamhetens behov. Vi ser att MDM-enheter framöver kommer att öka och arbetet med implementeringen av Intune kommer att öka verksamhetens möjligheter till kontroll av dessa.",
        "Planering av införande av Windows 11 är påbörjat och kommer att slutföras senast under oktober 2025.",
        "I servermiljön har arbetet fortsatt och föråldrad utrustning har bytts ut. Tyvärr har inte all utrustning hunnits med att bytas ut. I detta arbete behövs en längre framförhållning och förståelse i verksamheten finnas utifrån att det är verksamhetssystem som finns på dessa servrar.",
        "Arbetet med datahallarna fortsätter och har under 2023 förbättras, men kräver en större säkerhetsmedvetenhet. Vissa åtgärder behöver tas under 2024 för att ge en stabilare drift.",
        "Under 2023 har avtal tecknats med kommunala bolag och kommunalförbund. Det innebär en tydligare rollfördelning mellan bolagen/förbund gällande de åtagande som tidigare har levererats bland annat i form av IT-tjänster och IT-resurser.",
        "I arbetet med att konsolidera verksamhetssystem och hantering av enheter har arbetet med bildningsförvaltningen (BIF) i Hallsberg fortskridit och förslag har presenterats kring en tilltänkt väg framåt för förvaltningen att ta över hanteringen av BIFs M365-miljö och iPads/MAC.",
        "Arbetet med samverkansmodellen fortskrider och kräver ihärdighet där vissa objekt behöver förankras mer. Här är dialogen mellan verksamheten och förvaltningen avgörande för resultatet. Utifrån personalförändring under andra halvan av 2023 har arbetet inom vissa objekt saktas in och en omstart behöver ske 2024. Etablering av de sista objekten har pausats och kommer snarast att upptas igen.",
        "Förvaltningen har under 2023 haft en större personalförändring där arbetet inom förvaltningen under första halvåret av 2024 kommer ha en stor utmaning i leveransen. För förvaltningen innebär personalförändringen ett tapp i kompetens initialt.",
        "Verksamheten har brottats med ett underskott under 2023 och har vidtagit åtgärder för att minska kostnader. Tyvärr har dyrare licenskostnader utifrån ändrad prissättning inneburit ökade kostnader. Förutom ökade kostnader kring licenser har tele-och datakommunikation fortsatt ökat. Här är verksamhetens önskan och behov en återkommande problematik för förvaltningen utifrån att det medför ökade kostnader.",
    )),
    ("1.4", "Driftredovisning", (
        "Vakanser inom personalen utgör ett överskott på personalkostnaderna för 2023. Kostnaderna för tjänsteköp blev lägre än budgeterat. Detta då förvaltningen arbetat med att minska konsultanvändandet. Under sista månaderna 2022 avslutades tre resurskonsulter vilket gjort att utfallet minskat 2023. Kostnaderna för datakommunikation har ökat under 2023 vilket avser Telia WAN. Det beror på att verksamheterna ställer högre krav på snabb internetaccess samt att det sker utbyggnation av Telias WAN när verksamheterna inte gräver ned kommunal fiber. Det största underskottet ligger fortsatt på licenser och serviceavtal. Budgetramen för licenser räcker inte till det som efterfrågas. Licenserna har över lag också blivit dyrare de senaste åren. Arbete har gjorts med att se över dessa och införa billigare varianter av framförallt M365-licenser för delade datorer där det varit möjligt. Kapitalkostnaderna utgör ett överskott 2023.",
    )),
    ("1.4", "Investeringsredovisning", (
        "De gemensamma investeringarna gör ett överskott för 2023. Förvaltningen har i möjligaste mån försökt minska investeringarna under året för att minska kapitalkostnaderna.",
        "För respektive medlemskommuns investeringsprojekt har inte budgeterad nivå för utbyten av klienter uppnåtts. Därav överskott på samtliga projekt.",
    )),
)  # fmt: skip
