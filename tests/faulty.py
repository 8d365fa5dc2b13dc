"""A file system that fails: `xltool process` again and again, each time in a child of its own where one call fails, or
the process is killed at it, until a run gets by without reaching that call.

`python -m tests.faulty TRIAL SITUATION FOLDER` prints a line for each thing that is not as it must be; other trials let
the disk be full. What a workbook's bytes come to is computed once, since files alone are tried here.
"""

from __future__ import annotations

import functools
import gc
import io
import os
import re
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.examples import WORKBOOKS
from tests.failing_calls import Calls, Fault, faults_at
from tests.rerun.test_keep import edited, write
from xltool.commands import command_line as cli
from xltool.files import whole_files as placing
from xltool.intake.preflight import Door
from xltool.running.batch import process_file
from xltool.running.local_executor import Beside, LocalExecutor
from xltool.running.outcome import Options

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
_TEMPORARY = re.compile(r"(.*/)?\.xltool-.{8}\.tmp$")
_VERSION = re.compile(r"b-(resultat|granskad)_\d{4}-\d\d-\d\d_\d{4}(-\d+)?\.xlsx$")
_STALE = ".xltool-abandond.tmp"
RESULT, OTHER = "b-resultat.xlsx", "b-resultat (2).xlsx"
MARKED, OTHER_MARKED = "b-granskad.xlsx", "b-granskad (2).xlsx"
Files = dict[str, bytes]


# --- the situations ----------------------------------------------------------------------------------------------


@dataclass
class Situation:
    """The folder before, what is run, and what must come of it: `new` is the result, `marked` the marked copy."""

    before: Files
    new: bytes
    arguments: tuple[str, ...] = ("b.xlsx",)
    marked: bytes = b""
    edits: bool = False
    locked: bool = False
    result: str = RESULT
    after: set[bytes] = field(default_factory=set)


def _changed(comment: str) -> bytes:
    return edited(EXAMPLE.read_bytes(), write("Driftredovisning", "Lokalhyror", "Kommentar", comment))


def _result_of(data: bytes, folder: Path, before: bytes | None = None, name: str = RESULT) -> bytes:
    """What an undisturbed run writes, and what it is remembered by."""
    _reset(folder, {"b.xlsx": data} | ({RESULT: before} if before else {}))
    process_file(folder / "b.xlsx", Options())
    return (folder / name).read_bytes()


def _situation(name: str, folder: Path) -> Situation:
    """By its name. The input has changed since the result before, so that the new one differs."""
    data = EXAMPLE.read_bytes()
    earlier = _result_of(_changed("Så var det då."), folder)
    theirs = edited(earlier, write("Driftredovisning", "Resor & kurser", "Kommentar", "Två konferenser."))
    first, second, kept = (_result_of(data, folder, b) for b in (None, earlier, theirs))
    one: dict[str, Callable[[], Situation]] = {
        "first": lambda: Situation(
            {"b.xlsx": data}, first, (".", "--out", "nya/ut"), result=f"nya/ut/{RESULT}"
        ),
        "untouched": lambda: Situation({"b.xlsx": data, RESULT: earlier}, second),
        "edited": lambda: Situation({"b.xlsx": data, RESULT: theirs, _STALE: b"PK"}, kept, edits=True),
        "locked": lambda: Situation(
            {"b.xlsx": data, RESULT: theirs, f".~lock.{RESULT}#": b""}, kept, edits=True, locked=True
        ),
        "errors": lambda: _with_errors(folder, theirs),
    }
    found = one[name]()
    for before in (earlier, theirs, found.new):  # what a run may find after a failed one
        if not found.marked:
            found.after.add(_result_of(data, folder, before if RESULT in found.before else found.new))
    return found


def _with_errors(folder: Path, theirs: bytes) -> Situation:
    data = edited(EXAMPLE.read_bytes(), write("Driftredovisning", "Lokalhyror", "Utfall 2023", "många"))
    marked = _result_of(data, folder, name=MARKED)
    _result_of(data, folder, theirs)
    before = {"b.xlsx": data, RESULT: theirs, MARKED: b"an older one"}
    return Situation(before, theirs, marked=marked, edits=True)


