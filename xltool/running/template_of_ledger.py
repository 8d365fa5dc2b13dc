"""The template filled in from a ledger, for a board that starts with nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bind import bind
from xltool.binding.header_words import DECEMBER
from xltool.core.cells import RawCell, RawSheet
from xltool.core.ledger_file import LedgerFile
from xltool.core.long_columns import Details
from xltool.core.scalars import Scalar
from xltool.core.sie import SieFile
from xltool.core.spelling import normalised
from xltool.core.swedish import MONTHS, listed
from xltool.findings.finding import Finding, has_errors
from xltool.intake.preflight import Inspected
from xltool.result.proposed_lines import ProposedLines, proposed_lines
from xltool.running.ledger_beside import ledger_of
from xltool.running.other_workbooks import template_bytes
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.ledger.ledger_door import figures_of
from xltool.sheets.ledger.sie_rows import selected_name
from xltool.sheets.ledger.sie_span import faults_of, reached
from xltool.sheets.ledger_given import read_ledger
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_reading import read_settings
from xltool.sheets.settings.settings_rows import (
    ALL,
    AS_BUDGET,
    BOARD,
    EMPTY_FORECAST,
    PERIOD,
    SETTINGS,
    UNIT,
    YEAR,
    Settings,
)
from xltool.sheets.template_rows import Filling

_TEXTS = 8
_LISTED = 8  # accounts in a sentence


class LedgerTemplate(Struct, frozen=True):
    """The workbook of the `year`, of the report to the month `period`, and what was proposed in it as sentences; or why there is
    none, in `problem` and as the exit `code`."""

    year: int = 0
    period: int | None = None
    data: bytes = b""
    told: Sequence[str] = ()
    problem: str = ""
    code: int = 0


class _Wanted(Struct, frozen=True):
    """What the figures are taken of; `assumed` says what nothing told."""

    settings: Settings
    assumed: Sequence[str] = ()


class _NoTemplateError(Exception):
    """There is none; the text is for the user, `code` is the exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


def template_of_ledger(
    file: Inspected,
    *,
    year: int | None,
    period: int | None,
    is_interim: bool,
    rows: Mapping[str, str],
    today: int,
) -> LedgerTemplate:
    """The template with lines for the ledger's accounts. `year` and `period` are those that are asked for; where they are not, the
    file says, and `today` is the year of one that does not. `rows` are what Uppgifter is to say, by label."""
    try:
        given = _given(rows)
        ledger = _ledger(file)
        wanted = _wanted(ledger, _settings(given), year, period, is_interim=is_interim, today=today)
        details = _details(ledger, wanted.settings)
        return _template(ledger, details, wanted, given)
    except _NoTemplateError as error:
        return LedgerTemplate(problem=str(error), code=error.code)


# --- what is asked for ---------------------------------------------------------------------------------------


def _given(rows: Mapping[str, str]) -> dict[str, Scalar]:
    """The settings that are asked for, by key."""
    known = {normalised(name): one.key for one in ALL for name in (one.label, *one.aliases)}
    unknown = [label for label in rows if normalised(label) not in known]
    if unknown:
        labels = listed([one.label for one in ALL])
        raise _NoTemplateError(
            f"Uppgifter har ingen rad som heter {listed(unknown)}. Raderna är {labels}.", 2
        )
    given: dict[str, Scalar] = {known[normalised(label)]: value for label, value in rows.items()}
    if meant := [one for one in (YEAR, PERIOD) if one.key in given]:
        raise _NoTemplateError(
            f"Skriv {listed([one.label for one in meant])} med --year och --period i stället.", 2
        )
    return {UNIT.key: "kr", **given}


def _settings(given: Mapping[str, Scalar]) -> Settings:
    labels = {one.key: one.label for one in ALL}
    filled = {BOARD.key: "–", YEAR.key: "–", **given}
    cells = {}
    for number, (key, value) in enumerate(filled.items(), start=1):
        cells[number, 1], cells[number, 2] = RawCell(labels[key]), RawCell(value)
    settings, findings = read_settings(RawSheet(SETTINGS.title, cells))
    _stop(findings)
    return settings


def _wanted(
    ledger: LedgerFile,
    settings: Settings,
    year: int | None,
    period: int | None,
    is_interim: bool,
    today: int,
) -> _Wanted:
    """The settings with the year and the month that the ledger is of."""
    content = ledger.content
    years, month = _reach_of_sie(content, ledger, settings) if isinstance(content, SieFile) else ([], None)
    if isinstance(content, RawSheet):
        years, month = _reach_of_rows(content, replace(settings, year=year))
    if year is None and len(years) > 1:
        found = listed([str(one) for one in years])
        raise _NoTemplateError(
            f"{ledger.name} har rader för {found}. Välj år med --year, till exempel --year {years[-1]}.", 2
        )
    assumed = () if year or years else (f"År {today} är antaget: {ledger.name} säger inget år.",)
    until = period or month
    if is_interim and until in (None, DECEMBER):
        raise _NoTemplateError(
            f"{ledger.name} säger inte vilken månad delåret gäller till: skriv till exempel --period augusti.",
            2,
        )
    settled = replace(
        settings, year=year or (years or [today])[0], period=None if until == DECEMBER else until
    )
    return _Wanted(settled, assumed)


