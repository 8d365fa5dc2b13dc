"""`xltool report-problem`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.output import answer, say

_KEPT = (
    "Kvar i kopian: blad, rader, kolumner, format, formler, rubriker och ord som xltool känner igen, årtal, kontonummer och gränserna på "
    "Uppgifter. Förhållandet mellan två belopp på en rad är ungefär detsamma."
)
_REPLACED = "Utbytt: nämndens namn, övriga ord och alla belopp. Filens egenskaper, anteckningar, bilder och makron är inte med."


def report_problem(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="ARBETSBOK", help="Arbetsboken som något är fel med.", show_default=False, readable=False
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="MAPP",
            help="Mapp för kopian. Utan: denna mapp.",
            show_default=False,
            readable=False,
        ),
    ] = None,
) -> None:
    """Gör en kopia med samma fel men utan nämndens namn, texter och siffror, att skicka till dem som sköter xltool.

    Blad, rader, kolumner, format och formler står kvar, liksom rubriker och ord som xltool känner igen, årtal, kontonummer och gränserna på Uppgifter. Allt annat är utbytt. Inget
    skickas: det gör ni själva, när ni har tittat i kopian.
    """
    from random import SystemRandom

    from xltool.files.reasons import reason
    from xltool.files.result_names import shown_name
    from xltool.files.whole_files import read_file, write_whole
    from xltool.running.missing_file import missing_file
    from xltool.running.problem_copy import NoCopyError, copy_name, problem_copy
    from xltool.terminal.report import wrapped

    try:
        copy = problem_copy(read_file(path), shown_name(path), SystemRandom())
        target = copy_name(out or Path())
        write_whole(target, copy.data)
    except FileNotFoundError:
        found = missing_file(path)
        say(f"{found.message} {found.hint}")
        raise SystemExit(3) from None
    except OSError as error:
        say(f"Det går inte att läsa {shown_name(path)} eller skriva kopian: {reason(error)}.")
        raise SystemExit(3) from None
    except NoCopyError as error:
        say(str(error))
        raise SystemExit(3) from None
    tried = f"Prövat: kopian ger samma anmärkningar på samma ställen ({copy.count})."
    if not copy.same:
        only = ", ".join(copy.lost) or "–", ", ".join(copy.new) or "–"
        tried = f"Prövat: {copy.count} anmärkningar är desamma. Bara i er arbetsbok: {only[0]}. Bara i kopian: {only[1]}."
    for text in (_KEPT, _REPLACED, tried):
        answer("\n".join(wrapped(text, "", "  ")))
    answer(f"Kopian: {target}")
    answer("Titta i den innan ni skickar den till dem som sköter xltool.")
    raise SystemExit(0 if copy.same else 1)
