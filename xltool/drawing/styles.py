"""What meanings look like: fonts, fills, rules and number formats. Pure data and lookups.

The hues are Okabe and Ito's bluish green, vermilion and amber, darkened so that text has a contrast of 4.5:1 on
its own fill. Colour never stands alone: a symbol, a word and a sign say the same.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.pages import Part
from xltool.core.swedish import MINUS, number_text
from xltool.core.tables import Meaning, Role
from xltool.core.units import Form, Money, Quantity

FONT = "Calibri"
INK, QUIET, RULE, HAIRLINE = "#1F2328", "#57606A", "#1F2328", "#D0D7DE"
INPUT_INK = "#0A3D91"
ENTRY_FILL = "#EEF4FF"
BAND, NET_BAND = "#F3F4F6", "#E6E9ED"
GOOD_INK, BAD_INK, PARTLY_INK = "#00664D", "#A33B00", "#7A5200"
GOOD_FILL, BAD_FILL, PARTLY_FILL, NOTE_FILL = "#E4F6F0", "#F8D5C3", "#FAE8B0", "#EEF0F3"
GOOD_BAR, BAD_BAR, SHARE_BAR = "#009E73", "#A84300", "#7A838D"
TAB_REPORT, TAB_INPUT, TAB_CONTROL = "#1F2328", INPUT_INK, "#8C959F"

TEXT_COLOURS = {Meaning.GOOD: GOOD_INK, Meaning.BAD: BAD_INK, Meaning.PARTLY: PARTLY_INK, Meaning.NOTE: QUIET}
FILL_COLOURS = {
    Meaning.GOOD: GOOD_FILL,
    Meaning.BAD: BAD_FILL,
    Meaning.PARTLY: PARTLY_FILL,
    Meaning.NOTE: NOTE_FILL,
}

# Series: fill, border. The actual is solid over the outline of the budget.
SERIES: dict[Part, tuple[str | None, str]] = {
    Part.BUDGET: (None, INK),
    Part.ACTUAL: ("#4A5058", "#4A5058"),
    Part.BETTER: (GOOD_BAR, GOOD_BAR),
    Part.WORSE: (BAD_BAR, BAD_BAR),
    Part.SHARE: ("#4A5058", "#4A5058"),
    Part.ROOM: (None, ""),
}


class Look(Struct, frozen=True):
    """All that a cell's format says."""

    number_format: str = "General"
    size: float = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = INK
    fill: str = ""
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    bottom_colour: str = RULE
    align: str = ""
    valign: str = "vcenter"
    indent: int = 0
    wrap: bool = False
    locked: bool = True


THIN, MEDIUM, DOUBLE, HAIR = 1, 2, 6, 4

# Excel's own code for what is printed below a page: the file and the sheet, whose it is and how far it has come, the day and the page.
FOOTER = "&L&9&F – &A&C&9{about}&R&9Utskriven &D · sida &P av &N"
_LONGEST_FOOTER = 255  # as Excel counts: a character beyond the first plane is two


