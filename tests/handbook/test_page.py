"""The handbook holds every command, column and code, and says what this xltool does."""

from __future__ import annotations

import re
from html import unescape

from tests.commands.test_command_line import Run, run
from tests.handbook.__main__ import PICTURES, pictures
from xltool.commands.command_line import COMMANDS, application_for
from xltool.commands.handbook import told
from xltool.findings.codes import CODES
from xltool.handbook.column_rows import sheets_with_columns
from xltool.handbook.page import handbook, inline
from xltool.handbook.reference import CommandHelp
from xltool.terminal.report import explained

__all__ = ["run"]
COMMANDS_TOLD = list(told(application_for("")))
PAGE = handbook(COMMANDS_TOLD)
WORDS = " ".join(unescape(re.sub("<[^>]+>", " ", PAGE)).split())


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def test_every_command_and_option_is_in_it() -> None:
    assert [command.name for command in COMMANDS_TOLD] == list(COMMANDS)
    for command in COMMANDS_TOLD:
        assert f'id="kommando-{command.name}"' in PAGE
        assert command.values or command.name == "setup"
        for written, about in command.values:
            assert _plain(written) in WORDS
            assert about
            assert _plain(about) in WORDS


def test_every_sheet_and_column_is_in_it() -> None:
    for sheet in sheets_with_columns():
        section = PAGE.split(f'<h3 id="blad-{sheet.title.lower()}">')[1].split("<h3")[0]
        for column in sheet.columns:
            assert f'<th scope="row">{column.name}</th>' in section
            assert inline(column.about) in section


def test_every_code_is_in_it_with_all_that_explain_tells() -> None:
    for code in CODES.values():
        article = unescape(PAGE.split(f'<article id="{code.code}"')[1].split("</article>")[0])
        assert code.title in article
        for title, text in explained(code):
            assert title in article
            assert text in article
        assert f'<a href="#{code.code}">' in PAGE


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert re.findall(r"<script|<link|<img|<iframe|@import|url\(|(?:src|href)=\"(?!#)", PAGE) == []


def test_what_a_command_needs_is_told_where_it_is_there() -> None:
    names = {command.name for command in COMMANDS_TOLD}
    for place, command in (("word", "report"), ("problem", "report-problem"), ("windows", "setup")):
        assert (f'<section id="{place}">' in PAGE) == (command in names)
    more = [
        *COMMANDS_TOLD,
        *(CommandHelp(n, f"xltool {n}", ("Om",), (("X", "Y"),)) for n in ("report", "drop", "setup")),
    ]
    assert all(f'<section id="{place}">' in handbook(more) for place in ("word", "windows"))


def test_every_command_that_the_prose_shows_exists_with_its_options() -> None:
    prose = PAGE.split('<section id="kommandon">')[0]
    written = {c.name: {w.split()[0].strip("`") for w, _ in c.values} for c in COMMANDS_TOLD}
    shown = re.findall(r"<code>([^<]*)</code>", prose)
    lines = [unescape(line) for part in shown for line in part.split("\n") if line.startswith("xltool ")]
    assert len(lines) > 20
    for line in lines:
        _, command, *rest = line.split()
        if command in written:
            assert {word for word in rest if word.startswith("--")} <= {*written[command], "--help"}, line
        else:
            assert command.endswith(".xlsx") or command == "--help", line


def test_the_pictures_are_those_of_the_example() -> None:
    stored = {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.glob("*.svg")}
    assert stored == pictures(), "run python -m tests.handbook"
    assert "−3\u00a0308" in stored["avvikelser"]
    assert "ca 300" in stored["granskad"]


def test_it_is_written_where_it_is_asked_for(run: Run) -> None:
    code, out, _ = run("handbook", "--out", "hand.html")
    assert (code, out) == (0, "Handboken ligger här: hand.html\n")
    assert (run.folder / "hand.html").read_text(encoding="utf-8") == PAGE
    assert run("handbook", "--out", "hand.html/x.html")[0] == 3
