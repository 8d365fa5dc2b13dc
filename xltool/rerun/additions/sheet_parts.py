"""What stands on a sheet besides its cells: charts, rules, notes, links, what is printed above and below."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from xltool.intake.xml_patterns import parsed
from xltool.intake.zip_entries import Package
from xltool.rerun.fingerprints import Feature

# By what the file says of a part.
_PARTS = {
    "chart": Feature.CHART.value,
    "chartEx": Feature.CHART.value,
    "image": "bilder",
    "pivotTable": "pivottabeller",
    "table": "tabeller",
    "comments": "anteckningar",
    "threadedComment": "kommentarstrådar",
    "oleObject": "inbäddade objekt",
    "ctrlProp": "knappar",
    "slicer": "utsnitt",
}
_FORMULAS = "formler (deras värden har följt med)"
_COUNTED = {
    Feature.RULE: rb"<cfRule\b",  # a bar is told a second time, with a prefix, which not every program keeps
    Feature.CHOICE: rb"<(?:\w+:)?dataValidation\b",
    Feature.LINK: rb"<(?:\w+:)?hyperlink\b",
}
_MARKUP = {
    rb"<(?:\w+:)?f\b": _FORMULAS,
    rb"<(?:\w+:)?autoFilter\b": "filter",
    rb"<(?:\w+:)?sparkline\b": "miniatyrdiagram",
}
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)\b")
_HIDDEN = rb'\bhidden="(?:1|true)"[^<>]*>'
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*" + _HIDDEN)
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*" + _HIDDEN)
_PRINTED = re.compile(rb"<(?:\w+:)?((?:odd|even|first)(?:Header|Footer))\b[^<>]*>([^<]*)")
# What our own sheets have as xltool writes them, and no count tells of.
_OURS_TOO = (_FORMULAS, "tabeller", "filter")
_NOTES = "anteckningar"


class SheetParts(Struct, frozen=True):
    """`words` say what there is, `counts` how much of it where that is counted, `printed` what the head and the foot
    of a page say."""

    words: tuple[str, ...]
    counts: Mapping[Feature, int]
    printed: Mapping[str, str]

    def more_than(
        self, written: Mapping[Feature, int], footer: str, *, notes_are_told: bool
    ) -> tuple[str, ...]:
        """The words for what xltool has not `written`, nor the `footer`."""
        counted = {part.value for part in Feature}
        told = {*_OURS_TOO, *((_NOTES,) if notes_are_told else ())}
        more = [word for word in self.words if word not in counted and word not in told]
        more += [part.value for part, most in written.items() if self.counts[part] > most]
        if any(text for where, text in self.printed.items() if where != "oddFooter"):
            more.append("sidhuvud")
        if self.printed.get("oddFooter", "") not in ("", _bare(footer)):
            more.append("sidfot")
        return tuple(more)


def stands_on(package: Package, path: str) -> SheetParts:
    """What stands on the sheet whose part is at the path."""
    words = [_PARTS[kind] for kind in _parts_of(package, path) if kind in _PARTS]
    counts = Counter({Feature.CHART: words.count(Feature.CHART.value)})
    markup = package.read(path)
    for part, pattern in _COUNTED.items():
        counts[part] = len(re.findall(pattern, markup))
        words += [part.value] if counts[part] else []
    words += [word for pattern, word in _MARKUP.items() if re.search(pattern, markup)]
    if any(_SHAPE.search(package.read(p)) for p in _drawings(package, path)):
        words.append("textrutor och figurer")
    counts[Feature.HIDDEN_ROWS] = len(_HIDDEN_ROW.findall(markup))
    counts[Feature.HIDDEN_COLUMNS] = sum(_columns(tag) for tag in _HIDDEN_COLUMN.findall(markup))
    printed = {where.decode(): _bare(text.decode()) for where, text in _PRINTED.findall(markup)}
    return SheetParts(tuple(dict.fromkeys(words)), counts, printed)


def _columns(tag: bytes) -> int:
    """How many columns a tag speaks for."""
    first, last = (re.search(rb'\b%s="(\d+)"' % name, tag) for name in (b"min", b"max"))
    return int(last[1]) - int(first[1]) + 1 if first and last else 1


def _bare(text: str) -> str:
    """Without blanks, which programs put in as they like, and entities."""
    return text.replace(" ", "").replace("&amp;", "&")


def _related(package: Package, path: str) -> list[tuple[str, str]]:
    """The parts that a part points at, each with what it is."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return []
    found = []
    for relation in parsed(package.read(relations)):
        target = relation.get("Target") or ""
        absolute = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found.append(((relation.get("Type") or "").rsplit("/", 1)[-1], absolute))
    return found


def _drawings(package: Package, path: str) -> Iterator[str]:
    names = set(package.namelist())
    yield from (target for kind, target in _related(package, path) if kind == "drawing" and target in names)


def _parts_of(package: Package, path: str) -> list[str]:
    kinds = [kind for kind, _ in _related(package, path)]
    for drawing in _drawings(package, path):
        kinds += [kind for kind, _ in _related(package, drawing)]
    return kinds
