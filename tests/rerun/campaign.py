"""Random lives of a result: boards whose rows share names, people who write, copies that come back, inputs that change.

    python -m tests.rerun.campaign 3000            so many lives, from the first
    python -m tests.rerun.campaign 1 --from 712    one of them again, with all that happened drawn as in `cases.txt`

After every run each text that was typed stands on its own row, or under Utan rad, or in a file that is kept, or the run
stopped; never on a row that it was not written for. No decided figure changes by itself, the same run again gives the
same bytes, and every stop has a way out, which is taken.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from python_calamine import load_workbook

from tests.rerun.life import Life, Step
from tests.rerun.tables import clean

SHEET, RESULT, OWN = "Driftredovisning", "budget-resultat.xlsx", "Ansvarig"
_NAMES = ("Löner", "Hyror", "Resor", "Övrigt", "2 Lokaler", "Bidrag")
_COPIES = ("budget-resultat (1).xlsx", "budget-resultat(1).xlsx", "budget-resultat - Kopia.xlsx",
           "Kopia av budget-resultat.xlsx", "budget-resultat-DATOR7.xlsx", "budget-resultat kopia.xlsx")  # fmt: skip
_MAILED = "skickad.xlsx"


@dataclass(frozen=True)
class Row:
    """A line of the input. Who it is never changes, whatever else does."""

    who: int
    name: str
    is_cost: bool
    budget: int
    actual: int

    @property
    def drawn(self) -> str:
        kind, sign = ("Kostnad", 1) if self.is_cost else ("Intäkt", -1)
        return f"{self.name} | {kind} | {sign * self.budget} | {sign * self.actual}"

    @property
    def known(self) -> str:
        return f"{self.name} | {self.budget if self.is_cost else -self.budget}"


@dataclass
class Campaign:
    """One life. `written` says of each text which row it was written for."""

    number: int
    folder: Path
    rows: list[Row] = field(default_factory=list)
    written: dict[str, int] = field(default_factory=dict)
    aliases: dict[tuple[str, bool], set[int]] = field(
        default_factory=dict
    )  # who has been of that name and side
    told: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.number)
        self.aside = self.folder / "undan"
        self.folder /= "mapp"
        for folder in (self.aside, self.folder):
            folder.mkdir()
        self.life = Life(self.folder)
        self.texts = self.ids = 0
        self.board, self.good, self.safe = "Nämnden", b"", dict[str, int]()
        self.rows = [self.new_row() for _ in range(self.random.randint(3, 7))]

    # --- what happens ---

    def live(self) -> list[str]:
        self.process()
        for _ in range(4):
            for _ in range(self.random.randint(1, 3)):
                self.random.choice(_EDITS)(self)
            for _ in range(self.random.randint(0, 2)):
                self.random.choice(_CHANGES)(self)
            self.process()
            if self.faults:
                break
        return self.faults

    def new_row(self) -> Row:
        self.ids += 1
        budget = 100 * self.ids + self.random.randint(1, 99)  # no two rows share a figure
        actual = budget + 10_000 + self.random.randint(1, 99)
        return Row(self.ids, self.random.choice(_NAMES), self.random.random() < 0.7, budget, actual)

    def text(self, who: int) -> str:
        self.texts += 1
        text = f"T{self.number}x{self.texts}"
        self.written[text] = who
        return text

    def draw(self, kind: str, drawing: str, rest: str = "") -> None:
        self.told.append(f"-- {kind}{f' {rest}' if rest else ''} --\n{drawing}")

    def edit(self, drawing: str, name: str = RESULT) -> None:
        self.draw("någon skriver" if name == RESULT else f"någon skriver i {name}", drawing)
        self.life._edit(name, drawing)

    def write(self, row: Row, column: str, header: str, name: str = RESULT) -> None:
        """A text in a cell, where another may have stood."""
        self.written.pop(str(self.standing(name)[row.known].get(column)), None)
        self.edit(
            f"== {SHEET} ==\nKontotext | Budget 2023 || {header}\n{row.known} || {self.text(row.who)}", name
        )

    def row_in_result(self) -> Row | None:
        there = [row for row in self.rows if row.known in self.standing()]
        return self.random.choice(there) if there else None

    def standing(self, name: str = RESULT) -> dict[str, dict[str, object]]:
        """The lines of a result, each by its name and budget."""
        return {f"{r['Kontotext']} | {_whole(r['Budget 2023'])}": r for r in _lines(self.folder / name)}

    # --- a run ---

    def process(self) -> None:
        drawing = self.drawing()
        self.run(drawing, "")
        for way in range(6):
            if not self.life.code:
                break
            self.way_out(drawing, way)
        if self.life.code:
            self.faults.append(f"no way out: {[f['code'] for f in self.life.findings]}")
            return
        self.check()
        self.good, self.safe = (self.folder / RESULT).read_bytes(), dict(self.written)
        before = (self.folder / RESULT).read_bytes()
        self.run(drawing, self.choice)
        if (self.folder / RESULT).read_bytes() != before:
            self.faults.append("the same run again gives other bytes")

    def drawing(self) -> str:
        lines = "\n".join(row.drawn for row in self.rows)
        settings = f"== Uppgifter ==\nNämnd | {self.board}\nÅr | 2023\n"
        return f"{settings}== {SHEET} ==\nKontotext | Typ | Budget | Utfall\n{lines}"

    def run(self, drawing: str, choice: str) -> None:
        self.choice = choice
        self.draw("indata nu", drawing, choice)
        self.life.told, self.life.code = True, 0
        self.life._process(Step("indata", choice, drawing, [], None))

    def way_out(self, drawing: str, way: int) -> None:
        codes = {f["code"]: f["message"] for f in self.life.findings if f["severity"] == "error"}
        if "XL137" in codes:  # the other is moved to another folder
            names = sorted(
                p.name for p in self.folder.glob("*.xlsx") if p.name in codes["XL137"] and p.name != RESULT
            )
            for name in names:
                (self.folder / name).replace(self.aside / f"{len(self.told)} {name}")
                self.life.left.pop(name, None)
            self.run(drawing, "")
        elif "XL116" in codes:  # what was taken away is put back, as it was before anybody wrote in it
            (self.folder / RESULT).write_bytes(self.good)
            self.life.left.pop(RESULT, None)
            self.written = dict(self.safe)
            self.run(drawing, "")
        elif "XL155" in codes:  # it is the same board
            self.edit(f"== Uppgifter ==\nUppgift || Värde\nNämnd || {self.board}")
            self.run(drawing, "")
        else:
            self.run(drawing, "--result-wins" if way == 0 else "--input-wins")

    # --- what holds ---

    def check(self) -> None:
        lines = self.standing()
        by_row = {row.known: row for row in self.rows}
        files = [*self.folder.glob("*.xlsx"), *self.aside.glob("*.xlsx")]
        kept = {text for path in files if path.name != RESULT for text in _texts(path)}
        everywhere = _texts(self.folder / RESULT)
        for text, who in self.written.items():
            homes = [key for key, line in lines.items() if text in line.values()]
            for row in (by_row[key] for key in homes):
                if row.who != who and not self.is_the_same(row, who):
                    self.faults.append(f"{text} of row {who} stands on row {row.who} ({row.known})")
                self.written[text] = row.who
            if not homes and text not in everywhere and text not in kept:
                self.faults.append(f"{text} is nowhere")

    def is_the_same(self, row: Row, who: int) -> bool:
        """Whether nothing but the name could tell: a row of that name and side left, and one came, and there was no other."""
        return (
            who in self.aliases.get((row.name, row.is_cost), ())
            and sum((r.name, r.is_cost) == (row.name, row.is_cost) for r in self.rows) == 1
        )


def _lines(path: Path) -> list[dict[str, object]]:
    rows = load_workbook(BytesIO(path.read_bytes())).get_sheet_by_name(SHEET).to_python()
    top = next(n for n, row in enumerate(rows) if "Budget 2023" in row)
    found: list[dict[str, object]] = [
        dict(zip(map(str, rows[top]), map(clean, row), strict=False)) for row in rows[top + 1 :]
    ]
    return [one for one in found if isinstance(one.get("Budget 2023"), float) and "otal" not in str(one["Kontotext"])
            and "esultat" not in str(one["Kontotext"])]  # fmt: skip


def _whole(value: object) -> int:
    return int(value) if isinstance(value, float) else 0


def _texts(path: Path) -> set[str]:
    book = load_workbook(BytesIO(path.read_bytes()))
    names = [name for name in book.sheet_names if name != "xltool-minne"]
    cells = (c for name in names for row in book.get_sheet_by_name(name).to_python() for c in row)
    return {str(cell) for cell in cells if isinstance(cell, str)}


# --- what people do in the result ------------------------------------------------------------------------------


def comment(one: Campaign) -> None:
    row = one.row_in_result()
    if row and "Kommentar" in one.standing()[row.known]:
        one.write(row, "Kommentar", "Kommentar")


def own_column(one: Campaign) -> None:
    if row := one.row_in_result():
        is_there = any(OWN in line for line in _lines(one.folder / RESULT))
        one.write(row, OWN, OWN if is_there else f"(ny) {OWN}")


def figure(one: Campaign) -> None:
    if row := one.row_in_result():
        one.edit(f"== {SHEET} ==\nKontotext | Budget 2023 || Utfall 2023\n{row.known} || {50_000 + one.ids}")


def loose_cell(one: Campaign) -> None:
    one.texts += 1
    one.edit(f"== {SHEET} ==\nCell || Innehåll\nA{60 + one.texts} || Lös {one.number}x{one.texts}")


def own_sheet(one: Campaign) -> None:
    one.texts += 1
    one.edit(f"== Anteckningar {one.texts} (nytt blad) ==\nAtt göra | {one.text(0)}")


def taken_away(one: Campaign) -> None:
    row = one.row_in_result()
    if row and "Kommentar" in one.standing()[row.known]:
        texts = [str(v) for v in one.standing()[row.known].values() if v]
        one.edit(f"== {SHEET} ==\nKontotext | Budget 2023 || Kommentar\n(borttagen) {row.known} ||")
        for text in texts:  # whoever takes the row away takes the text away
            one.written.pop(text, None)


def header(one: Campaign) -> None:
    if "Kommentar" in _lines(one.folder / RESULT)[0]:
        one.edit(f"== {SHEET} ==\nKontotext || Kommentar\n(rubriken) || Till nämnden {one.texts}")


def mailed(one: Campaign) -> None:
    (one.folder / _MAILED).write_bytes((one.folder / RESULT).read_bytes())
    one.draw(f"resultatet kopieras till {_MAILED}", "")


def put_back(one: Campaign) -> None:
    """The copy, in which somebody has written, comes back beside the result."""
    if not (one.folder / _MAILED).exists():
        mailed(one)
    free = [name for name in _COPIES if not (one.folder / name).exists()]
    if not free:
        return
    name = one.random.choice(free)
    (one.folder / _MAILED).replace(one.folder / name)
    one.draw(f"{_MAILED} läggs bredvid som {name}", "")
    lines = [row for row in one.rows if row.known in one.standing(name)]
    if lines:
        row = one.random.choice(lines)
        if "Kommentar" in one.standing(name).get(row.known, ()):
            one.write(row, "Kommentar", "Kommentar", name)


_EDITS: tuple[Callable[[Campaign], None], ...] = (
    comment, comment, comment, own_column, own_column, figure, loose_cell, own_sheet, taken_away, header, mailed, put_back,
)  # fmt: skip


# --- how the input changes -------------------------------------------------------------------------------------


def _changed(one: Campaign, **fields: Callable[[Row], object]) -> None:
    at = one.random.randrange(len(one.rows))
    row = one.rows[at]
    one.rows[at] = replace(row, **{name: new(row) for name, new in fields.items()})  # type: ignore[arg-type]  # each its kind


def actual(one: Campaign) -> None:
    _changed(one, actual=lambda row: row.actual + 1)


def removed(one: Campaign) -> None:
    if len(one.rows) > 2:
        row = one.rows.pop(one.random.randrange(len(one.rows)))
        one.aliases.setdefault((row.name, row.is_cost), set()).add(row.who)


def added(one: Campaign) -> None:
    one.rows.insert(one.random.randint(0, len(one.rows)), one.new_row())


def replaced(one: Campaign) -> None:
    """One leaves and a namesake comes, on the other side perhaps."""
    at = one.random.randrange(len(one.rows))
    gone = one.rows[at]
    one.aliases.setdefault((gone.name, gone.is_cost), set()).add(gone.who)
    one.rows[at] = replace(one.new_row(), name=gone.name, is_cost=one.random.random() < 0.5)


def renamed(one: Campaign) -> None:
    at = one.random.randrange(len(one.rows))
    was = one.rows[at]
    one.aliases.setdefault((was.name, was.is_cost), set()).add(was.who)
    one.rows[at] = replace(was, name=one.random.choice(_NAMES))


def moved(one: Campaign) -> None:
    one.random.shuffle(one.rows)


def other_side(one: Campaign) -> None:
    at = one.random.randrange(len(one.rows))
    was = one.rows[at]
    one.aliases.setdefault((was.name, was.is_cost), set()).add(was.who)
    one.rows[at] = replace(was, is_cost=not was.is_cost)


def other_board(one: Campaign) -> None:
    one.board = one.random.choice(("Nämnden", "Kulturnämnden", "Socialnämnden"))


_CHANGES: tuple[Callable[[Campaign], None], ...] = (
    actual, actual, removed, removed, added, added, replaced, replaced, renamed, moved, other_side, other_board,
)  # fmt: skip


def lives(count: int, first: int = 0) -> dict[int, list[str]]:
    """The faults of so many lives, by their number."""
    found = {}
    for number in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            one = Campaign(number, Path(folder))
            try:
                faults = one.live()
            except Exception as error:  # a fault like any other
                faults = [repr(error)]
            if faults:
                found[number] = faults
            if faults and count == 1:
                print("\n".join(one.told))
                print([(f["code"], f["message"]) for f in one.life.findings])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int)
    parser.add_argument("--from", dest="first", type=int, default=0)
    asked = parser.parse_args()
    found = lives(asked.count, asked.first)
    for number, faults in found.items():
        print(f"{number}: {'; '.join(faults)}")
    print(f"{asked.count} lives, {len(found)} with faults")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
