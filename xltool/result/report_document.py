"""The report in Word as a description: what each of its parts holds, from the cells of the result and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xltool.core.columns import Column
from xltool.core.document import (
    BarChart,
    Bars,
    Block,
    Bullet,
    DocumentCell,
    DocumentRow,
    DocumentTable,
    Heading,
    Paragraph,
    Report,
)
from xltool.core.expr import Span
from xltool.core.pages import Chart, Part
from xltool.core.scalars import FormulaError
from xltool.core.shown_text import shown_text
from xltool.core.swedish import GROUP
from xltool.core.tables import Role, Row, Table
from xltool.core.units import Form, Quantity
from xltool.result.column_widths import column_widths
from xltool.result.report_layout import heading_level, report_layout, text_tag
from xltool.result.report_text import paragraphs, sentence
from xltool.result.result import Result
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines import period_columns as period
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.report_name import name_of
from xltool.sheets.settings.settings_rows import DECEMBER, NAMELESS
from xltool.sheets.texts.named_figures import FIGURES, with_figures
from xltool.sheets.texts.text_columns import Passage
from xltool.sheets.texts.text_part import TEXTS_PART

_NONE = "–"  # no cell of a table is empty
_SENTENCES = {
    "måluppfyllelse": ("goals", "goals_board"),
    "resultat": ("result",),
    "fördelning": ("shares",),
    "investeringstext": ("investments",),
}
_PRINCIPLE = (
    "Alla indikatorer {}uppnådda = Nämndmål uppnås.",
    "Hälften av indikatorerna uppnådda eller delvis uppnådda = Nämndmål uppnås delvis.",
    "Mer än hälften av indikatorerna uppnås inte eller saknar värde = Nämndmål uppnås ej.",
)


def report_document(result: Result) -> Report:
    """The report of a result: its parts, empty where the workbook has nothing for them, and the order of the others."""
    settings = result.board.settings
    passages = TEXTS_PART.of(result.board) or ()
    parts: dict[str, tuple[Block, ...]] = dict.fromkeys(_ALL, ())
    parts |= {tag: tuple(blocks) for tag, blocks in _parts(result, passages)}
    there = {tag for tag, blocks in parts.items() if blocks}
    called = name_of(settings.period or DECEMBER, settings.year)
    about = settings.board or NAMELESS
    values = {name: _named(result, name) for name in FIGURES} | {"Rapport": called}
    return Report(called, about, parts, values, report_layout(settings, passages, there, result.board.money))


def _parts(result: Result, passages: Sequence[Passage]) -> Iterator[tuple[str, Sequence[Block]]]:
    said = paragraphs(result.board)
    for tag, keys in _SENTENCES.items():
        texts = [result.model.get(sentence(key)) for key in keys if key in said]
        yield tag, [Paragraph(str(text)) for text in texts if text]
    tables = result.model.tables
    for tag, (key, columns, explained) in _TABLES.items():
        if key in tables and tables[key].rows:
            yield tag, [_table(result, tables[key], columns)]
            yield explained, _explanations(result, tables[key])
    if goals.GOALS.key in tables:
        yield "mål", [_goals(result, tables[goals.GOALS.key])]
        word = "prognostiserade " if result.board.settings.by_forecast else ""
        yield "princip", [Bullet(text.format(word)) for text in _PRINCIPLE]
    for title, tags in _CHARTS.items():
        charts = next((page.charts for page in result.pages if page.title == title), ())
        for tag, chart in zip(tags, charts, strict=False):
            yield tag, [_chart(result, chart)]
    for tag in dict.fromkeys(text_tag(result.board.settings, one) for one in passages):
        mine = [one for one in passages if text_tag(result.board.settings, one) == tag]
        below = heading_level(result.board.settings, passages, mine[0].section) + 1
        yield tag, [block for i, one in enumerate(mine) for block in _prose(result, one, below if i else 0)]


# --- prose ---------------------------------------------------------------------------------------------------


def _prose(result: Result, passage: Passage, level: int) -> Iterator[Block]:
    """A line is a paragraph or a bullet. The heading of the first passage, whose `level` is 0, stands above its part."""
    if passage.heading and level:
        yield Heading(level, passage.heading)
    for line in with_figures(passage.text, lambda name: _named(result, name)).split("\n"):
        text = line.strip()
        if text.startswith(("- ", "• ")):
            yield Bullet(text[2:].strip())
        elif text:
            yield Paragraph(text)


def _named(result: Result, name: str) -> str:
    """The figure as a sentence has it; – where the workbook has none."""
    expr = FIGURES[name](result.board) if name in FIGURES else None
    if expr is None:
        return _NONE
    value = result.model.evaluate(expr)
    return str(int(value)) if isinstance(value, float) else str(value or _NONE)


def _explanations(result: Result, table: Table) -> list[Block]:
    """The comments on variances, the largest first."""
    comment, variance, name = _commented(table)
    found = []
    for row in table.lines():
        said = " ".join(_value(result, table, row, comment).split())
        size = result.model.value(table.key, row.key, variance)
        shown = _shown(result, table, row, variance)
        if (
            said and isinstance(size, float | int) and shown.strip("0,")
        ):  # of none there is nothing to explain
            amount = f"{shown}{GROUP}{result.board.money.word}"
            found.append((abs(size), f"{_value(result, table, row, name)} ({amount}): {said}"))
    return [Bullet(text) for _, text in sorted(found, key=lambda one: -one[0])]


def _commented(table: Table) -> tuple[Column, Column, Column]:
    if table.key == operating.OPERATING.key:
        return operating.COMMENT, operating.VARIANCE, operating.NAME
    return investments.COMMENT, investments.VARIANCE, investments.NAME


# --- tables --------------------------------------------------------------------------------------------------

# By tag the table, its columns where it has them, and the tag of the explanations.
_TABLES: dict[str, tuple[str, tuple[Column, ...], str]] = {
    "drift": (
        operating.OPERATING.key,
        (
            operating.NAME,
            period.JUDGED_BUDGET,
            period.JUDGED_ACTUAL,
            period.PERIOD_ACTUAL,
            operating.BUDGET,
            operating.ACTUAL,
            operating.JUDGED_FORECAST,
            operating.VARIANCE,
        ),
        "förklaringar",
    ),
    "investeringar": (
        investments.INVESTMENTS.key,
        (
            investments.NAME,
            period.PERIOD_ACTUAL,
            investments.BUDGET,
            investments.ACTUAL,
            investments.FORECAST,
            investments.JUDGED_FORECAST,
            investments.VARIANCE,
        ),
        "förklaringar investeringar",
    ),
}
_AMOUNTS = 0.14  # the share of the width that a column of amounts gets at least


def _table(result: Result, table: Table, wanted: Sequence[Column]) -> DocumentTable:
    columns = [c for c in wanted if c in table.columns and c not in table.hidden]
    rows = []
    for row in table.rows:
        amounts = [_shown(result, table, row, c) for c in columns[1:]]
        if any(amounts):  # what only heads others has its sum below them
            cells = (_value(result, table, row, columns[0]), *amounts)
            rows.append(_row(cells, strong=row.role in _STRONG))
    headers = [table.headers.get(c, c.header) for c in columns]
    return DocumentTable(
        tuple(DocumentCell(text, right=i > 0) for i, text in enumerate(headers)),
        tuple(rows),
        column_widths(headers, rows, least=_AMOUNTS),
        _TITLES[table.key],
        f"{_TITLES[table.key]}: {len(rows)} rader med {', '.join(h.lower() for h in headers[1:])}, i {result.board.money.word}.",
    )


_STRONG = (Role.SUBTOTAL, Role.TOTAL, Role.GROUP_TOTAL)
_TITLES = {
    operating.OPERATING.key: operating.OPERATING.title,
    investments.INVESTMENTS.key: investments.INVESTMENTS.title,
    goals.GOALS.key: goals.GOALS.title,
}


def _row(texts: Sequence[str], *, strong: bool = False, first_right: int = 1) -> DocumentRow:
    cells = (DocumentCell(text or _NONE, right=i >= first_right) for i, text in enumerate(texts))
    return DocumentRow(tuple(cells), strong)


def _goals(result: Result, table: Table) -> DocumentTable:
    """A row an indicator, with the goal that it belongs to. A forecast that no indicator has is no column."""
    has_forecast = goals.FORECAST in table.columns and any(
        result.model.value(table.key, row.key, goals.FORECAST) is not None for row in table.lines()
    )
    forecast = (goals.FORECAST,) if has_forecast else ()
    columns: tuple[Column, ...] = (goals.INDICATOR, goals.RESULT, *forecast, goals.TARGET, goals.STATUS)
    rows, goal = [], ""
    for row in table.rows:
        if row.role is Role.LINE:
            texts = [_indicated(result, table, row, c) for c in columns]
            rows.append(_row((goal, *texts), first_right=len(columns) + 1))
        else:
            goal = _value(result, table, row, goals.GOAL)
    headers = ("Nämndmål", *(table.headers.get(c, c.header) for c in columns))
    return DocumentTable(
        tuple(DocumentCell(text) for text in headers),
        tuple(rows),
        column_widths(headers, rows),
        _TITLES[table.key],
        f"{_TITLES[table.key]}: {len(rows)} indikatorer med resultat, målvärde och status.",
    )


def _indicated(result: Result, table: Table, row: Row, column: Column) -> str:
    shown = _shown(result, table, row, column)
    if column is goals.STATUS:
        return shown.replace(" ", GROUP, 1)  # the symbol stays with its word
    if column is not goals.TARGET or goals.TARGET_HIGH in table.hidden:
        return shown
    high = _shown(result, table, row, goals.TARGET_HIGH)
    return f"{shown}–{high}" if high else shown


def _value(result: Result, table: Table, row: Row, column: Column) -> str:
    """The cell's words; empty where it is blank."""
    return result.model.text(table.key, row.key, column)


