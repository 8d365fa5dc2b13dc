"""The sensitivity label of a file, as Microsoft 365 keeps it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Sensitivity(Struct, frozen=True):
    """`properties` are what older programs keep of the label, by name; `labels` the attributes of each label that newer ones
    keep in a part of its own."""

    properties: Mapping[str, str]
    labels: tuple[Mapping[str, str], ...]
