"""The figures as `--json` tells them: the workbook's own numbers, under keys that are there or left out as described."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import to_builtins

from tests.drawn import computed, result
from tests.random_boards import random_filling
from tests.recalculation import formulas
from xltool.core.origin import Origin
from xltool.core.units import Money, Unit
from xltool.findings import codes
from xltool.result.figures import figures
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.terminal.report import summary
from xltool.terminal.workbook_object import NO_FIGURES, BoardFigures, WorkbookObject, finding_object

NOISY = "Kontotext | Typ | Budget | Utfall\nHyror | Kostnad | 0.1 | 0.3"


def figures_of(drawing: str, *, net: float = 0) -> BoardFigures:
    whole = result(drawing, net=net)
    return figures(whole.board, whole)


def numbers(data: Any) -> Iterator[float]:
    """Every number of the object, to the innermost."""
    if isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from numbers(one)
    elif isinstance(data, float | int) and not isinstance(data, bool):
        yield data


@pytest.mark.parametrize("number", range(300, 312))
def test_every_number_is_a_cell_of_the_workbook_to_the_last_bit(number: int) -> None:
    done = work(template_bytes(random_filling(number)), "budget.xlsx", write=True)
    assert done.data is not None
    stored = set(formulas(done.data).values.values())
    told = to_builtins(figures(done.board, done.result))
    parts = [told["operating"], *([told["investments"]] if told["investments"] else [])]
    amounts = [line["variance"] for part in parts for line in part["lines"]]
    amounts += [x for part in parts for key in ("net", "total") if key in part for x in numbers(part[key])]
    shared = [
        x for m in (told["shares"] or {"members": []})["members"] for x in (m["share"], abs(m["amount"]))
    ]
    assert [x for x in (*amounts, *shared) if x not in stored and x != 0] == []


def test_numbers_are_not_rounded_and_whole_ones_have_no_point() -> None:
    rent = computed(NOISY)["operating"]["lines"][0]
    assert json.dumps(rent["variance"]) == "-0.19999999999999998"
    net = computed("Kontotext | Typ | Budget | Utfall\nA | Kostnad | 100 | 120")["operating"]["net"]
    assert json.dumps(net) == '{"budget": 100, "actual": 120, "variance": -20}'


def test_a_percentage_is_told_as_it_is_read() -> None:
    drawing = "== Nämndmål ==\nMål | Indikator | Målvärde | Resultat\nM | I | 7% | 29%"
    one = computed(drawing)["goals"]["goals"][0]["indicators"][0]
    assert (one["result"], one["target"], one["unit"]) == (29, 7, "%")


def test_what_is_no_variance_but_noise_is_none_of_the_largest() -> None:
    drawing = "Kontotext | Typ | Budget | Utfall\nA | Kostnad | 1 | 2\nB | Intäkt | -0.3 | -0.3"
    text = "\n".join(summary(figures_of(drawing), Money(Unit.TKR)))
    assert text.count("▼") == 1
    assert "▲" not in text


KEYS = ("board", "year", "unit", "operating", "investments", "goals", "shares", "reading", "period", "checks")


def test_a_part_that_is_missing_is_null_and_an_amount_that_is_missing_is_left_out() -> None:
    told = computed("Konto | Kontotext | Typ | Budget | Utfall\n | A | Kostnad | 1 | 2")
    assert tuple(told) == KEYS
    assert [told[key] for key in KEYS[4:7]] == [None, None, None]
    keys = ["account", "name", "kind", "group", "budget", "actual", "variance", "material", "comment"]
    assert list(told["operating"]["lines"][0]) == keys
    assert told["operating"]["lines"][0]["account"] is None
    assert list(told["operating"]["cost"]) == ["budget", "actual", "variance"]
    told = computed("Kontotext | Typ | Budget | Utfall | Prognos\nA | Kostnad | 1 | 2 | 3")
    assert list(told["operating"]["lines"][0]) == [*keys[:7], "forecast", *keys[7:]]


def test_the_keys_of_the_whole_object() -> None:
    finding = finding_object(codes.EMPTY_SHEET.at(Origin("Blad", "A1"), sheet="Blad", consequence="Inget."))
    told = WorkbookObject("in.xlsx", None, "ok", NO_FIGURES, [finding]).keys()
    assert tuple(told) == ("file", "result", "status", *KEYS, "findings")
    assert list(told["findings"][0]) == ["severity", "code", "sheet", "cell", "message", "hint", "remedy"]
    assert (told["findings"][0]["sheet"], told["findings"][0]["cell"], told["board"]) == ("Blad", "A1", None)


def test_figures_leave_a_worker_as_they_are() -> None:
    told = figures_of("== Medlemmar ==\nKommun | Invånare\nA | 1\nB | 2", net=100)
    assert told.shares is not None
    assert pickle.loads(pickle.dumps(told, protocol=5)) == told
