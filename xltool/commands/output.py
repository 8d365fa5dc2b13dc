"""The one place that prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from xltool.commands.colours import in_colours
from xltool.files.broken_pipe import is_broken_pipe

if TYPE_CHECKING:
    from xltool.running.outcome import Outcome


def with_progress(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    """The outcomes, with a bar of progress where a person is looking at a batch."""
    if count < 2 or not sys.stderr.isatty():
        yield from outcomes
        return
    _show_progress(0, count)
    for number, outcome in enumerate(outcomes, start=1):
        _show("")
        yield outcome
        if number < count:
            sys.stdout.flush()
            _show_progress(number, count)


_WIDEST = 30 + len(" 10000 av 10000")


def _show_progress(number: int, count: int) -> None:
    bar = "█" * (30 * number // count)
    _show(f"{bar:░<30} {number} av {count}")


def _show(text: str) -> None:
    """Over what stood on the line. Blanks take it away on every console: some write an escape code out."""
    print(f"\r{'':{_WIDEST}}\r{text}", end="", file=sys.stderr, flush=True)


def tell_faults(stacks: list[str]) -> None:
    """Where an error of our own is described, for those who can mend it."""
    from xltool.running.fault_report import write_fault_report

    if not stacks:
        return
    written = write_fault_report(stacks)
    if written is None:
        say("\n".join(stacks))
        return
    say(
        f"Felrapporten ligger i {written}. Skicka den till dem som sköter xltool; den innehåller inget ur era filer."
    )


def outcome_lines(outcome: Outcome, *, wanted: str) -> list[str]:
    """What became of the workbook; `wanted` tells where nothing was written, empty where nothing was to be."""
    from xltool.files.long_paths import as_people_write
    from xltool.files.result_names import shown_name
    from xltool.findings.finding import counted
    from xltool.terminal import report

    lines = [shown_name(outcome.file), ""]
    if outcome.money is not None:
        lines += [*report.summary(outcome.figures, outcome.money), ""]
    if outcome.findings:
        lines += [*report.finding_lines(outcome.findings, outcome.snippets), ""]
    seconds = f"{outcome.seconds:.1f}".replace(".", ",")
    checks = outcome.figures.checks
    proved = f"{checks.words} · " if checks is not None else ""
    lines.append(f"  {proved}{counted(outcome.findings)} · {seconds} s")
    if outcome.path is not None:
        lines.append(f"  Resultatet: {as_people_write(str(outcome.path))}")
    if outcome.report is not None:
        lines.append(f"  Rapporten: {as_people_write(str(outcome.report))}")
    if wanted and outcome.path is None and outcome.report is None:
        lines.append(f"  {wanted}. Rätta felen ovan och kör igen.")
    if outcome.marked is not None:
        lines.append(f"  Felen är utmärkta i en kopia: {as_people_write(str(outcome.marked))}")
    return [*lines, *filter(None, [next_step(outcome, wanted=bool(wanted))]), ""]


def next_step(outcome: Outcome, *, wanted: bool) -> str:
    """The last line: what to do next, as a command that can be copied."""
    from xltool.files.long_paths import as_people_write
    from xltool.findings.finding import Severity
    from xltool.terminal.report import as_typed

    worst = next((f.code.code for f in outcome.findings if f.severity is Severity.ERROR), None)
    if worst is not None:
        return f"  Mer om felet: xltool explain {worst}"
    if outcome.path is not None:
        return f"  Öppna det: xltool open {as_typed(as_people_write(str(outcome.path)))}"
    return (
        "" if wanted else f"  Gör resultatet: xltool process {as_typed(as_people_write(str(outcome.file)))}"
    )


def json_object(outcome: Outcome) -> dict[str, Any]:
    from xltool.terminal.workbook_object import WorkbookObject, finding_object

    of_workbook = WorkbookObject(
        str(outcome.file.absolute()),
        str(outcome.path.absolute()) if outcome.path else None,
        outcome.state.value,
        outcome.figures,
        [finding_object(f) for f in outcome.findings],
    ).keys()
    return of_workbook | ({"report": str(outcome.report.absolute())} if outcome.report else {})


def say(text: str) -> None:
    """To the person; where standard error takes nothing, nobody is told."""
    with suppress(OSError):
        print(in_colours(_safe(text), sys.stderr), file=sys.stderr, flush=True)


def answer(text: str) -> None:
    """The answer, to standard output. Where its reader has gone away, the work goes on all the same."""
    try:
        print(in_colours(_safe(text), sys.stdout), flush=True)
    except OSError as error:
        if not is_broken_pipe(error):
            raise
        silence()


def _safe(text: str) -> str:
    """Without what would steer a terminal. Most texts have nothing of the kind in any line."""
    if text.replace("\n", " ").replace("\u00a0", " ").isprintable():
        return text
    with suppress(OSError):  # a system that lets us load nothing more
        from xltool.terminal.report import safe

        return "\n".join(map(safe, text.split("\n")))
    return text


def silence() -> None:
    """What is still to be printed has nowhere to go, and must not fail once more at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
