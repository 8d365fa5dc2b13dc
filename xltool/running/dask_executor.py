"""Workbooks worked on by a Dask cluster instead of this machine's cores (the extra `xltool[dask]`).

Only the work travels, as a pure function through the standard `Executor` interface: files are read and written here.
"""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError
from typing import Any, TypeVar

from xltool.core.usage import UsageError
from xltool.core.version import __version__
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.running.local_executor import Beside, LocalExecutor, Task

T = TypeVar("T")
_CONNECT_SECONDS = 10


class DaskExecutor:
    """Gives out work as `LocalExecutor` does, to the workers of the scheduler at the address. As a context manager it takes its
    leave of them.

    Raises UsageError where the extra is not installed, nobody answers, or a worker lacks this version of xltool.
    """

    def __init__(self, address: str, *, seconds: float | None = None, megabytes: int | None = None) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise UsageError('--scheduler behöver ett tillägg: pip install "xltool[dask]"') from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in findings
        try:
            connect: Any = Client  # without types
            self._client = connect(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError):
            raise UsageError(
                f"Klustret {address} svarar inte. Adressen ser ut så här: tcp://namn:8786"
            ) from None
        self._limits = (seconds, megabytes)
        self._check_versions()
        self._executor = self._client.get_executor(pure=False)
        self.jobs = 2 * max(1, sum(self._client.nthreads().values()))  # one at work, one on its way

    def __enter__(self) -> DaskExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def warm(self) -> None:
        """Nothing: the workers have started."""

    def do(self, task: Task[T], data: bytes, name: str, *beside: Beside) -> T | Finding:
        """What `task` makes of the workbook; a finding where it did not come to an end."""
        from distributed import KilledWorker

        try:
            answer: T | Finding = self._executor.submit(
                _in_worker, task, data, name, beside, *self._limits
            ).result()
        except KilledWorker:
            return codes.READER_DIED.at(None, name=name, how="klustret startade om den gång på gång")
        except (CancelledError, OSError) as error:
            return codes.CLUSTER_GONE.at(None, name=name, reason=type(error).__name__)
        return answer

    def _check_versions(self) -> None:
        try:
            found = set(self._client.run(_version).values())
        except Exception:  # whatever a worker without xltool makes of the question
            found = set()
        if found != {__version__}:
            self._client.close()
            raise UsageError(f"Klustrets alla arbetare behöver xltool {__version__}, samma som här.")


def _version() -> str:
    return __version__


def _in_worker(
    task: Task[T],
    data: bytes,
    name: str,
    beside: tuple[Beside, ...],
    seconds: float | None,
    megabytes: int | None,
) -> T | Finding:
    with LocalExecutor(seconds=seconds, megabytes=megabytes) as executor:
        return executor.do(task, data, name, *beside)
