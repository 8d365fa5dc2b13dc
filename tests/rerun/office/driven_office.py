"""One LibreOffice for all that a process has people do in it: a start costs as much as many workbooks."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from tests.office import Office

Step = tuple[str | int, ...]
_FORMS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}
_TRIES = 2


def worked_in(
    data: bytes, steps: Sequence[Step], suffixes: Sequence[str] = (".xlsx",), opened: str = ".xlsx"
) -> bytes:
    """The workbook after the `steps`, saved in the last of the forms; opened again in between where there are several."""
    for _ in range(_TRIES):
        office = _office()
        try:
            return office.work(data, steps, suffixes, opened)
        except (BrokenPipeError, EOFError):  # an office that has fallen gives way to another
            _office().end()
            _office.cache_clear()
    raise AssertionError("no office does it")


def converted(data: bytes, form: str, to: str = ".xlsx") -> bytes:
    """The workbook in another form."""
    return worked_in(data, (), (to,), form)


class _DrivenOffice:
    def __init__(self) -> None:
        self._pipe = f"xltool{id(self)}"
        python = _python()
        assert python, "python3-uno is not installed"
        self._office = Office(f"--accept=pipe,name={self._pipe};urp;")
        self._hands = subprocess.Popen(
            [python, str(Path(__file__).with_name("hands.py")), self._pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._files = Path(self._office.folder.name)
        self._answer()

    def work(self, data: bytes, steps: Sequence[Step], suffixes: Sequence[str], opened: str) -> bytes:
        path = self._files / f"work{opened}"
        path.write_bytes(data)
        all_steps: list[Step] = [("open", str(path)), *steps]
        for number, suffix in enumerate(suffixes):
            path = self._files / f"saved{number}{suffix}"
            all_steps += [("save", str(path), _FORMS[suffix]), ("close",)]
            if number + 1 < len(suffixes):
                all_steps.append(("open", str(path)))
        print(json.dumps(all_steps), file=_whole(self._hands.stdin), flush=True)
        self._answer()
        return path.read_bytes()

    def _answer(self) -> None:
        said = _whole(self._hands.stdout).readline().strip()
        if not said or "DisposedException" in said:
            raise EOFError
        assert said == "done", said

    def end(self) -> None:
        self._hands.kill()
        self._hands.wait()
        self._office.end()


@functools.cache
def _office() -> _DrivenOffice:
    """The one of this process."""
    return _DrivenOffice()


def is_here() -> bool:
    """Whether there is an office, and a Python that knows its interface."""
    return shutil.which("soffice") is not None and _python() is not None


def _python() -> str | None:
    found = (shutil.which(name) for name in ("/usr/bin/python3", "python3"))
    know = (
        p for p in found if p and not subprocess.run([p, "-c", "import uno"], capture_output=True).returncode
    )
    return next(know, None)


def _whole(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
