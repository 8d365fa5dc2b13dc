"""A run of the fuzzer: mutants by number, judged in rooms; the corpus of what was found before comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.judge import MOST_MEMORY, SECONDS, judge
from tests.fuzz.mutate import Mutant, mutant
from tests.fuzz.sources import SMALL
from xltool.running.worker import FaultError, WorkerError
from xltool.running.worker_pool import WorkerPool

CORPUS = Path(__file__).parent / "corpus"


_PREVIOUS = ".previous.xlsx"  # a result before, to the smallest of the workbooks


@dataclass(frozen=True)
class Judged:
    """`state` is the workbook's, or how the work ended where it did not come to an end."""

    name: str
    mutant: Mutant
    state: str
    faults: list[str]
    readers: tuple[str, ...] = ()


def judged(name: str, mutant: Mutant, workers: WorkerPool, *, write: bool) -> Judged:
    try:
        said = workers.call(judge, mutant.data, write, mutant.previous, seconds=SECONDS, memory=MOST_MEMORY)
    except FaultError as fault:
        return Judged(name, mutant, "traceback", [fault.stack])
    except WorkerError as error:
        return Judged(name, mutant, type(error).__name__, [repr(error)])
    return Judged(name, mutant, said.state, said.faults, said.readers)


def corpus() -> Iterator[tuple[str, Mutant]]:
    for path in sorted(CORPUS.glob("*.xlsx")):
        data = path.read_bytes()
        yield path.name, Mutant(SMALL, data) if path.name.endswith(_PREVIOUS) else Mutant(data)


def run(numbers: Iterable[int], jobs: int, *, known: bool = True) -> Iterator[Judged]:
    """Judges the corpus (if `known`) and the mutants of these numbers; every fifth is also drawn or marked."""
    known_before = list(corpus()) if known else []
    for number in (
        0,
        1,
        5,
    ):  # one of each kind makes the sources, which warn, and threads share what is made of warnings
        mutant(number)
    with WorkerPool(jobs) as workers:
        workers.warm()
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(lambda one: judged(one[0], one[1], workers, write=True), known_before)
            yield from pool.map(lambda n: judged(f"{n}", mutant(n), workers, write=n % 5 == 0), numbers)


def keep(found: Judged) -> Path:
    """Adds what was found to the corpus."""
    CORPUS.mkdir(exist_ok=True)
    previous = found.mutant.previous
    ending = ".xlsx" if previous is None else _PREVIOUS
    path = CORPUS / f"{found.state}-{found.name}{ending}"
    path.write_bytes(found.mutant.data if previous is None else previous)
    return path


def states(all_judged: Iterable[Judged]) -> Counter[str]:
    return Counter(one.state for one in all_judged)
