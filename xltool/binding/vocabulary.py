"""The words that headers of amounts go by beside our own, as data: which column they are, and what they add to it.

A new word is a word more in a table. Sources: the headers of Swedish municipalities' own tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType


class Shade(IntEnum):
    """What a header adds to its column; of two headers for one column the higher counts (year.md §3, reading.md §7)."""

    ORIGINAL = 0  # a budget before it was changed
    PLAIN = 1
    WHOLE_YEAR = 2
    CUMULATIVE = 3  # from the year's first day; a plain one beside it is a single month
    REVISED = 4  # a budget with its changes


_ACTUAL = {
    Shade.ORIGINAL: ("nettokostnad", "nettokostnader"),  # where no other column is the actual
    Shade.PLAIN: (
        "bokslut", "redovisat", "redovisning", "verkligt", "verkligt utfall", "utfall/bokslut", "utfall innevarande ar",
        "utfall i ar", "netto utfall", "utfall netto",
    ),
    Shade.WHOLE_YEAR: ("utfall helar", "arsutfall", "utfall jan-dec", "utfall jan - dec", "helarsutfall"),
    Shade.CUMULATIVE: (
        "ack utfall", "ack. utfall", "utfall ack", "utfall ack.", "ackumulerat utfall", "utfall t.o.m. dec",
        "utfall ackumulerat",
    ),
}  # fmt: skip
_BUDGET = {
    Shade.ORIGINAL: (
        "ursprunglig budget", "budget kf", "beslutad budget", "antagen budget", "faststalld budget", "budgetram", "ram",
        "anslag",
    ),
    Shade.WHOLE_YEAR: ("arsbudget", "budget helar", "helarsbudget", "budget ar", "budget jan-dec"),
    Shade.REVISED: (
        "reviderad budget", "rev budget", "rev. budget", "budget rev", "total budget", "budget totalt", "totalbudget",
        "justerad budget", "aktuell budget", "gallande budget", "disponibel budget", "budget efter omfordelning",
        "budget inkl tb", "budget inkl. tb", "budget inkl. tillaggsbudget", "budget inkl. tillaggsanslag", "reviderad",
    ),
}  # fmt: skip
_VARIANCE = {
    Shade.PLAIN: ("differens", "diff", "budgetavvikelse", "avvikelse mot budget", "aterstar"),
}

# By our own header.
WORDS: Mapping[str, Mapping[str, Shade]] = MappingProxyType(
    {
        header: MappingProxyType({word: shade for shade, words in table.items() for word in words})
        for header, table in (("Utfall", _ACTUAL), ("Budget", _BUDGET), ("Avvikelse", _VARIANCE))
    }
)

# What changes a budget, under headers of their own: with one of these a bare Budget is the original.
CHANGES = frozenset(
    {
        "tillaggsbudget", "tillaggsanslag", "tb", "kompletteringsbudget", "ramandring", "ombudgeterat", "lonekompensation",
        "omfordelning", "omdisponering",
    }
)  # fmt: skip
