"""Ledgers, the sheet that is read in bulk: what its reader must refuse, and what must not come out alive."""

from __future__ import annotations

import functools
import re
import zipfile
from io import BytesIO

from tests.fuzz.sources import ledger
from tests.hostile.build import Files, noise, zipped
from tests.hostile.contents import MARK

FILES = Files()
_SHEET = "xl/worksheets/sheet3.xml"
_AMOUNT, _TEXT = rb'<c r="E4"[^>]*>.*?</c>', rb'<c r="D2"[^>]*>.*?</c>'
_MARKED = MARK.encode()


@functools.cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(ledger(in_cells=False))) as package:
        return {name: package.read(name) for name in package.namelist()}


def _edited(pattern: bytes, new: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """The ledger with a pattern in its sheet replaced."""
    sheet, hits = re.subn(pattern, lambda _: new, _parts()[_SHEET], count=1, flags=re.DOTALL)
    assert hits, f"the ledger does not hold {pattern!r}"
    return zipped({**_parts(), **(more or {}), _SHEET: sheet})


def _amount(inner: bytes, attributes: bytes = b"") -> bytes:
    return _edited(_AMOUNT, b'<c r="E4"%b>%b</c>' % (attributes, inner))


def _text(text: bytes) -> bytes:
    return _edited(_TEXT, b'<c r="D2" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>' % text)


@FILES("0")
def ledger_as_it_is() -> bytes:
    return zipped(_parts())


@FILES("3 XL121")
def ledger_with_a_number_that_only_python_reads() -> bytes:
    return _amount(b"<v>1_000</v>")


@FILES("3 XL121")
def ledger_with_arabic_digits() -> bytes:
    return _amount("<v>٤١٥</v>".encode())


@FILES("3 XL121")
def ledger_with_no_number() -> bytes:
    return _amount(b"<v>NaN</v>")


@FILES("1 XL301")
def ledger_beyond_all_numbers() -> bytes:
    return _amount(b"<v>1E999</v>")


@FILES("1 XL301")
def ledger_with_a_hundred_thousand_digits() -> bytes:
    return _amount(b"<v>" + b"9" * 100_000 + b"</v>")


@FILES("3 XL121")
def ledger_with_a_text_below_zero() -> bytes:
    return _amount(b"<v>-1</v>", b' t="s"')


@FILES("3 XL121")
def ledger_with_a_text_beyond_the_last() -> bytes:
    return _amount(b"<v>99999</v>", b' t="s"')


@FILES("3 XL121")
def ledger_with_one_cell_twice() -> bytes:
    return _edited(b'<c r="E4"', b'<c r="E4"><v>1</v></c><c r="E4"')


@FILES("3 XL121")
def ledger_with_a_row_twice() -> bytes:
    return _edited(b'<row r="4"', b'<row r="3"><c r="E3"><v>1</v></c></row><row r="4"')


@FILES("3 XL121")
def ledger_beyond_the_last_row() -> bytes:
    return _edited(b"</sheetData>", b'<row r="1048577"><c r="A1048577"><v>3010</v></c></row></sheetData>')


@FILES("3 XL121")
def ledger_in_two_heaps() -> bytes:
    return _edited(b'<row r="9"', b'</sheetData><sheetData><row r="9"')


@FILES("3 XL121")
def ledger_with_a_value_without_end() -> bytes:
    return _amount(b"<v>7<v>8</v></v>")


@FILES("3 XL121")
def ledger_without_an_end() -> bytes:
    return _edited(b"</worksheet>", b"")


@FILES("3 XL121")
def ledger_with_an_unknown_entity() -> bytes:
    return _text(b"&smuggel;")


@FILES("3 XL123")
def ledger_with_a_document_type() -> bytes:
    return _edited(rb"\?>", b'?><!DOCTYPE worksheet [<!ENTITY a "lol">]>')


@FILES("3 XL122")
def ledger_that_is_a_bomb() -> bytes:
    rows = b"<row><c><v>1</v></c></row>" * 3_000_000
    return _edited(b"</sheetData>", rows + b"</sheetData>")


@FILES("1 XL305")
def ledger_with_an_error_for_an_amount() -> bytes:
    return _amount(b"<v>#REF!</v>", b' t="e"')


@FILES("1 XL306")
def ledger_with_a_formula_without_a_value() -> bytes:
    return _amount(b"<f>cmd|'/c " + _MARKED + b"'!A0</f>")


@FILES("1 XL309")
def ledger_with_a_truth_for_an_amount() -> bytes:
    return _amount(b"<v>1</v>", b' t="b"')


@FILES("0")
def ledger_with_a_text_that_starts_a_program() -> bytes:
    return _text(b"=cmd|'/c " + _MARKED + b"'!A0")


@FILES("0 XL127")
def ledger_with_a_formula_that_fetches() -> bytes:
    fetch = b'<f>_xlfn.WEBSERVICE("http://127.0.0.1:9/' + _MARKED + b'")</f><v>=1+1</v>'
    return _edited(_TEXT, b'<c r="D2" t="str">' + fetch + b"</c>")


@FILES("0")
def ledger_with_control_characters() -> bytes:
    return _text(b"a_x0000__x0001__xD800__xFFFF_b\xe2\x80\xae")


@FILES("0 XL128")
def ledger_with_a_text_longer_than_a_cell() -> bytes:
    return _text(b"L" + noise(100_000))


@FILES("0 XL127")
def ledger_with_a_link() -> bytes:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    relation = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="%b" Target="http://127.0.0.1:9/%b" TargetMode="External"/></Relationships>'
    return zipped({**_parts(), "xl/worksheets/_rels/sheet3.xml.rels": relation % (kind, _MARKED)})
