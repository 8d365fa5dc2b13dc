"""What happens in a watched folder as a sentence, and as an object for machines. Pure."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from xltool.findings.finding import Severity, counted
from xltool.running.outcome import Outcome, State
from xltool.terminal.report import as_typed, summary
from xltool.watching.watch_states import Event, EventKind, Wait

_SENTENCES = {
    EventKind.FOUND: "{name} hittad.",
    EventKind.CHANGED: "{name} är ändrad.",
    EventKind.TAUGHT: "{name} läses på nytt, för översättningen är ändrad.",
    EventKind.UNCHANGED: "{name} har samma innehåll som förut. Resultatet gäller.",
    EventKind.REMOVED: "{name} borttagen.",
    EventKind.NOT_TAKEN: "{name} tas inte: {other}",
    EventKind.FOLDER_GONE: "Mappen {folder} går inte att nå. Bevakningen fortsätter när den är tillbaka.",
    EventKind.FOLDER_BACK: "Mappen {folder} är tillbaka.",
}
_WAITS = {
    Wait.CHANGING: "{name} väntar: den skrivs fortfarande.",
    Wait.OPEN: "{name} väntar: den är öppen i Excel eller LibreOffice. Spara och stäng den. Är den redan stängd, ta bort låsfilen bredvid den.",
    Wait.REFUSED: "{name} väntar: den går inte att öppna. Ett annat program använder den, eller så saknar ni behörighet.",
    Wait.PARTIAL: "{name} väntar: den är inte hel, slutet saknas. Kopieras den inte just nu, lägg dit den på nytt.",
    Wait.SAME_RESULT: "{name} väntar: den skulle få samma resultat som {other}. Byt namn på en av dem.",
}


def sentence(event: Event, folder: Path, out: Path | None = None) -> str:
    """The event in one line; `out` is where the results go, if somebody has said."""
    if event.kind is EventKind.STARTED:
        text = f"Bevakar mappen {folder}. Lägg arbetsböcker där, så görs resultaten. Avsluta med Ctrl+C."
        if event.count:
            text += f" {_workbooks(event.count)} har redan sitt resultat."
    elif event.kind is EventKind.STOPPED:
        text = "Bevakningen är avslutad. Inget behövde göras."
        if event.count:
            results = "1 resultat är skrivet" if event.good == 1 else f"{event.good} resultat är skrivna"
            text = f"Bevakningen är avslutad. {_workbooks(event.count)} behandlades, {results}."
    elif event.outcome is not None:
        more = f" --out {as_typed(str(out))}" if out is not None else ""
        text = f"{event.name} {_what_came_of_it(event.outcome, more)}"
    else:
        form = _WAITS[event.wait] if event.wait else _SENTENCES[event.kind]
        text = form.format(name=event.name, other=event.other, folder=folder)
    return _one_line(text)


def line(event: Event, folder: Path, time: datetime, out: Path | None = None) -> str:
    return f"{time:%H:%M:%S}  {sentence(event, folder, out)}"


def data(event: Event, folder: Path, time: datetime, out: Path | None = None) -> dict[str, Any]:
    """The event for machines, to which a processed workbook's own object is added."""
    return {
        "time": time.isoformat(timespec="seconds"),
        "event": event.kind.value,
        "folder": str(folder.absolute()),
        "file": str((folder / event.name).absolute()) if event.name else None,
        "waits_for": event.wait.value if event.wait else None,
        "message": sentence(event, folder, out),
    }


def _workbooks(count: int) -> str:
    return "1 arbetsbok" if count == 1 else f"{count} arbetsböcker"


def _what_came_of_it(outcome: Outcome, more: str) -> str:
    told = [f.message for f in outcome.findings if f.code.told_at_once]
    if outcome.state is State.OK and outcome.path and outcome.money:
        board = summary(outcome.figures, outcome.money)[0]
        checks = outcome.figures.checks
        proved = f" {checks.words}." if checks is not None else ""
        return " ".join(
            (
                f"är klar. {board}.{proved} {_counted(outcome).capitalize()}.",
                *told,
                f"Resultatet: {outcome.path}",
            )
        )
    text = f"är inte klar: {_counted(outcome)}, och inget resultat är skrivet."
    if outcome.marked:
        return " ".join((text, *told, f"Läs felen i kopian {outcome.marked}"))
    errors = (f"{f.code.code} {f.message}" for f in outcome.findings if f.severity is Severity.ERROR)
    command = f"xltool process {as_typed(str(outcome.file))}{more}"
    return " ".join((text, *islice(errors, 1), *told, f"Läs mer med: {command}"))


def _counted(outcome: Outcome) -> str:
    return counted(outcome.findings)


def _one_line(text: str) -> str:
    """Without the control characters that a file's name may hold."""
    return "".join("\ufffd" if unicodedata.category(c).startswith("C") else c for c in text)
