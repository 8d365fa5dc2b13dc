"""`xltool drop`: what a file is dropped on, by the icon and by Send to. No terminal: the result opens, and a page tells the rest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xltool.commands.options import Paths
from xltool.commands.output import answer
from xltool.core.usage import UsageError

if TYPE_CHECKING:
    from xltool.running.outcome import Outcome
    from xltool.terminal.drop_page import DroppedFile

_OPENED = 3  # so many results open by themselves; of more, the page tells where they lie
PAGE = "xltool-senast.html"


def drop(paths: Paths = None) -> None:
    """Gör resultaten, öppna dem, och visa i webbläsaren vad som hittades (det som ikonen och Skicka till gör)."""
    from xltool.files.whole_files import write_whole
    from xltool.running.batch import exit_code
    from xltool.running.opening import opened
    from xltool.terminal.drop_page import drop_page

    outcomes, said = _processed(paths or [])
    page = page_path()
    write_whole(page, drop_page([_dropped(one) for one in outcomes], said).encode())
    shown = opened(page)
    for made in [path for one in outcomes if (path := one.path or one.marked)][:_OPENED]:
        opened(made)
    answer(said or f"{sum(one.path is not None for one in outcomes)} av {len(outcomes)} har sitt resultat.")
    if not shown:
        answer(f"Vad som hittades står här: {page}")
    raise SystemExit(2 if said else exit_code(outcomes, strict=False))


def page_path() -> Path:
    """Where the page lies, the same each time: it holds figures, and is not to pile up."""
    return Path.home() / "xltool" / PAGE


def _processed(paths: list[Path]) -> tuple[list[Outcome], str]:
    """What became of the files, or of those in the drop folder of the desktop; a sentence where there was nothing to do."""
    from xltool.commands.setup import drop_folder
    from xltool.running.batch import run
    from xltool.running.inputs import find_workbooks

    try:
        return list(run(find_workbooks(paths or [drop_folder()]), write=True)), ""
    except UsageError as error:
        return [], str(error)


def _dropped(outcome: Outcome) -> DroppedFile:
    from xltool.files.long_paths import as_people_write
    from xltool.files.result_names import shown_name
    from xltool.terminal.drop_page import DroppedFile
    from xltool.terminal.report import summary

    figures = summary(outcome.figures, outcome.money) if outcome.money is not None else []
    result, marked = (as_people_write(str(path)) if path else "" for path in (outcome.path, outcome.marked))
    return DroppedFile(shown_name(outcome.file), figures, outcome.findings, result, marked)
