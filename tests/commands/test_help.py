"""Help, wrong usage, colours and completion: Swedish, at 80 columns, and what to do next."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.test_command_line import EXAMPLE, Run, run, spoiled
from xltool.commands import colours
from xltool.commands.command_line import COMMANDS

__all__ = ["run"]
_ENGLISH = re.compile(
    r"\b(usage|options?|arguments?:|commands|default|required|show|exit|the|and|is|not|missing|paths?|folder|file|range)\b"
    r"|<=|>=|\{|\}",
    re.IGNORECASE,
)
# What is no prose: a command, an option, what a shell is to be told, and PowerShell's own words.
_CODE = re.compile(r"--[\w-]+|xltool [\w-]+|\$\(.*?\)|~/\S+|Argument:|Out-String|\$PROFILE")
WRONG = {
    ("overview",): "Här saknas MAPP (Mapp med arbetsböcker eller resultat). Skriv: xltool overview MAPP",
    ("diff", "a.xlsx"): "Här saknas B (Den andra, till exempel den nyare). Skriv: xltool diff A B",
    ("overview", "a", "b"): "xltool overview tar inte emot »b«.",
    ("template", "a", "b", "c"): "xltool template tar inte emot »b c«.",
    ("process", "--json=3"): "Valet --json skrivs utan värde.\nHjälp: xltool process --help",
    ("process", "--out"): "Valet --out behöver ett värde.\nHjälp: xltool process --help",
    ("process", "--jsn"): "Valet --jsn finns inte. Menade ni --json?",
    ("process", "--foo"): "Valet --foo finns inte.\n",
    ("template", "--kind", "x"): "det ska vara konton, netto, verksamhet, delår eller period.",
    ("year", "nowhere"): "nowhere är ingen mapp. Skriv mappen med arbetsböckerna, till exempel workbooks/ut.",
    ("completion", "tcsh"): "det ska vara bash, zsh, fish eller powershell.",
}


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_help_speaks_english_or_is_wider_than_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, said, _ = run(*filter(None, [command]), "--help")
    assert code == 0
    assert [line for line in said.splitlines() if len(line) > 80] == []
    assert _ENGLISH.findall(_CODE.sub("", said.replace(command, ""))) == []


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_says_what_is_wrong_and_how_it_is_written(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, said = run(*arguments)
    assert (code, WRONG[arguments] in said) == (2, True), said
    assert not _ENGLISH.search(_CODE.sub("", said))


def test_the_last_line_says_what_to_do_next(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "budget 2023.xlsx")
    spoiled(run.folder / "fel.xlsx")
    assert run("check", "budget 2023.xlsx")[1].splitlines()[-2:] == [
        '  Gör resultatet: xltool process "budget 2023.xlsx"',
        "",
    ]
    assert (
        run("budget 2023.xlsx")[1].splitlines()[-2] == '  Öppna det: xltool open "budget 2023-resultat.xlsx"'
    )
    assert run("fel.xlsx")[1].splitlines()[-2] == "  Mer om felet: xltool explain XL301"


class _Terminal:
    def isatty(self) -> bool:
        return True


def test_colours_are_for_a_terminal_and_say_nothing_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "  fel XL301  Drift!A1\n      fel XL301 i en mening\n  ▼ Löner"
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WT_SESSION", "1")
    terminal = _Terminal()
    painted = colours.in_colours(text, terminal)  # type: ignore[arg-type]  # all of a stream that is asked for
    assert painted.count("\033[0m") == 2
    assert re.sub(r"\033\[\d+m", "", painted) == text
    assert colours.in_colours(text, sys.__stdin__) == text or sys.__stdin__.isatty()  # type: ignore[arg-type, union-attr]  # tests have one
    monkeypatch.setenv("NO_COLOR", "1")
    assert colours.in_colours(text, terminal) == text  # type: ignore[arg-type]  # as above


# --- the tab key ---------------------------------------------------------------------------------------------

_BASH = r"""
eval "$(xltool completion bash)"
for line in "xltool pro" "xltool process --inp" "xltool template --kind v" "xltool process bud"; do
  COMP_WORDS=($line); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _xltool_completion xltool
  echo "${COMPREPLY[*]}"
done
"""
_FISH = r"""
xltool completion fish | source
for line in "xltool pro" "xltool process --inp" "xltool template --kind v" "xltool process bud"
  complete -C $line | string split -f1 \t
end
true
"""


@pytest.mark.parametrize(("shell", "script"), [("bash", _BASH), ("fish", _FISH)])
def test_the_tab_key_fills_in(tmp_path: Path, shell: str, script: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    (tmp_path / "budget.xlsx").touch()
    beside = Path(sys.executable).parent
    done = subprocess.run(
        [shell, "-c", f"cd {tmp_path}\n{script}"],
        capture_output=True,
        text=True,
        env={"PATH": f"{beside}:/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        check=True,
    )
    told = done.stdout.split()
    # bash leaves files to its own completion (-o default); fish tells them here
    assert told == ["process", "--input-wins", "verksamhet", *(["budget.xlsx"] if shell == "fish" else [])]


def test_every_shell_has_its_script(run: Run) -> None:
    for shell in ("bash", "zsh", "fish", "powershell"):
        code, said, _ = run("completion", shell)
        assert (code, "_XLTOOL_COMPLETE" in said) == (0, True)
