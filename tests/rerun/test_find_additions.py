"""What people add to a result comes along when it is made anew, or is named: columns, sheets, loose cells, figures
typed over formulas."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.examples import seed
from tests.render import converted
from tests.rerun.test_keep import Edit, cell_of, edited, result, run, shown, write
from tests.whole.test_files import opened
from xltool.core.cells import column_letters, column_number
from xltool.core.swedish import number_text
from xltool.rerun.wins import Wins
from xltool.running.outcome import State
from xltool.running.pipeline import Work, work
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow, Filling
from xltool.terminal.report import finding_lines

SHEET = "Driftredovisning"
ENGINES = pytest.mark.parametrize("engine", ["openpyxl", "LibreOffice"])


def plain(filling: Filling | None = None, cost: Sequence[FilledRow] | None = None) -> Filling:
    """Without stated totals, so that lines may come and go."""
    base = filling or seed()
    return replace(base, cost=list(cost or base.cost), totals={}, stated_variances=False)


def named(name: str) -> FilledRow:
    return next(e for e in seed().cost if str(e[operating.NAME]) == name)


def by(engine: str, data: bytes, *edits: Edit) -> bytes:
    """The result after people have worked in it, saved by openpyxl or rewritten by LibreOffice too."""
    if engine == "LibreOffice" and shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    written = edited(data, *edits)
    return converted(written) if engine == "LibreOffice" else written


def column(
    header: str | None, *cells: tuple[str, object], sheet: str = SHEET, beside: str = "Kommentar"
) -> Edit:
    """A column to the right of all that stands on the sheet, its cells by the name of their row."""

    def edit(book: Any) -> None:
        ws = book[sheet]
        at = ws.max_column + 1
        rows = {name: cell_of(ws, name, beside).row for name, _ in cells}
        top = next(c.row for row in ws.iter_rows(max_row=30) for c in row if c.value == beside)
        ws.cell(top, at).value = header
        for name, value in cells:
            ws.cell(rows[name], at).value = value

    return edit


def said(done: Work, code: str) -> list[str]:
    return [f.message for f in done.findings if f.code.code == code]


def values(data: bytes, sheet: str | None = None) -> set[Any]:
    sheets = [opened(data)[sheet]] if sheet else opened(data).worksheets
    return {c.value for ws in sheets for row in ws.iter_rows() for c in row}


def data_of(done: Work) -> bytes:
    assert done.state is State.OK, [f.message for f in done.findings]
    assert done.data is not None
    return done.data


# --- columns -------------------------------------------------------------------------------------------------

_WHO = column("Ansvarig", ("Lokalhyror", "Eva"), ("Resor & kurser", "Åke"), ("Totalt kostnader", "Alla"))


@ENGINES
def test_an_own_column_follows_its_rows_run_after_run(engine: str) -> None:
    moved = plain(cost=list(reversed(seed().cost)))
    newest = by(engine, result(plain()), _WHO)
    for turn in range(3):
        done = run(moved if turn % 2 == 0 else plain(), newest)
        assert said(done, "XL130") == [
            "Er kolumn Ansvarig på bladet Driftredovisning har följt med, rad för rad."
        ]
        newest = data_of(done)
        for row, name in (("Lokalhyror", "Eva"), ("Resor & kurser", "Åke"), ("Totalt kostnader", "Alla")):
            assert shown(newest, SHEET, row, "Ansvarig") == name
        cells = [c.value for row in opened(newest)[SHEET].iter_rows() for c in row]
        assert [cells.count(word) for word in ("Ansvarig", "Eva", "Åke", "Alla")] == [1, 1, 1, 1]
        if engine == "LibreOffice":
            newest = converted(newest)


def test_the_same_input_and_result_give_the_same_bytes_with_additions_too() -> None:
    def sheet(book: Any) -> None:
        book.create_sheet("Till mötet")["B2"].value = "Fråga om licenserna"

    before = edited(result(seed()), _WHO, sheet)
    assert result(seed(), before) == result(seed(), before)
    once = result(seed(), before)
    assert result(seed(), once) == result(seed(), once)


@pytest.mark.parametrize(
    ("sheet", "row", "beside"),
    [
        ("Investeringsredovisning", "IT-investering Laxå", "Kommentar"),
        ("Måluppfyllelse", "Sjukfrånvaro", "Kommentar"),
        ("Fördelning", "Hallsberg", "Andel"),
        ("Uppgifter", "Nyckelns datum", "Förklaring"),
    ],
)
def test_every_table_with_named_rows_keeps_own_columns(sheet: str, row: str, beside: str) -> None:
    again = result(seed(), edited(result(seed()), column("Elever", (row, 12.5), sheet=sheet, beside=beside)))
    assert shown(again, sheet, row, "Elever") == 12.5
    assert shown(result(seed(), again), sheet, row, "Elever") == 12.5
    assert work(again, "b-resultat.xlsx", write=False).state is State.OK, "the result is still an input"


def test_an_own_column_keeps_its_number_format_and_width_and_leaves_print_and_filter_alone() -> None:
    def dress(book: Any) -> None:
        ws = book["Investeringsredovisning"]
        cell = cell_of(ws, "IT-investering Laxå", "Timmar")
        cell.number_format, cell.font = "0.0", Font(bold=True, color="FFC00000")
        ws.column_dimensions[cell.column_letter].width = 31

    hours = column("Timmar", ("IT-investering Laxå", 7.25), sheet="Investeringsredovisning")
    before = result(seed())
    again = result(seed(), edited(before, hours, dress))
    ours, theirs = opened(before)["Investeringsredovisning"], opened(again)["Investeringsredovisning"]
    cell = cell_of(theirs, "IT-investering Laxå", "Timmar")
    assert (cell.number_format, cell.font.b, cell.font.color.rgb) == ("0.0", True, "FFC00000")
    assert theirs.column_dimensions[cell.column_letter].width == 31
    assert ours.print_area == theirs.print_area
    assert {t.ref for t in ours.tables.values()} == {t.ref for t in theirs.tables.values()}


def test_cells_beside_a_row_need_no_header() -> None:
    again = result(seed(), edited(result(seed()), column(None, ("Lokalhyror", "Kolla hyran"))))
    line = cell_of(opened(again)[SHEET], "Lokalhyror", "Kommentar").row
    assert "Kolla hyran" in [c.value for c in opened(again)[SHEET][line]]


def test_a_column_in_between_ours_is_placed_to_the_right() -> None:
    written = by("LibreOffice", _inserted(result(plain()), "Ansvarig", "Lokalhyror", "Eva"))
    done = run(plain(), written)
    again = data_of(done)
    assert said(done, "XL130") == [
        "Er kolumn Ansvarig på bladet Driftredovisning har följt med, rad för rad. Den står till höger om våra."
    ]
    assert shown(again, SHEET, "Lokalhyror", "Ansvarig") == "Eva"
    assert shown(again, SHEET, "Lokalhyror", "Utfall 2023") == 747
    headers = [
        c.value for c in opened(again)[SHEET][cell_of(opened(again)[SHEET], "Lokalhyror", "Ansvarig").row]
    ]
    assert headers[-1] == "Eva"
    assert not said(done, "XL131") + said(done, "XL132"), "formulas that moved are still ours"


def _inserted(data: bytes, header: str, row: str, value: str) -> bytes:
    """The result with a column inserted before the budget, its formulas shifted as Excel shifts them."""

    def edit(book: Any) -> None:
        ws = book[SHEET]
        at = cell_of(ws, row, "Budget 2023")
        top = next(c.row for r in ws.iter_rows(max_row=30) for c in r if c.value == "Budget 2023")
        where = at.column
        for line in ws.iter_rows():
            for cell in reversed(line):
                if cell.column >= where and type(cell).__name__ == "Cell":
                    new = ws.cell(cell.row, cell.column + 1)
                    new.value, cell.value = cell.value, None
                    new._style = cell._style
        for sheet in book.worksheets:
            for line in sheet.iter_rows():
                for cell in line:
                    if cell.data_type == "f":
                        cell.value = _shifted(cell.value, sheet.title, where)
        ws.cell(top, where).value, ws.cell(at.row, where).value = header, value

    return edited(data, edit)


def _shifted(formula: str, sheet: str, where: int) -> str:
    """The formula when a column has been inserted on our sheet."""
    parts = re.split(r"((?:'[^']+'|[^\W\d]\w*)!)?(\$?)\b([A-Z]{1,2})(\$?\d+)\b(?!\()", formula)
    text, current = parts[0], sheet
    for index in range(1, len(parts), 5):
        of, fixed, letters, row, rest = parts[index : index + 5]
        if of:
            current = of[:-1].strip("'")
        elif not text.endswith(":"):
            current = sheet
        column_of = column_number(letters)
        moved = column_of + 1 if current == SHEET and column_of >= where else column_of
        text += f"{of or ''}{fixed}{column_letters(moved)}{row}{rest}"
    return text


def test_a_renamed_row_keeps_its_cells_by_account_and_a_lost_one_is_listed() -> None:
    def with_account(name: str, account: str | None) -> Filling:
        return plain(
            cost=[
                {**e, operating.NAME: name, operating.ACCOUNT: account}
                if e[operating.NAME] == "Resor & kurser"
                else e
                for e in seed().cost
            ]
        )

    before = result(with_account("Resor & kurser", "7010"))
    again = result(with_account("Resor och utbildning", "7010"), edited(before, _WHO))
    assert shown(again, SHEET, "Resor och utbildning", "Ansvarig") == "Åke"

    done = run(with_account("Resor och utbildning", None), edited(result(plain()), _WHO))
    lost = data_of(done)
    assert said(done, "XL111") == [
        "Resor & kurser, Ansvarig: raden finns inte längre i indatafilen, eller går inte säkert att känna igen. Det som stod "
        "där står på bladet Kontroll under "
        "Utan rad: »Åke«."
    ]
    assert cell_of(opened(lost)["Kontroll"], "Åke", "Rad").value == "Resor & kurser"
    back = result(plain(), lost)
    assert shown(back, SHEET, "Resor & kurser", "Ansvarig") == "Åke", (
        "the row is back, and so is what stood there"
    )
    assert "Utan rad" not in values(back, "Kontroll")


def test_what_an_own_column_holds_is_of_the_same_kind_when_its_row_is_back() -> None:
    held = {"dag": datetime(2024, 1, 5), "andel": 0.5, "tal": 1234567.891, "sant": True, "ord": "Text 5"}

    def share(book: Any) -> None:
        for row in book[SHEET].iter_rows():
            for cell in row:
                if cell.value == 0.5:
                    cell.number_format = "0 %"

    columns = [column(name, ("Resor & kurser", value), ("Lokalhyror", value)) for name, value in held.items()]
    written = edited(result(plain()), *columns, share)
    gone = result(plain(cost=[e for e in seed().cost if e != named("Resor & kurser")]), written)
    texts = values(gone, "Kontroll")
    assert {"2024-01-05", "0,5", "1\u00a0234\u00a0567,891", "SANT", "Text 5"} <= texts
    back = result(plain(), gone)
    assert {name: shown(back, SHEET, "Resor & kurser", name) for name in held} == held
    share_cell = cell_of(opened(back)[SHEET], "Resor & kurser", "andel")
    assert share_cell.number_format == "0 %"


def test_a_formula_for_a_comment_that_nobody_computed_takes_no_words_away() -> None:
    before = result(seed())
    words = shown(before, SHEET, "Personalkostnader", "Kommentar")
    assert words
    formula = write(SHEET, "Personalkostnader", "Kommentar", '="Se "&"bilaga"')
    done = run(seed(), edited(before, formula))
    assert shown(data_of(done), SHEET, "Personalkostnader", "Kommentar") == words
    assert not said(done, "XL140")
    assert '="Se "&"bilaga"' in said(done, "XL133")[0]


def test_sorted_projects_keep_their_own_cells_and_raise_no_alarm() -> None:
    """Excel's own sorting moves rows, and of formulas what points at their own row."""

    def sort(book: Any) -> None:
        ws = book["Investeringsredovisning"]
        first, last = (
            cell_of(ws, n, "Kommentar").row for n in ("IT-investering Lekeberg", "IT-investering gemensamt")
        )
        lines = [[c.value for c in ws[row]] for row in range(first, last + 1)]
        for row, line in zip(range(first, last + 1), reversed(lines), strict=True):
            was = last - (row - first)
            for cell, value in zip(ws[row], line, strict=True):
                if isinstance(value, str) and value.startswith("="):
                    value = re.sub(rf"(?<![\d$])([A-Z]+){was}\b", rf"\g<1>{row}", value)
                cell.value = value

    who = column("Ansvarig", ("IT-investering Laxå", "Eva"), sheet="Investeringsredovisning")
    done = run(seed(), edited(result(seed()), who, sort))
    assert shown(data_of(done), "Investeringsredovisning", "IT-investering Laxå", "Ansvarig") == "Eva"
    assert not said(done, "XL131") + said(done, "XL132")


