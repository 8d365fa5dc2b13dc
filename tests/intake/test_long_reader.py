"""The bulk reader against openpyxl in normal mode, cell by cell, on random and on odd sheets."""

from __future__ import annotations

import functools
import re
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import TYPE_ERROR

from tests.whole.test_files import rewritten
from xltool.core.cells import ErrorValue, RawBook, RawCell, serial
from xltool.core.numbers import in_range
from xltool.intake import long_reader
from xltool.intake.long_reader import DAY_FORMAT, by_place
from xltool.intake.workbook_reader import read_workbook

SHEET = "Underlag"


def read(data: bytes) -> RawBook:
    book, found = read_workbook(data, "bok.xlsx", is_long="Underlag".__eq__)
    assert book is not None, found
    return book


def in_bulk(data: bytes) -> dict[tuple[int, int], Any]:
    """Every cell of the sheet as the bulk reader gives it; days as Excel's numbers."""
    sheet = next(s for s in read(data).sheets if s.name == SHEET)
    assert sheet.long is not None
    return {place: _plain(cell) for place, cell in by_place(sheet.long).items()}


def one_by_one(data: bytes) -> dict[tuple[int, int], Any]:
    """The same of openpyxl. Texts of blanks alone say nothing; a formula without a value stays unsaid by openpyxl."""
    sheet = load_workbook(BytesIO(data), data_only=True)[SHEET]
    cells = {}
    for row in sheet.iter_rows():
        for cell in row:
            value: Any = cell.value
            if value is not None and (not isinstance(value, str) or value.strip()):
                raw = ErrorValue(value) if cell.data_type == TYPE_ERROR else in_range(value)
                cells[cell.row, cell.column] = _plain(RawCell(raw))
    return {(r or 0, c or 0): v for (r, c), v in cells.items()}


def _plain(cell: RawCell) -> Any:
    value = cell.value
    if not cell.stored:
        return "formula without a value"
    if isinstance(value, datetime | date | time | timedelta):
        return "day", pytest.approx(serial(value), abs=1e-9)
    if cell.number_format == DAY_FORMAT:
        return "day", value
    return ("error", str(value)) if isinstance(value, ErrorValue) else value


def written(rows: list[list[Any]], **options: Any) -> bytes:
    """The rows as XlsxWriter writes them, all texts shared."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    sheet = book.add_worksheet(SHEET)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(r, c, value, day)
            elif isinstance(value, tuple):
                sheet.write_formula(r, c, value[0], None, value[1])
            else:
                sheet.write(r, c, value, day if value is None else None)
    book.close()
    return buffer.getvalue()


def inline(rows: list[list[Any]]) -> bytes:
    """The rows as openpyxl writes them, texts in the cells."""
    buffer = BytesIO()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in rows:
        sheet.append([v[0] if isinstance(v, tuple) else v for v in row])
    book.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, *changes: tuple[str, str], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with the pattern replaced in a part; each change must hit."""

    def change(name: str, text: bytes) -> bytes:
        for pattern, new in changes if name == part else ():
            found, hits = re.subn(pattern, new, text.decode(), flags=re.DOTALL)
            assert hits, pattern
            text = found.encode()
        return text

    return rewritten(data, change)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12).filter(
    lambda t: not re.search(r"_x[0-9A-Fa-f]{4}_|[\ufffe\uffff]", t)
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12)
DAYS = st.datetimes(datetime(1905, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0))
FORMULAS = st.tuples(st.just("=1+1"), st.sampled_from([2, "två", "#REF!", True]))
VALUES = st.none() | NUMBERS | TEXTS | st.booleans() | DAYS | FORMULAS
ROWS = st.lists(st.lists(VALUES, max_size=6), min_size=1, max_size=30)


