"""What a row's label says that the row is."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from xltool.core.spelling import normalised


class LabelKind(Enum):
    """What a row's label says that the row is."""

    LINE = "line"
    INCOME = "income total"
    COST = "cost total"
    NET = "net"
    SUBTOTAL = "subtotal"
    ROUNDING = "rounding"
    PART = "of which"
    NOTE = "note"


_TOTAL = re.compile(
    r"(total(t|a|er|summa|belopp)?|summa|delsumma|slutsumma|summering|sammanlagt|samtliga|tot|s:a)\b|[σ∑]|.*[\b_ ](totalt|total|summa|sammanlagt)$"
)
_OF_ALL = re.compile(
    r"(total(t|a|summa|belopp)?|summa|slutsumma|summering|sammanlagt|samtliga|tot|s:a|[σ∑])( (totalt|summa|belopp|namnden))?[ .:]*"
)


_NET = re.compile(r"((verksamhetens |namndens |forvaltningens )?netto(resultat|kostnad(er)?|utfall|intakt(er)?|omslutning)?|driftnetto|(arets |periodens |verksamhetens )?(netto)?resultat|resultat (fore|efter) (finansiella|extraordinara) (poster|kostnader|intakter|intakter och kostnader)|(arets |periodens )?(over-/underskott|over- och underskott|overskott/underskott))( \d{4})?$")  # fmt: skip


_FOOTNOTE = re.compile(r"\s*(?:\d{1,2}\)|\*+|[¹²³⁴⁵⁶⁷⁸⁹]+)$|(?<=[a-z])\d$")


_VERKSAMHETENS = re.compile(r"verksamhetens (intakter|kostnader)")


_NOTE = re.compile(r"(kalla|not|noter|anm|anmarkning|obs)\b")


@lru_cache(maxsize=4096)
def label_kind(label: str) -> LabelKind:
    """TOTALT INTÄKTER, SUMMA …, NETTORESULTAT, Avrundningsdifferens, varav …, Källa: …; anything else is a line."""
    name = _FOOTNOTE.sub("", normalised(label)).lstrip("-–•· ")
    if re.match(r"(varav|darav)\b", name):
        return LabelKind.PART
    if re.fullmatch(r"avrundning(s(differens(er)?)?)?", name):
        return LabelKind.ROUNDING
    if _NET.match(name):
        return LabelKind.NET
    if name == "nettoinvesteringar":
        return LabelKind.SUBTOTAL
    if closing := _VERKSAMHETENS.fullmatch(name):
        return LabelKind.INCOME if closing[1] == "intakter" else LabelKind.COST
    if not _TOTAL.match(name):
        return LabelKind.NOTE if _NOTE.match(name) else LabelKind.LINE
    income, cost = re.search(r"\bintakt", name), re.search(r"\bkostnad", name)
    if income and cost:
        return LabelKind.NET
    if income or cost:
        return LabelKind.INCOME if income else LabelKind.COST
    return LabelKind.NET if "resultat" in name else LabelKind.SUBTOTAL


def says_all(label: str) -> bool:
    """Whether the label is that of a total and names nothing that it would be the total of: Totalt, Summa, Slutsumma."""
    return bool(_OF_ALL.fullmatch(_FOOTNOTE.sub("", normalised(label))))
