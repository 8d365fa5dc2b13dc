"""`xltool year`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.options import Jobs, WorkerLimits
from xltool.commands.output import answer, say, tell_faults, with_progress


def year(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Mapp med nämndens arbetsböcker eller resultat.",
            metavar="MAPP",
            show_default=False,
            readable=False,
        ),
    ],
    jobs: Jobs = None,
) -> None:
    """Berätta vilka av årets rapporter som finns, vilka som saknas och hur prognoserna slog in."""
    from datetime import date

    from xltool.running.batch import run
    from xltool.running.board_years import board_years
    from xltool.running.inputs import find_boards
    from xltool.terminal.board_year import year_lines

    boards = find_boards(folder)
    limits = WorkerLimits(jobs, None, None, None)
    outcomes = list(with_progress(run(boards, write=False, **limits._asdict()), len(boards)))
    tell_faults([outcome.crash for outcome in outcomes if outcome.crash])
    years, others = board_years(outcomes)
    for left in others:
        say(f"{left.file} är inte med: {left.why}.")
    for of in years:
        answer("\n".join([*year_lines(of, date.today()), ""]))
    raise SystemExit(0 if years else 1)
