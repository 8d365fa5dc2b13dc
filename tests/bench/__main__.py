"""The benchmark: `python -m tests.bench [ROUNDS]` measures xltool beside what a user would otherwise run, and writes the
table into README.

Every pair is run in turns, a round after the other, each as a process of its own with the interpreter's start; what
counts is the ratio of the medians. Peak memory is the largest resident set of the process, as the kernel tells it.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.inputs import standard

README = Path(__file__).parent.parent.parent / "README.md"
_BEGIN, _END = "<!-- bench: written by `python -m tests.bench` -->\n", "<!-- /bench -->"
_SHEETS = ("Uppgifter", "Driftredovisning", "Investeringsredovisning", "Nämndmål", "Medlemmar")
_ROUNDS = 5
_MANY, _ALONE = 1000, 20  # workbooks of a batch, and runs of one by itself each round beside it
_LENGTHS = (10_000, 100_000, 500_000)
_BARE_TYPER = "import typer\napp = typer.Typer()\n@app.command()\ndef main(name: str = ''): ...\napp()"
_COLLEAGUE = (sys.executable, str(Path(__file__).with_name("colleague.py")))
_XLTOOL = (sys.executable, "-m", "xltool")


@dataclass(slots=True)
class Measured:
    """A command, with the seconds and the peak MiB of each of its runs. `fresh` are files that are removed before each:
    a result that is there already would be read for what people wrote in it."""

    command: Sequence[str]
    fresh: Sequence[Path] = ()
    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Raises RuntimeError where the command fails."""
        for path in self.fresh:
            path.unlink(missing_ok=True)
        started = perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{' '.join(self.command)} ended with {process.returncode}")
        self.seconds.append(perf_counter() - started)
        self.memory.append(usage.ru_maxrss / 1024)


def in_turns(rounds: int, *measured: Measured) -> tuple[Measured, ...]:
    """The commands, each run once a round, after one round that only warms the disk's cache."""
    for one in measured:
        replace(one, seconds=[], memory=[]).run()
    for _ in range(rounds):
        for one in measured:
            one.run()
    return measured


def pair(name: str, ours: Measured, theirs: Measured) -> str:
    """A row of the table: our seconds, theirs, the ratio, both peaks."""
    mine, other = median(ours.seconds), median(theirs.seconds)
    peaks = f"{max(ours.memory):.0f} | {max(theirs.memory):.0f}"
    return f"| {name} | {mine:.2f} | {other:.2f} | **{mine / other:.2f}** | {peaks} |"


def exponent(small: Measured, large: Measured, times: float) -> float:
    """How time grows with the work: 1 is in proportion."""
    return math.log(median(large.seconds) / median(small.seconds)) / math.log(times)


def table(rounds: int, folder: Path) -> str:
    book = standard(folder / "standard.xlsx")
    ledgers = {rows: folder / f"ledger-{rows}.xlsx" for rows in _LENGTHS}
    for rows, path in ledgers.items():
        # In a process of its own: a child begins with the peak memory of its parent.
        subprocess.run([sys.executable, "-m", "tests.bench.inputs", str(path), str(rows)], check=True)
    out = folder / "out"
    many = [standard(folder / "many" / f"board-{n:04}.xlsx") for n in range(_MANY)]

    def process(path: Path, *, again: bool = False) -> Measured:
        fresh = () if again else (out / f"{path.stem}-resultat.xlsx",)
        return Measured((*_XLTOOL, "process", str(path), "--out", str(out)), fresh)

    def colleague(path: Path, *sheets: str) -> Measured:
        return Measured((*_COLLEAGUE, str(path), str(folder / "colleague.xlsx"), *sheets))

    lines = [
        f"Medians of {rounds} rounds in turns, {os.cpu_count()} cores, Python {sys.version.split()[0]}. The other side is a bare typer",
        "application for `--help`, else `pandas.read_excel` and `to_excel` of the same sheets without a check, a formula or a format.",
        "",
        "| what | xltool, s | other, s | ratio | peak MiB | other, MiB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines.append(pair("`--help`", *in_turns(rounds, Measured((*_XLTOOL, "--help")), Measured((sys.executable, "-c", _BARE_TYPER, "--help")))))  # fmt: skip
    lines.append(pair("the standard workbook", *in_turns(rounds, process(book), colleague(book, *_SHEETS))))
    lines.append(pair("the same over its earlier result", *in_turns(rounds, process(book, again=True), colleague(book, *_SHEETS))))  # fmt: skip
    with_report = Measured(
        (*_XLTOOL, "process", str(book), "--out", str(out), "--report"), (out / f"{book.stem}-rapport.docx",)
    )
    lines.append(pair("its report in Word too, beside the result alone", *in_turns(rounds, with_report, process(book, again=True))))  # fmt: skip
    middle = ledgers[100_000]
    lines.append(pair("100 000 detail rows of 8 columns", *in_turns(rounds, process(middle), colleague(middle, "Underlag"))))  # fmt: skip
    grown = in_turns(rounds, *(process(path) for path in ledgers.values()))
    lines += [
        "",
        "| detail rows | seconds | exponent of time | peak MiB | KiB a row |",
        "| --- | --- | --- | --- | --- |",
    ]
    for i, (rows, one) in enumerate(zip(_LENGTHS, grown, strict=True)):
        growth = f"{exponent(grown[i - 1], one, rows / _LENGTHS[i - 1]):.2f}" if i else ""
        peak = max(one.memory)
        lines.append(f"| {rows:,} | {median(one.seconds):.2f} | {growth} | {peak:.0f} | {peak * 1024 / rows:.2f} |".replace(",", " "))  # fmt: skip
    results = [out / f"{path.stem}-resultat.xlsx" for path in many]
    batch = Measured((*_XLTOOL, "process", str(many[0].parent), "--out", str(out)), results)
    together, *alone = in_turns(rounds, batch, *map(process, many[:_ALONE]))
    rates = (_MANY / median(together.seconds), 1 / median([s for one in alone for s in one.seconds]))
    lines += [
        "",
        f"A folder of {_MANY} standard workbooks: {rates[0]:.0f} a second, **{rates[0] / rates[1]:.1f}** times the rate of a run for each;",
        f"{max(together.memory):.0f} MiB at most in one process.",
    ]
    return "\n".join(lines) + "\n"


def main(rounds: int = _ROUNDS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measured = table(rounds, Path(folder))
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    README.write_text(f"{before}{_BEGIN}\n{measured}\n{_END}{rest.split(_END)[1]}", encoding="utf-8")
    print(measured)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
