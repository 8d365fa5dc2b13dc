"""A result and a target of which one is written as a share and the other in percent: asked, never judged."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.origin import Origin
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy

_APART = 20  # times; a hundred times apart, and the result may be a fifth of the target or five times it
_A_PERCENT, _TEN_WHOLES = 0.01, 10.0


class WrittenPercent(Struct, frozen=True):
    """A percentage as a fraction, with what it is and its cell; `bare` is a number without a percent sign, `text` one
    that stands as text."""

    what: str
    value: float
    origin: Origin
    bare: bool
    text: bool = False


def percent_or_share(name: str, result: WrittenPercent, target: WrittenPercent) -> list[Finding]:
    """An error at the one that is written otherwise than the other: 0,84 against 95, or 8 400 % against 95 %."""
    small, large = sorted((result, target), key=lambda one: abs(one.value))
    if not 0 < abs(small.value) * _APART <= abs(large.value):
        return []
    if small.bare and abs(small.value) <= _A_PERCENT < abs(large.value):
        return [_asked(name, small, large, small.value * 100)]
    if not large.bare and abs(large.value) >= _TEN_WHOLES:
        return [_asked(name, large, small, large.value / 100)]
    return []


def _asked(name: str, wrong: WrittenPercent, other: WrittenPercent, meant: float) -> Finding:
    fields = {"what": wrong.what, "read": _percent(wrong.value), "meant": _percent(meant)}
    said = {"other": other.what, "against": _percent(other.value)}
    told = codes.PERCENT_OR_SHARE.at(wrong.origin, name=name, **fields, **said)
    if wrong.text and not wrong.bare:
        return told  # the wording around it is not ours to write
    values: list[str | float] = [_percent(meant)]
    if wrong.bare:  # it may be so little as it says: then the sign tells
        values = [round(meant * 100, 9), _percent(wrong.value)]
    where = wrong.origin
    return replace(told, remedies=tuple(Remedy(where.sheet, v, cell=where.cell) for v in values))


def _percent(fraction: float) -> str:
    return f"{number_text(fraction * 100)} %"
