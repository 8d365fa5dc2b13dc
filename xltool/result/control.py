"""Kontroll: every check as a live formula, every finding with a link, and where the result came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from xltool.core.expr import At, Expr, Operand, call, joined, lift, rounded, total, when
from xltool.core.long_columns import Details
from xltool.core.tables import Cell, Colour, Column, Computed, Meaning, Origin, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, PERCENT, TEXT, Quantity
from xltool.findings.finding import Finding
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.ledger_sums import rows_formula, sum_formula, total_formula
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.shares import share_columns as shares

CHECK = Column("Kontroll", TEXT)
COMPUTED = Column("Uträknat", AMOUNT)
EXPECTED = Column("Ska vara", AMOUNT)
# Rounded, for engines differ on whether a sum in another order leaves the last bit behind.
DIFFERENCE = Computed("Skillnad", AMOUNT, rounded(COMPUTED - EXPECTED))
AGREES, DIFFERS = "✔ Stämmer", "✘ Avviker"
OUTCOME = Computed("Utfall", TEXT, when(DIFFERENCE.equals(0), AGREES, DIFFERS))
_CHECKS = "checks"

SEVERITY = Column("Anmärkning", TEXT)
CODE = Column("Kod", TEXT)
PLACE = Column("Cell i indata", TEXT)
HERE = Column("Här", TEXT)
MESSAGE = Column("Vad som hittades", TEXT)
HINT = Column("Gör så här", TEXT)

LABEL = Column("Ursprung", TEXT)
VALUE = Column("Värde", TEXT)


class Provenance(Struct, frozen=True):
    """Where a result came from; `saved` is when the file says that it was last saved."""

    file: str
    sha256: str
    saved: str
    version: str


def checks_table(
    tables: Mapping[str, Table], board_lines: Lines | None = None, details: Details | None = None
) -> Table:
    """The checks of the parts that the workbook has; `tables` by key."""
    rows: list[Row] = []
    lines = tables["operating"]
    for column in (operating.BUDGET, operating.ACTUAL, operating.VARIANCE):
        expected = lines.at(operating.NET, column)
        name = f"Driftredovisning: raderna och avrundningen ger nettoresultatet ({column.header.lower()})"
        rows.append(_check(f"net {column.header}", name, _added(lines, column), expected, AMOUNT))
    if "investments" in tables:
        projects = tables["investments"]
        for project_column in (investments.BUDGET, investments.ACTUAL, investments.VARIANCE):
            expected = projects.at(investments.TOTAL, project_column)
            name = f"Investeringar: projekten och avrundningen ger totalen ({project_column.header.lower()})"
            rows.append(
                _check(
                    f"total {project_column.header}", name, _added(projects, project_column), expected, AMOUNT
                )
            )
    if "goals" in tables and any(r.key == goals.BOARD for r in tables["goals"].rows):
        everyone = tables["goals"]
        counted = total(
            *(everyone.at(goals.BOARD, c) for c in (goals.N_ACHIEVED, goals.N_PARTLY, goals.N_NOT))
        )
        count = sum(r.role is Role.HEADING and r.key != "other" for r in everyone.rows)
        rows.append(_check("goals", "Måluppfyllelse: varje nämndmål är bedömt", counted, count, COUNT))
    if "goals" in tables:
        everyone = tables["goals"]
        statuses = everyone.all(goals.STATUS)
        judged = total(*(call("COUNTIF", statuses, s.value) for s in goals.Status))
        rows.append(
            _check(
                "indicators",
                "Måluppfyllelse: varje indikator är bedömd",
                judged,
                len(everyone.lines()),
                COUNT,
            )
        )
    if "shares" in tables:
        members = tables["shares"]
        amount = shares.amount_at()
        handed_out, percent = members.at("sum", shares.AMOUNT_DUE), members.at("sum", shares.SHARE)
        rows.append(_check("shares", "Fördelning: andelarna ger hela beloppet", handed_out, amount, AMOUNT))
        rows.append(
            _check("percent", "Fördelning: andelarna är tillsammans 100 %", lift(0) + percent, 1, PERCENT)
        )
    if board_lines is not None and details is not None:
        rows += _detail_checks(lines, board_lines, details)
    colours = (
        Colour(OUTCOME, OUTCOME.equals(AGREES), Meaning.GOOD),
        Colour(OUTCOME, OUTCOME.equals(DIFFERS), Meaning.BAD),
    )
    columns = (CHECK, COMPUTED, EXPECTED, DIFFERENCE, OUTCOME)
    return Table(_CHECKS, columns, tuple(rows), title="Kontroller", colours=colours)


def _detail_checks(table: Table, lines: Lines, details: Details) -> list[Row]:
    """Every detail row is on exactly one line, and what the lines show of them is all that there is."""
    everyone = rows_formula(details)
    taken = _added(table, operating.DETAIL_ROWS)
    checks = [_check("details", "Underlag: varje detaljrad finns på exakt en rad", taken, everyone, COUNT)]
    by_key = {
        f"{operating.KEYS[k]}:{i}": line for k, b in lines.blocks.items() for i, line in enumerate(b.lines)
    }
    for column in details.amounts:
        parts: list[Expr] = []
        for key, line in by_key.items():
            if column in line.summed:
                parts.append(table.at(key, column))
            elif line.named is not None:  # a stated amount, which is rounded
                parts.append(sum_formula(details, line.named, column))
        shown = total(*parts) if parts else lift(0)
        name = f"Underlag: raderna ger hela underlaget ({column.header.lower()})"
        checks.append(_check(f"details {column.header}", name, shown, total_formula(details, column), AMOUNT))
    return checks


def _added(table: Table, column: Column) -> Expr:
    """The sum of the table's lines and rounding lines, past its totals."""
    runs: list[list[Row]] = [[]]
    for row in table.rows:
        if row.role in (Role.LINE, Role.ROUNDING):
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return total(*(table.span(run[0].key, run[-1].key, column) for run in runs if run))


