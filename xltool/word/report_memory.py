"""What a report remembers of how xltool wrote it: for each control what stood there then, in a part of its own that Word and
LibreOffice keep."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec import Struct

from xltool.patching.package_patch import PatchedPackage
from xltool.patching.xml_patch import Xml, node

_NAMESPACE = "urn:xltool:report"
_TYPE, _RELATION = "application/xml", "customXml"


class Written(Struct, frozen=True, order=True):
    """What stood in a control of that tag when xltool was done, and what xltool had for it, by their digests. They differ where
    people's own text was let stand."""

    tag: str
    there: str
    ours: str


class Memory(Struct, frozen=True):
    """`seal` is the digest of the main part as xltool left it."""

    written: tuple[Written, ...]
    seal: str

    def of(self, tag: str) -> tuple[Written, ...]:
        return tuple(one for one in self.written if one.tag == tag)


def seal_of(part: bytes) -> str:
    return hashlib.sha256(part).hexdigest()[:32]


def recalled(package: PatchedPackage) -> Memory | None:
    """The document's memory; None where xltool has never written it."""
    path = _path(package)
    if path is None:
        return None
    root = Xml(package.parts[path]).root
    written = [
        Written(*(one.attributes.get(key, "") for key in ("tag", "there", "ours"))) for one in root.children
    ]
    return Memory(tuple(written), root.attributes.get("seal", ""))


def remember(package: PatchedPackage, written: Iterable[Written], seal: str) -> None:
    ones = sorted(set(written))
    inner = "".join(node("control", {"tag": o.tag, "there": o.there, "ours": o.ours}) for o in ones)
    xml = node("report", {"xmlns": _NAMESPACE, "seal": seal}, inner)
    data = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
    path = _path(package)
    if path is None:
        path = package.free_name("customXml/item{}.xml")
        package.add(path, _TYPE, data)
        package.relate(package.main, _RELATION, path)
    package.parts[path] = data


def _path(package: PatchedPackage) -> str | None:
    for relation in package.relations(package.main):
        if relation.kind == _RELATION and _NAMESPACE.encode() in package.parts.get(relation.target, b""):
            return relation.target
    return None
