"""Our own template of the report: plain, accessible, in the workbook's colours; made here, so that anybody can make it again."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from xltool.drawing.styles import FONT, HAIRLINE, INK, QUIET
from xltool.intake.saved_time import UNDATED
from xltool.patching.xml_patch import node, text_xml
from xltool.word.block_xml import field_xml, node_p, run_xml
from xltool.word.control_xml import control_xml
from xltool.word.controls import CONTENTS, VALUE, WHOLE
from xltool.word.style_names import OWN_TABLE

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARTS = ("styles", "numbering", "settings", "header", "footer")


def own_template(title: str, board: str, made: datetime, accent: str = "") -> bytes:
    """The template as a document called by its `title`, of the `board`; `made` is when it says that it was made, `accent` the
    colour of its headings (`#1F4E79`), else that of the text."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _properties(title, board, made),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(),
        "word/styles.xml": _styles(accent or INK),
        "word/numbering.xml": _NUMBERING,
        "word/settings.xml": _SETTINGS,
        "word/header1.xml": f"<w:hdr {_W}>{_header()}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {_W}>{_footer()}</w:ftr>",
    }
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            info = zipfile.ZipInfo(name, UNDATED)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(info, (_HEAD + xml).encode())
    return data.getvalue()


# --- the package -----------------------------------------------------------------------------------------------


