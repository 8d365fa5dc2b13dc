"""A workbook that is classified gives a result that is; what people classify the result as comes along when it is made anew."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.examples import seed
from tests.whole.test_files import opened, parts
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
_PROPERTY = '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'
_INFO = (
    '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'
    '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata">'
    '<clbl:label id="{{{}}}" enabled="1" method="Standard" siteId="{{9f4c2a10-0000-4000-8000-000000000001}}" '
    'contentBits="0" removed="0" strange="&lt;x&gt;"/></clbl:labelList>'
)
_OPEN, SECRET = "0a1b2c3d-0000-4000-8000-00000000000a", "0a1b2c3d-0000-4000-8000-00000000000b"


def labelled(data: bytes, identity: str, name: str) -> bytes:
    """The workbook as Excel saves it with that label, both in the way of before and in that of now."""
    told = {
        f"MSIP_Label_{identity}_Name": name,
        f"MSIP_Label_{identity}_Enabled": "true",
        "Diarienummer": "17",
    }
    listed = "".join(_PROPERTY.format(n, *map(escape, one)) for n, one in enumerate(told.items(), 2))
    more = {
        "docProps/custom.xml": _CUSTOM.format(listed),
        "docMetadata/LabelInfo.xml": _INFO.format(identity),
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for path, part in parts(data).items():
            if path not in more:
                package.writestr(path, part)
        for path, text in more.items():
            package.writestr(path, text)
    return buffer.getvalue()


def result(data: bytes, previous: bytes | None = None) -> bytes:
    done = work(data, "a.xlsx", write=True, previous=previous)
    assert done.data is not None, [f.message for f in done.findings]
    return done.data


def label(data: bytes) -> tuple[dict[str, str], str]:
    book: Any = opened(data)
    properties = {one.name: str(one.value) for one in book.custom_doc_props.props}
    return properties, parts(data).get("docMetadata/LabelInfo.xml", b"").decode()


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return template_bytes(seed())


def test_a_result_is_classified_as_its_workbook_is(workbook: bytes) -> None:
    made = result(labelled(workbook, _OPEN, "Öppen & intern"))
    properties, info = label(made)
    assert properties == {f"MSIP_Label_{_OPEN}_Name": "Öppen & intern", f"MSIP_Label_{_OPEN}_Enabled": "true"}
    assert f'id="{{{_OPEN}}}"' in info
    assert 'method="Standard"' in info
    assert "strange" not in info, "nothing comes along but what a label has"
    assert b'PartName="/docMetadata/LabelInfo.xml"' in parts(made)["[Content_Types].xml"]
    assert b'Target="docMetadata/LabelInfo.xml"' in parts(made)["_rels/.rels"]


def test_what_people_classified_the_result_as_counts_before_its_workbook(workbook: bytes) -> None:
    file = labelled(workbook, _OPEN, "Öppen")
    secret = labelled(result(file), SECRET, "Sekretess")
    properties, info = label(result(file, secret))
    assert properties[f"MSIP_Label_{SECRET}_Name"] == "Sekretess"
    assert SECRET in info
    assert _OPEN not in info


def test_a_workbook_without_a_label_gives_a_result_without(workbook: bytes) -> None:
    assert label(result(workbook)) == ({}, "")
    damaged = labelled(workbook, _OPEN, "Öppen").replace(b"LabelInfo", b"LabelInfX")
    assert label(result(damaged))[1] == ""
