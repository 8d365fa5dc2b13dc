"""Uppgifter: what the workbook is about, its unit and its limits; two columns, label and value.

The limits stay input cells in the result, so that a changed limit judges anew in Excel.
"""

from __future__ import annotations

from typing import Any

from xltool.binding.rivals import AGAINST
from xltool.core.accents import on_white, readable
from xltool.core.cell_text import as_text, shortened
from xltool.core.cells import RawCell, RawSheet, address
from xltool.core.numbers import parse_number, plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import number_text
from xltool.core.units import TEXT, Money, Unit
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.settings.mixed_key import PART_LABEL, KeyPart, are_a_whole, key_parts, key_text
from xltool.sheets.settings.setting_values import PARSERS, RULES, share_of_key
from xltool.sheets.settings.settings_rows import (
    AGAINST_BUDGET,
    ALL,
    AS_GRANT,
    COLOUR,
    KEY,
    LABEL,
    LEDGER_TURNED,
    UNIT,
    VALUE,
    YEAR,
    Setting,
    Settings,
)

_MAY_BE_UNKNOWN = ("year",)


def read_settings(sheet: RawSheet | None, silent_unit: Unit = Unit.TKR) -> tuple[Settings, list[Finding]]:
    """The settings of the workbook; without a sheet all defaults, with an empty board and no year. `silent_unit` is the
    unit of a workbook whose Uppgifter says nothing of it."""
    findings: list[Finding] = []
    values: dict[str, object] = {}
    origins: dict[str, Origin] = {}
    cells = _labelled(sheet, findings) if sheet else {}
    if sheet is not None:
        hidden = [where for where, _ in cells.values() if int(where.row) in sheet.hidden_rows]
        findings += [
            codes.HIDDEN.at(Origin(sheet.name, f"A{w.row}"), sheet=sheet.name, what="rader")
            for w in hidden[:1]
        ]
    # The unit comes first: the limits are amounts in it.
    unit = silent_unit
    for setting in sorted(ALL, key=lambda s: s is not UNIT):
        found = cells.get(setting.key)
        if found is None or found[1].blank:
            if setting.required and sheet is not None:
                where = found[0] if found else Origin(sheet.name, "A1")
                findings.append(codes.SETTING_MISSING.at(where, label=setting.label))
            continue
        where, cell = found
        if setting.key in _MAY_BE_UNKNOWN and as_text(cell) in ("–", "-"):
            continue  # a result of a workbook that did not say
        origins[setting.key] = where
        if cell.broken:
            broken = codes.ERROR_VALUE if cell.stored else codes.NO_STORED_VALUE
            findings.append(broken.at(where, column=setting.label, value=cell.value))
            continue
        value = PARSERS[setting.key](cell, Money(unit))
        is_figure = isinstance(cell.value, str) and not setting.where_filled  # 1.2 is a section, no number
        if is_figure and (number := parse_number(str(cell.value))) and number.doubt:
            read = number_text(number.value)
            findings.append(
                codes.DOUBTFUL_NUMBER.at(where, column=setting.label, value=plain(str(cell.value)), read=read)
            )
        if value is None:
            written = shortened(as_text(cell))
            findings.append(
                codes.BAD_SETTING.at(where, label=setting.label, value=written, expected=setting.expected)
            )
            continue
        values[setting.key] = value
        if setting is UNIT and isinstance(value, Unit):
            unit = value
    findings += [*_mixed_key(cells, values, origins), *_pale(values, origins)]
    return _settings(values, unit, origins), findings


def _pale(values: dict[str, object], origins: dict[str, Origin]) -> list[Finding]:
    """That the colour is used darker than it is written, where white text on it could not be read."""
    colour = str(values.get(COLOUR.key, ""))
    if not colour or (used := readable(colour)) == colour:
        return []
    contrast = number_text(on_white(colour), 1)
    return [codes.PALE_COLOUR.at(origins[COLOUR.key], colour=colour, contrast=contrast, used=used)]


def _mixed_key(
    cells: dict[str, tuple[Origin, RawCell]], values: dict[str, object], origins: dict[str, Origin]
) -> list[Finding]:
    """The key of rows that say how much goes by which; an error where the parts of a mixed key are no whole."""
    findings = []
    named: list[KeyPart] = []
    for label, (where, cell) in cells.items():
        if not label.startswith(PART_LABEL) or cell.blank:
            continue
        share = None if cell.broken else share_of_key(cell)
        if share is None:
            written, expected = shortened(as_text(cell)), "Skriv en andel, till exempel 70 %."
            findings.append(codes.BAD_SETTING.at(where, label=label, value=written, expected=expected))
        else:
            named.append(KeyPart(label.removeprefix(PART_LABEL).strip(), share))
            origins[KEY.key] = where
    if named and not findings:
        values[KEY.key] = key_text(tuple(named))
    parts = key_parts(str(values.get(KEY.key, "")))
    if parts and not findings and not are_a_whole(parts):
        together = number_text(round(sum(one.share for one in parts) * 100, 6))
        findings.append(codes.KEY_NOT_A_WHOLE.at(origins[KEY.key], key=key_text(parts), together=together))
    return findings


