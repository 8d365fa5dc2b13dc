"""The list of contents: a field that Word keeps, filled in with the report's headings as links."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from xltool.word.block_xml import node_p, run_xml
from xltool.word.style_names import DocumentStyles

_LEVELS = 3


class Entry(Struct, frozen=True):
    """A heading of the report, by its number in it."""

    number: int
    level: int
    text: str

    @property
    def bookmark(self) -> str:
        return f"_Toc{900000 + self.number}"


def contents_xml(entries: Sequence[Entry], styles: DocumentStyles) -> str:
    """Without page numbers, which nobody knows before Word has set the pages: the links lead there."""
    listed = [one for one in entries if one.level <= _LEVELS]
    if not listed:
        return node_p("", "")
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\n \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = []
    for i, one in enumerate(listed):
        style = styles.contents(one.level)
        link = f'<w:hyperlink w:anchor="{one.bookmark}" w:history="1">{run_xml(one.text, "")}</w:hyperlink>'
        around = (begin if i == 0 else "") + link + (end if i == len(listed) - 1 else "")
        lines.append(node_p(f'<w:pStyle w:val="{style}"/>' if style else "", around))
    return "".join(lines)
