"""Workbooks that are read, and carry what must not come out at the other end: formulas in texts, links, macros."""

from __future__ import annotations

from tests.hostile.base import PARTS, RELATIONS, SHEET, STRINGS, TYPES, WORKBOOK
from tests.hostile.build import Files, edited, more_rows, noise, ole, related, with_parts

FILES = Files()
_KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MARK = "SMUGGELGODS"  # what no part of a result may hold but as text


def _external(kind: bytes, target: bytes) -> bytes:
    return (
        b'<Relationship Id="rId77" Type="'
        + _KIND
        + kind
        + b'" Target="'
        + target
        + b'" TargetMode="External"/>'
    )


def _label(text: str) -> bytes:
    return edited(STRINGS, "<t>Löner</t>".encode(), b'<t xml:space="preserve">' + text.encode() + b"</t>")


def _comment(text: str) -> bytes:
    return edited(
        STRINGS, "<t>Som väntat</t>".encode(), b'<t xml:space="preserve">' + text.encode() + b"</t>"
    )


def _board(text: str) -> bytes:
    return edited(
        STRINGS, "<t>Provnämnden</t>".encode(), b'<t xml:space="preserve">' + text.encode() + b"</t>"
    )


@FILES("0")
def label_that_starts_a_program() -> bytes:
    return _label(f"=cmd|'/c {MARK}'!A0")


@FILES("0")
def label_with_a_plus() -> bytes:
    return _label(f"+{MARK}")


@FILES("0")
def label_with_a_minus_and_a_call() -> bytes:
    return _label(f"-2+3+cmd|' /C {MARK}'!A0")


@FILES("0")
def label_with_an_at_sign() -> bytes:
    return _label(f"@SUM({MARK})")


@FILES("0")
def label_behind_a_tab() -> bytes:
    return _label(f"\t={MARK}")


@FILES("0")
def label_in_braces() -> bytes:
    return _label(f"{{={MARK}}}")


@FILES("0")
def label_with_an_address() -> bytes:
    return _label(f"http://127.0.0.1:9/{MARK}")


@FILES("0")
def comment_that_fetches() -> bytes:
    return _comment(f'=WEBSERVICE("http://127.0.0.1:9/{MARK}")')


@FILES("0")
def comment_with_a_share() -> bytes:
    return _comment(f"\\\\127.0.0.1\\{MARK}")


@FILES("0")
def comment_with_an_internal_link() -> bytes:
    return _comment(f"internal:{MARK}!A1")


@FILES("0")
def board_that_is_a_formula() -> bytes:
    return _board(f'=HYPERLINK("http://127.0.0.1:9/{MARK}";"x")')


@FILES("0")
def board_with_a_footer_code() -> bytes:
    return _board(f'&amp;F&amp;"{MARK}"&amp;[File] &lt;script&gt;"\'')


@FILES("0")
def board_with_quotes() -> bytes:
    return _board(f'A"&amp;{MARK}&amp;"B')


@FILES("0")
def control_characters_by_their_codes() -> bytes:
    return _label("Lö_x0000__x0001__x001F__x007F_ner")


@FILES("0")
def halves_of_characters_by_their_codes() -> bytes:
    return _label("L_xD800_ö_xDFFF__xFFFE__xFFFF_")


@FILES("0")
def text_that_runs_backwards() -> bytes:
    return _label("\u202eexe.xslx\u202c\u200b\u2028\u2029\ufeff")


@FILES("0")
def emoji_and_old_scripts() -> bytes:
    return _label("\U0001f4b0 \U00010330\u0301 e\u0301")


@FILES("0 XL128")
def label_longer_than_a_cell() -> bytes:
    return _label("L" + noise(100_000).decode())


@FILES("0 XL128")
def comment_longer_than_a_cell() -> bytes:
    return _comment("L" + noise(100_000).decode())


@FILES("0 XL128")
def board_longer_than_a_cell() -> bytes:
    return _board("N" + noise(70_000).decode())


@FILES("0 XL128")
def comment_longer_than_a_cell_as_excel_counts() -> bytes:
    return _comment("\U0001f4b0" * 20_000)


@FILES("0")
def board_of_emoji() -> bytes:
    return _board("\U0001f4b0" * 200)


@FILES("0")
def label_of_many_lines() -> bytes:
    return _label("rad\n" * 2_000 + "slut")


@FILES("0 XL106")
def macros() -> bytes:
    return with_parts({"xl/vbaProject.bin": ole("VBA") + MARK.encode()})


