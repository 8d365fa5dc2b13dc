"""Workbooks drawn as text, and what was found and computed drawn as text again.

    == Driftredovisning ==
    Kontotext       | Budget | Utfall
    Löner           | 100    | '120 tkr
    TOTALT KOSTNADER| 100    | 120

A line `== name ==` begins a sheet; the line below it is row 1. A line is a row (an empty line an empty row), `|`
parts the cells, blanks around a cell do not count. Without such a line the drawing is Driftredovisning alone.

    (nothing)        an empty cell              #REF!            an error value
    -868   0.5       a number, with a point     =?               a formula that was never computed
    84%              0.84 formatted as percent  SANT  FALSKT     a truth value
    15 [0 "st"]      a number with a format     2023-12-31       a date
    '868             text, whatever it holds    anything else    text
    [=C3+C4] 300     a formula and its stored value; `[=C3+C4]` has never been computed

`(dold)` before a row hides it, `(dold)` before a cell of row 1 hides the column. `(fet)`, `(indrag 1)` and `(nivå 1)`
before a row: bold, indented, in an outline.

What is not drawn of Uppgifter and Driftredovisning is there and right (board Nämnden, year 2023, one cost line
without a variance); with `whole=True` the workbook holds what is drawn and nothing else.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from textwrap import dedent
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from xltool.core.cells import BLANK, PLAIN, CellStyle, ErrorValue, RawBook, RawCell, RawSheet
from xltool.core.units import Money, Unit
from xltool.findings.finding import Finding
from xltool.result.build_result import build_result
from xltool.result.control import Provenance
from xltool.result.figures import figures
from xltool.result.result import Result
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board

_TITLE = re.compile(r"== (.+) ==")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)%")
_FORMATTED = re.compile(r"(-?\d+(?:\.\d+)?) \[(.+)\]")
_FORMULA = re.compile(r"\[=(.+)\](?: (.+))?")
_LOOK = re.compile(r"\s*\((fet|indrag|nivå)(?: (\d))?\)")
_HIDDEN = "(dold)"
# What is told of a workbook that is not drawn as a whole.
_OF_THE_WHOLE = ("XL202", "XL222")
_SETTINGS = ("Uppgifter", "Inställningar", "Försättsblad")
_OPERATING = ("Driftredovisning", "Drift")
NOWHERE = Provenance("ritad.xlsx", "0" * 64, "", "test")


# --- a drawing as a workbook ---------------------------------------------------------------------------------


def book(drawing: str | RawBook, *, whole: bool = False, net: float = 0) -> RawBook:
    """The drawn workbook, or the one that is there already; a Driftredovisning that is not drawn has the net result `net`."""
    if isinstance(drawing, RawBook):
        return drawing
    sheets: dict[str, list[str]] = {}
    name = "Driftredovisning"
    for line in dedent(drawing).strip("\n").splitlines():
        title = _TITLE.fullmatch(line.strip())
        name = title[1] if title else name
        sheets.setdefault(name, []).extend([] if title else [line])
    if not whole and not any(name in sheets for name in _SETTINGS):
        sheets["Uppgifter"] = ["Nämnd | Nämnden", "År | 2023"]
    if not whole and not any(name in sheets for name in _OPERATING):
        line = f"Rad | {'Intäkt' if net < 0 else 'Kostnad'} | {net:f} | {net:f}"
        sheets["Driftredovisning"] = ["Kontotext | Typ | Budget | Utfall", line]
    return RawBook(tuple(_sheet(name, lines) for name, lines in sheets.items()))


def _sheet(name: str, lines: list[str]) -> RawSheet:
    cells: dict[tuple[int, int], RawCell] = {}
    rows, columns = set(), set()
    levels: dict[int, int] = {}
    for row, line in enumerate(lines, start=1):
        style, level, line = _look(line)
        levels |= {row: level} if level else {}
        if row > 1 and line.strip().startswith(_HIDDEN):
            rows.add(row)
            line = line.replace(_HIDDEN, "", 1)
        for column, text in enumerate(line.split("|"), start=1):
            if row == 1 and text.strip().startswith(_HIDDEN):
                columns.add(column)
                text = text.replace(_HIDDEN, "", 1)
            cell = replace(_cell(text.strip()), style=style)
            if not cell.blank:
                cells[row, column] = cell
    return RawSheet(name, cells, frozenset(rows), frozenset(columns), levels=levels)


def _look(line: str) -> tuple[CellStyle, int, str]:
    """How the row looks by the marks before it: its style, its level of outline, and the row without them."""
    style, level = PLAIN, 0
    while mark := _LOOK.match(line):
        style = replace(
            style,
            bold=style.bold or mark[1] == "fet",
            indent=int(mark[2] or 0) if mark[1] == "indrag" else style.indent,
        )
        level = int(mark[2]) if mark[1] == "nivå" else level
        line = line[mark.end() :]
    return style, level, line


def _cell(text: str) -> RawCell:
    if not text:
        return BLANK
    if text.startswith("'"):
        return RawCell(text[1:])
    if formula := _FORMULA.fullmatch(text):
        return replace(_cell(formula[2]) if formula[2] else RawCell(None, stored=False), formula=formula[1])
    if text == "=?":
        return RawCell(None, stored=False)
    if text.startswith("#"):
        return RawCell(ErrorValue(text))
    if text in ("SANT", "FALSKT"):
        return RawCell(text == "SANT")
    if _NUMBER.fullmatch(text):
        return RawCell(float(text))
    if percent := _PERCENT.fullmatch(text):
        return RawCell(float(Decimal(percent[1]) / 100), "0.00%")
    if formatted := _FORMATTED.fullmatch(text):
        return RawCell(float(formatted[1]), formatted[2])
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return RawCell(datetime.fromisoformat(text), "yyyy-mm-dd")
    return RawCell(text)


# --- what was found and computed, drawn ----------------------------------------------------------------------


def read(drawing: str | RawBook, *, whole: bool = False, net: float = 0) -> Board:
    """The drawn workbook, read and checked."""
    return read_board(book(drawing, whole=whole, net=net))


def found(drawing: str, *, whole: bool = False) -> list[str]:
    """The findings as `fel XL402 Driftredovisning!C9`. That a sheet or the unit is not drawn is told only of a whole workbook."""
    shown = [f for f in read(drawing, whole=whole).findings if whole or f.code.code not in _OF_THE_WHOLE]
    return [drawn(f) for f in shown]


def drawn(finding: Finding) -> str:
    return f"{finding.severity.word} {finding.code.code} {finding.origin or 'arbetsboken'}"


def message(drawing: str, code: str, *, whole: bool = False) -> str:
    """The sentences of the first finding with the code, what is wrong and what to do."""
    finding = next(f for f in read(drawing, whole=whole).findings if f.code.code == code)
    return f"{finding.message} {finding.hint}".replace("\u00a0", " ")


def result(drawing: str | RawBook, *, net: float = 0) -> Result:
    """The result of a drawing without errors."""
    board = read(drawing, net=net)
    assert not board.has_errors, [drawn(f) for f in board.findings]
    return build_result(board, NOWHERE)


def computed(drawing: str | RawBook, *, net: float = 0) -> dict[str, Any]:
    """The figures of the result, as `--json` gives them."""
    whole = result(drawing, net=net)
    data: dict[str, Any] = to_builtins(figures(whole.board, whole))
    return data


def amounts(drawing: str | RawBook, part: str = "operating") -> list[str]:
    """The lines and totals of a part as `name | budget | actual | variance`, with the forecast in an interim report, a rounding line as `± name | …`; without
    the noise of binary fractions."""
    whole = computed(drawing)
    data = _clear(whole[part], Money(Unit[whole["unit"].upper()]))
    rows = [_amounts(line["name"], line) for line in data["lines"]]
    for key in ("income", "cost", "net", "total"):
        if data.get(key):
            rows += [_amounts(key, data[key])]
            rows += [_rounding(key, data[key]["rounding"])] if "rounding" in data[key] else []
    if any(data.get("rounding", {}).values()):
        rows.append(_rounding("net" if "net" in data else "total", data["rounding"]))
    return rows


def _clear(data: Any, money: Money) -> Any:
    if isinstance(data, dict):
        return {key: _clear(value, money) for key, value in data.items()}
    if isinstance(data, list):
        return [_clear(value, money) for value in data]
    if type(data) is not float:
        return data
    number = money.clear(data)
    return int(number) if number == int(number) else number


def _amounts(name: str, data: dict[str, Any]) -> str:
    budget, judged, variance = "budget", "actual", "variance"
    if data["actual"] is None:
        judged, variance = "forecast", "forecast_variance"
    if "period_variance" in data and variance not in data:  # an interim report without a forecast
        budget, judged, variance = "period_budget", "period_actual", "period_variance"
    return f"{name} | {data[budget]} | {data.get(judged)} | {data.get(variance)}"


def _rounding(name: str, data: dict[str, Any]) -> str:
    return f"± {name} | {data['budget']} | {data['actual']}"


def statuses(drawing: str | RawBook) -> list[str]:
    """Goals as `name: status`, their indicators below as `- name: status`, the others last, the board first."""
    data = computed(drawing)["goals"]
    rows = [f"nämnden: {data['board']}"] if data["board"] else []
    for goal in data["goals"]:
        rows.append(f"{goal['name']}: {goal['status']}")
        rows += [f"- {one['name']}: {one['status']}" for one in goal["indicators"]]
    return rows + [f"– {one['name']}: {one['status']}" for one in data["other"]]


def shares(drawing: str | RawBook, *, net: float = 0) -> list[str]:
    """The members as `name: amount`."""
    return [f"{m['name']}: {m['amount']}" for m in computed(drawing, net=net)["shares"]["members"]]
