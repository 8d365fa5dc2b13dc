"""What people do in a result, saved by a program that knows little of it (openpyxl), and with its copies."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from tests.rerun.campaign.board_kinds import PROJECT
from tests.rerun.campaign.input_rows import OPERATING, SLIP
from tests.rerun.campaign.random_life import (
    LOOSE,
    MAILED,
    ON_A_LINE,
    ON_A_SHEET,
    ON_A_TOTAL,
    RESULT,
    RandomLife,
)
from tests.rerun.campaign.result_lines import BUDGET, COMMENT, Line, lines, totals
from xltool.rerun.lineage import saved_by_xltool

OWN = "Ansvarig"
# Of each kind: browsers', mail programs', OneDrive's, people's in Swedish and in English, a copy of a copy.
COPIES = (
    ("budget-resultat (1).xlsx", "budget-resultat (2).xlsx", "budget-resultat(1).xlsx"),
    ("budget-resultat_1.xlsx", "budget-resultat~1.xlsx"),
    ("budget-resultat-DATOR7.xlsx", "budget-resultat-EVAS-DATOR.xlsx"),
    ("budget-resultat - Kopia.xlsx", "Kopia av budget-resultat.xlsx", "budget-resultat kopia.xlsx"),
    ("Copy of budget-resultat.xlsx", "budget-resultat - Copy.xlsx"),
    ("budget-resultat (1) (1).xlsx", "Kopia av budget-resultat (1).xlsx", "budget-resultat - Kopia (2).xlsx"),
)


def _has(life: RandomLife, header: str) -> bool:
    return any(header in line.columns for line in lines(life.folder / RESULT) if line.sheet == OPERATING)


def comment(life: RandomLife) -> None:
    life.comment()


def own_column(life: RandomLife) -> None:
    if found := life.one_of():
        row, line = found
        new = "" if OWN in line.columns else f"(ny) {OWN}"
        life.write(row, line, OWN, life.new_text(ON_A_LINE), new=new)


def column_called_as_ours(life: RandomLife) -> None:
    """Our column has another name now, and one of their own has ours."""
    found = life.one_of()
    if found and COMMENT in found[1].columns and found[1].sheet == OPERATING:
        header(life)
        row, line = next((r, one) for r, one in life.rows_of() if r.who == found[0].who)
        life.write(row, line, COMMENT, life.new_text(ON_A_LINE), new=f"(ny före {BUDGET}) {COMMENT}")


def slip(life: RandomLife) -> None:
    """A column of theirs that xltool does not know, and that followed along."""
    if found := life.one_of(header=SLIP):
        life.write(*found, SLIP, life.new_text(ON_A_LINE))


def total(life: RandomLife) -> None:
    """A comment on a sum."""
    there = [one for one in totals(life.folder / RESULT) if one.sheet == OPERATING and COMMENT in one.columns]
    names = [one.name for one in there]
    there = [one for one in there if names.count(one.name) == 1]
    if there:
        line = life.random.choice(there)
        life.taken_from(line.at(COMMENT), 0)
        text = life.new_text(ON_A_TOTAL)
        life.state.texts[text].total = line.name
        header = line.name_header
        life.edit(f"== {OPERATING} ==\n{header} || {COMMENT}\n{line.name} || {text}")


def figure(life: RandomLife) -> None:
    found = life.one_of(header=life.actual)
    if found and not life.input.computes(found[0]):
        row, line = found
        life.state.typed[row.who] = value = 50_000 + life.random.randint(1, 9999)
        drawn = f"{row.amount(value * (1000 if life.in_kr else 1)):.0f}"
        known = (
            f"{line.name_header} | {BUDGET} || {life.actual}\n{line.name} | {line.drawn_budget} || {drawn}"
        )
        life.edit(f"== {line.sheet} ==\n{known}")


def loose_cell(life: RandomLife) -> None:
    life.edit(f"== {OPERATING} ==\nCell || Innehåll\nA{60 + life.texts} || {life.new_text(LOOSE)}")


def note(life: RandomLife) -> None:
    if found := life.one_of(header=BUDGET):
        row, line = found
        if before := life.state.notes.get(row.who):
            life.state.texts[before].wanted = False
        life.state.notes[row.who] = text = life.new_text(LOOSE)
        known = f"{line.name_header} | {BUDGET} || {line.name_header}\n{line.name} | {line.drawn_budget} || "
        life.edit(f"== {line.sheet} ==\n{known}(anteckning) {text}")


def own_sheet(life: RandomLife) -> None:
    text = life.new_text(ON_A_SHEET)
    life.edit(f"== Anteckningar {life.texts} (nytt blad) ==\nAtt göra | {text}")


def taken_away(life: RandomLife) -> None:
    if found := life.one_of():
        row, line = found
        known = f"{line.name_header} | {BUDGET} || {life.actual}"
        life.edit(f"== {line.sheet} ==\n{known}\n(borttagen) {line.name} | {line.drawn_budget} ||")
        forget_row(life, row.who, line)


def forget_row(life: RandomLife, who: int, line: Line) -> None:
    """Whoever takes the row away takes away what stands on it."""
    for text in line.texts:
        life.taken_from(text, who)
    life.state.typed.pop(who, None)
    life.state.decided.pop(who, None)


def added(life: RandomLife) -> None:
    found = life.one_of(header=COMMENT)
    if found and found[0].block != PROJECT:
        row, line = found
        new = replace(life.new_row(block=row.block), account="", group=row.group)
        text = life.new_text(ON_A_LINE, new.who)
        life.state.added.append(new)
        factor = 1000 if life.in_kr else 1
        amounts = [f"{new.amount(value * factor):.0f}" for value in (new.budget, new.actual)]
        life.edit(
            f"== {line.sheet} ==\n{line.name_header} | {BUDGET} | {life.actual} || {COMMENT}\n"
            f"{line.name} | {line.drawn_budget} | ||\n(ny) {new.name} | {amounts[0]} | {amounts[1]} || {text}"
        )


def header(life: RandomLife) -> None:
    if _has(life, COMMENT):
        life.texts += 1
        life.edit(f"== {OPERATING} ==\nKontotext || {COMMENT}\n(rubriken) || Till nämnden {life.texts}")


def column_moved(life: RandomLife) -> None:
    if _has(life, COMMENT):
        life.edit(f"== {OPERATING} ==\nKontotext || (flyttad före {BUDGET}) {COMMENT}")


def column_put_in(life: RandomLife) -> None:
    if (found := life.one_of()) and found[1].sheet == OPERATING and "Not" not in found[1].columns:
        life.write(*found, "Not", life.new_text(ON_A_LINE), new=f"(ny före {life.actual}) Not")


def sorted_rows(life: RandomLife) -> None:
    of_block = [(row, line) for row, line in life.rows_of() if row.block == life.random.choice(("Kostnad",))]
    names = [line.name for _, line in of_block]
    every = [line.name for line in lines(life.folder / RESULT) if line.sheet == OPERATING]
    is_one_group = len({row.group for row, _ in of_block}) == 1
    if len(names) > 1 and len({*every}) == len(every) and is_one_group:
        order = "\n".join(sorted(names))
        life.edit(f"== {OPERATING} ==\n(sorterat) Kontotext ||\n{order}")


# --- copies ----------------------------------------------------------------------------------------------------


def mailed(life: RandomLife) -> None:
    (life.folder / MAILED).write_bytes((life.folder / RESULT).read_bytes())
    life.mailed_state = deepcopy(life.state)
    life.draw(f"resultatet kopieras till {MAILED}", "")


def put_back(life: RandomLife) -> None:
    """The copy, in which somebody has written, comes back beside the result."""
    if not (life.folder / MAILED).exists():
        mailed(life)
    name = life.random.choice(life.random.choice(COPIES))
    if not (life.folder / name).exists():
        (life.folder / MAILED).replace(life.folder / name)
        life.draw(f"{MAILED} läggs bredvid som {name}", "")
        for _ in range(life.random.randint(0, 2)):
            life.comment(name)


def two_put_back(life: RandomLife) -> None:
    mailed(life)
    data = (life.folder / MAILED).read_bytes()
    put_back(life)
    (life.folder / MAILED).write_bytes(data)
    put_back(life)


def put_in_place(life: RandomLife) -> None:
    """The copy comes back in the result's place; what was written there since the last run is written over."""
    has_other = any(life.folder.glob("*.ods"))
    if (life.folder / MAILED).exists() and life.mailed_state is not None and not has_other:
        life.draw(f"resultatet ersätts av {MAILED}", "")
        life.life.left = {}
        life.replace_result((life.folder / MAILED).read_bytes())
        if saved_by_xltool((life.folder / MAILED).read_bytes()):
            life.life.left.pop(RESULT)  # nobody's work is in it
        (life.folder / MAILED).unlink()
        life.came_back = life.mailed_state
        for one in life.state.texts.values():
            one.wanted = one.wanted and not one.is_new
        for text, one in life.came_back.texts.items():
            if one.wanted:  # as it stands there, also where it has been taken away since
                life.state.texts[text].wanted = True
        life.state.typed, life.state.added = dict(life.came_back.typed), list(life.came_back.added)


Edit = Callable[[RandomLife], None]
EDITS: tuple[Edit, ...] = (
    comment, comment, comment, comment, own_column, own_column, figure, loose_cell, own_sheet, note, taken_away, added,
    header, slip, slip, total, column_called_as_ours, column_moved, column_put_in, sorted_rows,
)  # fmt: skip
COPYING: tuple[Edit, ...] = (mailed, mailed, put_back, put_back, two_put_back, put_in_place)
