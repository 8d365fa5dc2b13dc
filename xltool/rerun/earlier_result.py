"""The result before, opened: what in it is xltool's own, what people wrote in its cells, and what they added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xltool.core.cells import RawBook
from xltool.core.memos import MEMORY, Memo, memos_of
from xltool.core.pages import CONTROL_TITLE
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.rerun.keep import Previous, titles_of_ours
from xltool.rerun.remembered import headers_above, remembered, remembered_size
from xltool.rerun.row_keys import line_tables
from xltool.rerun.typed_sentences import typed_sentences
from xltool.result.report_text import SENTENCE_SHEET
from xltool.result.unmatched_list import HOMELESS_TABLE, Homeless, homeless_of
from xltool.sheets.board import LONG_NAMES, written_sheets

if TYPE_CHECKING:
    from xltool.rerun.fingerprints import Record
    from xltool.rerun.generated_cells import Ours
    from xltool.rerun.user_content import Additions


def result_before(data: bytes) -> tuple[Previous | None, list[Finding]]:
    """The result before, as it stands now; None where it cannot be read. And what is to be said of it."""
    from xltool.intake.workbook_reader import read_workbook

    book, found = read_workbook(data, "med det förra resultatet", long_names=LONG_NAMES)
    if book is None:
        return None, [_unreadable(found[0].message)]
    memos = memos_of(book)
    record = record_of(memos)
    stands = as_it_stands(data, book, record, memos)
    if stands.renamed:
        name, now = next(iter(stands.renamed.items()))
        why = f"Bladet {name} heter nu {now}."
        return None, [_unreadable(why, f"Ge bladet namnet {name} igen.")]
    try:
        additions = additions_to(data, book, stands, record, memos)
        sentences = typed_sentences(stands.book, stands.formulas.get(SENTENCE_SHEET, ()))
    except MemoryError:
        raise
    except Exception:  # its values could be read, and its formats or drawings are damaged
        return None, [_unreadable("Dess format eller bilder är skadade.")]
    if sentences is None:
        return None, [_unreadable("Bladet Rapporttext saknar rubrikerna över texterna.", codes.MEND_CELL)]
    cut = [replace(f, origin=None) for f in found if f.code is codes.TEXT_CUT]
    before = Previous(
        stands.book,
        sentences,
        additions,
        stands.entries,
        stands.listed.get(CONTROL_TITLE) if record else None,
        stands.list_columns.get(CONTROL_TITLE, ()),
        stands.gone,
        stands.inserted,
    )
    return before, cut


def record_of(memos: Sequence[Memo]) -> Record:
    """What xltool wrote; nothing where that is damaged."""
    from xltool.rerun.fingerprints import recorded

    return recorded(memos) if written_sheets(memos) else {}


def _unreadable(why: str, remedy: str = codes.MEND_FILE) -> Finding:
    return codes.PREVIOUS_UNREADABLE.at(None, why=why, remedy=remedy)


def additions_to(
    data: bytes, book: RawBook, stands: Ours, record: Record, memos: Iterable[Memo]
) -> Additions | None:
    """What people added to the result; None where nobody has. Raises a dozen kinds of exception where its formats or
    drawings are damaged."""
    from xltool.rerun.fingerprints import recorded_names, recorded_parts
    from xltool.rerun.lineage import saved_by_xltool

    known = {*record, MEMORY} if record else titles_of_ours()
    if saved_by_xltool(data) and not stands.more and known.issuperset(s.name for s in book.sheets):
        return None
    from xltool.rerun.additions.find_additions import additions_in

    return additions_in(data, book, stands, record, recorded_parts(memos), recorded_names(memos), known)


def homeless_in(stands: Ours) -> list[Homeless]:
    """The list Utan rad."""
    control = stands.book.sheet(CONTROL_TITLE)
    return homeless_of(control, stands.listed.get(CONTROL_TITLE))


def as_it_stands(data: bytes, book: RawBook, record: Record, memos: Iterable[Memo]) -> Ours:
    """The result in `data`, whose values are `book`, against the record of what xltool wrote in it; `memos` are
    all that it remembers. Raises what a damaged package raises."""
    from xltool.intake.formula_cells import cells_with_formulas
    from xltool.rerun.generated_cells import ours

    long = {s.name for s in book.sheets if s.long is not None}
    formulas = cells_with_formulas(data, {*record, SENTENCE_SHEET} - long)
    headers = list(headers_above(remembered(memos)))
    size = remembered_size(memos)
    return ours(book, record, formulas, line_tables(), (HOMELESS_TABLE,), (MEMORY,), headers, size)
