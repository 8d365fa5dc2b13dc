"""Which row of a result is which of the new input: what people wrote on a row follows it where that is certain, and is
listed where it is not. Boards are drawn as lines of `account name budget actual`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from tests.examples import seed
from tests.rerun.test_find_additions import ENGINES, by, said
from tests.rerun.test_keep import Edit, cell_of, codes, edited, result, run, shown, write
from tests.whole.test_files import opened
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.rerun.matching import home_of, matched
from xltool.rerun.wins import Wins
from xltool.running.outcome import State
from xltool.running.pipeline import Work
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow, Filling

DRIFT = "Driftredovisning"
INCOME = "3010 Bidrag -2500 -2500"
COSTS = ("5010 Personal 1000 900", "6010 Lokalhyror 800 747", "7010 Resor 200 141", "- Konsulter 500 300")


def line(text: str) -> FilledRow:
    account, *name, budget, actual = text.split(" ")
    return {
        operating.ACCOUNT: None if account == "-" else account,
        operating.NAME: " ".join(name),
        operating.BUDGET: float(budget),
        operating.ACTUAL: float(actual),
    }


def board(*costs: str, income: Sequence[str] = (INCOME,)) -> Filling:
    lines = [line(one) for one in costs or COSTS]
    return replace(
        seed(), income=[line(one) for one in income], cost=lines, totals={}, stated_variances=False
    )


def nth(row: str, number: int, column: str, value: object, sheet: str = DRIFT) -> Edit:
    """Writes on the row of that name that stands as the `number`th."""

    def edit(book: Any) -> None:
        ws = book[sheet]
        header = cell_of(ws, row, column)
        rows = [c.row for r in ws.iter_rows() for c in r[:2] if c.value == row]
        ws.cell(rows[number - 1], header.column).value = value

    return edit


def comments(data: bytes, sheet: str = DRIFT) -> dict[str, list[Any]]:
    """The comments by the name of their row."""
    ws = opened(data)[sheet]
    top = next(c for r in ws.iter_rows(max_row=30) for c in r if c.value == "Kommentar")
    name = next(c.column for c in ws[top.row] if c.value in ("Kontotext", "Projekt", "Indikator"))
    found: dict[str, list[Any]] = {}
    for row in ws.iter_rows(min_row=top.row + 1):
        if row[top.column - 1].value is not None:
            found.setdefault(str(row[name - 1].value), []).append(row[top.column - 1].value)
    return found


def listed(data: bytes) -> set[Any]:
    """What stands on the list Utan rad."""
    ws = opened(data)["Kontroll"]
    top = next((c.row for r in ws.iter_rows() for c in r if c.value == "Utan rad"), None)
    return {ws.cell(row, 1).value for row in range(top + 2, ws.max_row + 1)} if top else set()


def data_of(done: Work) -> bytes:
    assert done.state is State.OK, [f.message for f in done.findings]
    assert done.data is not None
    return done.data


# --- one row, one home ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "unmatched"),
    [
        # of two rows with one name, one has gone: which of them, its figures say
        (("- Övrigt 10 5", "- Övrigt 20 7"), ("- Övrigt 20 7",), {"ett"}),
        (("- Övrigt 10 5", "- Övrigt 20 7"), ("- Övrigt 10 5",), {"två"}),
        # and where they do not, nobody knows
        (("- Övrigt 10 5", "- Övrigt 20 7"), ("- Övrigt 30 9",), {"ett", "två"}),
        # two rows of one account have become one
        (("6010 Hyror A 10 5", "6010 Hyror B 20 7"), ("6010 Hyror 30 12",), {"ett", "två"}),
        # an account has gone to another row, which had a comment of its own
        (("6010 Hyror 10 5", "- Lokaler 20 7"), ("6010 Lokaler 30 12",), {"ett"}),
        # two rows have changed accounts
        (("6010 Hyror 10 5", "6011 El 20 7"), ("6011 Hyror 10 5", "6010 El 20 7"), {"ett", "två"}),
    ],
)
def test_no_comment_overwrites_another(
    before: Sequence[str], after: Sequence[str], unmatched: set[str]
) -> None:
    first, second = (one.split(" ", 1)[1].rsplit(" ", 2)[0] for one in before)
    number = 2 if first == second else 1
    written = edited(
        result(board(*before)), nth(first, 1, "Kommentar", "ett"), nth(second, number, "Kommentar", "två")
    )
    done = run(board(*after), written)
    kept = {text for texts in comments(data_of(done)).values() for text in texts}
    assert kept == {"ett", "två"} - unmatched
    assert listed(data_of(done)) >= unmatched
    assert len(said(done, "XL111")) == len(unmatched)
    (told,) = said(done, "XL110") or [""]
    assert told == ("Från det förra resultatet har 1 kommentar följt med." if kept else "")


def test_rows_of_one_name_that_changed_places_are_told_by_their_figures() -> None:
    before, after = board("- Övrigt 10 5", "- Övrigt 20 7"), board("- Övrigt 20 7", "- Övrigt 10 5")
    again = result(after, edited(result(before), nth("Övrigt", 1, "Kommentar", "om tio")))
    assert comments(again) == {"Övrigt": ["om tio"]}
    ws = opened(again)[DRIFT]
    assert next(
        ws.cell(c.row, c.column - 6).row for r in ws.iter_rows() for c in r if c.value == "om tio"
    ) == max(c.row for r in ws.iter_rows() for c in r[:2] if c.value == "Övrigt")


def test_rows_of_one_name_that_changed_places_and_actuals_are_told_by_their_budgets() -> None:
    lines = ("- Övrigt 200 141", "- Övrigt 400 300")
    before = edited(
        result(board(*lines)),
        nth("Övrigt", 1, "Kommentar", "om 200"),
        nth("Övrigt", 2, "Kommentar", "om 400"),
    )
    after = result(board("- Övrigt 400 299", "- Övrigt 200 142"), before)
    assert comments(after) == {"Övrigt": ["om 400", "om 200"]}


def test_a_comment_on_income_does_not_go_to_the_cost_of_that_name() -> None:
    both = board("- Övrigt 10 5", income=(INCOME, "- Övrigt -10 -5"))
    one = board("- Övrigt 10 5")
    done = run(one, edited(result(both), nth("Övrigt", 1, "Kommentar", "om intäkten")))
    assert comments(data_of(done)) == {}
    assert "om intäkten" in listed(data_of(done))
    back = result(both, data_of(done))
    assert comments(back) == {"Övrigt": ["om intäkten"]}, "the list remembers which of the two it was"
    ws = opened(back)[DRIFT]
    rows = [c.row for r in ws.iter_rows() for c in r[:2] if c.value == "Övrigt"]
    assert [c.row for r in ws.iter_rows() for c in r if c.value == "om intäkten"] == [min(rows)]


def _key(text: str) -> RowKey:
    block, account, name, number = text.split(" ")
    return RowKey(DRIFT, name, account.strip("-"), int(number), block)


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("k 6010 Hyror 1", "k 6010 Hyror 1", 1),
        ("k 6010 Hyror 1", "k 6010 Lokaler 1", 1),
        ("k 6010 Hyror 1", "k - Hyror 1", 1),
        ("k 6010 Hyror 1", "k 6020 Hyror 1", 0),
        ("k - Hyror 1", "i - Hyror 1", 0),
        ("k 6010 Hyror 1|k 6010 El 1", "k 6010 Lokaler 1", 0),
        ("k - Hyror 1|k - Hyror 2", "k - Hyror 1", 0),
        ("k - Hyror 1|i - Hyror 1", "k - Hyror 1|i - Hyror 1", 2),
    ],
)
def test_rows_are_matched_where_it_is_certain(old: str, new: str, pairs: int) -> None:
    found = matched(map(_key, old.split("|")), map(_key, new.split("|")))
    assert len(found) == len(set(found.values())) == pairs


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        # One row of the name, whatever its figures are.
        ({"k - Hyror 1": (20, 17)}, {"k - Hyror 1": (90, 88)}, {"k - Hyror 1": "k - Hyror 1"}),
        # Somebody called a cost an income: the figures are the same.
        ({"k - Bidrag 1": (20, 17)}, {"i - Bidrag 1": (-20, -17)}, {"k - Bidrag 1": "i - Bidrag 1"}),
        ({"k - Bidrag 1": (20, 17)}, {"i - Bidrag 1": (-40, -41)}, {}),
        ({"k - Bidrag 1": (0, 0)}, {"i - Bidrag 1": (0, 0)}, {}),
        # Twins: the figures tell, or one of them; a zero tells nothing.
        (
            {"k - Kö 1": (50, 30), "k - Kö 2": (20, 17)},
            {"k - Kö 1": (90, 88), "k - Kö 2": (20, 17)},
            {"k - Kö 2": "k - Kö 2"},
        ),
        (
            {"k - Kö 1": (50, 30), "k - Kö 2": (20, 17)},
            {"k - Kö 1": (20, 18), "k - Kö 2": (50, 31)},
            {"k - Kö 1": "k - Kö 2", "k - Kö 2": "k - Kö 1"},
        ),
        ({"k - Kö 1": (50, 30), "k - Kö 2": (20, 17)}, {"k - Kö 1": (51, 31), "k - Kö 2": (21, 18)}, {}),
        (
            {"k - Kö 1": (0, 30), "k - Kö 2": (20, 17)},
            {"k - Kö 1": (0, 88), "k - Kö 2": (20, 17)},
            {"k - Kö 2": "k - Kö 2"},
        ),
        # Nothing tells them apart, and none came or went.
        (
            {"k - Kö 1": (5, 5), "k - Kö 2": (5, 5)},
            {"k - Kö 1": (5, 5), "k - Kö 2": (5, 5)},
            {"k - Kö 1": "k - Kö 1", "k - Kö 2": "k - Kö 2"},
        ),
        ({"k - Kö 1": (5, 5), "k - Kö 2": (5, 5)}, {"k - Kö 1": (5, 5)}, {}),
    ],
)
def test_figures_tell_which_row_it_is(
    old: dict[str, tuple[float, ...]], new: dict[str, tuple[float, ...]], pairs: dict[str, str]
) -> None:
    was, now = ({_key(text): figures for text, figures in rows.items()} for rows in (old, new))
    assert matched(was, now, was, now) == {_key(a): _key(b) for a, b in pairs.items()}


@pytest.mark.parametrize(
    ("figures", "goes_home"),
    [((481, 10), True), ((481, 20), True), ((1601, 10), False), ((1601, 20), False), ((0, 10), False)],
)
def test_what_waits_goes_to_one_of_several_namesakes_by_its_budget_alone(
    figures: tuple[float, ...], goes_home: bool
) -> None:
    """What was spent may be the other's by chance: a comment on the wrong row is worse than one that waits."""
    other, numbered = _key("k - Hyror 1"), _key("k 5021 Hyror 1")
    now: dict[RowKey, tuple[Scalar, ...]] = {other: (1817, 11900), numbered: (481, 10)}
    home = home_of(_key("k - Hyror 1"), figures, [other, numbered], {other}, now)
    assert home == (numbered if goes_home else None)


