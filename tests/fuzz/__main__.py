"""`python -m tests.fuzz --count 20000`: a long run. Mutants that are not dealt with right are added to the corpus."""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter

from tests.fuzz.run import keep, run

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", action="store_true", help="add what is found to the corpus")
    options = parser.parse_args()
    started, states, readers, faulty = time.perf_counter(), Counter[str](), Counter[str](), 0
    for one in run(range(options.start, options.start + options.count), options.jobs):
        states[one.state] += 1
        readers.update(one.readers)
        if one.faults:
            faulty += 1
            where = f" -> {keep(one)}" if options.keep else ""
            print(f"{one.name} {one.state}{where}\n  " + "\n  ".join(one.faults), flush=True)
    seconds = time.perf_counter() - started
    print(
        f"{sum(states.values())} mutants in {seconds:.0f} s: {dict(states)}, readers {dict(readers)}, {faulty} with faults"
    )
    raise SystemExit(1 if faulty else 0)
