"""Kontroll: every check as a live formula, every finding with a link, and where the result came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from xltool.core.expr import At, Expr, call, joined, lift, rounded, when
from xltool.core.pages import CONTROL_TITLE
from xltool.core.tables import Cell, Colour, Column, Computed, Meaning, Origin, Role, Row, Table
from xltool.core.units import AMOUNT, TEXT
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check

CHECK = Column(CONTROL_TITLE, TEXT)
COMPUTED = Column("Uträknat", AMOUNT)
EXPECTED = Column("Ska vara", AMOUNT)
# Rounded, for engines differ on whether a sum in another order leaves the last bit behind.
DIFFERENCE = Computed("Skillnad", AMOUNT, rounded(COMPUTED - EXPECTED))
AGREES, DIFFERS = "✔ Stämmer", "✘ Avviker"
OUTCOME = Computed("Utfall", TEXT, when(DIFFERENCE.equals(0), AGREES, DIFFERS))
CHECKS = "checks"

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


def checks_table(checks: Iterable[Check]) -> Table:
    """The checks of the parts that the workbook has."""
    rows = tuple(map(_check, checks))
    colours = (
        Colour(OUTCOME, OUTCOME.equals(AGREES), Meaning.GOOD),
        Colour(OUTCOME, OUTCOME.equals(DIFFERS), Meaning.BAD),
    )
    columns = (CHECK, COMPUTED, EXPECTED, DIFFERENCE, OUTCOME)
    return Table(CHECKS, columns, rows, title="Kontroller", colours=colours)


def _check(check: Check) -> Row:
    expected = check.expected
    cells: dict[Column, Cell] = {
        CHECK: Cell(check.name),
        COMPUTED: Cell(check.computed, check.quantity),
        EXPECTED: Cell(lift(0) + expected if isinstance(expected, Expr) else expected, check.quantity),
        DIFFERENCE: Cell(DIFFERENCE.formula, check.quantity),
    }
    return Row(check.key, Role.LINE, cells)


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
