"""The command line: arguments in, text and exit code out. The only print and the only exit."""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from xltool.core.fault import stack_of
from xltool.core.usage import UsageError

if TYPE_CHECKING:
    from xltool.app import Options, Outcome
    from xltool.watch import Event

# Typer carries its own copy of click and gives only some of its exceptions a public name; their common base is
# what every complaint about the command line is.
_ClickUsageError: type[Exception] = typer.BadParameter.__bases__[0]

_INTERRUPTED = 130
COMMANDS = ("process", "check", "diff", "watch", "open", "overview", "template", "explain", "install-sendto")

# Click's own words, which it writes into every help text.
_SWEDISH = (
    ("Usage:", "Användning:"),
    ("Options:", "Val:"),
    ("Arguments:", "Argument:"),
    ("Commands:", "Kommandon:"),
    ("Show this message and exit.", "Visa den här hjälpen."),
    ("[OPTIONS]", "[VAL]"),
    ("COMMAND [ARGS]...", "KOMMANDO …"),
    ("[default: ", "[förval: "),
    ("[required]", "[krävs]"),
    ("<path>", "MAPP"),
    ("  [x>=1]", ""),
    ("  [x>=64]", ""),
    ("  [x>=0.1]", ""),
    ("]...", "] …"),
)


def _in_swedish(text: str) -> str:
    for english, swedish in _SWEDISH:
        text = text.replace(english, swedish)
    return text


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _in_swedish(super().get_help(ctx))


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _in_swedish(super().get_help(ctx))


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Gör nämndens arbetsbok till ett färdigt resultat i Excel. Utan kommando: som »xltool process«.",
    context_settings={"help_option_names": ["--help", "-h"]},
)

_Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Arbetsböcker eller mappar. Utan: mappen workbooks/in, annars denna mapp.",
        show_default=False,
        readable=False,  # whether it can be read is seen, and told, when it is
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-objekt per arbetsbok, en rad var.")]
_Strict = Annotated[bool, typer.Option("--strict", help="Räkna varningar som fel i slutkoden.")]
_By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="KOLUMN",
        help="Summera även bladet Underlag efter en kolumn, till exempel Ansvar.",
        show_default=False,
    ),
]
_Out = Annotated[
    Path | None, typer.Option("--out", help="Mapp för resultaten.", show_default=False, readable=False)
]
_Protect = Annotated[bool, typer.Option("--protect", help="Lås formlerna i resultatet; utan lösenord.")]
_InputWins = Annotated[
    bool, typer.Option("--input-wins", help="Indatafilens siffror gäller före dem i resultatet.")
]
_ResultWins = Annotated[
    bool, typer.Option("--result-wins", help="Siffror som är ändrade i resultatet gäller.")
]
_Keep = Annotated[
    int,
    typer.Option(
        "--keep", metavar="ANTAL", show_default=False, help="Så många ersatta versioner sparas (förval 10)."
    ),
]


_Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="ANTAL",
        min=1,
        help="Så många arbetsböcker åt gången. Utan: datorns kärnor.",
        show_default=False,
    ),
]
_Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SEKUNDER",
        min=0.1,
        help="Så många sekunder får en arbetsbok ta.",
        show_default=False,
    ),
]
_Memory = Annotated[
    int | None,
    typer.Option(
        "--max-memory",
        metavar="MB",
        min=64,
        help="Så många MB minne får en arbetsbok ta.",
        show_default=False,
    ),
]


_Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADRESS",
        help="Låt ett Dask-kluster göra arbetet (tcp://namn:8786).",
        show_default=False,
    ),
]


@app.command(cls=_Command)
def process(
    paths: _Paths = None,
    out: _Out = None,
    by: _By = "",
    as_json: _Json = False,
    strict: _Strict = False,
    protect: _Protect = False,
    input_wins: _InputWins = False,
    result_wins: _ResultWins = False,
    keep: _Keep = 10,
    jobs: _Jobs = None,
    timeout: _Timeout = None,
    max_memory: _Memory = None,
    scheduler: _Scheduler = None,
) -> None:
    """Läs, kontrollera, räkna och skriv resultatet NAMN-resultat.xlsx."""
    options = _options(out, protect, input_wins, result_wins, keep, by)
    limits = _Limits(jobs, timeout, max_memory, scheduler)
    _run(paths or [], options, as_json=as_json, strict=strict, limits=limits)


