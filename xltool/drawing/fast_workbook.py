"""The workbook of `write`'s fast lane. What is the same in many workbooks, their formats and the part that they make up, is made
once in a process; texts are written in one piece, and the parts are packed here. Byte for byte every part is as XlsxWriter
would have written it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.styles import Styles
from xlsxwriter.workbook import Workbook

from xltool.drawing.fast_chart import LaneChart
from xltool.drawing.fast_sheet import ROWS, LaneWorksheet, escaped, told
from xltool.drawing.placed import PlacedChart
from xltool.drawing.zip_writer import zipped


class LaneWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook whose sheets take cells and blocks of rows the fast way."""

    def __init__(self, buffer: BytesIO, options: dict[str, Any]) -> None:
        super().__init__(buffer, options)
        self.worksheet_class = LaneWorksheet
        self._buffer, self._packager = buffer, _LanePackager()

    def use(self, model: Format) -> Format:
        """A format of this workbook's that is like the `model`."""
        made: Format = object.__new__(Format)
        indices = {
            "xf_format_indices": self.xf_format_indices,
            "dxf_format_indices": self.dxf_format_indices,
        }
        made.__dict__.update(model.__dict__, **indices)
        self.formats.append(made)
        return made

    def chart(self, plan: PlacedChart) -> LaneChart:
        """A chart to insert into a sheet."""
        made = LaneChart(plan)
        self.charts.append(made)
        return made

    def _get_packager(self) -> Packager:
        return self._packager

    def close(self) -> None:
        """Writes the package: a part at a time, and a block's rows in pieces."""
        super().close()
        sheets = {f"xl/worksheets/sheet{n}.xml": s for n, s in enumerate(self.worksheets(), start=1)}
        parts = ((name, _pieces(file.getvalue(), sheets.get(name))) for file, name, _ in self._packager.parts)
        self._buffer.seek(0)
        self._buffer.truncate()  # XlsxWriter has packed nothing into it, but said so
        self._buffer.write(zipped(parts))
        self._let_go()

    def _let_go(self) -> None:
        """Breaks the circles, so that the workbook's memory is free at once."""
        self._packager.workbook = None
        for sheet in self.worksheets():
            sheet.workbook_add_format = None

    # --- the part with the formats -------------------------------------------------------------------------------

    def _prepare_format_properties(self) -> None:
        """Puts the formats in order. What else the part needs is prepared where it has to be written."""
        self._prepare_formats()

    def styles(self) -> str:
        """The part, which is the same for the same formats in the same order."""
        formats = (*self.xf_formats, None, *self.dxf_formats)
        key = tuple([f and f._get_format_key() for f in formats])
        text = _STYLES.get(key)
        if text is None:
            if len(_STYLES) >= _MOST_STYLES:
                _STYLES.clear()
            text = _STYLES[key] = self._written_styles()
        return text

    def _written_styles(self) -> str:
        super()._prepare_format_properties()
        writer, file = Styles(), StringIO()
        writer._set_style_properties(
            [
                self.xf_formats,
                self.palette,
                self.font_count,
                self.num_formats,
                self.border_count,
                self.fill_count,
                self.custom_colors,
                self.dxf_formats,
                self.has_comments,
            ]
        )
        writer._set_xml_writer(file)
        writer._assemble_xml_file()
        return file.getvalue()


def _pieces(text: str, sheet: LaneWorksheet | None) -> Iterator[bytes]:
    """The part's bytes; the rows of a sheet's block are rendered as they are asked for."""
    if sheet is None or sheet.block is None:
        yield text.encode()
        return
    before, after = text.split(ROWS)
    yield before.encode()
    for rows in sheet.block.rows(sheet.row_spans):
        yield rows.encode()
    yield after.encode()


_MOST_STYLES = 64  # of 20 kB each
_STYLES: dict[tuple[str | None, ...], str] = {}


def format_model(properties: dict[str, Any]) -> Format:
    """A format that belongs to no workbook, for `LaneWorkbook.use`."""
    made = Format(properties, {}, {})
    made._get_format_key()  # which is most of the cost, and stays with it
    return made


class _LanePackager(Packager):  # type: ignore[misc]  # XlsxWriter has no types
    """Keeps the parts to itself, for they are packed elsewhere."""

    def _create_package(self) -> list[Any]:
        self.parts: list[Any] = super()._create_package()
        return []

    def _write_styles_file(self) -> None:
        self._filename("xl/styles.xml").write(self.workbook.styles())

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            texts = _LaneStrings()
            texts.string_table = self.workbook.str_table
            texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            texts._assemble_xml_file()


class _LaneStrings(SharedStrings):  # type: ignore[misc]  # XlsxWriter has no types
    """The workbook's texts. Those that need more than a plain element are left to XlsxWriter."""

    def _write_sst_strings(self) -> None:
        for text in self.string_table.string_array:
            if text[:1].isspace() or text[-1:].isspace() or text.startswith("<r>"):
                self._write_si(text)
            else:
                self.fh.write(f"<si><t>{escaped(told(text))}</t></si>")