# --- loose cells, and what is typed over ours ----------------------------------------------------------------


@ENGINES
@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("Driftredovisning", "A60"), ("Driftredovisning", "B1"), ("Sammanfattning", "H3"), ("Kontroll", "J2"),
        ("Läs mig", "B40"), ("Fördelning", "A90"),
    ],
)  # fmt: skip
def test_a_loose_cell_is_named(engine: str, sheet: str, cell: str) -> None:
    def edit(book: Any) -> None:
        book[sheet][cell].value = "Fråga Eva om detta"

    done = run(seed(), by(engine, result(seed()), edit))
    (told,) = said(done, "XL131")
    assert told == (
        f"{sheet}!{cell}: »Fråga Eva om detta« (en cell utanför tabellen) hör inte till någon rad och har inte följt "
        "med. Det finns kvar i den sparade versionen."
    )
    assert told in values(data_of(done), "Kontroll")


def test_a_note_on_a_cell_is_named_with_its_text() -> None:
    def edit(book: Any) -> None:
        cell_of(book[SHEET], "Lokalhyror", "Budget 2023").comment = Comment("Nytt avtal i maj", "Eva")

    (told,) = said(run(seed(), edited(result(seed()), edit)), "XL131")
    assert "Nytt avtal i maj" in told
    assert "Driftredovisning!B16" in told


