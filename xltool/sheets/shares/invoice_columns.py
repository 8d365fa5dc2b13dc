"""Fakturaunderlag: what each member is charged or paid back (year.md §5), all of it live over Fördelning.

Way 1, the seed's: the member's share of the net. Way 2, where it is known what the members have been charged: the final fee,
which is the member's share of the costs less other income, less that.
"""

from __future__ import annotations

from collections.abc import Sequence

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, Span, absolute, call, choose, joined, ratio, rounded, total, when
from xltool.core.sentences import amount_formula, percent_formula
from xltool.core.tables import Cell, Computed, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT, VARIANCE_AMOUNT, Form, Money, Quantity
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_dates import day
from xltool.sheets.settings.settings_rows import KEY, KEY_DATE, SETTLED_ON, YEAR, Settings
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.contributions import Contribution, booked
from xltool.sheets.shares.members import Members

INVOICES, FEE = "invoices", "fee"
TITLE = "Fakturaunderlag"
ABOUT = "Vad varje medlem ska betala eller få tillbaka, med texten på fakturan"


PRELIMINARY_ABOUT = (
    "Vad varje medlem skulle betala eller få tillbaka. Det är preliminärt, och inget faktureras efter det"
)


def preliminary(of: str) -> str:
    """What the shares are called while there is nothing to invoice: those `of` the forecast, the period or the budget."""
    return f"Preliminär fördelning av {of}"


NAME = Column("Kommun", TEXT)
COUNTERPART = Column("Motpart", TEXT)
KEY_VALUE = Column("Nyckel", COUNT)
DATED = Column("Nyckelns datum", TEXT)
SHARE = Column("Andel", Quantity(Form.PERCENT, decimals=2))
DEBITED = Column("Preliminärt debiterat", AMOUNT)
FINAL = Column("Slutlig avgift", AMOUNT)
SETTLED = Column("Att reglera", VARIANCE_AMOUNT)
WORDS = Column("Text", TEXT)
INVOICED = Column("Faktureras", TEXT)
REFERENCE = Column("Referens", TEXT)

LABEL, VALUE = Column("Avgift att fördela", TEXT), Column("Värde", AMOUNT)


def _fee(row: str) -> At:
    return At(FEE, row, VALUE)


_KEYS = At(INVOICES, shares.SUM, KEY_VALUE)
WHOLES = Computed("Hela", COUNT, call("INT", ratio(_fee("units") * KEY_VALUE, _KEYS, otherwise=0)))
REMAINDER = Computed("Rest", COUNT, rounded(_fee("units") * KEY_VALUE - WHOLES * _KEYS))
RANK = Column("Turordning", COUNT)


def is_made(members: Members, settings: Settings) -> bool:
    """Whether the workbook says anything of how the members are invoiced."""
    return bool(shares.used_columns(members) or settings.settled_on or settings.contributions)


def fee_table(rows: Sequence[Contribution], settings: Settings) -> Table:
    """What the final fees are of: the costs less other income, which is the net less what the members have paid."""
    net = At(operating.OPERATING.key, operating.NET, operating.judged_by(settings))
    shown, unit = shares.share_quantity(settings), shares.unit_at()
    whole_parts = At(INVOICES, shares.SUM, WHOLES)
    lines: tuple[tuple[str, str, Expr, Quantity], ...] = (
        ("net", "Nettoresultat", net, AMOUNT),
        ("paid", "Medlemmarnas bidrag", booked(rows, settings), AMOUNT),
        ("cost", "Kostnader minus andra intäkter", _fee("net") + _fee("paid"), AMOUNT),
        ("sign", "Tecken", call("SIGN", rounded(_fee("cost"))), COUNT),
        ("units", "Antal hela att fördela", rounded(rounded(absolute(_fee("cost")) / unit), 0), COUNT),
        ("left", "Kvar efter hela delar, till störst rest", _fee("units") - whole_parts, COUNT),
        ("amount", "Slutlig avgift att fördela", rounded(_fee("sign") * _fee("units") * unit), shown),
    )
    made = tuple(
        Row(key, Role.LINE, {LABEL: Cell(label), VALUE: Cell(formula, quantity)})
        for key, label, formula, quantity in lines
    )
    return Table(FEE, (LABEL, VALUE), made, header_row=False)


