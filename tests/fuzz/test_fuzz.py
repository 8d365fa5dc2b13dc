"""A short run of the fuzzer, and the proof that its judge sees what it should."""

from __future__ import annotations

import os
from collections import Counter
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests import tasks
from tests.fuzz import run
from tests.fuzz.judge import Verdict, compared, judge, kept, summed
from tests.fuzz.mutate import Mutant, mutant
from tests.fuzz.sources import ledger, results_in_use
from tests.hostile.base import PARTS, SHEET
from tests.hostile.build import with_parts, zipped
from tests.many import many
from xltool.core.cells import RawBook
from xltool.intake.workbook_reader import read_workbook
from xltool.running.pipeline import work
from xltool.running.worker_pool import WorkerPool

_COUNT = many(4_000)
_PIECES = _COUNT // 500


@pytest.mark.parametrize("piece", range(_PIECES))
def test_no_mutant_breaks_anything(piece: int) -> None:
    numbers = range(piece, _COUNT, _PIECES)
    judged = list(run.run(numbers, jobs=min(2, os.cpu_count() or 1), known=piece == 0))
    assert {one.name: one.faults for one in judged if one.faults} == {}
    states = run.states(judged)
    assert sum(states.values()) >= len(numbers)
    # A fuzzer whose mutants are all refused, or all harmless, tries nothing.
    assert states["unreadable"] > 100
    assert states["ok"] > 50
    readers = Counter(reader for one in judged for reader in one.readers)
    assert min(readers[name] for name in ("one by one", "bulk", "parser")) > 15


def test_the_same_number_gives_the_same_mutant() -> None:
    assert [mutant(n) for n in range(20)] == [mutant(n) for n in range(20)]


# --- the judge ---------------------------------------------------------------------------------------------------


def read(data: bytes) -> RawBook:
    book, _ = read_workbook(data, "b.xlsx")
    assert book is not None
    return book


def test_the_judge_finds_a_figure_that_is_read_differently() -> None:
    other = with_parts({SHEET: PARTS[SHEET].replace(b"<v>415</v>", b"<v>416</v>")})
    assert compared(zipped(PARTS), read(zipped(PARTS))) == []
    assert compared(other, read(zipped(PARTS))) == [
        "Driftredovisning!D3: 415 or 416.0",
        "Driftredovisning!D3: 415 or 416",
    ]


def test_the_judge_finds_a_cell_that_is_not_read() -> None:
    other = with_parts({SHEET: PARTS[SHEET].replace(b'<c r="D3"><v>415</v></c>', b"")})
    assert compared(zipped(PARTS), read(other)) == [
        "Driftredovisning!D3: None or 415.0",
        "Driftredovisning!D3: None or 415",
    ]


def test_the_judge_finds_a_workbook_without_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltool.intake.workbook_reader.read_workbook", lambda *_: (RawBook(()), []))
    assert judge(zipped(PARTS), False) == Verdict("errors", ["accepted with no sheet"])


def test_a_traceback_and_a_hang_are_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    with WorkerPool() as pool:
        monkeypatch.setattr(run, "SECONDS", 0.5)
        for broken, state in ((tasks.broken_judge, "traceback"), (tasks.hanging_judge, "TimedOutError")):
            monkeypatch.setattr(run, "judge", broken)
            found = run.judged("1", Mutant(b"PK"), pool, write=False)
            assert (found.state, bool(found.faults)) == (state, True)


def test_the_judge_finds_a_sum_that_is_wrong() -> None:
    right, wrong = ledger(in_cells=False), work(ledger(in_cells=True), "b.xlsx", write=False)
    assert wrong.board is not None
    assert wrong.board.details is not None
    assert summed(right, wrong) == []
    assert wrong.board.operating is not None
    book = load_workbook(BytesIO(right), data_only=True)
    book["Underlag"]["E3"] = 1
    buffer = BytesIO()
    book.save(buffer)
    assert [f.partition(":")[0] for f in summed(buffer.getvalue(), wrong)] == ["Löner"]


@pytest.mark.parametrize("number", range(2))
def test_the_judge_finds_what_is_lost_of_a_result_before(number: int) -> None:
    data, previous = results_in_use()[number]
    assert kept(data, previous, work(data, "b.xlsx", write=True, previous=previous)) == []
    lost = kept(data, previous, work(data, "b.xlsx", write=True))
    assert len(lost) > 3
    assert all(f.startswith("lost: EGEN TEXT") for f in lost)


def test_the_judge_finds_a_figure_that_the_input_does_not_hold() -> None:
    data, previous = results_in_use()[0]
    other = with_parts({SHEET: PARTS[SHEET].replace(b"<v>415</v>", b"<v>416</v>")})
    assert kept(data, previous, work(other, "b.xlsx", write=True))[-1:] == [
        "figures that the input does not hold"
    ]
