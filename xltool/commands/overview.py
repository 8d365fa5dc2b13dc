"""`xltool overview`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.options import (
    InputWins,
    Jobs,
    Memory,
    ResultWins,
    Scheduler,
    Strict,
    Template,
    Timeout,
    WorkerLimits,
    options_of,
    report_wish,
)
from xltool.commands.output import answer, say, tell_faults, with_progress


def overview(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Mapp med arbetsböcker eller resultat.", metavar="MAPP", show_default=False, readable=False
        ),
    ],
    strict: Strict = False,
    report: Annotated[
        bool, typer.Option("--report", help="Skriv Översikt-rapport.docx också: en bilaga, nämnd för nämnd.")
    ] = False,
    template: Template = None,
    input_wins: InputWins = False,
    result_wins: ResultWins = False,
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
    from xltool.running.outcome import Outcome, State
    from xltool.running.write_overview import write_appendix, write_overview
    from xltool.terminal.report import finding_lines

    boards = find_boards(folder)
    limits = WorkerLimits(jobs, timeout, max_memory, scheduler)
    wish = report_wish(wanted=report, template=template, pdf=False)
    options = options_of(
        input_wins=input_wins, result_wins=result_wins, report=wish, describe=wish is not None
    )
    done = run(boards, write=False, options=options, **limits._asdict())
    outcomes = list(with_progress(done, len(boards)))
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
    code = exit_code(outcomes, strict=strict)
    if wish is not None:
        appendix, said = write_appendix(folder, added, options)
        for line in finding_lines(said, {}):
            say(line)
        if appendix is not None:
            answer(f"Bilagan är skriven: {appendix}")
        code = max(code, exit_code([Outcome(folder, State.OK, tuple(said))], strict=strict))
    raise SystemExit(code)
