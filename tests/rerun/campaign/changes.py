"""How the input changes from one run to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.rerun.campaign.board_kinds import COST, INCOME, PROJECT
from tests.rerun.campaign.random_life import RandomLife

_FEWEST = 3


def _at(life: RandomLife) -> int:
    return life.random.randrange(len(life.input.rows))


def _with(life: RandomLife, at: int, **fields: object) -> None:
    life.input.rows[at] = replace(life.input.rows[at], **fields)  # type: ignore[arg-type]  # each its kind


def actual(life: RandomLife) -> None:
    at = _at(life)
    _with(life, at, actual=life.input.rows[at].actual + 1)


def budget(life: RandomLife) -> None:
    _with(life, _at(life), budget=life.new_budget())


def removed(life: RandomLife) -> None:
    at = _at(life)
    others = [row for row in life.input.rows if row.block != PROJECT and row != life.input.rows[at]]
    if len(life.input.rows) > _FEWEST and others:
        life.left.append(life.input.rows.pop(at))


def returned(life: RandomLife) -> None:
    """One that had left is back, as it was."""
    if life.left:
        row = life.left.pop(life.random.randrange(len(life.left)))
        life.input.rows.insert(life.random.randint(0, len(life.input.rows)), row)


def added(life: RandomLife) -> None:
    life.input.rows.insert(life.random.randint(0, len(life.input.rows)), life.new_row())


def replaced(life: RandomLife) -> None:
    """One leaves and a namesake comes, on the other side perhaps, with its account perhaps."""
    at = _at(life)
    gone = life.input.rows[at]
    is_one_sided = gone.block == PROJECT or not life.input.kind.blocks
    block = gone.block if is_one_sided else life.random.choice((INCOME, COST))
    account = gone.account if life.random.random() < 0.5 else ""
    life.left.append(gone)
    life.input.rows[at] = life.new_row(gone.name, block, account)


def twin(life: RandomLife) -> None:
    """A namesake comes whose actual is another's, but for one."""
    row = life.random.choice(life.input.rows)
    new = life.new_row(row.name, row.block)
    account = new.account if life.input.kind.has_ledger else row.account
    new = replace(new, account=account, actual=row.actual, group=row.group)
    life.input.rows.insert(_at(life), new)


def renamed(life: RandomLife) -> None:
    _with(life, _at(life), name=life.random.choice(life.input.kind.names))


def names_swapped(life: RandomLife) -> None:
    """Two rows swap their amounts: whoever is called Resor is Resor."""
    first, second = _at(life), _at(life)
    one, other = life.input.rows[first], life.input.rows[second]
    is_alike = (one.block, one.group) == (other.block, other.group)
    if one.name != other.name and is_alike and not (one.account or other.account):
        _with(life, first, budget=other.budget, actual=other.actual)
        _with(life, second, budget=one.budget, actual=one.actual)


def moved(life: RandomLife) -> None:
    life.random.shuffle(life.input.rows)


def other_side(life: RandomLife) -> None:
    at = _at(life)
    row = life.input.rows[at]
    if row.block != PROJECT and life.input.kind.blocks:
        block = COST if row.block == INCOME else INCOME
        account = life.new_account(block) if life.input.computes(row) else row.account
        _with(life, at, block=block, account=account)


def other_group(life: RandomLife) -> None:
    at = _at(life)
    if life.input.rows[at].block != PROJECT:
        _with(life, at, group=life.random.choice(life.input.kind.groups))


def other_board(life: RandomLife) -> None:
    life.input.board = life.random.choice(("Nämnden", "Kulturnämnden", "Socialnämnden"))


def account(life: RandomLife) -> None:
    """A row gets an account, loses it, or gets another."""
    at = _at(life)
    row = life.input.rows[at]
    if row.block != PROJECT and life.input.kind.blocks:
        new = life.new_account(row.block)
        _with(life, at, account="" if row.account and life.random.random() < 0.5 else new)


def accounts_joined(life: RandomLife) -> None:
    if not life.input.kind.has_ledger:  # whose accounts stand in a column
        life.input.has_joined_accounts = not life.input.has_joined_accounts


def unit(life: RandomLife) -> None:
    life.input.in_kr = not life.input.in_kr


def layout(life: RandomLife) -> None:
    """Other words above the columns, and another order; groups in a column or above their rows."""
    life.input.has_other_words = not life.input.has_other_words
    life.input.has_headings = life.input.kind.groups != ("",) and life.random.random() < 0.5
    life.random.shuffle(life.input.columns)


def totals(life: RandomLife) -> None:
    life.input.has_totals = not life.input.has_totals


def comment(life: RandomLife) -> None:
    """The input has a comment of its own, or none any more."""
    at = _at(life)
    life.ids += 1
    _with(life, at, comment="" if life.input.rows[at].comment else f"Ur indata {life.ids}")


Change = Callable[[RandomLife], None]
CHANGES: tuple[Change, ...] = (
    actual, actual, budget, removed, removed, returned, added, added, replaced, replaced, twin, renamed, names_swapped,
    moved, other_side, other_group, other_board, account, accounts_joined, unit, layout, totals, comment,
)  # fmt: skip
