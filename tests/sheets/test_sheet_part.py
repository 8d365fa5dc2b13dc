"""A new kind of sheet is one record in `SHEETS`: here Risker, which only this test knows, goes through everything that
a workbook goes through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from tests.examples import seed
from tests.rerun.test_keep import Edit, edited, shown
from tests.whole.test_files import opened
from xltool.core.columns import Column, Input, Sheet
from xltool.core.origin import Origin
from xltool.core.pages import Page, head
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import NUMBER, TEXT
from xltool.core.values import Model
from xltool.findings import codes
from xltool.result.figures import figures
from xltool.running.compare_files import compare
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import State
from xltool.running.pipeline import Work, work
from xltool.sheets import all_sheets
from xltool.sheets.page_head import PageHead
from xltool.sheets.sheet_part import Parts, SheetPart, Source, Tables
from xltool.sheets.sheet_row import Entry, SheetRow, Sort, Visit, words
from xltool.sheets.template_rows import Filling, entries
from xltool.terminal.workbook_object import WorkbookObject

# --- the room ------------------------------------------------------------------------------------------------

RISK = Input("Risk", TEXT, names=True, help="Vad som kan hända")
LIKELY = Input("Sannolikhet", NUMBER, help="Från 1 till 4")
ACTION = Input("Åtgärd", TEXT, required=False, help="Vad nämnden gör åt det")
COMMENT = Input("Kommentar", TEXT, required=False, help="Det som är värt att veta")
COLUMNS = (RISK, LIKELY, ACTION, COMMENT)
RISKS = Sheet("risks", "Risker", ("Riskanalys",), COLUMNS)


class Risk(Struct, frozen=True):
    name: str
    likely: float | None
    action: str
    comment: str
    origins: dict[Input, Origin]


Risks = tuple[Risk, ...]


def _read(source: Source) -> Risks | None:
    reader = source.reader
    found = []
    for row in source.bound.rows:
        number = reader.number(row.cells[LIKELY], LIKELY, row.origin(LIKELY)) if row.has(LIKELY) else None
        texts = (reader.text(row, column) for column in (RISK, ACTION, COMMENT))
        name, action, comment = texts
        found.append(Risk(name, number.value if number else None, action, comment, row.origins()))
    return tuple(found) or None


def _template(filling: Filling) -> Page:
    rows = entries("risk", ({},) * 4, COLUMNS, {})
    heading = head(RISKS.title, f"{RISKS.title} {filling.year}", "En risk per rad.", None, None)
    return Page(RISKS.title, heading, ((Table(RISKS.key, COLUMNS, tuple(rows)),),))


def _tables(risks: Risks, _board: Parts) -> Sequence[Table]:
    rows = []
    for i, one in enumerate(risks):
        values = (one.name, one.likely, one.action or None, one.comment or None)
        cells: dict[Column, Cell] = {
            c: Cell(v, origin=one.origins.get(c)) for c, v in zip(COLUMNS, values, strict=True)
        }
        rows.append(Row(f"risk:{i}", Role.LINE, cells))
    return (Table(RISKS.key, COLUMNS, tuple(rows)),)


def _pages(_risks: Risks, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    heading = head(RISKS.title, page.titled(RISKS.title), page.about(), None, page.badge)
    return (Page(RISKS.title, heading, ((tables[RISKS.key],),)),)


def _figures(risks: Risks, _board: Parts, model: Model) -> object:
    names: list[dict[str, Any]] = [{"name": one.name} for one in risks]
    return [one | {"likely": model.value(RISKS.key, f"risk:{i}", LIKELY)} for i, one in enumerate(names)]


def _walk(risks: Risks, _board: Parts, visit: Visit) -> Risks:
    return tuple(_walked(one, f"risk:{i}", visit) for i, one in enumerate(risks))


def _walked(one: Risk, key: str, visit: Visit) -> Risk:
    of_row = {
        LIKELY.header: Entry(one.likely, Sort.FIGURE, one.origins.get(LIKELY), NUMBER),
        ACTION.header: words(one.action, one.origins.get(ACTION)),
        COMMENT.header: words(one.comment, one.origins.get(COMMENT)),
    }
    new = visit(SheetRow(one.name, key, of_row))
    likely = new[LIKELY.header]
    return replace(
        one,
        likely=None if likely is None else float(likely),
        action=str(new[ACTION.header] or ""),
        comment=str(new[COMMENT.header] or ""),
    )


RISKS_PART = SheetPart[Risks](
    sheet=RISKS,
    about="Riskerna och vad som görs åt dem",
    template_about="Det som kan gå fel",
    words={COMMENT: ("kommentar", "kommentarer"), ACTION: ("åtgärd", "åtgärder")},
    read=_read,
    template=_template,
    tables=_tables,
    pages=_pages,
    figures=_figures,
    walk=_walk,
)


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one line that a new kind of sheet takes."""
    monkeypatch.setattr(all_sheets, "SHEETS", (*all_sheets.SHEETS, RISKS_PART))


# --- what it goes through ------------------------------------------------------------------------------------

DROUGHT, FLOOD = ("Torka", 2, "Vattna", None), ("Översvämning", 1, None, "Sällan")


def board(*risks: Sequence[object]) -> bytes:
    """The example's workbook with these risks filled in."""

    def fill(book: Any) -> None:
        sheet = book[RISKS.title]
        header = next(c for row in sheet.iter_rows() for c in row if c.value == RISK.header)
        for down, risk in enumerate(risks, 1):
            for right, value in enumerate(risk):
                sheet.cell(header.row + down, header.column + right).value = value

    return edited(template_bytes(seed()), fill)


