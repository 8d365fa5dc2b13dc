"""The rows of a sheet of lines: each line, each block's rounding line and total, the net."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.units import AMOUNT, TEXT, Quantity
from xltool.sheets.lines.followers import Beside
from xltool.sheets.lines.group_rows import in_order, mark_key
from xltool.sheets.lines.line_kinds import Block, Line, LineColumns, LineKind, Lines, Mark
from xltool.sheets.lines.line_table import ROUNDING_NAME
from xltool.sheets.sheet_row import Entry, SheetRow, Sort, Visit, words

_SUM, _HEADING = "delsumma", "rubrik"


def is_mark(key: RowKey) -> bool:
    """Whether the row is a heading or a subtotal."""
    return key.block.endswith((f", {_SUM}", f", {_HEADING}"))


class LineRows(Struct, frozen=True):
    """How the lines stand in the result's table: the key of each block's total, with which those of its lines begin, and
    what follows from a row's amounts. `net` are the keys of the net and of its rounding line, if the sheet has a net."""

    columns: LineColumns
    blocks: Mapping[LineKind, str]
    follows: tuple[Column, ...]
    net: tuple[str, str] | None = None


def walked_lines(lines: Lines, rows: LineRows, visit: Visit) -> Lines:
    """The lines as the visitor of their rows has changed them."""
    used = [c for c in rows.columns.amounts if c in lines.columns]
    blocks = {
        kind: _block(one, kind, rows.blocks[kind], rows, used, visit, lines)
        for kind, one in lines.blocks.items()
    }
    if lines.are_nets:  # their total is the net
        return replace(lines, blocks=blocks, net=blocks[LineKind.NET])
    net = _total(lines.net, *rows.net, rows, used, visit) if rows.net else lines.net
    return replace(lines, blocks=blocks, net=net)


def _block(
    block: Block,
    kind: LineKind,
    key: str,
    rows: LineRows,
    used: Sequence[Input],
    visit: Visit,
    whole: Lines,
) -> Block:
    lines, marks = list[Line](), list[Mark]()
    for one in in_order(block):
        if isinstance(one, Mark):
            marks.append(_mark(one, kind, mark_key(key, one, block), rows, used, visit))
        else:
            lines.append(_line(block.lines[one], kind, f"{key}:{one}", rows, used, visit, whole))
    total = _total(block, key, f"{key}:rounding", rows, used, visit)
    return replace(total, lines=tuple(lines), marks=tuple(marks))


def _mark(mark: Mark, kind: LineKind, key: str, rows: LineRows, used: Sequence[Input], visit: Visit) -> Mark:
    """A heading or a subtotal, which no line of its name is."""
    comment = rows.columns.comment
    has_comment = bool(mark.of or mark.comment)
    entries = {comment.header: words(mark.comment, mark.origins.get(comment))} if has_comment else {}
    computed = (*used, *rows.follows) if mark.of else ()
    block = f"{kind.value}, {_SUM if mark.of else _HEADING}"
    row = SheetRow(mark.name, key, entries, mark.account, block, mark.group, computed=computed)
    new = visit(row)
    return replace(mark, comment=str(new.get(comment.header) or ""))


def _line(
    line: Line,
    kind: LineKind,
    key: str,
    rows: LineRows,
    used: Sequence[Input],
    visit: Visit,
    whole: Lines,
) -> Line:
    columns = rows.columns
    shown: dict[str, tuple[Scalar, Quantity]] = {}
    if columns.account is not None and columns.kind is not None:
        shown = {
            columns.account.header: (line.account or None, TEXT),
            columns.kind.header: (kind.value, TEXT),
        }
    if line.group and columns.group is not None:
        shown[columns.group.header] = (line.group, TEXT)
    entries = {c.header: _amount(line, c, whole.added) for c in used}
    texts = [c for c in columns.texts if c in whole.columns]
    entries |= {c.header: words(line.texts.get(c), line.origins.get(c)) for c in texts}
    entries[columns.comment.header] = words(line.comment, line.origins.get(columns.comment))
    for name in whole.followers:
        one = line.beside.get(name, Beside(None))
        entries[name] = Entry(one.value, Sort.WORDS, one.origin, one.quantity)
    row = SheetRow(
        line.name, key, entries, line.account, kind.value, line.group, shown=shown, computed=rows.follows
    )
    new = visit(row)
    amounts = {c: float(a) for c in used if (a := new[c.header]) is not None}
    followed = {
        name: replace(line.beside.get(name, Beside(None)), value=value)
        for name in whole.followers
        if (value := new[name]) not in (None, "")
    }
    said = {c: str(text) for c in texts if (text := new[c.header]) not in (None, "")}
    comment = str(new[columns.comment.header] or "")
    return replace(line, amounts=amounts, comment=comment, beside=followed, texts=said)


def _amount(line: Line, column: Input, added: frozenset[Input]) -> Entry:
    sort = Sort.SUM if column in line.summed | added else Sort.FIGURE
    return Entry(line.amounts.get(column), sort, line.origins.get(column), AMOUNT)


def _total(
    block: Block, key: str, rounding: str, rows: LineRows, used: Sequence[Input], visit: Visit
) -> Block:
    """The block with its rounding line, where it has one, and its total visited."""
    if block.rounding:
        shown: dict[str, tuple[Scalar, Quantity]] = {
            c.header: (block.rounding.get(c, 0.0), AMOUNT) for c in used
        }
        called = f"{ROUNDING_NAME}, {block.name}"
        visit(SheetRow(ROUNDING_NAME, rounding, ours=rounding, called=called, shown=shown))
    comment = rows.columns.comment.header
    entries = {comment: words(block.comment, block.origin)}
    new = visit(SheetRow(block.name, key, entries, ours=key, computed=(*used, *rows.follows)))
    return replace(block, comment=str(new[comment] or ""))
