"""What a command line that cannot be understood is answered with: what is wrong, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_NEAR = 0.6  # of one word to another that was meant


def usage_sentences(error: Exception, command: str) -> list[str]:
    """Click's complaint about the command in Swedish, with how it is written."""
    context = getattr(error, "ctx", None)
    called = (
        context.command_path.split()[1:] if context is not None else [command]
    )  # without what the program was started as
    return [_wrong(error, " ".join(["xltool", *called])), " ".join(["Hjälp: xltool", *called, "--help"])]


def _wrong(error: Exception, called: str) -> str:
    kind, option = type(error).__name__, getattr(error, "option_name", "")
    parameter = getattr(error, "param", None)
    if kind == "NoSuchOption":
        near = meant(option.lstrip("-"), [p.lstrip("-") for p in getattr(error, "possibilities", None) or ()])
        return f"Valet {option} finns inte." + (f" Menade ni --{near}?" if near else "")
    if kind == "BadOptionUsage":
        return f"Valet {option} " + (
            "skrivs utan värde." if "not take" in str(error) else "behöver ett värde."
        )
    if parameter is None:
        return _too_much(str(error), called)
    if kind == "MissingParameter":
        return _missing(parameter, error, called)
    return f"Värdet för {_name(parameter)} går inte att förstå: det ska vara {_wanted(parameter.type)}."


def _missing(parameter: Any, error: Any, called: str) -> str:
    """What is missing, as the help tells it, and how the command is written with it."""
    every = [_name(p) for p in error.ctx.command.params if p.required]
    return (
        f"Här saknas {_name(parameter)} ({parameter.help.rstrip('.')}). Skriv: {' '.join([called, *every])}"
    )


def _too_much(said: str, called: str) -> str:
    """For words that the command has no use for, which click names in brackets."""
    found = re.search(r"arguments?(?:\(s\))? \((.+)\)", said)
    if found is None:
        return "Kommandot går inte att förstå."
    return f"{called} tar inte emot »{found[1]}«. Ett namn med mellanslag skrivs inom citattecken."


def _name(parameter: Any) -> str:
    option = next((name for name in parameter.opts if name.startswith("-")), "")
    return option or (parameter.metavar or parameter.name).strip("[]")


def _wanted(kind: Any) -> str:
    """What a value has to be, by its type."""
    if choices := getattr(kind, "choices", None):
        words = [getattr(c, "value", str(c)) for c in choices]
        return " eller ".join([", ".join(words[:-1]), words[-1]])
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    whole = "ett heltal" if "int" in kind.name else "ett tal"
    if low is not None and high is not None:
        return f"{whole} från {low} till {high}"
    return whole if low is None else f"{whole}, minst {low}".replace(".", ",")


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that somebody who wrote this most likely meant; empty where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.casefold(), list(known), 1, _NEAR)), "")


def is_no_path(word: str) -> bool:
    """Whether the word on its own can be no file that somebody meant: no such file is there, and it has neither ending
    nor folder."""
    path = Path(word)
    return not (word.startswith("-") or path.suffix or len(path.parts) > 1 or path.exists())
