"""The figures that prose may name in braces, as the live cells of the result: a closed list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from xltool.core.columns import Column
from xltool.core.expr import At, Expr
from xltool.core.sentences import amount_formula
from xltool.core.spelling import normalised
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import BOARD, YEAR
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.sheet_part import Parts

_NAMED = re.compile(r"\{([^{}\n]*)\}")


def _of_lines(row: Callable[[Parts], str | None], column: Callable[[Parts], Column]) -> Figure:
    def figure(board: Parts) -> Expr | None:
        key = row(board)
        return None if key is None else _amount(board, At(operating.OPERATING.key, key, column(board)))

    return figure


def _of_projects(column: Column) -> Figure:
    def figure(board: Parts) -> Expr | None:
        has = board.part(investments.INVESTMENTS.key) is not None
        return _amount(board, At(investments.INVESTMENTS.key, investments.TOTAL, column)) if has else None

    return figure


def _amount(board: Parts, cell: Expr) -> Expr:
    return amount_formula(board.money, cell, signed=True)


def _block(kind: LineKind) -> Callable[[Parts], str | None]:
    def key(board: Parts) -> str | None:
        lines = board.part(operating.OPERATING.key)
        return operating.KEYS[kind] if isinstance(lines, Lines) and kind in lines.blocks else None

    return key


def _net(_board: Parts) -> str:
    return operating.NET


def _judged(board: Parts) -> Column:
    """What stands against the budget: the actual, in an interim report the forecast."""
    return operating.judged_by(board.settings)


def _budget(board: Parts) -> Column:
    return operating.judging_by(board.settings).budget


def _variance(_board: Parts) -> Column:
    return operating.VARIANCE


def _shared(board: Parts) -> Expr | None:
    return _amount(board, shares.amount_at()) if board.part(shares.MEMBERS.key) is not None else None


Figure = Callable[[Parts], Expr | None]  # None where the workbook has no such figure
_INCOME, _COST = _block(LineKind.INCOME), _block(LineKind.COST)
FIGURES: Mapping[str, Figure] = {
    "Nämnd": lambda _: setting_cell(BOARD),
    "År": lambda _: setting_cell(YEAR),
    "Nettoresultat": _of_lines(_net, _judged),
    "Nettobudget": _of_lines(_net, _budget),
    "Nettoavvikelse": _of_lines(_net, _variance),
    "Intäkter": _of_lines(_INCOME, _judged),
    "Intäktsbudget": _of_lines(_INCOME, _budget),
    "Intäktsavvikelse": _of_lines(_INCOME, _variance),
    "Kostnader": _of_lines(_COST, _judged),
    "Kostnadsbudget": _of_lines(_COST, _budget),
    "Kostnadsavvikelse": _of_lines(_COST, _variance),
    "Investeringar": _of_projects(investments.ACTUAL),
    "Investeringsbudget": _of_projects(investments.BUDGET),
    "Investeringsavvikelse": _of_projects(investments.VARIANCE),
    "Att fördela": _shared,
}
_BY_SPELLING = {normalised(name): name for name in FIGURES}


def figures_named(text: str) -> list[str]:
    """What stands in braces in the text, once each."""
    return list(dict.fromkeys(_NAMED.findall(text)))


def figure_called(name: str) -> str | None:
    """The name on the list, however it is spelt; None for what is not on it."""
    return _BY_SPELLING.get(normalised(name))


def with_figures(text: str, value: Callable[[str], str]) -> str:
    """The text with the value of each figure in the place of its name."""
    return _NAMED.sub(lambda match: value(figure_called(match[1]) or ""), text)
