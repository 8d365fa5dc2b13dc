"""What holds for every sheet of every result: formulas with values, rules that fire, no English, one page wide."""

from __future__ import annotations

import re
import zipfile
from functools import partial
from io import BytesIO
from typing import Any

import pytest

from tests.boards import WORKBOOKS
from tests.random_boards import random_filling
from tests.recalculation import formulas
from tests.sight import SIGHTS, contrast, difference
from tests.whole.test_files import opened
from tests.whole.test_recalculation import result_of
from xltool.core.expr import truth
from xltool.core.tables import Colour, Meaning, Table
from xltool.core.values import Model
from xltool.drawing import styles as look
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.sheets.all_sheets import kinds
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import Filling


@pytest.fixture(scope="module", params=WORKBOOKS)
def data(request: pytest.FixtureRequest) -> bytes:
    filling = WORKBOOKS[request.param]
    return result_of(filling)


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return opened(data)


def parts(data: bytes, pattern: str) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return [package.read(n).decode() for n in package.namelist() if re.fullmatch(pattern, n)]


def test_every_formula_has_a_value(data: bytes) -> None:
    for sheet in parts(data, r"xl/worksheets/sheet\d+\.xml"):
        assert not re.search(r"</f></c>|<f>[^<]*</f><v/>", sheet)
    assert not [v for v in formulas(data).values.values() if isinstance(v, str) and v.startswith("#")]


def test_no_cell_is_merged(data: bytes) -> None:
    assert not any("<mergeCell" in sheet for sheet in parts(data, r"xl/worksheets/sheet\d+\.xml"))


def test_every_sheet_prints_one_page_wide_on_a4_landscape(book: Any) -> None:
    for sheet in book.worksheets:
        if sheet.sheet_state == "veryHidden":
            assert not sheet.print_area, "LibreOffice would print it"
            continue
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (1, None), "one page is what the format means by silence"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "&F" in sheet.oddFooter.left.text
        assert "&P" in sheet.oddFooter.right.text


def test_numbers_fit_their_columns(book: Any) -> None:
    """No `####`: what is shown of a number is narrower than its column."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                letter = cell.column_letter
                if isinstance(cell.value, int | float) and not sheet.column_dimensions[letter].hidden:
                    assert _shown_width(cell) < sheet.column_dimensions[letter].width, (
                        f"{sheet.title}!{cell.coordinate}"
                    )


def _shown_width(cell: Any) -> float:
    code = cell.number_format.split(";")[0]
    value = abs(cell.value) / (1000 if re.search(r"[0#],$", code) else 1) * (100 if "%" in code else 1)
    decimals = len(re.search(r"\.(0+)|$", code)[1] or "")  # type: ignore[index]  # the pattern always matches
    unit = "".join(re.findall(r'"([^"]*)"', code))
    text = f"-{value:,.{decimals}f}{unit}" + (" %" if "%" in code else "")
    return look.text_width(text, look.Look(size=cell.font.sz, bold=bool(cell.font.b)))


def test_every_chart_has_a_description_and_data(data: bytes) -> None:
    charts = parts(data, r"xl/charts/chart\d+\.xml")
    assert len(charts) >= 4
    for drawing in parts(data, r"xl/drawings/drawing\d+\.xml"):
        assert all(re.findall(r'descr="([^"]*)"', drawing)) or "descr" not in drawing
        assert drawing.count("<xdr:graphicFrame") == drawing.count("descr=")
    for chart in charts:
        assert re.findall(r"<c:v>[^<]+</c:v>", chart)


_ENGLISH = re.compile(
    r"\b(budget vs|actual|variance|total of|summary|sheet|page|value|name|income|cost|goal|share|error|warning|check|"
    r"true|false|none|nan|null|the|and|of|is)\b",
    re.IGNORECASE,
)


def test_no_english_on_any_sheet(book: Any) -> None:
    for sheet in book.worksheets:
        texts = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
        texts += [sheet.title, sheet.oddFooter.center.text or ""]
        assert not [t for t in texts if _ENGLISH.search(t)]


def test_the_template_has_no_english() -> None:
    for sheet in opened(template_bytes(Filling(2024))).worksheets:
        texts = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
        assert not [t for t in texts if _ENGLISH.search(t)]


# --- looks ----------------------------------------------------------------------------------------------------------


def test_text_is_readable_on_its_fill() -> None:
    pairs = [(look.TEXT_COLOURS[m], look.FILL_COLOURS[m]) for m in Meaning]
    pairs += [
        (ink, paper) for ink in (look.INK, look.QUIET, look.INPUT_INK) for paper in ("#FFFFFF", look.BAND)
    ]
    pairs += [(look.INK, look.NET_BAND), (look.INPUT_INK, look.ENTRY_FILL)]
    pairs += [(look.TEXT_COLOURS[m], "#FFFFFF") for m in Meaning]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("sight", SIGHTS)
def test_good_partly_and_bad_are_told_apart_by_any_eye(sight: str) -> None:
    good, partly, bad = (look.FILL_COLOURS[m] for m in (Meaning.GOOD, Meaning.PARTLY, Meaning.BAD))
    for first, second in ((good, partly), (partly, bad), (good, bad)):
        assert difference(first, second, sight) > 2
    assert difference(look.GOOD_BAR, look.BAD_BAR, sight) > 10
    inks = [look.TEXT_COLOURS[m] for m in (Meaning.GOOD, Meaning.BAD)]
    assert sight == "grey" or difference(inks[0], inks[1], sight) > 10


def test_every_status_has_a_symbol_and_a_word_of_its_own() -> None:
    """Where no colour reaches: a photocopy, a screen reader, a filter."""
    verdicts = [operating.Verdict.BETTER, operating.Verdict.WORSE, operating.Verdict.WITHIN]
    for words in (verdicts, [s.value for s in goals.Status], [o.value for o in goals.GoalOutcome]):
        symbols = [word.split(" ")[0] for word in words]
        assert len(set(symbols)) == len(words)
        assert all(len(symbol) == 1 and not symbol.isalnum() for symbol in symbols)


def _fires(colour: Colour, table: Table, model: Model) -> bool:
    return any(
        truth(colour.condition, partial(model._leaf, table.key, row.key))
        for row in table.rows
        if row.key not in ("title", "subtitle", "badge")
    )


def test_every_colour_rule_fires_somewhere() -> None:
    """A rule that never fires would hide that its words have changed."""
    fired: dict[tuple[str, str, Meaning], bool] = {}
    for filling in [*WORKBOOKS.values(), *map(random_filling, range(20))]:
        done = work(template_bytes(filling), "budget.xlsx", write=False)
        assert done.result is not None
        for table in done.result.model.tables.values():
            for number, colour in enumerate(table.colours):
                name = (table.key, f"{number} {colour.column.header}", colour.meaning)
                fired[name] = fired.get(name, False) or _fires(colour, table, done.result.model)
    # A check that differs needs a formula that somebody overwrote; it cannot come out of xltool itself.
    impossible = {name for name in fired if name[0] in ("checks", "head:Kontroll") and name[2] is Meaning.BAD}
    assert {name for name, has in fired.items() if not has} == impossible


# --- kinds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", kinds(), ids=lambda k: k.title)
def test_every_kind_explains_its_columns_and_names_them_once(kind: Any) -> None:
    names = [n for c in kind.columns for n in (c.header, *c.aliases)]
    assert all(c.help for c in kind.columns)
    assert len(names) - len(set(names)) == sum(bool(c.years_back) and not c.needs for c in kind.columns), (
        "only what has an earlier year, as »Utfall«, is two columns, by its year"
    )
