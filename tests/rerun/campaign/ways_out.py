"""Each run of a life, with the ways out of its stops: those that the messages name."""

from __future__ import annotations

import re
from unittest.mock import patch

from tests.rerun.campaign.board_kinds import KINDS
from tests.rerun.campaign.input_rows import Row
from tests.rerun.campaign.random_life import RESULT, RandomLife
from tests.rerun.campaign.result_lines import lines, pages
from tests.rerun.campaign.told_apart import differing
from tests.rerun.campaign.what_holds import Said, check

_WAYS = 8
_TURNS = (
    3  # every third life has each run made again, which costs as much as all else; every third is compared
)
_OF_ANOTHER = {"XL136", "XL141"}  # what came along is another file's, or another board's is in it
_OF_FILES = ("XL117", "XL136", "XL144", "XL153")
_VERSION = re.compile(r" budget-resultat_[-\d_]+\.xlsx")
_CHOICES = ("--result-wins", "--input-wins")


def processed(life: RandomLife) -> None:
    """A run, the ways out of its stops, a look at all that must hold, and in some lives the same run again, or a comparison of
    the result that was with the input that is."""
    said = Said()
    life.run("")
    said.hear(life)
    for _ in range(_WAYS):
        if not life.life.code:
            break
        _take_way_out(life, said)
        said.hear(life)
    if life.life.code:
        life.faults.append(f"no way out: {life.life.findings}")
        return
    check(life, said)
    turn = life.number // len(KINDS) % _TURNS
    if not life.faults and turn == 0:
        _run_again(life)
    elif not life.faults and turn == 1 and life.mates and not said.codes & _OF_ANOTHER:
        life.faults += differing(life.mates, life.earlier, life.folder / "budget.xlsx", life.aside)


def _run_again(life: RandomLife) -> None:
    before, said = (life.folder / RESULT).read_bytes(), _said(life)
    with patch("xltool.running.pipeline.is_made", return_value=False):  # or there is nothing to compare
        life.run(life.choice)
    if (life.folder / RESULT).read_bytes() != before:
        life.faults.append("the same run again gives other bytes")
    elif different := [f"{one}" for one in {*said} ^ {*_said(life)}]:
        life.faults.append(f"the same run again says otherwise: {different}")


def _said(life: RandomLife) -> list[str]:
    """What was said of the result, but for the name of the file that it is kept in."""
    told = [f for f in life.life.findings if f["code"] not in _OF_FILES]
    return [f"{f['code']} {_VERSION.sub('', f['message'])}" for f in told]


def _take_way_out(life: RandomLife, said: Said) -> None:
    stops = {f["code"]: f"{f['message']} {f['hint']}" for f in life.life.findings if f["severity"] == "error"}
    if "XL137" in stops:
        _move_away(life, stops["XL137"])
    elif "XL146" in stops:
        _save_as_xlsx(life)
    elif "XL116" in stops:
        _mend_result(life, stops["XL116"])
    elif "XL155" in stops:
        life.edit(f"== Uppgifter ==\nUppgift || Värde\nNämnd || {life.input.board}")
    elif "XL427" in stops and not life.input.are_lines:
        life.input.are_lines = True
    elif "XL142" in stops and life.state.added and life.random.random() < 0.5:
        _add_to_input(life)
    else:
        _choose(life, stops, said)
        return
    life.run("")


def _choose(life: RandomLife, stops: dict[str, str], said: Said) -> None:
    named = [choice for choice in _CHOICES if all(choice in text for text in stops.values())]
    if not named:
        life.faults.append(f"no way out is named: {stops}")
        life.life.code = 0
        return
    choice = life.random.choice(named) if said.choices < 2 else named[-1]
    said.choices += 1
    life.run(choice)


def _move_away(life: RandomLife, message: str) -> None:
    """The others are moved to another folder; what stands in them alone goes along."""
    names = sorted(p.name for p in life.folder.glob("*.xlsx") if p.name in message and p.name != RESULT)
    if not names:
        life.faults.append(f"XL137 names no file that is there: {message}")
        life.life.code = 0
    for name in names:
        (life.folder / name).replace(life.aside / f"{len(life.told)} {name}")
        life.life.left.pop(name, None)
        life.draw(f"{name} flyttas undan", "")
    _forget_what_is_not_there(life)


def _forget_what_is_not_there(life: RandomLife) -> None:
    """What stands in the other file alone is not asked for any more; what came back counts as it stands there."""
    if life.came_back is not None:
        life.state.decided, life.state.typed = dict(life.came_back.decided), dict(life.came_back.typed)
        life.state.added = list(life.came_back.added)
    there = {c for of_sheet in pages(life.folder / RESULT).values() for row in of_sheet for c in row}
    on = lines(life.folder / RESULT)
    for text, one in life.state.texts.items():
        if text not in there:
            one.wanted, one.on = False, set()
        elif life.came_back is not None and not any(text in line.texts for line in on):
            one.on = set()


def _save_as_xlsx(life: RandomLife) -> None:
    from tests.rerun.office.driven_office import converted

    other = next(life.folder.glob("*.ods"))
    life.replace_result(converted(other.read_bytes(), other.suffix))
    other.unlink()
    life.life.left.pop(other.name, None)
    life.draw(f"{other.name} sparas som {RESULT}", "")


def _mend_result(life: RandomLife, message: str) -> None:
    for name in pages(life.folder / RESULT):
        before, found, _ = message.partition(f" heter nu {name}.")
        if found:
            was = before.rpartition("Bladet ")[2]
            life.edit(f"== {was} (hette {name}) ==\n")
            return
    life.restore()


def _add_to_input(life: RandomLife) -> None:
    added: list[Row] = life.state.added
    life.input.rows += added
    life.state.added = []