@settings(derandomize=True, deadline=None, max_examples=120)
@given(ROWS, st.sampled_from([written, inline]))
def test_any_sheet_reads_as_openpyxl_reads_it(rows: list[list[Any]], write: Any) -> None:
    data = write(rows)
    expected = one_by_one(data)
    found = {place: v for place, v in in_bulk(data).items() if v != "formula without a value"}
    assert found == expected


PLAIN = [["Konto", "Text", "Datum", "Utfall"]] + [
    [5010 + i % 7, f"Rad {i % 11} & mån" if i % 5 else None, datetime(2023, 1, 1 + i % 28), i / 8]
    for i in range(9000)
]


def test_a_long_sheet_of_one_shape_reads_as_openpyxl_reads_it() -> None:
    """Long enough for several pieces, so that the shape of one piece is used on the next."""
    data = written(PLAIN)
    assert in_bulk(data) == one_by_one(data)


def test_a_long_sheet_whose_shape_changes_on_the_way() -> None:
    rows = PLAIN + [[("=1+1", "5010"), True, "2023-01-01", ("=1/0", "#DIV/0!")]] * 50 + PLAIN[1:]
    data = written(rows)
    assert in_bulk(data) == one_by_one(data)


def _prefixed(data: bytes) -> bytes:
    return changed(
        data,
        (
            r"<(/?)(worksheet|sheetData|row|c|v|f|is|t|dimension|sheetViews|sheetView|sheetFormatPr|pageMargins|cols|col)\b",
            r"<\1x:\2",
        ),
        (r'xmlns="', 'xmlns:x="'),
    )