def _options(
    out: Path | None, protect: bool, input_wins: bool, result_wins: bool, keep: int, by: str
) -> Options:
    from xltool.app import Options
    from xltool.kinds.merging import Wins

    if keep < 1:
        raise UsageError("--keep måste vara minst 1.")
    if input_wins and result_wins:
        raise UsageError("Välj antingen --input-wins eller --result-wins, inte båda.")
    wins = Wins.INPUT if input_wins else Wins.RESULT if result_wins else Wins.NOBODY
    return Options(out, protect, wins, keep, by)


@app.command(cls=_Command)
def check(
    paths: _Paths = None,
    as_json: _Json = False,
    strict: _Strict = False,
    jobs: _Jobs = None,
    timeout: _Timeout = None,
    max_memory: _Memory = None,
    scheduler: _Scheduler = None,
) -> None:
    """Gör alla kontroller utan att skriva något."""
    limits = _Limits(jobs, timeout, max_memory, scheduler)
    _run(paths or [], None, as_json=as_json, strict=strict, limits=limits)


@app.command(cls=_Command)
def overview(
    folder: Annotated[
        Path, typer.Argument(help="Mapp med arbetsböcker eller resultat.", show_default=False, readable=False)
    ],
    strict: _Strict = False,
    jobs: _Jobs = None,
    timeout: _Timeout = None,
    max_memory: _Memory = None,
    scheduler: _Scheduler = None,
) -> None:
    """Skriv Översikt.xlsx över mappens alla nämnder."""
    from xltool.app import exit_code, find_boards, run, write_overview
    from xltool.report import finding_lines
    from xltool.shelf import reason

    boards = find_boards(folder)
    limits = _Limits(jobs, timeout, max_memory, scheduler)
    outcomes = list(_with_progress(run(boards, write=False, **limits._asdict()), len(boards)))
    _tell_faults([outcome.crash for outcome in outcomes if outcome.crash])
    try:
        written, said = write_overview(folder, outcomes)
    except OSError as error:
        _say(f"Översikten går inte att skriva: {reason(error)}.")
        raise SystemExit(3) from None
    for line in finding_lines(said, {}):
        _say(line)
    _print(f"Översikten är skriven: {written}")
    raise SystemExit(exit_code(outcomes, strict=strict))


@app.command(cls=_Command)
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
    out: _Out = None,
    by: _By = "",
    as_json: Annotated[bool, typer.Option("--json", help="Skriv ett JSON-objekt per händelse.")] = False,
    protect: _Protect = False,
    input_wins: _InputWins = False,
    result_wins: _ResultWins = False,
    keep: _Keep = 10,
) -> None:
    """Bevaka en mapp: det som läggs dit får sitt resultat.

    Det som ändras där får ett nytt. Ctrl+C avslutar när arbetsboken i arbete är klar, en gång till genast; slutkoden
    är 0.
    """
    from xltool.drop_folder import DropFolder, keep_watch, signals_stop
    from xltool.watch_report import data, line

    place = DropFolder(folder, _options(out, protect, input_wins, result_wins, keep, by))

    def tell(event: Event) -> None:
        time, outcome = datetime.now(), event.outcome
        if outcome is not None and outcome.crash:
            _tell_faults([outcome.crash])
        if as_json:
            of_workbook = _json_object(outcome) if outcome else {}
            _print(json.dumps(data(event, place.path, time, out) | of_workbook))
        (_say if as_json else _print)(line(event, place.path, time, out))

    with signals_stop() as stop:
        keep_watch(place, tell, stop, lambda: stop.rest(every))


@app.command("open", cls=_Command)
def open_result(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Arbetsboken. Utan: den som senast fick ett resultat.", metavar="[NAMN]", show_default=False
        ),
    ] = None,
) -> None:
    """Öppna det senaste resultatet, eller det av en viss arbetsbok."""
    from xltool.opening import latest_result, opened, workbook

    result = latest_result(name)
    if result is None:
        book = workbook(name) if name else Path()
        if book is None:
            _say(f"Här finns varken {name} eller något resultat av den. Kontrollera namnet och mappen.")
        else:
            _say(f"{name} har inget resultat än." if name else "Här finns inget resultat än.")
            _say("Gör ett med: xltool process" + (f' "{book}"' if name else ""))
        raise SystemExit(3)
    if not opened(result):
        _say(f"Här finns inget program som kan öppna resultatet. Det ligger här: {result}")
        raise SystemExit(3)
    _print(f"Öppnar {result}")


