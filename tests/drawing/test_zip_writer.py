"""The package of a result, as other programs unpack it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings, strategies as st

from xltool.drawing import zip_writer as module
from xltool.drawing.zip_writer import zipped

NAMES = st.text("abcdefgh/_.[]123", min_size=1, max_size=40)


WAYS = {"isal": module._deflate_by_isal, "zlib": module._deflate_by_zlib}


@pytest.mark.parametrize("way", WAYS)
@settings(derandomize=True, deadline=None, max_examples=150)
@given(parts=st.dictionaries(NAMES, st.lists(st.binary(max_size=4000), max_size=4), max_size=60))
def test_zipfile_reads_what_was_put_in(way: str, parts: dict[str, list[bytes]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_deflate", WAYS[way])
        data = zipped(parts.items())
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == {
            name: b"".join(pieces) for name, pieces in parts.items()
        }
        assert all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in package.infolist())


def test_a_part_beyond_four_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 1000)
    assert zipped([("a.xml", [b"a" * 900])])
    with pytest.raises(ValueError, match=r"b\.xml is too large"):
        zipped([("a.xml", [b"a"]), ("b.xml", [b"b" * 600, b"b" * 600])])


def test_a_name_that_is_not_ascii_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        zipped([("xl/översikt.xml", [b""])])


def test_a_machine_that_isal_is_not_made_for_deflates_with_zlib() -> None:
    script = (
        "import sys; sys.modules['isal'] = None\n"
        "from xltool.drawing import zip_writer as zipped\n"
        "assert zipped._deflate is zipped._deflate_by_zlib\n"
        "sys.stdout.buffer.write(zipped.zipped([('a.xml', [b'<a/>'])]))\n"
    )
    data = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.read("a.xml") == b"<a/>"
