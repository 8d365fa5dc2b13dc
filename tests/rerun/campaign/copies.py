"""Copies of a result that go out, and come back."""

from __future__ import annotations

from copy import deepcopy

from tests.rerun.campaign.random_life import MAILED, RESULT, RandomLife
from tests.rerun.campaign.writing import Edit
from xltool.rerun.lineage import saved_by_xltool

# Of each kind: browsers', mail programs', OneDrive's, people's in Swedish and in English, a copy of a copy.
COPIES = (
    ("budget-resultat (1).xlsx", "budget-resultat (2).xlsx", "budget-resultat(1).xlsx"),
    ("budget-resultat_1.xlsx", "budget-resultat~1.xlsx"),
    ("budget-resultat-DATOR7.xlsx", "budget-resultat-EVAS-DATOR.xlsx"),
    ("budget-resultat - Kopia.xlsx", "Kopia av budget-resultat.xlsx", "budget-resultat kopia.xlsx"),
    ("Copy of budget-resultat.xlsx", "budget-resultat - Copy.xlsx"),
    ("budget-resultat (1) (1).xlsx", "Kopia av budget-resultat (1).xlsx", "budget-resultat - Kopia (2).xlsx"),
)


def mailed(life: RandomLife) -> None:
    (life.folder / MAILED).write_bytes((life.folder / RESULT).read_bytes())
    life.mailed_state = deepcopy(life.state)
    life.draw(f"resultatet kopieras till {MAILED}", "")


def put_back(life: RandomLife) -> None:
    """The copy, in which somebody has written, comes back beside the result."""
    if not (life.folder / MAILED).exists():
        mailed(life)
    name = life.random.choice(life.random.choice(COPIES))
    if not (life.folder / name).exists():
        (life.folder / MAILED).replace(life.folder / name)
        life.draw(f"{MAILED} läggs bredvid som {name}", "")
        for _ in range(life.random.randint(0, 2)):
            life.comment(name)


def two_put_back(life: RandomLife) -> None:
    mailed(life)
    data = (life.folder / MAILED).read_bytes()
    put_back(life)
    (life.folder / MAILED).write_bytes(data)
    put_back(life)


def put_in_place(life: RandomLife) -> None:
    """The copy comes back in the result's place; what was written there since the last run is written over."""
    has_other = any(life.folder.glob("*.ods"))
    if (life.folder / MAILED).exists() and life.mailed_state is not None and not has_other:
        life.draw(f"resultatet ersätts av {MAILED}", "")
        life.life.left = {}
        life.replace_result((life.folder / MAILED).read_bytes())
        if saved_by_xltool((life.folder / MAILED).read_bytes()):
            life.life.left.pop(RESULT)  # nobody's work is in it
        (life.folder / MAILED).unlink()
        life.came_back = life.mailed_state
        for one in life.state.texts.values():
            one.wanted = one.wanted and not one.is_new
        for text, one in life.came_back.texts.items():
            if one.wanted:  # as it stands there, also where it has been taken away since
                life.state.texts[text].wanted = True
        life.state.typed, life.state.added = dict(life.came_back.typed), list(life.came_back.added)


COPYING: tuple[Edit, ...] = (mailed, mailed, put_back, put_back, two_put_back, put_in_place)