# --- a run, and what must hold of it -----------------------------------------------------------------------------


def _reset(folder: Path, files: Files) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    _age(folder, _STALE)


def _age(folder: Path, pattern: str = ".xltool-*.tmp") -> None:
    for path in folder.rglob(pattern):
        os.utime(path, (time.time() - 3 * 3600,) * 2)


def _files(folder: Path) -> Files:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def run(folder: Path, arguments: tuple[str, ...], before: Callable[[], object] = bool) -> tuple[int, str]:
    """The exit code of the command line in a child, below zero for a signal, and all that it said."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.chdir(folder.parent)
            placing._next_clearing.clear()  # as in a fresh process
            sys.stdout, sys.stderr = (os.fdopen(os.dup(said), "w", encoding="utf-8") for _ in "oe")
            missed = before()
            try:
                cli.main(["process", *(a if a.startswith("-") else str(folder / a) for a in arguments)])
            except SystemExit as end:
                code = int(end.code or 0)
            sys.stdout.flush()
            if missed:
                print("not counted:", missed, flush=True)
                code = 98
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(said)
    with open(heard, encoding="utf-8") as voice:  # noqa: PTH123 -- a pipe has no path
        words = voice.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), words


def _trial(s: Situation, folder: Path, fault: Fault, tried: set[object]) -> tuple[list[str], list[str]]:
    """The calls that the run made, and what was wrong. What an undisturbed run makes of the folder is looked at once for
    each state (`tried`)."""
    calls = Calls(folder, fault)

    def install() -> list[str]:
        calls.install()
        return calls.missed

    _reset(folder, s.before)
    code, said = run(folder, s.arguments, install)
    made, files = calls.made(), _files(folder)
    at = made[fault.number - 1] if 0 < fault.number <= len(made) else ""
    wrong = [*_of_files(s, files, fault, at), *_of_words(s, files, code, said, fault, at)]
    state = frozenset((_TEMPORARY.sub("temporary", name), data) for name, data in files.items())
    if state not in tried:
        tried.add(state)
        _age(folder)
        code, more = run(folder, s.arguments)
        files, said = _files(folder), said + more
        after = (*_of_files(s, files, Fault(), ""), *_settled(s, files, code))
        wrong += [f"afterwards: {w}" for w in after]
    return made, [*wrong, said] if wrong else []


def _of_files(s: Situation, files: Files, fault: Fault, at: str) -> Iterator[str]:
    """Whatever has happened: each file is what it was or whole, and nothing that somebody wrote is lost."""
    if files["b.xlsx"] != s.before["b.xlsx"]:
        yield "the input was changed"
    old = s.before.get(s.result)
    if files.get(s.result) not in (old, s.new, *s.after):
        yield "the result is neither old nor new"
    edited = [data for name, data in s.before.items() if name == MARKED or (name == s.result and s.edits)]
    if any(data not in files.values() for data in edited):
        yield "an edit is lost"
    for name, data in files.items():
        if name in ("b.xlsx", s.result, "filling") or s.before.get(name) == data:
            continue
        if _TEMPORARY.search(name):
            # A process that is killed cannot tidy, nor one whose share has gone.
            # Where the new result stands under its other name already, nothing is written, and so nothing tidied.
            if not (s.locked or (fault.number and (not fault.error or fault.lasting or at == "unlink"))):
                yield f"{name} is left"
        elif not (
            (_VERSION.search(name) and data in edited)
            or (name == OTHER and data in (s.new, *s.after))
            or (name in (MARKED, OTHER_MARKED) and data == s.marked)
        ):
            yield f"{name} is not whole, or not to be there"


def _of_words(s: Situation, files: Files, code: int, said: str, fault: Fault, at: str) -> Iterator[str]:
    """The exit code and the words tell what has happened."""
    if at and not fault.error:
        if code != -signal.SIGKILL:
            yield f"killed, but ended with {code}"
        return
    if code == 3:
        if not re.search("går inte att|finns inte", said):
            yield "nothing says what went wrong"
    elif code == 1 and s.marked:
        if s.marked not in files.values():
            yield "the marked copy is not there"
    elif code == 0 and not s.marked:
        written = [n for n in (s.result, OTHER) if files.get(n) in (s.new, *s.after)]
        if not any(f"/{n}\n" in said for n in written):
            yield "it says that there is a result, and there is none"
    elif not (code == 2 and s.arguments[0] == "." and "ingen arbetsbok" in said):
        yield f"ended with {code}"
    if re.search(r"Traceback|Errno|felkod|Felrapport", said):
        yield "words that nobody in finance understands"


def _settled(s: Situation, files: Files, code: int) -> Iterator[str]:
    """After an undisturbed run all is well."""
    if code != (1 if s.marked else 0):
        yield f"ended with {code}"
    if s.marked and files[MARKED] != s.marked:
        yield "the marked copy is not there"
    wanted = files.get(OTHER) if s.locked else files.get(s.result)
    if not s.marked and wanted not in (s.new, *s.after):
        yield "the new result is not there"
    if any(map(_TEMPORARY.search, files)) and not s.locked:
        yield "a temporary file is left"


def remember() -> None:
    """From now on the same bytes are worked on once."""
    known: dict[object, Any] = {}
    real = LocalExecutor.do

    def do(
        self: LocalExecutor,
        task: Any,
        data: bytes,
        name: str,
        *beside: Beside,
        door: Door = Door.WORKBOOK,
    ) -> Any:
        key = (data, beside)
        if key not in known:
            known[key] = real(self, task, data, name, *beside, door=door)
        return known[key]

    LocalExecutor.do = do  # type: ignore[method-assign]  # in this child alone


def fail_at_every_call(s: Situation, folder: Path) -> Iterator[str]:
    # Typer puts a command together anew at each start, which is as much work as all the rest of a child's.
    cli.application_for = functools.cache(cli.application_for)
    cli.application_for("process")
    with redirect_stdout(io.StringIO()), suppress(SystemExit):
        cli.main(["check", str(folder / "b.xlsx")])  # so that no child has to import anything
    gc.freeze()  # nor to copy anything
    tried: set[object] = set()
    made, wrong = _trial(s, folder, Fault(), tried)
    yield from wrong
    for number, call in enumerate(made, start=1):
        for fault in faults_at(number, call):
            for line in _trial(s, folder, fault, tried)[1]:
                yield f"{fault} at call {number}, {call}: {line}"
    if len(made) < 20:
        yield f"only {len(made)} calls were counted"


def fill_the_disk(s: Situation, folder: Path, pool: Callable[[int], Callable[[], object]]) -> Iterator[str]:
    """`pool` gives what limits a run to so many bytes, from none to all that it writes."""
    codes = set()
    for size in range(0, 3 * len(s.new), len(s.new) // 8):
        _reset(folder, s.before)
        code, said = run(folder, s.arguments, pool(size))
        codes.add(code)
        for line in (
            *_of_files(s, _files(folder), Fault(), ""),
            *_of_words(s, _files(folder), code, said, Fault(), ""),
        ):
            yield f"{size} bytes: {line}\n{said}"
        for filling in folder.glob("filling"):
            filling.unlink()
    if codes != {1 if s.marked else 0, 3}:
        yield f"the disk was never full, or always: {codes}"


def files_of_size(size: int) -> Callable[[], object]:
    """Files may grow to so many bytes, as where a quota ends."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def free_space(folder: Path) -> Callable[[int], Callable[[], object]]:
    """The folder's own small disk, filled so far that so many bytes are free."""

    def pool(size: int) -> Callable[[], object]:
        disk = os.statvfs(folder)
        with (folder / "filling").open("wb") as file:
            file.write(bytes(max(0, disk.f_bavail * disk.f_frsize - size)))
        return bool

    return pool


def main(trial: str, name: str, folder: Path) -> None:
    remember()
    s = _situation(name, folder)
    wrong = {
        "calls": lambda: fail_at_every_call(s, folder),
        "sizes": lambda: fill_the_disk(s, folder, files_of_size),
        "disk": lambda: fill_the_disk(s, folder, free_space(folder)),
    }[trial]()
    said = list(wrong)
    print("\n".join(said))
    raise SystemExit(bool(said))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
