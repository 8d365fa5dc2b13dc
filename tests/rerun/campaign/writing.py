"""What people write in a result, saved by a program that knows little of it (openpyxl)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.rerun.campaign.board_kinds import PROJECT
from tests.rerun.campaign.input_rows import OPERATING, SLIP
from tests.rerun.campaign.random_life import (
    LOOSE,
    ON_A_LINE,
    ON_A_SHEET,
    ON_A_TOTAL,
    RESULT,
    RandomLife,
    Text,
)
from tests.rerun.campaign.result_lines import BUDGET, COMMENT, Line, lines, pages, totals

OWN = "Ansvarig"
_REPORT, _SENTENCE = "Rapporttext", "Ekonomi, årets resultat"


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
        life.write_figure(line, f"{row.amount(value * (1000 if life.in_kr else 1)):.0f}")


def loose_cell(life: RandomLife) -> None:
    if OPERATING in pages(life.folder / RESULT):
        life.edit(f"== {OPERATING} ==\nCell || Innehåll\nA{60 + life.texts} || {life.new_text(LOOSE)}")


def below_the_table(life: RandomLife) -> None:
    """A row that nobody made, right below the last."""
    every = (*lines(life.folder / RESULT), *totals(life.folder / RESULT))
    rows = [line.row for line in every if line.sheet == OPERATING]
    if not rows:
        return
    below = max(rows) + 1
    page = pages(life.folder / RESULT)[OPERATING]
    if below > len(page) or not any(page[below - 1]):
        text = life.new_text(LOOSE)
        life.edit(f"== {OPERATING} ==\nCell || Innehåll\nB{below} || {text}\nC{below} || 17")


def share(life: RandomLife) -> None:
    """A comment that a spreadsheet program takes for a number."""
    found = life.one_of(header=COMMENT)
    if found and found[0].block != PROJECT:
        life.texts += 1
        text = f"{life.texts} %"
        life.state.texts[text] = Text(set())
        life.write(*found, COMMENT, text, drawn=f"{life.texts}%")


def figure_as_text(life: RandomLife) -> None:
    """The figure that stands there, as a text."""
    found = life.one_of(header=life.actual)
    if found and not life.input.computes(found[0]) and isinstance(value := found[1].at(life.actual), float):
        life.write_figure(found[1], f"'{value:.0f}")


def joined_cell(life: RandomLife) -> None:
    """A comment in a cell that is joined with the one below, whose own goes."""
    there = {(line.sheet, line.row): (row, line) for row, line in life.rows_of() if COMMENT in line.columns}
    pairs = [(one, lower) for (sheet, at), one in there.items() if (lower := there.get((sheet, at + 1)))]
    if pairs:
        upper, (below, line) = life.random.choice(pairs)
        text = life.new_text(ON_A_LINE)
        life.write(*upper, COMMENT, text, drawn=f"(sammanfogad) {text}")
        life.taken_from(line.at(COMMENT), below.who)


def sentence(life: RandomLife) -> None:
    """A sentence of the report in words of one's own."""
    rows = [row for row in pages(life.folder / RESULT).get(_REPORT, []) if _SENTENCE in row]
    for row in rows[:1]:
        for cell in row:
            life.taken_from(cell, 0)
        text = life.new_text(ON_A_SHEET)
        life.edit(f"== {_REPORT} ==\nStycke || Text\n{_SENTENCE} || {text}")


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


Edit = Callable[[RandomLife], None]
WRITING: tuple[Edit, ...] = (
    comment, comment, comment, comment, comment, comment, own_column, own_column, own_column, figure, loose_cell, own_sheet, note,
    taken_away, added, header, slip, slip, total, column_called_as_ours, column_moved, column_put_in, share, figure_as_text,
    joined_cell, sentence, below_the_table,
)  # fmt: skip
