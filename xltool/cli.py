"""The command line: arguments in, text and exit code out. The only print and the only exit."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from xltool.core.usage import UsageError

if TYPE_CHECKING:
    from xltool.app import Options, Outcome

# Typer carries its own copy of click and gives only some of its exceptions a public name; their common base is
# what every complaint about the command line is.
_ClickUsageError: type[Exception] = typer.BadParameter.__bases__[0]

COMMANDS = ("process", "check", "diff", "template", "explain")

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
        help="Arbetsböcker eller mappar. Utan: mappen workbooks/in, annars denna mapp.", show_default=False
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-objekt per arbetsbok, en rad var.")]
_Strict = Annotated[bool, typer.Option("--strict", help="Räkna varningar som fel i slutkoden.")]
_Out = Annotated[Path | None, typer.Option("--out", help="Mapp för resultaten.", show_default=False)]


@app.command(cls=_Command)
def process(
    paths: _Paths = None,
    out: _Out = None,
    as_json: _Json = False,
    strict: _Strict = False,
    protect: Annotated[
        bool, typer.Option("--protect", help="Lås formlerna i resultatet; utan lösenord.")
    ] = False,
    input_wins: Annotated[
        bool, typer.Option("--input-wins", help="Indatafilens siffror gäller före dem i resultatet.")
    ] = False,
    result_wins: Annotated[
        bool, typer.Option("--result-wins", help="Siffror som är ändrade i resultatet gäller.")
    ] = False,
    keep: Annotated[
        int,
        typer.Option(
            "--keep",
            metavar="ANTAL",
            show_default=False,
            help="Så många ersatta versioner sparas (förval 10).",
        ),
    ] = 10,
) -> None:
    """Läs, kontrollera, räkna och skriv resultatet NAMN-resultat.xlsx."""
    from xltool.app import Options
    from xltool.kinds.keeping import Wins

    if keep < 1:
        raise UsageError("--keep måste vara minst 1.")
    if input_wins and result_wins:
        raise UsageError("Välj antingen --input-wins eller --result-wins, inte båda.")
    wins = Wins.INPUT if input_wins else Wins.RESULT if result_wins else Wins.NOBODY
    options = Options(out, protect, wins, keep)
    _run(paths or [], options, as_json=as_json, strict=strict)


@app.command(cls=_Command)
def check(paths: _Paths = None, as_json: _Json = False, strict: _Strict = False) -> None:
    """Gör alla kontroller utan att skriva något."""
    _run(paths or [], None, as_json=as_json, strict=strict)


@app.command(cls=_Command)
def diff(
    a: Annotated[Path, typer.Argument(metavar="A", help="Den ena arbetsboken, till exempel den äldre.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Den andra, till exempel den nyare.")],
    as_json: Annotated[bool, typer.Option("--json", help="Skriv skillnaderna som ett JSON-objekt.")] = False,
) -> None:
    """Berätta vad som skiljer mellan två resultat, två indatafiler eller ett av vardera.

    Slutkoden är 0 vare sig något skiljer eller inte, och 3 när en fil inte går att läsa.
    """
    from xltool.compare import compare, comparison_data, comparison_lines

    done = compare(a, b)
    for line in comparison_lines(done, shutil.get_terminal_size((96, 24)).columns):
        if as_json or done.differences is None:
            _say(line)
        else:
            print(line)
    if as_json:
        print(json.dumps(comparison_data(done)))
    raise SystemExit(3 if done.differences is None else 0)


@app.command(cls=_Command)
def template(
    path: Annotated[Path | None, typer.Argument(help="Mallens namn.", show_default="budget-ÅR.xlsx")] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1990, max=2100, metavar="ÅR", help="Året som mallen gäller.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="Arbetsbok att hämta rader, mål och medlemmar från.")
    ] = None,
) -> None:
    """Skriv standardmallen: tom, eller nästa års med samma rader, mål och medlemmar (--from)."""
    from xltool.app import reason, write_template

    if source is not None and not source.is_file():
        _say(f"Filen {source} finns inte.")
        raise SystemExit(3)
    try:
        target = write_template(path or Path(), year, source)
    except OSError as error:
        _say(f"Mallen {path or ''} går inte att skriva: {reason(error)}.")
        raise SystemExit(3) from None
    print(f"Mallen är skriven: {target}")


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
    print("\n".join(explanation(found)))


# --- running -------------------------------------------------------------------------------------------------


def _run(paths: list[Path], options: Options | None, *, as_json: bool, strict: bool) -> None:
    """Processes with the options, or only checks where there are none."""
    from xltool.app import DEFAULT, exit_code, find_workbooks, run

    write = options is not None

    workbooks = find_workbooks(paths)
    outcomes = []
    for outcome in run(_with_progress(workbooks), write=write, options=options or DEFAULT):
        outcomes.append(outcome)
        if outcome.crash:
            _say(outcome.crash)
        if as_json:
            print(json.dumps(_json_object(outcome)), flush=True)
        for line in _outcome_lines(outcome, write=write):
            if as_json:
                _say(line)
            else:
                print(line)
    if len(outcomes) > 1:
        good = sum(o.state.value == "ok" for o in outcomes)
        ending = "har sitt resultat" if write else "är utan fel"
        _say(f"{good} av {len(outcomes)} arbetsböcker {ending}.")
    raise SystemExit(exit_code(outcomes, strict=strict))


def _with_progress(workbooks: list[Path]) -> Iterator[Path]:
    """The workbooks, with a line of progress where a person is looking at a batch."""
    watched = len(workbooks) > 1 and sys.stderr.isatty()
    for number, path in enumerate(workbooks, start=1):
        if watched:
            print(
                f"\r\033[K[{number} av {len(workbooks)}] {path.name} …", end="", file=sys.stderr, flush=True
            )
        yield path
        if watched:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _outcome_lines(outcome: Outcome, *, write: bool) -> list[str]:
    from xltool import report
    from xltool.core.finding import counted
    from xltool.kinds.figures import figures

    lines = [str(outcome.file.name), ""]
    if outcome.result is not None and outcome.board is not None:
        lines += [*report.summary(figures(outcome.board, outcome.result), outcome.board.money), ""]
    if outcome.findings:
        lines += [*report.finding_lines(outcome.findings, outcome.book), ""]
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
    from xltool.kinds.figures import figures

    return {
        "file": str(outcome.file.absolute()),
        "result": str(outcome.path.absolute()) if outcome.path else None,
        "status": outcome.state.value,
        **figures(outcome.board, outcome.result),
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


def _say(line: str) -> None:
    print(line, file=sys.stderr)


# --- the way in ----------------------------------------------------------------------------------------------


def main(argv: Sequence[str] | None = None) -> None:
    """The command `xltool`; ends the process with the exit code of DOMAIN."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console in cp1252 has no ✔: a question mark is better than a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0] not in COMMANDS and arguments[0] not in ("--help", "-h")):
        arguments.insert(0, "process")  # a path alone, as a drag onto an icon gives it
    raise SystemExit(_run_command(arguments))


def _run_command(arguments: list[str]) -> int:
    try:
        app(arguments, standalone_mode=False)
    except SystemExit as ending:
        return int(ending.code or 0)
    except UsageError as error:
        _say(str(error))
        return 2
    except _ClickUsageError as error:
        _say(_usage_sentence(error))
        _say("Hjälp: xltool --help")
        return 2
    except (KeyboardInterrupt, typer.Abort):
        _say("Avbrutet.")
        return 130
    except BrokenPipeError:
        # The reader of our output went away; nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # whatever is left is our own mistake, and is told as one
        traceback.print_exc()
        _say("Det här är ett fel i xltool, inte i er arbetsbok. Inget i era filer är ändrat.")
        return 4
    return 0


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