def _check(key: str, name: str, computed: Expr, expected: Operand, quantity: Quantity) -> Row:
    cells: dict[Column, Cell] = {
        CHECK: Cell(name),
        COMPUTED: Cell(computed, quantity),
        EXPECTED: Cell(lift(0) + expected if isinstance(expected, Expr) else expected, quantity),
        DIFFERENCE: Cell(DIFFERENCE.formula, quantity),
    }
    return Row(key, Role.LINE, cells)


def badge(checks: Table) -> Expr:
    """`✔ Kontroller: 8 av 8`, live."""
    outcomes = checks.all(OUTCOME)
    agreeing, all_of_them = call("COUNTIF", outcomes, AGREES), len(checks.rows)
    mark = when(agreeing.equals(all_of_them), "✔", "✘")
    return joined(mark, " Kontroller: ", agreeing, f" av {all_of_them}")


def all_agree(checks: Table) -> Expr:
    return call("COUNTIF", checks.all(OUTCOME), AGREES).equals(len(checks.rows))


def findings_table(findings: Iterable[Finding], places: Mapping[Origin, At]) -> Table:
    """Every finding, with a link to the result's cell of what it is about; `places` by cell of the input."""
    rows = []
    for index, finding in enumerate(findings):
        place = _place(finding.origin, places) if finding.origin else None
        cells = {
            SEVERITY: Cell(finding.severity.word.capitalize()),
            CODE: Cell(finding.code.code),
            PLACE: Cell(str(finding.origin) if finding.origin else "Arbetsboken"),
            HERE: Cell("→ Visa" if place else None, link=place),
            MESSAGE: Cell(finding.message),
            HINT: Cell(finding.hint),
        }
        rows.append(Row(f"finding:{index}", Role.LINE, cells))
    if not rows:
        rows.append(Row("none", Role.LINE, {MESSAGE: Cell("Inga anmärkningar.")}))
    colours = (Colour(SEVERITY, SEVERITY.equals("Varning"), Meaning.PARTLY),)
    columns = (MESSAGE, SEVERITY, CODE, PLACE, HERE, HINT)
    return Table("findings", columns, tuple(rows), title="Anmärkningar", colours=colours)


def _place(origin: Origin, places: Mapping[Origin, At]) -> At | None:
    """The result's cell of the input's cell; where it has none, that of another cell of the same row."""
    if origin in places:
        return places[origin]
    return next((p for o, p in places.items() if (o.sheet, o.row) == (origin.sheet, origin.row)), None)


def provenance_table(provenance: Provenance) -> Table:
    facts = (
        ("Indatafil", provenance.file),
        ("Senast sparad", provenance.saved or "Framgår inte av filen"),
        ("Kontrollsumma (SHA-256)", provenance.sha256),
        ("Skapad med", f"xltool {provenance.version}"),
    )
    rows = tuple(Row(label, Role.LINE, {LABEL: Cell(label), VALUE: Cell(value)}) for label, value in facts)
    return Table("provenance", (LABEL, VALUE), rows, title="Ursprung", header_row=False)