@app.command(cls=_Command)
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
    from xltool.app import is_folder
    from xltool.compare import compare

    for path in (a, b):
        if is_folder(path):
            raise UsageError(f"diff jämför två arbetsböcker, och {path} är en mapp.")
    done = compare(a, b, shutil.get_terminal_size((96, 24)).columns)
    (_say if as_json or not done.complete else _print)("\n".join(done.lines))
    if as_json:
        _print(json.dumps(done.data))
    raise SystemExit(0 if done.complete else 3)


@app.command(cls=_Command)
def template(
    path: Annotated[
        Path | None, typer.Argument(help="Mallens namn.", show_default="budget-ÅR.xlsx", readable=False)
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1990, max=2100, metavar="ÅR", help="Året som mallen gäller.")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Arbetsbok att hämta rader, mål och medlemmar från.", readable=False),
    ] = None,
) -> None:
    """Skriv standardmallen: tom, eller nästa års med samma rader, mål och medlemmar (--from)."""
    from xltool.app import NotPossibleError, write_template
    from xltool.shelf import reason

    try:
        target = write_template(path or Path(), year, source)
    except NotPossibleError as error:
        _say(str(error))
        raise SystemExit(error.code) from None
    except OSError as error:
        _say(f"Mallen {path or ''} går inte att skriva: {reason(error)}.")
        raise SystemExit(3) from None
    _print(f"Mallen är skriven: {target}")


@app.command(cls=_Command)
def explain(code: Annotated[str, typer.Argument(help="Koden, till exempel XL402.")]) -> None:
    """Berätta vad en anmärkning betyder och vad du gör åt den."""
    from xltool.core.codes import CODES
    from xltool.report import explanation

    found = CODES.get(code.strip().upper())
    if found is None:
        known = ", ".join(sorted(CODES))
        _say(f"Koden {code} finns inte. Koderna är: {known}")
        raise SystemExit(2)
    _print("\n".join(explanation(found)))


@app.command("install-sendto", cls=_Command)
def install_sendto(
    remove: Annotated[bool, typer.Option("--remove", help="Ta bort xltool ur menyn igen.")] = False,
) -> None:
    """Lägg xltool i menyn Skicka till i Utforskaren (Windows)."""
    from xltool import sendto
    from xltool.shelf import reason

    try:
        _print(sendto.remove() if remove else sendto.install())
    except OSError as error:
        _say(f"Menyn Skicka till går inte att ändra: {reason(error)}.")
        raise SystemExit(3) from None


# --- running -------------------------------------------------------------------------------------------------


class _Limits(NamedTuple):
    jobs: int | None
    seconds: float | None
    megabytes: int | None
    scheduler: str | None


def _run(paths: list[Path], options: Options | None, *, as_json: bool, strict: bool, limits: _Limits) -> None:
    """Processes with the options, or only checks where there are none."""
    from xltool.app import DEFAULT, copies_of_own, exit_code, find_workbooks, run

    write = options is not None
    workbooks = find_workbooks(paths)
    outcomes = []
    done = run(workbooks, write=write, options=options or DEFAULT, **limits._asdict())
    for outcome in _with_progress(done, len(workbooks)):
        outcomes.append(outcome)
        if as_json:
            _print(json.dumps(_json_object(outcome)))
        (_say if as_json else _print)("\n".join(_outcome_lines(outcome, write=write)))
    for copy in copies_of_own(paths):
        _say(
            f"{copy} är hoppad över, för namnet säger att den är en kopia av ett resultat. Är den en indatafil, skriv dess namn."
        )
    if len(outcomes) > 1:
        good = sum(o.state.value == "ok" for o in outcomes)
        ending = "har sitt resultat" if write else "är utan fel"
        _say(f"{good} av {len(outcomes)} arbetsböcker {ending}.")
    _tell_faults([outcome.crash for outcome in outcomes if outcome.crash])
    raise SystemExit(exit_code(outcomes, strict=strict))


