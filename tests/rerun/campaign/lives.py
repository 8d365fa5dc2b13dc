"""Many lives, each from its number alone."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

from tests.rerun.campaign.changes import CHANGES
from tests.rerun.campaign.copies import COPYING
from tests.rerun.campaign.handling import EDITS
from tests.rerun.campaign.office_writing import OFFICE_EDITS
from tests.rerun.campaign.random_life import RandomLife
from tests.rerun.campaign.sitting import Sitting
from tests.rerun.campaign.ways_out import processed

_GENERATIONS, _TOLD_EVERY = 4, 50


def lives(count: int, first: int = 0, *, office: bool = False, aloud: bool = False) -> dict[int, list[str]]:
    """The faults of so many lives, by their number; `aloud` tells them as they come with how far it is, and of one life all
    that happened."""
    found = {}
    for number in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            life = RandomLife(number, Path(folder))
            try:
                _live(life, office=office)
            except Exception:  # a fault like any other
                life.faults.append(traceback.format_exc())
            if aloud and count == 1:
                print("\n".join(life.told))
                print("\n".join(f"=> {f['code']} {f['message']}" for f in life.life.findings))
            if life.faults:
                found[number] = life.faults
                if aloud:
                    print(f"{number}: {'; '.join(life.faults)}", flush=True)
        lived = number + 1 - first
        if aloud and lived % _TOLD_EVERY == 0:
            print(f"{lived} lives so far, {len(found)} with faults", flush=True)
    return found


def _live(life: RandomLife, *, office: bool) -> None:
    processed(life)
    for _ in range(_GENERATIONS):
        if life.faults:
            return
        if office:
            with Sitting(life) as sitting:
                for _ in range(life.random.randint(1, 4)):
                    if not sitting.is_over:
                        life.random.choice(OFFICE_EDITS)(sitting)
        else:
            for _ in range(life.random.randint(1, 3)):
                life.random.choice(EDITS)(life)
        if life.random.random() < 0.3:
            life.random.choice(COPYING)(life)
        for _ in range(life.random.randint(0, 2)):
            life.random.choice(CHANGES)(life)
        processed(life)
