"""The result before, opened once: what in it is xltool's own, what people wrote in its cells, and what they added."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xltool.core.cells import RawBook
from xltool.core.memos import MEMORY, Memo
from xltool.core.pages import CONTROL_TITLE
from xltool.core.scalars import Scalar
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.package_parts import sheet_paths
from xltool.intake.preflight import FileKind, Inspected
from xltool.intake.zip_entries import Package
from xltool.rerun.entry_place import Place
from xltool.rerun.lineage import Lineage, digest, is_untouched, lineage
from xltool.rerun.remembered import Decision, headers_above, remembered, remembered_decisions, remembered_size
from xltool.rerun.row_keys import line_tables
from xltool.rerun.typed_sentences import typed_sentences
from xltool.rerun.waiting import with_rows
from xltool.result.report_text import SENTENCE_SHEET
from xltool.result.unmatched_list import UNMATCHED_TABLE, Unmatched, unmatched_of
from xltool.sheets import all_sheets
from xltool.sheets.result_sheets import GUIDES, RESULT_ONLY, written_sheets
from xltool.sheets.sheets_found import is_long

if TYPE_CHECKING:
    from xltool.rerun.fingerprints import Written
    from xltool.rerun.generated_cells import Generated
    from xltool.rerun.user_content import Additions


class EarlierResult:
    """A result as it stands now. What is asked about it is worked out once, when it is first asked. Where there is a
    `problem` nothing else may be asked than whether it is untouched."""

    def __init__(self, file: Inspected) -> None:
        self._file = file

    # --- the file ---

    @cached_property
    def package(self) -> Package | None:
        """None where it is refused, or in one of the older formats."""
        return Package(self._file.data) if self._file.seen.kind is FileKind.XLSX else None

    @cached_property
    def is_untouched(self) -> bool:
        """Whether no other program has saved it since xltool wrote it."""
        return self.package is not None and is_untouched(self.package)

    @cached_property
    def read(self) -> tuple[RawBook | None, list[Finding]]:
        """As `read_workbook` has it."""
        from xltool.intake.workbook_reader import read_workbook

        return read_workbook(self._file.data, self._file.name, self._file.seen, is_long, self.package)

    @property
    def book(self) -> RawBook:
        book, _ = self.read
        assert book is not None
        return book

    @cached_property
    def _paths(self) -> dict[str, str]:
        """The part of each sheet."""
        assert self.package is not None
        return dict(sheet_paths(self.package))

    # --- what it remembers ---

    @property
    def memos(self) -> Sequence[Memo]:
        return self.book.memos

    @cached_property
    def written(self) -> Written:
        """What xltool wrote; nothing where that is damaged."""
        from xltool.rerun.fingerprints import written_in

        return written_in(self.memos if written_sheets(self.memos) else ())

    @cached_property
    def input(self) -> dict[Place, Scalar]:
        """What the input said then."""
        return remembered(self.memos)

    @cached_property
    def decisions(self) -> dict[Place, Decision]:
        return remembered_decisions(self.memos)

    @property
    def digest(self) -> str:
        return digest(self._file.data)

    def lineage_of(self, name: str) -> Lineage:
        """That of a result called `name` that is made from this one."""
        changed = None if self.is_untouched else self.digest
        return (lineage(self.memos) or Lineage(name)).after(changed, name)

    # --- what people did ---

    @cached_property
    def stands(self) -> Generated:
        """The result against what xltool wrote in it."""
        from xltool.intake.formula_cells import cells_with_formulas
        from xltool.rerun.generated_cells import generated

        assert self.package is not None
        rows = self.written.rows
        long = {s.name for s in self.book.sheets if s.long is not None}
        wanted = {*rows, SENTENCE_SHEET} - long
        paths = {name: path for name, path in self._paths.items() if name in wanted}
        formulas = cells_with_formulas(self.package, paths)
        headers = list(headers_above(self.input))
        size = remembered_size(self.memos)
        return generated(
            self.book, rows, formulas, line_tables(), (UNMATCHED_TABLE,), (MEMORY,), headers, size
        )

    @cached_property
    def typed_sentences(self) -> dict[str, str] | None:
        """The paragraphs of Rapporttext that somebody put into other words; None where the headers above them are gone."""
        return typed_sentences(self.stands.book, self.stands.formulas.get(SENTENCE_SHEET, ()))

    @cached_property
    def unmatched(self) -> list[Unmatched]:
        """The list Utan rad."""
        rows = self.stands.listed.get(CONTROL_TITLE) if self.written.rows else None
        columns = self.stands.list_columns.get(CONTROL_TITLE, ())
        return with_rows(unmatched_of(self.stands.book.sheet(CONTROL_TITLE), rows, columns), self.memos)

    @cached_property
    def additions(self) -> Additions | None:
        """What people added; None where nobody has. Raises a dozen kinds of exception where the formats or drawings are
        damaged."""
        written = self.written
        known = {*written.rows, MEMORY} if written.rows else _usual_titles()
        if self.is_untouched and not self.stands.more and known.issuperset(s.name for s in self.book.sheets):
            return None
        from xltool.rerun.additions.find_additions import additions_in

        assert self.package is not None
        return additions_in(self.package, self._paths, self.book, self.stands, written, known)

    # --- what is to be said of it ---

    @cached_property
    def problem(self) -> Finding | None:
        """Why nothing can come along, where that is so."""
        book, found = self.read
        if book is None or self.package is None:
            return _unreadable(found[0].message)
        if self.stands.renamed:
            name, now = next(iter(self.stands.renamed.items()))
            return _unreadable(f"Bladet {name} heter nu {now}.", f"Ge bladet namnet {name} igen.")
        try:
            _ = self.additions, self.typed_sentences
        except MemoryError:
            raise
        except Exception:  # its values could be read, and its formats or drawings are damaged
            return _unreadable("Dess format eller bilder är skadade.")
        if self.typed_sentences is None:
            return _unreadable("Bladet Rapporttext saknar rubrikerna över texterna.", codes.MEND_CELL)
        return None

    @property
    def findings(self) -> list[Finding]:
        """Texts in it that were too long for a cell."""
        _, found = self.read
        return [replace(f, origin=None) for f in found if f.code is codes.TEXT_CUT]


def _usual_titles() -> frozenset[str]:
    """The sheets of a result that nobody remembers to have written."""
    titles = (title for part in all_sheets.SHEETS for title in (part.sheet.title, part.shown_as))
    return frozenset({*GUIDES, *RESULT_ONLY, *titles})


def _unreadable(why: str, remedy: str = codes.MEND_FILE) -> Finding:
    return codes.PREVIOUS_UNREADABLE.at(None, why=why, remedy=remedy)
