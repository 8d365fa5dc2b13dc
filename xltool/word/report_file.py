"""A report put into a document: into its controls, or where it has none as a whole. Nothing that people wrote is touched."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from enum import Enum
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from msgspec import Struct

from xltool.core.document import (
    BarChart,
    Block,
    Bullet,
    Caption,
    DocumentTable,
    Heading,
    Paragraph,
    Report,
)
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.patching.package_patch import PatchedPackage
from xltool.patching.xml_patch import Xml
from xltool.word.block_xml import Writing, field_xml, node_p, run_xml
from xltool.word.contents_list import Entry, contents_xml
from xltool.word.control_content import apart, as_cell, looks_of, text_of_xml, text_width
from xltool.word.control_xml import control_xml
from xltool.word.controls import (
    CONTENTS,
    DEEP,
    PREFIX,
    PROSE,
    VALUE,
    WHOLE,
    Control,
    Place,
    controls_of,
    digest_of,
    fill,
    fill_as_block,
)
from xltool.word.pictures import Pictures
from xltool.word.report_memory import Memory, Written, recalled, remember, seal_of
from xltool.word.style_names import document_styles

_PARTS = ("header", "footer", "footnotes", "endnotes")  # beside the main one
_LONGEST_SHOWN = 300


class Choice(Enum):
    """Whose text counts where both have changed: nobody's yet, the workbook's, the report's."""

    NOBODY = "nobody"
    WORKBOOK = "workbook"
    REPORT = "report"


class ReportStyles(Struct, frozen=True):
    """The names of the styles that the board has chosen, empty for Word's own; and the `accent` of our own template."""

    table: str = ""
    heading: str = ""
    accent: str = ""


WORDS_OWN = ReportStyles()


class Filled(Struct, frozen=True):
    """The document, None where people must decide first; `is_changed` is whether somebody has saved it since xltool did."""

    data: bytes | None
    findings: tuple[Finding, ...]
    is_changed: bool = False


def filled_report(
    base: bytes,
    name: str,
    report: Report,
    choice: Choice = Choice.NOBODY,
    styles: ReportStyles = WORDS_OWN,
    *,
    goes_on: bool = False,
) -> Filled:
    """The document `base`, which sentences call by its `name`, with the report in it. Its own texts are let stand or
    replaced as the `choice` says; one that `goes_on` is a report that people may have worked in, whatever it remembers. Raises ValueError where it is no document that can be patched."""
    try:
        return _Filling(PatchedPackage(base), name, report, choice, styles, goes_on).done()
    except (BadZipFile, zlib.error, ExpatError, LookupError, RuntimeError, StopIteration) as error:
        raise ValueError(f"this document cannot be filled: {error}") from error


