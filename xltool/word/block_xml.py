"""A report's blocks as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from xltool.core.document import BarChart, Block, Bullet, DocumentRow, DocumentTable, Heading, Paragraph
from xltool.drawing.styles import BAND, HAIRLINE, INK
from xltool.patching.xml_patch import node, text_xml
from xltool.word.style_names import DocumentStyles

_LONGEST_TEXT = 30_000
# A table of amounts with so many rows at most is not cut; of a longer one so many rows at the end stay together.
_WHOLE, _LAST = 25, 4
_EMU = 635  # in a twentieth of a point


class Writing(Struct):
    """How blocks become XML in a document: its styles, how wide its text is in twentieths of a point, and what gives a chart's
    picture its relationship and number. `paragraph` and `run` are the properties of what stood in the control."""

    styles: DocumentStyles
    width: int
    picture: Callable[[BarChart], tuple[str, int, float] | None]
    paragraph: str = ""
    run: str = ""

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Bullet():
                return self._bullet(block.text)
            case DocumentTable():
                return table_xml(block, self.styles, self.width)
            case BarChart():
                return self._chart(block)
            case Paragraph():
                return node_p(self.paragraph, run_xml(block.text, self.run))

    def heading(self, heading: Heading, bookmark: tuple[int, str] | None = None) -> str:
        style = self.styles.heading(min(heading.level, 9))
        runs = run_xml(heading.text, "" if style else "<w:b/>")
        if bookmark is not None:
            number, name = bookmark
            runs = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
        level = node("w:outlineLvl", {"w:val": min(heading.level, 9) - 1})
        looks = _style(style) if style else f"<w:keepNext/>{level}"
        return node_p(looks, runs)

    def _bullet(self, text: str) -> str:
        style = self.styles.bullet()
        if style:
            return node_p(_style(style), run_xml(text, ""))
        return node_p('<w:ind w:left="357" w:hanging="357"/>', run_xml(f"•\t{text}", ""))

    def _chart(self, chart: BarChart) -> str:
        placed = self.picture(chart)
        if placed is None:
            return node_p(self.paragraph, run_xml(chart.title, self.run))
        relation, number, ratio = placed
        return node_p("", f"<w:r>{_drawing(chart, relation, number, self.width * _EMU, ratio)}</w:r>")


def node_p(properties: str, inner: str) -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def run_xml(text: str, properties: str) -> str:
    """A run; its line breaks and tabs as Word has them."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces = []
    for i, line in enumerate(text[:_LONGEST_TEXT].split("\n")):
        pieces.append("<w:br/>" if i else "")
        for j, piece in enumerate(line.split("\t")):
            pieces.append("<w:tab/>" if j else "")
            pieces.append(f'<w:t xml:space="preserve">{text_xml(piece)}</w:t>' if piece else "")
    return f"<w:r>{looks}{''.join(pieces)}</w:r>"


def field_xml(instruction: str, shown: str) -> str:
    return node("w:fldSimple", {"w:instr": f" {instruction} "}, run_xml(shown, ""))


def _style(identity: str) -> str:
    return node("w:pStyle", {"w:val": identity})


# --- tables --------------------------------------------------------------------------------------------------


def table_xml(table: DocumentTable, styles: DocumentStyles, width: int) -> str:
    """One header row that comes again on each page, rows that do not split, alt text."""
    style = styles.table()
    widths = [round(share * width) for share in table.widths]
    properties = [
        node("w:tblStyle", {"w:val": style}) if style else "",
        node("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        "" if style else _borders(),
        node("w:tblLayout", {"w:type": "fixed"}),
        node("w:tblLook", {"w:val": "0420", "w:firstRow": 1, "w:lastRow": 0, "w:firstColumn": 0, "w:lastColumn": 0, "w:noHBand": 0, "w:noVBand": 1}),
        node("w:tblCaption", {"w:val": table.title}),
        node("w:tblDescription", {"w:val": table.description}),
    ]  # fmt: skip
    grid = "".join(node("w:gridCol", {"w:w": w}) for w in widths)
    every = (DocumentRow(table.header, strong=True), *table.rows)
    is_short = len(every) <= _WHOLE and any(cell.right for cell in table.header)
    last = len(every) - 1
    together = [i < last and (is_short or i == 0 or i > last - _LAST) for i in range(len(every))]
    rows = [
        _row(row, widths, is_header=i == 0, stays=stays)
        for i, (row, stays) in enumerate(zip(every, together, strict=True))
    ]
    return (
        f"<w:tbl><w:tblPr>{''.join(properties)}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _borders() -> str:
    """Of a table in a document without a style for it."""
    line = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": HAIRLINE[1:]}
    strong = {**line, "w:sz": 8, "w:color": INK[1:]}
    return f"<w:tblBorders>{node('w:top', strong)}{node('w:bottom', strong)}{node('w:insideH', line)}</w:tblBorders>"


def _row(row: DocumentRow, widths: Sequence[int], *, is_header: bool, stays: bool) -> str:
    """A row that `stays` is on the same page as the one below it."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_header else "")
    cells = []
    for cell, width in zip(row.cells, widths, strict=True):
        shade = row.strong and not is_header
        fill = node("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": BAND[1:]}) if shade else ""
        looks = "<w:keepNext/>" if stays else ""
        looks += '<w:jc w:val="right"/>' if cell.right else ""
        run = run_xml(cell.text, "<w:b/>" if row.strong else "")
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{node_p(looks, run)}</w:tc>'
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


# --- pictures ------------------------------------------------------------------------------------------------

_DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr {said}/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{a}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}"><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip xmlns:r="{r}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
_TALLEST = 1.25  # a picture's height by the text's width, so that it has room on a page
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _drawing(chart: BarChart, relation: str, number: int, width: int, ratio: float) -> str:
    width = round(min(width, width * _TALLEST / ratio))
    name = f"Diagram {number}"
    said = node("x", {"id": number, "name": name, "descr": f"{chart.title}. {chart.description}"})[3:-2]
    return _DRAWING.format(
        cx=width, cy=round(width * ratio), said=said, a=_A, pic=_PIC, r=_R, number=number, name=name, relation=relation
    )  # fmt: skip
