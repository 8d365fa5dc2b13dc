"""The language that a package's words are in, which XlsxWriter always takes for English: a screen reader speaks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_PROPERTIES, _CHARTS = "docProps/core.xml", "xl/charts/"
_END = "</cp:coreProperties>"
_ENGLISH = ('<c:lang val="en-US"/>', ' lang="en-US"')


def in_language(parts: Iterable[tuple[str, str]], language: str) -> Iterator[tuple[str, str]]:
    """The parts, by name, with the language (`sv-SE`) among the workbook's properties and in its charts."""
    for name, text in parts:
        if name == _PROPERTIES:
            yield name, text.replace(_END, f"<dc:language>{language}</dc:language>{_END}")
        elif name.startswith(_CHARTS):
            for mark in _ENGLISH:
                text = text.replace(mark, mark.replace("en-US", language))
            yield name, text
        else:
            yield name, text
