"""The options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from xltool.core.usage import UsageError

if TYPE_CHECKING:
    from xltool.running.outcome import Options, ReportWish


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Arbetsböcker eller mappar. Utan: mappen workbooks/in, annars denna mapp.",
        metavar="[SÖKVÄG …]",
        show_default=False,
        readable=False,  # whether it can be read is seen, and told, when it is
    ),
]


Json = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-objekt per arbetsbok, en rad var.")]


Strict = Annotated[bool, typer.Option("--strict", help="Räkna varningar som fel i slutkoden.")]


By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="KOLUMN",
        help="Summera även bladet Underlag efter en kolumn, till exempel Ansvar. Får anges flera gånger.",
        show_default=False,
    ),
]


Files = Annotated[
    bool,
    typer.Option(
        "--files",
        help="Med --by: en arbetsbok för varje värde, i mappen NAMN-per-kolumn. Kommentarer i dem hämtas vid nästa körning.",
    ),
]


Ledger = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FIL",
        help="Bokföringen som SIE- eller CSV-fil. Utan: den bredvid arbetsboken med samma namn.",
        show_default=False,
        readable=False,
    ),
]


Against = Annotated[
    Path | None,
    typer.Option(
        "--against",
        metavar="FIL",
        help="Fjolårets arbetsbok eller resultat, som fjolårets belopp jämförs med. Utan: den med samma namn och året före.",
        show_default=False,
        readable=False,
    ),
]


Group = Annotated[
    str,
    typer.Option(
        "--group",
        metavar="KOLUMN",
        help="Ett blad för varje grupp på Driftredovisning, till exempel Verksamhet.",
        show_default=False,
    ),
]


Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="MAPP", help="Mapp för resultaten.", show_default=False, readable=False),
]


Protect = Annotated[bool, typer.Option("--protect", help="Lås formlerna i resultatet; utan lösenord.")]


InputWins = Annotated[
    bool, typer.Option("--input-wins", help="Indatafilens siffror gäller före dem i resultatet.")
]


ResultWins = Annotated[
    bool, typer.Option("--result-wins", help="Siffror som är ändrade i resultatet gäller.")
]


Keep = Annotated[
    int,
    typer.Option(
        "--keep", metavar="ANTAL", show_default=False, help="Så många ersatta versioner sparas (förval 10)."
    ),
]


Report = Annotated[
    bool, typer.Option("--report", help="Skriv rapporten i Word också, NAMN-rapport.docx bredvid resultatet.")
]


Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FIL",
        help="Wordmallen för en ny rapport. Utan: rapportmall.docx bredvid eller i workbooks/mall, annars xltools egen.",
        show_default=False,
        readable=False,
    ),
]


Pdf = Annotated[bool, typer.Option("--pdf", help="Gör rapporten som PDF också, om LibreOffice finns.")]


Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="ANTAL",
        min=1,
        help="Så många arbetsböcker åt gången. Utan: datorns kärnor.",
        show_default=False,
    ),
]


Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SEKUNDER",
        min=0.1,
        help="Så många sekunder får en arbetsbok ta.",
        show_default=False,
    ),
]


Memory = Annotated[
    int | None,
    typer.Option(
        "--max-memory",
        metavar="MB",
        min=64,
        help="Så många MB minne får en arbetsbok ta.",
        show_default=False,
    ),
]


Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADRESS",
        help="Låt ett Dask-kluster göra arbetet (tcp://namn:8786).",
        show_default=False,
    ),
]


def options_of(
    *,
    input_wins: bool = False,
    result_wins: bool = False,
    keep: int = 10,
    out: Path | None = None,
    protect: bool = False,
    by: list[str] | None = None,
    group: str = "",
    ledger: Path | None = None,
    against: Path | None = None,
    report: ReportWish | None = None,
    describe: bool = False,
    files: bool = False,
) -> Options:
    """What a run is told, of what was said on the command line.

    Raises:
        UsageError: nothing would be kept, both figures would count, or there is nothing to split into files by.
    """
    from xltool.rerun.wins import Wins
    from xltool.running.outcome import Options

    if keep < 1:
        raise UsageError("--keep måste vara minst 1.")
    if input_wins and result_wins:
        raise UsageError("Välj antingen --input-wins eller --result-wins, inte båda.")
    if files and not by:
        raise UsageError("Skriv också vad som ska få en fil var, till exempel: --by Ansvar --files")
    wins = Wins.INPUT if input_wins else Wins.RESULT if result_wins else Wins.NOBODY
    return Options(
        out,
        protect,
        wins,
        keep,
        tuple(by or ()),
        group,
        ledger,
        against,
        report=report,
        describe=describe,
        files=files,
    )


def report_wish(*, wanted: bool, template: Path | None, pdf: bool, alone: bool = False) -> ReportWish | None:
    """The report in Word that is wanted; a template or a PDF is wanted of one."""
    from xltool.running.outcome import ReportWish

    return ReportWish(template, alone, pdf) if wanted or alone or template is not None or pdf else None


class WorkerLimits(NamedTuple):
    jobs: int | None
    seconds: float | None
    megabytes: int | None
    scheduler: str | None
