"""The one place that prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from xltool.commands.colours import in_colours

if TYPE_CHECKING:
    from xltool.running.outcome import Outcome


def with_progress(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    """The outcomes, with a bar of progress where a person is looking at a batch."""
    if count < 2 or not sys.stderr.isatty():
        yield from outcomes
        return
    _show_progress(0, count)
    for number, outcome in enumerate(outcomes, start=1):
        print("\r\033[K", end="", file=sys.stderr, flush=True)
        yield outcome
        if number < count:
            sys.stdout.flush()
            _show_progress(number, count)


def _show_progress(number: int, count: int) -> None:
    bar = "█" * (30 * number // count)
    print(f"\r\033[K{bar:░<30} {number} av {count}", end="", file=sys.stderr, flush=True)


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


def outcome_lines(outcome: Outcome, *, write: bool) -> list[str]:
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
        lines.append(f"  Resultatet: {outcome.path}")
    elif write:
        lines.append("  Inget resultat är skrivet. Rätta felen ovan och kör igen.")
    if outcome.marked is not None:
        lines.append(f"  Felen är utmärkta i en kopia: {outcome.marked}")
    return [*lines, *filter(None, [next_step(outcome, write=write)]), ""]


def next_step(outcome: Outcome, *, write: bool) -> str:
    """The last line: what to do next, as a command that can be copied."""
    from xltool.findings.finding import Severity
    from xltool.terminal.report import as_typed

    worst = next((f.code.code for f in outcome.findings if f.severity is Severity.ERROR), None)
    if worst is not None:
        return f"  Mer om felet: xltool explain {worst}"
    if outcome.path is not None:
        return f"  Öppna det: xltool open {as_typed(str(outcome.path))}"
    return "" if write else f"  Gör resultatet: xltool process {as_typed(str(outcome.file))}"


def json_object(outcome: Outcome) -> dict[str, Any]:
    from xltool.terminal.workbook_object import WorkbookObject, finding_object

    return WorkbookObject(
        str(outcome.file.absolute()),
        str(outcome.path.absolute()) if outcome.path else None,
        outcome.state.value,
        outcome.figures,
        [finding_object(f) for f in outcome.findings],
    ).keys()


def say(text: str) -> None:
    """To the person; where standard error takes nothing, nobody is told."""
    with suppress(OSError):
        print(in_colours(_safe(text), sys.stderr), file=sys.stderr, flush=True)


def answer(text: str) -> None:
    """The answer, to standard output. Where its reader has gone away, the work goes on all the same."""
    try:
        print(in_colours(_safe(text), sys.stdout), flush=True)
    except BrokenPipeError:
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