@ENGINES
@pytest.mark.parametrize(
    ("row", "header", "value"),
    [("Lokalhyror", "Avvikelse", 100.0), ("Lokalhyror", "Avvikelse", "=B16-C16+5"), ("Totalt kostnader", "Utfall 2023", 40000.0), ("Lokalhyror", "Avvikelse", "se bilaga")],
)  # fmt: skip
def test_what_is_typed_over_a_formula_is_named(
    engine: str, row: str, header: str, value: float | str
) -> None:
    written = by(engine, result(seed()), write(SHEET, row, header, value))
    done = run(seed(), written)
    (told,) = said(done, "XL132")
    cell = cell_of(opened(result(seed()))[SHEET], row, header).coordinate
    assert told.startswith(f"Driftredovisning!{cell} (")
    assert f"»{value if isinstance(value, str) else number_text(value)}«" in told
    assert str(cell_of(opened(data_of(done), values=False)[SHEET], row, header).value).startswith("=")
    assert said(run(seed(), data_of(done)), "XL132") == [told], "the same run says the same"
    assert not said(run(seed(), data_of(done), Wins.INPUT), "XL132")


def test_a_word_of_ours_that_somebody_changed_is_named() -> None:
    def edit(book: Any) -> None:
        book["Sammanfattning"]["A1"].value = "Bokslut för nämnden"

    (told,) = said(run(seed(), edited(result(seed()), edit)), "XL132")
    assert "»Bokslut för nämnden«" in told


