"""A kind of sheet as one record: how it is read, what it comes to in the result, what a re-run and a comparison know of
it. A room makes one, and `all_sheets.SHEETS` lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Self, TypeAlias, TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.cell_reading import Reader
from xltool.binding.interim import has_forecast
from xltool.core.cells import RawSheet
from xltool.core.columns import Input, Sheet
from xltool.core.long_columns import LEDGER_KEY, Details
from xltool.core.pages import Page
from xltool.core.tables import Table
from xltool.core.units import Money
from xltool.core.values import Model
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check, Question
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_rows import SETTINGS, Settings
from xltool.sheets.sheet_row import Visit
from xltool.sheets.template_rows import Filling

P = TypeVar("P")  # what a sheet is read as
Tables: TypeAlias = Mapping[str, Table]  # of the result, by key


class Source(Struct, frozen=True):
    """What a sheet is read from. Findings go to the reader; `own` is whether the workbook is xltool's result, `details`
    are the rows that lines may be sums of."""

    bound: Bound
    reader: Reader
    settings: Settings
    own: bool
    details: Details | None


class Parts(Struct, frozen=True):
    """What the sheets of a workbook were read as, by the sheet's key; without those that are missing or have errors."""

    settings: Settings
    money: Money
    parts: Mapping[str, object]

    @property
    def details(self) -> Details | None:
        """The detail rows, which lines may be sums of."""
        return cast("Details | None", self.parts.get(LEDGER_KEY))

    def part(self, key: str) -> object:
        return self.settings if key == SETTINGS.key else self.parts.get(key)

    def with_part(self, key: str, value: object) -> Self:
        """The same with another part of that key."""
        if key == SETTINGS.key:
            return replace(self, settings=value)
        return replace(self, parts={**self.parts, key: value})


class SheetPart(Struct, Generic[P], frozen=True, kw_only=True):
    """Everything that is said of a kind of sheet but its own rules. What is None, the sheet does not have.

    `interim` is the sheet as it is read in an interim report; `interim_by_forecast` only where it has a forecast there. `period_alone` is
    the sheet in an interim report without any. `budget_alone` is the
    sheet where the board has no actual yet. `title` is its name in the result, `about` and `template_about` are what the guides there and in the template say of
    it. `missing` is what follows where the sheet is missing, empty where that needs no word; `empty` where it has no
    rows; nothing is said of one that `may_be_empty`. Without one that is `needed` there is no result. The page of one that is
    `behind` stands behind Kontroll.

    `again` is next year's filling with what stays, `walk` the part as a visitor of its rows has changed it, and `linked`
    is whether its entries hang on a setting. `remarks` are the findings that follow from what its tables come to, `words`
    the columns of explanations and judgements with what one of them and many are called. `as_shown` is the part of a
    result with what its visible cells alone say.
    """

    sheet: Sheet
    about: str
    interim: Sheet | None = None
    interim_by_forecast: bool = False
    period_alone: Sheet | None = None
    budget_alone: Sheet | None = None
    title: str = ""
    template_about: str = ""
    missing: str = ""
    empty: str = ""
    needed: bool = False
    may_be_empty: bool = False
    behind: bool = False
    linked: bool = False
    words: Mapping[Input, tuple[str, str]] = field(default_factory=dict)
    read: Callable[[Source], P | None] | None = None
    template: Callable[[Filling], Page | None] | None = None
    again: Callable[[P, Parts, Filling], Filling] | None = None
    tables: Callable[[P, Parts], Sequence[Table]] | None = None
    pages: Callable[[P, Parts, Tables, PageHead], Sequence[Page]]
    checks: Callable[[P, Parts, Tables], Sequence[Check]] | None = None
    questions: Callable[[P, Parts, Tables], Sequence[Question]] | None = None
    remarks: Callable[[P, Parts, Tables, Model], Sequence[Finding]] | None = None
    figures: Callable[[P, Parts, Model], object] | None = None
    walk: Callable[[P, Parts, Visit], P] | None = None
    as_shown: Callable[[P, Bound], P] | None = None

    @property
    def key(self) -> str:
        return self.sheet.key

    def kind(self, settings: Settings, sheet: RawSheet | None = None) -> Sheet:
        """The sheet as it is read in a workbook of that period."""
        if settings.budget_alone and self.budget_alone is not None:
            return self.budget_alone
        if not settings.is_interim or self.interim is None:
            return self.sheet
        if settings.period_alone and self.period_alone is not None:
            return self.period_alone
        if self.interim_by_forecast and sheet is not None:
            if settings.period_alone:
                return self.sheet
            has = has_forecast(sheet, self.interim, settings.year, settings.period or 0)
            return self.interim if has else self.sheet
        return self.interim

    @property
    def shown_as(self) -> str:
        """The sheet's name in the result."""
        return self.title or self.sheet.title

    @property
    def consequence(self) -> str:
        """What follows where the sheet has no rows."""
        return self.empty or self.missing or "Det kommer inte med i resultatet."

    def of(self, board: Parts) -> P | None:
        """What the board's sheet was read as."""
        return cast("P | None", board.part(self.key))


AnyPart = SheetPart[Any]
