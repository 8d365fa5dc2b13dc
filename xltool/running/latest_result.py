"""Which result a new one is made from: the result itself, or one that was written beside it because it was open.

A result remembers the name it was written under, and which versions that people had changed it was made from. So it can
be told whose work is in whose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from xltool.core.swedish import listed
from xltool.files.result_files import beside
from xltool.files.whole_files import Identity, mode_if_there, read_if_there
from xltool.findings import codes
from xltool.findings.finding import Finding

_OTHER_FORMATS = (".xlsm", ".xlsb", ".xls", ".ods")


class LatestResult(Struct, frozen=True):
    """The result that a new one is made from; `data` is None where there is none yet. `found` is every result that was
    looked at, `spent` are those beside that hold nothing else, `kept` the versions that are kept, by their digest, and `folder` is which one it
    was when the input was read."""

    path: Path
    data: bytes | None
    found: Mapping[Path, bytes] = field(default_factory=dict)
    spent: tuple[Path, ...] = ()
    kept: frozenset[str] = frozenset()
    folder: Identity | None = None


NO_RESULT = LatestResult(Path(), None)


def find_latest(target: Path) -> LatestResult | Finding:
    """The result with everybody's work as it stands now. A finding where it is in two, for the work in one of them
    would be lost, or in a format that is not read. Raises OSError."""
    for suffix in _OTHER_FORMATS:
        other = target.with_suffix(suffix)
        if mode_if_there(other) is not None:
            return codes.OTHER_FORMAT.at(None, other=other.name, name=target.name)
    numbered, copies, versions = beside(target)
    paths = [target, *numbered, *copies]
    found = {path: data for path in paths if (data := read_if_there(path)) is not None}
    kept = _kept(versions)
    if not kept and not found.keys() - {target}:  # nothing that it could be compared with
        return LatestResult(target, found.get(target), found)
    results = [_WrittenResult(path, data) for path, data in found.items()]
    results = [one for one in results if one.path not in copies or one.is_of(target)]
    left = list(results)
    for one in reversed(results):  # of equals the result itself is left
        if any(other is not one and one.is_in(other) for other in left):
            left.remove(one)
    names = [one.path.name for one in left]
    if len(left) == 1 and left[0].seen is not None:
        known = {d for one in results for d in (one.digest, *one.taken, *(one.seen or ()))}
        unseen = [path for digest, path in kept.items() if digest not in known]
        names += [path.name for path in unseen if not _holds(left[0].data, path)]
    if len(names) > 1:
        return codes.TWO_EDITED.at(None, first=names[0], second=listed(names[1:]))
    source, *_ = left or [_WrittenResult(target, b"")]
    spent = tuple(r.path for r in results if r is not source and not r.touched and r.path in numbered)
    data = source.data if left else None
    return LatestResult(source.path, data, {r.path: r.data for r in results}, spent, frozenset(kept))


def _holds(result: bytes, version: Path) -> bool:
    """Whether the result has all that people did in a version that was kept: somebody may go on in what it was kept of."""
    from xltool.rerun.whose_work import is_within

    data = read_if_there(version)
    return data is None or is_within(data, result)


def _kept(versions: Sequence[Path]) -> dict[str, Path]:
    """The kept versions by their digest."""
    if not versions:
        return {}
    from xltool.rerun.lineage import digest

    read = ((path, read_if_there(path)) for path in versions)
    return {digest(data): path for path, data in read if data is not None}


class _WrittenResult:
    """A result: whether people have `touched` it, the name that it was written under, and the versions that its
    people's work is from, each with the name of its file."""

    def __init__(self, path: Path, data: bytes) -> None:
        from xltool.rerun.lineage import digest, history

        self.path, self.data = path, data
        self.touched, known = history(data)
        self.name, self.taken = (known.name or path.name, known.taken) if known else (path.name, {})
        self.seen, self._is_result = (known.seen, True) if known else (None, False)
        self.digest = digest(data)

    def is_of(self, target: Path) -> bool:
        """Whether it was written as the result, or beside it."""
        return self._is_result and self.name.startswith(target.stem)

    def is_in(self, other: _WrittenResult) -> bool:
        """Whether all of people's work in this one is in the other too."""
        if self.touched:
            return self.digest in other.taken
        # What was taken along from the other is still there, where it is the very file and no copy of it.
        its_own = other.name if other.name == other.path.name else None
        return all(version in other.taken or of == its_own for version, of in self.taken.items())
