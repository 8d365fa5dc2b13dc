"""Days as sentences write them."""

from __future__ import annotations

from xltool.core.expr import Expr, call, joined
from xltool.sheets.settings.settings_rows import Setting
from xltool.sheets.settings.settings_table import setting_cell


def day(setting: Setting) -> Expr:
    """The day of a setting as `2021-12-31`, in any language that Excel runs in."""
    year = call("YEAR", setting_cell(setting))
    return joined(year, "-", two_digits("MONTH", setting), "-", two_digits("DAY", setting))


def two_digits(part: str, setting: Setting) -> Expr:
    return call("RIGHT", joined("0", call(part, setting_cell(setting))), 2)
