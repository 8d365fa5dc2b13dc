"""What lies in a watched folder and is not taken, and why. By names alone; what is of another kind is nobody's question."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import PurePath

from xltool.running.inputs import SUFFIXES
from xltool.running.ledger_beside import ENDINGS

_SAVE = "Öppna originalet i Excel och spara det som Excel-arbetsbok (.xlsx)."
_KINDS = {
    ".pdf": f"det är en PDF, ingen arbetsbok. {_SAVE}",
    ".docx": "det är ett Worddokument, ingen arbetsbok.",
    ".doc": "det är ett Worddokument, ingen arbetsbok.",
    ".zip": "den är packad. Packa upp den, och lägg arbetsboken här.",
    ".numbers": f"Numbers-filer läses inte. {_SAVE}",
    ".gsheet": "den är en länk till Google. Hämta arbetsboken därifrån som Excel-fil (.xlsx), och lägg den här.",
}
_LEDGERS = tuple(ending for ending in ENDINGS if ending != ".txt")  # which may be anything
_OF_REPORT = ("rapportmall", "-rapport")


def not_taken(names: Collection[str]) -> Mapping[str, str]:
    """Why each of the names is left, of those that people may have meant to be taken."""
    books = {os.path.normcase(PurePath(n).stem) for n in names if PurePath(n).suffix.lower() in SUFFIXES}
    return {name: why for name in names if (why := _why(PurePath(name), books))}


def _why(path: PurePath, books: Collection[str]) -> str:
    ending, stem = path.suffix.lower(), os.path.normcase(path.stem)
    if path.name.startswith(("~$", ".")) or stem.endswith(_OF_REPORT):
        return ""
    if ending in _LEDGERS and stem not in books:
        return (
            f"en bokföringsfil läses tillsammans med arbetsboken med samma namn. Lägg {path.stem}.xlsx här."
        )
    return _KINDS.get(ending, "")
