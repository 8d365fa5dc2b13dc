"""The sentences of what the members share, in the report's section on economy; facts that only the board knows come from
Uppgifter (year.md §6)."""

from __future__ import annotations

from typing import NamedTuple

from xltool.core.expr import At, Expr, choose, joined, lift, rounded, when
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import ACCOUNTED_AS, KEY, SETTLED_ON, YEAR, Settings
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.invoice_columns import preliminary
from xltool.sheets.shares.members import Members


def net(settings: Settings) -> At:
    """What the board ends in: the actual, in an interim report the forecast."""
    return At("operating", operating.NET, operating.judged_by(settings))


class Words(NamedTuple):
    """What a positive net and a negative one are called, each also with its article; and what is shared out."""

    deficit: tuple[str, str]
    surplus: tuple[str, str]
    shared: str


NET_RESULT = Words(
    ("underskott", "Underskottet"), ("överskott", "Överskottet"), "eventuellt över- eller underskott"
)
NET_COST = Words(("nettokostnad", "Nettokostnaden"), ("nettointäkt", "Nettointäkten"), "nettokostnaden")


def of_year(settings: Settings, before: str, after: str = "") -> Expr:
    """The live year between two texts, or nothing where the workbook states none."""
    return joined(before, setting_cell(YEAR), after) if settings.year else lift("")


def shared_sentences(settings: Settings, words: Words) -> Expr:
    """What becomes of the net, each sentence with a blank before it."""
    if settings.is_preliminary:
        said = f"{_among(words)} {_preliminary(settings)}, och inget faktureras efter den."
        return lift(_one_unit(settings, words, f" {said}"))
    deficit, surplus = rounded(net(settings)) > 0, rounded(net(settings)) < 0
    due = shares.due_at()
    left = joined(" är mindre än det minsta belopp som fördelas", of_year(settings, " för "), ".")
    of_deficit, of_surplus = (
        joined(_by_key(settings), _settled_on(settings, verb))
        for verb in (" och läggs på ", " och dras av på ")
    )
    return joined(
        _one_unit(settings, words, ""),
        choose(
            (due > 0, joined(f" {words.deficit[1]}", of_deficit, ".")),
            (due < 0, joined(f" {words.surplus[1]}", of_surplus, ".")),
            (deficit, joined(f" {words.deficit[1]}", left)),
            (surplus, joined(f" {words.surplus[1]}", left)),
            otherwise=joined(" Det finns inget att fördela", of_year(settings, " för "), "."),
        ),
    )


def _among(words: Words) -> str:
    shared = words.shared[0].upper() + words.shared[1:]
    return f"{shared} fördelas mellan medlemskommunerna."


def _preliminary(settings: Settings) -> str:
    return f"Fördelningen av {settings.shared_out} är preliminär"


def _one_unit(settings: Settings, words: Words, without: str) -> Expr | str:
    """That the board is budgeted as one unit, where it says so; else `without` that."""
    preliminary = f" {_preliminary(settings)}, och inget faktureras efter den."
    if not settings.accounted_as:
        return without
    unit = setting_cell(ACCOUNTED_AS)
    said = joined(
        " Nämnden budgeteras och redovisas som ", unit, f", där {words.shared} fördelas mellan medlemskommunerna.",
        preliminary if settings.is_preliminary else "",
    )  # fmt: skip
    return when(unit.equals(""), without, said)


def _by_key(settings: Settings) -> Expr:
    key = when(setting_cell(KEY).equals(shares.POPULATION.header), "för invånarantal", setting_cell(KEY))
    return joined(of_year(settings, " för "), _shared_among(settings), " enligt nyckeln ", key)


def _shared_among(settings: Settings) -> Expr | str:
    """A board that is one unit has said among whom; else it is said here."""
    among = " fördelas mellan medlemskommunerna"
    if not settings.accounted_as:
        return among
    return when(setting_cell(ACCOUNTED_AS).equals(""), among, " fördelas ut")


def _settled_on(settings: Settings, verb: str) -> Expr:
    """The invoice that the amount goes on, where the board says which."""
    if not settings.settled_on:
        return lift("")
    invoice = setting_cell(SETTLED_ON)
    return when(invoice.equals(""), "", joined(verb, invoice))


def listed_shares(settings: Settings, members: Members, words: Words) -> Expr:
    amount = shares.amount_at()
    year = of_year(settings, " ")
    return choose(
        (
            amount.differs(0),
            joined(
                *_shared_out(settings, words),
                " blir",
                year,
                " enligt följande: ",
                shares.listed_at(members),
                ".",
            ),
        ),
        otherwise=joined("Ingen fördelning görs", of_year(settings, " för "), "."),
    )


def _shared_out(settings: Settings, words: Words) -> tuple[Expr | str, ...]:
    if settings.is_preliminary:
        return (preliminary(settings.shared_out),)
    return ("Fördelning av ", when(shares.due_at() > 0, words.deficit[0], words.surplus[0]))
