"""What people do with what stands in a result: they carry it, take it away, sort, hide, copy and rename."""

from __future__ import annotations

from collections.abc import Callable

from tests.rerun.campaign.input_rows import INVESTMENTS, OPERATING, Row
from tests.rerun.campaign.random_life import ON_A_LINE, RESULT, RandomLife
from tests.rerun.campaign.result_lines import BUDGET, COMMENT, Line, lines, listed_texts, pages
from tests.rerun.campaign.writing import OWN, WRITING, Edit

_LIST = "Kontroll"
Found = tuple[Row, Line]


# --- texts -----------------------------------------------------------------------------------------------------


def _commented(life: RandomLife) -> list[Found]:
    return [(row, line) for row, line in life.rows_of() if line.at(COMMENT) in life.state.texts]


def _type(life: RandomLife, cells: list[tuple[Line, str]]) -> None:
    """Texts in the comments of lines of one sheet."""
    first = cells[0][0]
    rows = "\n".join(f"{line.name} | {line.drawn_budget} || {text}" for line, text in cells)
    life.edit(f"== {first.sheet} ==\n{first.name_header} | {BUDGET} || {COMMENT}\n{rows}")


def _emptied(life: RandomLife, text: str) -> None:
    one = life.state.texts[text]
    one.wanted = bool(one.on)
    one.emptied = not one.on


def emptied(life: RandomLife) -> None:
    if there := _commented(life):
        row, line = life.random.choice(there)
        text = str(line.at(COMMENT))
        _type(life, [(line, "(tom)")])
        life.taken_from(text, row.who)
        _emptied(life, text)


def cut(life: RandomLife) -> None:
    """A comment is cut out and put in on another row, where another may have stood."""
    pairs = [
        (one, other)
        for one in _commented(life)
        for other in life.rows_of()
        if other[0] != one[0] and other[1].sheet == one[1].sheet
    ]
    if pairs:
        (row, line), (to_row, to) = life.random.choice(pairs)
        text = str(line.at(COMMENT))
        _type(life, [(line, "(tom)"), (to, text)])
        life.taken_from(to.at(COMMENT), to_row.who)
        life.put_on(text, to_row.who)
        life.state.texts[text].on.discard(row.who)


def block_pasted(life: RandomLife) -> None:
    """The comments of some rows below each other are copied over those of as many others."""
    there = [
        (row, line) for row, line in life.rows_of() if line.sheet == OPERATING and COMMENT in line.columns
    ]
    size = life.random.choice((2, 3))
    if len(there) < 2 * size or not _commented(life):
        return
    first = life.random.randint(0, len(there) - 2 * size)
    sources, targets = there[first : first + size], there[first + size : first + 2 * size]
    texts = [str(line.at(COMMENT) or "") for _, line in sources]
    _type(life, [(line, text or "(tom)") for (_, line), text in zip(targets, texts, strict=True)])
    for (row, line), text in zip(targets, texts, strict=True):
        life.taken_from(line.at(COMMENT), row.who)
        if text in life.state.texts:
            life.put_on(text, row.who)


def _listed(life: RandomLife) -> tuple[str, str] | None:
    """A text of the list Utan rad, with what a person draws to take it away."""
    found = sorted(listed_texts(life.folder / RESULT) & life.state.texts.keys())
    if not found:
        return None
    text = life.random.choice(found)
    rows = enumerate(pages(life.folder / RESULT)[_LIST], start=1)
    at = next(number for number, row in rows if text in row)
    cells = "\n".join(f"{letter}{at} || (tom)" for letter in "ABCD")
    return text, f"== {_LIST} ==\nCell || Innehåll\n{cells}"


def taken_off_the_list(life: RandomLife) -> None:
    if found := _listed(life):
        text, drawing = found
        life.edit(drawing)
        _emptied(life, text)


def put_where_it_belongs(life: RandomLife) -> None:
    """A text of the list is written on a row, and taken off the list."""
    found, home = _listed(life), life.one_of(header=COMMENT)
    if found and home:
        text, drawing = found
        life.edit(drawing)
        life.write(*home, COMMENT, text)


# --- rows, columns and sheets ----------------------------------------------------------------------------------


def _sort(life: RandomLife, key: Callable[[Line], object]) -> None:
    of_block = [(row, line) for row, line in life.rows_of() if row.block == "Kostnad"]
    every = [line.name for line in lines(life.folder / RESULT) if line.sheet == OPERATING]
    is_one_group = len({row.group for row, _ in of_block}) == 1
    if len(of_block) > 1 and len({*every}) == len(every) and is_one_group:
        order = "\n".join(
            line.name for _, line in sorted(of_block, key=lambda one: str(key(one[1])).zfill(12))
        )
        life.edit(f"== {OPERATING} ==\n(sorterat) Kontotext ||\n{order}")


def sorted_by_name(life: RandomLife) -> None:
    _sort(life, lambda line: line.name)


def sorted_by_actual(life: RandomLife) -> None:
    _sort(life, lambda line: line.at(life.actual))


def rows_hidden(life: RandomLife) -> None:
    """As a filter leaves them."""
    for row, line in life.rows_of():
        if line.sheet == OPERATING and row.who % 2:
            life.edit(f"== {OPERATING} ==\nCell || Innehåll\nA{line.row} || (dold rad)")


def column_hidden(life: RandomLife) -> None:
    header = life.random.choice((OWN, BUDGET, COMMENT))
    if found := life.one_of(header=header):
        life.edit(f"== {found[1].sheet} ==\n{found[1].name_header} || {header}\n(rubriken) || (dold kolumn)")


def own_column_renamed(life: RandomLife) -> None:
    if (found := life.one_of(header=OWN)) and found[1].sheet == OPERATING:
        life.texts += 1
        life.edit(f"== {OPERATING} ==\nKontotext || {OWN}\n(rubriken) || Handläggare {life.texts}")


def _of_lines(life: RandomLife) -> str:
    names = [name for name in (OPERATING, INVESTMENTS) if name in pages(life.folder / RESULT)]
    return life.random.choice(names) if names else ""


def sheet_copied(life: RandomLife) -> None:
    if name := _of_lines(life):
        life.texts += 1
        life.edit(f"== Kopia {life.texts} (kopia av {name}) ==\n")


def sheet_renamed(life: RandomLife) -> None:
    if name := _of_lines(life):
        life.texts += 1
        life.edit(f"== Blad {life.texts} (hette {name}) ==\n")


def own_column_in_between(life: RandomLife) -> None:
    """Each time another one."""
    if (found := life.one_of(header=life.actual)) and found[1].sheet == OPERATING:
        new = f"(ny före {life.random.choice((BUDGET, life.actual))}) Not {life.texts}"
        life.write(*found, f"Not {life.texts}", life.new_text(ON_A_LINE), new=new)


EDITS: tuple[Edit, ...] = (
    *WRITING, emptied, cut, cut, block_pasted, taken_off_the_list, put_where_it_belongs, sorted_by_name, sorted_by_actual, rows_hidden,
    column_hidden, own_column_renamed, own_column_in_between, sheet_copied, sheet_renamed,
)  # fmt: skip
