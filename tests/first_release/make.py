"""Makes the results that the first release wrote, with people's work in them: `python -m tests.first_release.make TREE`.

TREE is a checkout of the first release (commit e254d71); its command line alone is used. The results in `results` were
made once and stay as they are: what they test is that later releases still know them.

`report` and `culture` were saved as Excel does it, with everything else as it stood; `streets-untouched` was saved by
nobody; the others were saved by openpyxl, which drops the stored values of formulas.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from tests.first_release.boards import CHOSEN_KEY, CULTURE_FIRST, DECIDED_RENT, DRIFT, PROJECTS, THEN, saved

RESULTS = Path(__file__).with_name("results")
_UNDATED, _DATED = (1980, 1, 1, 0, 0, 0), (2024, 2, 1, 9, 15, 0)
_CORE = "docProps/core.xml"
Typed = Iterable[tuple[str, str, object]]  # sheet, cell, what somebody wrote there
Parts = dict[str, bytes]


def main(tree: Path) -> None:
    culture = _result(tree, saved(CULTURE_FIRST))
    edited = _in_excel(culture, [*_at(culture, DRIFT, "Resor", Kommentar="Tåg till Örebro."),
                                 *_at(culture, DRIFT, "Hyror", **{"Utfall 2023": DECIDED_RENT})])  # fmt: skip
    culture = _result(tree, THEN["culture"], edited, "--result-wins")
    streets = _result(tree, THEN["streets"])
    report, environment = _result(tree, THEN["report"]), _result(tree, THEN["environment"])
    made = {
        "report": _in_excel(report, [
            *_at(report, DRIFT, "Resor & kurser", Kommentar="Två konferenser ställdes in."),
            *_at(report, PROJECTS, "IT-investering Laxå", Kommentar="Levererad i december."),
            *_at(report, "Måluppfyllelse", "Sjukfrånvaro", Bedömning="Delvis uppnådd"),
            *_at(report, "Uppgifter", "Väsentlig avvikelse belopp", Värde=500),
            ("Rapporttext", "B6", "Vi nådde de flesta av våra mål."),
        ]),
        "culture": _in_excel(culture, [
            *_at(culture, DRIFT, "Löner", Kommentar="Fler föreställningar."),
            *_at(culture, "Uppgifter", "Fördelningsnyckel", Värde=CHOSEN_KEY),
        ]),
        "water": _in_openpyxl(_result(tree, THEN["water"]), _work_on_water),
        "streets": _in_openpyxl(streets, lambda book: _write(book, _at(streets, DRIFT, "Löner", Kommentar="Vakanser"))),
        "streets-untouched": streets,
        "environment": _in_openpyxl(environment, lambda book: _write(book, _on_goals(environment))),
    }  # fmt: skip
    for name, data in made.items():
        (RESULTS / f"{name}.xlsx").write_bytes(data)


def _result(tree: Path, data: bytes, before: bytes | None = None, *options: str) -> bytes:
    """What the release in `tree` makes of an input, over the result before."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "b.xlsx").write_bytes(data)
        if before is not None:
            (place / "b-resultat.xlsx").write_bytes(before)
        command = [sys.executable, "-m", "xltool", "process", str(place / "b.xlsx"), *options]
        subprocess.run(command, cwd=tree, check=True, capture_output=True)
        return _packed(_parts((place / "b-resultat.xlsx").read_bytes()), _UNDATED)


# --- what people did -----------------------------------------------------------------------------------------------


def _on_goals(data: bytes) -> list[tuple[str, str, object]]:
    sheet = "Måluppfyllelse"
    return [
        *_at(data, sheet, "Klagomål 2", Bedömning="Uppnådd", Kommentar="Vägbygget är klart."),
        *_at(data, sheet, "Räddade arter 3", Kommentar="Mäts vartannat år."),
        *_at(data, sheet, "pH 5", Bedömning="Ej uppnådd"),
        *_at(data, DRIFT, "Tillsyn", Kommentar="Enligt plan."),
    ]


def _work_on_water(book: Any) -> None:
    """A column of their own, a sheet of their own, a comment and a limit."""
    lines = book[DRIFT]
    header, own = _header(lines, "Kommentar").row, lines.max_column + 1
    lines.cell(header, own).value = "Ansvarig"
    for name, who in (("Löner", "Åke"), ("Uppvärmning", "Eva"), ("Resor", 7)):
        row = _line(lines, name)
        lines.cell(row, own).value = who
    lines.cell(header, own).font = Font(bold=True, color="FF7030A0")
    lines.cell(_line(lines, "Löner"), own).fill = PatternFill("solid", fgColor="FFFFFF00")
    lines.cell(_line(lines, "Uppvärmning"), _header(lines, "Kommentar").column).value = "Mild vinter."
    limits = book["Uppgifter"]
    limits.cell(_line(limits, "Väsentlig avvikelse belopp"), 2).value = 20_000
    sheet = book.create_sheet("Till mötet")
    sheet["B2"], sheet["B3"], sheet["C3"] = "Fråga om pumparna", 0.25, "=B3*2"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFFC000")
    sheet.column_dimensions["B"].width = 33


# --- where it stands ------------------------------------------------------------------------------------------------


def _at(data: bytes, sheet: str, row: str, **texts: object) -> list[tuple[str, str, object]]:
    """The cells of the row of that name, by their header."""
    ws = load_workbook(BytesIO(data))[sheet]
    line = _line(ws, row)
    return [(sheet, ws.cell(line, _header(ws, h).column).coordinate, text) for h, text in texts.items()]


def _header(ws: Any, word: str) -> Any:
    return next(c for row in ws.iter_rows(max_row=30) for c in row if c.value == word)


def _line(ws: Any, name: str) -> int:
    return int(next(c.row for row in ws.iter_rows(max_col=2) for c in row if c.value == name))


def _write(book: Any, typed: Typed) -> None:
    for sheet, cell, value in typed:
        book[sheet][cell].value = value


# --- how it was saved -----------------------------------------------------------------------------------------------


def _in_openpyxl(data: bytes, edit: Callable[[Any], object]) -> bytes:
    book = load_workbook(BytesIO(data))
    edit(book)
    buffer = BytesIO()
    book.save(buffer)
    return _saved_by_people(_parts(buffer.getvalue()))


def _in_excel(data: bytes, typed: Typed) -> bytes:
    """Everything as it stood but for the cells that somebody wrote in."""
    parts, order = _parts(data), load_workbook(BytesIO(data)).sheetnames
    for sheet, cell, value in typed:
        name = f"xl/worksheets/sheet{order.index(sheet) + 1}.xml"
        text = parts[name].decode()
        held = f"<v>{value}</v>" if isinstance(value, int) else f"<is><t>{escape(str(value))}</t></is>"
        kind = "" if isinstance(value, int) else ' t="inlineStr"'
        pattern = rf'<c r="{cell}"( s="\d+")[^>/]*(/>|>.*?</c>)'
        text, count = re.subn(pattern, rf'<c r="{cell}"\g<1>{kind}>{held}</c>', text)
        assert count == 1, f"{sheet}!{cell}"
        parts[name] = text.encode()
    return _saved_by_people(parts)


def _saved_by_people(parts: Parts) -> bytes:
    core = re.sub(rb"(?<=<cp:lastModifiedBy>)[^<]*", b"Eva", parts[_CORE])
    parts[_CORE] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2024-02-01T09:15:00Z", core)
    return _packed(parts, _DATED)


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: Parts, date: tuple[int, int, int, int, int, int]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, date), part, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
