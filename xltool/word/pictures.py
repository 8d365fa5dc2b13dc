"""The charts' pictures among a document's parts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from xltool.core.document import BarChart
from xltool.patching.package_patch import PatchedPackage

_FIRST = 900_001  # of the numbers that pictures have in a document; no program counts so far
_NAME = "word/media/xltool-{}.png"
_OURS = "/media/xltool-"


class Pictures:
    def __init__(self, package: PatchedPackage) -> None:
        self._package, self._count = package, 0

    def placing(self, part: str) -> Callable[[BarChart], tuple[str, int, float] | None]:
        """What draws a chart and gives the picture's relationship to the part, its number, and its height by its width; None on
        a system that has no letters to write in it."""

        def place(chart: BarChart) -> tuple[str, int, float] | None:
            from xltool.word.chart_pictures import chart_png

            drawn = chart_png(chart)
            if drawn is None:
                return None
            data, ratio = drawn
            path = _NAME.format(hashlib.sha256(data).hexdigest()[:16])
            if path not in self._package.parts:
                self._package.add(path, "image/png", data)
            known = (r.identity for r in self._package.relations(part) if r.target == path)
            self._count += 1
            relation = next(known, "") or self._package.relate(part, "image", path)
            return relation, _FIRST + self._count - 1, ratio

        return place

    def drop_unused(self, parts: Sequence[str]) -> None:
        """Takes away those that no part refers to any more."""
        used = set[str]()
        for part in parts:
            text = self._package.parts[part]
            for relation in self._package.relations(part):
                if _OURS not in relation.target:
                    continue
                if f'"{relation.identity}"'.encode() in text or f"'{relation.identity}'".encode() in text:
                    used.add(relation.target)
                else:
                    self._package.unrelate(part, relation.identity)
        for name in [n for n in self._package.parts if _OURS in n and n not in used]:
            del self._package.parts[name]