def _shown(result: Result, table: Table, row: Row, column: Column) -> str:
    """What the cell shows."""
    cell = row.cells.get(column)
    quantity = cell.quantity if cell is not None and cell.quantity is not None else column.quantity
    try:
        value = result.model.value(table.key, row.key, column)
    except FormulaError as error:
        return str(error)
    return shown_text(value, quantity, result.board.money)


# --- charts --------------------------------------------------------------------------------------------------

# By page the tags of its charts.
_CHARTS = {
    operating.OPERATING.title: ("diagram drift", "diagram avvikelser"),
    investments.INVESTMENTS.title: ("diagram investeringar",),
}
_OF_BARS = Quantity(Form.AMOUNT)


def _chart(result: Result, chart: Chart) -> BarChart:
    money = result.board.money
    series = []
    for one in (s for s in chart.series if s.part is not Part.ROOM):  # which only gives charts one scale
        values = [v if isinstance(v, float | int) else None for v in _values(result, one.values)]
        labels = tuple("" if v is None else shown_text(v, _OF_BARS, money) for v in values)
        series.append(Bars(one.name, one.part, tuple(values), labels))
    return BarChart(
        str(result.model.evaluate(chart.title)),
        chart.description,
        tuple(str(v or "") for v in _values(result, chart.categories)),
        tuple(series),
    )


def _values(result: Result, span: Span) -> list[object]:
    keys = [row.key for row in result.model.tables[span.table].rows]
    inside = keys[keys.index(span.first) : keys.index(span.last) + 1]
    return [result.model.value(span.table, key, span.column) for key in inside]


# Every part that a report may have but for the prose, whose sections are the board's.
_ALL = (
    *_SENTENCES,
    *(tag for table, (_, _, explained) in _TABLES.items() for tag in (table, explained)),
    "mål",
    "princip",
    *(tag for tags in _CHARTS.values() for tag in tags),
)