class _Filling:
    def __init__(
        self,
        package: PatchedPackage,
        name: str,
        report: Report,
        choice: Choice,
        styles: ReportStyles,
        goes_on: bool,
    ) -> None:
        self._package, self._name, self._report, self._choice = package, name, report, choice
        self._memory = recalled(package)
        if self._memory is None and goes_on:
            self._memory = Memory((), "")
        self._styles = document_styles(package, styles.table, styles.heading)
        self._xmls = {path: Xml(package.parts[path], DEEP) for path in self._paths()}
        self._controls = [(path, one) for path, xml in self._xmls.items() for one in controls_of(xml)]
        self._pictures = Pictures(package)
        self._findings: list[Finding] = []
        self._written: list[Written] = []
        self._whole: list[Control] = []  # that the report as a whole has gone into
        self._last: dict[str, Control] = {}  # of each part the one whose content was replaced last
        self._parts = {normalised(tag): blocks for tag, blocks in report.parts.items()}
        self._values = {normalised(tag): text for tag, text in report.values.items()}

    def _paths(self) -> list[str]:
        package = self._package
        beside = [r.target for r in package.relations(package.main) if r.kind in _PARTS]
        return [path for path in dict.fromkeys([package.main, *beside]) if path in package.parts]

    def done(self) -> Filled:
        main, package = self._package.main, self._package
        is_changed = self._memory is not None and self._memory.seal != seal_of(package.parts[main])
        tags = [one.tag.casefold() for _, one in self._controls]
        is_new = self._memory is None and not any(_is_part(tag) for tag in tags)
        if is_new:
            self._place_all()
        for path, control in self._controls:
            self._fill(path, control)
        if has_errors(self._findings):
            return Filled(None, tuple(self._findings), is_changed)
        for path, xml in self._xmls.items():
            package.parts[path] = bytes(xml)
        self._pictures.drop_unused(list(self._xmls))
        self._tell_gone({one.tag for _, one in self._controls})
        for style in self._styles.missing:
            self._findings.append(codes.STYLE_MISSING.at(None, name=self._name, value=style))
        remember(package, self._written, seal_of(package.parts[main]))
        return Filled(bytes(package), tuple(self._findings), is_changed)

    # --- the controls of a template or of the report before --------------------------------------------------

    def _fill(self, path: str, control: Control) -> None:
        tag = control.tag
        if tag.casefold() in (WHOLE, CONTENTS) or self._is_taken(path, control):
            return
        blocks = self._blocks(tag)
        if blocks is None:
            self._findings.append(self._unknown(tag))
            return
        if not blocks:
            self._findings.append(codes.PART_EMPTY.at(None, name=self._name, value=tag))
            blocks = (Paragraph("–"),)
        inner = self._inner(path, control, blocks)
        if inner is None:
            self._findings.append(codes.CONTROL_TOO_NARROW.at(None, name=self._name, value=tag))
            return
        ours = text_of_xml(inner)
        pair = self._decided(control, ours)
        is_chart = any(
            isinstance(one, BarChart) for one in blocks
        )  # the same words may stand over other bars
        if pair is None or (is_chart and pair.there == pair.ours):
            self._put(path, control, inner, as_block=self._takes_the_paragraph(control, blocks))
        self._written.append(pair or Written(tag, digest_of(ours), digest_of(ours)))

    def _put(self, path: str, control: Control, inner: str, *, as_block: bool = False) -> None:
        is_inline = control.place is Place.INLINE
        (fill_as_block if as_block and is_inline else fill)(self._xmls[path], control, inner)
        self._last[path] = control

    def _is_taken(self, path: str, control: Control) -> bool:
        """Whether it stood in another whose content is replaced. Outer ones come first, and in the part's order."""
        last = self._last.get(path)
        return any(control.is_inside(one) for one in (*self._whole, *([last] if last else [])))

    def _decided(self, control: Control, ours: str) -> Written | None:
        """What stands in the control and stays; None where ours goes there."""
        new, there = digest_of(ours), control.digest
        as_before = Written(control.tag, there, new)
        if there == new and not control.is_placeholder:
            return as_before
        if self._memory is None or control.is_placeholder or not control.text.strip():
            return None
        known = [one for one in self._memory.of(control.tag) if one.there == there]
        if any(one.ours == there for one in known):
            return None  # it stands as xltool wrote it
        if any(one.ours == new for one in known):
            return as_before  # it was let stand, and ours has not changed since
        found, computed = apart(control.text, ours)
        said = {"name": self._name, "value": control.tag, "found": found, "computed": computed}
        if self._choice is Choice.NOBODY:
            self._findings.append(codes.CONTROL_EDITED.at(None, **said))
            return as_before
        whose = "Arbetsbokens" if self._choice is Choice.WORKBOOK else "Rapportens egen"
        self._findings.append(codes.CONTROL_DECIDED.at(None, winner=whose, **said))
        return None if self._choice is Choice.WORKBOOK else as_before

    def _blocks(self, tag: str) -> Sequence[Block] | None:
        """What goes into a control of the tag; None where nothing is called so."""
        if tag.casefold().startswith(VALUE):
            value = self._values.get(normalised(tag[len(VALUE) :]))
            return None if value is None else (Paragraph(value),)
        # A section that Texter has no more, or not yet, is empty.
        return self._parts.get(normalised(tag), () if tag.casefold().startswith(PROSE) else None)

    def _inner(self, path: str, control: Control, blocks: Sequence[Block]) -> str | None:
        """The blocks as the control's content; None where they do not fit into it."""
        is_text = all(isinstance(one, Paragraph | Bullet) for one in blocks)
        paragraph, run = looks_of(self._xmls[path], control)
        words = " ".join(one.text for one in blocks if isinstance(one, Paragraph | Bullet))
        if control.place is Place.INLINE and not self._takes_the_paragraph(control, blocks):
            return run_xml(words, run) if is_text else None
        if control.place is Place.ROW or (control.is_plain and not is_text):
            return None
        if control.is_plain:
            inner = node_p(paragraph, run_xml(words, run))
        else:
            writing = self._writing(path, paragraph, run)
            inner = writing.blocks(blocks)
            if (control.in_cell or control.place is Place.CELL) and isinstance(blocks[-1], DocumentTable):
                inner += "<w:p/>"  # a cell ends with a paragraph
        return inner if control.place is not Place.CELL else as_cell(self._xmls[path], control, inner)

    def _takes_the_paragraph(self, control: Control, blocks: Sequence[Block]) -> bool:
        """Whether the control, among words by its place, has a paragraph for itself that blocks may take the place of. In a
        cell of a report it may be what LibreOffice made of one around the table."""
        is_one = len(blocks) == 1 and isinstance(blocks[0], Paragraph)
        is_free = control.alone_in is not None and (self._memory is None or not control.in_cell)
        return is_free and not is_one and not control.is_plain

    def _writing(self, path: str, paragraph: str = "", run: str = "") -> Writing:
        return Writing(
            self._styles,
            text_width(self._xmls[self._package.main]),
            self._pictures.placing(path),
            paragraph,
            run,
        )

    def _unknown(self, tag: str) -> Finding:
        known = [*self._report.parts, *(f"{VALUE}{one}" for one in self._report.values)]
        near = get_close_matches(tag, known, 1)
        meant = f"Menade ni {PREFIX}{near[0]}? " if near else ""
        return codes.UNKNOWN_TAG.at(None, name=self._name, value=f"{PREFIX}{tag}", meant=meant)

    def _tell_gone(self, tags: set[str]) -> None:
        """The controls that people have taken out: they stay out, and are named."""
        memory = self._memory or Memory((), "")
        gone = [one for one in memory.written if one.tag not in tags]
        if gone:
            names = listed(list(dict.fromkeys(one.tag for one in gone)))
            self._findings.append(codes.CONTROL_GONE.at(None, name=self._name, what=names))
        self._written += gone

    # --- a document without any ------------------------------------------------------------------------------

    def _place_all(self) -> None:
        """The whole report at its control, else behind what the document holds."""
        main = self._xmls[self._package.main]
        entries: list[Entry] = []
        xml = "".join(self._placed(entries))
        whole = [c for p, c in self._controls if p == self._package.main and c.tag.casefold() == WHOLE]
        if whole and whole[0].place is Place.BLOCK:
            fill(main, whole[0], xml)
            self._whole.append(whole[0])
        else:
            body = main.root.child("body")
            if body is None:
                raise ValueError("a document has a body")
            section = next((c for c in body.children[-1:] if c.name == "sectPr"), None)
            main.insert(section.start if section else body.inner_end, xml)
        for path, control in self._controls:
            if control.tag.casefold() == CONTENTS and control.place is Place.BLOCK:
                fill(self._xmls[path], control, contents_xml(entries, self._styles))
                self._whole.append(control)

    def _placed(self, entries: list[Entry]) -> Iterator[str]:
        writing = self._writing(self._package.main)
        numbers: dict[str, int] = {}
        for item in self._report.layout:
            if isinstance(item, Heading):
                entry = Entry(len(entries) + 1, item.level, item.text)
                entries.append(entry)
                yield writing.heading(item, (entry.number + _BOOKMARKS, entry.bookmark))
            elif isinstance(item, Caption):
                number = numbers[item.label] = numbers.get(item.label, 0) + 1
                yield _caption(item, number, self._styles.caption())
            else:
                inner = writing.blocks(self._report.parts[item.tag])
                digest = digest_of(text_of_xml(inner))
                self._written.append(Written(item.tag, digest, digest))
                yield control_xml(item.tag, inner)


_BOOKMARKS = 9000


def _is_part(tag: str) -> bool:
    return not tag.startswith(VALUE) and tag not in (WHOLE, CONTENTS)


def _caption(caption: Caption, number: int, style: str) -> str:
    looks = f'<w:pStyle w:val="{style}"/><w:keepNext/>' if style else "<w:keepNext/>"
    field = field_xml(rf"SEQ {caption.label} \* ARABIC", str(number))
    return node_p(looks, run_xml(f"{caption.label} ", "") + field + run_xml(f". {caption.text}", ""))