def _settings(values: dict[str, object], unit: Unit, origins: dict[str, Origin]) -> Settings:
    def number(key: str, default: float) -> float:
        value = values.get(key, default)
        assert isinstance(value, float)
        return value

    def serial(key: str) -> float | None:
        return number(key, 0.0) if key in values else None

    money = Money(unit)
    facts: dict[str, Any] = {one.key: str(values.get(one.key, "")) for one in ALL if one.where_filled}
    return Settings(
        board=str(values.get("board", "")),
        year=int(number("year", 0.0)) or None,
        period=int(number("period", 0.0)) or None,
        as_of=serial("as_of"),
        unit=unit,
        signs=RULES.get(str(values.get("income_sign", ""))),
        chosen={
            header: str(values[key])
            for header, key in (
                ("Budget", "budget_column"),
                ("Utfall", "actual_column"),
                (AGAINST, AGAINST_BUDGET.key),
            )
            if key in values
        },
        budget_turned=values.get("budget_sign") == AS_GRANT,
        ledger_turned=values.get("ledger_sign") == LEDGER_TURNED,
        key=str(values.get("key", "")),
        key_date=serial("key_date"),
        whole=number("whole", money.convert(1, Unit.TKR)),
        partly_limit=number("partly_limit", 0.75),
        limit_amount=number("limit_amount", money.convert(100, Unit.TKR)),
        limit_share=number("limit_share", 0.05),
        details_unit=details_unit
        if isinstance(details_unit := values.get("details_unit"), Unit)
        else Unit.KR,
        origins=origins,
        reports=reports if isinstance(reports := values.get("reports"), tuple) else (),
        **facts,
        selection=str(values.get("selection", "")),
        object_budget=str(values.get("object_budget", "")),
        table_style=str(values.get("table_style", "")),
        heading_style=str(values.get("heading_style", "")),
        report_name=str(values.get("report_name", "")),
        empty_forecast=str(values.get("empty_forecast", "")),
        scope=str(values.get("scope", "")),
    )


def _labelled(sheet: RawSheet, findings: list[Finding]) -> dict[str, tuple[Origin, RawCell]]:
    """The value cell of each known label: the label in some column, the value in the next filled one."""
    by_name = {normalised(name): s for s in ALL for name in (s.label, *s.aliases)}
    headed = _headed_column(sheet)
    found: dict[str, tuple[Origin, RawCell]] = {}
    for row in sheet.filled_rows():
        for column in sheet.filled_columns(row)[:2]:
            text = sheet.cell(row, column).value
            if isinstance(text, str) and normalised(text).startswith(normalised(PART_LABEL)):
                label = f"{PART_LABEL} {plain(text)[len(PART_LABEL) :].strip(' :')}"
                at = headed.get(column) or column + 1
                found.setdefault(label, (Origin(sheet.name, address(row, at)), sheet.cell(row, at)))
                break
            setting = by_name.get(normalised(text)) if isinstance(text, str) else None
            if setting is not None:
                at = headed.get(column) or _value_column(sheet, setting, row, column)
                place = (Origin(sheet.name, address(row, at)), sheet.cell(row, at))
                if found.setdefault(setting.key, place) != place:
                    earlier = found[setting.key][0].cell
                    findings.append(codes.SETTING_TWICE.at(place[0], label=setting.label, first=earlier))
                break
        else:
            first = sheet.filled_columns(row)[0]
            text, value = sheet.cell(row, first).value, sheet.cell(row, first + 1)
            looks_like_setting = (
                isinstance(text, str) and not value.blank and normalised(text) != normalised(LABEL.header)
            )
            if looks_like_setting:
                where = Origin(sheet.name, address(row, first))
                import difflib  # for words that are nearly right alone

                near = difflib.get_close_matches(normalised(str(text)), list(by_name), n=1, cutoff=0.8)
                label = shortened(plain(str(text)))
                if near:
                    meant = by_name[near[0]].label
                    findings.append(codes.SETTING_MISSPELT.at(where, label=label, meant=meant))
                else:
                    findings.append(codes.UNKNOWN_SETTING.at(where, label=label))
    return found


def _headed_column(sheet: RawSheet) -> dict[int, int]:
    """The column of the values by that of the labels, where both have their headers: something else may have come to
    stand between them."""
    for row in sheet.filled_rows():
        names = {normalised(as_text(sheet.cell(row, c))): c for c in sheet.filled_columns(row)}
        label, value = (names.get(normalised(column.header)) for column in (LABEL, VALUE))
        if label and value:
            return {label: value}
    return {}


def _value_column(sheet: RawSheet, setting: Setting, row: int, label: int) -> int:
    """The column beside the label; where that is empty, the first one further on that holds such a value.

    A text further on is an explanation rather than a value, unless it is the only filled cell of its row.
    """
    further = [c for c in sheet.filled_columns(row) if c > label]
    if not further or further[0] == label + 1:
        return label + 1
    is_text = setting.quantity == TEXT and not setting.choices and setting is not YEAR
    if is_text:
        return label + 1
    fitting = (c for c in further if PARSERS[setting.key](sheet.cell(row, c), Money(Unit.TKR)) is not None)
    return next(fitting, label + 1)
