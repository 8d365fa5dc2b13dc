"""One life: what happens in its folder, in order, and what is known of every text and figure that people wrote."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from tests.rerun.campaign.board_kinds import COST, INCOME, KINDS, PROJECT
from tests.rerun.campaign.input_rows import Input, Row
from tests.rerun.campaign.result_lines import COMMENT, Line, lines
from tests.rerun.campaign.told_apart import Mates, mates_in
from tests.rerun.life import Life, Step

RESULT, MAILED = "budget-resultat.xlsx", "skickad.xlsx"
ON_A_LINE, ON_A_SHEET, LOOSE, ON_A_TOTAL = "line", "sheet", "loose", "total"


@dataclass
class Text:
    """`written_for` are the rows where it may stand, `on` those where it stands in the result; `total` is the name of the
    sum that it was written on. Where it is no longer `wanted`, people have taken it away, or xltool has named it; one that was
    `emptied` came nowhere else, and is to come back nowhere."""

    written_for: set[int]
    kind: str = ON_A_LINE
    on: set[int] = field(default_factory=set)
    wanted: bool = True
    emptied: bool = False
    is_new: bool = True
    total: str = ""


@dataclass
class State:
    """What people have done: `typed` are figures since the last run, `decided` are those that count although the input
    says another (the second), `added` rows of the result that the input does not have, `notes` those on their cells."""

    texts: dict[str, Text] = field(default_factory=dict)
    typed: dict[int, int] = field(default_factory=dict)
    decided: dict[int, tuple[int, int]] = field(default_factory=dict)
    added: list[Row] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)


class RandomLife:
    def __init__(self, number: int, folder: Path) -> None:
        self.number, self.random = number, random.Random(number)
        self.folder, self.aside = folder / "mapp", folder / "undan"
        for one in (self.aside, self.folder):
            one.mkdir()
        self.life = Life(self.folder)
        self.told: list[str] = []
        self.faults: list[str] = []
        self.state = State()
        self.good, self.good_state = b"", State()
        self.mailed_state: State | None = None  # of the copy that is out, or has come back
        self.came_back: State | None = None  # of the copy that was put in the result's place
        self.left: list[Row] = []  # rows that the input has had
        self.past: dict[int, set[tuple[str, str, str, str]]] = {}
        self.seen: list[Row] = []  # as the latest result was made of them
        self.earlier, self.mates = b"", Mates()  # the result before the latest run, and which row is which
        self.ids = self.texts = 0
        self.in_kr = False  # the result
        self.input = Input([], KINDS[number % len(KINDS)])
        for _ in range(self.random.randint(3, 7)):
            self.input.rows.append(self.new_row())
        if all(row.block == PROJECT for row in self.input.rows):
            self.input.rows.append(self.new_row(block=COST))

    # --- rows, texts and what they are on ---

    def new_row(self, name: str = "", block: str = "", account: str = "") -> Row:
        """No two rows share a figure."""
        self.ids += 1
        budget = self.new_budget()
        name = name or self.random.choice(self.input.kind.names)
        kind = self.input.kind
        block = block or self.random.choice(kind.sides if self.ids % 3 else (COST,))
        if block == PROJECT or not kind.blocks:  # a net cost has none
            account = ""
        elif kind.has_ledger or (not account and self.random.random() < 0.2):
            account = self.new_account(block)
        group = "" if block == PROJECT else self.random.choice(kind.groups)
        actual = budget + 10_000 + self.random.randint(1, 99)
        return Row(self.ids, name, block, budget, actual, account, group=group)

    def new_account(self, block: str) -> str:
        """No two rows share one in a ledger, whose classes tell income and costs apart."""
        self.ids += 1
        return str((3000 if block == INCOME and self.input.kind.has_ledger else 5000) + self.ids)

    def new_budget(self) -> int:
        self.ids += 1
        return 100 * self.ids + self.random.randint(1, 99)

    def new_text(self, kind: str, *written_for: int) -> str:
        self.texts += 1
        text = f"T{self.number}x{self.texts}s"
        self.state.texts[text] = Text(set(written_for), kind)
        return text

    def rows_of(self, name: str = RESULT) -> list[tuple[Row, Line]]:
        """The rows with their lines of a result, those apart whose budget another line has too."""
        of_budget: dict[int, list[Line]] = {}
        for line in lines(self.folder / name):
            of_budget.setdefault(line.budget, []).append(line)
        there = [(row, of_budget.get(row.budget, [])) for row in self.input.rows]
        return [(row, found[0]) for row, found in there if len(found) == 1 and found[0].sheet == row.sheet]

    @property
    def actual(self) -> str:
        """The header of the actuals in the result."""
        return f"{self.input.kind.actual} 2023"

    def one_of(self, name: str = RESULT, header: str = "") -> tuple[Row, Line] | None:
        there = [(row, line) for row, line in self.rows_of(name) if not header or header in line.columns]
        return self.random.choice(there) if there else None

    def put_on(self, text: str, who: int) -> None:
        one = self.state.texts[text]
        one.written_for.add(who)
        one.on.add(who)

    def taken_from(self, cell: object, who: int) -> None:
        """A person has emptied the cell or written over it."""
        seen = f"{cell:.0%}".replace("%", " %") if isinstance(cell, float) else cell  # typed as a share
        if isinstance(seen, str) and (one := self.state.texts.get(seen)):
            one.on.discard(who)
            one.wanted = one.wanted and bool(one.on)

    # --- what happens ---

    def draw(self, kind: str, drawing: str, rest: str = "") -> None:
        self.told.append(f"-- {kind}{f' {rest}' if rest else ''} --\n{drawing}")

    def edit(self, drawing: str, name: str = RESULT) -> None:
        self.draw("någon skriver" if name == RESULT else f"någon skriver i {name}", drawing)
        self.life._edit(name, drawing)

    def write(
        self,
        row: Row,
        line: Line,
        header: str,
        text: str,
        name: str = RESULT,
        new: str = "",
        drawn: str = "",
    ) -> None:
        """A text in a cell, where another may have stood."""
        known = f"{line.name_header} | Budget 2023 || {new or header}"
        self.edit(f"== {line.sheet} ==\n{known}\n{line.name} | {line.drawn_budget} || {drawn or text}", name)
        if name == RESULT:
            self.taken_from(line.at(header), row.who)
            self.put_on(text, row.who)
        else:
            if was := self.state.texts.get(str(line.at(header))):
                was.wanted = False  # whoever wrote over it in the copy may have meant it for all
            self.state.texts[text].written_for.add(row.who)

    def write_figure(self, line: Line, drawn: str) -> None:
        known = f"{line.name_header} | Budget 2023 || {self.actual}\n{line.name} | {line.drawn_budget} ||"
        self.edit(f"== {line.sheet} ==\n{known} {drawn}")

    def comment(self, name: str = RESULT) -> None:
        if found := self.one_of(name, COMMENT):
            self.write(*found, COMMENT, self.new_text(ON_A_LINE), name)

    def replace_result(self, data: bytes) -> None:
        (self.folder / RESULT).write_bytes(data)
        self.life.left[RESULT] = data

    def run(self, choice: str) -> None:
        self.choice = choice
        drawing = self.input.drawn()
        self.draw("indata nu", drawing, choice)
        self.life.told, self.life.code = True, 0
        result = self.folder / RESULT
        self.earlier = result.read_bytes() if result.exists() else b""
        with mates_in("xltool.rerun.merge") as self.mates:
            self.life._process(Step("indata", choice, drawing, [], None))

    @property
    def codes(self) -> dict[str, str]:
        return {f["code"]: f["message"] for f in self.life.findings}

    def restore(self) -> None:
        """What was taken away is put back: the result as it was before anybody wrote in it."""
        new = {text: one for text, one in self.state.texts.items() if one.is_new}
        self.state = deepcopy(self.good_state)
        for text, one in new.items():
            one.wanted, one.on = False, set()
            self.state.texts[text] = one
        self.replace_result(self.good)
        self.life.left.pop(RESULT)  # nobody's work is in it
        self.draw("resultatet läggs tillbaka som xltool skrev det", "")
