"""A whole workbook in disguise: what stands where, how it is formatted and computed is as it was, and none of what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

from msgspec.structs import replace

from xltool.binding.formula_values import FormulaValues
from xltool.core.cells import RawBook, RawCell, RawSheet
from xltool.core.numbers import Number, decimals_of, parse_number
from xltool.core.spelling import normalised
from xltool.disguise.column_roles import Role, column_roles
from xltool.disguise.known_words import WORD, is_header, is_setting, is_total
from xltool.disguise.other_figures import OtherFigures, Strength
from xltool.disguise.other_formulas import other_formula
from xltool.disguise.other_words import OtherWords
from xltool.disguise.relations import Place

_YEARS = range(1990, 2101)
_DIGITS = re.compile(r"\d(?:[\d\u00a0\u202f\u2009 ]*\d)?(?:[.,]\d+)?")
_ACCOUNT = re.compile(r"\s*\d{3,8}(?=\D|$)")
_FORMAT_TEXT = re.compile(r'"([^"]*)"')


def disguised(book: RawBook, chance: Random, strength: Strength) -> RawBook:
    """The workbook with other words and other figures, each by `chance`."""
    taken = {normalised(word) for text in texts_of(book) for word in WORD.findall(text)}
    return _Disguise(book, OtherWords(chance, taken), OtherFigures(chance, strength), chance).book()


def texts_of(book: RawBook) -> Iterator[str]:
    """Every text of a workbook: names of sheets, cells, formulas, what number formats put beside a number."""
    for sheet in book.sheets:
        yield sheet.name
        for cell in sheet.cells.values():
            yield from _FORMAT_TEXT.findall(cell.number_format)
            yield cell.formula or ""
            if isinstance(cell.value, str):
                yield cell.value


class _Disguise:
    def __init__(self, book: RawBook, words: OtherWords, figures: OtherFigures, chance: Random) -> None:
        self._book, self._words, self._figures, self._chance = book, words, figures, chance
        self._codes: dict[str, str] = {}
        self._sheets = {sheet.name.casefold(): self._sheet_name(sheet.name) for sheet in book.sheets}

    def book(self) -> RawBook:
        made = replace(
            self._book,
            sheets=tuple(map(self._sheet, self._book.sheets)),
            memos=(),
            saved="",
            name="",
            macros=False,
        )
        return replace(
            made,
            sheets=tuple(
                self._computed(old, new, made)
                for old, new in zip(self._book.sheets, made.sheets, strict=True)
            ),
        )

    def _sheet_name(self, name: str) -> str:
        return re.sub(
            r"\d{3,}",
            lambda found: found[0] if int(found[0]) in _YEARS else self._code(found[0]),
            self._words.text(name),
        )[:31]

    # --- figures ---------------------------------------------------------------------------------------------

    def _sheet(self, sheet: RawSheet) -> RawSheet:
        roles = column_roles(sheet)
        figures, kept = self._split(sheet, roles)
        totals = [row for row in sheet.filled_rows() if is_total(label_of(sheet, row))]
        made = self._figures.all(sheet.name, figures, totals, kept)
        cells = {place: self._cell(sheet, place, cell, made, roles) for place, cell in sheet.cells.items()}
        return replace(sheet, name=self._sheets[sheet.name.casefold()], cells=cells, long=None)

    def _split(
        self, sheet: RawSheet, roles: Mapping[int, Role]
    ) -> tuple[dict[Place, float], dict[Place, float]]:
        """The figures that are to be changed, and those that stay: years in rows of nothing else."""
        figures = {
            place: value
            for place, cell in sheet.cells.items()
            if roles.get(place[1], Role.FIGURES) is Role.FIGURES and (value := _figure(cell)) is not None
        }
        rows: dict[int, list[float]] = {}
        for (row, _), value in figures.items():
            rows.setdefault(row, []).append(value)
        of_years = {row for row, values in rows.items() if all(v in _YEARS for v in values)}
        of_years |= {row for row in rows if is_setting(label_of(sheet, row))}
        return figures, {place: value for place, value in figures.items() if place[0] in of_years}

    # --- cells -----------------------------------------------------------------------------------------------

    def _cell(
        self,
        sheet: RawSheet,
        place: Place,
        cell: RawCell,
        made: Mapping[Place, float],
        roles: Mapping[int, Role],
    ) -> RawCell:
        role = roles.get(place[1], Role.FIGURES)
        value = cell.value
        if place in made:
            value = made[place] if cell.number is not None else _written(str(value), made[place])
        elif cell.number is not None and role is Role.CODES and cell.number % 1 == 0:
            value = float(self._code(f"{abs(cell.number):.0f}"))
        elif type(value) is str:
            value = self._text(sheet, place, value, role)
        formula = cell.formula
        if formula is not None:
            formula = other_formula(
                formula,
                self._sheets,
                self._words.text,
                lambda figure: self._figures.one(sheet.name, place[0], figure),
            )
        return replace(cell, value=value, formula=formula, number_format=self._format(cell.number_format))

    def _format(self, number_format: str) -> str:
        return _FORMAT_TEXT.sub(lambda found: f'"{self._words.text(found[1])}"', number_format)

    def _text(self, sheet: RawSheet, place: Place, text: str, role: Role) -> str:
        if role is Role.ACCOUNTS and not WORD.search(text):
            return text
        start = 0
        if (account := _ACCOUNT.match(text)) and role is not Role.CODES and WORD.search(text):
            start = account.end()
        if is_setting(label_of(sheet, place[0])) and place[1] > 1:
            return self._words.text(text)  # what is typed beside our own label, as `Invånare 70 %`
        plain = is_header(text) or place[0] <= 3 or role is Role.DAYS

        def other(found: re.Match[str]) -> str:
            said = found[0]
            whole = said.isdecimal()
            if whole and (int(said) in _YEARS or len(said) == 1 or (plain and len(said) <= 2)):
                return said
            if role is Role.CODES and whole:
                return self._code(said)
            read = parse_number(said)
            if read is None or re.fullmatch(
                r"\d{4}-?\d\d(-?\d\d)?", text[found.start() : found.start() + 10]
            ):
                return said if read is None and not whole else self._code(said) if whole else said
            return _written(said, self._figures.one(sheet.name, place[0], read.value, read.decimals))

        return text[:start] + self._words.text(_outside_days(text[start:], other))

    def _code(self, digits: str) -> str:
        """Another code of as many digits, the same each time."""
        if digits not in self._codes:
            while True:
                made = str(self._chance.randrange(10 ** (len(digits) - 1) or 1, 10 ** len(digits)))
                if made != digits and made not in self._codes.values():
                    break
                if len(digits) == 1 and len(self._codes) > 8:
                    break
            self._codes[digits] = made
        return self._codes[digits]

    # --- formulas --------------------------------------------------------------------------------------------

    def _computed(self, old: RawSheet, new: RawSheet, made: RawBook) -> RawSheet:
        """The values that formulas have stored, off by as much as they were."""
        before, after = FormulaValues(self._book), FormulaValues(made)
        cells = dict(new.cells)
        for place, cell in old.cells.items():
            if cell.formula is None or cell.number is None:
                continue
            was, now = before.value(old, *place), after.value(new, *place)
            if was is not None and now is not None:
                places = max(decimals_of(cell.number), decimals_of(now))
                cells[place] = replace(cells[place], value=round(now + cell.number - was, places))
        return replace(new, cells=cells)


_DAY = re.compile(r"(?:19|20)\d\d-?(?:0[1-9]|1[0-2])(?:-?[0-3]\d)?(?!\d)|\b\d{1,2}[/.]\d{1,2}(?!\d)")


def _outside_days(text: str, other: Callable[[re.Match[str]], str]) -> str:
    """The text with its numbers changed, but for days and months."""
    pieces, done = [], 0
    for day in _DAY.finditer(text):
        pieces += [_DIGITS.sub(other, text[done : day.start()]), day[0]]
        done = day.end()
    return "".join([*pieces, _DIGITS.sub(other, text[done:])])


def label_of(sheet: RawSheet, row: int) -> str:
    """The first text of a row."""
    cells = (sheet.cell(row, column).value for column in sheet.filled_columns(row))
    return next((value for value in cells if type(value) is str and WORD.search(value)), "")


def _figure(cell: RawCell) -> float | None:
    """The number that a cell holds, also as text; of a percentage as it is stored."""
    if cell.number is not None:
        return cell.number
    if type(cell.value) is str and (read := parse_number(cell.value)) is not None and _is_plain(read):
        return read.value
    return None


def _is_plain(read: Number) -> bool:
    return not read.doubt and read.unit != "%"


def _written(said: str, value: float) -> str:
    """The figure in the way that the text is written: its sign, its groups of digits, its decimals, what stands around it."""
    found = _DIGITS.search(said)
    if found is None:
        return said
    whole, mark, part = found[0], "", ""
    if (cut := re.search(r"([.,])(\d+)$", whole)) and not re.search(r"[.,]\d{3}$", whole):
        whole, mark, part = whole[: cut.start()], cut[1], cut[2]
    elif cut := re.search(r"([.,])\d{3}$", whole):
        mark = ""
    group = next((c for c in whole if not c.isdigit()), "")
    digits = f"{abs(value):.{len(part)}f}"
    number, _, decimals = digits.partition(".")
    if group or (cut and not part):
        number = f"{int(number):,}".replace(",", group or (cut[1] if cut else ""))
    return said[: found.start()] + number + (mark + decimals if part else "") + said[found.end() :]