# --- rows moved, sorted, added and taken away in the result ----------------------------------------------------


def _insert(name: str, above: str, sheet: str = DRIFT, **cells: Scalar) -> Edit:
    """Inserts a row above another, as Excel does: what stands below moves down, and formulas follow it."""

    def edit(book: Any) -> None:
        from tests.moves import insert_row

        ws = book[sheet]
        row = cell_of(ws, above, "Kommentar").row
        columns = {header: cell_of(ws, above, header).column for header in cells}
        named = next(c.column for c in ws[row][:2] if c.value == above)
        insert_row(book, sheet, row)
        ws.cell(row, named).value = name
        for header, value in cells.items():
            ws.cell(row, columns[header]).value = value

    return edit


@ENGINES
def test_a_row_that_somebody_inserted_does_not_shift_the_others(engine: str) -> None:
    """Also where no row has an account, and the file was saved with the values of its formulas."""
    plain = replace(seed(), totals={}, stated_variances=False)
    changes = [
        write(DRIFT, "Kapitalkostnader", "Kommentar", "Räntan föll."),
        write(DRIFT, "Kapitalkostnader", "Utfall 2023", 4321),
    ]
    written = by(engine, result(plain), *changes, _insert("Att fråga om", "Lokalhyror"))
    done = run(plain, written)
    (told,) = said(done, "XL112")
    assert "Kapitalkostnader, Utfall" in told
    assert "4 321 tkr" in told.replace("\u00a0", " ")
    decided = run(plain, written, Wins.INPUT)
    assert shown(data_of(decided), DRIFT, "Kapitalkostnader", "Kommentar") == "Räntan föll."
    assert not said(decided, "XL132")
    (stray,) = said(decided, "XL131")
    assert "»Att fråga om« (på en rad som ni har lagt till)" in stray


