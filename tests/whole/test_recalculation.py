"""Every formula of a result gives its stored value in IronCalc, and follows a changed input cell."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.examples import seed
from tests.many import many
from tests.random_boards import random_filling
from tests.recalculation import Engine, differences, formulas, same
from xltool.core.functions import FUNCTIONS
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import State
from xltool.running.pipeline import work
from xltool.sheets.template_rows import Filling

RANDOM_BOARDS = range(many(200))


def result_of(filling: Filling | bytes) -> bytes:
    data = filling if isinstance(filling, bytes) else template_bytes(filling)
    done = work(data, "budget.xlsx", write=True)
    assert done.state is State.OK, [f"{f.origin} {f.message}" for f in done.findings]
    assert done.data is not None
    return done.data


def engine_of(data: bytes, folder: Path) -> Engine:
    path = folder / "resultat.xlsx"
    path.write_bytes(data)
    return Engine(path)


@pytest.mark.parametrize("kronor", [False, True])
def test_examples_recalculate_to_their_stored_values(kronor: bool, tmp_path: Path) -> None:
    data = result_of(seed(kronor=kronor))
    assert differences(data, engine_of(data, tmp_path)) == []


@pytest.mark.parametrize("seed_number", RANDOM_BOARDS)
def test_random_boards_recalculate_to_their_stored_values(seed_number: int, tmp_path: Path) -> None:
    data = result_of(random_filling(seed_number))
    assert differences(data, engine_of(data, tmp_path)) == []


def test_a_planted_wrong_value_is_found(tmp_path: Path) -> None:
    data = result_of(seed())
    place = ("Driftredovisning", "D7")
    engine = engine_of(data, tmp_path)
    engine.type(place, "999999")
    assert any(line.startswith("Driftredovisning!D7") for line in differences(data, engine))


def test_the_template_recalculates_too(tmp_path: Path) -> None:
    data = template_bytes(Filling(2024))
    assert differences(data, engine_of(data, tmp_path)) == []


def test_only_functions_of_the_table_are_used() -> None:
    used = {
        name
        for text in formulas(result_of(seed())).text.values()
        for name in re.findall(r"([A-Z]+)\(", re.sub(r'"[^"]*"', "", text))
    }
    assert used <= set(FUNCTIONS)


# --- a changed input ------------------------------------------------------------------------------------------

CHANGES = [
    # sheet and label of the row, header of the column in the result; the same in the input; what is typed
    ("Driftredovisning", "Licenser & serviceavtal", "Utfall 2023", "Driftredovisning", "Utfall 2023", 9_900_000.0),
    ("Driftredovisning", "Driftbidrag från kommuner", "Budget 2023", "Driftredovisning", "Budget 2023", -45_000_000.0),
    ("Driftredovisning", "Personalkostnader", "Utfall 2023", "Driftredovisning", "Utfall 2023", 5_000_000.0),
    ("Investeringsredovisning", "IT-investering Laxå", "Utfall 2023", "Investeringsredovisning", "Utfall 2023", 2_000_000.0),
    ("Måluppfyllelse", "Antal e-tjänster för medborgare", "Resultat 2023", "Nämndmål", "Resultat 2023", 12.0),
    ("Måluppfyllelse", "Införa återvinning/återbruk för nya mobila enheter", "Resultat 2023", "Nämndmål", "Resultat 2023", 60.0),
    ("Måluppfyllelse", "Införa återvinning/återbruk för nya mobila enheter", "Målvärde 2023", "Nämndmål", "Målvärde 2023", 20.0),
    ("Fördelning", "Laxå", "Invånare", "Medlemmar", "Invånare", 16196.0),
    ("Uppgifter", "Väsentlig avvikelse belopp", "Värde", "Uppgifter", "Värde", 300_000.0),
    ("Uppgifter", "Väsentlig avvikelse andel", "Värde", "Uppgifter", "Värde", 0.2),
    ("Uppgifter", "Gräns för delvis uppnådd", "Värde", "Uppgifter", "Värde", 0.95),
    ("Uppgifter", "Fördelas i hela", "Värde", "Uppgifter", "Värde", 10_000.0),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it warns of data bars that it does not read
@pytest.mark.parametrize(("sheet", "label", "header", "input_sheet", "input_header", "value"), CHANGES)
def test_a_changed_cell_gives_what_processing_gives(
    sheet: str, label: str, header: str, input_sheet: str, input_header: str, value: float, tmp_path: Path
) -> None:
    """The kronor example has formulas for its totals, so that a changed line leaves no stated total behind."""
    source = template_bytes(seed(kronor=True))
    before = result_of(source)
    engine = engine_of(before, tmp_path)
    engine.type((sheet, _cell(before, sheet, label, header)), repr(value))

    changed = Engine(_written(source, tmp_path))
    changed.type((input_sheet, _cell(source, input_sheet, label, input_header)), repr(value))
    after = result_of(
        _with_value(source, input_sheet, _cell(source, input_sheet, label, input_header), value, changed)
    )

    expected = formulas(after)
    assert set(expected.text) == set(formulas(before).text)
    assert expected.values != formulas(before).values, "the change must be felt somewhere"
    wrong = [
        p for p, stored in expected.values.items() if p[0] != "Kontroll" and not same(stored, engine.value(p))
    ]
    assert [f"{p}: {expected.values[p]!r} != {engine.value(p)!r}" for p in wrong] == []


def _written(data: bytes, folder: Path) -> Path:
    path = folder / "input.xlsx"
    path.write_bytes(data)
    return path


def _cell(data: bytes, sheet: str, label: str, header: str) -> str:
    """The address where the row of the label and the column of the header meet."""
    cells = [c for row in load_workbook(BytesIO(data), data_only=True)[sheet].iter_rows() for c in row]
    row = next(c.row for c in cells if c.value == label)
    return f"{next(c.column_letter for c in cells if c.value == header)}{row}"


def _with_value(data: bytes, sheet: str, address: str, value: float, engine: Engine) -> bytes:
    """The workbook with the changed cell, every formula's stored value computed anew by the engine."""
    book = load_workbook(BytesIO(data))
    stored = formulas(data)
    book[sheet][address].value = value
    for place in stored.text:
        computed = engine.value(place)
        book[place[0]][place[1]].value = None if computed == "" else computed
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
