"""An XML part that is changed in places and keeps every other byte.

A tree that is parsed and written again comes out with other prefixes, quotes and declarations, and what Excel lists in
`mc:Ignorable` may then be lost. Here expat only tells where each element stands, and new text is spliced in there.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr, unescape

from msgspec import Struct, field

RELATION_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)""")
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 32_000  # a cell and a note hold 32 767 characters
_ENTITIES = {"&quot;": '"', "&apos;": "'"}


def text_xml(text: str) -> str:
    """Text as XML, without what neither XML nor Excel can hold."""
    return escape(_ILLEGAL.sub("", text)[:_LONGEST])


def node(name: str, attributes: Mapping[str, object], inner: str = "") -> str:
    """An element as XML; `inner` is XML already."""
    tag = name + "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{tag}>{inner}</{name}>" if inner else f"<{tag}/>"


class Element(Struct, eq=False):
    """Where an element stands in its part. Names are without prefix; `inner` is where the start tag ends."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        return next((c for c in self.children if c.name == name), None)


class _Edit(Struct):
    attributes: dict[str, str] = field(default_factory=dict)
    appended: list[str] = field(default_factory=list)


class Xml:
    """A part with its elements down to `depth`; new XML is given as text and gets the part's own prefix by `node`."""

    def __init__(self, data: bytes, depth: int = 9) -> None:
        self._codec = _codec_of(data)
        self._utf8 = data if self._codec == "utf-8" else data.decode(self._codec).encode()
        self.root = _scan(self._utf8, 0, len(self._utf8), depth)
        self._changes: dict[Element, _Edit] = {}
        self._edits: list[tuple[int, int, bytes]] = []
        tag = self._utf8[self.root.start : self.root.inner].decode()
        name = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0]
        self._prefix = name[: name.rfind(":") + 1]
        self._declares_r = (
            re.search(rf"\sxmlns:r\s*=\s*[\"']{re.escape(RELATION_NAMESPACE)}[\"']", tag) is not None
        )

    def node(self, name: str, attributes: Mapping[str, object], inner: str = "") -> str:
        return node(self._prefix + name, attributes, inner)

    def relation(self, identity: str) -> dict[str, str]:
        """The attributes that refer to a relationship, with the prefix declared where the part does not."""
        declared = {} if self._declares_r else {"xmlns:r": RELATION_NAMESPACE}
        return {**declared, "r:id": identity}

    def raw(self, element: Element) -> str:
        return self._utf8[element.start : element.end].decode()

    def text(self, element: Element) -> str:
        """The text of an element that holds no others."""
        return unescape(self._utf8[element.inner : element.inner_end].decode(), _ENTITIES)

    def inside(self, element: Element) -> list[Element]:
        """The children of an element at the depth where the scan stopped."""
        return _scan(self._utf8, element.start, element.end, 1).children

    def copy(self, element: Element, attributes: Mapping[str, str]) -> str:
        """The element as it stands, with other attributes."""
        tag = _retagged(self._utf8[element.start : element.inner], attributes)
        return (tag + self._utf8[element.inner : element.end]).decode()

    def set(self, element: Element, attributes: Mapping[str, str]) -> None:
        self._changes.setdefault(element, _Edit()).attributes.update(attributes)

    def append(self, element: Element, xml: str) -> None:
        """Puts the XML behind the element's last child."""
        self._changes.setdefault(element, _Edit()).appended.append(xml)

    def insert(self, position: int, xml: str) -> None:
        """Puts the XML at an element's `start` or `end`; what is put at the same place keeps its order."""
        self._edits.append((position, position, xml.encode()))

    def replace(self, start: int, end: int, xml: str) -> None:
        """Puts the XML in the place of what stands between two positions; of such places none may overlap."""
        self._edits.append((start, end, xml.encode()))

    def insert_in_order(self, parent: Element, order: tuple[str, ...], name: str, xml: str) -> None:
        """Puts a child at its place in the schema's order of children."""
        before = order[: order.index(name) + 1]
        neighbour = max((c.end for c in parent.children if c.name in before), default=None)
        if neighbour is not None:
            self.insert(neighbour, xml)
        elif parent.children:
            self.insert(parent.children[0].start, xml)
        else:
            self.append(parent, xml)

    def __bytes__(self) -> bytes:
        edits = list(self._edits)
        for element, change in self._changes.items():
            edits += self._changed(element, change)
        pieces, done = [], 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            pieces += [self._utf8[done:start], new]
            done = end
        utf8 = b"".join([*pieces, self._utf8[done:]])
        if self._codec == "utf-8":
            return utf8
        return utf8.decode().encode(self._codec, "xmlcharrefreplace")

    def _changed(self, element: Element, change: _Edit) -> list[tuple[int, int, bytes]]:
        tag = _retagged(self._utf8[element.start : element.inner], change.attributes)
        appended = "".join(change.appended).encode()
        if appended and element.inner == element.end:
            name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
            return [(element.start, element.end, tag[:-2] + b">" + appended + b"</" + name + b">")]
        return [(element.start, element.inner, tag), (element.inner_end, element.inner_end, appended)]


def _codec_of(data: bytes) -> str:
    """A codec that keeps a byte order mark as a character, so that it is written back."""
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return codec
    declared = _ENCODING.match(data)
    return codecs.lookup(declared[1].decode()).name if declared else "utf-8"


def _retagged(tag: bytes, attributes: Mapping[str, str]) -> bytes:
    """A start tag with these attributes, the others as they stood."""
    missing = dict(attributes)

    def changed(match: re.Match[bytes]) -> bytes:
        value = missing.pop(match[1].decode(), None)
        return match[0] if value is None else match[0][: -len(match[2])] + quoteattr(value).encode()

    tag = _ATTRIBUTE.sub(changed, tag)
    close = len(tag) - (2 if tag.endswith(b"/>") else 1)
    added = "".join(f" {name}={quoteattr(value)}" for name, value in missing.items())
    return tag[:close] + added.encode() + tag[close:]


def _scan(utf8: bytes, start: int, end: int, depth: int) -> Element:
    """The element between the two positions, with its descendants down to `depth`."""
    parser = expat.ParserCreate("utf-8")  # whatever the declaration says: it was decoded already
    roots: list[Element] = []
    path: list[Element] = []
    level = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal level
        if level <= depth:
            position = start + parser.CurrentByteIndex
            tag = _TAG.match(utf8, position)
            if tag is None:  # expat saw one here, so the part is in another encoding than it says
                raise ValueError("a part's encoding is not what it says")
            plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            element = Element(name.rpartition(":")[2], plain, position, tag.end())
            (path[-1].children if path else roots).append(element)
            path.append(element)
        level += 1

    def closed(_: str) -> None:
        nonlocal level
        level -= 1
        if level <= depth:
            element = path.pop()
            if utf8.endswith(b"/>", element.start, element.inner):
                element.inner_end = element.end = element.inner
            else:
                element.inner_end = start + parser.CurrentByteIndex
                element.end = utf8.index(b">", element.inner_end) + 1

    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.Parse(utf8[start:end], True)
    return roots[0]


def _refuse_document_type(*_: object) -> None:
    """No entities: what they would cost, and reach, is not for a budget."""
    raise ValueError("a package's parts have no document type")