@ENGINES
def test_own_cells_follow_their_rows_when_a_table_without_accounts_is_sorted(engine: str) -> None:
    from tests.moves import sort_rows

    def vem(book: Any) -> None:
        ws = book[DRIFT]
        top = next(c.row for r in ws.iter_rows(max_row=30) for c in r if c.value == "Kommentar")
        at = ws.max_column + 1
        ws.cell(top, at).value = "Vem"
        for name in names:
            ws.cell(cell_of(ws, name, "Kommentar").row, at).value = f"den som vet om {name}"

    plain = replace(seed(), totals={}, stated_variances=False)
    names = [str(e[operating.NAME]) for e in plain.cost]
    written = by(engine, result(plain), vem)
    written = by(engine, written, lambda book: sort_rows(book, DRIFT, names, sorted(names)))
    done = run(plain, written)
    again = data_of(done)
    assert not said(done, "XL131") + said(done, "XL132") + said(done, "XL142")
    assert {shown(again, DRIFT, name, "Vem") for name in names} == {
        f"den som vet om {name}" for name in names
    }
    assert all(shown(again, DRIFT, name, "Vem").endswith(name) for name in names)


@ENGINES
@pytest.mark.parametrize(
    ("sheet", "above", "cells"),
    [
        (DRIFT, "Lokalhyror", {"Budget 2023": 0, "Utfall 2023": 55, "Kommentar": "Glömdes bort."}),
        ("Investeringsredovisning", "IT-investering Laxå", {"Budget 2023": 10, "Utfall 2023": 55, "Kommentar": "Glömdes bort."}),
    ],
)  # fmt: skip
def test_a_row_with_amounts_that_somebody_added_stops_the_run(
    engine: str, sheet: str, above: str, cells: dict[str, Scalar]
) -> None:
    filling = replace(seed(), totals={}, stated_variances=False)
    written = by(engine, result(filling), _insert("Bortglömt", above, sheet, **cells))
    done = run(filling, written)
    (told,) = said(done, "XL142")
    assert told.startswith(
        f"På bladet {sheet} i det förra resultatet har någon lagt till raden »Bortglömt« ("
    )
    assert "Utfall 55\u00a0tkr" in told
    assert done.data is None

    without = run(filling, written, Wins.INPUT)
    assert "Bortglömt" in said(without, "XL143")[0]
    assert "Glömdes bort." in listed(data_of(without))

    if sheet == DRIFT:
        with_it = replace(filling, cost=[*filling.cost, line("- Bortglömt 0 55")])
    else:
        added: FilledRow = {investments.NAME: "Bortglömt", investments.BUDGET: 10.0, investments.ACTUAL: 55.0}
        with_it = replace(filling, projects=[*filling.projects, added])
    again = data_of(run(with_it, written))
    assert shown(again, sheet, "Bortglömt", "Kommentar") == "Glömdes bort.", "the input has the row now"


