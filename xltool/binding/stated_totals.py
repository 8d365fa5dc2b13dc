"""Stated totals against their lines: equal, within rounding, or wrong (DOMAIN, Amounts)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from math import fsum

from msgspec import Struct

from xltool.core.numbers import plain
from xltool.core.spelling import normalised
from xltool.core.swedish import number_text
from xltool.core.tables import Input, Origin
from xltool.core.units import Money
from xltool.findings import codes
from xltool.findings.finding import Finding


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
_NET = re.compile(r"((verksamhetens )?netto(resultat|kostnad(er)?|utfall|intakt(er)?|omslutning)?|driftnetto|(arets |periodens |verksamhetens )?(netto)?resultat|resultat (fore|efter) (finansiella|extraordinara) (poster|kostnader|intakter|intakter och kostnader)|(arets |periodens )?(over-/underskott|over- och underskott|overskott/underskott))( \d{4})?$")  # fmt: skip
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


class Stated(Struct, frozen=True):
    """A total row of the input: its amounts and their cells; `position` counts the lines that stand above it. A net that is
    `turned` was written with the other sign than the lines."""

    name: str
    kind: LabelKind
    position: int
    amounts: dict[Input, float]
    origins: dict[Input, Origin]
    comment: str = ""
    turned: bool = False


def within_rounding(difference: float, terms: int, money: Money) -> bool:
    """|difference| ≤ 0.5 × (terms + 1) steps of the last decimal that is written."""
    return abs(difference) <= 0.5 * (terms + 1) * money.step + 1e-9


def is_equal(stated: float, computed: float) -> bool:
    return abs(stated - computed) <= 1e-9 * max(1.0, abs(stated), abs(computed))


def check_total(
    stated: Stated, column: Input, parts: Sequence[float], money: Money
) -> tuple[float, Finding | None]:
    """The rounding difference of a stated total (0 where there is none, or where it is wrong) and the finding."""
    value, computed = stated.amounts[column], fsum(parts)
    if is_equal(value, computed):
        return 0.0, None
    difference = round(value - computed, 9)
    fields = {
        "name": plain(stated.name),
        "column": column.header,
        "stated": number_text(value),
        "computed": number_text(round(computed, 9)),
        "difference": number_text(difference),
    }
    if within_rounding(difference, len(parts), money):
        return difference, codes.ROUNDING.at(stated.origins[column], **fields)
    return 0.0, codes.WRONG_TOTAL.at(stated.origins[column], **fields)


def check_variance(name: str, stated: float, computed: float, origin: Origin, money: Money) -> Finding | None:
    """A stated variance is only checked, to one step: the result always computes it."""
    if is_equal(stated, computed):
        return None
    fields = {"name": plain(name), "stated": number_text(stated), "computed": number_text(round(computed, 9))}
    code = codes.VARIANCE_ROUNDING if abs(stated - computed) <= money.step + 1e-9 else codes.WRONG_VARIANCE
    return code.at(origin, **fields)
