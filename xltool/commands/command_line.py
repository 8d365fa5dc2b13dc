"""The command line: arguments in, text and exit code out. The only print and the only exit."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

import typer
from typer.main import get_group

from xltool.commands import (
    completion,
    diff,
    drop,
    explain,
    handbook,
    open_result,
    overview,
    process,
    report_problem,
    sendto,
    setup,
    template,
    translate,
    watch,
    year,
)
from xltool.commands.app import OF_ITS_OWN, SwedishCommand, application
from xltool.commands.fewer_letters import IN_FEWER_LETTERS
from xltool.commands.output import say, silence, tell_faults
from xltool.commands.usage_errors import is_no_path, meant, usage_sentences
from xltool.commands.windows_arguments import as_a_shell_would
from xltool.core.fault import stack_of
from xltool.core.usage import UsageError
from xltool.files.broken_pipe import is_broken_pipe

# Typer carries its own copy of click and gives only some of its exceptions a public name; their common base is
# what every complaint about the command line is.
_ClickUsageError: type[Exception] = typer.BadParameter.__bases__[0]

_INTERRUPTED = 130
# In the order in which the help tells them.
COMMANDS: dict[str, Callable[..., None]] = {
    "process": process.process,
    "check": process.check,
    "report": process.report,
    "overview": overview.overview,
    "watch": watch.watch,
    "open": open_result.open_result,
    "diff": diff.diff,
    "template": template.template,
    "translate": translate.translate,
    "year": year.year,
    "explain": explain.explain,
    "handbook": handbook.handbook,
    "report-problem": report_problem.report_problem,
    "drop": drop.drop,
    "setup": setup.setup,
    "install-sendto": sendto.install_sendto,
    "completion": completion.completion,
}

# What is left when the process ends goes with it: looking through all of it for cycles was a tenth of a short run.
atexit.register(gc.freeze)


def main(argv: Sequence[str] | None = None) -> None:
    """The command `xltool`; ends the process with the exit code of DOMAIN."""
    # A short-lived process with many small objects gains nothing from looking for cycles a hundred times.
    gc.set_threshold(200_000, 20, 100)
    for number in range(3):
        with suppress(OSError):
            os.fstat(number)
            continue
        os.open(os.devnull, os.O_RDWR)  # a stream that is closed must not become the number of a file of ours
    # A stream that is closed is None to Python, and print would take the other one instead.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115 -- for as long as the process lasts
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115 -- the same
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=IN_FEWER_LETTERS)
    if completion.ASKED in os.environ:
        completion.suggest(application_for(""))
    arguments = list(sys.argv[1:] if argv is None else argv)
    if sys.platform == "win32":
        arguments = as_a_shell_would(arguments)
    if arguments[:1] and is_no_path(arguments[0]) and arguments[0] not in COMMANDS:
        near = meant(arguments[0], COMMANDS)
        say(f"Kommandot {arguments[0]} finns inte." + (f" Menade ni xltool {near}?" if near else ""))
        say("Hjälp: xltool --help")
        raise SystemExit(2)
    if not arguments or arguments[0] not in (*COMMANDS, *OF_ITS_OWN):
        arguments.insert(0, "process")  # a path alone, as a drag onto an icon gives it
    raise SystemExit(_flushed(_run_command(arguments)))


def application_for(name: str) -> Callable[..., object]:
    """The application with the command that is asked for; with all of them, of which each takes its time, for the help."""
    app = application()
    for command in (name,) if name in COMMANDS else COMMANDS:
        about = " ".join(
            (COMMANDS[command].__doc__ or "").split("\n\n")[0].split()
        )  # whole, where typer would cut it
        app.command(command, cls=SwedishCommand, short_help=about)(COMMANDS[command])
    return get_group(app)


def _run_command(arguments: list[str]) -> int:
    try:
        # Whatever the program was started as (`python -m xltool`), it is called xltool.
        ended = application_for(arguments[0])(
            arguments, prog_name="xltool", standalone_mode=False, obj=lambda: application_for("")
        )
        if ended == _INTERRUPTED:  # typer makes a number of Ctrl-C
            raise KeyboardInterrupt
    except SystemExit as ending:
        # A reader of the help who has seen enough is no failure; typer ends with 1, and with this in place of the stream.
        gone = type(sys.stdout).__name__ == "PacifyFlushWrapper"
        return 0 if gone else int(ending.code or 0)
    except UsageError as error:
        say(str(error))
        return 2
    except _ClickUsageError as error:
        say("\n".join(usage_sentences(error, arguments[0])))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        say("Avbrutet.")
        return _INTERRUPTED
    except OSError as error:
        return _told(error, 0)
    except Exception as error:  # whatever is left is our own mistake, and is told as one
        say("Det här är ett fel i xltool, inte i er arbetsbok. Era arbetsböcker är inte ändrade.")
        tell_faults(
            [getattr(error, "stack", "") or stack_of(error)]
        )  # a worker's own, where it happened there
        return 4
    return 0


def _flushed(code: int) -> int:
    """The exit code, once what was said has come out."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _told(error, code)
    return code


def _told(error: OSError, code: int) -> int:
    """What the system around us refused, and the exit code that comes of it."""
    from xltool.files.reasons import reason

    silence()
    if is_broken_pipe(error):
        return code  # the reader of our output went away; nobody is left to tell
    where = f" ({error.filename})" if error.filename else ""
    say(f"Det går inte att skriva svaret eller nå mappen{where}: {reason(error)}.")
    return max(code, 3)
