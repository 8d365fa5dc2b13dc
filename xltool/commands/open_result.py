"""`xltool open`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.output import answer, say


def open_result(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Arbetsboken. Utan: den som senast fick ett resultat.", metavar="[NAMN]", show_default=False
        ),
    ] = None,
) -> None:
    """Öppna det senaste resultatet, eller det av en viss arbetsbok."""
    from xltool.running.opening import newest_result, opened, workbook

    result = newest_result(name)
    if result is None:
        book = workbook(name) if name else Path()
        if book is None:
            say(f"Här finns varken {name} eller något resultat av den. Kontrollera namnet och mappen.")
        else:
            say(f"{name} har inget resultat än." if name else "Här finns inget resultat än.")
            say("Gör ett med: xltool process" + (f' "{book}"' if name else ""))
        raise SystemExit(3)
    if not opened(result):
        say(f"Här finns inget program som kan öppna resultatet. Det ligger här: {result}")
        raise SystemExit(3)
    answer(f"Öppnar {result}")
