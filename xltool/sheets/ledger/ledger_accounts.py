"""The accounts of detail rows, and their names where both stand in one cell as `5010 Månadslön`."""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from xltool.core.cell_arrays import Kind
from xltool.core.numbers import plain
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.sheets.ledger.ledger_columns import ACCOUNT
from xltool.sheets.ledger.ledger_faults import Reading, always, tell_broken

_ACCOUNT_AND_NAME = re.compile(r"(\d[\dA-Za-z]{1,14})(?: *[-–:,] *| +)([^\W\d_].*)")


class AccountCells(Struct, dict=True):
    """What stands in each row's cell of the account: its place in `labels`, of which the first is empty. `accounts` are
    the accounts, each once, the first empty; `of_label` is each label's among them, `titles` the names beside them."""

    places: NDArray[np.intp]
    labels: list[str]
    accounts: list[str]
    of_label: NDArray[np.intp]
    titles: list[str]

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """Each row's account, as its place in `accounts`."""
        return self.of_label[self.places]

    @cached_property
    def named(self) -> NDArray[np.bool_]:
        """The rows that have an account."""
        result: NDArray[np.bool_] = self.rows != 0
        return result

    def name(self, position: int) -> str:
        return self.accounts[int(self.rows[position])]


def account_cells(reading: Reading) -> AccountCells:
    """The accounts of all rows; a cell that can be none is told."""
    raw = reading.column(ACCOUNT)
    tell_broken(reading, ACCOUNT, raw)
    for kind, word in ((Kind.DAY, "ett datum"), (Kind.TRUTH, "ett sanningsvärde")):
        wrong = np.flatnonzero(raw.kinds == kind)
        reading.tell(codes.WRONG_KIND_OF_VALUE, ACCOUNT, wrong, always(value=word))
    places = np.zeros(len(raw.kinds), np.intp)
    labels: dict[str, int] = {"": 0}
    for kind, label in ((Kind.NUMBER, _number_label), (Kind.TEXT, lambda n: plain(reading.texts[int(n)]))):
        mask = raw.kinds == kind
        found, different = pd.factorize(raw.numbers[mask])
        if len(different):
            own = [labels.setdefault(label(n), len(labels)) for n in different]
            places[mask] = np.array(own, np.intp)[found]
    parts = [found.groups() if (found := _ACCOUNT_AND_NAME.fullmatch(w)) else (w, "") for w in labels]
    accounts: dict[str, int] = {}
    of_label = np.array([accounts.setdefault(account, len(accounts)) for account, _ in parts], np.intp)
    return AccountCells(places, list(labels), list(accounts), of_label, [title for _, title in parts])


def _number_label(number: float) -> str:
    return str(int(number)) if number == int(number) else number_text(number)
