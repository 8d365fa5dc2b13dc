"""Finance writes into the result, the ledger changes, xltool runs again: nothing that they wrote is lost."""

from __future__ import annotations

import functools
import shutil
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from msgspec.structs import replace

from tests.examples import seed
from tests.many import many
from tests.moves import insert_row
from tests.random_boards import random_filling
from tests.render import converted
from tests.whole.test_files import opened
from xltool.intake.workbook_reader import read_workbook
from xltool.rerun.entries import entries, same
from xltool.rerun.lineage import saved_by_xltool
from xltool.rerun.wins import Wins
from xltool.running.batch import process_file
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import Choices, State
from xltool.running.pipeline import Work, work
from xltool.sheets.board_reading import read_board
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow, Filling

Edit = Callable[[Any], None]


def run(filling: Filling, previous: bytes | None = None, wins: Wins = Wins.NOBODY) -> Work:
    return work(template_bytes(filling), "b.xlsx", write=True, choices=Choices(wins=wins), previous=previous)


def result(filling: Filling, previous: bytes | None = None, wins: Wins = Wins.NOBODY) -> bytes:
    return (
        _data_of(run(filling, previous, wins))
        if previous is not None
        else _first_result(template_bytes(filling))
    )


@functools.lru_cache(maxsize=32)  # nearly every test begins with the same one
def _first_result(template: bytes) -> bytes:
    return _data_of(work(template, "b.xlsx", write=True))


def _data_of(done: Work) -> bytes:
    assert done.state is State.OK, [f.message for f in done.findings]
    assert done.data is not None
    return done.data


