"""A SIE file as the sheet Underlag: read from there on as any ledger is. A row's number is its record's line in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from xltool.binding.header_words import header_parts
from xltool.binding.headers import names_of
from xltool.core.cell_arrays import Kind, RawColumn, RawColumns
from xltool.core.cells import RawCell, RawSheet
from xltool.core.sie import Booked, Key, SieFile
from xltool.core.spelling import normalised
from xltool.findings.finding import has_errors
from xltool.sheets.ledger.ledger_columns import ACCOUNT, ACTUAL, BUDGET, PERIOD_BUDGET, PRIOR, LedgerSheet
from xltool.sheets.ledger.ledger_meanings import MEANINGS, NAME, PERIOD
from xltool.sheets.ledger.sie_rows import SieRows, sie_rows
from xltool.sheets.ledger.sie_span import day_words, faults_of, reach_of, span_of
from xltool.sheets.lines.accounts import is_number
from xltool.sheets.settings.settings_rows import Settings

# The dimensions that the standard reserves (SIE 4B, 8.4).
_STANDARD = {"1": "Kostnadsställe", "2": "Kostnadsbärare", "6": "Projekt", "7": "Anställd", "8": "Kund", "9": "Leverantör", "10": "Faktura"}  # fmt: skip
_ENCODINGS = {"cp437": "CP437 (PC8)", "cp1252": "Latin-1 (Windows)", "utf-8-sig": "UTF-8 med BOM", "utf-8": "UTF-8", "ascii": "ASCII"}  # fmt: skip


def sie_sheet(file: SieFile, name: str, settings: Settings, columns: Collection[str]) -> LedgerSheet:
    """The sheet that the file comes to in a workbook with these settings. `columns` are the headers of its lines, which
    narrow them where they are called as a dimension is."""
    findings = [*faults_of(file, name, settings)]
    if has_errors(findings):
        return LedgerSheet(None, findings, {})
    span = span_of(file, settings)
    findings += reach_of(file, name, span)
    labels = _labels(file)
    headed = {normalised(one) for one in columns}
    wanted = [number for number, label in labels.items() if normalised(label) in headed]
    rows = sie_rows(file, name, span, settings, wanted)
    findings += rows.findings
    told = _told(file, rows)
    if has_errors(findings):
        return LedgerSheet(None, findings, told)
    return LedgerSheet(_sheet(file, name, rows, labels), findings, told)


def _labels(file: SieFile) -> dict[str, str]:
    """What the dimensions are called as columns; never as one that means something else."""
    taken = {n for c in (*MEANINGS, ACCOUNT, ACTUAL, BUDGET, PRIOR, PERIOD_BUDGET) for n in names_of(c)}
    numbers = {d for rows in (file.balances, file.postings, file.budgets) for _, o, _ in rows for d, _ in o}
    labels: dict[str, str] = {}
    for number in sorted(numbers | set(file.dimensions), key=lambda n: (len(n), n)):
        label = file.dimensions.get(number) or _STANDARD.get(number, "")
        if not label or header_parts(label)[0] in taken or label in labels.values():
            label = f"Dimension {number}"
        labels[number] = label
    return labels


def _told(file: SieFile, rows: SieRows) -> dict[str, str]:
    first, last = file.years[0]
    said = f"; filen säger {file.format}" if file.format else ""
    facts = {
        "Bokföringsprogram": file.program,
        "Bokföringens företag": file.company,
        "Räkenskapsår": f"{day_words(first)} till {day_words(last)}",
        "Bokföringen når till": day_words(file.through) if file.through else "",
        "Bokföringens teckenkodning": f"{_ENCODINGS.get(file.encoding, file.encoding)}, efter innehållet{said}",
        **rows.told,
    }
    return {label: value for label, value in facts.items() if value}


# --- the sheet -----------------------------------------------------------------------------------------------


def _sheet(file: SieFile, name: str, rows: SieRows, labels: Mapping[str, str]) -> RawSheet:
    amounts = {ACTUAL: rows.actual, BUDGET: rows.budget, PERIOD_BUDGET: rows.period_budget, PRIOR: rows.prior}
    present = {column: by_key for column, by_key in amounts.items() if by_key is not None}
    lines: dict[Key, int] = {}
    for by_key in present.values():
        for key, booked in by_key.items():
            lines[key] = min(lines.get(key, booked.line), booked.line)
    keys = sorted(lines, key=lambda key: (lines[key], key))
    used = {d for _, objects, _ in keys for d, _ in objects}
    dimensions = [number for number in labels if number in used]
    texts = _Texts()
    columns = [(ACCOUNT.header, texts.column(key[0] for key in keys))]
    columns.append((NAME.header, texts.column((file.accounts.get(key[0], "") for key in keys), as_text=True)))
    for number in dimensions:
        columns.append((labels[number], texts.column(dict(key[1]).get(number, "") for key in keys)))
    if any(key[2] for key in keys):
        columns.append((PERIOD.header, texts.column(key[2] for key in keys)))
    columns += [(column.header, _amounts(keys, by_key)) for column, by_key in present.items()]
    raw = RawColumns(
        np.array(_ascending([lines[key] for key in keys]), np.int64),
        {position: column for position, (_, column) in enumerate(columns, start=1)},
        texts.texts,
    )
    headers = {(1, position): RawCell(header) for position, (header, _) in enumerate(columns, start=1)}
    return RawSheet(name, headers, long=raw)


def _ascending(lines: Iterable[int]) -> list[int]:
    """The rows' numbers, no two the same: a row without objects may be told by the record of another."""
    rows: list[int] = []
    for line in lines:
        rows.append(max(line, rows[-1] + 1 if rows else 2))
    return rows


class _Texts:
    """The texts of a sheet, each once."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._places: dict[str, int] = {}

    def column(self, values: Iterable[str], *, as_text: bool = False) -> RawColumn:
        """A column of the values as Excel keeps them: numbers where they are numbers without losing anything."""
        kinds, numbers = [], []
        for value in values:
            if not value.strip():
                kinds.append(Kind.BLANK)
                numbers.append(np.nan)
            elif is_number(value) and not as_text:
                kinds.append(Kind.NUMBER)
                numbers.append(float(value))
            else:
                if value not in self._places:
                    self._places[value] = len(self.texts)
                    self.texts.append(value)
                kinds.append(Kind.TEXT)
                numbers.append(float(self._places[value]))
        return RawColumn(np.array(kinds, np.uint8), np.array(numbers, np.float64))


def _amounts(keys: Iterable[Key], by_key: Mapping[Key, Booked]) -> RawColumn:
    """The amounts in kronor. An account that the file says nothing of has none: zero, for the file is whole."""
    ore = [by_key[key].ore if key in by_key else 0 for key in keys]
    numbers = np.array(ore, np.float64) / 100
    return RawColumn(np.full(len(ore), Kind.NUMBER, np.uint8), numbers)
