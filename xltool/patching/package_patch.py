"""A package as its parts: names, relationships and content types, written back in the same order."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO

from msgspec import Struct

from xltool.intake.saved_time import UNDATED
from xltool.intake.zip_entries import Package, part_name
from xltool.patching.xml_patch import RELATION_NAMESPACE, Xml

_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


class Relation(Struct, frozen=True):
    """A relationship of a part; `target` is the other part's name, and `kind` the last word of its type."""

    identity: str
    kind: str
    target: str


class PatchedPackage:
    """The parts by name. Those that nobody assigns to are written as they were."""

    def __init__(self, data: bytes) -> None:
        with Package(data) as source:
            self._infos = {info.filename: info for info in source.infolist()}
            if source.holds(_CONTENT_TYPES):  # some programs write it in lower case
                types = source.getinfo(_CONTENT_TYPES)
                self._infos = {_CONTENT_TYPES if i is types else n: i for n, i in self._infos.items()}
            self.parts = {name: source.read(info) for name, info in self._infos.items()}
        self.main = next(r.target for r in self.relations("") if r.kind == "officeDocument")

    def relations(self, part: str) -> list[Relation]:
        """The relationships to other parts of the package, in their order."""
        path = self._relations_path(part)
        if path not in self.parts:
            return []
        return [
            Relation(
                element.attributes["Id"],
                element.attributes["Type"].rpartition("/")[2],
                self._resolved(part, element.attributes["Target"]),
            )
            for element in Xml(self.parts[path]).root.children
            if element.attributes.get("TargetMode") != "External"
        ]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Adds a relationship and gives its id."""
        path = self._relations_path(part)
        if path not in self.parts:
            self.add(path, _RELATIONS_TYPE, _NO_RELATIONS)
        xml = Xml(self.parts[path])
        taken = {element.attributes["Id"] for element in xml.root.children}
        identity = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
        relative = posixpath.relpath(target, posixpath.dirname(part) or ".")
        attributes = {"Id": identity, "Type": f"{RELATION_NAMESPACE}/{kind}", "Target": relative}
        xml.append(xml.root, xml.node("Relationship", attributes))
        self.parts[path] = bytes(xml)
        return identity

    def unrelate(self, part: str, identity: str) -> None:
        """Takes a relationship away."""
        path = self._relations_path(part)
        xml = Xml(self.parts[path])
        for element in xml.root.children:
            if element.attributes["Id"] == identity:
                xml.replace(element.start, element.end, "")
        self.parts[path] = bytes(xml)

    def free_name(self, pattern: str) -> str:
        """A name that no part has: `xl/comments{}.xml` → `xl/comments2.xml`."""
        taken = {name.lower() for name in self.parts}
        names = (pattern.format(number) for number in range(1, len(taken) + 2))
        return next(name for name in names if name.lower() not in taken)

    def add(self, name: str, content_type: str, data: bytes) -> None:
        self.parts[name] = data
        self._declare(name, content_type)

    def __bytes__(self) -> bytes:
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as target:
            for name, data in self.parts.items():
                old = self._infos.get(name)
                info = zipfile.ZipInfo(name, old.date_time if old else UNDATED)
                info.compress_type = old.compress_type if old else zipfile.ZIP_DEFLATED
                info.external_attr = old.external_attr if old else 0
                info.create_system = old.create_system if old else 0
                target.writestr(info, data)
        return buffer.getvalue()

    def _declare(self, part: str, content_type: str) -> None:
        xml = Xml(self.parts[_CONTENT_TYPES])
        ending = part.rpartition(".")[2]
        defaults = {
            e.attributes["Extension"].lower(): e.attributes["ContentType"]
            for e in xml.root.children
            if e.name == "Default"
        }
        if defaults.get(ending) == content_type:
            return
        if ending in defaults or ending == "xml":
            new = xml.node("Override", {"PartName": f"/{part}", "ContentType": content_type})
        else:
            new = xml.node("Default", {"Extension": ending, "ContentType": content_type})
        xml.append(xml.root, new)
        self.parts[_CONTENT_TYPES] = bytes(xml)

    def _resolved(self, part: str, target: str) -> str:
        """The part that a target names, from the root or from the folder of the part that refers to it. Names of
        parts do not tell upper from lower case."""
        target = target.replace("\\", "/")
        path = (
            target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        )
        return self._known(posixpath.normpath(path))

    def _known(self, path: str) -> str:
        """The name of the part as the package has it; the path where there is none."""
        if path in self.parts:
            return path
        return next((name for name in self.parts if part_name(name) == part_name(path)), path)

    def _relations_path(self, part: str) -> str:
        folder, name = posixpath.split(part)
        return self._known(posixpath.join(folder, "_rels", f"{name}.rels"))
