"""What the rows of a result's tables are known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from xltool.core.row_key import RowKey
from xltool.core.tables import Column, Role, Table
from xltool.result import report_text as text
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import LineKind
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings import settings_rows as settings
from xltool.sheets.shares import share_columns as shares

# The tables whose rows have a name to be known by, and the column that says it; an account where there is one.
_NAMED_BY: Mapping[str, tuple[str, Column, Column | None]] = {
    "operating": ("Driftredovisning", operating.NAME, operating.ACCOUNT),
    "investments": ("Investeringsredovisning", investments.NAME, None),
    "goals": ("Måluppfyllelse", goals.INDICATOR, None),
    "shares": ("Fördelning", shares.NAME, None),
    "text": ("Rapporttext", text.KEY_OF, None),
    "settings": ("Uppgifter", settings.LABEL, None),
}


# What the keys of the lines' rows begin with, block by block.
LINE_KEYS = {**operating.KEYS, LineKind.PROJECT: investments.TOTAL}
_BLOCKS = {key: kind.value for kind, key in LINE_KEYS.items()}
# Tables that people may add lines to in a result.
LINE_TABLES = ("operating", "investments", "goals", "shares")


def row_keys(tables: Iterable[Table]) -> dict[str, dict[str, RowKey]]:
    """The key of every row that has a name, by table and row."""
    return {t.key: _keys_of(t, *_NAMED_BY[t.key]) for t in tables if t.key in _NAMED_BY}


def _keys_of(table: Table, sheet: str, name: Column, account: Column | None) -> dict[str, RowKey]:
    keys: dict[str, RowKey] = {}
    seen: Counter[RowKey] = Counter()
    goal = ""
    for row in table.rows:
        said = row.cells.get(name)
        words = str(said.content or "") if said else ""
        if table.key == "goals":
            heading = row.cells.get(goals.GOAL)
            if row.role is Role.LINE:
                words = f"{goal} / {words}" if goal else words
            else:
                words = str(heading.content or "") if heading else ""
                goal = "" if words == goals.OTHER_NAME else words
        number = row.cells.get(account) if account else None
        known = str(number.content or "") if number else ""
        if words:
            block = _BLOCKS.get(row.key.partition(":")[0], "") if row.role is Role.LINE else ""
            first = RowKey(sheet, words, known, 1, block)
            seen[first] += 1
            keys[row.key] = replace(first, number=seen[first])
    return keys
