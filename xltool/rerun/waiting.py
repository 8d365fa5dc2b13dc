"""Texts that wait under Utan rad: the rows that they were written on, remembered beside the list that people see, and
the rows that they find again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from xltool.core.memos import Memo
from xltool.core.row_key import RowKey, row_key
from xltool.rerun.entry_place import Place
from xltool.rerun.fingerprints import print_of, word
from xltool.rerun.matching import RowFigures, home_of
from xltool.result.unmatched_list import Unmatched
from xltool.sheets.all_sheets import part_titled
from xltool.sheets.operating.operating_columns import OPERATING
from xltool.sheets.settings.settings_rows import SETTINGS

_WAITING = "waiting"


def waiting_memo(unmatched: Iterable[Unmatched]) -> Memo:
    """What the list does not show of each line: block, account, number and figures of its row."""
    return [
        _WAITING,
        *(
            [*_line(one), print_of(word(one.text)), one.key.parts() if one.key else [], list(one.figures)]
            for one in unmatched
        ),
    ]


def with_rows(listed: Iterable[Unmatched], memos: Iterable[Memo]) -> list[Unmatched]:
    """The list as it stands, with the rows that are remembered of its lines. A line that is not remembered as it stands
    was written by hand. The first releases remembered none."""
    memo = next((m for m in memos if m[0] == _WAITING), None)
    if memo is None:
        return list(listed)
    remembered: dict[tuple[str, ...], list[tuple[str, Unmatched]]] = defaultdict(list)
    for one in memo[1:]:
        match one:
            case [str(sheet), str(row), str(column), str(letters), [*parts], [*figures]]:
                known = Unmatched("", sheet, row, column, row_key(parts), tuple(figures))
                remembered[_line(known)].append((letters, known))
    found = []
    for one in listed:
        left = remembered[_line(one)]
        # Of several lines with one name the text tells which it is; a text may have been mended in the list.
        at = next((i for i, (letters, _) in enumerate(left) if letters == print_of(word(one.text))), 0)
        if left:
            _, known = left.pop(at)
            found.append(replace(one, key=known.key, figures=known.figures))
        else:
            found.append(replace(one, by_hand=True))
    return found


def _line(one: Unmatched) -> tuple[str, str, str]:
    return one.sheet, one.row, one.column


def home(
    one: Unmatched, rows: Sequence[RowKey], taken: Collection[RowKey], figures: RowFigures
) -> RowKey | None:
    """The row that the text was written on, where it is back: one of the `rows`, which have these `figures` now, but no
    row that was there all the time, as the `taken` ones. Who wrote a line into the list may mean any row of its name."""
    if one.key is not None:
        return home_of(one.key, one.figures, rows, taken, figures)
    return _only_one_called(one, [row for row in rows if one.by_hand or row not in taken])


def _only_one_called(one: Unmatched, rows: Iterable[RowKey]) -> RowKey | None:
    """The only row of that name, with its account; or where an account came or went, without."""
    account, _, name = one.row.partition(" ")
    of_sheet = [key for key in rows if key.sheet == one.sheet]
    same_words = [key for key in of_sheet if one.row in (key.words, key.called)]
    came = [key for key in of_sheet if key.account and key.row == one.row]
    had_account = one.sheet == OPERATING.title and len(account) > 2 and account.isdigit()
    went = [key for key in of_sheet if had_account and not key.account and key.row == name]
    found = same_words or came or went
    return found[0] if len(found) == 1 else None


def may_stand(one: Unmatched, home: Place) -> bool:
    """Whether a line of the list can be written into the cell by itself: a person may have put anything there."""
    part = part_titled(home.key.sheet)
    column = next((c for c in part.sheet.columns if c.header == home.column), None) if part else None
    choices = column.choices if column else ()
    return home.key.sheet != SETTINGS.title and (not choices or one.text in choices)
