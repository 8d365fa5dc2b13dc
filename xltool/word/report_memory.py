"""What a report remembers of how xltool wrote it: for each control what stood there then, as properties of the document, which
Word and LibreOffice both keep."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from msgspec import Struct

from xltool.patching.package_patch import PatchedPackage
from xltool.patching.xml_patch import Element, Xml

_NAME, _SEAL = "xltool:", "xltool:skriven"
_PATH, _RELATION = "docProps/custom.xml", "custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = {"xmlns:vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"}
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of all properties that are no program's own
_NONE = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_NAMESPACE}"/>'
_MOST = 7  # pairs of digests of one tag; Word gives a property 255 characters


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
    xml = Xml(package.parts[path])
    known = {one.attributes["name"]: _value(xml, one) for one in _ours(xml)}
    if _SEAL not in known:
        return None
    written = [
        Written(name[len(_NAME) :], *pair.split())
        for name, value in known.items()
        if name != _SEAL
        for pair in value.split(";")
        if len(pair.split()) == 2
    ]
    return Memory(tuple(written), known[_SEAL])


def remember(package: PatchedPackage, written: Iterable[Written], seal: str) -> None:
    """Writes the memory among the document's own properties, which stay."""
    pairs: dict[str, list[str]] = {_SEAL: [seal]}
    for one in sorted(set(written)):
        pairs.setdefault(_NAME + one.tag, []).append(f"{one.there} {one.ours}")
    path = _path(package)
    if path is None:
        path = _PATH
        package.add(path, _TYPE, _NONE.encode())
        package.relate("", _RELATION, path)
    xml = Xml(package.parts[path])
    old = list(_ours(xml))
    number = 1 + max((int(e.attributes.get("pid", 1)) for e in xml.root.children if e not in old), default=1)
    for element in old:
        xml.replace(element.start, element.end, "")
    for i, (name, values) in enumerate(pairs.items()):
        attributes = {"fmtid": _FORMAT, "pid": number + i, "name": name}
        value = f'<vt:lpwstr xmlns:vt="{_VALUES["xmlns:vt"]}">{";".join(values[:_MOST])}</vt:lpwstr>'
        xml.append(xml.root, xml.node("property", attributes, value))
    package.parts[path] = bytes(xml)


def _ours(xml: Xml) -> Iterator[Element]:
    return (e for e in xml.root.children if e.attributes.get("name", "").startswith(_NAME))


def _value(xml: Xml, element: Element) -> str:
    return xml.text(element.children[0]) if element.children else ""


def _path(package: PatchedPackage) -> str | None:
    return next(
        (r.target for r in package.relations("") if r.kind == _RELATION and r.target in package.parts), None
    )
