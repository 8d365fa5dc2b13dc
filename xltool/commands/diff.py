"""`xltool diff`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.output import answer, say
from xltool.core.usage import UsageError


def diff(
    a: Annotated[
        Path, typer.Argument(metavar="A", help="Den ena arbetsboken, till exempel den äldre.", readable=False)
    ],
    b: Annotated[
        Path, typer.Argument(metavar="B", help="Den andra, till exempel den nyare.", readable=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Skriv skillnaderna som ett JSON-objekt.")] = False,
) -> None:
    """Berätta vad som skiljer mellan två resultat, två indatafiler eller ett av vardera.

    Slutkoden är 0 vare sig något skiljer eller inte, och 3 när en fil inte går att läsa.
    """
    from xltool.running.compare_files import compare
    from xltool.running.inputs import is_folder

    for path in (a, b):
        if is_folder(path):
            raise UsageError(f"diff jämför två arbetsböcker, och {path} är en mapp.")
    done = compare(a, b, shutil.get_terminal_size((96, 24)).columns)
    (say if as_json or not done.complete else answer)("\n".join(done.lines))
    if as_json:
        answer(json.dumps(done.data))
    raise SystemExit(0 if done.complete else 3)
