"""Taught words against the kind of the sheet that they are taught of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from xltool.binding.matched_headers import MatchedColumn
from xltool.binding.taught import Taught
from xltool.binding.taught_rows import HEADER, READ_AS, SIGN, Sign
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
from xltool.findings import codes
from xltool.findings.finding import Finding


def unfit_words(
    known: Taught,
    found: Mapping[str, RawSheet],
    told: Iterable[Finding],
    kinds: Sequence[Sheet],
    in_bulk: Collection[str],
) -> list[Finding]:
    """An error for each column that is read as one which its sheet's kind does not have, or turned or added on a sheet
    that is read `in_bulk`, whose signs are a setting; and for a sheet that is of no kind. `found` are the sheets by their kind's key, with what was
    `told` of the others, `kinds` all forms of them."""
    findings: list[Finding] = []
    for key, sheet in found.items():
        of_key = [kind for kind in kinds if kind.key == key]
        headers = list(dict.fromkeys(c.header for kind in of_key for c in kind.columns))
        for column in known.sheets[sheet.name].columns if sheet.name in known.sheets else ():
            findings += _unfit(column, of_key[0].title, headers, is_bulk=key in in_bulk)
    read = {s.name for s in found.values()} | {f.origin.sheet for f in told if f.is_error and f.origin}
    return [
        *findings,
        *(one for name in known.sheets if name not in read for one in _of_no_kind(name, known)),
    ]


def _of_no_kind(name: str, known: Taught) -> Iterator[Finding]:
    rows = [c.row for c in known.sheets[name].columns if c.row.sheet and not c.row.is_left_out]
    if rows:
        yield codes.TAUGHT_SHEET.at(rows[0].origins[HEADER], sheet=name)


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
