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
    that is read `in_bulk`, whose signs are a setting. `found` are the sheets by their kind's key, `kinds` all forms of them."""
    findings: list[Finding] = []
    for key, sheet in found.items():
        of_key = [kind for kind in kinds if kind.key == key]
        headers = list(dict.fromkeys(c.header for kind in of_key for c in kind.columns))
        for column in known.sheets[sheet.name].columns if sheet.name in known.sheets else ():
            findings += _unfit(column, of_key[0].title, headers, is_bulk=key in in_bulk)
    return findings


def _unfit(column: MatchedColumn, title: str, headers: Sequence[str], *, is_bulk: bool) -> Iterator[Finding]:
    row = column.row
    if not row.is_left_out and row.read_as not in headers:
        what = f"en rubrik på bladet {title}"
        fields = {"value": row.read_as, "what": what, "choices": ", ".join(headers)}
        yield codes.TAUGHT_WORD.at(row.origins[READ_AS], **fields)
    elif is_bulk and row.sign is not Sign.AS_THEY_ARE:
        why = f"tecknen på bladet {title} anges på bladet Uppgifter, vid Underlagets tecken"
        where = row.origins.get(SIGN) or row.origins[READ_AS]
        yield codes.TAUGHT_SIGN.at(where, value=row.sign.value, why=why)
