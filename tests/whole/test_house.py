"""The house: what other rooms may take of a room stands at its door, and no two modules have one name."""

from __future__ import annotations

import ast
import functools
import importlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import xltool

ROOT = Path(xltool.__file__).parent
ROOMS = sorted(p.parent for p in ROOT.rglob("__init__.py") if p.parent != ROOT)


def _room_of(path: Path) -> Path:
    return path.parent


@functools.cache
def taken_of_other_rooms() -> tuple[tuple[str, str, str], ...]:
    """Which file takes which module of which other room."""
    return tuple(_taken_of_other_rooms())


def _taken_of_other_rooms() -> Iterator[tuple[str, str, str]]:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xltool."):
                for name in node.names:
                    parts = [*str(node.module).split("."), name.name]
                    module = ROOT.parent.joinpath(*parts)
                    module = module if module.with_suffix(".py").exists() else module.parent
                    if module.with_suffix(".py").exists() and module.parent != _room_of(path):
                        room = ".".join(module.parent.relative_to(ROOT.parent).parts)
                        yield str(path.relative_to(ROOT)), room, module.name


def test_each_room_shows_at_its_door_what_others_take() -> None:
    past_the_door = [
        (file, room, module)
        for file, room, module in taken_of_other_rooms()
        if room != "xltool" and module not in importlib.import_module(room).__all__
    ]
    assert past_the_door == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: ".".join(p.relative_to(ROOT).parts))
def test_a_door_says_what_the_room_is_for_and_shows_nothing_in_vain(room: Path) -> None:
    door = importlib.import_module(".".join(room.relative_to(ROOT.parent).parts))
    assert door.__doc__
    taken = {module for _, name, module in taken_of_other_rooms() if name == door.__name__}
    assert sorted(door.__all__) == sorted(taken)


def test_no_two_modules_have_one_name() -> None:
    names = Counter(p.stem for p in ROOT.rglob("*.py") if not p.stem.startswith("__"))
    assert [name for name, count in names.items() if count > 1] == []
