"""The styles of a document by the names that it stores, whatever language Word shows them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from xltool.patching.package_patch import PatchedPackage
from xltool.patching.xml_patch import Xml

OWN_TABLE = "Rapporttabell"
_TABLES = (OWN_TABLE, "Table Grid", "Tabellrutnät")
_CAPTIONS, _BULLETS = ("caption", "Beskrivning"), ("List Bullet", "Punktlista")
_HEADINGS = ("heading {}", "Rubrik {}")


class DocumentStyles(Struct):
    """The document's styles by kind and name. `missing` are those that were wanted and are not there. `table` and `headings`
    are the names that the board has chosen."""

    known: Mapping[tuple[str, str], str]
    table_name: str = ""
    heading_name: str = ""
    missing: list[str] = field(default_factory=list)

    def heading(self, level: int) -> str:
        """The style's id; empty where there is none."""
        own = (f"{self.heading_name} {level}", self.heading_name) if self.heading_name else ()
        return self._of("paragraph", own, tuple(name.format(level) for name in _HEADINGS))

    def table(self) -> str:
        return self._of("table", (self.table_name,) if self.table_name else (), _TABLES)

    def caption(self) -> str:
        return self._of("paragraph", (), _CAPTIONS)

    def bullet(self) -> str:
        return self._of("paragraph", (), _BULLETS)

    def contents(self, level: int) -> str:
        return self.known.get(("paragraph", f"toc {level}"), "")

    def _of(self, kind: str, own: Iterable[str], names: tuple[str, ...]) -> str:
        own = tuple(own)
        for name in (*own, *names):
            identity = self.known.get((kind, name.casefold()))
            if identity is not None and (name in own or not own):
                return identity
            if identity is not None:
                self._miss(own[-1])
                return identity
        self._miss((own or names)[0])
        return ""

    def _miss(self, name: str) -> None:
        if name not in self.missing:
            self.missing.append(name)


def document_styles(package: PatchedPackage, table_name: str, heading_name: str) -> DocumentStyles:
    path = next((r.target for r in package.relations(package.main) if r.kind == "styles"), "")
    known: dict[tuple[str, str], str] = {}
    if path in package.parts:
        for style in Xml(package.parts[path], depth=2).root.children:
            name = style.child("name")
            if style.name == "style" and name is not None:
                kind = style.attributes.get("type", "paragraph")
                known.setdefault(
                    (kind, name.attributes.get("val", "").casefold()), style.attributes.get("styleId", "")
                )
    return DocumentStyles(known, table_name, heading_name)
