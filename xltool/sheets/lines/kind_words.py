"""What a line's own words say of its kind: its name, or the class of its account."""

from __future__ import annotations

from xltool.core.late_patterns import late_pattern
from xltool.core.spelling import normalised
from xltool.sheets.lines.line_kinds import LineKind

_WORDS = {
    LineKind.INCOME: {
        "kommunbidrag", "kommunersattning", "medlemsbidrag", "skatteintakter", "generella statsbidrag",
        "generella statsbidrag och utjamning", "finansiella intakter", "verksamhetens intakter",
        "kommuninterna bidrag", "kommuninternt bidrag", "intakter",
    },
    LineKind.COST: {"finansiella kostnader", "avskrivningar", "verksamhetens kostnader", "kostnader"},
}  # fmt: skip
# Names of what money comes from or goes to: a table of such lines is no table of verksamheter.
_OF_A_KIND = late_pattern(
    r"\b(\w*intakt(er)?|\w*kostnad(er)?|\w*avgift(er)?|taxor|taxa|(forsaljning|ersattning|bidrag)(ar|er)?|statsbidrag|"
    r"\w*lon(er)?|personal|po-palagg|(lokal)?hyr(a|or)|avskrivning(ar)?|rant(a|or)|fordran|fordringar|skuld(er)?|"
    r"inkop|kop av \w+|material|konsult(er)?|entreprenad(er)?|forsakring(ar)?|resor)\b"
)


def by_account(account: str) -> LineKind | None:
    """The account's class in Kommun-BAS: 3 is income, 4 to 7 cost. Class 8 holds both, and says nothing."""
    first = account[:1]
    if first == "3":
        return LineKind.INCOME
    return LineKind.COST if first and first in "4567" else None


def by_word(name: str) -> LineKind | None:
    """What a line is by its own name: the municipality's grant is an income, as are the lines of a statement of results."""
    return next((kind for kind, words in _WORDS.items() if normalised(name) in words), None)


def is_of_a_kind(name: str) -> bool:
    """Whether the name is of an income or a cost, whichever it is."""
    return by_word(name) is not None or bool(_OF_A_KIND().match(normalised(name)))
