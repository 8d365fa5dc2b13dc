"""The workbook that is dropped in, drawn: its rows, and how its sheets are laid out."""

from __future__ import annotations

from dataclasses import dataclass, field

INCOME, COST, PROJECT = "Intäkt", "Kostnad", "Projekt"
OPERATING, INVESTMENTS = "Driftredovisning", "Investeringsredovisning"
NAMES = ("Löner", "Hyror", "Resor", "Övrigt", "2 Lokaler", "Bidrag")
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

    @property
    def identity(self) -> tuple[str, str, str]:
        return self.name, self.block, self.account

    @property
    def sheet(self) -> str:
        return INVESTMENTS if self.block == PROJECT else OPERATING

    def amount(self, value: float) -> float:
        return -value if self.block == INCOME else value


@dataclass
class Input:
    rows: list[Row]
    board: str = "Nämnden"
    in_kr: bool = False
    has_totals: bool = False
    has_joined_accounts: bool = False  # account and name in one cell
    has_other_words: bool = False
    columns: list[str] = field(
        default_factory=lambda: ["Konto", "Kontotext", "Typ", "Budget", "Utfall", "Kommentar"]
    )

    @property
    def factor(self) -> int:
        return 1000 if self.in_kr else 1

    @property
    def lines(self) -> list[Row]:
        """The rows in the order that results have them."""
        return [row for block in (INCOME, COST, PROJECT) for row in self.rows if row.block == block]

    def drawn(self) -> str:
        unit = "\nEnhet | kr" if self.in_kr else ""
        projects = [row for row in self.rows if row.block == PROJECT]
        sheets = [
            f"== Uppgifter ==\nNämnd | {self.board}\nÅr | 2023{unit}",
            f"== {OPERATING} ==\n{self._table(self._operating())}",
        ]
        if projects:
            cells = [{"Projekt": r.name, **self._amounts(r), "Kommentar": r.comment} for r in projects]
            sheets.append(f"== {INVESTMENTS} ==\n{self._table(cells, 'Projekt')}")
        return "\n".join(sheets)

    def _operating(self) -> list[dict[str, str]]:
        rows = [row for row in self.rows if row.block != PROJECT]
        if not self.has_totals:
            return [self._line(row) for row in rows]
        found = []
        for block, total in ((INCOME, "TOTALT INTÄKTER"), (COST, "TOTALT KOSTNADER")):
            of_block = [row for row in rows if row.block == block]
            found += [self._line(row) for row in of_block]
            if of_block:
                sums = Row(0, total, block, sum(r.budget for r in of_block), sum(r.actual for r in of_block))
                found.append({"Kontotext": total, **self._amounts(sums)})
        return found

    def _line(self, row: Row) -> dict[str, str]:
        joined = self.has_joined_accounts and row.account
        name = f"{row.account} {row.name}" if joined else row.name
        account = "" if joined else row.account
        about = {"Konto": account, "Kontotext": name, "Typ": row.block, "Kommentar": row.comment}
        return about | self._amounts(row)

    def _amounts(self, row: Row) -> dict[str, str]:
        return {
            "Budget": f"{row.amount(row.budget * self.factor)}",
            "Utfall": f"{row.amount(row.actual * self.factor)}",
        }

    def _table(self, rows: list[dict[str, str]], name: str = "Kontotext") -> str:
        columns = [name if column == "Kontotext" else column for column in self.columns]
        filled = [c for c in columns if any(row.get(c) for row in rows)]
        headers = [_OTHER_WORDS.get(c, c) if self.has_other_words else c for c in filled]
        lines = [headers, *([row.get(c, "") for c in filled] for row in rows)]
        return "\n".join(" | ".join(cells) for cells in lines)
