"""Findings and figures as text for the terminal. Pure: plain data in, lines out."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from xltool.core.numbers import decimals_of
from xltool.core.origin import Origin
from xltool.core.swedish import amount, listed, number_text, unbroken
from xltool.core.units import Money
from xltool.findings.finding import Code, Finding, Severity
from xltool.terminal.workbook_object import (
    AmountFigures,
    BoardFigures,
    GoalsFigures,
    LineFigures,
    OperatingFigures,
    ProjectTotal,
    ShareFigures,
)

WIDTH = 80  # a terminal as it opens on most systems
_MANY = 5  # so many of a kind are told one by one, of what a re-run has to say
_FLOOD = 100  # and so many of all else
_NAME = 35
_OUTCOMES = {"achieved": "uppnås", "partly": "uppnås delvis", "not_achieved": "uppnås ej"}
_FORECASTS = {
    "achieved": "bedöms uppnås",
    "partly": "bedöms uppnås delvis",
    "not_achieved": "bedöms inte uppnås",
}
_MARKS = {"achieved": "✔", "partly": "◐", "not_achieved": "✘"}


def summary(figures: BoardFigures, money: Money) -> list[str]:
    """The figures of a workbook worth reading at once: totals, largest variances, goals, shares."""
    operating, projects = figures.operating, figures.investments
    assert operating is not None
    if figures.more.get("budget_alone"):
        return _budget(figures, operating, money)
    named = (figures.board, figures.period.name if figures.period else figures.year)
    title = " ".join(str(x) for x in named if x)
    budget, judged, said = "Budget", "Utfall", ""
    if figures.period:
        judged, said = "Prognos", "prognos: "
    if figures.is_of_period:
        budget, judged, said = "Per. budget", "Per. utfall", "perioden: "
    lines = [f"{title or 'Nämnden'} · {said}{_outcome(operating, money)}", ""]
    lines.append(f"  {f'({money.word})':{_NAME}}{budget:>14}{judged:>14}{'Avvikelse':>14}")
    for name, amounts in (
        ("Intäkter", operating.income),
        ("Kostnader", operating.cost),
        ("Nettokostnad" if operating.net_cost else "Nettoresultat", operating.net),
    ):
        lines += [_row(name, amounts, money)] if amounts else []
    if projects:
        lines.append(_investments(projects.total, money, so_far=figures.is_spent_so_far))
        if figures.is_of_period:
            lines.append("  (investeringarna mot årets budget)")
    lines += _largest(operating.lines, money)
    if figures.goals and figures.goals.board:
        lines += _goals(figures.goals, _FORECASTS if figures.period else _OUTCOMES)
    if figures.shares:
        lines += _shares(figures.shares, money, "Preliminär fördelning" if figures.period else "Fördelning")
    return lines


def _budget(figures: BoardFigures, operating: OperatingFigures, money: Money) -> list[str]:
    """The totals of a budget book."""
    title = " ".join(str(x) for x in (figures.board or "Nämnden", figures.year) if x)
    named = [
        ("Intäkter", operating.income),
        ("Kostnader", operating.cost),
        ("Nettokostnad" if operating.net_cost else "Nettoresultat", operating.net),
        ("Investeringar", figures.investments.total if figures.investments else None),
    ]
    rows = [f"  {_cut(name):{_NAME}}{_shown(one.granted, money):>14}" for name, one in named if one]
    lines = [f"{title} · budget", "", f"  {f'({money.word})':{_NAME}}{'Budget':>14}", *rows]
    if figures.shares:
        lines += _shares(figures.shares, money, "Preliminär fördelning av budgeten")
    return lines


def _outcome(operating: OperatingFigures, money: Money) -> str:
    actual = round(operating.net.outcome, 6)
    if not actual:
        return "nettokostnad 0" if operating.net_cost else "nollresultat"
    said = amount(money, abs(actual))
    if not round(abs(actual) / money.scale, money.decimals):  # too little for the unit that is shown
        said = f"{number_text(abs(actual))} {money.unit.word}"
    words = ("nettokostnad", "nettointäkt") if operating.net_cost else ("underskott", "överskott")
    return f"{words[actual < 0]} {said}"


def _shown(value: float, money: Money) -> str:
    return number_text(value / money.scale, money.decimals)


def _signed(variance: float, money: Money) -> str:
    return ("+" if money.clear(variance) > 0 else "") + _shown(variance, money)


def _row(name: str, amounts: AmountFigures | ProjectTotal, money: Money) -> str:
    budget, actual = _shown(amounts.granted, money), _shown(amounts.outcome, money)
    return f"  {_cut(name):{_NAME}}{budget:>14}{actual:>14}{_signed(amounts.difference, money):>14}"


def _investments(total: ProjectTotal, money: Money, *, so_far: bool) -> str:
    """The projects against their budget; in an interim report, where the others are forecasts, what those without one have cost so far."""
    if not so_far or total.actual is None:
        return _row("Investeringar", total, money)
    return f"  {'Investeringar, utfall hittills':{_NAME}}{_shown(total.budget, money):>14}{_shown(total.actual, money):>14}"


def _cut(name: str) -> str:
    return name if len(name) < _NAME else name[: _NAME - 2] + "…"


def _largest(lines: Sequence[LineFigures], money: Money) -> list[str]:
    variances = sorted(((money.clear(line.difference), line.name) for line in lines), key=lambda one: one[0])
    worst = [one for one in variances[:3] if one[0] < 0]
    best = [one for one in reversed(variances[-3:]) if one[0] > 0]
    shown = ["", "  Största avvikelserna"] if worst or best else []
    for mark, found in (("▼", worst), ("▲", best)):
        shown += [
            f"  {mark} {_cut(name):{_NAME + 26}}{_signed(variance, money):>14}" for variance, name in found
        ]
    return shown


def _goals(goals: GoalsFigures, words: Mapping[str, str]) -> list[str]:
    assert goals.board is not None
    shown = ["", f"  Nämndmål: {words[goals.board]} som helhet"]
    wide = max(map(len, words.values()))
    for goal in goals.goals:
        name = " ".join(goal.name.split())
        if len(name) > WIDTH - wide - 10:
            name = textwrap.shorten(name, WIDTH - wide - 10, placeholder=" …")
        shown.append(f"  {_MARKS[goal.status]} {words[goal.status]:{wide}} {name}")
    return shown


def _shares(shares: ShareFigures, money: Money, title: str) -> list[str]:
    if not shares.amount:
        return ["", f"  {title}: inget att fördela"]
    verb = "att betala" if shares.amount > 0 else "att få tillbaka"
    amounts = [abs(member.amount) / money.scale for member in shares.members]
    places = max(money.decimals, *(decimals_of(a) for a in amounts))
    shown = [f"{m.name} {number_text(a, places)}" for m, a in zip(shares.members, amounts, strict=True)]
    text = f"{title} efter {shares.key.lower()}, {verb} ({money.word}): {listed(shown)}"
    return ["", *wrapped(text, "  ", "    ")]


def finding_lines(findings: Sequence[Finding], snippets: Mapping[Origin, Sequence[str]]) -> list[str]:
    """The findings, up to a hundred of a kind: what is wrong and where, the row around it with the bad cell marked, and what to do."""
    lines: list[str] = []
    told: Counter[Code] = Counter()
    of_each = Counter(f.code for f in findings)
    for finding in findings:
        told[finding.code] += 1
        most = _MANY if finding.code.many else _FLOOD
        if told[finding.code] > most:
            if told[finding.code] == most + 1:
                more = number_text(float(of_each[finding.code] - most), 0)
                place = (
                    "i den granskade kopian" if finding.severity is Severity.ERROR else "på bladet Kontroll"
                )
                lines.append(
                    f"  {finding.severity.word} {finding.code.code}  och {more} till; alla står {place} och i --json"
                )
            continue
        where = f"  {finding.origin}" if finding.origin else ""
        lines.append(f"  {finding.severity.word} {finding.code.code}{where}")
        lines += wrapped(finding.message, "      ", "      ")
        if finding.severity is Severity.INFO:
            continue
        if finding.origin is not None:
            lines += [f"        {line}" for line in snippets.get(finding.origin, ())]
        lines += wrapped(f"→ {finding.hint}", "      ", "        ")
        for remedy in finding.remedies:
            lines += wrapped(f"• {remedy.words}", "        ", "          ")
    return lines


@lru_cache(
    maxsize=1024
)  # what to do about a finding is told with the same words for every workbook of a batch
def wrapped(text: str, first: str, later: str) -> Sequence[str]:
    """The text in lines with these blanks before them."""
    return textwrap.wrap(
        unbroken(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
        break_long_words=False,
    )


def explained(code: Code) -> list[tuple[str, str]]:
    """What is told about a code: each part's title and its text, the sentences filled in as they may read."""
    from xltool.findings.example_fields import example_fields

    told = code.at(None, **example_fields(code))
    parts = (
        ("Vad det betyder", told.message),
        ("Varför det spelar roll", code.why),
        ("Exempel", code.example),
        ("Gör så här", told.hint),
        ("Så undviker ni det", code.avoid),
    )
    return [(title, unbroken(text)) for title, text in parts]


def explanation(code: Code) -> list[str]:
    """The same for `xltool explain`."""
    lines = [f"{code.code} · {code.title} ({code.severity.word})"]
    for title, text in explained(code):
        lines += ["", f"  {title}"]
        lines += wrapped(text, "    ", "    ")
    return lines


def as_typed(path: str) -> str:
    """The path as it is typed in a terminal."""
    return f'"{path}"' if re.search(r"[^\w./\\:~-]", path) else path


# --- text from files in a terminal ---------------------------------------------------------------------------


def printable(text: str) -> str:
    """The text in one line, ¶ where it had several, without anything that steers a terminal or hides in it."""
    return safe(" ¶ ".join(line.strip() for line in text.strip().splitlines()))


def safe(line: str) -> str:
    """The line without anything that steers a terminal or hides in it."""
    return line if line.replace("\u00a0", " ").isprintable() else "".join(map(_visible, line))


def _visible(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return "" if character in "\u00ad\ufeff" else "\ufffd"
    return character
