"""What the columns of a ledger mean beside account and amounts, and the words in their cells: as data, in one place.

A column of another name follows its rows and means nothing to xltool.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from xltool.binding.header_words import header_parts
from xltool.binding.headers import names_of
from xltool.core.columns import Input
from xltool.core.spelling import normalised
from xltool.core.units import AMOUNT, TEXT

ACCOUNT_WORDS = (
    "Kontonr", "Kontonummer", "Konto nr", "Konto-nr", "Kto", "Kontokod", "Konto-id", "Konto_id", "UKONTO", "Underkonto", "Slag",
    "Konto/benämning", "Konto och benämning", "Konto och text", "Konto med text",
)  # fmt: skip


def _column(header: str, *words: str) -> Input:
    return Input(header, TEXT, aliases=words, required=False)


YEAR = _column("År", "Bokföringsår", "Redovisningsår", "Räkenskapsår")
PERIOD = _column("Period", "Bokföringsperiod", "Redovisningsperiod", "Bokf.period", "Bokf period", "Årmånad", "År-månad", "År/månad")  # fmt: skip
DATE = _column("Datum", "Bokföringsdatum", "Bokf.datum", "Bokf datum", "Bokfdatum", "Bokföringsdag", "Verifikationsdatum", "Ver.datum", "Verdatum", "Transaktionsdatum", "Transdatum")  # fmt: skip
VERSION = _column("Version", "Budgetversion", "Utfall/Budget", "Budget/Utfall", "Scenario", "Datatyp", "Värdetyp")  # fmt: skip
NAME = _column("Kontonamn", "Kontotext", "Kontobenämning", "Konto text", "Kontobeskrivning")
WORDING = _column("Text", "Radtext", "Verifikationstext", "Vertext", "Ver.text", "Transaktionstext", "Transtext", "Beskrivning", "Benämning", "Händelse", "Specifikation", "Notering")  # fmt: skip
VOUCHER = _column(
    "Ver.nr", "Vernr", "Ver nr", "Verifikation", "Verifikationsnr", "Verifikationsnummer", "Ver"
)
SIDE = _column("D/K", "DK", "D/C", "Debet/kredit", "Debet/Kredit", "Deb/kred", "H/S", "S/H", "+/-", "±", "Tecken", "Sida")  # fmt: skip
DEBIT = Input("Debet", AMOUNT, aliases=("Debetbelopp", "Belopp debet", "Debit", "Deb"), required=False)
CREDIT = Input("Kredit", AMOUNT, aliases=("Kreditbelopp", "Belopp kredit", "Credit", "Kred"), required=False)

MEANINGS = (YEAR, PERIOD, DATE, VERSION, NAME, WORDING, VOUCHER, SIDE, DEBIT, CREDIT)

# What tells rows of an account apart, and lines that share it.
ANSVAR = _column(
    "Ansvar", "KST_ID", "Kostnadsställe", "Kostnadsställen", "Kst", "Enhet", "Ansvarskod", "Resultatenhet"
)
ACTIVITY = _column("Verksamhet", "VHT", "Verksamhetskod", "Verksamh")
COUNTERPART = _column("Motpart", "MOTP_ID", "MOT", "Motp", "Motpartskod")
PROJECT = _column("Projekt", "PROJ_ID", "Proj", "Projektkod", "Projektnr")
DIMENSIONS = (ANSVAR, ACTIVITY, COUNTERPART, PROJECT)

BALANCES = Input("Saldo", AMOUNT, aliases=("IB", "UB", "Ing saldo", "Utg saldo", "Ing. saldo", "Utg. saldo", "Ing balans", "Utg balans", "Ing. balans", "Utg. balans", "Ingående saldo", "Utgående saldo", "Ingående balans", "Utgående balans", "Ack saldo", "Ack. saldo", "Ackumulerat saldo", "Löpande saldo"))  # fmt: skip

# What a cell of SIDE says of the amount beside it; S and H are Soll and Haben.
SIDES: Mapping[str, float] = MappingProxyType(
    dict.fromkeys(("d", "debet", "deb", "debit", "s", "soll", "+"), 1.0)
    | dict.fromkeys(("k", "kredit", "kred", "c", "credit", "h", "haben", "-"), -1.0)
)
_VERSION_YEAR = r"[ _-]?((?:19|20)\d\d)?"
_BUDGET = re.compile(rf"(?:bu|bud|budg|budget|arsbudget|kf-?budget){_VERSION_YEAR}(?:[ _-]?\w{{1,12}})?")
_ACTUAL = re.compile(rf"(?:ut|utf|utfall|bokfort|bokslut|redovisat|redovisning|verkligt|actual){_VERSION_YEAR}")  # fmt: skip
_BALANCE = re.compile(
    r"(?:ing|utg|ingaende|utgaende)\.? ?(?:balans|saldo|bal)\b.*|[iu]\.?b(?: \d.*)?|(?:ack|ack\.|ackumulerat|lopande) saldo"
    r"|(?:periodens|arets|manadens) (?:forandring(?:ar)?|rorelser?|omslutning)|saldo(?: (?:\d|per|konto).*)?"
)
_ACCOUNT_TOTAL = re.compile(r"(?:summa|s:a|delsumma|slutsumma|tot|total|totalt)(?: konto(?:t|nr)?)?(?: (\d\w*)\b.*)?")  # fmt: skip


def meanings(headers: Mapping[str, int]) -> dict[Input, int]:
    """The position of each column that means something, the leftmost where there are several."""
    found: dict[Input, int] = {}
    for text, position in sorted(headers.items(), key=lambda item: item[1]):
        base = header_parts(text)[0]
        for column in MEANINGS:
            if base in names_of(column):
                found.setdefault(column, position)
    return found


def dimension_of(header: str) -> str:
    """What a column is called that tells rows apart, the same for all words of one: KST_ID and Kostnadsställe are Ansvar."""
    base = header_parts(header)[0]
    return next((normalised(c.header) for c in DIMENSIONS if base in names_of(c)), base)


def dimension_columns(headers: Iterable[str]) -> dict[str, str]:
    """The headers that tell rows apart, by what we call them; the first where there are several."""
    found: dict[str, str] = {}
    for text in headers:
        base = header_parts(text)[0]
        for column in DIMENSIONS:
            if base in names_of(column):
                found.setdefault(column.header, text)
    return found


def says_wording(header: str) -> bool:
    """Whether the column holds the words of the rows, where a sum would be named."""
    base = header_parts(header)[0]
    return base in names_of(WORDING) or base in names_of(NAME)


def balance_columns(headers: Iterable[str]) -> list[str]:
    """The headers of columns that hold balances, which are no entries."""
    return [text for text in headers if header_parts(text)[0] in names_of(BALANCES)]


def version_kind(word: str) -> tuple[str, int | None]:
    """What a normalised version is: `budget`, `actual` or nothing that is known, and its year."""
    for kind, pattern in (("actual", _ACTUAL), ("budget", _BUDGET)):
        if found := pattern.fullmatch(word):
            return kind, int(found[1]) if found[1] else None
    return "", None


def is_balance(label: str) -> bool:
    """Whether a normalised text says that its row is an opening or closing balance: `ingaende saldo`, `ib`."""
    return _BALANCE.fullmatch(label) is not None


def account_summed(label: str) -> str | None:
    """The account that a normalised text is the sum of: `summa konto 5010` → 5010, `summa` → empty; None for others."""
    found = _ACCOUNT_TOTAL.fullmatch(label)
    return None if found is None else found[1] or ""
