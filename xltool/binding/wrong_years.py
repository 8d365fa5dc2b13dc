"""Headers of another year than the workbook's: one cause, told once for all columns and sheets."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.binding.header_words import header_parts
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy


def as_one_error(findings: Sequence[Finding], *, is_stated: bool) -> list[Finding]:
    """The findings with those on wrong years as one, that names the columns and sheets. `is_stated` tells whether
    Uppgifter states the workbook's year."""
    wrong = [f for f in findings if f.code is codes.WRONG_YEAR]
    if not wrong:
        return list(findings)
    return [*(f for f in findings if f.code is not codes.WRONG_YEAR), _together(wrong, is_stated=is_stated)]


def _together(wrong: Sequence[Finding], *, is_stated: bool) -> Finding:
    by_sheet: dict[str, list[str]] = {}
    for finding in wrong:
        assert finding.origin is not None
        by_sheet.setdefault(finding.origin.sheet, []).append(dict(finding.fields)["header"])
    places = [f"{listed(headers)} på bladet {sheet}" for sheet, headers in by_sheet.items()]
    word = "Rubriken" if len(wrong) == 1 else "Rubrikerna"
    source = "Uppgifter säger att arbetsboken gäller" if is_stated else "de andra rubrikerna gäller"
    year = dict(wrong[0].fields)["year"]
    told = codes.WRONG_YEAR.at(
        wrong[0].origin, headers=f"{word} {listed(places)}", header="", year=year, source=source
    )
    years = {header_parts(h)[1] for headers in by_sheet.values() for h in headers}
    if len(years) > 1:
        return told
    return replace(told, remedies=tuple(Remedy("Uppgifter", float(y), label="År") for y in years if y))
