"""A workbook as it stands now, an input or a result, read and computed anew: the ground of comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bind import bind, find_sheets
from xltool.binding.stated_totals import LabelKind, label_kind
from xltool.core.cell_text import as_text
from xltool.core.cells import RawBook, RawSheet
from xltool.core.tables import Input, Sheet
from xltool.core.values import Model
from xltool.findings.finding import Finding, Severity
from xltool.rerun.keep import without_uncomputed
from xltool.result.control import Provenance
from xltool.result.result import build_result
from xltool.sheets.all_sheets import GUIDES, RESULT_ONLY, kinds
from xltool.sheets.board import Board, added_sheets, is_result, read_board
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.project_part import INVESTMENTS_PART
from xltool.sheets.lines.line_kinds import TOTAL_OF, Block, LineColumns, LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.operating_part import OPERATING_PART
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.sheet_part import SheetPart


class ComparedWorkbook(Struct, frozen=True):
    """A workbook that is compared with another. `sheets` are those that were read, by their kind's key, `user_sheets` the
    ones that people added; `model` is None where errors stand in the way of computing. `sentences` are the ones
    that somebody typed on Rapporttext, None where the file does not tell a typed one from a formula; `beside` is what
    people wrote beside the tables, by sheet and where on it."""

    board: Board
    is_result: bool
    sheets: Mapping[str, RawSheet]
    user_sheets: tuple[RawSheet, ...]
    model: Model | None
    sentences: Mapping[str, str] | None
    beside: Mapping[tuple[str, str], str]

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.board.findings if f.severity is Severity.ERROR]


def compared(
    book: RawBook,
    sentences: Mapping[str, str] | None,
    user_sheets: Sequence[RawSheet] | None,
    beside: Mapping[tuple[str, str], str],
) -> ComparedWorkbook:
    """The workbook read as the next run would read it. What a result shows is computed again from its inputs: a
    program that saved it may have left its formulas without values, or with old ones. `user_sheets` are those that
    people added, where xltool remembers which it wrote itself."""
    is_a_result = is_result(book)
    told = without_uncomputed(book) if is_a_result else book
    passed_over = (*GUIDES, *RESULT_ONLY) if is_a_result else GUIDES
    sheets, _ = find_sheets(told, kinds(), passed_over, added_sheets(told) if is_a_result else ())
    board = read_board(told)
    if is_a_result:
        board = _with_rounding_lines(board, sheets)
    model = None
    if not board.has_errors and board.operating is not None:
        model = build_result(board, Provenance("", "", "", "")).model
    known = {sheet.name for sheet in sheets.values()} | {*passed_over}
    added = [s for s in book.sheets if s.name not in known] if user_sheets is None else user_sheets
    return ComparedWorkbook(board, is_a_result, sheets, tuple(added), model, sentences, beside)


# --- the rounding lines of a result --------------------------------------------------------------------------


def _with_rounding_lines(board: Board, sheets: Mapping[str, RawSheet]) -> Board:
    """The board of a result with the rounding differences that its visible lines say: they are otherwise known from
    the totals, which a program may have saved without values."""

    def told(part: SheetPart[Lines], columns: LineColumns, lines: Lines) -> Lines:
        found = _rounding_lines(sheets[part.key], part.sheet, columns, board.settings)

        def block(one: Block, label: LabelKind) -> Block:
            return replace(one, rounding=one.rounding or found.get(label, {}))

        blocks = {k: block(one, _label(k)) for k, one in lines.blocks.items()}
        return replace(lines, blocks=blocks, net=block(lines.net, LabelKind.NET))

    for part, columns in ((OPERATING_PART, operating.COLUMNS), (INVESTMENTS_PART, investments.COLUMNS)):
        if (lines := part.of(board)) is not None:
            board = board.with_part(part.key, told(part, columns, lines))
    return board


def _label(kind: LineKind) -> LabelKind:
    return TOTAL_OF.get(kind, LabelKind.SUBTOTAL)


def _rounding_lines(
    sheet: RawSheet, kind: Sheet, columns: LineColumns, settings: Settings
) -> dict[LabelKind, dict[Input, float]]:
    """The rounding lines' amounts, by the kind of the total that each stands above."""
    bound, _ = bind(sheet, kind, settings.year, settings.unit.word, own=True)
    found: dict[LabelKind, dict[Input, float]] = {}
    above: dict[Input, float] = {}
    for row in bound.rows if bound else ():
        label = label_kind(as_text(row.cells[columns.name]))
        if label is LabelKind.ROUNDING:
            values = {c: row.cells[c].value for c in columns.amounts if row.has(c)}
            above = {c: float(v) for c, v in values.items() if isinstance(v, float | int) and v}
        elif above:
            found[LabelKind.SUBTOTAL if columns.only else label], above = above, {}
    return found


def first_error(version: ComparedWorkbook, sheet: str = "") -> str:
    """What kept the workbook, or one of its sheets, from being read: `Driftredovisning!C16: Utfall är …`."""
    errors = version.errors
    of_sheet = [f for f in errors if f.origin and f.origin.sheet == sheet]
    found = next(iter(of_sheet or errors), None)
    if found is None:
        return ""
    return f"{found.origin}: {found.message}" if found.origin else found.message
