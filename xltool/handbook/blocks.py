"""What a chapter of the handbook is made of, as data. Texts may have `code`, *emphasis* and [a link](#chapter)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct


class Steps(Struct, frozen=True):
    """What is done in order."""

    texts: Sequence[str]


class Points(Struct, frozen=True):
    texts: Sequence[str]


class Commands(Struct, frozen=True):
    """Lines for a terminal."""

    lines: Sequence[str]


class Picture(Struct, frozen=True):
    """A drawing in `pictures/`, with what it shows for those who do not see it."""

    name: str
    alt: str
    caption: str


class Grid(Struct, frozen=True):
    """A table; `about` is what it holds, the first column names the rows."""

    about: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


Block: TypeAlias = str | Steps | Points | Commands | Picture | Grid


class Section(Struct, frozen=True):
    title: str
    blocks: Sequence[Block]
    place: str = ""  # to link to


class Chapter(Struct, frozen=True):
    """A chapter at `place`; it is there if every command that it `needs` is, so that the handbook never tells of one that this
    xltool lacks."""

    place: str
    title: str
    sections: Sequence[Section]
    intro: Sequence[Block] = ()
    needs: Sequence[str] = ()
