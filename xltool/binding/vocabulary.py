"""The words that headers go by beside our own, as data: which column they are, and what they add to it.

A new word is a word more in a table, as people write it. Sources: the headers of Swedish municipalities' own tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from xltool.core.shades import Shade, Words
from xltool.core.spelling import normalised


def _words(*tables: tuple[Iterable[str], frozenset[Shade]]) -> Words:
    return MappingProxyType({word: shades for words, shades in tables for word in words})


def _said(*shades: Shade) -> frozenset[Shade]:
    return frozenset(shades)


def _sided(words: Iterable[str], side: str) -> tuple[str, ...]:
    """The side of a net as headers name it: `Budget intäkter`, `Intäkter budget`."""
    return tuple(form for word in words for form in (f"{word} {side.lower()}", f"{side} {word.lower()}"))


_ACTUAL, _BUDGET = ("Utfall", "Bokslut", "Redovisat", "Redovisning", "Verkligt"), ("Budget", "Budgeterade")
ACTUAL_WORDS = _words(
    (("Utfall", "Bokslut", "Redovisat", "Redovisning", "Verkligt", "Verkligt utfall", "Utfall/bokslut"), _said()),
    (("Preliminärt utfall", "Slutligt utfall", "Justerat utfall", "Faktiskt utfall", "Redovisat utfall", "Faktiskt"), _said()),
    (("Bokfört", "Bokfört utfall", "Verklig", "Verkliga", "Verklig kostnad", "Nettoutfall"), _said()),
    (("Årsutfall", "Helårsutfall"), _said(Shade.WHOLE_YEAR)),
    (("Nettokostnad", "Nettokostnader"), _said(Shade.NET_COST)),
)  # fmt: skip
# Without the budget that a project has for all its years, and without grants.
YEARS_BUDGET_WORDS = _words(
    (("Budget",), _said()),
    (("Årsbudget", "Helårsbudget"), _said(Shade.WHOLE_YEAR)),
    (("Periodbudget",), _said(Shade.PERIOD)),
    (
        ("Budgetram", "Ram", "Anslag", "Nettoram", "Rambudget", "Ekonomisk ram", "Driftram", "Tilldelad ram"),
        _said(Shade.ORIGINAL),
    ),
    (("Driftbudget", "Nettobudget"), _said()),
    (("Reviderad",), _said(Shade.REVISED)),
)
# Of a project: what it costs, beside its income and the net of both.
EXPENSES = _said(Shade.EXPENSES)
PROJECT_BUDGET_WORDS: Words = MappingProxyType(
    {**YEARS_BUDGET_WORDS, **_words(((*_sided(_BUDGET, "Utgifter"), "Utgiftsbudget"), EXPENSES))}
)
PROJECT_ACTUAL_WORDS: Words = MappingProxyType(
    {**ACTUAL_WORDS, **_words((_sided(_ACTUAL, "Utgifter"), EXPENSES))}
)
BUDGET_WORDS: Words = MappingProxyType(
    {**YEARS_BUDGET_WORDS, "Totalbudget": _said(Shade.REVISED), "Kommunbidrag": _said(Shade.GRANT)}
)
FORECAST_WORDS = _words(
    (
        (
            "Prognos",
            "Prognos - utfall helår",
            "Senaste prognos",
            "Aktuell prognos",
            "Ny prognos",
            "Nettoprognos",
        ),
        _said(),
    ),
    (
        ("Beräknat utfall", "Förväntat utfall", "Bedömt utfall", "Prognostiserat utfall", "Prognosutfall"),
        _said(),
    ),
    (("Helårsprognos", "Årsprognos", "Helårsbedömning", "Årsbedömning"), _said(Shade.WHOLE_YEAR)),
)
VARIANCE_WORDS = _words(
    (("Avvikelse", "Differens", "Diff", "Budgetavvikelse", "Avvikelse mot budget", "Återstår"), _said()),
    (
        (
            "Kvar",
            "Kvar av budget",
            "Kvarstår",
            "Budgetdifferens",
            "Avvikelse budget",
            "Avvikelse utfall",
            "Avvikelse +/-",
        ),
        _said(Shade.BY_ARITHMETIC),
    ),
    (
        ("+/-", "Över-/underskott", "Överskott/underskott", "Över/underskott", "Avvikelse bokslut"),
        _said(Shade.BY_ARITHMETIC),
    ),
    (("Resultat", "Årets resultat"), _said(Shade.BY_ARITHMETIC)),
)

INCOME_WORDS, COST_WORDS = (
    _words(((side, *_sided(_ACTUAL, side)), _said())) for side in ("Intäkter", "Kostnader")
)
BUDGET_INCOME_WORDS = _words(((*_sided(_BUDGET, "Intäkter"), "Intäktsbudget"), _said()))
BUDGET_COST_WORDS = _words(((*_sided(_BUDGET, "Kostnader"), "Kostnadsbudget"), _said()))
FORECAST_INCOME_WORDS, FORECAST_COST_WORDS = (
    _words((_sided(("Prognos",), side), _said())) for side in ("Intäkter", "Kostnader")
)

# Of a project over all its years (year.md §4). What is the actual since the project's start says so beside the word.
SINCE_START_ACTUAL, SINCE_START_BUDGET, SINCE_START_FORECAST = (
    _words(((word,), _said())) for word in ("Utfall", "Budget", "Prognos")
)
DECIDED_WORDS = ("Total projektbudget", "Projektbudget", "Totalbudget")
PRIOR_YEARS_WORDS = ("Utfall tidigare år", "Tidigare års utfall", "Ingående värde")
ACCUMULATED_WORDS = ("Utfall totalt", "Totalt utfall", "Nedlagt", "Upparbetat")
FORECAST_TOTAL_WORDS = ("Beräknad totalutgift", "Slutprognos", "Slutkostnad")
FINISHED_WORDS = ("Färdigår", "Färdigtidpunkt", "Klart")
CARRY_OVER_WORDS = ("Ombudgetering", "Överförs till", "Begärs överfört", "Överföring till")
PROJECT_INCOME_WORDS = ("Investeringsinkomster", "Bidrag", "I", *_sided(_ACTUAL, "Inkomster"))

# Of goals: only where the column's own name is not there.
RESULT_WORDS = _words((("Utfall", "Bokslut", "Periodens utfall"), _said()))
PRIOR_RESULT_WORDS = _words((("Resultat", "Utfall", "Bokslut"), _said()))
TARGET_WORDS = _words((("Mål", "Budget"), _said()))

# Of members.
DEBITED_WORDS = _words((("Preliminärt", "Preliminärt debiterat", "Fakturerat"), _said()))

# The words that a header which is none of ours may hold and then be the column too: Internbudget, Utfall enligt bokföringen.
MAY_BE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"Budget": ("budget",), "Utfall": ("utfall", "bokslut")}
)

# Columns of a part of the year.
OF_ONE_MONTH = _said(Shade.SAME_PERIOD, Shade.ONE_MONTH)
OF_OTHER_MONTHS = OF_ONE_MONTH | {Shade.TO_MONTH}


def _compared(*tables: Iterable[str]) -> frozenset[str]:
    return frozenset(normalised(word) for table in tables for word in table)


ACTUAL, BUDGET, FORECAST = map(_compared, (ACTUAL_WORDS, BUDGET_WORDS, FORECAST_WORDS))
# Every word of a column of amounts, as it is compared.
AMOUNT_WORDS = _compared(
    PROJECT_ACTUAL_WORDS,
    PROJECT_BUDGET_WORDS,
    BUDGET_WORDS,
    FORECAST_WORDS,
    VARIANCE_WORDS,
    INCOME_WORDS,
    COST_WORDS,
    BUDGET_INCOME_WORDS,
    BUDGET_COST_WORDS,
    FORECAST_INCOME_WORDS,
    FORECAST_COST_WORDS,
    ("Utfall föregående år", *_sided((*_ACTUAL, *_BUDGET), "Inkomster")),
)
# What stands below a word of amounts and says which side of the net is meant.
SIDES = _compared(("Intäkter", "Kostnader", "Inkomster", "Utgifter"))
# Words of the column that names the lines, where several could.
NAME_WORDS = _compared(
    (
        "Benämning", "Kontobenämning", "Kontonamn", "Konto text", "Text", "Rad", "Post", "Kostnadsslag", "Slag", "Radtext",
        "Beskrivning", "Kontogrupp", "Konto (T)", "Konto(T)", "Intäkter/kostnader", "Resultaträkning", "Nettokostnad",
        "Driftredovisning", "Konto/text", "Radetiketter", "Tjänster", "Tjänst", "Sammandrag", "Verksamheter",
    )
)  # fmt: skip
# Words of what lines are grouped by; the name where no other column is.
GROUP_WORDS = _compared(
    (
        "Verksamhet", "Ansvar", "Enhet", "Verksamhetsområde", "Grupp", "Nämnd", "Område", "Avdelning", "Förvaltning", "Sektor",
        "Vht", "Ansv", "Verks", "Verksamhetsgren", "Rektorsområde", "Resultatenhet",
    )
)  # fmt: skip
# Words of who answers for the lines, which names them only where nothing else does.
PERSON_WORDS = _compared(
    (
        "Chef", "Enhetschef", "Avdelningschef", "Verksamhetschef", "Förvaltningschef", "Ansvarig", "Ansvarig chef", "Budgetansvarig",
        "Handläggare", "Ekonom", "Controller", "Rektor", "Projektledare", "Kontaktperson", "Attestant",
    )
)  # fmt: skip


def _shaded(table: Mapping[Shade, Iterable[str]]) -> Mapping[str, Shade]:
    return MappingProxyType({normalised(word): shade for shade, words in table.items() for word in words})


# What is no part of a word.
MODIFIERS = _shaded(
    {
        Shade.SAME_PERIOD: ("samma period",),
        Shade.ONE_MONTH: ("vald period", "månaden", "månadens", "månad"),
        Shade.PRIOR: (
            "föregående år",
            "fg år",
            "fg. år",
            "fgå",
            "förra året",
            "i fjol",
            "ifjol",
            "fjolårets",
            "fjolåret",
            "fg års",
            "föreg år",
            "föreg. år",
            "föregående års",
        ),
        Shade.THIS_YEAR: (
            "innevarande år",
            "i år",
            "detta år",
            "årets investeringar",
            "varav årets investeringar",
        ),
        Shade.WHOLE_YEAR: ("hela året", "helår", "helårs", "årets", "år"),
        Shade.CUMULATIVE: (
            "ackumulerat",
            "ackumulerad",
            "ackum",
            "ack",
            "hittills",
            "t.o.m",
            "tom",
            "t o m",
            "till och med",
        ),
        Shade.SINCE_START: (
            "utgifter sedan projektets start",
            "sedan projektets start",
            "sedan projektstart",
            "sedan start",
        ),
        Shade.PERIOD: ("perioden", "periodens", "period", "periodiserad", "periodiserat"),
        Shade.NET: ("netto",),
    }
)
BUDGET_MODIFIERS = _shaded(
    {
        Shade.REVISED: (
            "reviderad", "rev", "justerad", "ändrad", "aktuell", "gällande", "disponibel", "total", "totalt",
            "efter omfördelning", "efter omfördelningar", "efter tilläggsanslag", "efter tilläggsbudget", "efter ändringar", "efter revidering",
            "efter justering", "efter justeringar", "efter ombudgetering", "efter kf-beslut", "ny", "uppdaterad", "slutlig", "slutgiltig", "nuvarande",
            "inkl ombudgetering", "inkl. ombudgetering", "inkl ombudgeteringar", "inkl. ombudgeteringar", "inkl överföringar", "inkl. överföringar", "inkl tb", "inkl. tb", "inkl. tilläggsbudget", "inkl tilläggsbudget",
            "inkl. tilläggsanslag", "inkl tilläggsanslag",
        ),
        Shade.ORIGINAL: (
            "ursprunglig", "antagen", "beslutad", "fastställd", "kf", "kf:s", "kommunfullmäktige", "kommunfullmäktiges", "fullmäktiges",
            "ingående", "första", "gammal", "tidigare",
        ),
    }
)  # fmt: skip

# What changes a budget, under headers of their own: with one of these a bare Budget is the original.
CHANGES = _compared(
    (
        "Tilläggsbudget", "Tilläggsanslag", "TB", "Kompletteringsbudget", "Ramändring", "Ombudgeterat", "Lönekompensation",
        "Omfördelning", "Omdisponering", "Överfört från", "Överfört", "Överfört från föregående år",
    )
)  # fmt: skip

# How the words begin, as they are compared, that say where a project is: of Status, and of headings over projects.
STATE_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Ej påbörjat": ("ej paborja", "inte paborja", "ej startat", "ej startad", "planera", "kommande"),
        "Pågående": ("pagaende", "pagar", "paborjat", "paborjad", "fortsatt"),
        "Avslutat": (
            "avsluta",
            "fardigstall",
            "fardig",
            "klar",
            "slutford",
            "slutfort",
            "genomford",
            "genomfort",
        ),
        "Löpande": ("lopande", "arlig"),
    }
)