def made(data: bytes, previous: bytes | None = None) -> Work:
    found = work(data, "b.xlsx", write=True, previous=previous)
    assert found.state is State.OK, [f.message for f in found.findings]
    return found


def keys(found: Work) -> dict[str, Any]:
    """The JSON object."""
    return WorkbookObject("b.xlsx", None, "ok", figures(found.board, found.result), []).keys()


def result(data: bytes, previous: bytes | None = None) -> bytes:
    found = made(data, previous).data
    assert found is not None
    return found


def write(row: str, column: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        sheet = book[RISKS.title]
        header = next(c for r in sheet.iter_rows() for c in r if c.value == column)
        line = next(c for r in sheet.iter_rows() for c in r if c.value == row)
        sheet.cell(line.row, header.column).value = value

    return edit


def texts(data: bytes, sheet: str) -> list[object]:
    return [c.value for row in opened(data)[sheet].iter_rows() for c in row if c.value is not None]


def test_the_template_has_the_sheet_and_its_guide_tells_of_it() -> None:
    template = template_bytes(Filling(2024))
    assert texts(template, "Risker") == ["Risker 2024", "En risk per rad.", *(c.header for c in COLUMNS)]
    assert texts(template, "Läs mig")[-2:] == ["Risker", "Det som kan gå fel"]


def test_a_board_without_the_sheet_is_told_nothing() -> None:
    data = edited(board(), lambda book: book.__delitem__("Risker"))
    found = made(data)
    assert "risks" not in keys(found)
    assert not [f for f in found.findings if "Risker" in f.message]
    assert "Risker" not in opened(found.data).sheetnames  # type: ignore[arg-type]  # `made` has seen to that


def test_a_sheet_that_is_not_filled_in_is_told_of() -> None:
    (said,) = [f for f in made(board()).findings if "Risker" in f.message]
    assert said.code is codes.EMPTY_SHEET


def test_the_result_has_its_page_and_the_json_object_its_figures() -> None:
    found = made(board(DROUGHT, FLOOD))
    assert found.data is not None
    assert shown(found.data, "Risker", "Torka", "Sannolikhet") == 2
    assert shown(found.data, "Risker", "Torka", "Åtgärd") == "Vattna"
    assert "Riskerna och vad som görs åt dem" in texts(found.data, "Läs mig")
    assert keys(found)["risks"] == [
        {"name": "Torka", "likely": 2.0},
        {"name": "Översvämning", "likely": 1.0},
    ]


def test_its_faults_are_told_at_their_cells() -> None:
    data = board(("Torka", "ofta", None, None))
    found = work(data, "b.xlsx", write=False)
    (wrong,) = [f for f in found.findings if f.is_error]
    assert found.state is State.ERRORS
    assert wrong.origin is not None
    assert wrong.origin.sheet == "Risker"


def test_what_people_write_in_the_result_comes_along() -> None:
    data = board(DROUGHT, FLOOD)
    written = edited(
        result(data),
        write("Torka", "Kommentar", "Två somrar i rad."),
        write("Översvämning", "Åtgärd", "Vall"),
    )
    moved = made(board(FLOOD, DROUGHT), written)
    assert moved.data is not None
    assert shown(moved.data, "Risker", "Torka", "Kommentar") == "Två somrar i rad."
    assert shown(moved.data, "Risker", "Översvämning", "Åtgärd") == "Vall"
    kept = next(f.message for f in moved.findings if f.code is codes.KEPT)
    assert kept == "Från det förra resultatet har 1 kommentar och 1 åtgärd följt med."


def test_a_figure_that_somebody_changed_waits_for_a_decision() -> None:
    data = board(DROUGHT)
    written = edited(result(data), write("Torka", "Sannolikhet", 4))
    found = work(data, "b.xlsx", write=True, previous=written)
    assert [f.code for f in found.findings if f.is_error] == [codes.EDITED_FIGURE]


def test_what_stood_on_a_row_that_is_gone_is_listed() -> None:
    written = edited(result(board(DROUGHT, FLOOD)), write("Torka", "Kommentar", "Två somrar i rad."))
    found = made(board(FLOOD), written)
    assert found.data is not None
    control = texts(found.data, "Kontroll")
    at = control.index("Två somrar i rad.")
    assert control[at : at + 4] == ["Två somrar i rad.", "Risker", "Kommentar", "Torka"]


def test_two_workbooks_are_compared(tmp_path: Path) -> None:
    sides: tuple[Callable[[], bytes], ...] = (
        lambda: board(DROUGHT, FLOOD),
        lambda: result(board(("Torka", 3, "Vattna", None), ("Brand", 1, None, None))),
    )
    a, b = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path, side in zip((a, b), sides, strict=True):
        path.write_bytes(side())
    (sheet,) = compare(a, b, 100).data["sheets"]
    assert sheet["sheet"] == "Risker"
    told = {
        row["row"]: (row["only_in"], [(c["column"], c["a"], c["b"]) for c in row["changes"]])
        for row in sheet["rows"]
    }
    assert told == {
        "Torka": (None, [("Sannolikhet", 2, 3)]),
        "Översvämning": ("a", [("Sannolikhet", 1, None), ("Kommentar", "Sällan", None)]),
        "Brand": ("b", [("Sannolikhet", None, 1)]),
    }
