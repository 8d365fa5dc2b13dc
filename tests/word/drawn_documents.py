"""Documents in Word drawn as text, for templates and reports that people have made.

A line is a paragraph; `# ` before it a heading. `[tag]` on a line of its own is a control that fills a paragraph, `{tag}` within
a line one among its words; `[tag: text]` and `{tag: text}` hold a text. `| a | b |` is a row of a table.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from tests.word.making import ours
from tests.word.reading import parts

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_BLOCK = re.compile(r"\[([^\]:]+)(?::([^\]]*))?\]")
_INLINE = re.compile(r"(\{[^}]+\})")


def document(drawing: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """The drawn body in a package with our styles; `more` are parts beside or in the place of those."""
    body = "".join(_blocks([line.strip() for line in drawing.strip().split("\n")]))
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>'
    return packed({**parts(ours()), "word/document.xml": xml.encode(), **(more or {})})


def packed(files: Mapping[str, bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in files.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return data.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    return packed({**parts(data), name: part})


def _blocks(lines: list[str]) -> list[str]:
    found, rows = [], list[str]()
    for line in [*lines, ""]:
        if line.startswith("|"):
            cells = "".join(f"<w:tc>{_block(cell.strip())}</w:tc>" for cell in line.strip("|").split("|"))
            rows.append(f"<w:tr>{cells}</w:tr>")
            continue
        if rows:
            found.append(f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>")
            rows = []
        found.append(_block(line) if line else "")
    return found


def _block(line: str) -> str:
    if whole := _BLOCK.fullmatch(line):
        return _control(
            whole[1],
            _paragraph(whole[2]) if whole[2] is not None else _paragraph("", "Placeholder"),
            whole[2] is None,
        )
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if line.startswith("# ") else ""
    return f"<w:p>{style}{''.join(map(_piece, _INLINE.split(line.removeprefix('# '))))}</w:p>"


def _piece(text: str) -> str:
    if not _INLINE.fullmatch(text):
        return _run(text)
    tag, _, held = text[1:-1].partition(":")
    return _control(tag, _run(held.strip() or "Klicka här"), not held)


def _control(tag: str, content: str, is_placeholder: bool) -> str:
    showing = "<w:showingPlcHdr/>" if is_placeholder else ""
    name = f"xltool:{tag.strip()}"
    return f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/>{showing}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def _paragraph(text: str, placeholder: str = "") -> str:
    return f"<w:p>{_run(text.strip() or placeholder)}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
