"""Results before that are hostile themselves: `NAME-resultat.xlsx` beside a harmless workbook."""

from __future__ import annotations

import functools
import re
import zipfile
from dataclasses import replace
from io import BytesIO

from tests.hostile.base import PARTS, STRINGS
from tests.hostile.build import Files, deflated, noise, ole, raw_zip, zeros, zipped
from tests.hostile.contents import MARK
from xltool.running.pipeline import work

FILES = Files()
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS, _WORKBOOK, _TYPES = "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "[Content_Types].xml"
_CORE = "docProps/core.xml"


@functools.cache
def _result() -> dict[str, bytes]:
    """The parts of the harmless workbook's result after somebody has saved it."""
    data = work(zipped(PARTS), "b.xlsx", write=True).data
    assert data is not None
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[_CORE] = parts[_CORE].replace(b"<cp:lastModifiedBy>xltool ", b"<cp:lastModifiedBy>Kim, xltool ")
    assert b"Kim" in parts[_CORE]
    return parts


def _with(changed: dict[str, bytes]) -> bytes:
    return zipped({**_result(), **changed})


def _renamed(old: bytes, new: bytes) -> bytes:
    before = _result()[_WORKBOOK]
    assert old in before
    return _with({_WORKBOOK: before.replace(old, new, 1)})


def _comment(text: bytes) -> bytes:
    """The result with another text where the first comment stood, and only there."""
    parts = _result()
    texts = re.findall(rb"<si><t[^>]*>([^<]*)</t></si>", parts[STRINGS])
    cell = re.compile(rb'(<c r="[A-Z]+\d+"[^>]*) t="s"><v>%d</v>' % texts.index("Som väntat".encode()))
    sheet = next(name for name in parts if name.endswith("sheet3.xml"))
    new, hits = cell.subn(
        lambda found: found[1] + b' t="inlineStr"><is><t>' + text + b"</t></is>", parts[sheet], 1
    )
    assert hits
    return _with({sheet: new})


def _own(
    rows: bytes,
    name: bytes = "Till mötet".encode(),
    behind: bytes = b"",
    more: dict[str, bytes] | None = None,
) -> bytes:
    """The result with a sheet that somebody added."""
    parts = _result()
    sheet = b'<worksheet xmlns="%b" xmlns:r="%b"><sheetData>%b</sheetData>%b</worksheet>'
    listed = b'<sheet name="%b" sheetId="77" r:id="rId77"/></sheets>' % name
    relation = (
        b'<Relationship Id="rId77" Type="%b/worksheet" Target="worksheets/own.xml"/></Relationships>'
        % _OFFICE
    )
    kind = b'<Override PartName="/xl/worksheets/own.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    return _with(
        {
            "xl/worksheets/own.xml": sheet % (_MAIN, _OFFICE, rows, behind),
            _WORKBOOK: parts[_WORKBOOK].replace(b"</sheets>", listed),
            _RELATIONS: parts[_RELATIONS].replace(b"</Relationships>", relation),
            _TYPES: parts[_TYPES].replace(b"</Types>", kind),
            **(more or {}),
        }
    )


def _cell(inner: bytes, attributes: bytes = b"") -> bytes:
    return b'<row r="2"><c r="B2"%b>%b</c></row>' % (attributes, inner)


_MARKED = MARK.encode()
_PLAIN = _cell(b"<v>7</v>")

# --- what is no result at all ------------------------------------------------------------------------------------


@FILES("1 XL116")
def before_is_empty() -> bytes:
    return b""


@FILES("1 XL116")
def before_is_a_pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + noise(4000)


@FILES("1 XL116")
def before_has_a_password() -> bytes:
    return ole("EncryptionInfo", "EncryptedPackage")


@FILES("1 XL116")
def before_is_a_text_file() -> bytes:
    return b"Konto;Utfall\n5010;7\n"


@FILES("1 XL116")
def before_is_a_bomb() -> bytes:
    bomb = replace(zeros(300_000_000), name=b"xl/media/bomb.bin")
    return raw_zip([*(deflated(name, part) for name, part in _result().items()), bomb])


