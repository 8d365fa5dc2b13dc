"""The handbook's chapters that are made of the code's own tables: commands, sheets, columns, marks, findings."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from xltool.core.pages import SUMMARY_TITLE
from xltool.findings.codes import CODES
from xltool.findings.finding import Code
from xltool.handbook.blocks import Block, Chapter, Commands, Grid, Points, Section
from xltool.handbook.column_rows import SheetColumns, sheets_with_columns
from xltool.result.guide import MARKS, PAGES_ABOUT
from xltool.sheets.all_sheets import SHEETS
from xltool.terminal.code_list import SUBJECTS
from xltool.terminal.report import explained


class CommandHelp(Struct, frozen=True):
    """A command as its own help tells it: how it is written, what it does, its arguments and options with what they are."""

    name: str
    written: str
    about: Sequence[str]
    values: Sequence[tuple[str, str]]


def the_result() -> Chapter:
    """The sheets of a result and the marks on them, as its own guide tells them."""
    parts = {part.shown_as: part.about for part in SHEETS if part.about}
    first = {SUMMARY_TITLE: PAGES_ABOUT[SUMMARY_TITLE]}
    sheets = Grid(
        "Bladen i resultatet", ("Blad", "Vad det visar"), tuple((first | parts | PAGES_ABOUT).items())
    )
    marks = Grid("Tecken och ord i resultatet", ("Tecken", "Vad det betyder"), MARKS)
    look = Points(
        (
            "Blå siffror och texter är inmatade. Ändra dem, så räknas allt annat om i Excel.",
            "Svarta siffror är formler. Skriv inte över dem.",
            "Gränserna på Uppgifter styr vad som är en väsentlig avvikelse.",
        )
    )
    return Chapter(
        "resultatet",
        "Resultatet, blad för blad",
        (
            Section("Bladen", (sheets,)),
            Section("Blått och svart", (look,)),
            Section("Tecken och ord", (marks,)),
        ),
    )


def commands(every: Sequence[CommandHelp]) -> Chapter:
    return Chapter(
        "kommandon",
        "Alla kommandon",
        tuple(map(_command, every)),
        intro=(
            "Samma hjälp får ni i terminalen med `xltool --help`, och för ett kommando med till exempel `xltool process --help`. Det som står inom "
            "hakparentes får utelämnas.",
        ),
    )


def _command(command: CommandHelp) -> Section:
    grid = Grid(f"Värden och val för xltool {command.name}", ("Skrivs", "Vad det är"), command.values)
    blocks: list[Block] = [*command.about, Commands((command.written,))]
    blocks += [grid] if command.values else []
    return Section(f"xltool {command.name}", blocks, f"kommando-{command.name}")


def columns() -> Chapter:
    return Chapter(
        "kolumner",
        "Bladen och kolumnerna",
        tuple(_columns_of(sheet) for sheet in sheets_with_columns()),
        intro=(
            "Så här heter bladen och kolumnerna i mallen, och vad de får heta i stället. Stora och små bokstäver spelar ingen roll.",
        ),
    )


def _columns_of(sheet: SheetColumns) -> Section:
    about = f"Bladet får också heta {sheet.also}." if sheet.also else ""
    must = {True: "ja", False: ""}
    if sheet.labels:
        grid = Grid(
            f"Uppgifterna på {sheet.title}",
            ("Uppgift", "Måste finnas", "Vad den är"),
            tuple((c.name, must[c.required], c.about) for c in sheet.columns),
        )
    else:
        grid = Grid(
            f"Kolumnerna på {sheet.title}",
            ("Kolumn", "Måste finnas", "Vad den är", "Får också heta"),
            tuple((c.name, must[c.required], c.about, c.also) for c in sheet.columns),
        )
    return Section(sheet.title, (*filter(None, [about]), grid), f"blad-{sheet.title.lower()}")


class Subject(Struct, frozen=True):
    """The findings of a hundred, each with its parts as `xltool explain` tells them."""

    title: str
    codes: Sequence[tuple[Code, Sequence[tuple[str, str]]]]


def findings() -> Sequence[Subject]:
    return [
        Subject(title, [(c, explained(c)) for c in CODES.values() if c.code[2] == hundred])
        for hundred, title in SUBJECTS.items()
    ]
