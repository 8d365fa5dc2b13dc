"""The house: what other rooms may take of a room stands at its door, no two modules have one name, and no module stands on
too many others."""

from __future__ import annotations

import ast
import functools
import importlib
from collections import Counter
from collections.abc import Container, Iterator
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


# 16 are wanted: it was 33. Whoever can shorten it lowers the number.
_LONGEST_CHAIN = 31


def imports_of_modules() -> dict[str, set[str]]:
    """By module the modules of ours that it imports, at its top or in a function; imports for types alone are no need."""
    paths = {_name_of(path): path for path in ROOT.rglob("*.py")}
    return {
        name: set(_imported(ast.parse(path.read_text(encoding="utf-8")), paths))
        for name, path in paths.items()
    }


def _name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")


def _imported(tree: ast.AST, modules: Container[str]) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom):
            names = (f"{node.module}.{name.name}" for name in node.names)
            yield from (name if name in modules else str(node.module) for name in names)
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from _imported(node, modules)


def test_no_module_stands_on_a_long_chain_of_others() -> None:
    imports = imports_of_modules()

    @functools.cache
    def chain(module: str) -> tuple[str, ...]:
        below = (chain(one) for one in sorted(imports.get(module, ())) if one in imports and one != module)
        return module, *max(below, key=len, default=())

    longest = max(map(chain, imports), key=len)
    assert "xltool.running.pipeline" in longest, "it leads through the work itself"
    assert len(longest) <= _LONGEST_CHAIN, "\n".join(longest)
