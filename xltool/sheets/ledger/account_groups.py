"""The groups of accounts that a first workbook's lines are made of: those of Kommun-BAS, and of BAS where a joint authority or a
company keeps its books by that. As data, in one place; the names follow what municipalities publish of their charts.

A group whose meaning differs between municipalities is not here: its accounts get a line each, with the names they have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.spelling import normalised
from xltool.sheets.lines.kind_words import by_account
from xltool.sheets.lines.line_kinds import LineKind


class Group(Struct, frozen=True):
    """A line to be: which accounts it takes (`50*`, several with `;`), its name and its kind, None where only the amounts say it.
    One that is `alone` is an account that belongs to no group."""

    accounts: str
    name: str
    kind: LineKind | None
    alone: bool = False


class Chart(Struct, frozen=True):
    """A chart of accounts: its groups' names by what their accounts begin with, several with `;`. The groups of class 8 are
    income where `income` has them, else costs."""

    name: str
    groups: Mapping[str, str]
    income: frozenset[str]

    def group(self, account: str) -> Group | None:
        """The group that the account belongs to; None where it belongs to none."""
        for starts, name in self.groups.items():
            if account.startswith(tuple(starts.split(";"))):
                taken = ";".join(f"{start}*" for start in starts.split(";"))
                other = LineKind.INCOME if starts in self.income else LineKind.COST
                return Group(taken, name, by_account(account) or other)
        return None


KOMMUN_BAS = Chart(
    "Kommun-BAS",
    {
        "30": "Försäljning",
        "31": "Taxor och avgifter",
        "34": "Hyror och arrenden",
        "35": "Bidrag",
        "36": "Försäljning av verksamhet och tjänster",
        "40": "Inköp av tillgångar",
        "41": "Anläggnings- och underhållsmaterial",
        "45": "Lämnade bidrag",
        "46": "Köp av verksamhet",
        "5": "Personal",
        "60": "Lokal- och markhyror",
        "61": "Fastighetskostnader",
        "62": "Bränsle, energi och vatten",
        "63": "Hyra och leasing",
        "64": "Förbrukningsinventarier och material",
        "65": "Kontorsmaterial och trycksaker",
        "66": "Reparation och underhåll",
        "68": "Tele, datakommunikation och post",
        "69": "Fordon och transportmedel",
        "70": "Resor och transporter",
        "71": "Representation",
        "72": "Annonser och information",
        "73": "Försäkringar och riskkostnader",
        "74": "Övriga tjänster",
        "79": "Avskrivningar",
        "84": "Finansiella intäkter",
        "85": "Finansiella kostnader",
    },
    frozenset({"84"}),
)
BAS = Chart(
    "BAS",
    {
        "30;31;32;33;34": "Försäljning",
        "35": "Fakturerade kostnader",
        "36": "Sidointäkter",
        "37": "Intäktskorrigeringar",
        "38": "Aktiverat arbete för egen räkning",
        "39": "Övriga intäkter",
        "4": "Varor, material och köpta tjänster",
        "50": "Lokalkostnader",
        "51": "Fastighetskostnader",
        "52": "Hyra av anläggningstillgångar",
        "53": "Energi",
        "54": "Förbrukningsinventarier och material",
        "55": "Reparation och underhåll",
        "56": "Transportmedel",
        "57": "Frakter och transporter",
        "58": "Resor",
        "59": "Reklam och information",
        "60": "Försäljningskostnader",
        "61": "Kontorsmaterial och trycksaker",
        "62": "Tele och post",
        "63": "Försäkringar och riskkostnader",
        "64": "Förvaltningskostnader",
        "65": "Externa tjänster",
        "68": "Inhyrd personal",
        "69": "Övriga externa kostnader",
        "70;71;72;73;74;75;76": "Personal",
        "77;78": "Avskrivningar och nedskrivningar",
        "79": "Övriga kostnader",
        "83": "Finansiella intäkter",
        "84": "Finansiella kostnader",
    },
    frozenset({"83"}),
)
# Names that accounts of staff have; where those stand tells the two charts apart.
_STAFF = re.compile(r"\w*lon(er)?\b|.*arbetsgivaravg|.*sociala avg|semester|.*pension|po-pal")


def chart_of(names: Mapping[str, str]) -> Chart:
    """The chart that the accounts' `names` fit: staff is class 5 in Kommun-BAS and 70 to 76 in BAS. Kommun-BAS where nothing
    says which."""
    staff = [account for account, name in names.items() if _STAFF.match(normalised(name))]
    is_company = sum(a.startswith("7") for a in staff) > sum(a.startswith("5") for a in staff)
    return BAS if is_company else KOMMUN_BAS


def group_of(account: str, name: str, chart: Chart) -> Group:
    """The line that takes the account."""
    if found := chart.group(account):
        return found
    is_total = (
        name and label_kind(name) is not LabelKind.LINE
    )  # Årets resultat would be read as the sum of all lines
    own = f"Konto {account} {name}".strip() if is_total or not name else name
    return Group(account, own, by_account(account), alone=True)