@ENGINES
def test_every_text_on_a_row_that_somebody_added_is_named(engine: str) -> None:
    texts: dict[str, Scalar] = {
        "Kommentar": "om den",
        "Bedömning": "ganska bra",
        "Budget 2023": 10,
        "Utfall 2023": 20,
    }
    written = by(engine, result(board()), _insert("Nytt", "Resor", DRIFT, **texts))
    told = " ".join(f.message for f in run(board(), written, Wins.INPUT).findings)
    assert all(text in told for text in ("Nytt", "om den", "ganska bra"))


def test_a_run_that_stops_tells_of_nothing_that_has_come_along() -> None:
    before = edited(
        result(board()),
        write(DRIFT, "Personal", "Kommentar", "om Personal"),
        write(DRIFT, "Resor", "Kommentar", "om Resor"),
        write(DRIFT, "Lokalhyror", "Utfall 2023", 5),
    )
    done = run(board("5010 Personal 1000 900", "6010 Lokalhyror 800 747"), before)
    assert done.state is State.ERRORS
    assert [c for c in codes(done) if c in ("XL110", "XL111", "XL112", "XL140")] == ["XL112"]


def test_a_name_that_was_typed_over_costs_no_comment() -> None:
    changes = [
        write(DRIFT, "Resor & kurser", "Kommentar", "Två konferenser."),
        write(DRIFT, "Resor & kurser", "Kontotext", "Resor och kurser"),
    ]
    done = run(seed(), edited(result(seed()), *changes))
    assert shown(data_of(done), DRIFT, "Resor & kurser", "Kommentar") == "Två konferenser."
    assert "»Resor och kurser«" in said(done, "XL132")[0]