ODD = {
    "lying dimension": (r'<dimension ref="[^"]*"/>', '<dimension ref="A1"/>'),
    "no addresses": (r' r="[A-Z]+\d+"', ""),
    "attributes in another order": (r'<c r="(A\d+)"', r'<c cm="0" r="\1"'),
    "a comment": (r"<sheetData>", "<sheetData><!-- <c r=\"Z1\"><v>1</v></c> -->"),
    "a line end in a row": (r"</row>", "\r\n</row>"),
    "a numbered character": (r'<c r="B3"[^>]*><v>\d+</v></c>', '<c r="B3" t="inlineStr"><is><t>&#228;&amp;</t></is></c>'),
    "a text in runs": (r'<c r="B3"[^>]*><v>\d+</v></c>', '<c r="B3" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>'),
    "an iso date": (r'<c r="C2"[^>]*><v>[^<]*</v></c>', '<c r="C2" t="d"><v>2023-01-02T00:00:00</v></c>'),
    "an empty text": (r'<c r="B3"[^>]*><v>\d+</v></c>', '<c r="B3" t="str"><f>""</f><v></v></c>'),
    "a shared formula": (r'<c r="D3"[^>]*><v>', '<c r="D3"><f t="shared" si="0"/><v>'),
    "a number in capitals": (r'<c r="D3"[^>]*><v>[^<]*', '<c r="D3"><v>1.5E+3'),
    "a cell at the far end": (r"</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_sheet_reads_as_openpyxl_reads_it(name: str) -> None:
    data = changed(written(PLAIN[:30]), ODD[name])
    if name == "a cell at the far end":  # openpyxl's own rows would be 17 thousand million cells
        assert in_bulk(data) == {**one_by_one(written(PLAIN[:30])), (1_048_576, 16_384): 1}
    else:
        assert in_bulk(data) == one_by_one(data)


_D3 = r'<c r="D3"[^>]*><v>[^<]*</v></c>'
_B3 = r'<c r="B3"[^>]*><v>[^<]*</v></c>'
# A change, and what is said of it. openpyxl would read nearly all of them, some in another way than Excel does.
DAMAGED = {
    "a cell twice": (_D3, '<c r="D3"><v>1</v></c><c r="D3"><v>2</v></c>', "samma cell två gånger"),
    "a cell twice, once empty": (_D3, '<c r="D3"><v>1</v></c><c r="D3"/>', "samma cell två gånger"),
    "a row twice": (r'(<row r="3".*?</row>)', r"\1\1", "har celler i fel ordning"),
    "rows out of order": (r'(<row r="3".*?</row>)(<row r="4".*?</row>)', r"\2\1", "har celler i fel ordning"),
    "a cell of another row": (r'r="D3"', 'r="D9"', "har celler i fel ordning"),
    "row zero": (r'<row r="1" (.*?)</row>', '<row r="0"><c r="A0"><v>1</v></c></row>', "celler utanför bladet"),
    "beyond the last row": (r"</sheetData>", '<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>', "celler utanför bladet"),
    "beyond the last column": (r'<c r="D3"', '<c r="XFE3"', "celler utanför bladet"),
    "a place of nonsense": (r'<c r="D3"', '<c r="3D"', "celler utanför bladet"),
    "a number that only Python reads": (_D3, '<c r="D3"><v>1_000</v></c>', "ett tal som inte är ett tal"),
    "a number in Arabic digits": (_D3, '<c r="D3"><v>\u0664\u0661</v></c>', "ett tal som inte är ett tal"),
    "not a number": (_D3, '<c r="D3"><v>NaN</v></c>', "ett tal som inte är ett tal"),
    "infinity by its name": (_D3, '<c r="D3"><v>-inf</v></c>', "ett tal som inte är ett tal"),
    "an empty exponent": (_D3, '<c r="D3"><v>1E</v></c>', "ett tal som inte är ett tal"),
    "a text's number below zero": (_B3, '<c r="B3" t="s"><v>-1</v></c>', "en text som inte finns"),
    "a text's number beyond the last": (_B3, '<c r="B3" t="s"><v>999</v></c>', "en text som inte finns"),
    "a text's number with a half": (_B3, '<c r="B3" t="s"><v>1.5</v></c>', "en text som inte finns"),
    "a text's number that only Python reads": (_B3, '<c r="B3" t="s"><v>1_0</v></c>', "en text som inte finns"),
    "a truth that is seven": (_D3, '<c r="D3" t="b"><v>7</v></c>', "ett sanningsvärde som inte är ett"),
    "a type that nobody knows": (_D3, '<c r="D3" t="x"><v>7</v></c>', "en cell av ett slag som inte finns"),
    "a value without end": (_D3, '<c r="D3"><v>7<v>8</v></v></c>', "ett värde som inte tar slut"),
    "two values": (_D3, '<c r="D3"><v>7</v><v>8</v></c>', "ett värde som inte tar slut"),
    "a value beside a text": (_D3, '<c r="D3" t="inlineStr"><v>7</v><is><t>8</t></is></c>', "en cell med två värden"),
    "a text that is not one": (_D3, '<c r="D3"><is><t>8</t></is></c>', "en text i en cell för något annat"),
    "rows in two heaps": (r'<row r="5"', '</sheetData><sheetData><row r="5"', "sina rader på två ställen"),
    "a cell beside its row": (r'<row r="5"', '<c r="A4"><v>1</v></c><row r="5"', "celler som inte går att läsa"),
    "a cell behind all rows": (r"</sheetData>", '</sheetData><c r="A99"><v>1</v></c>', "celler som inte går att läsa"),
    "a row in another namespace": (r'<row r="5"', '<row xmlns="urn:x" r="5"', "celler som inte går att läsa"),
    "a sheet that is a chart": (r"<(/?)worksheet", r"<\1chartsheet", "något annat än ett blad"),
    "something behind the end": (r"</worksheet>", "</worksheet><c/>", "går inte att läsa"),
    "an end that is missing": (r"</worksheet>", "", "går inte att läsa"),
    "an unknown entity": (_D3, '<c r="D3" t="str"><v>&foo;</v></c>', "går inte att läsa"),
}  # fmt: skip


@pytest.mark.parametrize("rare", [False, True], ids=["usual", "rare"])
@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_sheet_is_refused_and_the_damage_told(name: str, rare: bool) -> None:
    """Whether the rest of the sheet is in the usual shape, or is read by the parser anyway."""
    pattern, new, told = DAMAGED[name]
    data = changed(written(PLAIN[:30]), (pattern, new))
    data = (
        changed(data, (r"<sheetData>", "<sheetData><!-- -->")) if rare and "<sheetData>" not in new else data
    )
    book, found = read_workbook(data, "bok.xlsx", is_long="Underlag".__eq__)
    assert book is None
    assert [f.code.code for f in found] == ["XL121"]
    assert told in found[0].message


@functools.cache
def far() -> bytes:
    """A sheet of several pieces, where these are small; the tests change something in the last one."""
    return written(PLAIN[:1500])


@pytest.fixture
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_reader, "_PIECE", 1 << 16)
    with zipfile.ZipFile(BytesIO(far())) as package:
        assert package.getinfo("xl/worksheets/sheet1.xml").file_size > 3 << 16


@pytest.mark.usefixtures("_small_pieces")
@pytest.mark.parametrize(
    "name", [n for n, (pattern, *_) in DAMAGED.items() if re.search(r"[BD]3|row r=..?[345]", pattern)]
)
def test_a_damage_far_down_is_seen_too(name: str) -> None:
    """Where the shape of the rows above is tried on the piece that holds it."""
    pattern, new, told = DAMAGED[name]
    down = {"3": "1493", "4": "1494", "5": "1495", "9": "1499"}
    pattern, new = (
        re.sub(r'r="([A-Z]*)([3459])"', lambda m: f'r="{m[1]}{down[m[2]]}"', t) for t in (pattern, new)
    )
    book, found = read_workbook(changed(far(), (pattern, new)), "bok.xlsx", is_long="Underlag".__eq__)
    assert book is None
    assert told in found[0].message


# A row far down that is not written as the others, and a gap in front of it or of another: two oddities must not pass for
# none. And what stands in no row at all.
_FAR = (r'<row r="1493".*?</row>', r'<row r="1495"')
ODD_FAR_DOWN = {
    "a formula": '<row r="1493"><c r="A1493"><f>2*3</f><v>6</v></c></row>',
    "no attributes": '<row><c r="A1493"><v>6</v></c></row>',
    "a text": '<row r="1493"><c r="A1493" t="inlineStr"><is><t>sex</t></is></c></row>',
    "another end": '<row r="1493"><c r="A1493"><v>6</v></c></row >',
    "one column more": '<row r="1493"><c r="A1493"><v>6</v></c><c r="Z1493"><v>7</v></c></row>',
    "in a comment": '<!--</row><row r="1493"><c r="A1493"><v>6</v></c></row><row -->',
    "in an instruction": '<?x </row><row r="1493"><c r="A1493"><v>6</v></c></row><row ?>',
    "none": "",
}


@pytest.mark.usefixtures("_small_pieces")
@pytest.mark.parametrize("gaps", [("", ""), ("\n", ""), ("", "\n")], ids=["close", "apart", "another apart"])
@pytest.mark.parametrize("name", ODD_FAR_DOWN)
def test_no_row_far_down_is_lost_or_made_up(name: str, gaps: tuple[str, str]) -> None:
    row, another = _FAR
    data = changed(far(), (row, gaps[0] + ODD_FAR_DOWN[name]), (another, gaps[1] + '<row r="1495"'))
    assert in_bulk(data) == one_by_one(data)


@pytest.mark.usefixtures("_small_pieces")
@pytest.mark.parametrize("attributes", ['x="1" x="2"', "y=&", 'r="7"', '<c r="Z1493"/>'])
def test_a_row_far_down_that_is_no_xml_is_refused(attributes: str) -> None:
    data = changed(far(), (r'<row r="1493"', f'<row r="1493" {attributes}'))
    assert read_workbook(data, "bok.xlsx", is_long="Underlag".__eq__)[0] is None


@pytest.mark.parametrize("value", ["1E999", "-1E999", "1.7976931348623157E308"])
def test_a_number_beyond_all_numbers_is_a_text(value: str) -> None:
    data = changed(written(PLAIN[:30]), (_D3, f'<c r="D3"><v>{value}</v></c>'))
    assert in_bulk(data)[3, 4] == in_range(float(value))
    assert isinstance(in_bulk(data)[3, 4], str)


def test_days_of_the_usual_style_are_days_in_every_lane() -> None:
    """Where the style of cells that name none is that of a day."""
    style = (r'(<cellXfs[^>]*><xf )numFmtId="0"', r'\1numFmtId="14"')
    data = changed(written(PLAIN), style, part="xl/styles.xml")
    fast = in_bulk(data)
    assert fast == in_bulk(changed(data, (r"<sheetData>", "<sheetData><!-- -->")))
    assert fast[2, 1] == ("day", 5010)


def test_hidden_rows_are_seen_however_they_are_written() -> None:
    for old, new in (
        ('<row r="3"', '<row hidden="1" r="3"'),
        ('<row r="3"', "<row hidden='1' r='3'"),
        ('<row r="3"', '<row r="3" hidden = "true"'),
    ):
        sheet = read(changed(written(PLAIN[:30]), (old, new))).sheets[0]
        assert sheet.hidden_rows == {3}
    assert (
        read(changed(written(PLAIN[:30]), ('<row r="3"', '<row hidden="0" r="3"'))).sheets[0].hidden_rows
        == set()
    )


def test_rows_that_only_a_prefix_tells_are_not_lost() -> None:
    row = '<x:row r="40"><x:c r="A40"><x:v>5</x:v></x:c></x:row></sheetData>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = changed(
        written(PLAIN[:30]), (r"</sheetData>", row), (r"<worksheet ", f'<worksheet xmlns:x="{main}" ')
    )
    assert in_bulk(data)[40, 1] == 5


