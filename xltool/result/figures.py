"""The computed figures as plain data, in the shape of DOMAIN's JSON object.

Amounts are in the workbook's unit, percentages of indicators as they are read (84 with the unit %), shares as
fractions, statuses by their English words.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from xltool.core.numbers import Direction
from xltool.core.tables import Column, Row, Table
from xltool.core.units import Unit
from xltool.core.values import Model
from xltool.result.result import Result
from xltool.sheets import all_sheets
from xltool.sheets.board import Board
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.goal_reading import Indicator
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import LineKind
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.shares import share_columns as shares

Data: TypeAlias = dict[str, Any]


def figures(board: Board | None, result: Result | None) -> Data:
    """The JSON object's parts from `board` to `shares`; a part whose input is missing is None, and so are all
    of them where there is no result."""
    parts: Data = dict.fromkeys(("operating", "investments", "goals", "shares"))
    parts |= {part.key: None for part in all_sheets.SHEETS if part.figures}
    head: Data = {"board": None, "year": None, "unit": None}
    if board is not None:
        settings = board.settings
        head = {"board": settings.board or None, "year": settings.year, "unit": settings.unit.word}
    if board is None or result is None:
        return head | parts
    model = result.model
    parts["operating"] = _operating(board, model)
    if board.investments is not None:
        parts["investments"] = _investments(model, board.money.unit)
    if board.goals is not None:
        parts["goals"] = _goals(board, model)
    if board.members is not None:
        parts["shares"] = _shares(board, model)
    for part, value in all_sheets.present(board):
        parts |= {part.key: part.figures(value, board, model)} if part.figures else {}
    return head | parts


def _number(value: float) -> float | int:
    """Whole numbers without a decimal point, the rest without the noise of binary fractions."""
    clean = float(f"{value:.15g}")
    return int(clean) if clean == int(clean) else clean


# A difference of decimals leaves noise behind; this is a ten-thousandth of an öre, in any of the units.
_DECIMALS = {Unit.KR: 6, Unit.TKR: 9, Unit.MNKR: 12}


def _amounts(model: Model, table: str, row: str, columns: tuple[Column, Column, Column], unit: Unit) -> Data:
    names = ("budget", "actual", "variance")
    return {
        n: _number(round(model.number(table, row, c), _DECIMALS[unit]))
        for n, c in zip(names, columns, strict=True)
    }


def _optional(model: Model, table: Table, row: Row, columns: dict[str, Column]) -> Data:
    """The optional amounts that the row has."""
    found: Data = {}
    for name, column in columns.items():
        value = model.value(table.key, row.key, column) if column in table.columns else None
        if isinstance(value, float | int):
            found[name] = _number(value)
    return found


_OPERATING = (operating.BUDGET, operating.ACTUAL, operating.VARIANCE)
_ZERO = {"budget": 0, "actual": 0, "variance": 0}
_OPTIONAL: dict[str, Column] = {"forecast": operating.FORECAST, "prior_actual": operating.PRIOR_ACTUAL}


def _operating(board: Board, model: Model) -> Data:
    assert board.operating is not None
    unit = board.money.unit
    table = model.tables["operating"]
    keys = {row.key for row in table.rows}

    def total(key: str) -> Data:
        found = _amounts(model, table.key, key, _OPERATING, unit) if key in keys else dict(_ZERO)
        return found | _rounding(model, table.key, f"{key}:rounding", keys)

    lines = []
    kinds = {operating.INCOME: LineKind.INCOME, operating.COST: LineKind.COST}
    for row in table.lines():
        account = (
            model.value(table.key, row.key, operating.ACCOUNT) if operating.ACCOUNT in table.columns else None
        )
        line: Data = {
            "account": account,
            "name": model.text(table.key, row.key, operating.NAME),
            "kind": kinds[row.key.split(":")[0]].name.lower(),
            **_amounts(model, table.key, row.key, _OPERATING, unit),
            **_optional(model, table, row, _OPTIONAL),
            "material": model.value(table.key, row.key, operating.ASSESSMENT) != operating.Verdict.ON_BUDGET,
            "comment": model.value(table.key, row.key, operating.COMMENT),
        }
        lines.append(line)
    rounding = _rounding(model, table.key, operating.ROUNDING, keys).get(
        "rounding", {"budget": 0, "actual": 0}
    )
    return {
        "lines": lines,
        "income": total(operating.INCOME),
        "cost": total(operating.COST),
        "net": _amounts(model, table.key, operating.NET, _OPERATING, unit),
        "rounding": rounding,
    }


def _rounding(model: Model, table: str, key: str, keys: set[str]) -> Data:
    """The rounding line's amounts under the name `rounding`, where there is such a line."""
    if key not in keys:
        return {}
    budget, actual = (operating.BUDGET, operating.ACTUAL) if table == "operating" else (investments.BUDGET, investments.ACTUAL)  # fmt: skip
    return {
        "rounding": {
            "budget": _number(model.number(table, key, budget)),
            "actual": _number(model.number(table, key, actual)),
        }
    }


