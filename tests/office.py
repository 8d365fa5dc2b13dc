"""LibreOffice, started once for all that a process has it convert: a start costs as much as six conversions."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.examples import TEMPLATE

_SWEDISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>sv-SE</value></prop></item></oor:items>"""
_SECONDS = 120
# Now and then an office takes a file and never answers: soon after its start, or under load.
_PATIENCE = (40, 80, 240)
_SETTLED = 1.0  # seconds that it is left alone once its document is open


def convert(workbook: Path, folder: Path, form: str) -> None:
    """The workbook opened and saved in that form into the folder. An office that does not answer gives way to another."""
    for seconds in _PATIENCE:
        command = [*_command(_office().profile), "--convert-to", form, "--outdir", str(folder), str(workbook)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            _office().end()
            _office.cache_clear()
        else:
            return
    raise AssertionError(f"no office converts {workbook.name}")


def _command(profile: Path) -> list[str]:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is not installed"
    return [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]


# It ends with the process that holds its input, however that ends: one that is left behind may use a whole processor.
_UNTIL_INPUT_ENDS = '"$@" & read -r _; kill -TERM 0'


class Office:
    """An office with a Swedish profile, started with further `options`. A command with the same profile is handed over to
    it, and waits for it; an open document keeps it from ending afterwards."""

    def __init__(self, *options: str) -> None:
        self.folder = TemporaryDirectory(ignore_cleanup_errors=True)
        self.profile, document = (Path(self.folder.name) / name for name in ("profile", "open.xlsx"))
        (self.profile / "user").mkdir(parents=True)
        (self.profile / "user" / "registrymodifications.xcu").write_text(_SWEDISH)
        shutil.copy(TEMPLATE, document)
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _UNTIL_INPUT_ENDS, "sh", *_command(self.profile), *options, str(document)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self.end)
        _wait_for(document.with_name(f".~lock.{document.name}#"))
        time.sleep(_SETTLED)

    def end(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=_SECONDS)
        self.folder.cleanup()


@functools.cache
def _office() -> Office:
    """The one of this process."""
    return Office()


def _wait_for(mark: Path) -> None:
    """Until LibreOffice has marked its document as open."""
    latest = time.monotonic() + _SECONDS
    while not mark.exists():
        assert time.monotonic() < latest, "LibreOffice does not start"
        time.sleep(0.02)
