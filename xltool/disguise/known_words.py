"""The words that xltool knows and reads by: they are no board's own, and stay as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xltool.binding.header_words import header_words
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.binding.vocabulary import AMOUNT_WORDS, BUDGET_MODIFIERS, MODIFIERS
from xltool.core.numbers import NO_VALUE_WORDS
from xltool.core.pages import CONTROL_TITLE, GUIDE_TITLE, SUMMARY_TITLE, TEXT_TITLE
from xltool.core.spelling import normalised
from xltool.core.swedish import MONTHS
from xltool.core.units import UNIT_WORDS
from xltool.sheets.all_sheets import forms
from xltool.sheets.lines.kind_words import is_of_a_kind
from xltool.sheets.settings.settings_rows import ALL, SETTINGS

WORD = re.compile(r"[^\W\d_]+")
# What targets, judgements, headings, marks of sums and dimensions are written with, and the small words between.
_MORE = """
    av och i på för per till från med utan eller den det en ett som är ej inte inom samt t o m tom ack fg år året årets
    minst högst exakt minska öka minskat lägre högre än max min mellan under över omkring ca cirka ung ungefär drygt knappt st styck procent
    uppnådd uppnått uppnås delvis saknar värde saknas mätt ja nej övriga indikatorer totalt total totala totalsumma summa delsumma slutsumma
    netto nettoresultat nettokostnad nettokostnader nettoutfall driftnetto resultat varav därav rad intäkter intäkt kostnader kostnad
    investerat nämnd nämnden verksamhetens överskott underskott avrundning avrundningsdifferens källa not noter anm kvartal tertial halvår helår
    pågående avslutade avslutat avslutade projekt påbörjat löpande ansvar verksamhet enhet objekt motpart aktivitet kst kostnadsställe period datum
    debet kredit saldo ingående utgående ver verifikation benämning text konto kontotext delårsrapport läget uppföljning prognos
    hela bladet blad kolumn tabell fast andel invånare debiterat översättning rubrik grupprubrik läses tecken förslag
    eget kapital kommunbidrag kommunersättning kommuninterna kommuninternt medlemsbidrag skatteintäkter generella statsbidrag utjämning finansiella
    avskrivningar avskrivning taxor taxa försäljning ersättning ersättningar personal po pålägg lokalhyror räntor ränta material konsulter konsult
    nettoinvesteringar samtliga sammanlagt summering tot totalbelopp nämndens förvaltningens periodens före efter poster extraordinära omslutning
    nettointäkter kostnadsrad intäktsrad återbetalning kreditering netto
    entreprenad försäkringar resor inköp köp fordran fordringar skuld skulder
"""
_HEADERS = ("budget", "utfall", "prognos")  # the ends of headers that may be ours: Internbudget
_KINDS = (
    "intäkter",
    "intäkt",
    "kostnader",
    "kostnad",
    "avgifter",
    "avgift",
    "löner",
    "lön",
    "hyror",
    "hyra",
    "bidrag",
    "försäljning",
)


@cache
def known_words() -> frozenset[str]:
    """Every word, normalised."""
    return frozenset(normalised(word) for text in _texts() for word in WORD.findall(text))


def _texts() -> Iterator[str]:
    yield from (_MORE, *_KINDS, GUIDE_TITLE, SUMMARY_TITLE, TEXT_TITLE, CONTROL_TITLE)
    yield from (*AMOUNT_WORDS, *MODIFIERS, *BUDGET_MODIFIERS, *NO_VALUE_WORDS, *MONTHS, *UNIT_WORDS)
    yield from (month[:3] for month in MONTHS)
    for sheet in (*forms(), SETTINGS):
        yield from (sheet.title, *sheet.aliases)
        for column in sheet.columns:
            yield from (column.header, *column.aliases, *column.words, *column.choices)
        yield from (column.header for column in sheet.computed)
    for setting in ALL:
        yield from (setting.label, *setting.choices)


def is_known(word: str) -> bool:
    return len(word) == 1 or normalised(word) in known_words()


def known_ending(word: str) -> str:
    """The end of a word that says what kind of line it is (Hyvlingsintäkter), empty where there is none."""
    ends = (*_HEADERS, *(_KINDS if is_of_a_kind(word) else ()))
    return next((word[-len(end) :] for end in ends if word.casefold().endswith(end)), "")


def is_setting(label: str) -> bool:
    """Whether a label is one of Uppgifter: what stands beside it rules how all is read."""
    return normalised(label) in _settings()


@cache
def _settings() -> frozenset[str]:
    return frozenset(normalised(setting.label) for setting in ALL)


def is_header(text: str) -> bool:
    """Whether a cell's text is one of our headers, with whatever year, month and unit it adds."""
    return header_words(text).base in known_words() or normalised(text) in _phrases()


@cache
def _phrases() -> frozenset[str]:
    return frozenset(normalised(text) for text in _texts())


def is_total(label: str) -> bool:
    return label_kind(label) not in (LabelKind.LINE, LabelKind.PART, LabelKind.NOTE)