def test_a_formula_in_an_input_cell_comes_along_as_its_value() -> None:
    written = converted(edited(result(plain()), write(SHEET, "Lokalhyror", "Kommentar", '="Hyra "&2023')))
    done = run(plain(), written)
    assert shown(data_of(done), SHEET, "Lokalhyror", "Kommentar") == "Hyra 2023"
    (told,) = said(done, "XL133")
    assert "Lokalhyror" in told
    assert "2023" in told


@ENGINES
def test_entries_and_own_sentences_raise_no_alarm(engine: str) -> None:
    def sentence(book: Any) -> None:
        book["Rapporttext"]["B6"] = "Vi nådde två av tre mål."

    edits = (
        write(SHEET, "Resor & kurser", "Kommentar", "Inställt."),
        write(SHEET, "Totalt kostnader", "Kommentar", "Högre priser."),
        write("Måluppfyllelse", "Sjukfrånvaro", "Bedömning", "Delvis uppnådd"),
        write("Uppgifter", "Väsentlig avvikelse belopp", "Värde", 500),
        sentence,
    )
    done = run(seed(), by(engine, result(seed()), *edits))
    assert not {"XL130", "XL131", "XL132", "XL133", "XL134"} & {f.code.code for f in done.findings}


def test_without_its_memory_it_is_said_that_own_columns_are_not_known() -> None:
    def forget(book: Any) -> None:
        del book["xltool-minne"]

    done = run(seed(), edited(result(seed()), _WHO, forget))
    assert len(said(done, "XL135")) == 1


# --- in the terminal -----------------------------------------------------------------------------------------


def test_many_of_a_kind_are_counted_in_the_terminal_and_listed_on_kontroll() -> None:
    def edit(book: Any) -> None:
        for row in range(60, 72):
            book[SHEET].cell(row, 1).value = f"Lös rad {row}"

    done = run(seed(), edited(result(seed()), edit))
    lines = "\n".join(finding_lines(done.findings, {}))
    assert "Driftredovisning!A64" in lines
    assert "Driftredovisning!A65" not in lines
    assert "varning XL131  och 7 till; alla står på bladet Kontroll och i --json" in lines
    texts = {str(v) for v in values(data_of(done), "Kontroll")}
    assert sum("Lös rad" in text for text in texts) == 12
