"""Which result people have worked in since xltool wrote it: the result itself, or one that was written beside it
because it was open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xltool.core import codes
from xltool.core.finding import Finding
from xltool.placing import read_if_there
from xltool.shelf import is_kept, written_beside


@dataclass(frozen=True, slots=True)
class Standing:
    """The result that a new one is made from; `data` is None where there is none yet. `replaced` is what stands in
    the new one's place."""

    path: Path
    data: bytes | None
    replaced: bytes | None


NOTHING = Standing(Path(), None, None)


def standing(target: Path) -> Standing | Finding:
    """The result as it stands now, or the one beside it that somebody has worked in. A finding where there are two
    such, for the work in one of them would be lost. Raises OSError."""
    data = read_if_there(target)
    edited: list[Standing] = []
    for path in written_beside(target):
        beside = Standing(path, read_if_there(path), data)  # another run may just have taken it
        if _is_news(target, beside):
            edited.append(beside)
    result = Standing(target, data, data)
    if edited and _is_news(target, result):
        edited.insert(0, result)
    if len(edited) > 1:
        return codes.TWO_EDITED.at(None, first=edited[0].path.name, second=edited[1].path.name)
    return edited[0] if edited else result


def _is_news(target: Path, one: Standing) -> bool:
    """Whether somebody has changed the file, and no run has taken that along yet: that would have kept a version."""
    from xltool.excel.saved import saved_by_xltool

    return bool(one.data) and not saved_by_xltool(one.data or b"") and not is_kept(target, one.data or b"")
