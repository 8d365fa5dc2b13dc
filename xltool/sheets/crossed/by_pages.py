"""The pages and checks of the detail rows by their columns (ledger.md §2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from xltool.core.long_columns import Details
from xltool.core.pages import Page
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.swedish import number_text
from xltool.core.tables import Table
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check
from xltool.sheets.crossed.compared import Compared, compared_in
from xltool.sheets.crossed.crossed_lines import (
    Comments,
    crossed_checks,
    crossed_key,
    crossed_page,
    crossed_table,
    row_keys_of,
)
from xltool.sheets.crossed.split import Split, splits
from xltool.sheets.crossed.value_sums import sums_checks, sums_page, sums_table, sums_title
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_rows import Settings

SUMS_ABOUT = "Underlagets summor efter en kolumn, budget bredvid utfall"
CROSSED_ABOUT = "Varje rads belopp för vart och ett av kolumnens värden, med kommentarer"


class ByColumn(Struct, frozen=True):
    """A column's tables; without the lines where they have none or there would be too many."""

    split: Split
    sums: Table
    crossed: Table | None
    compared: Compared
    checks: tuple[Check, ...]
    keys: Mapping[str, RowKey]

    def pages(self, page: PageHead) -> list[Page]:
        found = [sums_page(self.split, self.sums, page)]
        if self.crossed is not None:
            found.append(crossed_page(self.split, self.crossed, self.compared, page))
        return found

    def values(self) -> list[Scalar]:
        """The values that there are lines with."""
        return (
            [value for value, lines in self.split.values.items() if lines] if self.crossed is not None else []
        )

    def findings(self) -> list[Finding]:
        """That the lines are not shown, where there are too many parts."""
        if self.split.crossed:
            return []
        fields = {"column": self.split.name, "count": number_text(self.split.count)}
        return [codes.LINES_NOT_CROSSED.at(None, **fields)]

    def about(self) -> dict[str, str]:
        """What the guide says of the pages."""
        return {sums_title(self.split): SUMS_ABOUT, self.split.title: CROSSED_ABOUT}


def by_columns(
    details: Details,
    lines: Lines,
    settings: Settings,
    by: Sequence[str],
    comments: Comments = MappingProxyType({}),
) -> list[ByColumn]:
    """The detail rows by each of the columns, with the comments that people wrote. Raises UsageError where one is missing or has too many
    values."""
    compared = compared_in(details, settings)
    return [_by_column(details, split, compared, comments) for split in splits(details, lines, by)]


def _by_column(details: Details, split: Split, compared: Compared, comments: Comments) -> ByColumn:
    sums = sums_table(details, split, compared)
    if not (split.crossed and split.everyone):
        return ByColumn(split, sums, None, compared, tuple(sums_checks(details, sums)), {})
    crossed = crossed_table(details, split, compared, comments)
    checks = (*sums_checks(details, sums), *crossed_checks(details, split, crossed, compared))
    return ByColumn(split, sums, crossed, compared, checks, row_keys_of(details, split, compared))


def crossed_keys(found: Sequence[ByColumn]) -> dict[str, dict[str, RowKey]]:
    """What rows are known by, by table and row."""
    return {crossed_key(one.split): dict(one.keys) for one in found if one.crossed is not None}


def row_keys_by(details: Details, lines: Lines, by: Sequence[str]) -> list[RowKey]:
    """What the rows that comments are written on are known by. Raises UsageError as `by_columns`."""
    found = [one for one in splits(details, lines, by) if one.crossed]
    return [key for one in found for value in one.values for _, key in one.keys(value)]