def edited(data: bytes, *edits: Edit) -> bytes:
    """The workbook after a person has changed it; openpyxl drops every stored value of a formula."""
    book = opened(data, values=False)
    for edit in edits:
        edit(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell_of(sheet: Any, row: str, column: str) -> Any:
    """The cell of the row with that name under that header."""
    header = next(c for r in sheet.iter_rows(max_row=60) for c in r if c.value == column)
    line = next(
        c
        for r in sheet.iter_rows(min_row=header.row)
        for c in r[:2]
        if str(c.value).casefold() == row.casefold()
    )
    return sheet.cell(line.row, header.column)


def write(sheet: str, row: str, column: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        cell_of(book[sheet], row, column).value = value

    return edit


def shown(data: bytes, sheet: str, row: str, column: str) -> Any:
    return cell_of(opened(data)[sheet], row, column).value


def codes(done: Work) -> list[str]:
    return [f.code.code for f in done.findings]


_COMMENT = write("Driftredovisning", "Resor & kurser", "Kommentar", "Två konferenser ställdes in.")
_JUDGEMENT = write("Måluppfyllelse", "Sjukfrånvaro", "Bedömning", "Delvis uppnådd")
_LIMIT = write("Uppgifter", "Väsentlig avvikelse belopp", "Värde", 500)
_PROJECT = write("Investeringsredovisning", "IT-investering Laxå", "Kommentar", "Levererad i december.")


@pytest.mark.parametrize("rewritten", [False, True], ids=["openpyxl", "LibreOffice"])
def test_what_finance_wrote_is_in_the_new_result(rewritten: bool) -> None:
    written = edited(result(seed()), _COMMENT, _JUDGEMENT, _LIMIT, _PROJECT)
    if rewritten and shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    if rewritten:
        written = converted(written)
    again = result(seed(), written)
    assert shown(again, "Driftredovisning", "Resor & kurser", "Kommentar") == "Två konferenser ställdes in."
    assert shown(again, "Måluppfyllelse", "Sjukfrånvaro", "Bedömning") == "Delvis uppnådd"
    assert shown(again, "Uppgifter", "Väsentlig avvikelse belopp", "Värde") == 500
    assert (
        shown(again, "Investeringsredovisning", "IT-investering Laxå", "Kommentar") == "Levererad i december."
    )
    done = run(seed(), written)
    told = next(f.message for f in done.findings if f.code.code == "XL110")
    assert told == (
        "Från det förra resultatet har 2 kommentarer, 1 bedömning och 1 ändrad uppgift följt med."
    )


def test_it_stays_run_after_run_and_the_bytes_are_the_same() -> None:
    first = result(seed(), edited(result(seed()), _COMMENT))
    second = result(seed(), first)
    assert second == result(seed(), first)
    third = result(seed(), second)
    assert shown(third, "Driftredovisning", "Resor & kurser", "Kommentar") == "Två konferenser ställdes in."


def test_a_result_that_nobody_changed_keeps_nothing() -> None:
    assert not {"XL110", "XL111", "XL112", "XL113", "XL114"} & set(codes(run(seed(), result(seed()))))
    assert result(seed(), result(seed())) == result(seed())


def test_a_result_saved_in_the_very_second_that_it_was_made_is_known_as_changed() -> None:
    """openpyxl leaves the name of who saved the workbook as it was."""
    made = result(seed())
    written = _saved_when_made(edited(made, _COMMENT), made)
    assert saved_by_xltool(made)
    assert not saved_by_xltool(written)


def _saved_when_made(data: bytes, made: bytes) -> bytes:
    """The workbook with the properties of the one that it came from, as if it had been saved in the same second."""
    properties, buffer = "docProps/core.xml", BytesIO()
    with (
        zipfile.ZipFile(BytesIO(made)) as first,
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for part in old.infolist():
            new.writestr(part, (first if part.filename == properties else old).read(part.filename))
    return buffer.getvalue()


def _with(filling: Filling, cost: Sequence[FilledRow]) -> Filling:
    return replace(filling, cost=list(cost), totals={}, stated_variances=False)


def test_a_row_that_moved_takes_its_comment_along() -> None:
    base = _with(seed(), seed().cost)
    moved = _with(base, list(reversed(base.cost)))
    again = result(moved, edited(result(base), _COMMENT))
    assert shown(again, "Driftredovisning", "Resor & kurser", "Kommentar") == "Två konferenser ställdes in."


def _renamed(filling: Filling, account: str | None) -> tuple[Filling, Filling]:
    def lines(name: str) -> list[FilledRow]:
        named: list[FilledRow] = []
        for entry in filling.cost:
            if str(entry[operating.NAME]).casefold() == "resor & kurser":
                entry = {**entry, operating.NAME: name, operating.ACCOUNT: account}
            named.append(entry)
        return named

    return _with(filling, lines("Resor & kurser")), _with(filling, lines("Resor och utbildning"))


def test_a_renamed_row_is_known_by_its_account() -> None:
    before, after = _renamed(seed(), "7010")
    again = result(after, edited(result(before), _COMMENT))
    assert (
        shown(again, "Driftredovisning", "Resor och utbildning", "Kommentar")
        == "Två konferenser ställdes in."
    )


def test_a_comment_without_a_row_is_listed_and_finds_its_row_again() -> None:
    before, after = _renamed(seed(), None)
    written = edited(result(before), _COMMENT)
    done = run(after, written)
    assert "XL111" in codes(done)
    assert done.data is not None
    listed = cell_of(opened(done.data)["Kontroll"], "Två konferenser ställdes in.", "Rad")
    assert listed.value.casefold() == "resor & kurser"
    assert "XL149" not in codes(done)
    once_more = result(after, done.data)
    assert "XL111" in codes(run(after, done.data)), "the same run says the same"
    (told,) = [f.message for f in run(after, done.data, Wins.INPUT).findings if f.code.code == "XL149"]
    assert "står 1 text sedan tidigare" in told
    assert cell_of(opened(once_more)["Kontroll"], "Två konferenser ställdes in.", "Rad").value
    back = result(before, once_more)
    assert "XL149" not in codes(run(before, once_more))
    assert shown(back, "Driftredovisning", "Resor & kurser", "Kommentar") == "Två konferenser ställdes in."
    assert "Utan rad" not in [c.value for row in opened(back)["Kontroll"].iter_rows() for c in row]


_FIGURE = write("Driftredovisning", "Lokalhyror", "Utfall 2023", 800)


def test_an_edited_figure_stops_the_run_until_somebody_decides() -> None:
    written = edited(result(_with(seed(), seed().cost)), _FIGURE)
    done = run(_with(seed(), seed().cost), written)
    assert done.state is State.ERRORS
    assert done.data is None
    (told,) = [f.message for f in done.findings if f.code.code == "XL112"]
    assert told == (
        "Lokalhyror, Utfall: i det förra resultatet (Driftredovisning!C16) har någon skrivit 800\u00a0tkr, men indatafilen "
        "säger 747\u00a0tkr."
    )


@pytest.mark.parametrize(("wins", "actual"), [(Wins.INPUT, 747), (Wins.RESULT, 800)])
def test_who_decides_gets_that_figure_and_is_told(wins: Wins, actual: float) -> None:
    filling = _with(seed(), seed().cost)
    done = run(filling, edited(result(filling), _FIGURE), wins)
    assert done.data is not None
    assert shown(done.data, "Driftredovisning", "Lokalhyror", "Utfall 2023") == actual
    assert "XL113" in codes(done)


def test_a_figure_that_the_input_took_over_is_no_conflict() -> None:
    filling = _with(seed(), seed().cost)
    same_now = _with(
        filling,
        [
            {**e, operating.ACTUAL: 800.0, operating.STATED_VARIANCE: None}
            if str(e[operating.NAME]).casefold() == "lokalhyror"
            else e
            for e in filling.cost
        ],
    )
    done = run(same_now, edited(result(filling), _FIGURE))
    assert done.state is State.OK, [f.message for f in done.findings]
    assert not {"XL112", "XL113"} & set(codes(done))


def test_own_words_in_the_report_stay() -> None:
    def edit(book: Any) -> None:
        book["Rapporttext"]["B6"] = "Vi nådde två av tre mål, och det tredje är nära."

    again = result(seed(), edited(result(seed()), edit))
    assert opened(again)["Rapporttext"]["B6"].value == "Vi nådde två av tre mål, och det tredje är nära."
    assert str(opened(again, values=False)["Rapporttext"]["B7"].value).startswith("="), (
        "the others stay alive"
    )


def test_an_own_sheet_comes_along_as_values() -> None:
    def edit(book: Any) -> None:
        sheet = book.create_sheet("Till mötet")
        sheet["B2"], sheet["C3"] = "Fråga om licenserna", 0.25
        sheet["C3"].number_format = "0 %"

    done = run(seed(), edited(result(seed()), edit))
    assert done.data is not None
    sheet = opened(done.data)["Till mötet"]
    assert (sheet["B2"].value, sheet["C3"].value, sheet["C3"].number_format) == (
        "Fråga om licenserna",
        0.25,
        "0 %",
    )
    assert "XL115" in codes(done)
    assert opened(result(seed(), done.data))["Till mötet"]["B2"].value == "Fråga om licenserna"


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Väsentlig avvikelse belopp", "femhundra"), ("Väsentlig avvikelse belopp", -5), ("Per datum", "31 decemberr"),
        ("Nyckelns datum", "nyss"), ("Gräns för delvis uppnådd", "mycket"), ("Fördelningsnyckel", "Yta"),
    ],
)  # fmt: skip
def test_a_result_with_a_broken_setting_is_not_written_over(row: str, value: object) -> None:
    done = run(seed(), edited(result(seed()), write("Uppgifter", row, "Värde", value)))
    assert (done.state, done.data) == (State.ERRORS, None)
    (told,) = [f.message for f in done.findings if f.code.code == "XL116"]
    assert "Uppgifter!B" in told


def test_a_result_with_a_broken_judgement_is_not_written_over() -> None:
    done = run(seed(), edited(result(seed()), write("Måluppfyllelse", "Sjukfrånvaro", "Bedömning", "Nästan")))
    assert (done.state, done.data) == (State.ERRORS, None)
    assert "XL116" in codes(done)


def test_without_its_memory_a_result_is_compared_with_the_input() -> None:
    def forget(book: Any) -> None:
        del book["xltool-minne"]

    again = result(seed(), edited(result(seed()), _COMMENT, forget))
    assert shown(again, "Driftredovisning", "Resor & kurser", "Kommentar") == "Två konferenser ställdes in."


@pytest.mark.parametrize("number", range(12))
def test_a_result_says_every_entry_of_its_input(number: int) -> None:
    done = run(random_filling(number))
    assert done.board is not None
    assert done.data is not None
    book, _ = read_workbook(done.data, "r.xlsx")
    assert book is not None
    ours, theirs = entries(done.board), entries(read_board(book))
    assert ours.keys() == theirs.keys()
    assert all(same(ours[place].value, theirs[place].value) for place in ours)


# --- random sequences ----------------------------------------------------------------------------------------

_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["comment", "move", "remove", "add", "rename", "run"]),
        st.integers(min_value=0, max_value=8),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=many(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(_STEPS)
def test_no_text_is_lost_whatever_happens(steps: list[tuple[str, int]]) -> None:
    """Each text that somebody wrote stands in the newest result, on its row or on the list."""
    filling = _with(seed(), [{**e, operating.COMMENT: None} for e in seed().cost])
    newest, texts = result(filling), {}
    for turn, (step, index) in enumerate([*steps, ("run", 0)]):
        lines = list(filling.cost)
        at = index % len(lines)
        if step == "comment":
            name = str(read_name(newest, at))
            if name:
                texts[name] = f"Förklaring nummer {turn}"
                newest = edited(newest, write("Driftredovisning", name, "Kommentar", texts[name]))
            continue
        if step == "move":
            lines.insert(0, lines.pop(at))
        elif step == "remove" and len(lines) > 2:
            lines.pop(at)
        elif step == "add":
            lines.append({operating.NAME: f"Ny rad {turn}", operating.BUDGET: 1.0, operating.ACTUAL: 2.0})
        elif step == "rename":
            lines[at] = {**lines[at], operating.NAME: f"Omdöpt {turn}"}
        filling = _with(filling, lines)
        newest = result(filling, newest)
    everything = {c.value for sheet in opened(newest).worksheets for row in sheet.iter_rows() for c in row}
    assert set(texts.values()) <= everything


def read_name(data: bytes, index: int) -> str:
    """The name of one of the cost lines as the result shows it."""
    book, _ = read_workbook(data, "r.xlsx")
    assert book is not None
    board = read_board(replace(book))
    names = [
        line.name
        for block in (board.operating.blocks.values() if board.operating else ())
        for line in block.lines
    ]
    return names[2 + index] if len(names) > 2 + index else ""


_EDITS = ("comment", "judgement", "limit", "sentence", "sheet", "column", "beside row", "loose", "typed over")
_SHEETS = ("Driftredovisning", "Sammanfattning", "Kontroll", "Läs mig", "Fördelning")
_CHANGES = ("move", "remove", "add", "rename", "open", "close", "run")
_SEQUENCES = st.lists(
    st.tuples(st.sampled_from([*_EDITS, *_CHANGES, "shift", "run"]), st.integers(min_value=0, max_value=8)),
    min_size=2,
    max_size=9,
)


@settings(max_examples=many(32), deadline=None, suppress_health_check=list(HealthCheck))
@given(_SEQUENCES)
def test_each_text_is_in_the_result_or_in_a_version_that_was_named(steps: list[tuple[str, int]]) -> None:
    """People write anywhere in the newest result, also in one that was written beside an open one, while the input
    changes under them."""
    with TemporaryDirectory() as folder:
        office = _Office(Path(folder))
        for turn, (step, index) in enumerate(steps):
            office.take(step, index, f"Text nummer {turn}")
        office.take("close", 0, "")
        office.take("run", 0, "")
        office.nothing_is_lost()


class _Office:
    """A folder with a budget, its result and the people who work in both. `texts` are what must not be lost, by
    where it was written: who writes in the same cell again has taken the first text away."""

    def __init__(self, folder: Path) -> None:
        self._input, self._mark = folder / "b.xlsx", folder / "~$b-resultat.xlsx"
        self._filling = _with(seed(), [{**e, operating.COMMENT: None} for e in seed().cost])
        self._texts: dict[tuple[str, str], object] = {}
        self._named: set[str] = set()
        self._run()

    def take(self, step: str, index: int, text: str) -> None:
        lines = list(self._filling.cost)
        at = index % len(lines)
        if step in _EDITS:
            self._edit(step, index, text)
        elif step == "shift":
            sheet = _SHEETS[index % len(_SHEETS)]
            self._save(lambda book: insert_row(book, sheet, 2 + 2 * index))
        elif step == "open":
            self._mark.write_bytes(b"")
        elif step == "close":
            self._mark.unlink(missing_ok=True)
        elif step == "run":
            self._run()
        else:
            if step == "move":
                lines.insert(0, lines.pop(at))
            elif step == "remove" and len(lines) > 2:
                lines.pop(at)
            elif step == "add":
                lines.append({operating.NAME: f"Ny {text}", operating.BUDGET: 1.0, operating.ACTUAL: 2.0})
            elif step == "rename":
                lines[at] = {**lines[at], operating.NAME: f"Omdöpt {text}"}
            self._filling = _with(self._filling, lines)

    def _edit(self, step: str, index: int, text: str) -> None:
        row = self._rows[index % len(self._rows)]
        chosen = {"limit": 500 + len(self._texts), "judgement": "Delvis uppnådd"}
        written: object = chosen.get(step, text)

        def edit(book: Any) -> None:
            cell = self._cell(book, step, row, index, text)
            by_row = step in ("comment", "column", "beside row", "typed over")
            self._texts[
                step, f"{row} {cell.column}" if by_row else f"{cell.parent.title} {cell.coordinate}"
            ] = written
            cell.value = written

        self._save(edit)

    def _save(self, edit: Edit) -> None:
        self._newest.write_bytes(edited(self._newest.read_bytes(), edit))

    def _cell(self, book: Any, step: str, row: str, index: int, text: str) -> Any:
        sheet = book["Driftredovisning"]
        if step == "comment":
            return cell_of(sheet, row, "Kommentar")
        if step == "typed over":
            return cell_of(sheet, row, "Avvikelse")
        if step == "judgement":
            return cell_of(book["Måluppfyllelse"], "Sjukfrånvaro", "Bedömning")
        if step == "limit":
            return cell_of(book["Uppgifter"], "Väsentlig avvikelse belopp", "Värde")
        if step == "sentence":
            return book["Rapporttext"].cell(6 + index % 4, 2)
        if step == "sheet":
            return book.create_sheet(f"Blad {text}").cell(1 + index, 2)
        if step == "loose":
            return book[_SHEETS[index % len(_SHEETS)]].cell(70 + index, 1 + index)
        beside = sheet.max_column + 1
        if step == "column":
            sheet.cell(cell_of(sheet, row, "Kommentar").row, beside).value = text
            header = next(c.row for line in sheet.iter_rows() for c in line if c.value == "Kommentar")
            return sheet.cell(header, beside)
        return sheet.cell(cell_of(sheet, row, "Kommentar").row, beside)

    def _run(self) -> None:
        self._input.write_bytes(template_bytes(self._filling))
        outcome = process_file(self._input)
        assert outcome.path, [f.message for f in outcome.findings]
        self._newest = outcome.path
        assert outcome.figures.operating is not None
        self._rows = [line.name for line in outcome.figures.operating.lines]
        said = " ".join(f.message for f in outcome.findings)
        self._named |= {
            p.name for p in self._input.parent.iterdir() if "resultat_" in p.name and p.name in said
        }

    def nothing_is_lost(self) -> None:
        files = [self._newest, *(self._input.parent / name for name in self._named)]
        kept = {
            c.value
            for file in files
            for sheet in opened(file.read_bytes()).worksheets
            for row in sheet.iter_rows()
            for c in row
        }
        assert set(self._texts.values()) <= kept
