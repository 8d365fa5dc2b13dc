"""Which files are read, and how: macros, the Strict format, and the older formats by their values."""

from __future__ import annotations

import os
import shutil
import zipfile
from io import BytesIO

import pytest

from tests.examples import seed
from tests.render import converted
from xltool.result.figures import figures
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import State
from xltool.running.pipeline import work

_SOFFICE = shutil.which("soffice")
_MAIN, _STRICT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def repacked(
    data: bytes, *, replace: tuple[str, str] = ("", ""), add: dict[str, bytes] | None = None
) -> bytes:
    """The package with a text replaced in every part, and with parts added."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(
                name, part.replace(replace[0].encode(), replace[1].encode()) if replace[0] else part
            )
        for name, part in (add or {}).items():
            target.writestr(name, part)
    return buffer.getvalue()


def test_macros_are_left_alone_and_told() -> None:
    done = work(repacked(template_bytes(seed()), add={"xl/vbaProject.bin": b"makro"}), "b.xlsm", write=False)
    assert done.state is State.OK
    assert "XL106" in [f.code.code for f in done.findings]


def test_the_strict_format_is_refused_and_never_read_as_empty() -> None:
    done = work(repacked(template_bytes(seed()), replace=(_MAIN, _STRICT)), "b.xlsx", write=False)
    assert done.state is State.UNREADABLE
    assert [f.code.code for f in done.findings] == ["XL107"]


@pytest.mark.libreoffice
@pytest.mark.skipif(_SOFFICE is None and "CI" not in os.environ, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_older_formats_give_the_same_figures_by_their_values(ending: str) -> None:
    data = template_bytes(seed())
    assert _SOFFICE is not None, "CI must have LibreOffice"
    first = work(data, "b.xlsx", write=True)
    second = work(converted(data, ending), f"b.{ending}", write=True)
    assert "XL109" in [f.code.code for f in second.findings]
    assert second.data is not None
    assert figures(second.board, second.result) == figures(first.board, first.result)
