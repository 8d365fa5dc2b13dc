"""`xltool overview`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.options import Jobs, Memory, Scheduler, Strict, Timeout, WorkerLimits
from xltool.commands.output import answer, say, tell_faults, with_progress


def overview(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Mapp med arbetsböcker eller resultat.", metavar="MAPP", show_default=False, readable=False
        ),
    ],
    strict: Strict = False,
    jobs: Jobs = None,
    timeout: Timeout = None,
    max_memory: Memory = None,
    scheduler: Scheduler = None,
) -> None:
    """Skriv Översikt.xlsx över mappens alla nämnder."""
    from xltool.files.reasons import reason
    from xltool.running.batch import exit_code, run
    from xltool.running.inputs import copies_of_generated, find_boards
    from xltool.running.one_of_each import missing_reports, one_of_each
    from xltool.running.write_overview import write_overview
    from xltool.terminal.report import finding_lines

    boards = find_boards(folder)
    limits = WorkerLimits(jobs, timeout, max_memory, scheduler)
    outcomes = list(with_progress(run(boards, write=False, **limits._asdict()), len(boards)))
    tell_faults([outcome.crash for outcome in outcomes if outcome.crash])
    added, others = one_of_each(outcomes)
    left_out = copies_of_generated([folder], boards) | {left.file: left.why for left in others}
    for path, why in left_out.items():
        say(f"{path} är inte med: {why}.")
    try:
        written, said = write_overview(folder, added, [*left_out], missing_reports(added, outcomes))
    except OSError as error:
        say(f"Översikten går inte att skriva: {reason(error)}.")
        raise SystemExit(3) from None
    for line in finding_lines(said, {}):
        say(line)
    answer(f"Översikten är skriven: {written}")
    raise SystemExit(exit_code(outcomes, strict=strict))
