"""Fördelning: the net result shared out to the members by a key, in whole units by largest remainder.

Everything is plain worksheet formulas, so that a changed population in Excel hands out whole units that add up.
"""

from __future__ import annotations

from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import At, Expr, Span, absolute, call, choose, joined, lift, ratio, rounded, total, when
from xltool.core.numbers import decimals_of
from xltool.core.sentences import amount_formula
from xltool.core.tables import Cell, Computed, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT, Form, Money, Quantity
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import DEFAULT_KEY, KEY, WHOLE, Settings
from xltool.sheets.settings.settings_table import limit_cell, setting_cell, setting_default
from xltool.sheets.shares.member_reading import Member, Members

NAME = Input("Kommun", TEXT, names=True, aliases=("Medlem", "Medlemskommun"), help="Medlemmens namn")
POPULATION = Input(DEFAULT_KEY, COUNT, aliases=("Antal invånare", "Invånarantal", "Folkmängd"), help="Antal invånare. Varje annan kolumn med tal blir en nyckel till")  # fmt: skip

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
    rounded(_basis("sign") * (WHOLES + when(_basis("left") >= RANK, 1, 0)) * _basis("unit")),
)
DIRECTION = Computed("Regleras", TEXT, choose((AMOUNT_DUE > 0, "att betala"), (AMOUNT_DUE < 0, "att få tillbaka"), otherwise="–"))  # fmt: skip
LISTED = Column("Uppräkning", TEXT)  # the members so far, as a sentence lists them
HELPERS = (LISTED,)
_LONGEST_LIST = 16_000  # characters; a text of 32 768 is an error in Excel, and nobody reads so much
_AMOUNT_AND_SIGNS = 30  # so many of them, at the most, beside a name

MEMBERS = Sheet(
    key=_TABLE,
    title="Medlemmar",
    aliases=("Medlemskommuner", RESULT_TITLE, "Fördelningsnyckel"),
    columns=(NAME, POPULATION),
    computed=(WEIGHT, SHARE, QUOTA, WHOLES, REMAINDER, RANK, AMOUNT_DUE, DIRECTION, LISTED),
    extra_columns=True,
)


def share_quantity(settings: Settings) -> Quantity:
    """How a share is shown: with the decimals that a whole of it needs, so that what is shown adds up too."""
    money = Money(settings.unit)
    return Quantity(Form.AMOUNT, decimals=min(decimals_of(settings.whole / money.scale), 6))


def member_key(index: int) -> str:
    return f"member:{index}"


def basis_table(settings: Settings, net_name: str) -> Table:
    """What is shared out: the net, under its name, in whole units, and how many are left after the whole parts."""
    net = At("operating", operating.NET, operating.judged_by(settings))
    unit, shown = limit_cell(WHOLE), share_quantity(settings)
    whole_parts = At(_TABLE, SUM, WHOLES)
    # Rounded twice: 153.35 / 0.1 is a hair below the half that it stands for, and engines differ on a hair.
    rows = (
        _basis_row("net", net_name, net, Quantity(Form.AMOUNT)),
        _basis_row("unit", "Fördelas i hela", when(unit > 0, unit, setting_default(WHOLE)), shown),
        _basis_row("sign", "Tecken (1 underskott, −1 överskott)", call("SIGN", rounded(net)), COUNT),
        _basis_row(
            "units", "Antal hela att fördela", rounded(rounded(absolute(net) / _basis("unit")), 0), COUNT
        ),
        _basis_row("left", "Kvar efter hela delar, till störst rest", _basis("units") - whole_parts, COUNT),
        _basis_row(
            "amount", "Belopp att fördela", rounded(_basis("sign") * _basis("units") * _basis("unit")), shown
        ),
    )
    return Table(BASIS, (LABEL, VALUE), rows, header_row=False)


def _basis_row(key: str, label: str, formula: Expr, quantity: Quantity) -> Row:
    return Row(key, Role.LINE, {LABEL: Cell(label), VALUE: Cell(formula, quantity)})


