"""What a run may be told, and what became of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field

from xltool.core.document import Report
from xltool.core.origin import Origin
from xltool.core.units import Money
from xltool.findings.finding import Finding
from xltool.rerun.wins import Wins
from xltool.terminal.workbook_object import NO_FIGURES, BoardFigures


class Outcome(Struct, frozen=True):
    """A workbook's outcome. `figures` are parts of the JSON object, `money` how amounts are shown, None where
    an error stands in the way of a result; `path` is None where no result was written, `marked` where no marked copy
    was. `seconds` is how long it took, `crash` the stack of an error in xltool itself. `snippets` are the rows around
    the findings' cells, `saved` is when the file says that it was last saved, `report` the document in Word that was written, `described` what
    stands in it, where that is asked for."""

    file: Path
    state: State
    findings: tuple[Finding, ...]
    figures: BoardFigures = NO_FIGURES
    money: Money | None = None
    path: Path | None = None
    marked: Path | None = None
    seconds: float = 0.0
    crash: str = ""
    snippets: Snippets = field(default_factory=dict)
    saved: str = ""
    report: Path | None = None
    described: Report | None = None


class Options(Struct, frozen=True):
    """What a run may be told: the folder of the results, whether their formulas are locked, whose figure counts
    where somebody changed one in a result, how many replaced versions are kept, by which columns of Underlag its
    rows are summed, whether each group of the column `group` gets a sheet, the files of the ledger and of last year's
    workbook, where they are not those beside the workbook, and the report in Word that is wanted, and whether what stands
    in it is (to `describe` it), and whether each value of the columns `by` gets a workbook (`files`)."""

    out: Path | None = None
    protect: bool = False
    wins: Wins = Wins.NOBODY
    keep: int = 10
    by: tuple[str, ...] = ()
    group: str = ""
    ledger: Path | None = None
    against: Path | None = None
    report: ReportWish | None = None
    describe: bool = False
    files: bool = False

    @property
    def choices(self) -> Choices:
        return Choices(
            self.protect,
            self.wins,
            self.by,
            self.group,
            self.ledger is not None,
            self.against is not None,
            self.report is not None,
            describe=self.describe,
            files=self.files,
        )


class ReportWish(Struct, frozen=True):
    """That a report in Word is wanted: in which template, where one is named; whether the result is `alone` not written; and
    whether the report is wanted as a PDF too."""

    template: Path | None = None
    alone: bool = False
    pdf: bool = False


class MadeReport(Struct, frozen=True):
    """A report that was made: its bytes, None where people must decide something first. `is_changed` is whether somebody has
    saved the one before since xltool did, `macros` whether it carries any."""

    data: bytes | None
    findings: tuple[Finding, ...]
    is_changed: bool = False
    macros: bool = False


class DrawnAnswer(Struct, frozen=True):
    """A workbook for the `value` of a column, in which whoever is responsible explains the variances, as bytes."""

    column: str
    value: str
    data: bytes


DEFAULT = Options()


class ResultPlace(Struct, frozen=True):
    """What a result will be called, and the versions that are `kept` beside it, by their digest."""

    name: str = ""
    kept: frozenset[str] = frozenset()


NOWHERE = ResultPlace()


Snippets: TypeAlias = Mapping[Origin, Sequence[str]]


class State(Enum):
    """What became of a workbook; the value is the word in JSON."""

    OK = "ok"
    ERRORS = "errors"
    UNREADABLE = "unreadable"


class Choices(Struct, frozen=True):
    """What a result may be told: whether its formulas are locked, whose figure counts where somebody changed one in
    the result before, by which columns of Underlag its rows are summed, the column whose groups get a sheet each, and
    whether somebody named the file of the ledger, and that of last year, and whether a report in Word is made, which goes on
    in one that stands there, or described alone; and whether each value of the columns `by` gets a workbook."""

    protect: bool = False
    wins: Wins = Wins.NOBODY
    by: tuple[str, ...] = ()
    group: str = ""
    ledger_named: bool = False
    last_named: bool = False
    report: bool = False
    report_goes_on: bool = False
    describe: bool = False
    files: bool = False
