"""A finding (anmärkning): what a check found, as a value beside the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

from xltool.core.swedish import listed
from xltool.core.tables import Origin
from xltool.findings.remedy import Remedy


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def word(self) -> str:
        return {"error": "fel", "warning": "varning", "info": "upplysning"}[self.value]

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Code(Struct, frozen=True):
    """A kind of finding: its sentences with fields to fill in, and what `xltool explain` tells about it.

    `message` says what is wrong, `hint` what to do; `why`, `example` and `avoid` are for the colleague who asks.
    """

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    why: str
    example: str
    avoid: str

    def at(self, origin: Origin | None, **fields: object) -> Finding:
        """The finding at a cell; raises KeyError where a field of the sentences is missing."""
        return Finding(self, origin, self.message.format_map(fields), self.hint.format_map(fields))


class Finding(Struct, frozen=True):
    code: Code
    origin: Origin | None
    message: str
    hint: str
    remedies: tuple[Remedy, ...] = ()

    @property
    def severity(self) -> Severity:
        return self.code.severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among the findings, None where there are none."""
    return min((f.severity for f in findings), key=lambda s: s.rank, default=None)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.is_error for finding in findings)


def counted(findings: Iterable[Finding]) -> str:
    """`2 fel, 1 varning och 3 upplysningar`, or `inga anmärkningar`."""
    plural = {Severity.ERROR: "fel", Severity.WARNING: "varningar", Severity.INFO: "upplysningar"}
    counts = Counter(f.severity for f in findings)
    words = [f"{counts[s]} {s.word if counts[s] == 1 else many}" for s, many in plural.items() if counts[s]]
    return listed(words) or "inga anmärkningar"