@ENGINES
@pytest.mark.parametrize(
    ("sheet", "header", "row"),
    [
        (DRIFT, "Kommentar", "Resor & kurser"),
        (DRIFT, "Utfall 2023", "Resor & kurser"),
        ("Investeringsredovisning", "Kommentar", "IT-investering Laxå"),
        ("Måluppfyllelse", "Bedömning", "Sjukfrånvaro"),
    ],
)
def test_a_header_that_was_typed_over_costs_nothing_below_it(
    engine: str, sheet: str, header: str, row: str
) -> None:
    text = {"Bedömning": "Delvis uppnådd", "Kommentar": "Två konferenser."}.get(header)
    before = result(seed())
    mine = write(sheet, row, header, text or shown(before, sheet, row, header))

    def retype(book: Any) -> None:
        next(c for r in book[sheet].iter_rows() for c in r if c.value == header).value = "Vår förklaring"

    done = run(seed(), by(engine, before, mine, retype))
    kept = data_of(done)
    assert shown(kept, sheet, row, header) == (text or shown(before, sheet, row, header))
    assert "»Vår förklaring«" in said(done, "XL132")[0]
    assert not said(done, "XL140")
    if header == "Kommentar":
        assert len(comments(kept, sheet)) >= len(comments(before, sheet))


def test_a_row_that_was_taken_away_in_the_result_comes_back_and_costs_no_other_its_comment() -> None:
    from tests.moves import delete_row

    def edit(book: Any) -> None:
        delete_row(book, DRIFT, cell_of(book[DRIFT], "Lokalhyror", "Kommentar").row)

    filling = replace(seed(), totals={}, stated_variances=False)
    note = write(DRIFT, "Resor & kurser", "Kommentar", "Två konferenser.")
    done = run(filling, by("LibreOffice", result(filling), note, edit))
    assert shown(data_of(done), DRIFT, "Resor & kurser", "Kommentar") == "Två konferenser."
    assert shown(data_of(done), DRIFT, "Lokalhyror", "Utfall 2023") == 747
    assert not said(done, "XL132")


# --- the list Utan rad ---------------------------------------------------------------------------------------

_NAMES = ("Personal", "Lokalhyror", "Resor")


def _with_a_list() -> bytes:
    written = edited(result(board()), *(write(DRIFT, name, "Kommentar", f"om {name}") for name in _NAMES))
    return result(board("9999 Nytt 10 5"), written)


def _list_row(ws: Any, number: int) -> int:
    return int(next(c.row for r in ws.iter_rows() for c in r if c.value == "Utan rad")) + 1 + number


@ENGINES
@pytest.mark.parametrize("how", ["title", "emptied", "inserted", "line added"])
def test_what_people_do_to_the_list_loses_none_of_it(engine: str, how: str) -> None:
    from tests.moves import insert_row

    def edit(book: Any) -> None:
        ws = book["Kontroll"]
        row = _list_row(ws, 2)
        if how == "title":
            ws.cell(_list_row(ws, -1), 1).value = "Utan rad – Eva tittar"
        elif how == "emptied":
            for column in range(1, 5):
                ws.cell(row, column).value = None
        elif how == "inserted":
            insert_row(book, "Kontroll", row)
        else:
            insert_row(book, "Kontroll", row)
            ws.cell(row, 1).value = "Fråga Eva"

    done = run(board("9999 Nytt 10 5"), by(engine, _with_a_list(), edit))
    wanted = {f"om {name}" for name in _NAMES}
    wanted -= {"om Lokalhyror"} if how == "emptied" else set()
    assert listed(data_of(done)) >= wanted | ({"Fråga Eva"} if how == "line added" else set())
    back = result(board(), data_of(done))
    assert {text for texts in comments(back).values() for text in texts} == wanted


def test_a_line_of_the_list_goes_to_no_other_account_that_took_over_the_name() -> None:
    before = edited(result(board()), write(DRIFT, "Resor", "Kommentar", "om Resor"))
    taken_over = board("5010 Personal 1000 900", "7010 Tåg 300 222", "7020 Resor 200 141")
    for _ in range(3):
        before = result(taken_over, before)
        assert listed(before) >= {"om Resor"}
        assert comments(before) == {}
    assert comments(result(board(), before)) == {"Resor": ["om Resor"]}


