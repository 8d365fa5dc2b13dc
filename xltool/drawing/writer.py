"""Placed cells to a file; the only import of xlsxwriter, together with its fast lane.

A loop without rules of its own. No formula can be written without its value, and what XlsxWriter would drop with
a return code or a warning is an error here.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from msgspec import Struct

from xltool.core import text_length as utf16
from xltool.core.cells import column_letters
from xltool.core.limits import LONGEST_TEXT
from xltool.core.sensitivity import Sensitivity
from xltool.core.tables import Meaning, Numbers
from xltool.drawing import styles as look
from xltool.drawing.fast_workbook import LaneWorkbook
from xltool.drawing.format_models import look_model, rule_model
from xltool.drawing.placed import Bar, Choice, PlacedBlock, PlacedCell, PlacedChart, SheetPlan, Sortable
from xltool.drawing.styles import Look


class Properties(Struct, frozen=True):
    """The file's own title, what it is, who made it and for whom; `created` is fixed by the input, so that the same input gives the same
    bytes."""

    title: str
    subject: str
    author: str
    board: str
    created: datetime
    sensitivity: Sensitivity | None = None


# Excel's own mark of who computed the values last; those of an older one it computes again, and then asks whether to save.
_COMPUTED_BY = 191029


def workbook_bytes(
    sheets: Sequence[SheetPlan],
    properties: Properties,
    *,
    protect: bool = False,
    lists: bool = False,
    computed: bool = True,
) -> bytes:
    """The workbook as a file's bytes; raises ValueError for what Excel could not hold. With `protect` only the
    cells that are there to be changed can be, until somebody turns the protection off: there is no password. With `lists`
    the words of those that a cell cannot hold stand on a sheet of their own; else they are left to be typed. Where not all
    is `computed`, Excel computes every formula when it opens the file."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = LaneWorkbook(buffer, options)
        book.set_properties(
            {
                "title": properties.title,
                "subject": properties.subject,
                "author": properties.author,
                "company": properties.board,
                "created": properties.created,
            }
        )
        if properties.sensitivity is not None:
            for name, value in properties.sensitivity.properties.items():
                _done(book.set_custom_property(name, value, "text"))
            book.labels = properties.sensitivity.labels
        book.language = "sv-SE"
        book.set_calc_mode("auto", _COMPUTED_BY)
        book.calc_on_load = not computed
        writer = _Writer(book, with_lists=lists)
        for sheet in sheets:
            ws = writer.sheet(sheet)
            if protect:
                ws.protect("", _STILL_ALLOWED)
        if writer.lists:
            writer.sheet(_sheet_of_lists(writer.lists))
        book.close()
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Any, *, with_lists: bool) -> None:
        self._book, self._with_lists = book, with_lists
        self.lists: dict[tuple[str, ...], int] = {}  # those that a cell cannot hold, with their columns
        self._formats: dict[Look, Any] = {}
        self._known: dict[int, Any] = {}
        self._colours = {(m, alone): self._rule_format(m, alone) for m in Meaning for alone in (False, True)}

    def sheet(self, plan: SheetPlan) -> Any:
        ws = self._book.add_worksheet(plan.name)
        self._frame(ws, plan)
        for cell in plan.cells:
            style = self._known.get(id(cell.look)) or self._format(cell.look)
            if cell.link:
                text = utf16.cut(str(cell.value or ""), LONGEST_TEXT)
                _done(ws.write_url(cell.row, cell.column, cell.link, style, text))
            if cell.formula is not None or not cell.link:
                ws.write_cell(cell.row, cell.column, cell.value, cell.formula, style)
        ws.fit({cell.row for cell in plan.cells}, {cell.column for cell in plan.cells})
        self._conditions(ws, plan)
        for part in plan.sortables:
            self._sortable(ws, part)
        for choice in plan.choices:
            _allow(ws, choice, self._source(choice.words))
        for chart in plan.charts:
            self._chart(ws, chart)
        if plan.block is not None:
            self._block(ws, plan.block)
        _done(ws.ignore_errors(_meant_so(plan)))
        if not plan.secret:  # LibreOffice prints a hidden sheet that has a print area
            self._print_setup(ws, plan)
        return ws

    def _source(self, words: tuple[str, ...]) -> list[str] | str:
        """The words where a drop-down list can hold them, else where they stand on a sheet of their own."""
        listed = ",".join(words)
        if utf16.fits(listed, _LONGEST_LIST) and '"' not in listed and listed.count(",") < max(len(words), 1):
            return list(words)
        if not self._with_lists:
            return ""
        column = column_letters(self.lists.setdefault(words, len(self.lists)) + 1)
        return f"={LISTS_TITLE}!${column}$1:${column}${len(words)}"

    def _frame(self, ws: Any, plan: SheetPlan) -> None:
        """What the sheet is before a cell stands on it."""
        ws.hide_gridlines(0 if plan.gridlines else 2)
        if plan.secret:
            ws.very_hidden()
        elif plan.put_away:
            ws.hide()
        ws.set_tab_color(plan.tab)
        if plan.opens:
            ws.activate()
        for column, width in plan.widths.items():
            _done(ws.set_column(column, column, width, None, {"hidden": column in plan.hidden}))
        for name, reference in plan.names.items():
            _done(self._book.define_name(name, reference))
        for row in sorted({*plan.heights, *plan.hidden_rows}):
            how = {"hidden": row in plan.hidden_rows, "grows": row in plan.growing_rows}
            _done(ws.set_row(row, plan.heights.get(row), None, how))
        for area in plan.merged:  # its cells are written over it
            _done(ws.merge_range(*area, ""))

    def _conditions(self, ws: Any, plan: SheetPlan) -> None:
        """What a cell's look takes from its value."""
        for rule in plan.rules:
            style = self._colours[rule.meaning, rule.text_alone]
            told = {"type": "formula", "criteria": rule.formula, "format": style}
            _done(ws.conditional_format(rule.first_row, rule.column, rule.last_row, rule.column, told))
        for bar in plan.bars:
            _done(ws.conditional_format(bar.first_row, bar.column, bar.last_row, bar.column, _bar(bar)))

    def _block(self, ws: Any, block: PlacedBlock) -> None:
        columns = range(len(block.cells))
        ws.write_block(block.row, columns, block.cells, [self._format(style) for style in block.looks])
        _done(ws.autofilter(block.row - 1, 0, block.last_row, len(columns) - 1))

    def _format(self, style: Look) -> Any:
        """The look's format. Most cells share their look with others as one object, which lives as long as the plan."""
        if style not in self._formats:
            self._formats[style] = self._book.use(look_model(style, isinstance(style.size, int)))
        self._known[id(style)] = self._formats[style]
        return self._formats[style]

    def _rule_format(self, meaning: Meaning, text_alone: bool) -> Any:
        return self._book.use(rule_model(meaning, text_alone))

    def _sortable(self, ws: Any, part: Sortable) -> None:
        """A table without a style of its own: the look stays, Excel's sorting and filtering comes along."""
        columns = [{"header": text, "header_format": self._format(style)} for text, style in part.headers]
        last = part.first_column + len(columns) - 1
        options = {"name": part.name, "style": None, "columns": columns}
        _done(ws.add_table(part.header_row, part.first_column, part.last_row, last, options))

    def _chart(self, ws: Any, plan: PlacedChart) -> None:
        placed = {
            "object_position": 2,
            "description": plan.description,
            "x_offset": plan.offset,
            "y_offset": 4,
        }
        chart = self._book.chart(plan)
        _done(ws.insert_chart(plan.row, plan.column, chart, placed))

    def _print_setup(self, ws: Any, plan: SheetPlan) -> None:
        ws.set_landscape()
        ws.set_paper(_A3 if plan.on_a3 else _A4)
        ws.set_margins(left=0.5, right=0.5, top=0.4, bottom=0.55)
        ws.fit_to_pages(1, 1 if plan.one_page else 0)
        ws.print_area(0, 0, plan.last_row, plan.print_column)
        if plan.breaks:
            ws.set_h_pagebreaks(plan.breaks)
        if plan.header_row is not None and not plan.one_page:
            ws.repeat_rows(plan.header_row)
        ws.set_footer(plan.footer or look.footer(), {"scale_with_doc": False})
        if plan.frozen is not None:
            ws.freeze_panes(*plan.frozen)


