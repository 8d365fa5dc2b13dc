"""What people write in cells in LibreOffice."""

from __future__ import annotations

from tests.rerun.campaign.input_rows import OPERATING, SLIP
from tests.rerun.campaign.random_life import LOOSE, ON_A_LINE, RESULT
from tests.rerun.campaign.result_lines import BUDGET, COMMENT, lines
from tests.rerun.campaign.sitting import Sitting, cell_at, header_row, last_column
from tests.rerun.campaign.writing import OWN


def _written(one: Sitting, header: str) -> None:
    """A text in a cell of that column, where another may have stood."""
    if found := one.one(header):
        row, line = found
        one.life.taken_from(one.standing(line, header), row.who)
        text = one.life.new_text(ON_A_LINE)
        one.type(line, header, text)
        one.life.put_on(text, row.who)


def comment(one: Sitting) -> None:
    _written(one, COMMENT)


def slip(one: Sitting) -> None:
    _written(one, SLIP)


def own_column(one: Sitting) -> None:
    if found := one.one():
        row, line = found
        text = one.life.new_text(ON_A_LINE)
        if OWN in line.columns:
            one.life.taken_from(one.standing(line, OWN), row.who)
            one.type(line, OWN, text)
        else:
            top = header_row(one, line)
            at = last_column(line) + 1
            one.moves(
                ("type", line.sheet, cell_at(top, at), OWN), ("type", line.sheet, cell_at(line.row, at), text)
            )
        one.life.put_on(text, row.who)


def figure(one: Sitting) -> None:
    found = one.one(one.life.actual)
    if found and not one.life.input.computes(found[0]):
        row, line = found
        value = one.life.state.typed[row.who] = 50_000 + one.random.randint(1, 9999)
        one.type(line, one.life.actual, f"{row.amount(value * (1000 if one.life.in_kr else 1)):.0f}")


def loose(one: Sitting) -> None:
    row = max((line.row for line in lines(one.life.folder / RESULT) if line.sheet == OPERATING), default=0)
    one.moves(("type", OPERATING, cell_at(row + 30 + one.life.texts, 2), one.life.new_text(LOOSE)))


def paste(one: Sitting) -> None:
    """A comment is copied to another row."""
    _carry(one, "paste")


def cut(one: Sitting) -> None:
    _carry(one, "cut")


def _carry(one: Sitting, how: str) -> None:
    one.save()
    there = one.headed_by(COMMENT)
    sources = [(row, line) for row, line in there if line.at(COMMENT) in one.life.state.texts]
    if not sources or len(there) < 2:
        return
    row, line = one.random.choice(sources)
    to_row, to = one.random.choice([pair for pair in there if pair[0] != row])
    text = str(line.at(COMMENT))
    one.life.taken_from(to.at(COMMENT), to_row.who)
    at = line.columns[COMMENT]
    one.moves((how, line.sheet, cell_at(line.row, at), cell_at(to.row, at)))
    one.life.put_on(text, to_row.who)
    if how == "cut":
        one.life.state.texts[text].on.discard(row.who)


def fill(one: Sitting) -> None:
    """A comment is drawn down over the next row."""
    one.save()
    there = one.headed_by(COMMENT)
    below = {line.row: (row, line) for row, line in there}
    sources = [
        line for _, line in there if line.at(COMMENT) in one.life.state.texts and line.row + 1 in below
    ]
    if sources:
        line = one.random.choice(sources)
        to_row, to = below[line.row + 1]
        one.life.taken_from(to.at(COMMENT), to_row.who)
        at = line.columns[COMMENT]
        one.moves(("fill", line.sheet, f"{cell_at(line.row, at)}:{cell_at(to.row, at)}"))
        one.life.put_on(str(line.at(COMMENT)), to_row.who)


def block_pasted(one: Sitting) -> None:
    """The comments of two rows are copied over those of the two below."""
    one.save()
    there = {line.row: (row, line) for row, line in one.headed_by(COMMENT)}
    firsts = [at for at in there if all(at + more in there for more in (1, 2, 3))]
    if firsts:
        first = one.random.choice(firsts)
        at = there[first][1].columns[COMMENT]
        for number in (first, first + 1):
            to_row, to = there[number + 2]
            one.life.taken_from(to.at(COMMENT), to_row.who)
            text = there[number][1].at(COMMENT)
            if text in one.life.state.texts:
                one.life.put_on(str(text), to_row.who)
        one.moves(
            ("paste", OPERATING, f"{cell_at(first, at)}:{cell_at(first + 1, at)}", cell_at(first + 2, at))
        )


def figure_as_text(one: Sitting) -> None:
    """The figure that stands there, as a text."""
    found = one.one(one.life.actual)
    if found and isinstance(value := one.standing(found[1], one.life.actual), float):
        one.type(found[1], one.life.actual, f"'{value:.0f}")


def note(one: Sitting) -> None:
    if found := one.one():
        line, text = found[1], one.life.new_text(LOOSE)
        at = one.random.choice((line.columns[line.name_header], line.columns[BUDGET]))
        one.moves(("note", line.sheet, cell_at(line.row, at), text))


def joined(one: Sitting) -> None:
    """A comment's cell is joined with the one below, which is blank."""
    one.save()
    there = {line.row: line for _, line in one.headed_by(COMMENT)}
    blank = [at for at, line in there.items() if at - 1 in there and line.at(COMMENT) is None]
    if blank:
        row, at = one.random.choice(blank), there[blank[0]].columns[COMMENT]
        one.moves(("join", OPERATING, f"{cell_at(row - 1, at)}:{cell_at(row, at)}"))
