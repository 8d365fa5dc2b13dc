"""The typer application: Swedish words, and a path alone means process."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

# Click's own words, which it writes into every help text.
_SWEDISH = (
    ("Usage:", "Användning:"),
    ("Options:", "Val:"),
    ("Arguments:", "Argument:"),
    ("Commands:", "Kommandon:"),
    ("Show this message and exit.", "Visa den här hjälpen."),
    ("[OPTIONS]", "[VAL]"),
    ("COMMAND [ARGS]...", "KOMMANDO …"),
    ("[default: ", "[förval: "),
    ("[required]", "[krävs]"),
    ("]...", "] …"),
)
_RANGE = re.compile(r"\s+\[(?:[\d.]+<=)?x[<>]=[\d.]+\]")  # told where it is broken
_BRACED = re.compile(r"\{([A-ZÅÄÖ]+)\}")


def _in_swedish(text: str) -> str:
    for english, swedish in _SWEDISH:
        text = text.replace(english, swedish)
    return _BRACED.sub(r"\1", _RANGE.sub("", text))


class SwedishGroup(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _in_swedish(super().get_help(ctx))


class SwedishCommand(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _in_swedish(super().get_help(ctx))


OF_ITS_OWN = ("--help", "-h", "--version")  # options that are of no command


def _version(asked: bool) -> None:
    from xltool.commands.output import answer
    from xltool.core.version import __version__

    if asked:
        answer(f"xltool {__version__}")
        raise typer.Exit


def _of_its_own(
    _version: Annotated[
        bool, typer.Option("--version", help="Visa vilken version det är.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Gör nämndens arbetsbok till ett färdigt resultat i Excel. Utan kommando: som »xltool process«."""


def application() -> typer.Typer:
    """The application, without a command."""
    app = typer.Typer(
        cls=SwedishGroup,
        add_completion=False,
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Gör nämndens arbetsbok till ett färdigt resultat i Excel. Utan kommando: som »xltool process«.",
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_of_its_own)
    return app
