"""`xltool handbook`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xltool.commands.output import answer, say

if TYPE_CHECKING:
    from xltool.handbook.reference import CommandHelp

NAME = "handbok.html"


def handbook(
    context: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FIL",
            help="Skriv handboken i filen, och öppna den inte. Utan: handbok.html i mappen xltool i hemmappen.",
            show_default=False,
            readable=False,
        ),
    ] = None,
) -> None:
    """Öppna handboken i webbläsaren: kom i gång, mallen, alla kommandon och alla anmärkningar."""
    from xltool.files.reasons import reason
    from xltool.files.whole_files import write_whole
    from xltool.handbook.page import handbook as page
    from xltool.running.opening import opened

    target = out or Path.home() / "xltool" / NAME
    try:
        write_whole(target, page(list(told(context.obj()))).encode())
    except OSError as error:
        say(f"Handboken {target} går inte att skriva: {reason(error)}. Välj en annan plats med --out.")
        raise SystemExit(3) from None
    if out is None and opened(target):
        answer(f"Handboken öppnas i webbläsaren: {target}")
    else:
        answer(f"Handboken ligger här: {target}")


def told(group: Any) -> Iterator[CommandHelp]:
    """Every command as its help tells it; `group` is typer's, with all of them."""
    from xltool.handbook.reference import CommandHelp

    for name, command in group.commands.items():
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        options = [p for p in command.params if p.param_type_name == "option" and not p.is_eager]
        values = [(p.metavar or p.name, p.help or "") for p in arguments]
        values += [(f"`{' '.join(filter(None, [p.opts[0], _value(p)]))}`", p.help or "") for p in options]
        written = " ".join(["xltool", name, *(p.metavar for p in arguments), *(["[VAL]"] if options else [])])
        about = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
        yield CommandHelp(name, written, about, values)


def _value(option: Any) -> str:
    """What is written behind the option; nothing behind one that is a yes."""
    if option.is_flag:
        return ""
    return option.metavar or "|".join(str(getattr(c, "value", c)) for c in option.type.choices)
