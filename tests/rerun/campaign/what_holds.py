"""What must hold after every run."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from tests.rerun.campaign.input_rows import SLIP, Row
from tests.rerun.campaign.random_life import LOOSE, ON_A_SHEET, RESULT, RandomLife, Text
from tests.rerun.campaign.result_lines import Line, in_tkr, lines, listed_texts, texts_beside, totals


@dataclass
class Said:
    """All that was said from the first run on, over the stops, to the result."""

    codes: set[str] = field(default_factory=set)
    words: str = ""
    choices: int = 0

    def hear(self, life: RandomLife) -> None:
        self.codes |= {f["code"] for f in life.life.findings}
        words = " ".join(f"{f['message']} {f['hint']}" for f in life.life.findings)
        self.words += " ".join(words.split()) + " "

    def names(self, text: str) -> bool:
        return text in self.words

    def names_figure(self, amount: float) -> bool:
        """With either sign: a row that became income says of its cost what the cost was."""
        return f"{abs(amount):,.0f}".replace(",", " ") in self.words


def check(life: RandomLife, said: Said) -> None:
    """All of it; then the life knows where everything stands now."""
    there = lines(life.folder / RESULT)
    rows = life.input.lines
    pairs = zip(rows, there, strict=False)
    # Where somebody's budget counts, the name tells.
    alike = (row.budget == line.budget or line.name.endswith(row.name) for row, line in pairs)
    if len(there) != len(rows) or not all(alike):
        life.faults.append(f"other lines than the input's: {[line.name for line in there]}")
        return
    if "XL141" in said.codes:  # of another board: it is all in the version that is named
        life.state.decided, life.state.typed = {}, {}
        for text in life.state.texts.values():
            text.wanted, text.on = False, set()
    for row in life.state.added:  # which the input may have as well
        life.past.setdefault(row.who, set()).add(row.identity)
    placed = list(zip(rows, there, strict=True))
    _check_slips(life, placed)
    _check_texts(life, said, placed)
    _check_figures(life, said, placed)
    _remember(life)


# --- texts -----------------------------------------------------------------------------------------------------


def _check_texts(life: RandomLife, said: Said, placed: list[tuple[Row, Line]]) -> None:
    beside, listed = texts_beside(life.folder / RESULT), listed_texts(life.folder / RESULT)
    is_plain = not said.codes & {"XL136", "XL137", "XL141"} and life.came_back is None
    for text, one in life.state.texts.items():
        on = [row for row, line in placed if text in line.texts]
        for row in on:
            if row.who not in one.written_for and not _may_be(life, row, one.written_for):
                life.faults.append(f"{text} of {sorted(one.written_for)} stands on {row}")
        stays = {who for who in one.on if _is_as_it_was(life, who)} if is_plain and one.wanted else set()
        if lost := stays - {row.who for row in on}:
            life.faults.append(f"{text} is not on row {sorted(lost)}, which is as it was")
        if is_plain and one.emptied and (on or text in listed):
            life.faults.append(f"{text} was taken away, and is back")
        # The input may write its own sum in capitals: it is the same one.
        sums = {total.name.casefold() for total in totals(life.folder / RESULT) if text in total.texts}
        if sums - {one.total.casefold()}:
            life.faults.append(f"{text} of the sum »{one.total}« stands on {sums}")
        _check_is_somewhere(life, said, text, one, bool(on or sums) or text in listed, text in beside)
        one.on = {row.who for row in on}
        one.written_for |= one.on
        one.is_new = False
        one.emptied = one.emptied and is_plain  # a copy may hold it still


def _check_is_somewhere(
    life: RandomLife, said: Said, text: str, one: Text, is_placed: bool, is_beside: bool
) -> None:
    if not one.wanted or is_placed or (one.kind in (ON_A_SHEET, LOOSE) and is_beside):
        return
    if not said.names(text):
        life.faults.append(f"{text} is nowhere, and nothing says so")
    one.wanted = False


def _may_be(life: RandomLife, row: Row, others: set[int]) -> bool:
    """Whether nothing but the name or the account could tell that it is none of the others: it is as they were, and it is
    the only one, of its group where they were of that."""
    past = {identity for who in others for identity in life.past.get(who, ())}
    rows = life.input.rows
    same_name = [r for r in rows if (r.name, r.block) == (row.name, row.block)]
    if row.group in {group for *_, group in past}:
        same_name = [r for r in same_name if r.group == row.group]
    named = any(
        (name, block) == (row.name, row.block) and not (account and row.account and account != row.account)
        for name, block, account, _ in past
    )
    same_account = [r for r in rows if r.account == row.account]
    numbered = bool(row.account) and any(account == row.account for _, _, account, _ in past)
    alone = row.identity in past and sum(r.identity == row.identity for r in rows) == 1
    return alone or (named and len(same_name) == 1) or (numbered and len(same_account) == 1)


def _is_as_it_was(life: RandomLife, who: int) -> bool:
    """Whether the row is called what it was, and no other is or was."""
    was = [row for row in life.seen if row.who == who]
    now = [row for row in life.input.rows if row.who == who]
    if not was or not now or was[0].identity != now[0].identity:
        return False
    return all(sum(r.name == now[0].name for r in rows) == 1 for rows in (life.seen, life.input.rows))


def _check_slips(life: RandomLife, placed: list[tuple[Row, Line]]) -> None:
    """What the input says of a row in a column that follows along stands on that row."""
    for row, line in placed:
        others = [one for one in line.texts if one.startswith(f"{SLIP} ") and one != row.slip]
        if others:
            life.faults.append(f"{others} stand on {row}")


# --- figures ---------------------------------------------------------------------------------------------------


def _check_figures(life: RandomLife, said: Said, placed: list[tuple[Row, Line]]) -> None:
    state, decided = life.state, {}
    copies = [one for one in (life.mailed_state, life.came_back) if one] if _merged(said) else []
    for row, line in placed:
        value = line.at(life.actual)
        shown = in_tkr(value) if isinstance(value, float) else 0
        wanted = _expected(life, row)
        if shown != row.actual:
            decided[row.who] = (shown, row.actual)
        if shown == wanted:
            continue
        others = {who for who in {*state.typed, *state.decided} if _may_be(life, row, {who})}
        allowed = {state.typed.get(who, state.decided.get(who, (0, 0))[0]) for who in others}
        allowed |= {added.actual for added in state.added if _may_be(life, row, {added.who})}
        for copy in copies:
            allowed |= {*copy.typed.values(), *(one for one, _ in copy.decided.values()), row.actual}
        lost = (wanted, state.typed.get(row.who, wanted))
        is_named = shown == row.actual and any(said.names_figure(life.input.factor * one) for one in lost)
        if shown not in allowed and not is_named:
            life.faults.append(f"{row} shows {shown}, not {wanted}")
    state.decided, state.typed, state.added, state.notes = decided, {}, [], {}


def _merged(said: Said) -> bool:
    return bool(said.codes & {"XL136", "XL137"})


def _expected(life: RandomLife, row: Row) -> int:
    typed, decided = life.state.typed.get(row.who), life.state.decided.get(row.who)
    if life.choice == "--input-wins":
        return row.actual
    if typed is not None and life.choice == "--result-wins":
        return typed
    return decided[0] if decided else row.actual


def _remember(life: RandomLife) -> None:
    life.seen = list(life.input.rows)
    for row in life.seen:
        life.past.setdefault(row.who, set()).add(row.identity)
    life.came_back = None
    life.in_kr = life.input.in_kr
    life.good, life.good_state = (life.folder / RESULT).read_bytes(), deepcopy(life.state)
