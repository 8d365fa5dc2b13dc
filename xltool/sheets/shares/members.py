"""Members and the key that the result is shared out by."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.columns import Column, Input
from xltool.core.origin import Origin
from xltool.sheets.settings.mixed_key import KeyPart, key_parts

DEBITED, COUNTERPART, REFERENCE, DUE = "debited", "counterpart", "reference", "due"  # of a member's origins


class Member(Struct, frozen=True):
    """`weights` by key: the number in the column of that header, None where it is empty. `debited` is what the member has been
    charged already, `stated_due` what the sheet says is due, in the workbook's unit."""

    name: str
    weights: dict[str, float | None]
    origins: dict[str, Origin]
    debited: float | None = None
    counterpart: str = ""
    reference: str = ""
    stated_due: float | None = None


class Members(Struct, frozen=True):
    """The members in order, the keys (headers of numeric columns, population first where there is one), and the key to share by, which may be
    mixed of several. `percent` are the keys whose numbers are percentages."""

    members: tuple[Member, ...]
    keys: tuple[str, ...]
    key: str
    percent: frozenset[str] = frozenset()

    @property
    def are_debited(self) -> bool:
        """Whether something is known of what the members have been charged."""
        return any(one.debited is not None for one in self.members)

    @property
    def parts(self) -> tuple[KeyPart, ...]:
        """What the key is mixed of; nothing where it is a single one."""
        return key_parts(self.key)

    def has_key(self, key: str) -> bool:
        """Whether the key is one of the columns, or mixed of them."""
        return key in self.keys or (
            bool(key_parts(key)) and all(one.name in self.keys for one in key_parts(key))
        )


class MemberColumns(Struct, frozen=True):
    """Which columns of the sheet play which part; every other one with numbers is a key, but for those that repeat what
    xltool computes: the members' `share` and the amount that is `due`."""

    name: Input
    population: Input
    debited: Input
    counterpart: Input
    reference: Input
    share: Column
    due: Column
