"""Packages that lie: sizes, places and names that no program writes by honest means."""

from __future__ import annotations

import zlib
from dataclasses import replace

from tests.hostile.base import PARTS, SHEET
from tests.hostile.build import Entry, Files, deflated, raw_parts, raw_zip, with_parts, zeros, zipped

FILES = Files()


def _with(*entries: Entry) -> bytes:
    return raw_zip([*raw_parts(), *entries])


def _changed(**changes: object) -> bytes:
    """The valid workbook with the entry of its first sheet changed."""
    return raw_zip(
        [replace(e, **changes) if e.name == SHEET.encode() else e for e in raw_parts()]  # type: ignore[arg-type]  # any of its fields
    )


@FILES("0")
def written_by_hand_but_valid() -> bytes:
    return raw_zip(raw_parts())


@FILES("3 XL121")
def cut_in_half() -> bytes:
    data = zipped(PARTS)
    return data[: len(data) // 2]


@FILES("3 XL121")
def last_bytes_missing() -> bytes:
    return zipped(PARTS)[:-12]


@FILES("3 XL121")
def nothing_behind_the_signature() -> bytes:
    return b"PK\x03\x04 skr\xe4p"


@FILES("3 XL122")
def bomb() -> bytes:
    return _with(replace(zeros(300_000_000), name=b"xl/media/bomb.bin"))


@FILES("3 XL122")
def bomb_in_a_sheet() -> bytes:
    rows = b'<row r="9"/>' * 12_000_000
    return with_parts({SHEET: PARTS[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")})


@FILES("3 XL122")
def many_parts_below_the_ratio() -> bytes:
    pattern = zlib.compress(bytes(range(256)) * 5)[:900] + bytes(59_000)
    one = deflated("xl/a0.bin", pattern * 1_600, 1)
    return _with(*(replace(one, name=f"xl/a{n}.bin".encode()) for n in range(6)))


@FILES("3 XL121")
def size_said_too_small() -> bytes:
    return _changed(size=100)


@FILES("3 XL121")
def size_said_too_large() -> bytes:
    return _changed(size=1_000_000)


@FILES("3 XL121")
def checksum_wrong() -> bytes:
    return _changed(checksum=12345)


@FILES("3 XL121")
def stored_with_another_size() -> bytes:
    return _changed(method=0)


@FILES("3 XL121")
def packed_with_bzip2() -> bytes:
    return _changed(method=12)


@FILES("3 XL121")
def packed_by_an_unknown_method() -> bytes:
    return _changed(method=99)


@FILES("3 XL103")
def part_with_a_password() -> bytes:
    return _changed(flags=1)


@FILES("3 XL123")
def another_name_in_the_local_header() -> bytes:
    return _changed(local_name=b"xl/worksheets/sheet9.xml")


@FILES("3 XL123")
def a_part_inside_another() -> bytes:
    inner = raw_zip([deflated("xl/inner.bin", b"x" * 50)])
    outer = Entry(b"xl/outer.bin", inner, len(inner), zlib.crc32(inner), 0)
    at = raw_zip([*raw_parts(), outer]).rindex(b"PK\x03\x04")
    return raw_zip([*raw_parts(), outer, replace(deflated("xl/inner.bin", b"x" * 50), at=at)])


@FILES("3 XL123")
def the_same_name_twice() -> bytes:
    return _with(deflated(SHEET, b"<worksheet/>"))


@FILES("3 XL123")
def the_same_name_in_capitals() -> bytes:
    return _with(deflated(SHEET.upper(), b"<worksheet/>"))


@FILES("3 XL123")
def name_that_climbs_out() -> bytes:
    return _with(deflated("xl/../../../../tmp/xltool-evil.txt", b"evil"))


@FILES("3 XL123")
def name_that_climbs_out_with_backslashes() -> bytes:
    return _with(deflated("..\\..\\evil.txt", b"evil"))


@FILES("3 XL123")
def absolute_name() -> bytes:
    return _with(deflated("/tmp/xltool-evil.txt", b"evil"))


@FILES("3 XL123")
def name_on_a_drive() -> bytes:
    return _with(deflated("C:\\evil.txt", b"evil"))


@FILES("3 XL123")
def name_with_a_zero_in_it() -> bytes:
    return _with(deflated("xl/evil.xml\0.png", b"evil"))


@FILES("3 XL122")
def two_thousand_parts() -> bytes:
    return _with(*(Entry(f"xl/a{n}".encode(), b"", 0, 0, 0) for n in range(2000)))


@FILES("3 XL122")
def fifty_thousand_parts() -> bytes:
    return raw_zip([Entry(b"a%d" % n, b"", 0, 0, 0) for n in range(50_000)])


@FILES("3 XL123")
def two_packages_one_behind_the_other() -> bytes:
    return zipped(PARTS) + zipped(PARTS)


@FILES("0")
def a_long_comment() -> bytes:
    return raw_zip(raw_parts(), tail=b"x" * 60_000)


@FILES("0")
def folders_as_parts() -> bytes:
    return _with(Entry(b"xl/", b"", 0, 0, 0), Entry(b"xl/worksheets/", b"", 0, 0, 0))


@FILES("0")
def a_package_in_the_package() -> bytes:
    return with_parts({"xl/media/inner.zip": zipped(PARTS)})


@FILES("0")
def a_name_of_ten_thousand_characters() -> bytes:
    return _with(deflated("xl/" + "a" * 10_000, b""))


@FILES("0")
def a_picture_of_one_colour() -> bytes:
    return _with(replace(zeros(300_000_000), name=b"xl/media/image1.png"))


@FILES("1 XL301")
def a_picture_of_one_colour_in_a_workbook_to_mark() -> bytes:
    wrong = PARTS[SHEET].replace(b'<c r="D3"><v>415', b'<c r="D3" t="str"><v>ca 300')
    return with_parts({SHEET: wrong, "xl/media/image1.png": bytes(300_000_000)})


@FILES("3 XL122")
def pictures_of_one_colour_beyond_the_size() -> bytes:
    return _with(*(replace(zeros(300_000_000), name=b"xl/media/image%d.png" % n) for n in range(2)))


@FILES("3 XL123")
def the_same_name_with_backslashes() -> bytes:
    return _with(deflated(SHEET.replace("/", "\\"), b"<worksheet/>"))