def _investments(model: Model, unit: Unit) -> Data:
    table = model.tables["investments"]
    columns = (investments.BUDGET, investments.ACTUAL, investments.VARIANCE)
    lines = [
        {
            "name": model.text(table.key, row.key, investments.NAME),
            **_amounts(model, table.key, row.key, columns, unit),
            **_optional(model, table, row, {"forecast": investments.FORECAST}),
            "comment": model.value(table.key, row.key, investments.COMMENT),
        }
        for row in table.lines()
    ]
    keys = {row.key for row in table.rows}
    total = _amounts(model, table.key, investments.TOTAL, columns, unit)
    return {"lines": lines, "total": total} | _rounding(
        model, table.key, f"{investments.TOTAL}:rounding", keys
    )


def _goals(board: Board, model: Model) -> Data:
    assert board.goals is not None

    def status(row: str) -> str:
        shown = model.text("goals", row, goals.STATUS)
        words: dict[str, str] = {s.value: s.name.lower() for s in (*goals.Status, *goals.Outcome)}
        return words[shown]

    def indicators(row: str, listed: list[Indicator]) -> list[Data]:
        return [_indicator(one) | {"status": status(f"{row}:{i}")} for i, one in enumerate(listed)]

    listed = [
        {
            "name": goal.name,
            "status": status(goals.goal_key(i)),
            "indicators": indicators(goals.goal_key(i), goal.indicators),
        }
        for i, goal in enumerate(board.goals.goals)
    ]
    whole = status(goals.BOARD) if listed else None
    return {"board": whole, "goals": listed, "other": indicators("other", board.goals.other)}


def _indicator(one: Indicator) -> Data:
    def read(value: float | None) -> float | int | None:
        if value is None:
            return None
        return _number(value * 100) if one.unit == "%" else _number(value)

    between = one.direction is Direction.BETWEEN and one.high is not None
    target = [read(one.low), read(one.high)] if between else read(one.low)
    return {
        "name": one.name,
        "result": read(one.result),
        "target": target,
        "direction": one.direction.name.lower(),
        "unit": one.unit or None,
        "judgement": one.judgement or None,
        "comment": one.comment or None,
    }


def _shares(board: Board, model: Model) -> Data:
    assert board.members is not None
    members = []
    for i, member in enumerate(board.members.members):
        key = shares.member_key(i)
        members.append(
            {
                "name": member.name,
                "weight": _number(model.number("shares", key, shares.WEIGHT)),
                "share": model.number("shares", key, shares.SHARE),
                "amount": _number(model.number("shares", key, shares.AMOUNT_DUE)),
            }
        )
    amount = model.get(shares.amount_at())
    assert isinstance(amount, float | int)
    return {"amount": _number(float(amount)), "key": board.members.key, "members": members}
