"""Kontroll: every check as a live formula, every finding with a link, and where the result came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from xltool.binding.row_use import RowUse
from xltool.core.columns import Column
from xltool.core.expr import At, Expr, call, joined, lift, rounded, total, when
from xltool.core.origin import Origin
from xltool.core.pages import CONTROL_TITLE
from xltool.core.spelling import normalised
from xltool.core.swedish import number_text
from xltool.core.tables import Cell, Colour, Computed, Meaning, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT, with_dash
from xltool.core.values import Model
from xltool.findings.codes import UNEXPLAINED
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check, Question
from xltool.sheets.sheet_reading import SheetReading

CHECK = Column(CONTROL_TITLE, TEXT)
COMPUTED = Column("Uträknat", AMOUNT)
EXPECTED = Column("Ska vara", AMOUNT)
# Rounded, for engines differ on whether a sum in another order leaves the last bit behind.
DIFFERENCE = Computed("Skillnad", AMOUNT, rounded(COMPUTED - EXPECTED))
AGREES, DIFFERS = "✔ Stämmer", "✘ Avviker"
OUTCOME = Computed("Utfall", TEXT, when(DIFFERENCE.equals(0), AGREES, DIFFERS))
CHECKS = "checks"

PLAUSIBILITY = "Rimlighet"
ASKED = Column("Rader", COUNT)
NOTHING_ASKED, SOMETHING_ASKED = "✔ Rimligt", "◐ Fråga"
ANSWER = Computed("Utfall", TEXT, when(ASKED.equals(0), NOTHING_ASKED, SOMETHING_ASKED))
FIRST = Column("Först", TEXT)
QUESTIONS = "questions"

READ = Column("Blad och rubriker", TEXT)
LINES = Column("Rader", COUNT)
TOTALS = Column("Summor", COUNT)
LEFT_OUT = Column("Utelämnade tal", COUNT)
READ_UNIT = Column("Belopp i", TEXT)
RULES = Column("Tecken och enhet", TEXT)

SEVERITY = Column("Anmärkning", TEXT)
CODE = Column("Kod", TEXT)
PLACE = Column("Cell i indata", TEXT)
HERE = Column("Här", TEXT)
MESSAGE = Column("Vad som hittades", TEXT)
HINT = Column("Gör så här", TEXT)

LABEL = Column("Ursprung", TEXT)
VALUE = Column("Värde", TEXT)


class Provenance(Struct, frozen=True):
    """Where a result came from; `saved` is when the file says that it was last saved, `taught` where its words were
    taught, if anywhere, `beside` what is said of the other files that were read for it, by label."""

    file: str
    sha256: str
    saved: str
    version: str
    taught: str = ""
    beside: Mapping[str, str] = {}


def checks_table(checks: Iterable[Check]) -> Table:
    """The checks of the parts that the workbook has."""
    rows = tuple(map(_check, checks))
    colours = (
        Colour(OUTCOME, OUTCOME.equals(AGREES), Meaning.GOOD),
        Colour(OUTCOME, OUTCOME.equals(DIFFERS), Meaning.BAD),
    )
    columns = (CHECK, COMPUTED, EXPECTED, DIFFERENCE, OUTCOME)
    return Table(CHECKS, columns, rows, title="Stämmer", colours=colours)


def _check(check: Check) -> Row:
    expected = check.expected
    cells: dict[Column, Cell] = {
        CHECK: Cell(check.name),
        COMPUTED: Cell(check.computed, check.quantity),
        EXPECTED: Cell(lift(0) + expected if isinstance(expected, Expr) else expected, check.quantity),
        DIFFERENCE: Cell(DIFFERENCE.formula, check.quantity),
    }
    return Row(check.key, Role.LINE, cells)


def questions_table(questions: Iterable[Question]) -> Table:
    """What adds up and is worth a question all the same; a comment on the row answers it."""
    rows = tuple(
        Row(
            q.key,
            Role.LINE,
            {CHECK: Cell(q.name), ASKED: Cell(q.count, with_dash(COUNT)), FIRST: Cell(q.first)},
        )
        for q in questions
    )
    colours = (
        Colour(ANSWER, ANSWER.equals(NOTHING_ASKED), Meaning.GOOD),
        Colour(ANSWER, ANSWER.equals(SOMETHING_ASKED), Meaning.PARTLY),
    )
    headers: dict[Column, str] = {CHECK: PLAUSIBILITY}
    columns = (CHECK, ASKED, ANSWER, FIRST)
    return Table(QUESTIONS, columns, rows, PLAUSIBILITY, headers, colours, runs_over=True)


def asked(questions: Table) -> Expr:
    """How many rows there are to ask about."""
    return total(questions.all(ASKED))


def badge(checks: Table, questions: Table) -> Expr:
    """`✔ 8 av 8 stämmer · 2 att fråga om`, live: what adds up, and what is worth a question."""
    outcomes = checks.all(OUTCOME)
    agreeing, all_of_them = call("COUNTIF", outcomes, AGREES), len(checks.rows)
    mark = when(agreeing.equals(all_of_them), "✔", "✘")
    odd = asked(questions)
    return joined(
        mark,
        " ",
        agreeing,
        f" av {all_of_them} stämmer",
        when(odd > 0, joined(" · ", odd, " att fråga om"), ""),
    )


def checked(model: Model) -> tuple[int, int, int]:
    """How many checks agree, of how many, and how many rows there are to ask about."""
    checks, questions = model.tables[CHECKS], model.tables[QUESTIONS]
    agreeing = sum(model.value(CHECKS, row.key, OUTCOME) == AGREES for row in checks.rows)
    odd = sum(model.number(QUESTIONS, row.key, ASKED) for row in questions.rows)
    return agreeing, len(checks.rows), int(odd)


def all_agree(checks: Table) -> Expr:
    return call("COUNTIF", checks.all(OUTCOME), AGREES).equals(len(checks.rows))


def readings_table(readings: Iterable[SheetReading]) -> Table:
    """How each sheet was read: headers, signs, unit, rows, and what was left out."""
    rows = []
    for index, one in enumerate(readings):
        cells: dict[Column, Cell] = {
            READ: Cell(f"{one.sheet}, läst som {one.read_as}{_bindings(one)}"),
            LINES: Cell(float(one.rows.get(RowUse.LINE, 0))),
            TOTALS: Cell(float(one.rows.get(RowUse.TOTAL, 0))),
            LEFT_OUT: Cell(float(sum(r.count for r in one.left_out))),
            READ_UNIT: Cell(one.unit.word if one.unit is not None else "–"),
            RULES: Cell(_rules(one)),
        }
        rows.append(Row(f"reading:{index}", Role.LINE, cells))
        for number, left in enumerate(one.left_out):
            cells = {
                READ: Cell(f"{one.sheet}!{left.rows} är inte med: {left.reason}"),
                LEFT_OUT: Cell(float(left.count)),
                RULES: Cell(f"Summa {number_text(round(left.sum, 2))}"),
            }
            rows.append(Row(f"reading:{index}:{number}", Role.LINE, cells))
    columns = (READ, LINES, TOTALS, LEFT_OUT, READ_UNIT, RULES)
    return Table("readings", columns, tuple(rows), title="Så lästes arbetsboken")


def _bindings(reading: SheetReading) -> str:
    """The headers that are other words than the template's."""
    other = {
        ours: theirs
        for ours, theirs in reading.columns.items()
        if not normalised(theirs).startswith(normalised(ours))
    }
    said = "".join(f", {ours} = »{theirs}«" for ours, theirs in other.items()) or ", med mallens rubriker"
    return f"{said}, enligt {reading.taught_by}" if reading.taught else said


