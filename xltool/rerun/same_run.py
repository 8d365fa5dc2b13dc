"""The same run again, over a result that nobody has touched, comes to the same result and says the same."""

from __future__ import annotations

from collections.abc import Iterable

from xltool.core.memos import Memo
from xltool.core.origin import Origin
from xltool.findings import codes
from xltool.findings.finding import Finding

_RUN = "run"


def run_memo(run: str, findings: Iterable[Finding]) -> Memo:
    """What `run` a result is of, by all that decides what it holds, and what the run said of the result before."""
    return [_RUN, run, *(_told(one) for one in findings)]


def _told(one: Finding) -> list[object]:
    where = [one.origin.sheet, one.origin.cell] if one.origin else []
    return [one.code.code, where, one.message, one.hint, dict(one.fields)]


def said_by(run: str, memos: Iterable[Memo]) -> tuple[Finding, ...] | None:
    """What the run said when it made this result; None where the result is of another run."""
    for memo in memos:
        match memo:
            case ["run", str(known), *told] if known == run:
                found = tuple(finding for one in told if (finding := _finding(one)))
                return found if len(found) == len(told) else None
    return None


def _finding(told: object) -> Finding | None:
    """The version that a finding speaks of is kept already: it asks for none again."""
    match told:
        case [str(code), [*where], str(message), str(hint), dict(fields)] if code in codes.CODES:
            match where:
                case [str(sheet), str(cell)]:
                    origin: Origin | None = Origin(sheet, cell)
                case _:
                    origin = None
            about = tuple((str(name), str(value)) for name, value in fields.items())
            return Finding(codes.CODES[code], origin, message, hint, message, about)
    return None
