"""What differs between two workbooks as plain data for machines. Pure."""

from __future__ import annotations

from typing import Any

from xltool.compare.changes import Change, ComparedValue, Differences, SheetDifference, Side
from xltool.compare.compared_workbook import ComparedWorkbook
from xltool.core.swedish import quantity_text
from xltool.core.units import Form
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.operating import operating_columns as operating

_WORDS: dict[str, str] = {
    **goals.STATUS_NAMES,
    operating.Verdict.BETTER: "better",
    operating.Verdict.WORSE: "worse",
    operating.Verdict.WITHIN: "on_budget",
    investments.OVERSPENT_WORD: "over_budget",
    investments.WITHIN_WORD: "within_budget",
}


def data(a: ComparedWorkbook | None, b: ComparedWorkbook | None, found: Differences | None) -> dict[str, Any]:
    """The JSON object but for the files: whether something differs, and what. Percentages are 84 with the unit %,
    `difference` is b − a, statuses are English words."""
    return {
        "a": _version_data(a),
        "b": _version_data(b),
        "differs": found.any if found else None,
        "complete": found.complete if found else False,
        "unit": found.unit.word if found else None,
        "not_computed": {side.value.lower(): why for side, why in found.uncomputed.items()} if found else {},
        "sheets": [_sheet_data(sheet) for sheet in found.sheets] if found else [],
        "ledger": (
            {"columns": list(found.ledger.columns), "rows": {"a": found.ledger.a, "b": found.ledger.b}}
            if found and found.ledger
            else None
        ),
        "beside": [
            {"sheet": one.sheet, "where": one.where, "a": one.a or None, "b": one.b or None}
            for one in (found.beside if found else ())
        ],
        "own_sheets": [
            {
                "sheet": theirs.sheet,
                "only_in": _side(theirs.only_in),
                "cells": theirs.cells,
                "unknown": theirs.unknown,
            }
            for theirs in (found.user_sheets if found else ())
        ],
    }


def _version_data(version: ComparedWorkbook | None) -> dict[str, Any]:
    if version is None:
        return {"kind": None, "board": None, "year": None}
    settings = version.board.settings
    kind = "result" if version.is_result else "input"
    return {"kind": kind, "board": settings.board or None, "year": settings.year}


def _side(side: Side | None) -> str | None:
    return side.value.lower() if side else None


def _sheet_data(sheet: SheetDifference) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "only_in": _side(sheet.only_in),
        "not_compared": {side.value.lower(): why for side, why in (sheet.unread or {}).items()},
        "rows": [
            {
                "row": row.name or None,
                "account": row.account or None,
                "was": row.was or None,
                "only_in": _side(row.only_in),
                "changes": [_change_data(change) for change in row.changes],
            }
            for row in sheet.rows
        ],
    }


def _change_data(change: Change) -> dict[str, Any]:
    quantity, difference = change.quantity, change.difference
    percent = quantity.form is Form.PERCENT
    return {
        "column": change.column,
        "a": _plain(change.a),
        "b": _plain(change.b),
        "difference": None if difference is None else _clean(difference * (100 if percent else 1)),
        "unit": "%" if percent else quantity.unit or None,
        "computed": change.computed,
    }


def _plain(value: ComparedValue) -> str | float | int | None:
    content, form = value.content, value.quantity.form
    if content is None or content == "":
        return None
    if isinstance(content, str | bool):
        return _WORDS.get(str(content), str(content))
    if form is Form.DATE:
        return quantity_text(content, value.quantity)
    return _clean(content * (100 if form is Form.PERCENT else 1))


def _clean(value: float) -> float | int:
    clean = float(f"{value:.15g}")
    return int(clean) if clean == int(clean) else clean