def _rules(reading: SheetReading) -> str:
    parts = []
    if reading.signs is not None:
        word = "negativa" if reading.signs.cost < 0 else "positiva"
        parts.append(
            f"Intäkter anges som {reading.signs.value}"
            if reading.has_income
            else f"Utgifter anges som {word}"
        )
    if reading.unit is not None:
        parts.append(f"enheten {_SOURCES.get(reading.unit_from, reading.unit_from)}")
    return ", ".join(parts)


_SOURCES = {
    "Uppgifter": "enligt Uppgifter",
    "header": "enligt rubriken",
    "title": "enligt bladet",
    "format": "enligt talformatet",
    "assumed": "antaget",
}


def findings_table(findings: Iterable[Finding], places: Mapping[Origin, At]) -> Table:
    """Every finding, with a link to the result's cell of what it is about; `places` by cell of the input. Of very many of one
    kind the first stands for all, and says where the others are."""
    rows = []
    for index, same in enumerate(_of_one_kind(findings)):
        finding = same[0]
        place = _place(finding.origin, places) if finding.origin else None
        cells = {
            SEVERITY: Cell(finding.severity.word.capitalize()),
            CODE: Cell(finding.code.code),
            PLACE: Cell(str(finding.origin) if finding.origin else "Arbetsboken"),
            HERE: Cell("→ Visa" if place else None, link=place),
            MESSAGE: Cell(finding.message + _others(same[1:])),
            HINT: Cell(finding.advice),
        }
        rows.append(Row(f"finding:{index}", Role.LINE, cells))
    if not rows:
        rows.append(Row("none", Role.LINE, {MESSAGE: Cell("Inga anmärkningar.")}))
    colours = (Colour(SEVERITY, SEVERITY.equals("Varning"), Meaning.PARTLY),)
    columns = (MESSAGE, SEVERITY, CODE, HERE, PLACE, HINT)
    return Table("findings", columns, tuple(rows), title="Anmärkningar", colours=colours)


_MANY, _NAMED = 6, 8  # findings of one kind that are one row, and the cells of the others that it names


def _of_one_kind(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings by themselves, in their order; many that say the same together, where the first of them stands. Explanations
    that are missing say the same of every line: its sheet tells the rest."""
    by_words: dict[tuple[str, str], list[Finding]] = {}
    for one in (every := [*findings]):
        by_words.setdefault(_said(one), []).append(one)
    rows = []
    for one in every:
        same = by_words[_said(one)]
        if len(same) < _MANY:
            rows.append([one])
        elif one is same[0]:
            rows.append(same)
    return rows


def _said(finding: Finding) -> tuple[str, str]:
    return finding.code.code, "" if finding.code is UNEXPLAINED else finding.message


def _others(same: Sequence[Finding]) -> str:
    if not same:
        return ""
    places = [str(one.origin) for one in same[:_NAMED] if one.origin]
    more = " …" if len(same) > _NAMED else ""
    return f" Likadant på {len(same)} ställen till: {', '.join(places)}{more}"


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
        *((("Översättning", provenance.taught),) if provenance.taught else ()),
        *provenance.beside.items(),
        ("Skapad med", f"xltool {provenance.version}"),
    )
    rows = tuple(Row(label, Role.LINE, {LABEL: Cell(label), VALUE: Cell(value)}) for label, value in facts)
    return Table("provenance", (LABEL, VALUE), rows, title="Ursprung", header_row=False, runs_over=True)