def _with_progress(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
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


def _tell_faults(stacks: list[str]) -> None:
    """Where an error of our own is described, for those who can mend it."""
    from xltool.app import write_fault_report

    if not stacks:
        return
    written = write_fault_report(stacks)
    if written is None:
        _say("\n".join(stacks))
        return
    _say(
        f"Felrapporten ligger i {written}. Skicka den till dem som sköter xltool; den innehåller inget ur era filer."
    )


def _outcome_lines(outcome: Outcome, *, write: bool) -> list[str]:
    from xltool import report
    from xltool.app import shown_name
    from xltool.core.finding import counted

    lines = [shown_name(outcome.file), ""]
    if outcome.money is not None:
        lines += [*report.summary(outcome.figures, outcome.money), ""]
    if outcome.findings:
        lines += [*report.finding_lines(outcome.findings, outcome.snippets), ""]
    seconds = f"{outcome.seconds:.1f}".replace(".", ",")
    lines.append(f"  {counted(outcome.findings)} · {seconds} s")
    if outcome.path is not None:
        lines.append(f"  Resultatet: {outcome.path}")
    elif write:
        lines.append("  Inget resultat är skrivet. Rätta felen ovan och kör igen.")
    if outcome.marked is not None:
        lines.append(f"  Felen är utmärkta i en kopia: {outcome.marked}")
    return [*lines, ""]


def _json_object(outcome: Outcome) -> dict[str, Any]:
    return {
        "file": str(outcome.file.absolute()),
        "result": str(outcome.path.absolute()) if outcome.path else None,
        "status": outcome.state.value,
        **outcome.figures,
        "findings": [
            {
                "severity": f.severity.value,
                "code": f.code.code,
                "sheet": f.origin.sheet if f.origin else None,
                "cell": f.origin.cell if f.origin else None,
                "message": f.message,
                "hint": f.hint,
            }
            for f in outcome.findings
        ],
    }


def _say(text: str) -> None:
    """To the person; where standard error takes nothing, nobody is told."""
    with suppress(OSError):
        print(_safe(text), file=sys.stderr, flush=True)


def _print(text: str) -> None:
    """The answer, to standard output. Where its reader has gone away, the work goes on all the same."""
    try:
        print(_safe(text), flush=True)
    except BrokenPipeError:
        _silence()


def _safe(text: str) -> str:
    """Without what would steer a terminal. Most texts have nothing of the kind in any line."""
    if text.replace("\n", " ").replace("\u00a0", " ").isprintable():
        return text
    with suppress(OSError):  # a system that lets us load nothing more
        from xltool.report import safe

        return "\n".join(map(safe, text.split("\n")))
    return text


def _silence() -> None:
    """What is still to be printed has nowhere to go, and must not fail once more at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# --- the way in ----------------------------------------------------------------------------------------------


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
        # A Windows console in cp1252 has no ✔: a question mark is better than a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0] not in COMMANDS and arguments[0] not in ("--help", "-h")):
        arguments.insert(0, "process")  # a path alone, as a drag onto an icon gives it
    raise SystemExit(_flushed(_run_command(arguments)))


def _run_command(arguments: list[str]) -> int:
    try:
        if app(arguments, standalone_mode=False) == _INTERRUPTED:  # typer makes a number of Ctrl-C
            raise KeyboardInterrupt
    except SystemExit as ending:
        # A reader of the help who has seen enough is no failure; typer ends with 1, and with this in place of the stream.
        gone = type(sys.stdout).__name__ == "PacifyFlushWrapper"
        return 0 if gone else int(ending.code or 0)
    except UsageError as error:
        _say(str(error))
        return 2
    except _ClickUsageError as error:
        _say(_usage_sentence(error))
        _say("Hjälp: xltool --help")
        return 2
    except (KeyboardInterrupt, typer.Abort):
        _say("Avbrutet.")
        return _INTERRUPTED
    except OSError as error:
        return _told(error, 0)
    except Exception as error:  # whatever is left is our own mistake, and is told as one
        _say("Det här är ett fel i xltool, inte i er arbetsbok. Era arbetsböcker är inte ändrade.")
        _tell_faults(
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
    from xltool.shelf import reason

    _silence()
    if isinstance(error, BrokenPipeError):
        return code  # the reader of our output went away; nobody is left to tell
    where = f" ({error.filename})" if error.filename else ""
    _say(f"Det går inte att skriva svaret eller nå mappen{where}: {reason(error)}.")
    return max(code, 3)


def _usage_sentence(error: Exception) -> str:
    """Click's complaint in Swedish."""
    kind, option = type(error).__name__, getattr(error, "option_name", "")
    parameter = getattr(error, "param", None)
    name = parameter.opts[0] if parameter is not None and parameter.opts else "ett värde"
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        return f"Valet {option} finns inte." + (f" Menade du {near[0]}?" if near else "")
    if kind == "BadOptionUsage":
        return f"Valet {option} behöver ett värde."
    if kind == "MissingParameter":
        return f"Det saknas ett värde: {name if name.startswith('-') else name.upper()}."
    if kind == "BadParameter":
        return f"Värdet för {name} går inte att förstå."
    return "Kommandot går inte att förstå."
