"""A line that somebody puts into a result counts in its group and in the totals, also as the first or last of its group;
where it counts in no total, Kontroll says so. IronCalc inserts the row and recalculates, as Excel would."""

from __future__ import annotations

from pathlib import Path

import ironcalc
import pytest

from tests.groups import board_of_groups, board_with_a_column, result_of

_SHEET, _NAME, _ACTUAL = "Driftredovisning", 1, 3
_AMOUNT = 1000.0


class Opened:
    """A result as somebody works in it."""

    def __init__(self, data: bytes, folder: Path, *, columns_before: int = 0) -> None:
        path = folder / "resultat.xlsx"
        path.write_bytes(data)
        self._model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        self._model.evaluate()
        self._sheets = [one["name"] for one in self._model.get_worksheets_properties()]
        self._before = columns_before

    def row(self, name: str, *, after: int = 0) -> int:
        return next(n for n in range(after + 1, 200) if self._value(_SHEET, n, _NAME + self._before) == name)

    def actual(self, row: int) -> float:
        value = self._value(_SHEET, row, _ACTUAL + self._before)
        assert isinstance(value, float | int)
        return float(value)

    def put_in(self, row: int) -> None:
        sheet = self._sheets.index(_SHEET)
        self._model.insert_rows(sheet, row, 1)
        variance = f"={'BC'[self._before]}{row}-{'CD'[self._before]}{row}"  # filled down, as Excel does
        cells = (_NAME, "Ny rad"), (_ACTUAL - 1, "0"), (_ACTUAL, f"{_AMOUNT:.0f}"), (_ACTUAL + 1, variance)
        for column, text in cells:
            self._model.set_user_input(sheet, row, column + self._before, text)
        self._model.evaluate()

    def type(self, row: int, amount: float) -> None:
        place = self._sheets.index(_SHEET), row, _ACTUAL + self._before
        self._model.set_user_input(*place, f"{amount:.0f}")
        self._model.evaluate()

    @property
    def badge(self) -> str:
        cells = (str(self._value("Läs mig", 1, column)) for column in range(1, 9))
        return next(text for text in cells if text[:1] in "✔✘")

    def _value(self, sheet: str, row: int, column: int) -> object:
        return self._model.get_cell_value(self._sheets.index(sheet), row, column)


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize("group", ["Bygglov", "Kart och mät", "Bostadsanpassning"])
def test_a_line_first_or_last_in_its_group_counts(group: str, place: str, tmp_path: Path) -> None:
    opened = Opened(result_of(board_of_groups()), tmp_path)
    income = opened.row("TOTALT INTÄKTER")
    heading = opened.row(group, after=income)
    subtotal, total, net = (
        opened.row(name, after=heading)
        for name in (f"Summa {group.lower()}", "TOTALT KOSTNADER", "Nettoresultat")
    )
    before = [opened.actual(row) for row in (subtotal, total, net)]
    opened.put_in(heading + 1 if place == "first" else subtotal)
    after = [opened.actual(row + 1) for row in (subtotal, total, net)]
    if place == "first":
        assert after == [amount + _AMOUNT for amount in before]
        assert opened.badge.startswith("✔")
    else:  # Excel extends the sum itself when an amount is typed there; where nobody does, Kontroll tells
        assert after[0] == before[0]
        assert opened.badge.startswith("✘")


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_line_counts_where_a_column_tells_the_groups(place: str, tmp_path: Path) -> None:
    opened = Opened(result_of(board_with_a_column()), tmp_path, columns_before=1)
    income = opened.row("Totalt intäkter")
    above, subtotal = (
        opened.row(f"Summa {name}", after=income) for name in ("Bygglov", "Plan och exploatering")
    )
    before = opened.actual(subtotal)
    opened.put_in(above + 1 if place == "first" else subtotal)
    counts = opened.actual(subtotal + 1) == before + _AMOUNT
    assert counts == (place == "first")
    assert opened.badge.startswith("✔" if counts else "✘")


def test_a_line_between_the_blocks_is_in_no_total_and_kontroll_says_so(tmp_path: Path) -> None:
    opened = Opened(result_of(board_of_groups()), tmp_path)
    net = opened.actual(opened.row("Nettoresultat"))
    opened.put_in(opened.row("TOTALT INTÄKTER") + 1)
    assert opened.actual(opened.row("Nettoresultat")) == net
    assert opened.badge.startswith("✘")


def test_a_figure_over_a_subtotal_shows_on_kontroll(tmp_path: Path) -> None:
    opened = Opened(result_of(board_of_groups()), tmp_path)
    row = opened.row("Summa bygglov")
    opened.type(row, 1.0)
    assert opened.badge.startswith("✘")
