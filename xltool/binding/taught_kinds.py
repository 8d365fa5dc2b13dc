"""Taught words against the kind of the sheet that they are taught of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xltool.binding.matched_headers import MatchedColumn
from xltool.binding.taught import Taught
from xltool.binding.taught_table import READ_AS, SIGN, Sign
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
from xltool.findings import codes
from xltool.findings.finding import Finding


def unfit_words(
    known: Taught, found: Mapping[str, RawSheet], kinds: Sequence[Sheet], in_bulk: Collection[str]
) -> list[Finding]:
    """An error for each column that is read as one which its sheet's kind does not have, or turned or added on a sheet
    that is read `in_bulk`, whose signs are a setting. `found` are the sheets by their kind's key."""
    findings: list[Finding] = []
    for kind in kinds:
        taught = known.sheets.get(found[kind.key].name) if kind.key in found else None
        for column in taught.columns if taught else ():
            findings += _unfit(column, kind, is_bulk=kind.key in in_bulk)
    return findings


def _unfit(column: MatchedColumn, kind: Sheet, *, is_bulk: bool) -> Iterator[Finding]:
    row = column.row
    headers = [c.header for c in kind.columns]
    if not row.is_left_out and row.read_as not in headers:
        what = f"en rubrik på bladet {kind.title}"
        fields = {"value": row.read_as, "what": what, "choices": ", ".join(headers)}
        yield codes.TAUGHT_WORD.at(row.origins[READ_AS], **fields)
    elif is_bulk and row.sign is not Sign.AS_THEY_ARE:
        why = f"tecknen på bladet {kind.title} anges på bladet Uppgifter, vid Underlagets tecken"
        where = row.origins.get(SIGN) or row.origins[READ_AS]
        yield codes.TAUGHT_SIGN.at(where, value=row.sign.value, why=why)