@FILES("0 XL127")
def link_to_the_web() -> bytes:
    return related(SHEET, _external(b"hyperlink", f"http://127.0.0.1:9/{MARK}".encode()))


@FILES("0 XL127")
def picture_from_the_web() -> bytes:
    return related(SHEET, _external(b"image", f"http://127.0.0.1:9/{MARK}.png".encode()))


@FILES("0 XL127")
def template_from_the_web() -> bytes:
    return related(WORKBOOK, _external(b"attachedTemplate", f"http://127.0.0.1:9/{MARK}".encode()))


@FILES("0 XL127")
def link_to_another_workbook() -> bytes:
    return with_parts({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


@FILES("0 XL127")
def link_to_another_program() -> bytes:
    dde = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c ' + MARK.encode() + b'"/></externalLink>'
    return with_parts({"xl/externalLinks/externalLink1.xml": dde})


@FILES("0 XL127")
def data_connection() -> bytes:
    return with_parts({"xl/connections.xml": b"<connections/>"})


@FILES("0 XL127")
def embedded_object() -> bytes:
    return with_parts({"xl/embeddings/oleObject1.bin": ole("Package") + MARK.encode()})


@FILES("0 XL127")
def active_x() -> bytes:
    return with_parts({"xl/activeX/activeX1.xml": b"<ax/>"})


@FILES("0 XL127")
def macro_sheet() -> bytes:
    return with_parts({"xl/macrosheets/sheet1.xml": b"<xm/>"})


@FILES("0 XL127")
def web_extension() -> bytes:
    return with_parts({"xl/webextensions/webextension1.xml": b"<we/>"})


@FILES("0 XL127")
def menu_of_its_own() -> bytes:
    return with_parts({"customUI/customUI.xml": b"<customUI onLoad='x'/>"})


@FILES("0 XL127")
def formula_that_fetches() -> bytes:
    formula = b'<f>_xlfn.WEBSERVICE("http://127.0.0.1:9/' + MARK.encode() + b'")</f><v>415'
    return edited(SHEET, b'<c r="D3"><v>415', b'<c r="D3">' + formula)


@FILES("0")
def formula_that_starts_a_program() -> bytes:
    formula = b"<f>cmd|'/c " + MARK.encode() + b"'!A0</f><v>415"
    return edited(SHEET, b'<c r="D3"><v>415', b'<c r="D3">' + formula)


@FILES("0")
def name_that_opens_by_itself() -> bytes:
    names = (
        b'<definedNames><definedName name="_xlnm.Auto_Open" hidden="1">'
        + MARK.encode()
        + b"!$A$1</definedName></definedNames>"
    )
    return edited(WORKBOOK, b"</workbook>", names + b"</workbook>")


@FILES("0")
def very_hidden_sheet() -> bytes:
    return edited(WORKBOOK, b'name="Uppgifter"', b'name="Uppgifter" state="veryHidden"')


@FILES("1 XL127 XL301")
def errors_beside_a_link() -> bytes:
    sheet = PARTS[SHEET].replace(b'<c r="D3"><v>415', b'<c r="D3" t="str"><v>ca 300')
    return related(
        SHEET, _external(b"hyperlink", f"http://127.0.0.1:9/{MARK}".encode()), content={SHEET: sheet}
    )


@FILES("1 XL306")
def formula_for_a_label() -> bytes:
    return edited(SHEET, b'<c r="C3"><v>400</v>', b'<c r="C3"><f>1/0</f>')


@FILES("0")
def a_part_that_nobody_asked_for() -> bytes:
    return with_parts({"xl/evil.exe": b"MZ" + MARK.encode(), "autorun.inf": b"[autorun]"})


@FILES("0")
def content_type_of_a_program() -> bytes:
    return edited(
        TYPES, b"</Types>", b'<Default Extension="exe" ContentType="application/x-msdownload"/></Types>'
    )


@FILES("0")
def relation_of_an_unknown_kind() -> bytes:
    return edited(
        RELATIONS,
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="urn:evil" Target="evil.bin"/></Relationships>',
    )


@FILES("1 XL305")
def error_text_from_a_formula() -> bytes:
    return edited(SHEET, b'<c r="D3"><v>415', b'<c r="D3" t="e"><f>cmd</f><v>#NAME?')


@FILES("0")
def a_row_that_is_a_link_target() -> bytes:
    return more_rows(b'<row r="6"><c r="A6" t="inlineStr"><is><t>javascript:alert(1)</t></is></c></row>')
