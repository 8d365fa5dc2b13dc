"""How wide the columns of a document's table are: no word is broken, and the room that is left goes to the long texts."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.core.document import DocumentRow

_LETTER, _MARGINS = 0.0128, 0.022  # of the text's width on a page
_LONG = 60  # characters that a column asks for at most


def column_widths(
    headers: Sequence[str], rows: Sequence[DocumentRow], least: float = 0.0
) -> tuple[float, ...]:
    """The columns' shares of the width, which come to 1; each but the first has at least so much."""
    texts = [[header, *(row.cells[i].text for row in rows)] for i, header in enumerate(headers)]
    needed = [
        max(len(word) for text in column for word in text.split(" ")) * _LETTER + _MARGINS for column in texts
    ]
    narrow = [max(share, least if i else 0.0) for i, share in enumerate(needed)]
    if sum(narrow) >= 1:
        return tuple(share / sum(narrow) for share in narrow)
    wanted = [min(max(map(len, column)), _LONG) * _LETTER + _MARGINS for column in texts]
    missing = [max(0.0, want - has) for want, has in zip(wanted, narrow, strict=True)]
    spare = 1 - sum(narrow)
    if sum(missing) <= spare:  # all fits in a line: the names get what is left
        missing[0] += spare - sum(missing)
    return tuple(has + spare * lack / sum(missing) for has, lack in zip(narrow, missing, strict=True))