# What protection leaves free: to read comfortably, to sort and filter, and to talk about a cell in a note or a comment,
# which Excel counts among the objects.
_STILL_ALLOWED = {
    "objects": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}

_A3, _A4 = 8, 9  # as Excel numbers paper
LISTS_TITLE = "Listor"
_ANY = {"validate": "any"}
_LONGEST_LIST = 255  # characters of the words in a drop-down list
_ONE_OF = {
    "validate": "list",
    "error_title": "Välj ur listan",
    "error_message": "Välj ett av orden i listan, eller lämna cellen tom.",
}


def _allow(ws: Any, choice: Choice, source: list[str] | str) -> None:
    """A drop-down list, or numbers, each with its own words."""
    title = utf16.cut(choice.title, 32)
    rule: dict[str, Any] = _ANY
    if choice.words and source:
        rule = {**_ONE_OF, "source": source}
    elif choice.numbers is not None:
        rule = _numbers_alone(choice.numbers) | {"error_title": title}
    if choice.prompt:
        rule = rule | {"input_title": title, "input_message": utf16.cut(choice.prompt, 255)}
    if rule is not _ANY:
        area = (choice.first_row, choice.column, choice.last_row, choice.column)
        _done(ws.data_validation(*area, rule))


def _numbers_alone(numbers: Numbers) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": numbers.least,
        "maximum": numbers.most,
        "error_type": "stop" if numbers.stops else "warning",
        "error_message": utf16.cut(numbers.error, 255),
    }