@FILES("1 XL116")
def before_is_cut_in_half() -> bytes:
    data = _with({})
    return data[: len(data) // 2]


@FILES("1 XL116")
def before_climbs_out() -> bytes:
    return _with({"../../evil.xlsx": b"MZ"})


@FILES("1 XL116")
def before_has_a_document_type() -> bytes:
    lol = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    return _with({STRINGS: _result()[STRINGS].replace(b"?>", b"?>" + lol, 1)})


@FILES("1 XL116")
def before_lost_its_lines() -> bytes:
    return _renamed(b'name="Driftredovisning"', b'name="Borta"')


@FILES("1 XL116")
def before_of_five_million_cells() -> bytes:
    """As many as anybody could fill in, and not packed small enough to be refused for that."""
    values = noise(2_000_000)
    row = b"".join(b'<c t="str"><v>%b</v></c>' % values[at : at + 8] for at in range(0, 80_000, 16))
    return _own(b"".join(b"<row>" + row + b"</row>" for _ in range(1_000)))


# --- what must not be passed on alive ----------------------------------------------------------------------------


@FILES("0 XL110 XL117")
def before_with_a_comment_that_starts_a_program() -> bytes:
    return _comment(b"=cmd|'/c " + _MARKED + b"'!A0")


@FILES("0 XL110 XL117")
def before_with_a_comment_that_fetches() -> bytes:
    return _comment(b'=WEBSERVICE("http://127.0.0.1:9/' + _MARKED + b'")')


@FILES("0 XL110 XL117")
def before_with_a_comment_that_is_an_address() -> bytes:
    return _comment(b"http://127.0.0.1:9/" + _MARKED)


@FILES("0 XL110 XL117")
def before_with_control_characters() -> bytes:
    return _comment(b"a_x0000__x0001__xD800__xFFFF_b\xe2\x80\xae")


@FILES("0 XL110 XL117 XL128")
def before_with_a_comment_longer_than_a_cell() -> bytes:
    return _comment(b"L" + noise(100_000))


@FILES("0 XL117")
def before_with_macros() -> bytes:
    return _with({"xl/vbaProject.bin": ole("VBA") + _MARKED})


@FILES("0 XL117")
def before_with_an_external_link() -> bytes:
    dde = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c ' + _MARKED + b'"/></externalLink>'
    return _with({"xl/externalLinks/externalLink1.xml": dde})


@FILES("0 XL115 XL117")
def before_with_an_own_formula_that_starts_a_program() -> bytes:
    return _own(_cell(b"<f>cmd|'/c " + _MARKED + b"'!A0</f><v>7</v>"))


@FILES("0 XL115 XL117")
def before_with_an_own_formula_that_fetches() -> bytes:
    fetch = b'<f>_xlfn.WEBSERVICE("http://127.0.0.1:9/' + _MARKED + b'")</f><v>=1+1</v>'
    return _own(_cell(fetch, b' t="str"'))


@FILES("0 XL115 XL117")
def before_with_an_own_text_that_is_a_formula() -> bytes:
    return _own(_cell(b"<is><t>=" + _MARKED + b"+A1</t></is>", b' t="inlineStr"'))


@FILES("0 XL115 XL117")
def before_with_an_own_link() -> bytes:
    relation = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="%b/hyperlink" Target="http://127.0.0.1:9/%b" TargetMode="External"/></Relationships>'
    return _own(
        _PLAIN,
        behind=b'<hyperlinks><hyperlink ref="B2" r:id="rId1"/></hyperlinks>',
        more={"xl/worksheets/_rels/own.xml.rels": relation % (_OFFICE, _MARKED)},
    )


# --- sheets that no result can hold as they are ------------------------------------------------------------------


@FILES("1 XL116")
def before_with_an_own_sheet_named_as_ours() -> bytes:
    return _own(_PLAIN, b"KONTROLL")


@FILES("1 XL116")
def before_without_the_headers_of_its_texts() -> bytes:
    sheet = "xl/worksheets/sheet4.xml"
    return _with({sheet: re.sub(rb'<row r="5".*?</row>', b"", _result()[sheet], flags=re.DOTALL)})


@FILES("0 XL115 XL117")
def before_with_an_own_sheet_of_a_long_name() -> bytes:
    return _own(_PLAIN, b"N" * 200)


@FILES("0 XL115 XL117")
def before_with_an_own_sheet_named_by_emoji() -> bytes:
    return _own(_PLAIN, "\U0001f4b0".encode() * 31)


@FILES("0 XL115 XL117")
def before_with_an_own_sheet_of_a_forbidden_name() -> bytes:
    return _own(_PLAIN, b"'[a]:*?/\\'")


@FILES("0 XL115 XL117")
def before_with_an_own_sheet_without_a_name() -> bytes:
    return _own(_PLAIN, b"")


@FILES("0 XL115 XL117")
def before_with_an_own_cell_at_the_far_end() -> bytes:
    return _own(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@FILES("0 XL115 XL117")
def before_with_own_cells_of_every_sort() -> bytes:
    inner = b'<c r="A2" t="e"><v>#REF!</v></c><c r="B2" t="b"><v>1</v></c><c r="C2"><v>1E999</v></c><c r="D2" t="d"><v>2024-02-01</v></c>'
    return _own(b'<row r="2">' + inner + b"</row>")


@FILES("0 XL115 XL117")
def before_with_a_number_format_of_nonsense() -> bytes:
    styles = "xl/styles.xml"
    before = _result()[styles]
    number = before.partition(b"</cellXfs>")[0].rpartition(b"<cellXfs")[2].count(b"<xf ")
    new = before.replace(
        b"</numFmts>", b'<numFmt numFmtId="999" formatCode="&quot;[Red%b"/></numFmts>' % (b"0" * 300)
    ).replace(b"</cellXfs>", b'<xf numFmtId="999" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>')
    return _own(_cell(b"<v>7</v>", b' s="%d"' % number), more={styles: new})


# --- what xltool remembers ---------------------------------------------------------------------------------------


def _remembered(*texts: str) -> bytes:
    """The result with other texts than xltool wrote on the sheet where it remembers."""
    parts = _result()
    names = re.findall(rb'<sheet name="([^"]*)"', parts[_WORKBOOK])
    part = f"xl/worksheets/sheet{names.index(b'xltool-minne') + 1}.xml"
    head, _, rest = parts[part].partition(b"<sheetData>")
    cell = '<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>'
    rows = "".join(cell % (n, n, text.replace('"', "&quot;")) for n, text in enumerate(texts, start=3))
    return _with({part: head + b"<sheetData>" + rows.encode() + rest[rest.index(b"</sheetData>") :]})


_LINE = '["input",["Driftredovisning","Avgifter","",1,{"Budget":-400,"Utfall":%s}]]'


@FILES("0 XL117 XL135")
def before_remembers_nothing() -> bytes:
    return _remembered()


@FILES("0 XL117 XL135")
def before_remembers_lists_in_lists() -> bytes:
    return _remembered("[" * 32_000)


@FILES("0 XL117 XL135")
def before_remembers_an_amount_of_four_thousand_digits() -> bytes:
    return _remembered(_LINE % ("9" * 4000))


@FILES("0 XL117 XL135")
def before_remembers_an_amount_without_end() -> bytes:
    return _remembered(_LINE % "Infinity")


@FILES("0 XL117 XL135")
def before_remembers_half_a_character() -> bytes:
    return _remembered('["input",["Driftredovisning","\\ud800","",1,{"Kommentar":"\\udfff"}]]')


@FILES("0 XL117 XL135")
def before_remembers_rows_beyond_the_sheet() -> bytes:
    return _remembered(
        '["record","Driftredovisning",[%s,"A:abcd B. C=xyz","lines","Avgifter","",1]]' % ("9" * 4000)
    )


@FILES("0 XL117 XL135")
def before_remembers_no_list_at_all() -> bytes:
    return _remembered(
        '{"a":1}', "null", "5", '["ledger",{"a":1,"b":[1]}]', '["charts",{"Driftredovisning":-5}]'
    )
