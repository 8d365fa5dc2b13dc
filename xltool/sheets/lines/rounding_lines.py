"""The rounding lines that stand in a result."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_text import as_text
from xltool.core.columns import Input
from xltool.sheets.lines.drafts import TOTAL_OF
from xltool.sheets.lines.line_kinds import Block, LineColumns, LineKind, Lines


def with_rounding_lines(lines: Lines, columns: LineColumns, bound: Bound) -> Lines:
    """The lines with the rounding differences that the visible lines of the sheet say."""
    found = _rounding_lines(bound, columns)

    def block(one: Block, label: LabelKind) -> Block:
        return replace(one, rounding=one.rounding or found.get(label, {}))

    if lines.are_nets:  # one block, whatever its total is called
        net = replace(lines.net, rounding=lines.net.rounding or next(iter(found.values()), {}))
        return replace(lines, blocks={LineKind.NET: net}, net=net)
    blocks = {k: block(one, TOTAL_OF.get(k, LabelKind.SUBTOTAL)) for k, one in lines.blocks.items()}
    return replace(lines, blocks=blocks, net=block(lines.net, LabelKind.NET))


def _rounding_lines(bound: Bound, columns: LineColumns) -> dict[LabelKind, dict[Input, float]]:
    """The rounding lines' amounts, by the kind of the total that each stands above."""
    found: dict[LabelKind, dict[Input, float]] = {}
    above: dict[Input, float] = {}
    for row in bound.rows:
        label = label_kind(as_text(row.cells[columns.name]))
        if label is LabelKind.ROUNDING:
            values = {c: row.cells[c].value for c in columns.amounts if row.has(c)}
            above = {c: float(v) for c, v in values.items() if isinstance(v, float | int) and v}
        elif above:
            found[LabelKind.SUBTOTAL if columns.only else label], above = above, {}
    return found
