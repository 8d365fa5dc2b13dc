"""What people do in a result in LibreOffice, until they save it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import TracebackType

from openpyxl.utils import get_column_letter

from tests.rerun.campaign.board_kinds import COST, INCOME, PROJECT
from tests.rerun.campaign.input_rows import OPERATING, SLIP, Row
from tests.rerun.campaign.random_life import LOOSE, ON_A_LINE, ON_A_SHEET, RESULT, RandomLife
from tests.rerun.campaign.result_lines import BUDGET, COMMENT, Line, lines, pages
from tests.rerun.campaign.writing import OWN, forget_row
from tests.rerun.office.driven_office import Step, converted, worked_in

_OURS = ("Sammanfattning", "Rapporttext", "Kontroll", "Läs mig")


class Sitting:
    """One opens the result, works in it and saves it. `steps` are not done yet."""

    def __init__(self, life: RandomLife) -> None:
        self.life, self.random = life, life.random
        self.steps: list[Step] = []
        self._typed: dict[tuple[str, int, int], str] = {}
        self.is_over = False

    def __enter__(self) -> Sitting:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.save()

    def save(self, *forms: str) -> None:
        if self.steps or forms:
            data = (self.life.folder / RESULT).read_bytes()
            self.life.replace_result(worked_in(data, self.steps, forms or (".xlsx",)))
            self.life.draw("någon arbetar i LibreOffice", "\n".join(f"# {step}" for step in self.steps))
        self.steps, self._typed = [], {}

    def moves(self, *steps: Step) -> None:
        """Steps after which rows or columns stand elsewhere."""
        self.steps += steps
        self.save()

    def one(self, header: str = "") -> tuple[Row, Line] | None:
        return self.life.one_of(header=header)

    def type(self, line: Line, header: str, text: str) -> None:
        column = line.columns[header]
        self.steps.append(("type", line.sheet, _cell(line.row, column), text))
        self._typed[line.sheet, line.row, column] = text

    def standing(self, line: Line, header: str) -> object:
        return self._typed.get((line.sheet, line.row, line.columns[header]), line.at(header))

    def headed_by(self, header: str) -> list[tuple[Row, Line]]:
        """The rows of Driftredovisning, where it has such a column."""
        rows = [(row, line) for row, line in self.life.rows_of() if line.sheet == OPERATING]
        return [(row, line) for row, line in rows if header in line.columns]


def _cell(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def _last_column(line: Line) -> int:
    return len(line.cells)


# --- cells -----------------------------------------------------------------------------------------------------


def comment(one: Sitting) -> None:
    if found := one.one(COMMENT):
        row, line = found
        one.life.taken_from(one.standing(line, COMMENT), row.who)
        text = one.life.new_text(ON_A_LINE)
        one.type(line, COMMENT, text)
        one.life.put_on(text, row.who)


def slip(one: Sitting) -> None:
    if found := one.one(SLIP):
        row, line = found
        one.life.taken_from(one.standing(line, SLIP), row.who)
        text = one.life.new_text(ON_A_LINE)
        one.type(line, SLIP, text)
        one.life.put_on(text, row.who)


def own_column(one: Sitting) -> None:
    if found := one.one():
        row, line = found
        text = one.life.new_text(ON_A_LINE)
        if OWN in line.columns:
            one.life.taken_from(one.standing(line, OWN), row.who)
            one.type(line, OWN, text)
        else:
            top = _header_row(one, line)
            at = _last_column(line) + 1
            one.moves(
                ("type", line.sheet, _cell(top, at), OWN), ("type", line.sheet, _cell(line.row, at), text)
            )
        one.life.put_on(text, row.who)


def _header_row(one: Sitting, line: Line) -> int:
    rows = pages(one.life.folder / RESULT)[line.sheet]
    return next(number for number, row in enumerate(rows, start=1) if BUDGET in row)


def figure(one: Sitting) -> None:
    found = one.one(one.life.actual)
    if found and not one.life.input.computes(found[0]):
        row, line = found
        value = one.life.state.typed[row.who] = 50_000 + one.random.randint(1, 9999)
        one.type(line, one.life.actual, f"{row.amount(value * (1000 if one.life.in_kr else 1)):.0f}")


def loose(one: Sitting) -> None:
    row = max((line.row for line in lines(one.life.folder / RESULT) if line.sheet == OPERATING), default=0)
    one.moves(("type", OPERATING, _cell(row + 30 + one.life.texts, 2), one.life.new_text(LOOSE)))


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
    one.moves((how, line.sheet, _cell(line.row, at), _cell(to.row, at)))
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
        one.moves(("fill", line.sheet, f"{_cell(line.row, at)}:{_cell(to.row, at)}"))
        one.life.put_on(str(line.at(COMMENT)), to_row.who)


# --- rows ------------------------------------------------------------------------------------------------------


def row_put_in(one: Sitting) -> None:
    """A blank one."""
    one.save()
    if found := one.one():
        one.moves(("insert_rows", found[1].sheet, found[1].row - 1))


def row_added(one: Sitting) -> None:
    one.save()
    found = one.one(COMMENT)
    if found and found[0].block != PROJECT:
        row, line = found
        new = replace(one.life.new_row(block=row.block), account="", group=row.group)
        text = one.life.new_text(ON_A_LINE, new.who)
        one.life.state.added.append(new)
        factor = 1000 if one.life.in_kr else 1
        values = {
            line.name_header: new.name,
            BUDGET: f"{new.amount(new.budget * factor):.0f}",
            one.life.actual: f"{new.amount(new.actual * factor):.0f}",
            COMMENT: text,
        }
        typed = [("type", line.sheet, _cell(line.row + 1, line.columns[h]), v) for h, v in values.items()]
        one.moves(("insert_rows", line.sheet, line.row), *typed)


def row_taken_away(one: Sitting) -> None:
    one.save()
    if found := one.one():
        row, line = found
        one.moves(("delete_rows", line.sheet, line.row - 1))
        forget_row(one.life, row.who, line)


def row_moved(one: Sitting) -> None:
    """Cut out whole, and put in below another of its block."""
    one.save()
    found = one.one()
    others = [
        line for row, line in one.life.rows_of() if found and row.block == found[0].block and row != found[0]
    ]
    if found and others:
        line, to = found[1], one.random.choice(others).row
        source = line.row + 1 if to < line.row else line.row
        last = get_column_letter(_last_column(line))
        one.moves(
            ("insert_rows", line.sheet, to),
            ("cut", line.sheet, f"A{source}:{last}{source}", f"A{to + 1}"),
            ("delete_rows", line.sheet, source - 1),
        )


def rows_sorted(one: Sitting) -> None:
    one.save()
    block = one.random.choice((INCOME, COST, COST, PROJECT))
    budgets = {row.budget for row in one.life.input.rows if row.block == block}
    there = [line for line in lines(one.life.folder / RESULT) if line.budget in budgets]
    numbers = [line.row for line in there]
    if (
        len(there) > 1
        and len({line.sheet for line in there}) == 1
        and numbers == [*range(min(numbers), max(numbers) + 1)]
    ):
        line = there[0]
        by = line.columns[one.random.choice((line.name_header, BUDGET))] - 1
        last = get_column_letter(_last_column(line))
        one.moves(("sort", line.sheet, f"A{min(numbers)}:{last}{max(numbers)}", by))


def row_hidden(one: Sitting) -> None:
    if found := one.one():
        one.steps.append(("hide_rows", found[1].sheet, found[1].row - 1))


# --- columns ---------------------------------------------------------------------------------------------------


def column_put_in(one: Sitting) -> None:
    one.save()
    if found := one.one():
        row, line = found
        at = line.columns[one.random.choice((BUDGET, one.life.actual))]
        text, top = one.life.new_text(ON_A_LINE), _header_row(one, line)
        one.moves(
            ("insert_columns", line.sheet, at - 1),
            ("type", line.sheet, _cell(top, at), f"Not {one.life.texts}"),
            ("type", line.sheet, _cell(line.row, at), text),
        )
        one.life.put_on(text, row.who)


def column_moved(one: Sitting) -> None:
    one.save()
    found = one.one(one.random.choice((COMMENT, OWN)))
    if found:
        line = found[1]
        header = OWN if OWN in line.columns and one.random.random() < 0.5 else COMMENT
        if header in line.columns and line.columns[header] > line.columns[BUDGET]:
            to, source = line.columns[BUDGET], line.columns[header] + 1
            bottom = len(pages(one.life.folder / RESULT)[line.sheet])
            letters = get_column_letter(source)
            one.moves(
                ("insert_columns", line.sheet, to - 1),
                ("cut", line.sheet, f"{letters}1:{letters}{bottom}", _cell(1, to)),
                ("delete_columns", line.sheet, source - 1),
            )


def column_renamed(one: Sitting) -> None:
    one.save()
    found = one.one(one.random.choice((COMMENT, OWN)))
    if found:
        line = found[1]
        header = COMMENT if COMMENT in line.columns else OWN
        one.life.texts += 1
        top = _header_row(one, line)
        one.moves(("type", line.sheet, _cell(top, line.columns[header]), f"Till nämnden {one.life.texts}"))


def column_hidden(one: Sitting) -> None:
    if found := one.one():
        one.steps.append(("hide_columns", found[1].sheet, found[1].columns[BUDGET] - 1))


# --- sheets ----------------------------------------------------------------------------------------------------


def sheet_renamed(one: Sitting) -> None:
    one.save()
    names = [*pages(one.life.folder / RESULT)]
    one.life.texts += 1
    one.moves(("rename_sheet", one.random.choice(names), f"Blad {one.life.texts}"))


def sheet_copied(one: Sitting) -> None:
    one.save()
    names = [*pages(one.life.folder / RESULT)]
    one.life.texts += 1
    name = OPERATING if one.random.random() < 0.5 else one.random.choice(names)
    one.moves(("copy_sheet", name, f"Kopia {one.life.texts}", one.random.randrange(len(names))))


def sheet_moved(one: Sitting) -> None:
    names = [*pages(one.life.folder / RESULT)]
    one.steps.append(("move_sheet", one.random.choice(names), one.random.randrange(len(names))))
    one.save()


def sheet_hidden(one: Sitting) -> None:
    one.save()
    one.moves(("hide_sheet", one.random.choice(_OURS)))


def own_sheet(one: Sitting) -> None:
    one.save()
    text = one.life.new_text(ON_A_SHEET)
    name = f"Anteckningar {one.life.texts}"
    one.moves(("new_sheet", name), ("type", name, "B2", text))


def through_ods(one: Sitting) -> None:
    """Saved in the other format and back."""
    one.save(".ods", ".xlsx")


def left_as_ods(one: Sitting) -> None:
    """Saved in the other format, and left there."""
    one.save()
    one.is_over = True
    other = one.life.folder / "budget-resultat.ods"
    other.write_bytes(converted((one.life.folder / RESULT).read_bytes(), ".xlsx", ".ods"))
    one.life.draw("resultatet sparas som budget-resultat.ods", "")


OfficeEdit = Callable[[Sitting], None]
OFFICE_EDITS: tuple[OfficeEdit, ...] = (
    comment, comment, comment, comment, slip, own_column, own_column, figure, loose, paste, cut, fill, row_put_in, row_added,
    row_taken_away, row_moved, rows_sorted, rows_sorted, row_hidden, column_put_in, column_moved, column_renamed,
    column_hidden, sheet_renamed, sheet_copied, sheet_moved, sheet_hidden, own_sheet, through_ods, left_as_ods,
)  # fmt: skip
