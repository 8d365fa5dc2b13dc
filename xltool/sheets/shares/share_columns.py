"""Fördelning: the net result shared out to the members by a key, in whole units by largest remainder.

Everything is plain worksheet formulas, so that a changed population in Excel hands out whole units that add up.
"""

from __future__ import annotations

import operator
from functools import reduce

from xltool.binding import vocabulary
from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import (
    Above,
    At,
    Expr,
    Span,
    Under,
    Upto,
    absolute,
    call,
    choose,
    joined,
    lift,
    ratio,
    rounded,
    total,
    when,
)
from xltool.core.numbers import decimals_of
from xltool.core.sentences import amount_formula
from xltool.core.spelling import normalised
from xltool.core.tables import Cell, Computed, Numbers, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT, Form, Money, Quantity
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import DEFAULT_KEY, KEY, WHOLE, Settings
from xltool.sheets.settings.settings_table import limit_cell, part_cell, setting_cell, setting_default
from xltool.sheets.shares import members as reading
from xltool.sheets.shares.members import Member, MemberColumns, Members

KEY_SHARE = Quantity(Form.PERCENT, decimals=2)  # of a key that is a percentage
NAME = Input("Kommun", TEXT, names=True, aliases=("Medlem", "Medlemskommun"), help="Medlemmens namn")
POPULATION = Input(DEFAULT_KEY, COUNT, required=False, aliases=("Antal invånare", "Invånarantal", "Folkmängd"), help="Antal invånare; behövs inte där en kolumn har andelar, som Fast andel. Varje annan kolumn med tal blir en nyckel till")  # fmt: skip

DEBITED = Input("Debiterat", AMOUNT, required=False, words=vocabulary.DEBITED_WORDS, help="Vad medlemmen redan har debiterats för året; ger slutlig avgift minus debiterat")  # fmt: skip
COUNTERPART = Input(
    "Motpart", TEXT, required=False, help="Medlemmens motpart i redovisningen; står på fakturaunderlaget"
)
REFERENCE = Input("Referens", TEXT, required=False, help="Medlemmens referens; står på fakturaunderlaget")
_TABLE = "shares"
RESULT_TITLE = "Fördelning"
SUM, SUM_NAME = "sum", "Summa"

# --- what is shared out: a small table of its own -------------------------------------------------------------

BASIS = "basis"
LABEL = Column("Att fördela", TEXT)
VALUE = Column("Värde", AMOUNT)


def _basis(row: str) -> At:
    return At(BASIS, row, VALUE)


# --- a member ------------------------------------------------------------------------------------------------

_UNITS = _basis("units")
# The weight is the key's column; with several keys the row's own formula chooses (`_weight`).
WEIGHT = Column("Nyckel", COUNT)
_WEIGHTS = At(_TABLE, SUM, WEIGHT)
SHARE = Computed("Andel", Quantity(Form.PERCENT, decimals=2), ratio(WEIGHT, _WEIGHTS, otherwise=0))
QUOTA = Computed("Exakt kvot", Quantity(Form.AMOUNT, decimals=2), _basis("amount") * SHARE)
WHOLES = Computed("Hela", COUNT, call("INT", ratio(_UNITS * WEIGHT, _WEIGHTS, otherwise=0)))
# In units × weight, where whole numbers are exact; rounded, so that weights with decimals tie where they should.
REMAINDER = Computed("Rest", COUNT, rounded(_UNITS * WEIGHT - WHOLES * _WEIGHTS))
RANK = Column("Turordning", COUNT)
AMOUNT_DUE = Computed(
    "Belopp",
    AMOUNT,
    rounded((WHOLES + when(_basis("left") >= RANK, 1, 0)) * _basis("unit")),
)
COLUMNS = MemberColumns(NAME, POPULATION, DEBITED, COUNTERPART, REFERENCE, SHARE, AMOUNT_DUE)
PAID, PAID_BACK = "att betala", "att få tillbaka"
DIRECTION = Computed("Regleras", TEXT, when(AMOUNT_DUE > 0, when(_basis("sign") > 0, PAID, PAID_BACK), "–"))
LISTED = Column("Uppräkning", TEXT)  # the members so far, as a sentence lists them
HELPERS = (LISTED,)
_LONGEST_LIST = 16_000  # characters; a text of 32 768 is an error in Excel, and nobody reads so much
_AMOUNT_AND_SIGNS = 30  # so many of them, at the most, beside a name

MEMBERS = Sheet(
    key=_TABLE,
    title="Medlemmar",
    aliases=("Medlemskommuner", RESULT_TITLE, "Fördelningsnyckel"),
    columns=(NAME, POPULATION, DEBITED, COUNTERPART, REFERENCE),
    computed=(WEIGHT, SHARE, QUOTA, WHOLES, REMAINDER, RANK, AMOUNT_DUE, DIRECTION, LISTED),
    extra_columns=True,
)