def test_a_sheet_with_a_prefix_on_every_name_reads_as_openpyxl_reads_it() -> None:
    data = _prefixed(written(PLAIN[:30]))
    assert in_bulk(data) == one_by_one(data)


def test_days_counted_from_1904_are_the_same_days() -> None:
    data = written(PLAIN[:30], date_1904=True)
    assert in_bulk(data) == one_by_one(data)
    assert in_bulk(data)[2, 3] == ("day", 44927)


def test_what_other_bulk_readers_hide_is_seen() -> None:
    data = written([["Konto", "Utfall"], [("=A1", "#REF!"), 1], [5010, ("=1", 7)], [5011, 2]])
    data = changed(
        data,
        (r"<v>7</v>", ""),
        (r'<row r="4"', '<row r="4" hidden="1"'),
        (r"<sheetData>", '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'),
    )
    sheet = read(data).sheets[0]
    assert in_bulk(data)[2, 1] == ("error", "#REF!")
    assert in_bulk(data)[3, 2] == "formula without a value"
    assert sheet.hidden_rows == {4}
    assert sheet.hidden_columns == {2}


def test_the_other_sheets_are_read_as_ever_beside_a_long_one() -> None:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name in ("Drift", SHEET, "Mål"):
        book.add_worksheet(name).write_row(0, 0, (f"på {name}", 1))
    book.define_name("Mål!Gräns", "=Mål!$B$1")
    book.get_worksheet_by_name("Mål").repeat_rows(0)
    book.close()
    sheets = read(buffer.getvalue()).sheets
    assert [s.name for s in sheets] == ["Drift", SHEET, "Mål"]
    assert [s.cell(1, 1).value for s in sheets] == ["på Drift", "på Underlag", "på Mål"]


def test_two_cells_at_the_ends_of_a_sheet_of_lines_take_no_room() -> None:
    data = changed(
        written([["Rad"]]),
        (r"</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    )
    book, _ = read_workbook(data, "bok.xlsx")
    assert book is not None
    assert book.sheets[0].cells.keys() == {(1, 1), (1_048_576, 16_384)}
