"""A content control of ours as XML."""

from __future__ import annotations

import zlib

from xltool.patching.xml_patch import node
from xltool.word.controls import PREFIX


def control_xml(tag: str, inner: str, where: str = "", gallery: str = "") -> str:
    """The control of that tag and title with its content; the same tag gets the same number, but for one that stands elsewhere too. What belongs to a
    `gallery` of Word is kept by it, as the contents are."""
    number = zlib.crc32((where + tag).encode()) & 0x7FFFFFFF or 1
    properties = (
        node("w:alias", {"w:val": PREFIX + tag})
        + node("w:tag", {"w:val": PREFIX + tag})
        + node("w:id", {"w:val": number})
    )
    if gallery:
        properties += f'<w:docPartObj><w:docPartGallery w:val="{gallery}"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
