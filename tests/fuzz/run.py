"""A run of the fuzzer: mutants by number, judged in rooms; the corpus of what was found before comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.judge import MEMORY, SECONDS, judge
from tests.fuzz.mutate import mutant
from xltool.room import FaultError, Room, RoomError

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Judged:
    """`state` is the workbook's, or how the work ended where it did not come to an end."""

    name: str
    data: bytes
    state: str
    faults: list[str]


def judged(name: str, data: bytes, room: Room, *, write: bool) -> Judged:
    try:
        state, faults = room.call(judge, data, write, seconds=SECONDS, memory=MEMORY)
    except FaultError as fault:
        return Judged(name, data, "traceback", [fault.stack])
    except RoomError as error:
        return Judged(name, data, type(error).__name__, [repr(error)])
    return Judged(name, data, state, faults)


def run(numbers: Iterable[int], jobs: int, *, corpus: bool = True) -> Iterator[Judged]:
    """Judges the corpus and the mutants of these numbers; every fifth is also drawn or marked."""
    with Room(jobs) as room:
        room.warm()
        known = [(path.name, path.read_bytes()) for path in sorted(CORPUS.glob("*.xlsx")) if corpus]
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(lambda one: judged(one[0], one[1], room, write=True), known)
            yield from pool.map(lambda n: judged(f"{n}", mutant(n), room, write=n % 5 == 0), numbers)


def keep(found: Judged) -> Path:
    """Adds what was found to the corpus."""
    CORPUS.mkdir(exist_ok=True)
    path = CORPUS / f"{found.state}-{found.name}.xlsx"
    path.write_bytes(found.data)
    return path


def states(all_judged: Iterable[Judged]) -> Counter[str]:
    return Counter(one.state for one in all_judged)
