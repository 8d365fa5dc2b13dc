"""`xltool explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from xltool.commands.output import answer, say


def explain(
    code: Annotated[
        str,
        typer.Argument(
            help="Koden, till exempel XL402 eller 402, eller ett ord. Utan: alla koder.",
            metavar="[KOD]",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Berätta vad en anmärkning betyder och vad ni gör åt den."""
    from xltool.findings.codes import CODES
    from xltool.terminal.code_list import codes_about, codes_by_subject
    from xltool.terminal.report import explanation

    word = code.strip()
    number = word.upper().removeprefix("XL")
    if found := CODES.get(f"XL{number}"):
        answer("\n".join(explanation(found)))
        return
    listed = codes_about(word) if word and not number.isdecimal() else codes_by_subject()
    if not word or (listed and not number.isdecimal()):
        answer("\n".join(listed))
        return
    about = word if number.isdecimal() else f"om {word}"
    say(f"Det finns ingen anmärkning {about}. Alla koder: xltool explain")
    raise SystemExit(2)
