"""`xltool watch`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xltool.commands.options import (
    By,
    Group,
    InputWins,
    Keep,
    Ledger,
    Out,
    Protect,
    Report,
    ResultWins,
    options_of,
    report_wish,
)
from xltool.commands.output import answer, json_object, say, tell_faults

if TYPE_CHECKING:
    from xltool.watching.watch_states import Event


def watch(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="Mappen. Utan: workbooks/in.", show_default=False, metavar="[MAPP]", readable=False
        ),
    ] = None,
    every: Annotated[
        float,
        typer.Option(
            "--every",
            min=0.1,
            metavar="SEKUNDER",
            show_default=False,
            help="Så ofta tittar xltool (förval 2).",
        ),
    ] = 2.0,
    out: Out = None,
    ledger: Ledger = None,
    by: By = None,
    group: Group = "",
    as_json: Annotated[bool, typer.Option("--json", help="Skriv ett JSON-objekt per händelse.")] = False,
    protect: Protect = False,
    input_wins: InputWins = False,
    result_wins: ResultWins = False,
    keep: Keep = 10,
    report: Report = False,
) -> None:
    """Bevaka en mapp: det som läggs dit får sitt resultat.

    Det som ändras där får ett nytt. Ctrl+C avslutar när arbetsboken i arbete är klar, en gång till genast; slutkoden
    är 0.
    """
    from xltool.watching.drop_folder import DropFolder, keep_watch, signals_stop

    wish = report_wish(wanted=report, template=None, pdf=False)
    options = options_of(
        out=out,
        protect=protect,
        input_wins=input_wins,
        result_wins=result_wins,
        keep=keep,
        by=by,
        group=group,
        ledger=ledger,
        report=wish,
    )
    place = DropFolder(folder, options)
    with signals_stop() as stop:
        keep_watch(
            place,
            lambda event: _tell(event, place.path, out, as_json=as_json),
            stop,
            lambda: stop.rest(every),
        )


def _tell(event: Event, folder: Path, out: Path | None, *, as_json: bool) -> None:
    """What happened in the folder, as a line for people; where `as_json`, for machines too."""
    from xltool.watching.watch_report import data, line

    time, outcome = datetime.now(), event.outcome
    if outcome is not None and outcome.crash:
        tell_faults([outcome.crash])
    if as_json:
        of_workbook = json_object(outcome) if outcome else {}
        answer(json.dumps(data(event, folder, time, out) | of_workbook))
    (say if as_json else answer)(line(event, folder, time, out))
