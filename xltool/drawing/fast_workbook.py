"""The workbook of `write`'s fast lane: its sheets take cells and blocks of rows the fast way, and its parts are packed here. Byte
for byte every part is as XlsxWriter would have written it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook

from xltool.drawing.fast_chart import LaneChart, lane_chart
from xltool.drawing.fast_sheet import LaneWorksheet
from xltool.drawing.label_part import with_labels
from xltool.drawing.language_marks import in_language
from xltool.drawing.placed import PlacedChart
from xltool.drawing.zip_writer import zipped


class LaneWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook in memory, whose sheets take cells and blocks of rows the fast way."""

    def __init__(self, buffer: BytesIO, options: dict[str, Any]) -> None:
        super().__init__(buffer, options)
        self.labels: Sequence[Mapping[str, str]] = ()  # of sensitivity
        self.language = ""  # of the words, where XlsxWriter is not to say English
        self._buffer, self._packager = buffer, _LanePackager()

    def add_worksheet(self, name: str | None = None) -> LaneWorksheet:
        sheet: LaneWorksheet = super().add_worksheet(name, LaneWorksheet)
        return sheet

    def use(self, model: Format) -> Format:
        """A format of this workbook's that is like the `model`."""
        made: Format = object.__new__(Format)
        indices = {"xf_format_indices": self.xf_format_indices, "dxf_format_indices": self.dxf_format_indices}
        made.__dict__.update(model.__dict__, **indices)
        self.formats.append(made)
        return made

    def chart(self, plan: PlacedChart) -> LaneChart:
        """A chart to insert into a sheet."""
        made = lane_chart(plan)
        self.charts.append(made)
        return made

    def close(self) -> None:
        """Writes the package: a part at a time, and a block's rows in pieces."""
        super().close()
        sheets = {f"xl/worksheets/sheet{n}.xml": s for n, s in enumerate(self.worksheets(), start=1)}
        texts = ((name, file.getvalue()) for file, name, _ in self._packager.parts)
        spoken = in_language(texts, self.language) if self.language else texts
        labelled = with_labels(spoken, self.labels) if self.labels else spoken
        parts = ((name, _pieces(text, sheets.get(name))) for name, text in labelled)
        self._buffer.seek(0)
        self._buffer.truncate()  # XlsxWriter has packed nothing into it, but said so
        self._buffer.write(zipped(parts))

    def _get_packager(self) -> Packager:
        return self._packager


def format_model(properties: dict[str, Any]) -> Format:
    """A format that belongs to no workbook, for `LaneWorkbook.use`."""
    made = Format(properties)
    made._get_format_key()  # which is most of the cost, and stays with it
    return made


def _pieces(text: str, sheet: LaneWorksheet | None) -> Iterator[bytes]:
    return (piece.encode() for piece in (sheet.pieces(text) if sheet else (text,)))


class _LanePackager(Packager):  # type: ignore[misc]  # XlsxWriter has no types
    """Keeps the parts to itself, for they are packed elsewhere."""

    def _create_package(self) -> list[Any]:
        self.parts: list[Any] = super()._create_package()
        return []

    def _write_styles_file(self) -> None:
        """The part with the formats, which is the same for the same formats in the same order."""
        book = self.workbook
        key = tuple([f and f._get_format_key() for f in (*book.xf_formats, None, *book.dxf_formats)])
        known = _STYLES.get(key)
        if known is not None:
            self._filename("xl/styles.xml").write(known)
            return
        super()._write_styles_file()
        if len(_STYLES) >= _MOST_STYLES:
            _STYLES.clear()
        file, _, _ = self.filenames[-1]
        _STYLES[key] = file.getvalue()


_MOST_STYLES = 64  # of 20 kB each
_STYLES: dict[tuple[str | None, ...], str] = {}
