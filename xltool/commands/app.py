"""The typer application: Swedish words, and a path alone means process."""

from __future__ import annotations

from typing import Any

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
    ("<path>", "MAPP"),
    ("  [x>=1]", ""),
    ("  [x>=64]", ""),
    ("  [x>=0.1]", ""),
    ("]...", "] …"),
)


def _in_swedish(text: str) -> str:
    for english, swedish in _SWEDISH:
        text = text.replace(english, swedish)
    return text


class SwedishGroup(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _in_swedish(super().get_help(ctx))


class SwedishCommand(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _in_swedish(super().get_help(ctx))


def application() -> typer.Typer:
    """The application, without a command."""
    return typer.Typer(
        cls=SwedishGroup,
        add_completion=False,
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Gör nämndens arbetsbok till ett färdigt resultat i Excel. Utan kommando: som »xltool process«.",
        context_settings={"help_option_names": ["--help", "-h"]},
    )