def test_what_is_written_beside_a_line_of_the_list_is_named() -> None:
    def edit(book: Any) -> None:
        ws = book["Kontroll"]
        for column, text in ((5, "flyttad"), (6, "fråga Eva"), (7, "klart")):
            ws.cell(_list_row(ws, 1), column).value = text

    done = run(board("9999 Nytt 10 5"), edited(_with_a_list(), edit))
    told = " ".join(said(done, "XL131"))
    assert all(f"»{text}«" in told for text in ("flyttad", "fråga Eva", "klart"))


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text"),
    [
        ("Måluppfyllelse", "Sjukfrånvaro", "Bedömning", "Nästan"),
        ("Uppgifter", "", "Per datum", "i höstas"),
    ],
)
def test_a_line_that_somebody_wrote_on_the_list_is_not_put_where_it_cannot_stand(
    sheet: str, row: str, column: str, text: str
) -> None:
    def edit(book: Any) -> None:
        ws = book["Kontroll"]
        at = _list_row(ws, 1)
        for number, value in enumerate((text, sheet, column, row), start=1):
            ws.cell(at, number).value = value

    done = run(board("9999 Nytt 10 5"), edited(_with_a_list(), edit))
    assert text in listed(data_of(done))
    assert "XL116" not in codes(run(board("9999 Nytt 10 5"), data_of(done)))
    assert not any(m.startswith("Från det förra resultatet har  ") for m in said(done, "XL110"))


# --- goals ---------------------------------------------------------------------------------------------------


def test_comments_follow_indicators_of_one_name_under_two_goals() -> None:
    rows: list[FilledRow] = [
        {goals.GOAL: goal, goals.INDICATOR: "Nöjdhet", goals.RESULT: result_, goals.TARGET: 5.0}
        for goal, result_ in (("Ett", 4.0), ("Två", 6.0))
    ]
    before, after = replace(seed(), goals=rows), replace(seed(), goals=rows[::-1])
    written = edited(
        result(before),
        nth("Nöjdhet", 1, "Kommentar", "om ett", "Måluppfyllelse"),
        nth("Nöjdhet", 2, "Kommentar", "om två", "Måluppfyllelse"),
    )
    again = result(after, written)
    assert comments(again, "Måluppfyllelse")["Nöjdhet"] == ["om två", "om ett"]


def test_of_namesakes_only_those_that_a_figure_pairs_are_the_same() -> None:
    before = board("- Övrigt 100 90", "- Övrigt 200 180")
    after = board("- Övrigt 200 190", "- Övrigt 300 10")
    written = edited(
        result(before),
        nth("Övrigt", 1, "Kommentar", "Om de 100."),
        nth("Övrigt", 2, "Kommentar", "Om de 200."),
    )
    done = data_of(run(after, written))
    assert comments(done) == {"Övrigt": ["Om de 200."]}
    assert "Om de 100." in listed(done)


def test_a_number_before_a_name_is_no_account_where_there_are_none() -> None:
    both = [{**seed().projects[0], investments.NAME: name} for name in ("2023 Datorer", "Datorer")]
    before, after = (replace(board(), projects=projects) for projects in (both, both[1:]))
    sheet = "Investeringsredovisning"
    waiting = result(after, edited(result(before), write(sheet, "2023 Datorer", "Kommentar", "Om 2023.")))
    again = result(after, waiting)
    assert "Om 2023." in listed(waiting) & listed(again)
    assert "Om 2023." not in str(comments(again, sheet))


def test_an_own_column_that_is_called_as_ours_gives_nothing_to_ours() -> None:
    def beside(book: Any) -> None:
        ws = book[DRIFT]
        line = cell_of(ws, "7010", "Kommentar").row
        top = next(c.row for r in ws.iter_rows() for c in r if c.value == "Kommentar")
        column = ws.max_column + 1
        ws.cell(top, column).value, ws.cell(line, column).value = "Kommentar", "I vår egen kolumn."

    without = [c for c in COSTS if not c.startswith("7010")]
    waiting = result(board(*without), edited(result(board()), beside))
    assert "I vår egen kolumn." in listed(waiting)
    ours = [text for texts in comments(result(board(), waiting)).values() for text in texts]
    assert "I vår egen kolumn." not in ours


def test_what_was_taken_away_is_told_by_the_run_that_did_it_alone() -> None:
    filling = replace(seed(), totals={}, stated_variances=False)
    emptied = edited(result(filling), write(DRIFT, "Personalkostnader", "Kommentar", None))
    first = run(filling, emptied)
    assert said(first, "XL140")
    assert said(run(filling, data_of(first)), "XL140") == said(first, "XL140"), "the same run says the same"
    assert not said(run(filling, data_of(first), Wins.INPUT), "XL140")