def share_quantity(settings: Settings) -> Quantity:
    """How a share is shown: with the decimals that a whole of it needs, so that what is shown adds up too."""
    money = Money(settings.unit)
    return Quantity(Form.AMOUNT, decimals=min(decimals_of(settings.whole / money.scale), 6))


def member_key(index: int) -> str:
    return f"member:{index}"


# What the rows of the workings are called, but for the net, which is called what it is.
WORKINGS = "Så räknas beloppen"
_CALLED = {
    "amount": "Belopp att fördela",
    "unit": "Fördelas i hela",
    "sign": "Tecken (1 underskott, −1 överskott)",
    "units": "Antal hela att fördela",
    "left": "Kvar efter hela delar, till störst rest",
}
NET_RESULT, NET_COST = "Nettoresultat (positivt är ett underskott)", "Nettokostnad"
# As `normalised` gives them: no member is called that.
OUR_WORDS = frozenset(map(normalised, (WORKINGS, NET_RESULT, NET_COST, *_CALLED.values())))


def basis_table(settings: Settings, net_name: str) -> Table:
    """The workings: the net, under its name, in whole units, and how many are left after the whole parts."""
    net = At("operating", operating.NET, operating.judged_by(settings))
    unit, shown = limit_cell(WHOLE), share_quantity(settings)
    whole_parts = At(_TABLE, SUM, WHOLES)
    # Rounded twice: 153.35 / 0.1 is a hair below the half that it stands for, and engines differ on a hair.
    rows = (
        _basis_row("net", net, Quantity(Form.AMOUNT), net_name),
        _basis_row("amount", rounded(_basis("units") * _basis("unit")), shown),
        _basis_row("unit", when(unit > 0, unit, setting_default(WHOLE)), shown),
        _basis_row("sign", call("SIGN", rounded(net)), COUNT),
        _basis_row("units", rounded(rounded(absolute(net) / _basis("unit")), 0), COUNT),
        _basis_row("left", _basis("units") - whole_parts, COUNT),
    )
    return Table(BASIS, (LABEL, VALUE), rows, WORKINGS, header_row=False)


def _basis_row(key: str, formula: Expr, quantity: Quantity, label: str = "") -> Row:
    return Row(key, Role.LINE, {LABEL: Cell(label or _CALLED[key]), VALUE: Cell(formula, quantity)})


def shares_table(members: Members, settings: Settings, money: Money) -> Table:
    """The result's sheet: a row a member, and their sum."""
    keys = key_columns(members)
    used = used_columns(members)
    last, helpers = len(members.members) - 1, HELPERS if _is_listed(members) else ()
    shown = share_quantity(settings)
    weight = _weight(members, keys)
    rest = _rest(members)
    rows = [_member_row(i, last, m, keys, weight, money, shown, rest) for i, m in enumerate(members.members)]
    end = rows[-1].key
    summed = (*keys.values(), WEIGHT, SHARE, QUOTA, WHOLES, AMOUNT_DUE)
    sums: dict[Column, Cell] = {c: Cell(total(Span(_TABLE, "", end, c))) for c in summed}
    sums[AMOUNT_DUE] = Cell(total(Span(_TABLE, "", end, AMOUNT_DUE)), shown)
    sums |= {c: Cell(total(Span(_TABLE, "", end, c))) for c in used if c is DEBITED}
    sums[WEIGHT] = Cell(sums[WEIGHT].content, weight.quantity)
    rows.append(Row(SUM, Role.TOTAL, {NAME: Cell(SUM_NAME), **sums}, frozenset({REMAINDER, DIRECTION})))
    columns = (
        NAME,
        *keys.values(),
        WEIGHT,
        SHARE,
        AMOUNT_DUE,
        DIRECTION,
        *used,
        QUOTA,
        WHOLES,
        REMAINDER,
        RANK,
        *helpers,
    )
    # One key needs no column of its own beside it.
    hidden = frozenset({*helpers, *((WEIGHT,) if len(keys) == 1 else ())})
    return Table(_TABLE, columns, tuple(rows), hidden=hidden)


def key_columns(members: Members) -> dict[str, Input]:
    """The columns of the keys, by their headers."""
    return {
        name: POPULATION
        if name == POPULATION.header
        else Input(name, KEY_SHARE if name in members.percent else _count(members, name))
        for name in members.keys
    }


def _count(members: Members, name: str) -> Quantity:
    """The key's numbers with the decimals that they have: 0,7 is not 1."""
    places = max((decimals_of(m.weights[name] or 0.0) for m in members.members), default=0)
    return Quantity(Form.NUMBER, decimals=min(places, _MOST_DECIMALS)) if places else COUNT


_MOST_DECIMALS = 4


def _rest(members: Members) -> Quantity:
    """A rest is in units of the key: with as many decimals as that has."""
    shown = key_quantity(members)
    if shown is None or shown.form is not Form.PERCENT:
        return shown or COUNT
    return Quantity(Form.NUMBER, decimals=_MOST_DECIMALS)