def footer(about: str = "", state: str = "") -> str:
    """The footer of a workbook that is `about` a board, whose name is cut where it has no room, and in a state."""
    said = _said(about, state)
    while about and len(said.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST_FOOTER:
        about = about[:-2].rstrip("…") + "…" if len(about) > 2 else ""
        said = _said(about, state)
    return said


def _said(about: str, state: str) -> str:
    return FOOTER.replace("{about}", " · ".join(filter(None, (about, state))).replace("&", "&&"))


HEADER = Look(bold=True, bottom=MEDIUM, valign="bottom", wrap=True)
SECTION = Look(bold=True, size=12)
TITLE = Look(bold=True, size=18, valign="vcenter")
SUBTITLE = Look(colour=QUIET, size=10)
MESSAGE = Look(bold=True, size=13, valign="vcenter")
BADGE = Look(colour=QUIET, size=10, align="right", valign="vcenter")
NOTE = Look(colour=QUIET, size=10)

_ROWS = {
    Role.ENTRY: Look(bottom=HAIR, bottom_colour=HAIRLINE),
    Role.LINE: Look(bottom=HAIR, bottom_colour=HAIRLINE),
    Role.HEADING: Look(bold=True, bottom=THIN, bottom_colour=HAIRLINE, fill=BAND),
    Role.GROUP: Look(bold=True, bottom=HAIR, bottom_colour=HAIRLINE),
    Role.GROUP_TOTAL: Look(bold=True, bottom=THIN, bottom_colour=HAIRLINE),
    Role.SUBTOTAL: Look(bold=True, top=THIN, bottom=THIN, fill=BAND),
    Role.ROUNDING: Look(italic=True, colour=QUIET, size=10, bottom=HAIR, bottom_colour=HAIRLINE),
    Role.TOTAL: Look(bold=True, top=THIN, bottom=DOUBLE, fill=NET_BAND),
    Role.TITLE: TITLE,
    Role.SUBTITLE: SUBTITLE,
    Role.MESSAGE: MESSAGE,
    Role.BADGE: BADGE,
    Role.NOTE: NOTE,
    Role.TEXT: Look(),
}


@lru_cache(maxsize=4096)
def cell_look(
    role: Role,
    quantity: Quantity,
    money: Money,
    *,
    right: bool,
    is_input: bool,
    wrap: bool,
    link: bool,
    indent: int = 0,
    unlocked: bool = False,
) -> Look:
    """The look of a cell: its row's role, its quantity's number format, whether it stands to the right, and
    whether it is there to be changed. A text to the left may have an `indent`; an unlocked one may be rewritten although
    it is no input."""
    look = replace(_ROWS[role], number_format=number_format(quantity, money))
    if role not in _HEAD_ROLES:
        look = replace(look, align="right" if right else "left")
    if wrap:
        look = replace(look, wrap=True)
    if is_input:
        look = replace(look, colour=INPUT_INK, locked=False)
        if role is Role.ENTRY:  # a blank cell has no ink to be known by
            look = replace(look, fill=ENTRY_FILL)
    if link:
        look = replace(
            look, underline=role is Role.LINE, colour=INPUT_INK if role is Role.LINE else look.colour
        )
    if indent and look.align:
        look = replace(look, indent=indent)
    if unlocked:
        look = replace(look, locked=False)
    return look


@lru_cache(maxsize=4096)
def at_top(style: Look) -> Look:
    """The look in a row of several lines, where every cell begins with the first of them."""
    return replace(style, valign="top") if style.valign == "vcenter" else style


@lru_cache(maxsize=4096)
def ended(style: Look) -> Look:
    """The look of a cell with a bar that is part of a whole, which ends at the cell's edge."""
    return replace(style, right=MEDIUM)


@lru_cache(maxsize=4096)
def unruled(style: Look) -> Look:
    """The look in a row that shows nothing."""
    return replace(style, bottom=0)


_HEAD_ROLES = (Role.TITLE, Role.SUBTITLE, Role.MESSAGE, Role.BADGE, Role.NOTE, Role.TEXT)


def number_format(quantity: Quantity, money: Money) -> str:
    """Excel's format code, in the English form that is stored; Excel shows it in the reader's language."""
    if quantity.form is Form.TEXT:
        return "General"
    if quantity.form is Form.DATE:
        return "yyyy-mm-dd"
    if quantity.form is Form.PERCENT:
        body = _digits(1 if quantity.decimals is None else quantity.decimals, grouped=False) + r"\ %"
    elif quantity.form is Form.AMOUNT:
        # A comma behind the digits divides what is shown by a thousand: kronor are shown in tkr.
        places = money.decimals if quantity.decimals is None else quantity.decimals
        body = _digits(places) + ("," if money.scale > 1 else "")
        body += _unit_format(quantity.unit)
    elif quantity.decimals is None and not quantity.unit and not quantity.before and not quantity.after:
        return "General"
    else:
        body = _digits(quantity.decimals or 0)
        body += _unit_format(quantity.unit)
    before, after = _words_format(quantity.before), _words_format(quantity.after)
    below = f"{before}{_MINUS}{body}{after}"
    above = f"{before}{body}{after}"
    zero = _words_format(quantity.zero)
    if quantity.signed:
        return f"+{above};{below};{zero or above}"
    return f"{above};{below};{zero}" if zero else f"{above};{below}"


_MINUS = rf"\{MINUS}"  # the sign itself, not a hyphen


def _words_format(words: str) -> str:
    """Words around the number, as literal text."""
    plain = "".join(c for c in words if c not in '";[]')
    return f'"{plain}"' if plain else ""


def _unit_format(unit: str) -> str:
    """The unit behind the number; characters that end a part of a format code are left out."""
    plain = "".join(c for c in unit if c not in '";[]')[:20].strip()
    return rf'\ "{plain}"' if plain else ""


def _digits(decimals: int, *, grouped: bool = True) -> str:
    whole = "#,##0" if grouped else "0"
    return whole + ("." + "0" * decimals if decimals else "")


def shown(value: float | str | bool | None, quantity: Quantity, money: Money) -> str:
    """The value about as Excel shows it, for measuring how wide it is."""
    if value is None or isinstance(value, str):
        return value or ""
    number = float(value)
    if quantity.before or quantity.after:
        bare = replace(quantity, before="", after="")
        return quantity.before + shown(value, bare, money) + quantity.after
    if quantity.form is Form.DATE:
        return "0000-00-00"
    if quantity.form is Form.PERCENT:
        return number_text(number * 100, 1 if quantity.decimals is None else quantity.decimals) + " %+"
    if quantity.form is Form.AMOUNT:
        places = money.decimals if quantity.decimals is None else quantity.decimals
        return f"{number_text(number / money.scale, places)} {quantity.unit}+"
    unit = f" {quantity.unit}" if quantity.unit else ""
    return number_text(number, quantity.decimals or 0) + unit


# --- measuring text ------------------------------------------------------------------------------------------


class _Widths(dict[str, int]):
    def __missing__(self, character: str) -> int:
        return 10  # as a digit


# Calibri's advance widths in tenths of a digit's; what is not listed is as wide as a digit.
_TENTHS = _Widths(
    (c, tenths)
    for tenths, characters in (
        (4, " '\u00a0"), (5, ",.:;Iijl·"), (6, "!()-J[]`f{}"), (7, "rt"), (8, '"/Lcsz'), (9, "?FSZagkvxy|åä"),
        (11, "ABCRVÅÄ"), (12, "DGH●○"), (13, "&NOQUÖ"), (14, "%w…"), (16, "m▲▼◐✔✘"), (17, "M"), (18, "@W→◄►"),
    )
    for c in characters
)  # fmt: skip
_HAIR = 0.001  # for sums of the same widths in another order
_CALIBRI = 1.07  # a digit of Calibri 11 is 7.43 pixels wide, a column's unit 7


@lru_cache(maxsize=8192)
def _tenths(text: str) -> int:
    return sum(map(_TENTHS.__getitem__, text))


def text_width(text: str, look: Look) -> float:
    """The text's width in characters of a column."""
    return _tenths(text) / 10 * _CALIBRI * look.size / 11 * (1.03 if look.bold else 1.0)


def lines_needed(text: str, width: float, look: Look) -> int:
    """How many lines the text takes in a wrapped cell of that width."""
    if "\n" not in text and text_width(text, look) < width - _HAIR:
        return 1
    blank = text_width(" ", look)
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            wide = text_width(word, look)
            if used and used + blank + wide > width:
                count, used = count + 1, 0.0
            count += int(wide // width)  # a word that is wider than the cell is broken
            used += wide % width + (blank if used else 0.0)
    return count


LINE = 1.364  # the height of a line, by the size of its letters


def line_height(look: Look) -> float:
    """The height of a line in points."""
    return look.size * LINE
