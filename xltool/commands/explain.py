"""`xltool explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from xltool.commands.output import answer, say


def explain(code: Annotated[str, typer.Argument(help="Koden, till exempel XL402.")]) -> None:
    """Berätta vad en anmärkning betyder och vad ni gör åt den."""
    from xltool.findings.codes import CODES
    from xltool.terminal.report import explanation

    found = CODES.get(code.strip().upper())
    if found is None:
        known = ", ".join(sorted(CODES))
        say(f"Koden {code} finns inte. Koderna är: {known}")
        raise SystemExit(2)
    answer("\n".join(explanation(found)))
