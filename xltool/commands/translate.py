"""`xltool translate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.output import answer, say


def translate(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="ARBETSBOK",
            help="Arbetsboken vars rubriker ska förklaras.",
            show_default=False,
            readable=False,
        ),
    ],
) -> None:
    """Lär xltool arbetsbokens egna ord: skriv översättning.xlsx att fylla i.

    Filen läggs bredvid arbetsboken och gäller för alla arbetsböcker där. Det som redan är ifyllt står kvar.
    """
    from xltool.files.reasons import reason
    from xltool.running.write_translation import NotTranslatedError, write_translation
    from xltool.terminal.report import finding_lines, wrapped

    try:
        done = write_translation(path)
    except NotTranslatedError as error:
        say(str(error))
        raise SystemExit(error.code) from None
    except OSError as error:
        say(f"Översättningen går inte att skriva: {reason(error)}.")
        raise SystemExit(3) from None
    for line in finding_lines(done.said, {}):
        say(line)
    for told in done.drafted.preview:
        answer("\n".join(wrapped(told, "  ", "    ")))
    answer(f"Översättningen är skriven: {done.path}")
    answer("\n".join(wrapped(done.drafted.what_to_do(path.name), "", "")))