def _meant_so(plan: SheetPlan) -> dict[str, str]:
    """What Excel would mark with a green triangle although it is meant so: accounts, which are text, sums that leave out what
    is summed already, formulas that may be rewritten. A line's formula that is unlike its neighbours' is marked."""
    columns = max((cell.column for cell in plan.cells), default=0)
    last = max((cell.row for cell in plan.cells), default=0)
    last = max(last, plan.block.last_row) if plan.block else last
    everywhere = _area(0, last, columns)
    found = dict.fromkeys(_MEANT_EVERYWHERE, everywhere)
    if rows := sorted(plan.irregular_rows):
        starts = [row for row in rows if row - 1 not in plan.irregular_rows]
        ends = [row for row in rows if row + 1 not in plan.irregular_rows]
        found["formula_differs"] = " ".join(
            _area(*ends_of, columns) for ends_of in zip(starts, ends, strict=True)
        )
    return found


def _area(first: int, last: int, columns: int) -> str:
    return f"A{first + 1}:{column_letters(columns + 1)}{last + 1}"


_MEANT_EVERYWHERE = (
    "number_stored_as_text",
    "formula_range",
    "formula_unlocked",
    "empty_cell_reference",
    "calculated_column",
)


def _sheet_of_lists(lists: Mapping[tuple[str, ...], int]) -> SheetPlan:
    """The words of long lists, a list a column, on a sheet that nobody sees."""
    cells = [
        PlacedCell(row, column, word, None, look.NOTE)
        for words, column in lists.items()
        for row, word in enumerate(words)
    ]
    return SheetPlan(
        LISTS_TITLE, look.TAB_CONTROL, sorted(cells, key=lambda c: (c.row, c.column)), secret=True
    )


def _bar(bar: Bar) -> dict[str, Any]:
    """Every bar of a column has one scale, also those of rows that are copied elsewhere in it."""
    column = column_letters(bar.column + 1)
    span = f"${column}${bar.first_row}:${column}${bar.last_row + 1}"  # from the header to the last row
    longest = f"MAX(MAX({span}),-MIN({span}),0.001)"  # never a scale of no length
    ends = ("num", 0, 1) if bar.share else ("formula", f"=-{longest}", f"={longest}")
    drawn: dict[str, Any] = {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_only": True,
        "bar_no_border": True,
        "min_type": ends[0],
        "min_value": ends[1],
        "max_type": ends[0],
        "max_value": ends[2],
        "bar_color": look.SHARE_BAR if bar.share else look.GOOD_BAR,
        "bar_negative_color": look.BAD_BAR,
        "bar_axis_color": look.INK,
    }
    return drawn if bar.share else drawn | {"bar_axis_position": "middle"}


def _done(code: int | None) -> None:
    """XlsxWriter tells by a negative number that it dropped something."""
    if code is not None and code < 0:
        raise ValueError(f"XlsxWriter refused a part of the workbook ({code})")
