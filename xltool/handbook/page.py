"""The handbook as one page of HTML that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import singledispatch
from html import escape
from importlib.resources import files

from xltool.core.version import __version__
from xltool.handbook.blocks import Block, Chapter, Commands, Grid, Picture, Points, Section, Steps
from xltool.handbook.contents import chapters
from xltool.handbook.reference import CommandHelp, Subject, findings

_CODE, _STRONG, _LINK = (
    re.compile(r"`([^`]+)`"),
    re.compile(r"\*([^*]+)\*"),
    re.compile(r"\[([^\]]+)\]\((#[\w-]+)\)"),
)
_OF_A_CODE = re.compile(r"\b(XL\d{3})\b")
CODES_PLACE = "koder"


def handbook(commands: Sequence[CommandHelp]) -> str:
    """The whole page; `commands` are those of this xltool."""
    told, subjects = chapters(commands), findings()
    style = (files("xltool.handbook") / "page.css").read_text(encoding="utf-8")
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="sv">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            "<title>Handbok för xltool</title>",
            f"<style>\n{style}</style>",
            "</head>",
            "<body>",
            '<a class="skip" href="#innehåll">Hoppa till texten</a>',
            f"<header><h1>Handbok för xltool</h1><p>Version {__version__}</p></header>",
            '<div class="page">',
            _contents(told),
            '<main id="innehåll" tabindex="-1">',
            *map(_chapter, told),
            *_codes(subjects),
            "</main>",
            "</div>",
            "</body>",
            "</html>",
            "",
        )
    )


def _contents(told: Sequence[Chapter]) -> str:
    items = [(c.place, c.title) for c in told] + [(CODES_PLACE, "Alla anmärkningar")]
    links = "".join(f'<li><a href="#{place}">{escape(title)}</a></li>' for place, title in items)
    return f'<nav aria-labelledby="kapitel"><h2 id="kapitel">Innehåll</h2><ol>{links}</ol></nav>'


def _chapter(chapter: Chapter) -> str:
    inside = "".join(map(_block, chapter.intro)) + "".join(map(_section, chapter.sections))
    return f'<section id="{chapter.place}"><h2>{escape(chapter.title)}</h2>{inside}</section>'


def _section(section: Section) -> str:
    place = f' id="{section.place}"' if section.place else ""
    return f"<h3{place}>{escape(section.title)}</h3>" + "".join(map(_block, section.blocks))


# --- blocks --------------------------------------------------------------------------------------------------


@singledispatch
def _block(block: Block) -> str:
    raise TypeError(block)


@_block.register
def _paragraph(block: str) -> str:
    return f"<p>{inline(block)}</p>"


@_block.register
def _steps(block: Steps) -> str:
    return f"<ol>{''.join(f'<li>{inline(t)}</li>' for t in block.texts)}</ol>"


@_block.register
def _points(block: Points) -> str:
    return f"<ul>{''.join(f'<li>{inline(t)}</li>' for t in block.texts)}</ul>"


@_block.register
def _lines(block: Commands) -> str:
    return f"<pre><code>{escape(chr(10).join(block.lines))}</code></pre>"


@_block.register
def _picture(block: Picture) -> str:
    drawn = (files("xltool.handbook") / "pictures" / f"{block.name}.svg").read_text(encoding="utf-8")
    drawn = drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(block.alt)}" ', 1)
    return f"<figure>{drawn}<figcaption>{inline(block.caption)}</figcaption></figure>"


@_block.register
def _grid(block: Grid) -> str:
    """A table that moves sideways in its own frame where the screen is narrow; the frame takes the keyboard."""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in block.header)
    rows = "".join(_row(row) for row in block.rows)
    look = "table two" if len(block.header) == 2 else "table"
    return (
        f'<div class="{look}" role="region" tabindex="0" aria-label="{escape(block.about)}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(row: Sequence[str]) -> str:
    name, *rest = row
    return f'<tr><th scope="row">{inline(name)}</th>{"".join(f"<td>{inline(t)}</td>" for t in rest)}</tr>'


def inline(text: str) -> str:
    """A text's code, emphasis and links; a finding's code leads to it. What is code is left as it stands."""
    parts = _CODE.split(text)
    return "".join(
        f"<code>{escape(part)}</code>" if number % 2 else _prose(part) for number, part in enumerate(parts)
    )


def _prose(text: str) -> str:
    said = _STRONG.sub(r"<em>\1</em>", _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False)))
    return _OF_A_CODE.sub(r'<a href="#\1">\1</a>', said)


# --- findings ------------------------------------------------------------------------------------------------


def _codes(subjects: Sequence[Subject]) -> Iterator[str]:
    yield f'<section id="{CODES_PLACE}"><h2>Alla anmärkningar</h2>'
    yield _paragraph(
        "Ett *fel* stoppar resultatet. En *varning* bör ni se över. En *upplysning* berättar vad xltool har gjort. Sök efter koden med Ctrl+F. Texten inom "
        "exemplen är påhittad."
    )
    for subject in subjects:
        yield f"<h3>{escape(subject.title)}</h3>"
        listed = "".join(
            f'<li><a href="#{c.code}">{c.code}</a> {escape(c.title)} ({c.severity.word})</li>'
            for c, _ in subject.codes
        )
        yield f'<ul class="codes">{listed}</ul>'
        for code, parts in subject.codes:
            yield f'<article id="{code.code}" class="{code.severity.value}"><h4>{code.code} · {escape(code.title)} <span>({code.severity.word})</span></h4><dl>'
            # as they are told, without emphasis or code of ours: they may quote what stands in a cell
            yield "".join(f"<dt>{title}</dt><dd>{escape(text)}</dd>" for title, text in parts)
            yield "</dl></article>"
    yield "</section>"
