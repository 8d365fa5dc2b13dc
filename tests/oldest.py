"""The oldest versions that pyproject allows of what xltool stands on: `python tests/oldest.py` prints them as pip's constraints.

Nothing but the standard library is needed, for it runs before anything is installed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
_BOUNDED = re.compile(r"(?P<name>[\w-]+)>=(?P<oldest>[\w.]+),<[\w.]+(?P<where>; .+)?")


def dependencies() -> list[str]:
    found: list[str] = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    return found


def oldest(allowed: Sequence[str]) -> list[str]:
    """The lowest version of each, pinned. Raises ValueError for one without both bounds."""
    return [_pinned(one) for one in allowed]


def _pinned(one: str) -> str:
    bounded = _BOUNDED.fullmatch(one)
    if bounded is None:
        raise ValueError(f"{one} allows versions that nobody has tested: NAME>=OLDEST,<NEXT")
    return f"{bounded['name']}=={bounded['oldest']}{bounded['where'] or ''}"


if __name__ == "__main__":
    print("\n".join(oldest(dependencies())))