def _content_types() -> str:
    kinds = {"document": "document.main", "header1": "header", "footer1": "footer"}
    names = ("document", "styles", "numbering", "settings", "header1", "footer1")
    overrides = "".join(
        node("Override", {"PartName": f"/word/{n}.xml", "ContentType": f"{_TYPE}{kinds.get(n, n)}+xml"})
        for n in names
    )
    core = node("Override", {"PartName": "/docProps/core.xml", "ContentType": "application/vnd.openxmlformats-package.core-properties+xml"})  # fmt: skip
    rels = node("Default", {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"})  # fmt: skip
    xml = node("Default", {"Extension": "xml", "ContentType": "application/xml"})
    return f'<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{overrides}{core}</Types>'


def _package_relations() -> str:
    main = node("Relationship", {"Id": "rId1", "Type": f"{_OFFICE}/officeDocument", "Target": "word/document.xml"})  # fmt: skip
    core = node("Relationship", {"Id": "rId2", "Type": f"{_PACKAGE}/relationships/metadata/core-properties", "Target": "docProps/core.xml"})  # fmt: skip
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{main}{core}</Relationships>'


def _relations() -> str:
    files = [f"{kind}1.xml" if kind in ("header", "footer") else f"{kind}.xml" for kind in _PARTS]
    listed = "".join(
        node("Relationship", {"Id": f"rId{i}", "Type": f"{_OFFICE}/{kind}", "Target": file})
        for i, (kind, file) in enumerate(zip(_PARTS, files, strict=True), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _properties(title: str, board: str, made: datetime) -> str:
    time = f"{made:%Y-%m-%dT%H:%M:%S}Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text_xml(title)}</dc:title><dc:creator>{text_xml(board)}</dc:creator><dc:language>sv-SE</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>'
    )


# --- the pages -------------------------------------------------------------------------------------------------

_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _document() -> str:
    body = "".join(
        (
            control_xml(f"{VALUE}Nämnd", node_p(_style("CoverBoard"), run_xml("Nämnden", ""))),
            control_xml(f"{VALUE}Rapport", node_p(_style("Title"), run_xml("Årsredovisning", ""))),
            _BREAK,
            node_p(_style("ContentsHeading"), run_xml("Innehåll", "")),
            control_xml(CONTENTS, node_p("", ""), gallery="Table of Contents"),
            _BREAK,
            control_xml(WHOLE, node_p("", "")),
            '<w:p/><w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1440" w:bottom="1418" w:left="1440" '
            'w:header="709" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>',
        )
    )  # fmt: skip
    return f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>"


def _header() -> str:
    board = _inline(f"{VALUE}Nämnd", "Nämnden")
    report = _inline(f"{VALUE}Rapport", "Årsredovisning")
    return node_p(_style("Header"), f"{board}<w:r><w:tab/></w:r>{report}")


def _footer() -> str:
    page, pages = field_xml("PAGE", "1"), field_xml("NUMPAGES", "1")
    return node_p(_style("Footer"), f"{run_xml('Sida ', '')}{page}{run_xml(' av ', '')}{pages}")


def _inline(tag: str, text: str) -> str:
    return control_xml(tag, run_xml(text, ""), "header")


def _style(identity: str) -> str:
    return node("w:pStyle", {"w:val": identity})


_NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_SETTINGS = (
    f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="sv-SE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)


# --- the styles ------------------------------------------------------------------------------------------------


def _styles(accent: str) -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{INK[1:]}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="140" w:line="281" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return f"<w:styles {_W}>{defaults}{''.join(_all_styles(accent))}</w:styles>"


def _all_styles(accent: str) -> Iterator[str]:
    head = "<w:b/>" + (_colour(accent) if accent != INK else "")
    yield _paragraph("Normal", "Normal", "", "", is_default=True, based="")
    for level, (size, before) in enumerate(((34, 480), (28, 360), (24, 280), (22, 240)), 1):
        looks = f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="100" w:line="240" w:lineRule="auto"/>'
        looks += f'<w:outlineLvl w:val="{level - 1}"/>'
        yield _paragraph(
            f"Heading{level}", f"heading {level}", looks, f"{head}{_size(size)}", following="Normal"
        )
    title = '<w:spacing w:before="0" w:after="240" w:line="228" w:lineRule="auto"/>'
    rule = f'<w:pBdr><w:top w:val="single" w:sz="18" w:space="18" w:color="{accent[1:]}"/></w:pBdr>'
    yield _paragraph("Title", "Title", title, f"{head}{_size(60)}", following="Normal")
    yield _paragraph("CoverBoard", "Omslag nämnd", f'{rule}<w:spacing w:before="4200" w:after="120"/>', _colour(QUIET) + _size(28))  # fmt: skip
    yield _paragraph("ContentsHeading", "Innehåll rubrik", '<w:keepNext/><w:spacing w:after="200"/>', f"<w:b/>{_size(34)}")  # fmt: skip
    for level in (1, 2, 3):
        before = 140 if level == 1 else 0
        looks = f'<w:spacing w:before="{before}" w:after="60"/><w:ind w:left="{(level - 1) * 284}"/>'
        yield _paragraph(f"TOC{level}", f"toc {level}", looks, "<w:b/>" if level == 1 else "")
    yield _paragraph("Caption", "caption", '<w:keepNext/><w:spacing w:before="200" w:after="80"/>', _colour(QUIET) + _size(19))  # fmt: skip
    bullet = '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="80"/>'
    yield _paragraph("ListBullet", "List Bullet", bullet, "")
    bottom = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="6" w:color="{HAIRLINE[1:]}"/></w:pBdr>'
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9026"/></w:tabs><w:spacing w:after="0"/>'
    yield _paragraph("Header", "header", bottom + tabs, _colour(QUIET) + _size(18))
    yield _paragraph("Footer", "footer", '<w:spacing w:after="0"/><w:jc w:val="right"/>', _colour(QUIET) + _size(18))  # fmt: skip
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    yield _table_style()


def _table_style() -> str:
    """As the workbook's tables: a strong rule under the header, hairlines between rows."""
    hair = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": HAIRLINE[1:]}
    strong = {**hair, "w:sz": 12, "w:color": INK[1:]}
    borders = f"<w:tblBorders>{node('w:bottom', strong)}{node('w:insideH', hair)}</w:tblBorders>"
    margins = (
        '<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )
    header = (
        f'<w:tblStylePr w:type="firstRow"><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'{node("w:bottom", strong)}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{OWN_TABLE}"><w:name w:val="{OWN_TABLE}"/><w:basedOn w:val="TableNormal"/>'
        f'<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr>{_size(20)}</w:rPr>'
        f"<w:tblPr>{borders}{margins}</w:tblPr>{header}</w:style>"
    )


def _paragraph(
    identity: str, name: str, looks: str, letters: str, *, is_default: bool = False, based: str = "Normal", following: str = ""
) -> str:  # fmt: skip
    attributes = {"w:type": "paragraph", "w:styleId": identity} | ({"w:default": 1} if is_default else {})
    inner = node("w:name", {"w:val": name})
    inner += node("w:basedOn", {"w:val": based}) if based else ""
    inner += node("w:next", {"w:val": following}) if following else ""
    inner += "<w:qFormat/>"
    inner += f"<w:pPr>{looks}</w:pPr>" if looks else ""
    inner += f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return node("w:style", attributes, inner)


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _colour(colour: str) -> str:
    return node("w:color", {"w:val": colour[1:]})
