"""`xltool completion`: what lets a shell fill in commands, options and values at the tab key."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from xltool.commands.output import answer

ASKED = "_XLTOOL_COMPLETE"  # set by the shell that asks what could stand here


class Shell(StrEnum):
    """The shells that can ask."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SKAL", help="bash, zsh, fish eller powershell.")],
) -> None:
    """Låt tabbtangenten fylla i kommandon och val: skriv ut det som skalet behöver.

    Slå på det genom att lägga en rad sist i skalets egen startfil.

    I ~/.bashrc eller ~/.zshrc: eval "$(xltool completion bash)", för zsh med zsh i stället för bash.

    I ~/.config/fish/config.fish: xltool completion fish | source

    I PowerShells $PROFILE: xltool completion powershell | Out-String | iex
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # as typer's own option

    answer(get_completion_script(prog_name="xltool", complete_var=ASKED, shell=shell.value))


def suggest(group: Any) -> None:
    """Answers the shell that asks, by what it has set in the environment; `group` has every command. Ends the process."""
    from typer.completion import completion_init  # type: ignore[attr-defined]  # the same

    completion_init()
    group(prog_name="xltool", complete_var=ASKED)
