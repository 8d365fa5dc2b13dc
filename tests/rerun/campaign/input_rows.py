"""The workbook that is dropped in, drawn: its rows, and how its sheets are laid out."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.rerun.campaign.board_kinds import COST, INCOME, PLAIN, PROJECT, BoardKind

OPERATING, INVESTMENTS = "Driftredovisning", "Investeringsredovisning"
SLIP = "Lapp"  # the header of a column that xltool does not know
_OTHER_WORDS = {"Kontotext": "Benämning", "Budget": "Årsbudget", "Kommentar": "Kommentarer"}


@dataclass(frozen=True)
class Row:
    """A line. Who it is never changes, whatever else does. Its amounts are in tkr, and without signs."""

    who: int
    name: str
    block: str
    budget: int
    actual: int
    account: str = ""
    comment: str = ""
    group: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return self.name, self.block, self.account, self.group

    @property
    def sheet(self) -> str:
        return INVESTMENTS if self.block == PROJECT else OPERATING

    @property
    def slip(self) -> str:
        """What the input says in the column that follows along."""
        return f"{SLIP} {self.who}"

    def amount(self, value: float) -> float:
        return -value if self.block == INCOME else value


@dataclass
class Input:
    rows: list[Row]
    kind: BoardKind = PLAIN
    board: str = "Nämnden"
    in_kr: bool = False
    has_totals: bool = False
    has_joined_accounts: bool = False  # account and name in one cell
    has_other_words: bool = False
    are_lines: bool = False  # the rows say that they are no sums
    has_headings: bool = False  # the groups stand above their rows instead of in a column
    columns: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = self.columns or self.kind.columns

    @property
    def factor(self) -> int:
        return 1000 if self.in_kr else 1

    @property
    def lines(self) -> list[Row]:
        """The rows in the order that results have them."""
        return [row for block in (INCOME, COST, PROJECT) for row in self._of_block(block)]

    def computes(self, row: Row) -> bool:
        """Whether the row's actual is the sum of rows in the ledger."""
        return self.kind.has_ledger and bool(row.account)

    def _of_block(self, block: str) -> list[Row]:
        """The rows with those of each group together, in the order of the groups."""
        rows = [row for row in self.rows if row.block == block]
        groups = dict.fromkeys(row.group for row in rows)
        return [row for group in groups for row in rows if row.group == group]

    # --- drawn ---

    def drawn(self) -> str:
        period = "\nPeriod | augusti" if self.kind.actual == "Prognos" else ""
        unit = "\nEnhet | kr" if self.in_kr else ""
        projects = self._of_block(PROJECT)
        sheets = [
            f"== Uppgifter ==\nNämnd | {self.board}\nÅr | 2023{period}{unit}",
            f"== {OPERATING} ==\n{self._table(self._operating())}",
        ]
        if projects:
            cells = [{"Projekt": r.name, **self._amounts(r), "Kommentar": r.comment} for r in projects]
            sheets.append(f"== {INVESTMENTS} ==\n{self._table(cells, 'Projekt')}")
        return "\n".join([*sheets, *self._beside()])

    def _beside(self) -> list[str]:
        """The taught table and the ledger, where the board has one."""
        found = []
        if self.kind.words:
            words = "\n".join(f"{word} | {ours}" for ours, word in self.kind.words)
            found.append(f"== Översättning ==\nRubrik | Läses som\n{words}")
        computed = [row for row in self._operating_rows() if self.computes(row)]
        if computed:
            parts = [(row.account, row.amount(part)) for row in computed for part in _two_parts(row.actual)]
            rows = "\n".join(f"{account} | {part * 1000:.0f}" for account, part in parts)
            found.append(f"== Underlag ==\nKonto | Utfall\n{rows}")
        return found

    def _operating_rows(self) -> list[Row]:
        return [*self._of_block(INCOME), *self._of_block(COST)]

    def _operating(self) -> list[dict[str, str]]:
        found = []
        for block, total in ((INCOME, "TOTALT INTÄKTER"), (COST, self._total_of_costs)):
            rows, group = self._of_block(block), ""
            for row in rows:
                if self.has_headings and row.group != group:
                    group = row.group
                    found.append({"Kontotext": group})
                found.append(self._line(row))
            if rows and self.has_totals:
                sums = Row(0, total, block, sum(r.budget for r in rows), sum(r.actual for r in rows))
                found.append({"Kontotext": total, **self._amounts(sums)})
        return found

    @property
    def _total_of_costs(self) -> str:
        return "TOTALT KOSTNADER" if self.kind.blocks else "Nettokostnad"

    def _line(self, row: Row) -> dict[str, str]:
        joined = self.has_joined_accounts and row.account
        name = f"{row.account} {row.name}" if joined else row.name
        account = "" if joined else row.account
        about = {"Konto": account, "Kontotext": name, "Typ": self._type(row), "Kommentar": row.comment}
        more = {"Grupp": "" if self.has_headings else row.group, SLIP: row.slip, "Tjänster": f"{row.who}"}
        amounts = self._amounts(row)
        if self.computes(row):
            del amounts[self.kind.actual]
        return about | more | amounts

    def _type(self, row: Row) -> str:
        return f"{row.block}srad" if self.are_lines else row.block

    def _amounts(self, row: Row) -> dict[str, str]:
        amounts = {
            "Budget": row.budget,
            self.kind.actual: row.actual,
            "Periodens utfall": row.budget,
        }
        return {column: f"{row.amount(value * self.factor)}" for column, value in amounts.items()}

    def _table(self, rows: list[dict[str, str]], name: str = "Kontotext") -> str:
        columns = [name if column == "Kontotext" else column for column in self.columns]
        filled = [c for c in columns if c == self.kind.actual or any(row.get(c) for row in rows)]
        words = dict(self.kind.words) or (_OTHER_WORDS if self.has_other_words else {})
        lines = [[words.get(c, c) for c in filled], *([row.get(c, "") for c in filled] for row in rows)]
        return "\n".join(" | ".join(cells) for cells in lines)


def _two_parts(value: int) -> tuple[int, int]:
    return value // 3, value - value // 3
