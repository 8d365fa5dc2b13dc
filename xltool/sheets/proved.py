"""Remedies are tried before they are offered (reading.md §2): the workbook is read again with each of them in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.remedied import remedied
from xltool.core.cells import RawBook
from xltool.core.columns import Input
from xltool.core.numbers import plain
from xltool.core.swedish import number_text
from xltool.core.units import Money
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating.operating_columns import is_net_cost
from xltool.sheets.settings.settings_rows import SETTINGS

_MOST = 12  # readings; more alternatives than this nobody compares


def proved(
    findings: Sequence[Finding],
    book: RawBook,
    read: Callable[[RawBook, Finding], tuple[Sequence[Finding], str]],
) -> list[Finding]:
    """The findings with those of their remedies that remove them and bring no error that was not there, and with what
    each gives. `read` gives a workbook's findings and what it comes to in words, about what the finding is about."""
    tries = 0
    told = {(f.code.code, f.origin) for f in findings if f.is_error}
    result = []
    for finding in findings:
        kept: list[Remedy] = []
        for remedy in finding.remedies:
            tries += 1
            if tries > _MOST:
                break
            after, gives = read(remedied(book, remedy, (SETTINGS.title, *SETTINGS.aliases)), finding)
            errors = {(f.code.code, f.origin) for f in after if f.is_error}
            if (finding.code.code, finding.origin) not in errors and errors <= told:
                kept.append(replace(remedy, gives=gives))
        result.append(replace(finding, remedies=tuple(kept)) if finding.remedies else finding)
    return result


def outcome_words(lines: Lines | None, money: Money, actual: Input) -> str:
    """What the lines come to: `underskott 1 241 tkr`, `investeringar 2 876 tkr`; empty where they cannot be read."""
    if lines is None:
        return ""
    if LineKind.PROJECT in lines.blocks:
        spent = fsum(line.amounts.get(actual, 0.0) for line in lines.blocks[LineKind.PROJECT].lines)
        return plain(f"investeringar {number_text(round(spent / money.scale, money.decimals))} {money.word}")
    net = sum(
        amount
        for block in lines.blocks.values()
        for line in block.lines
        for column, amount in line.amounts.items()
        if column is actual
    )
    shown = number_text(round(abs(net) / money.scale, money.decimals))
    word = ("underskott", "överskott")[net < 0]
    if is_net_cost(lines):
        word = ("nettokostnad", "nettointäkt")[net < 0]
    elif not round(net / money.scale, money.decimals):
        return "resultat 0"
    return plain(f"{word} {shown} {money.word}")