def _reach_of_sie(content: SieFile, ledger: LedgerFile, settings: Settings) -> tuple[list[int], int | None]:
    _stop(list(faults_of(content, ledger.name, settings)))
    first, month = reached(content)
    return [first], month


def _reach_of_rows(content: RawSheet, settings: Settings) -> tuple[list[int], int | None]:
    from xltool.sheets.ledger.ledger_reach import rows_reach  # pandas is slow to import

    bound, findings = bind(
        content, DETAILS, settings.year, chosen=settings.chosen, figures=figures_of(content)
    )
    _stop(findings)
    return ([], None) if bound is None or not bound.columns else rows_reach(content, bound, settings)


# --- the ledger ----------------------------------------------------------------------------------------------


def _ledger(file: Inspected) -> LedgerFile:
    ledger, findings = ledger_of(file, named=True)
    _stop(findings)
    assert ledger is not None
    return ledger


def _details(ledger: LedgerFile, settings: Settings) -> Details:
    read = read_ledger(ledger, None, settings, None, own=False).read
    _stop(read.findings)
    if read.details is None:
        raise _NoTemplateError(f"{ledger.name} har inga rader att göra en mall av.", 1)
    return read.details


def _stop(findings: Sequence[Finding]) -> None:
    """Raises _NoTemplateError for the first error, with the way to answer it here where it asks for a row of Uppgifter."""
    if not has_errors(findings):
        return
    first = next(f for f in findings if f.is_error)
    answers = [f'--set "{r.label}={r.value}"' for r in first.remedies if r.label and r.label != YEAR.label]
    how = f" I mallen besvaras det med {' eller '.join(answers)}." if answers else ""
    raise _NoTemplateError(f"{first.message} {first.hint}{how}", 1)


# --- the template --------------------------------------------------------------------------------------------


def _template(
    ledger: LedgerFile, details: Details, wanted: _Wanted, given: Mapping[str, Scalar]
) -> LedgerTemplate:
    from xltool.sheets.ledger.ledger_reach import account_names

    settings = wanted.settings
    lines = proposed_lines(details, account_names(details))
    board = str(given.get(BOARD.key) or _board(ledger.content, settings))
    values = {BOARD.key: board, **given}
    if settings.is_interim and settings.period:
        values |= {PERIOD.key: MONTHS[settings.period - 1], EMPTY_FORECAST.key: AS_BUDGET}
    year = settings.year or 0
    told = [*_told(ledger, details, lines, settings), *wanted.assumed, _look_over(board, settings)]
    note = f"Raderna är föreslagna ur {ledger.name}, efter kontogrupperna i {lines.chart.name}. Se över namn och ordning."
    filling = Filling(
        year,
        values,
        lines.income or [{}],
        lines.cost or [{}],
        note=note,
        is_interim=settings.is_interim,
        texts=[{}] * _TEXTS,
        of_ledger=True,
    )
    return LedgerTemplate(year, settings.period, template_bytes(filling), told)


def _board(content: SieFile | RawSheet, settings: Settings) -> str:
    """The name of the part that is selected, else that of the company; empty where the file has none."""
    if not isinstance(content, SieFile):
        return ""
    return selected_name(content, settings.selection) or content.company


def _told(ledger: LedgerFile, details: Details, lines: ProposedLines, settings: Settings) -> list[str]:
    """What was proposed."""
    accounts, income, cost = len(details.accounts), len(lines.income), len(lines.cost)
    of = "1 konto" if accounts == 1 else f"{accounts} konton"
    told = [
        f"Ur {ledger.name}: {of} på {_rows(income, 'intäktsrad', 'intäktsrader')} och "
        f"{_rows(cost, 'kostnadsrad', 'kostnadsrader')}, efter kontogrupperna i {lines.chart.name}."
    ]
    if lines.alone:
        shown = [
            *lines.alone[:_LISTED],
            *([f"{len(lines.alone) - _LISTED} till"] if len(lines.alone) > _LISTED else []),
        ]
        verb = "hör till ingen grupp som xltool känner och har en egen rad"
        told.append(f"Konto {listed(shown)} {verb}{'' if len(lines.alone) == 1 else ' var'}.")
    until = (
        f"till och med {MONTHS[settings.period - 1]} {settings.year}"
        if settings.period
        else f"hela {settings.year}"
    )
    told.append(f"Siffrorna gäller {until}.")
    headers = {operating.BUDGET: "Budget", operating.PRIOR_ACTUAL: "Utfall föregående år"}
    there = [headers[c] for c in lines.amounts]
    missing = [header for c, header in headers.items() if c not in lines.amounts]
    if there:
        told.append(f"{listed(there)} är ifyllt ur filen. Utfallet hämtas när resultatet görs.")
    if missing:
        told.append(
            f"{listed(missing)} finns inte i filen{' för urvalet' if settings.selection else ''}: fyll i kolumnen."
        )
    return told


def _rows(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _look_over(board: str, settings: Settings) -> str:
    """What only the board knows."""
    name = f"nämndens namn ({board})" if board else "nämndens namn, som saknas"
    forecast = "; skriv prognosen, tills dess gäller budgeten" if settings.is_interim else ""
    return (
        f"Se över {name}, radernas namn och ordning, och fyll i mål, investeringar och medlemmar{forecast}."
    )
