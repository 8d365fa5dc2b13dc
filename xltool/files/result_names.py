"""Which names results, marked copies and kept versions have."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from xltool.core.late_patterns import late_pattern

DROP_FOLDER, RESULT_FOLDER = Path("workbooks/in"), Path("workbooks/ut")


def shown_name(path: Path) -> str:
    """The file's name as text, also where it is not valid in the file system's encoding."""
    return as_text(path.name or str(path))


def as_text(name: str) -> str:
    """The same of a name or a path. A name of Windows may hold half a character, which no encoding takes."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return name.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def result_path(path: Path, out: Path | None) -> Path:
    """`NAME-resultat.xlsx`: in `out`, in workbooks/ut for a file in the drop folder, else beside its input."""
    folder = out or path.parent
    if out is None and tuple(map(os.path.normcase, path.parent.parts[-2:])) == DROP_FOLDER.parts:
        folder = path.parent.parent / RESULT_FOLDER.name
    elif out is None and _leads_into_drop_folder(path):
        folder = RESULT_FOLDER
    return folder / f"{path.stem}{RESULT_ENDING}.xlsx"


def _leads_into_drop_folder(path: Path) -> bool:
    """What cannot be asked (a disk that is gone) does not; that is told when the workbook is read."""
    with suppress(OSError, ValueError):
        return Path(os.path.realpath(path)).parent == DROP_FOLDER.resolve()  # no loop stops it
    return False


def marked_path(path: Path, folder: Path) -> Path:
    """`NAME-granskad.xlsx` in the folder of the result; a workbook with macros keeps its ending."""
    suffix = path.suffix if path.suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
    return folder / f"{path.stem}{MARKED_ENDING}{suffix}"


def report_path(path: Path, result: Path) -> Path:
    """`NAME-rapport.docx` beside the workbook's result."""
    return result.with_name(f"{path.stem}{REPORT_ENDING}.docx")


RESULT_ENDING, MARKED_ENDING, REPORT_ENDING = "-resultat", "-granskad", "-rapport"
DOCUMENTS = (".docx", ".docm", ".pdf")
REPORT_TEMPLATE, TEMPLATE_FOLDER = "rapportmall.docx", Path("workbooks/mall")


OVERVIEW = "Översikt"


VERSION = r"_\d{4}-\d\d-\d\d_\d{4}(-\d+)?"


_GENERATED = late_pattern(
    rf"({RESULT_ENDING}|{MARKED_ENDING})( \(\d+\))?({VERSION})?$|^xltool-felanmälan( \(\d+\))?$|^{OVERVIEW}( \(\d+\))?({VERSION})?$",
    re.IGNORECASE,
)


_REPORT = late_pattern(rf"{REPORT_ENDING}( \(\d+\))?({VERSION})?$", re.IGNORECASE)


# What people and programs call the copies that they make of one.
_COPY = late_pattern(
    rf"({RESULT_ENDING}|{MARKED_ENDING})(?=[ _(~.,])|^(kopia av|copy of) .*({RESULT_ENDING}|{MARKED_ENDING})",
    re.IGNORECASE,
)


_RESULT = late_pattern(rf"{RESULT_ENDING}( \(\d+\))?$", re.IGNORECASE)


def is_generated_file(path: Path) -> bool:
    """Whether the file is a result, a kept version, a marked copy, a copy for those who maintain xltool, an overview or a report in Word, by its name."""
    ours = _REPORT if path.suffix.lower() in DOCUMENTS else _GENERATED
    return bool(ours().search(path.stem))


def is_copy_of_generated(path: Path) -> bool:
    """Whether the name says that it is a copy of a result or of a marked copy that somebody else has made."""
    copied = _COPY().search(path.stem)
    return copied is not None and (copied[2] is not None or not is_generated_file(path))


TRANSLATION = "översättning"  # the taught table beside the workbooks
_TRANSLATION = re.compile(rf"^oversattning( \(\d+\))?({VERSION})?$")
# As a Mac stores letters with marks, and as people and programs write the name.
_TRANSLATION_NAMES = tuple(
    dict.fromkeys(
        # Also where the system's own names are ASCII alone.
        os.fsdecode((unicodedata.normalize(form, word) + ending).encode())
        for ending in (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb")
        for word in (TRANSLATION, TRANSLATION.capitalize())
        for form in ("NFC", "NFD")
    )
)


def is_translation(path: Path) -> bool:
    """Whether the file is a taught table, one that was written beside it or a kept version of one, by its name."""
    stem = Path(shown_name(path)).stem
    letters = unicodedata.normalize("NFD", stem.casefold())
    return bool(_TRANSLATION.match("".join(c for c in letters if not unicodedata.combining(c))))


def translation_paths(path: Path) -> Iterator[Path]:
    """Where the taught table of the workbook may stand, whatever program saved it; the first is what a new one is called."""
    return (path.with_name(name) for name in _TRANSLATION_NAMES)


def is_copy_of(name: str, result: Path) -> bool:
    """Whether a file of that name may be a copy of the result that mail, a browser, OneDrive or a person has made:
    `b-resultat (1)`, `b-resultat - Kopia`, `b-resultat-DATORN`, `Kopia av b-resultat`. Numbered ones are told apart."""
    stem, ending = Path(name).stem, Path(name).suffix
    if ending.lower() != result.suffix or stem == result.stem:
        return False
    before, found, after = stem.casefold().partition(result.stem.casefold())
    generated = RESULT_ENDING in after or MARKED_ENDING in after or re.search(VERSION, after)
    is_apart = (not before or before.endswith(_APART)) and (not after or after.startswith(_APART))
    return bool(found) and is_apart and not generated


_APART = (" ", "_", "(", "~", ".", ",", "-")


_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_NAME = 80  # of many letters of two bytes, in a folder of as many


def safe_name(words: str) -> str:
    """The words as a file is called by on any system, without its ending."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", words).split())[:_LONGEST_NAME].strip(" .")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def results_in(folder: Path) -> Iterator[Path]:
    """The folder's results, numbered ones with them; no kept versions, no marked copies. Nothing where the folder
    cannot be read."""
    with suppress(OSError):
        yield from (p for p in folder.iterdir() if input_stem(p) is not None and p.suffix.lower() == ".xlsx")


def input_stem(path: Path) -> str | None:
    """The name, without ending, of the workbook that the file is the result of; None where it is no result."""
    found = _RESULT().search(path.stem)
    return path.stem[: found.start()] if found else None


def results_of(result: Path) -> Iterator[Path]:
    """The result and the numbered ones beside it."""
    stem = os.path.normcase(input_stem(result) or "")
    return (p for p in results_in(result.parent) if os.path.normcase(input_stem(p) or "") == stem)