def shares_table(members: Members, settings: Settings, money: Money) -> Table:
    """The result's sheet: a row a member, and their sum."""
    keys: dict[str, Input] = {
        name: POPULATION if name == POPULATION.header else Input(name, COUNT) for name in members.keys
    }
    last, helpers = len(members.members) - 1, HELPERS if _is_listed(members) else ()
    shown = share_quantity(settings)
    rows = [_member_row(i, last, m, keys, money, shown) for i, m in enumerate(members.members)]
    first, end = rows[0].key, rows[-1].key
    summed = (*keys.values(), WEIGHT, SHARE, QUOTA, WHOLES, AMOUNT_DUE)
    sums: dict[Column, Cell] = {c: Cell(total(Span(_TABLE, first, end, c))) for c in summed}
    sums[AMOUNT_DUE] = Cell(total(Span(_TABLE, first, end, AMOUNT_DUE)), shown)
    rows.append(Row(SUM, Role.TOTAL, {NAME: Cell(SUM_NAME), **sums}, frozenset({REMAINDER, DIRECTION})))
    columns = (
        NAME,
        *keys.values(),
        WEIGHT,
        SHARE,
        QUOTA,
        WHOLES,
        REMAINDER,
        RANK,
        AMOUNT_DUE,
        DIRECTION,
        *helpers,
    )
    # One key needs no column of its own beside it.
    hidden = frozenset({*helpers, *((WEIGHT,) if len(keys) == 1 else ())})
    return Table(_TABLE, columns, tuple(rows), hidden=hidden)


def _member_row(
    index: int, last: int, member: Member, keys: dict[str, Input], money: Money, shown: Quantity
) -> Row:
    first, key = member_key(0), member_key(index)
    cells: dict[Column, Cell] = {NAME: Cell(member.name, origin=member.origins["name"])}
    for name, column in keys.items():
        cells[column] = Cell(member.weights[name], origin=member.origins[name])
    cells[WEIGHT] = Cell(_weight(keys))
    remainders, weights = (
        Span(_TABLE, first, member_key(last), REMAINDER),
        Span(_TABLE, first, member_key(last), WEIGHT),
    )
    same, as_heavy = Span(_TABLE, first, key, REMAINDER), Span(_TABLE, first, key, WEIGHT)
    # Before this member come larger remainders, then larger weights, then those that stand above.
    cells[RANK] = Cell(
        call("SUMPRODUCT", (remainders > REMAINDER) + remainders.equals(REMAINDER) * (weights > WEIGHT))
        + call("SUMPRODUCT", same.equals(REMAINDER) * as_heavy.equals(WEIGHT))
    )
    cells[AMOUNT_DUE] = Cell(AMOUNT_DUE.formula, shown)
    piece = joined(NAME, ": ", amount_formula(money, AMOUNT_DUE, decimals=shown.decimals))
    if index == 0:
        cells[LISTED] = Cell(piece)
    else:
        before = At(_TABLE, member_key(index - 1), LISTED)
        cells[LISTED] = Cell(joined(before, " och " if index == last else ", ", piece))
    return Row(key, Role.LINE, cells)


def _weight(keys: dict[str, Input]) -> Expr:
    """The column that the setting Fördelningsnyckel names."""
    # A key that no column has shares by nothing, which Kontroll then says.
    return choose(*((setting_cell(KEY).equals(name), column) for name, column in keys.items()), otherwise=0)


def amount_at() -> At:
    """The amount that is shared out."""
    return _basis("amount")


def _is_listed(members: Members) -> bool:
    """Whether the members with their amounts fit into a sentence."""
    return sum(len(m.name) + _AMOUNT_AND_SIGNS for m in members.members) <= _LONGEST_LIST


def listed_at(members: Members) -> Expr:
    """All members with their amounts, as a sentence lists them; where that would be too long, where they stand."""
    if not _is_listed(members):
        return lift(f"beloppen för {len(members.members)} medlemmar står på bladet Fördelning")
    return At(_TABLE, member_key(len(members.members) - 1), LISTED)