def invoice_table(members: Members, settings: Settings, money: Money) -> Table:
    """A row a member, and their sum. An interim report has neither a text for an invoice nor the invoice it goes on."""
    last = len(members.members) - 1
    rows = [_row(i, last, members, settings, money) for i in range(last + 1)]
    summed = (KEY_VALUE, SHARE, SETTLED, *((DEBITED, FINAL, WHOLES) if members.are_debited else ()))
    shown = {c: _quantity(c, members, settings) for c in summed}
    sums: dict[Column, Cell] = {
        c: Cell(total(Span(INVOICES, rows[0].key, rows[-1].key, c)), shown[c]) for c in summed
    }
    blank = frozenset({REMAINDER}) if members.are_debited else frozenset({WHOLES, REMAINDER})
    rows.append(Row(shares.SUM, Role.TOTAL, {NAME: Cell(shares.SUM_NAME), **sums}, blank))
    used, helpers = shares.used_columns(members), (WHOLES, REMAINDER, RANK) if members.are_debited else ()
    columns = (
        NAME,
        *((COUNTERPART,) if shares.COUNTERPART in used else ()),
        KEY_VALUE,
        *(() if settings.key_date is None else (DATED,)),
        SHARE,
        *((DEBITED, FINAL) if members.are_debited else ()),
        SETTLED,
        *(() if settings.is_preliminary else (WORDS,)),
        *((INVOICED,) if settings.settled_on and not settings.is_preliminary else ()),
        *((REFERENCE,) if shares.REFERENCE in used else ()),
        *helpers,
    )
    headers: dict[Column, str] = {FINAL: "Beräknad avgift"} if settings.is_preliminary else {}
    return Table(INVOICES, columns, tuple(rows), headers=headers, hidden=frozenset(helpers))


def _quantity(column: Column, members: Members, settings: Settings) -> Quantity | None:
    if column is KEY_VALUE:
        return shares.key_quantity(members)
    return shares.share_quantity(settings) if column is FINAL else None


def _row(index: int, last: int, members: Members, settings: Settings, money: Money) -> Row:
    key = shares.member_key(index)

    def of_share(column: Column) -> At:
        return At(shares.MEMBERS.key, key, column)

    cells: dict[Column, Cell] = {
        NAME: Cell(of_share(shares.NAME)),
        COUNTERPART: Cell(_or_nothing(of_share(shares.COUNTERPART))),
        KEY_VALUE: Cell(of_share(shares.WEIGHT), shares.key_quantity(members)),
        DATED: Cell(when(call("COUNT", setting_cell(KEY_DATE)) > 0, day(KEY_DATE), "")),
        SHARE: Cell(of_share(shares.SHARE)),
        DEBITED: Cell(of_share(shares.DEBITED)),
        SETTLED: Cell(shares.signed(of_share(shares.AMOUNT_DUE)), _settled_quantity(settings)),
        WORDS: Cell(_words(members, money)),
        INVOICED: Cell(when(SETTLED.equals(0), "–", _or_nothing(setting_cell(SETTLED_ON)))),
        REFERENCE: Cell(_or_nothing(of_share(shares.REFERENCE))),
    }
    if not members.are_debited:
        return Row(key, Role.LINE, cells, frozenset({WHOLES, REMAINDER}))
    final = _fee("sign") * (WHOLES + when(_fee("left") >= RANK, 1, 0)) * shares.unit_at()
    cells |= {
        RANK: Cell(shares.rank_of(INVOICES, shares.member_key(last), REMAINDER, KEY_VALUE)),
        FINAL: Cell(rounded(final), shares.share_quantity(settings)),
        SETTLED: Cell(rounded(FINAL - DEBITED)),
    }
    return Row(key, Role.LINE, cells)


def _settled_quantity(settings: Settings) -> Quantity:
    return Quantity(Form.AMOUNT, decimals=shares.share_quantity(settings).decimals, signed=True)


def _or_nothing(cell: Expr) -> Expr:
    """The text of a cell; a reference to an empty one would be 0."""
    return when(cell.equals(""), "", cell)


def _words(members: Members, money: Money) -> Expr:
    """What stands on the invoice: whether it is charged or paid back, how much, and of what."""
    size = amount_formula(money, SETTLED)
    year = joined(" ", setting_cell(YEAR))
    if members.are_debited:
        of = joined(
            "slutlig avgift", year, " ", amount_formula(money, FINAL, signed=True), " minus debiterat ",
            amount_formula(money, DEBITED, signed=True),
        )  # fmt: skip
    else:
        net = choose((shares.due_at() > 0, "underskottet"), otherwise="överskottet")
        of = joined("andel ", percent_formula(SHARE, 2), " av ", net, year, " efter ", setting_cell(KEY))
    return choose(
        (SETTLED > 0, joined("Att betala ", size, ": ", of)),
        (SETTLED < 0, joined("Att få tillbaka ", size, ": ", of)),
        otherwise="Inget att reglera",
    )
