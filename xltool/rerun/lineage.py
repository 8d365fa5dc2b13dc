"""What a workbook tells of how it was saved, without reading it whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Set as AbstractSet
from contextlib import suppress
from hashlib import blake2b

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core.late_patterns import late_pattern
from xltool.core.limits import LIMITS
from xltool.core.memos import Memo
from xltool.intake.saved_time import PROPERTIES, TERMS, UNDATED, core_properties
from xltool.intake.xml_patterns import parsed
from xltool.intake.zip_entries import Package

_LINEAGE, _MOST_TAKEN = "lineage", 200
_LINEAGE_MEMO = late_pattern(rb"""\[(?:"|&quot;)lineage(?:"|&quot;),.*?\}(?:,\[[^\]]*\])?\]""")


class Lineage(Struct, frozen=True):
    """The name that a result was written under, and by their digest the versions that people had changed and it was
    made from, each with the name that it was written under. `seen` are the versions that were kept beside it, whether it
    is made from them or not; None where that is not remembered."""

    name: str = ""
    taken: Mapping[str, str] = field(default_factory=dict)
    seen: Collection[str] | None = None

    def after(self, changed: str | None, name: str) -> Lineage:
        """That of a result called `name` that is made from this one, which has the digest `changed` where people have
        changed it."""
        taken = {**self.taken, **({changed: self.name} if changed else {})}
        return Lineage(name, dict(list(taken.items())[-_MOST_TAKEN:]), self.seen)

    def beside(self, versions: AbstractSet[str]) -> Lineage:
        """The same with versions that are kept beside the result."""
        seen = dict.fromkeys([*(self.seen or ()), *sorted(versions - self.taken.keys())])
        return replace(self, seen=[*seen][-_MOST_TAKEN:])

    def memo(self) -> Memo:
        return [_LINEAGE, self.name, dict(self.taken), list(self.seen or ())]


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def lineage(memos: Iterable[Memo]) -> Lineage | None:
    """What a result remembers of its lineage; None where it does not say."""
    for memo in memos:
        match memo:
            case ["lineage", str(name), dict(taken), *more]:
                seen = [str(version) for version in more[0]] if more else None
                return Lineage(name, {str(version): str(of) for version, of in taken.items()}, seen)
    return None


def lineage_in(package: Package) -> Lineage | None:
    """The same, without reading more of the package."""
    with suppress(Exception):  # whatever it is, it says nothing of the kind
        return lineage(_lineage_memos(package))
    return None


def _lineage_memos(package: Package) -> list[Memo]:
    """The texts are shared by most programs; others leave each in its cell, and the hidden sheet is the last."""
    from html import unescape  # two thousand names, which no first run needs

    sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    for name in ("xl/sharedStrings.xml", *reversed(sheets)):
        if name in package.namelist():
            with package.open(name) as part:
                found = _LINEAGE_MEMO().search(part.read(LIMITS.unpacked))
            if found:
                return [json.loads(unescape(found[0].decode()))]
    return []


def saved_by_xltool(data: bytes) -> bool:
    """Whether no other program has saved the workbook since xltool wrote it."""
    package = _opened(data)
    return package is not None and is_untouched(package)


def history(data: bytes) -> tuple[bool, Lineage | None]:
    """Whether people have changed a result, and what it remembers of its lineage."""
    package = _opened(data)
    if package is None:
        return True, None
    return not is_untouched(package), lineage_in(package)


def _opened(data: bytes) -> Package | None:
    try:
        return Package(data)
    except MemoryError:
        raise
    except Exception:  # whatever it is, it is not as xltool left it
        return None


def is_untouched(package: Package) -> bool:
    """The same of an opened package. Office programs note who and when; the others, which may leave that as it was, or
    save in the very second that it names, date the parts of the package, and xltool does not."""
    try:
        core = parsed(core_properties(package))
        dated = any(part.date_time != UNDATED for part in package.infolist())
    except MemoryError:
        raise
    except Exception:  # whatever it is, it is not as xltool left it
        return False
    created, modified = core.findtext(f"{TERMS}created"), core.findtext(f"{TERMS}modified")
    by = core.findtext(f"{PROPERTIES}lastModifiedBy") or ""
    return created == modified and by.startswith("xltool ") and not dated
