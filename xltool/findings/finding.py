"""A finding (anmärkning): what a check found, as a value beside the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.origin import Origin
from xltool.core.swedish import listed
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

    `message` says what is wrong, `hint` what to do; `why`, `example` and `avoid` are for the colleague who asks. A field
    `{kept_version}` in the message stands for the version in which the result before is kept. There may be `many` of a kind
    in one workbook, all of them worth reading; what is `told_at_once` somebody needs to hear who does not look.
    """

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    why: str
    example: str
    avoid: str
    many: bool = False
    told_at_once: bool = False

    def at(self, origin: Origin | None, *more: str, **fields: object) -> Finding:
        """The finding at a cell, its message with `more` sentences; raises KeyError where a field of them is missing."""
        said = " ".join((self.message, *more))
        about = tuple((name, str(value)) for name, value in fields.items())
        message = said.format_map({_VERSION: KEPT_VERSION, **fields})
        return Finding(self, origin, message, self.hint.format_map(fields), said, about)


_VERSION, KEPT_VERSION = "kept_version", "den sparade versionen"  # until its name is known


class Finding(Struct, frozen=True):
    """`message` is what is `said` with the `fields`, by their names."""

    code: Code
    origin: Origin | None
    message: str
    hint: str
    said: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    remedies: tuple[Remedy, ...] = ()

    @property
    def left_in_version(self) -> bool:
        """Whether it tells of something that is left in the kept version of the result before."""
        return f"{{{_VERSION}}}" in self.said

    def naming(self, version: str) -> Finding:
        """The same with the kept version called by its name."""
        if not self.left_in_version:
            return self
        fields = dict(self.fields) | {_VERSION: f"{KEPT_VERSION} {version}"}
        return replace(self, message=self.said.format_map(fields))

    @property
    def advice(self) -> str:
        """What to do, with the remedies that have been tried."""
        tried = "; eller ".join(one.words for one in self.remedies)
        return f"{self.hint} Prövat: {tried}." if tried else self.hint

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
