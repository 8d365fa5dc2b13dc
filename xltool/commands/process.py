"""`xltool process`, `xltool check` and `xltool report`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from xltool.commands.options import (
    Against,
    By,
    Files,
    Group,
    InputWins,
    Jobs,
    Json,
    Keep,
    Ledger,
    Memory,
    Out,
    Paths,
    Pdf,
    Protect,
    Report,
    ResultWins,
    Scheduler,
    Strict,
    Template,
    Timeout,
    WorkerLimits,
    options_of,
    report_wish,
)
from xltool.commands.output import answer, json_object, outcome_lines, say, tell_faults, with_progress

if TYPE_CHECKING:
    from xltool.running.outcome import Options


def process(
    paths: Paths = None,
    out: Out = None,
    ledger: Ledger = None,
    against: Against = None,
    by: By = None,
    files: Files = False,
    group: Group = "",
    as_json: Json = False,
    strict: Strict = False,
    protect: Protect = False,
    input_wins: InputWins = False,
    result_wins: ResultWins = False,
    keep: Keep = 10,
    report: Report = False,
    template: Template = None,
    pdf: Pdf = False,
    jobs: Jobs = None,
    timeout: Timeout = None,
    max_memory: Memory = None,
    scheduler: Scheduler = None,
) -> None:
    """Läs, kontrollera, räkna och skriv resultatet NAMN-resultat.xlsx."""
    wish = report_wish(wanted=report, template=template, pdf=pdf)
    options = options_of(
        out=out,
        protect=protect,
        input_wins=input_wins,
        result_wins=result_wins,
        keep=keep,
        by=by,
        files=files,
        group=group,
        ledger=ledger,
        against=against,
        report=wish,
    )
    limits = WorkerLimits(jobs, timeout, max_memory, scheduler)
    _run(paths or [], options, as_json=as_json, strict=strict, limits=limits, write=True)


def check(
    paths: Paths = None,
    ledger: Ledger = None,
    against: Against = None,
    as_json: Json = False,
    strict: Strict = False,
    jobs: Jobs = None,
    timeout: Timeout = None,
    max_memory: Memory = None,
    scheduler: Scheduler = None,
) -> None:
    """Gör alla kontroller utan att skriva något."""
    limits = WorkerLimits(jobs, timeout, max_memory, scheduler)
    options = options_of(ledger=ledger, against=against)
    _run(paths or [], options, as_json=as_json, strict=strict, limits=limits, write=False)


def report(
    paths: Paths = None,
    out: Out = None,
    template: Template = None,
    pdf: Pdf = False,
    ledger: Ledger = None,
    against: Against = None,
    as_json: Json = False,
    strict: Strict = False,
    input_wins: InputWins = False,
    result_wins: ResultWins = False,
    keep: Keep = 10,
    jobs: Jobs = None,
    timeout: Timeout = None,
    max_memory: Memory = None,
    scheduler: Scheduler = None,
) -> None:
    """Skriv rapporten i Word, NAMN-rapport.docx: tabeller, meningar, diagram och era texter."""
    wish = report_wish(wanted=True, template=template, pdf=pdf, alone=True)
    options = options_of(
        out=out,
        input_wins=input_wins,
        result_wins=result_wins,
        keep=keep,
        ledger=ledger,
        against=against,
        report=wish,
    )
    limits = WorkerLimits(jobs, timeout, max_memory, scheduler)
    _run(paths or [], options, as_json=as_json, strict=strict, limits=limits, write=True)


def _run(
    paths: list[Path], options: Options, *, as_json: bool, strict: bool, limits: WorkerLimits, write: bool
) -> None:
    """Processes with the options, or only checks where nothing is to be written."""
    from xltool.running.batch import exit_code, run
    from xltool.running.inputs import copies_of_generated, find_workbooks

    workbooks = find_workbooks(paths)
    outcomes = []
    done = run(workbooks, write=write, options=options, **limits._asdict())
    for outcome in with_progress(done, len(workbooks)):
        outcomes.append(outcome)
        if as_json:
            answer(json.dumps(json_object(outcome)))
        (say if as_json else answer)("\n".join(outcome_lines(outcome, wanted=_wanted(options, write=write))))
    for copy, why in copies_of_generated(paths, workbooks).items():
        say(f"{copy} är hoppad över, för {why}. Är den en indatafil, skriv dess namn.")
    if len(outcomes) > 1:
        alone = options.report is not None and options.report.alone
        good = sum(o.report is not None if alone else o.state.value == "ok" for o in outcomes)
        ending = f"har {'sin rapport' if alone else 'sitt resultat'}" if write else "är utan fel"
        odd = sum(o.figures.checks.asked for o in outcomes if o.figures.checks)
        asked = f" {odd} rader att fråga om, se Rimlighet på Kontroll." if odd else ""
        say(f"{good} av {len(outcomes)} arbetsböcker {ending}.{asked}")
    tell_faults([outcome.crash for outcome in outcomes if outcome.crash])
    raise SystemExit(exit_code(outcomes, strict=strict))


def _wanted(options: Options, *, write: bool) -> str:
    """What is to be written, as its absence is told."""
    if not write:
        return ""
    return (
        "Ingen rapport är skriven" if options.report and options.report.alone else "Inget resultat är skrivet"
    )
