"""Runs `xltool process` on files, each in a process of its own, and says how it ended and what it cost.

`python -m tests.hostile.trial FOLDER` prints one JSON object per file. The processes are forked from one that has
processed an ordinary workbook, and so has loaded what that takes, and nothing that only a strange one takes.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.base import PARTS
from tests.hostile.build import zipped
from xltool.commands import command_line
from xltool.commands.command_line import main
from xltool.files.result_names import RESULT_ENDING


@dataclass(frozen=True)
class Trial:
    """`code` is the exit code, `seconds` how long the processors worked, which other jobs do not change, `waited` how long
    it took, `memory` the largest resident set of the process and its workers, in bytes."""

    name: str
    code: int
    out: str
    err: str
    seconds: float
    waited: float
    memory: int


def trial(file: Path, *options: str) -> Trial:
    out, err = file.with_suffix(".out"), file.with_suffix(".err")
    started = time.perf_counter()
    process = os.fork()
    if process == 0:
        _run(file, out, err, options)
    _, status, usage = os.wait4(process, 0)
    waited, worked = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
    code, memory = os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024
    said, told = (path.read_text(encoding="utf-8", errors="replace") for path in (out, err))
    return Trial(file.stem, code, said, told, worked, waited, memory)


def _run(file: Path, out: Path, err: Path, options: tuple[str, ...]) -> None:
    code = 99
    try:
        for stream, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), stream)
        sys.stdout, sys.stderr = (os.fdopen(n, "w", encoding="utf-8", errors="replace") for n in (1, 2))
        main(["process", str(file), "--json", *options])
    except SystemExit as ending:
        code = int(ending.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def warm() -> None:
    """Loads what every trial would load again, and puts the commands together once."""
    command_line.application_for = functools.cache(command_line.application_for)
    with TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        file = Path(folder) / "b.xlsx"
        file.write_bytes(zipped(PARTS))
        with redirect_stdout(nowhere), redirect_stderr(nowhere), suppress(SystemExit):
            main(["process", str(file), "--json"])
        assert file.with_name(f"{file.stem}{RESULT_ENDING}.xlsx").exists()
    assert "numpy" not in sys.modules, "a process with numpy in it forks no workers"


if __name__ == "__main__":
    warm()
    for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
        if path.stem.endswith(RESULT_ENDING):
            continue
        template = path.with_suffix(".docx")
        options = ("--report", "--template", str(template)) if template.exists() else ()
        print(json.dumps(asdict(trial(path, *options))), flush=True)
