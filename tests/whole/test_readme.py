"""README says what the code does."""

from __future__ import annotations

import re

from tests.readme import README, with_tables
from xltool.commands.command_line import COMMANDS

TEXT = README.read_text(encoding="utf-8")


def test_the_column_tables_are_those_of_the_code() -> None:
    assert with_tables(TEXT) == TEXT, "run python -m tests.readme"


def test_every_command_is_told() -> None:
    for command in COMMANDS:
        assert f"xltool {command}" in TEXT


def test_ci_runs_the_line_that_readme_gives() -> None:
    lines = re.findall(r"```sh\n(.+)\n```", TEXT)
    assert len(lines) == 2
    ci = (README.parent / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in ci, "CI takes its lines from README instead of repeating them"
