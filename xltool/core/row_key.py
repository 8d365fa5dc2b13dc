"""The key by which a row is known from one run to the next."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class RowKey(Struct, frozen=True):
    """What a row of a result is known by, wherever it stands. `block` tells income and costs apart, `group` is that of the
    row within the block, `number` counts rows that share all of it."""

    sheet: str
    row: str = ""
    account: str = ""
    number: int = 1
    block: str = ""
    group: str = ""

    @property
    def words(self) -> str:
        """As a person is told of it: the account too, since another row may take over the name, and the group, which may
        have rows of the same names as others."""
        return f"{self.called}, {self.group}" if self.group else self.called

    @property
    def called(self) -> str:
        """Its name with its account."""
        return f"{self.account} {self.row}".strip()

    def parts(self) -> list[str | int]:
        """As it is written in a memo."""
        parts: list[str | int] = [self.sheet, self.row, self.account, self.number, self.block]
        return [*parts, self.group] if self.group else parts


def row_key(parts: Sequence[object]) -> RowKey | None:
    """The key that was written in a memo."""
    match parts:
        case [str(sheet), str(row), str(account), int(number), str(block)]:
            return RowKey(sheet, row, account, number, block)
        case [str(sheet), str(row), str(account), int(number), str(block), str(group)]:
            return RowKey(sheet, row, account, number, block, group)
    return None
