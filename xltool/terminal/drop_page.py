"""What was found in the files that somebody dropped on the icon, as a page that stays and can be read without a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from xltool.findings.finding import Finding, Severity

_STYLE = """
body { font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1f2933; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem; overflow-wrap: anywhere }
pre { overflow-x: auto; background: #f4f6f8; padding: .8rem; font-size: .9rem } li { margin: .6rem 0 } p, li { overflow-wrap: anywhere }
.fel { border-left: .4rem solid #b42318; padding-left: .6rem } .varning { border-left: .4rem solid #8a6100; padding-left: .6rem }
.upplysning { border-left: .4rem solid #52606d; padding-left: .6rem }
ul { list-style: none; padding: 0 }
"""


class DroppedFile(Struct, frozen=True):
    """A file that was dropped: its name, the lines of its figures, what was found, and where its result or its marked copy lies,
    empty where there is none."""

    name: str
    figures: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    result: str = ""
    marked: str = ""


def drop_page(files: Sequence[DroppedFile], said: str = "") -> str:
    """The page; `said` is a sentence of its own, as where there was nothing to do."""
    good = sum(bool(one.result) for one in files)
    title = f"{good} av {len(files)} arbetsböcker har sitt resultat" if files else "xltool"
    return (
        f'<!DOCTYPE html>\n<html lang="sv">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n<main>\n<h1>{title}</h1>\n"
        + (f"<p>{escape(said)}</p>\n" if said else "")
        + "\n".join(map(_section, files))
        + "\n<p>Ni kan stänga sidan. Den finns bara på er dator.</p>\n</main>\n</html>\n"
    )


def _section(file: DroppedFile) -> str:
    parts = [f"<h2>{escape(file.name)}</h2>", f"<p>{_what_now(file)}</p>"]
    ranked = sorted(file.findings, key=lambda f: f.severity.rank)
    if ranked:
        parts.append("<ul>\n" + "\n".join(map(_item, ranked)) + "\n</ul>")
    if file.figures:
        parts.append('<pre tabindex="0">' + escape("\n".join(file.figures)) + "</pre>")
    return "\n".join(parts)


def _what_now(file: DroppedFile) -> str:
    if file.result:
        return f"Resultatet är klart och öppnas i Excel. Det ligger här: {escape(file.result)}"
    if file.marked:
        return (
            "Inget resultat är skrivet. Rätta felen nedan i er egen arbetsbok, spara den och släpp den på xltool igen. "
            f"Felen är utmärkta i en kopia: {escape(file.marked)}"
        )
    return "Inget resultat är skrivet. Nedan står varför, och vad ni kan göra."


def _item(finding: Finding) -> str:
    where = f" · {escape(str(finding.origin))}" if finding.origin else ""
    word = finding.severity.word
    strong = word.capitalize() if finding.severity is not Severity.INFO else "Upplysning"
    return (
        f'<li class="{escape(word)}"><b>{strong} {finding.code.code}{where}</b><br>{escape(finding.message)}'
        f"<br>{escape(finding.advice)}</li>"
    )
