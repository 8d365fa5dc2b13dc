"""The words that headers go by beside our own, as data: which column they are, and what they add to it.

A new word is a word more in a table. Sources: the headers of Swedish municipalities' own tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from xltool.core.shades import Shade, Words


def _words(*tables: tuple[Iterable[str], frozenset[Shade]]) -> Words:
    return MappingProxyType({word: shades for words, shades in tables for word in words})


def _said(*shades: Shade) -> frozenset[Shade]:
    return frozenset(shades)


ACTUAL_WORDS = _words(
    (("utfall", "bokslut", "redovisat", "redovisning", "verkligt", "verkligt utfall", "utfall/bokslut"), _said()),
    (("arsutfall", "helarsutfall"), _said(Shade.WHOLE_YEAR)),
    (("nettokostnad", "nettokostnader"), _said(Shade.NET_COST)),
)  # fmt: skip
_YEARS_BUDGET = _words(
    (("budget",), _said()),
    (("arsbudget", "helarsbudget"), _said(Shade.WHOLE_YEAR)),
    (("periodbudget",), _said(Shade.PERIOD)),
    (("budgetram", "ram", "anslag"), _said(Shade.ORIGINAL)),
    (("reviderad",), _said(Shade.REVISED)),
)
BUDGET_WORDS: Words = MappingProxyType(
    {
        **_YEARS_BUDGET,
        "totalbudget": _said(Shade.REVISED),
        "kommunbidrag": _said(Shade.GRANT),
    }
)
PROJECT_BUDGET_WORDS = _YEARS_BUDGET  # a project's total budget is decided for all its years
FORECAST_WORDS = _words(
    (("prognos", "prognos - utfall helar"), _said()),
    (("helarsprognos", "arsprognos"), _said(Shade.WHOLE_YEAR)),
)
VARIANCE_WORDS = _words(
    (("avvikelse", "differens", "diff", "budgetavvikelse", "avvikelse mot budget", "aterstar"), _said()),
    (("resultat", "arets resultat"), _said(Shade.BY_ARITHMETIC)),
)  # fmt: skip

# Words of the column that names the lines, where several could.
NAME_WORDS = _words(
    (("benamning", "kontobenamning", "kontonamn", "konto text", "text", "rad", "post", "kostnadsslag", "slag", "radtext",
      "beskrivning", "kontogrupp", "konto (t)", "konto(t)", "intakter/kostnader", "resultatrakning", "nettokostnad",
      "driftredovisning", "konto/text", "radetiketter", "tjanster", "tjanst", "sammandrag", "verksamheter"), _said()),
)  # fmt: skip
# Words of what lines are grouped by; the name where no other column is.
GROUP_WORDS = _words(
    (("verksamhet", "ansvar", "enhet", "verksamhetsomrade", "grupp", "namnd", "omrade"), _said())
)

# Columns of a part of the year.
OF_ONE_MONTH = _said(Shade.SAME_PERIOD, Shade.ONE_MONTH)
OF_OTHER_MONTHS = OF_ONE_MONTH | {Shade.TO_MONTH}
# Every word of a column of amounts.
AMOUNT_WORDS = frozenset().union(
    ACTUAL_WORDS, BUDGET_WORDS, FORECAST_WORDS, VARIANCE_WORDS, ("utfall foregaende ar",)
)

# What is no part of a word, longest first when it is looked for.
MODIFIERS: Mapping[str, Shade] = MappingProxyType(
    {
        "samma period": Shade.SAME_PERIOD,
        "vald period": Shade.ONE_MONTH, "manaden": Shade.ONE_MONTH, "manadens": Shade.ONE_MONTH, "manad": Shade.ONE_MONTH,
        "foregaende ar": Shade.PRIOR, "fg ar": Shade.PRIOR, "fg. ar": Shade.PRIOR, "fga": Shade.PRIOR,
        "forra aret": Shade.PRIOR, "i fjol": Shade.PRIOR, "fjolarets": Shade.PRIOR,
        "innevarande ar": Shade.THIS_YEAR, "i ar": Shade.THIS_YEAR, "detta ar": Shade.THIS_YEAR,
        "hela aret": Shade.WHOLE_YEAR, "helar": Shade.WHOLE_YEAR, "helars": Shade.WHOLE_YEAR, "arets": Shade.WHOLE_YEAR,
        "ar": Shade.WHOLE_YEAR,
        "ackumulerat": Shade.CUMULATIVE, "ackumulerad": Shade.CUMULATIVE, "ack": Shade.CUMULATIVE, "hittills": Shade.CUMULATIVE,
        "t.o.m": Shade.CUMULATIVE, "tom": Shade.CUMULATIVE, "t o m": Shade.CUMULATIVE, "till och med": Shade.CUMULATIVE,
        "perioden": Shade.PERIOD, "periodens": Shade.PERIOD, "period": Shade.PERIOD,
        "netto": Shade.NET,
    }
)  # fmt: skip
BUDGET_MODIFIERS: Mapping[str, Shade] = MappingProxyType(
    {
        **dict.fromkeys(
            ("reviderad", "rev", "justerad", "andrad", "aktuell", "gallande", "disponibel", "total", "totalt",
             "efter omfordelning", "inkl tb", "inkl. tb", "inkl. tillaggsbudget", "inkl tillaggsbudget",
             "inkl. tillaggsanslag", "inkl tillaggsanslag"),
            Shade.REVISED,
        ),
        **dict.fromkeys(("ursprunglig", "antagen", "beslutad", "faststalld", "kf"), Shade.ORIGINAL),
    }
)  # fmt: skip

# What changes a budget, under headers of their own: with one of these a bare Budget is the original.
CHANGES = frozenset(
    {
        "tillaggsbudget", "tillaggsanslag", "tb", "kompletteringsbudget", "ramandring", "ombudgeterat", "lonekompensation",
        "omfordelning", "omdisponering",
    }
)  # fmt: skip
