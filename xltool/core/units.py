"""What a column or a cell holds: text, amounts, percentages, counts; and the unit of a workbook's amounts."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace


class Form(Enum):
    __hash__ = object.__hash__  # that of Enum is Python, and it is asked thousands of times

    TEXT = "text"
    AMOUNT = "belopp"
    PERCENT = "procent"
    NUMBER = "tal"
    DATE = "datum"


class Quantity(Struct, frozen=True):
    """How a cell is read, kept and shown. A percentage is kept as a fraction, a date as Excel's serial number.

    `signed` shows a plus before a positive value, `decimals` None lets the workbook decide (amounts), `before` and `after`
    are words around the figure (`högst `, ` eller högre`), `zero` is what stands for none.
    """

    form: Form
    unit: str = ""
    decimals: int | None = None
    signed: bool = False
    before: str = ""
    after: str = ""
    zero: str = ""


TEXT = Quantity(Form.TEXT)
AMOUNT = Quantity(Form.AMOUNT)
VARIANCE_AMOUNT = Quantity(Form.AMOUNT, signed=True)
PERCENT = Quantity(Form.PERCENT, decimals=1)
VARIANCE_PERCENT = Quantity(Form.PERCENT, decimals=1, signed=True)
COUNT = Quantity(Form.NUMBER, decimals=0)
NUMBER = Quantity(Form.NUMBER)
DATE = Quantity(Form.DATE)


def with_dash(quantity: Quantity) -> Quantity:
    """The same with a dash for zero, where a table would be full of noughts that say nothing."""
    return replace(quantity, zero="–")


def quantity_in(unit: str, decimals: int | None = None) -> Quantity:
    """An indicator's, by its unit."""
    return Quantity(Form.PERCENT if unit == "%" else Form.NUMBER, unit, decimals)


class Unit(Enum):
    """The unit of a workbook's amounts; the value is the number of kronor in it."""

    __hash__ = object.__hash__  # that of Enum is Python, and it is asked thousands of times

    KR = 1
    TKR = 1_000
    MNKR = 1_000_000

    @property
    def word(self) -> str:
        return self.name.lower()


# Every way in which people write the unit of amounts, in lower case.
UNIT_WORDS = {
    "kr": Unit.KR,
    "kronor": Unit.KR,
    "sek": Unit.KR,
    "tkr": Unit.TKR,
    "kkr": Unit.TKR,
    "ksek": Unit.TKR,
    "tsek": Unit.TKR,
    "tusen kr": Unit.TKR,
    "tusen kronor": Unit.TKR,
    "tusental kronor": Unit.TKR,
    "mnkr": Unit.MNKR,
    "mkr": Unit.MNKR,
    "msek": Unit.MNKR,
    "miljoner kr": Unit.MNKR,
    "miljoner kronor": Unit.MNKR,
}


class SignRule(Enum):
    """How a workbook writes its amounts; the value is the word on Uppgifter (reading.md §3). Within xltool income is
    negative and costs are positive."""

    __hash__ = object.__hash__

    NEGATIVE = "negativa"  # income −, costs +
    POSITIVE = "positiva"  # income +, costs −
    UNSIGNED = "utan tecken"  # both +: the kind of the line decides

    @property
    def income(self) -> float:
        """What an income as it is written is multiplied with to be ours."""
        return 1.0 if self is SignRule.NEGATIVE else -1.0

    @property
    def cost(self) -> float:
        """What a cost as it is written is multiplied with to be ours."""
        return -1.0 if self is SignRule.POSITIVE else 1.0


class Money(Struct, frozen=True):
    """How the workbook's amounts are shown: kronor in tkr through the number format, the rest as they are.

    `written` is the number of decimals that the input's amounts are written with.
    """

    unit: Unit
    written: int = 0

    @property
    def shown(self) -> Unit:
        return Unit.TKR if self.unit is Unit.KR else self.unit

    @property
    def scale(self) -> int:
        """What an amount is divided by when it is shown."""
        return self.shown.value // self.unit.value

    @property
    def decimals(self) -> int:
        if self.unit is Unit.KR:
            return 0
        least, most = (1, 3) if self.unit is Unit.MNKR else (0, 1)
        return min(max(self.written, least), most)

    @property
    def word(self) -> str:
        return self.shown.word

    @property
    def step(self) -> float:
        """One unit of the last decimal that the amounts are written with."""
        return float(10**-self.written)

    def clear(self, amount: float) -> float:
        """An amount without the noise that a difference of decimals leaves: to a ten-thousandth of an öre."""
        return round(amount, {Unit.KR: 6, Unit.TKR: 9, Unit.MNKR: 12}[self.unit])

    def convert(self, amount: float, unit: Unit) -> float:
        """An amount in `unit` as an amount in the workbook's unit."""
        if unit.value >= self.unit.value:
            return float(amount * (unit.value // self.unit.value))
        return amount / (self.unit.value // unit.value)