def used_columns(members: Members) -> tuple[Input, ...]:
    """The columns of what is invoiced that some member has something in."""
    filled = {
        DEBITED: any(one.debited is not None for one in members.members),
        COUNTERPART: any(one.counterpart for one in members.members),
        REFERENCE: any(one.reference for one in members.members),
    }
    return tuple(column for column, is_filled in filled.items() if is_filled)


_WEIGHT = Numbers(
    "Skriv medlemmens tal i fördelningsnyckeln med bara siffror, noll eller mer. Utan det kan resultatet inte fördelas.",
    0.0,
)


def _member_row(
    index: int,
    last: int,
    member: Member,
    keys: dict[str, Input],
    weight: Cell,
    money: Money,
    shown: Quantity,
    rest: Quantity,
) -> Row:
    key = member_key(index)
    cells: dict[Column, Cell] = {NAME: Cell(member.name, origin=member.origins["name"])}
    for name, column in keys.items():
        cells[column] = Cell(member.weights[name], origin=member.origins[name], numbers=_WEIGHT)
    cells |= {
        DEBITED: Cell(member.debited, origin=member.origins.get(reading.DEBITED)),
        COUNTERPART: Cell(member.counterpart or None, origin=member.origins.get(reading.COUNTERPART)),
        REFERENCE: Cell(member.reference or None, origin=member.origins.get(reading.REFERENCE)),
    }
    cells[WEIGHT] = weight
    cells[RANK] = Cell(rank_of(_TABLE, member_key(last), REMAINDER, WEIGHT))
    cells[AMOUNT_DUE] = Cell(AMOUNT_DUE.formula, shown)
    cells[REMAINDER] = Cell(REMAINDER.formula, rest)
    piece = joined(NAME, ": ", amount_formula(money, AMOUNT_DUE, decimals=shown.decimals))
    is_last, is_first = Under(NAME).equals(SUM_NAME), Above(NAME).equals(NAME.header)
    before = joined(Above(LISTED), when(is_last, " och ", ", "))
    cells[LISTED] = Cell(joined(when(is_first, "", before), piece))
    return Row(key, Role.LINE, cells)


def rank_of(table: str, last: str, remainder: Column, weight: Column) -> Expr:
    """A row's turn in getting one of what is left, of those down to the `last`: before it come larger remainders, then
    larger weights, then those that stand above. The same formula in each row, so that they can be sorted and filled down."""
    remainders, weights = Span(table, "", last, remainder), Span(table, "", last, weight)
    same, as_heavy = Upto(remainder), Upto(weight)
    before = (remainders > remainder) + remainders.equals(remainder) * (weights > weight)
    header = 1  # its words are more than any number
    return (
        call("SUMPRODUCT", before)
        - header
        + call("SUMPRODUCT", same.equals(remainder) * as_heavy.equals(weight))
    )


def _weight(members: Members, keys: dict[str, Input]) -> Cell:
    """The column that the setting Fördelningsnyckel names, or the mix of those that it is mixed of."""
    if members.parts:
        shares = (
            part_cell(i) * ratio(keys[part.name], At(_TABLE, SUM, keys[part.name]), otherwise=0)
            for i, part in enumerate(members.parts)
        )
        return Cell(reduce(operator.add, shares), key_quantity(members))
    # A key that no column has shares by nothing, which Kontroll then says.
    chosen = choose(*((setting_cell(KEY).equals(name), column) for name, column in keys.items()), otherwise=0)
    return Cell(chosen, key_quantity(members))


def key_quantity(members: Members) -> Quantity | None:
    """How the key's values are shown; None as numbers are."""
    if members.parts or members.key in members.percent:
        return KEY_SHARE
    return _count(members, members.key) if members.key in members.keys else None


def unit_at() -> At:
    """The smallest amount that is shared out."""
    return _basis("unit")


def amount_at() -> At:
    """The amount that is shared out, of a deficit as of a surplus."""
    return _basis("amount")


def due_at() -> Expr:
    """The amount that is shared out: positive is to be paid, negative to be paid back."""
    return signed(amount_at())


def signed(amount: Expr) -> Expr:
    """What is shared out of a surplus is negative."""
    return _basis("sign") * amount


def _is_listed(members: Members) -> bool:
    """Whether the members with their amounts fit into a sentence."""
    return sum(len(m.name) + _AMOUNT_AND_SIGNS for m in members.members) <= _LONGEST_LIST


def listed_at(members: Members) -> Expr:
    """All members with their amounts, as a sentence lists them; where that would be too long, where they stand."""
    if not _is_listed(members):
        return lift(f"beloppen för {len(members.members)} medlemmar står på bladet Fördelning")
    return At(_TABLE, member_key(len(members.members) - 1), LISTED)
