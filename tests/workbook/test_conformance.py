"""What holds for every sheet of every result: formulas with values, rules that fire, no English, one page wide."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from tests.examples import seed
from tests.random_boards import random_filling
from tests.recalculation import formulas
from tests.workbook.test_files import opened
from tests.workbook.test_recalculation import result_of
from xltool.app import template_bytes, work
from xltool.core.expr import truth
from xltool.core.model import Model
from xltool.core.sheet import Colour, Column, Meaning, Table
from xltool.excel import look
from xltool.kinds import KINDS, goals, investments, operating, shares
from xltool.kinds.template import Entry, Filling

_LONG = "En rad med en benämning som är så lång att den måste brytas för att få plats på sidan"


def surplus() -> Filling:
    """Everything better than budget, every goal achieved, nothing stated beforehand."""
    base = seed()
    cost: list[Entry] = [
        {**row, operating.ACTUAL: float(row[operating.BUDGET] or 0) * 0.9, operating.STATED_VARIANCE: None}
        for row in base.cost
    ]
    reached: list[Entry] = [
        {**row, goals.RESULT: 10_000.0, goals.DIRECTION: "minst", goals.TARGET: 1.0} for row in base.goals
    ]
    return replace(base, cost=cost, goals=reached, totals={}, stated_variances=False)


def long_and_wide() -> Filling:
    """Sixty lines, names of eighty characters, twelve members, an overspent project, an indicator without a value."""
    base = seed()
    cost: list[Entry] = [
        {operating.NAME: f"{_LONG} {i}", operating.BUDGET: 1000.0 * i, operating.ACTUAL: 1111.0 * i}
        for i in range(60)
    ]
    members: list[Entry] = [{shares.NAME: f"Kommun {i}", shares.POPULATION: 1000.0 + i} for i in range(12)]
    projects: list[Entry] = [{investments.NAME: _LONG, investments.BUDGET: 100.0, investments.ACTUAL: 250.0}]
    missing: list[Entry] = [{**base.goals[0], goals.RESULT: None}, *base.goals[1:]]
    return replace(
        base, cost=cost, members=members, projects=projects, goals=missing, totals={}, stated_variances=False
    )


def operating_alone() -> Filling:
    return replace(seed(), projects=[{}], goals=[{}], members=[{}], totals={}, stated_variances=False)


def billions() -> Filling:
    base = seed(kronor=True)
    cost: list[Entry] = [
        {**row, operating.BUDGET: 2.5e9, operating.ACTUAL: 2.6e9 + i} for i, row in enumerate(base.cost)
    ]
    return replace(base, cost=cost)


WORKBOOKS = {
    "seed": seed(),
    "kronor": seed(kronor=True),
    "surplus": surplus(),
    "long": long_and_wide(),
    "alone": operating_alone(),
    "billions": billions(),
    "random": random_filling(7),
}


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


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_is_readable_on_its_fill() -> None:
    pairs = [(look.TEXT_COLOURS[m], look.FILL_COLOURS[m]) for m in Meaning]
    pairs += [
        (ink, paper) for ink in (look.INK, look.QUIET, look.INPUT_INK) for paper in ("#FFFFFF", look.BAND)
    ]
    pairs += [(look.INK, look.NET_BAND), (look.INPUT_INK, look.ENTRY_FILL)]
    pairs += [(look.TEXT_COLOURS[m], "#FFFFFF") for m in Meaning]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def _fires(colour: Colour, table: Table, model: Model) -> bool:
    def value(row: str) -> Any:
        return lambda leaf: (
            model.value(table.key, row, leaf)
            if isinstance(leaf, Column)
            else model._leaf(leaf, table.key, row)
        )

    return any(
        truth(colour.condition, value(row.key))
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


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.title)
def test_every_kind_explains_its_columns_and_names_them_once(kind: Any) -> None:
    names = [n for c in kind.columns for n in (c.header, *c.aliases)]
    assert all(c.help for c in kind.columns)
    assert len(names) - len(set(names)) == (1 if kind.key == "operating" else 0), (
        "only »Utfall« is two columns, by its year"
    )
