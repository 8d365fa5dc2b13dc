"""What people do in a result in LibreOffice: in its cells, and with its rows, columns and sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from openpyxl.utils import get_column_letter

from tests.rerun.campaign.board_kinds import COST, INCOME, PROJECT
from tests.rerun.campaign.input_rows import OPERATING
from tests.rerun.campaign.office_cells import (
    block_pasted,
    comment,
    cut,
    figure,
    figure_as_text,
    fill,
    joined,
    loose,
    note,
    own_column,
    paste,
    slip,
)
from tests.rerun.campaign.random_life import ON_A_LINE, ON_A_SHEET, RESULT
from tests.rerun.campaign.result_lines import BUDGET, COMMENT, lines, pages
from tests.rerun.campaign.sitting import Sitting, cell_at, header_row, last_column
from tests.rerun.campaign.writing import OWN, forget_row
from tests.rerun.office.driven_office import converted

_OURS = ("Sammanfattning", "Rapporttext", "Kontroll", "Läs mig")


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
        typed = [("type", line.sheet, cell_at(line.row + 1, line.columns[h]), v) for h, v in values.items()]
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
        last = get_column_letter(last_column(line))
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
        last = get_column_letter(last_column(line))
        one.moves(("sort", line.sheet, f"A{min(numbers)}:{last}{max(numbers)}", by))


def row_hidden(one: Sitting) -> None:
    if found := one.one():
        one.steps.append(("hide_rows", found[1].sheet, found[1].row - 1))


def rows_filtered(one: Sitting) -> None:
    """The last that is done: what is copied and sorted are then the rows that are seen."""
    one.save()
    if found := one.one():
        line = found[1]
        top, bottom = header_row(one, line), len(pages(one.life.folder / RESULT)[line.sheet])
        cells = f"A{top}:{cell_at(bottom, last_column(line))}"
        one.moves(("filter", line.sheet, cells, line.columns[BUDGET] - 1, 500))
        one.is_over = True


# --- columns ---------------------------------------------------------------------------------------------------


def column_put_in(one: Sitting) -> None:
    one.save()
    if found := one.one():
        row, line = found
        at = line.columns[one.random.choice((BUDGET, one.life.actual))]
        text, top = one.life.new_text(ON_A_LINE), header_row(one, line)
        one.moves(
            ("insert_columns", line.sheet, at - 1),
            ("type", line.sheet, cell_at(top, at), f"Not {one.life.texts}"),
            ("type", line.sheet, cell_at(line.row, at), text),
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
                ("cut", line.sheet, f"{letters}1:{letters}{bottom}", cell_at(1, to)),
                ("delete_columns", line.sheet, source - 1),
            )


def column_renamed(one: Sitting) -> None:
    one.save()
    found = one.one(one.random.choice((COMMENT, OWN)))
    if found:
        line = found[1]
        header = COMMENT if COMMENT in line.columns else OWN
        one.life.texts += 1
        top = header_row(one, line)
        one.moves(("type", line.sheet, cell_at(top, line.columns[header]), f"Till nämnden {one.life.texts}"))


def column_copied(one: Sitting) -> None:
    """Our comments, beside the table under a name of their own."""
    one.save()
    if found := one.one(COMMENT):
        line = found[1]
        at, last = line.columns[COMMENT], last_column(line) + 1
        top, bottom = header_row(one, line), len(pages(one.life.folder / RESULT)[line.sheet])
        one.life.texts += 1
        one.moves(
            ("paste", line.sheet, f"{cell_at(top, at)}:{cell_at(bottom, at)}", cell_at(top, last)),
            ("type", line.sheet, cell_at(top, last), f"Avstämt {one.life.texts}"),
        )


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
    there = [name for name in _OURS if name in pages(one.life.folder / RESULT)]  # none that has another name
    one.moves(("hide_sheet", one.random.choice(there)))


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
    column_hidden, block_pasted, figure_as_text, note, joined, rows_filtered, column_copied, sheet_renamed, sheet_copied, sheet_moved, sheet_hidden, own_sheet, through_ods, left_as_ods,
)  # fmt: skip
