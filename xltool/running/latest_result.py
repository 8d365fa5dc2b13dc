"""Which result a new one is made from: the result itself, or one that was written beside it because it was open.

A result remembers the name it was written under, and which versions that people had changed it was made from. So it can
be told whose work is in whose.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from xltool.files.result_files import written_beside
from xltool.files.whole_files import mode_if_there, read_if_there
from xltool.findings import codes
from xltool.findings.finding import Finding

_OTHER_FORMATS = (".xlsm", ".xlsb", ".xls", ".ods")


class LatestResult(Struct, frozen=True):
    """The result that a new one is made from; `data` is None where there is none yet. `found` is every result that was
    looked at, `spent` are those beside that hold nothing else."""

    path: Path
    data: bytes | None
    found: Mapping[Path, bytes] = field(default_factory=dict)
    spent: tuple[Path, ...] = ()


NO_RESULT = LatestResult(Path(), None)


def find_latest(target: Path) -> LatestResult | Finding:
    """The result with everybody's work as it stands now. A finding where it is in two, for the work in one of them
    would be lost, or in a format that is not read. Raises OSError."""
    for suffix in _OTHER_FORMATS:
        other = target.with_suffix(suffix)
        if mode_if_there(other) is not None:
            return codes.OTHER_FORMAT.at(None, other=other.name, name=target.name)
    paths = [target, *written_beside(target)]
    found = {path: data for path in paths if (data := read_if_there(path)) is not None}
    if len(found) < 2:
        path, data = next(iter(found.items()), (target, None))
        return LatestResult(path, data, found)
    results = [_WrittenResult(path, data) for path, data in found.items()]
    left = list(results)
    for one in reversed(results):  # of equals the result itself is left
        if any(other is not one and one.is_in(other) for other in left):
            left.remove(one)
    if len(left) > 1:
        return codes.TWO_EDITED.at(None, first=left[0].path.name, second=left[1].path.name)
    (source,) = left
    spent = tuple(r.path for r in results if r is not source and not r.touched and r.path != target)
    return LatestResult(source.path, source.data, found, spent)


class _WrittenResult:
    """A result: whether people have `touched` it, the name that it was written under, and the versions that its
    people's work is from, each with the name of its file."""

    def __init__(self, path: Path, data: bytes) -> None:
        from xltool.rerun.lineage import digest, history

        self.path, self.data = path, data
        self.touched, known = history(data)
        self.name, self.taken = (known.name or path.name, known.taken) if known else (path.name, {})
        self.digest = digest(data)

    def is_in(self, other: _WrittenResult) -> bool:
        """Whether all of people's work in this one is in the other too."""
        if self.touched:
            return self.digest in other.taken
        return all(version in other.taken or of == other.name for version, of in self.taken.items())
