"""The use cases, each readable in one screen: find the workbooks, read, check, compute, write.

What is found wrong in the data is a value (`Outcome.findings`); wrong usage raises `UsageError` with its own sentence.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path

from xltool.core.swedish import listed
from xltool.core.usage import UsageError
from xltool.files.long_paths import reachable
from xltool.files.result_names import (
    DROP_FOLDER,
    RESULT_ENDING,
    is_copy_of_generated,
    is_generated_file,
    is_translation,
)
from xltool.files.whole_files import names_in
from xltool.running.own_files import Own, own_file

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


# --- many files ----------------------------------------------------------------------------------------------


def find_workbooks(paths: Sequence[Path]) -> list[Path]:
    """The workbooks that are meant: the paths themselves, those of folders, or the drop folder where none is given.

    Raises UsageError where there is nothing to do.
    """
    if not paths:
        for folder in (DROP_FOLDER, Path()):
            found = _in_folder(folder) if folder.is_dir() else []
            if found:
                return found
        raise UsageError(
            "Här finns ingen arbetsbok. Lägg den i mappen workbooks/in, eller skriv dess namn: xltool process budget.xlsx"
        )
    found = []
    for path in map(reachable, map(as_the_disk_has_it, paths)):
        if not is_folder(path):
            found.append(path)
        elif inside := _in_folder(path):
            found += inside
        else:
            raise UsageError(_nothing_in(path))
    taken = [path for path in dict.fromkeys(found) if not is_translation(path)]
    if not taken:
        raise UsageError(
            f"{listed([path.name for path in found])} är ingen arbetsbok med siffror. Den säger hur arbetsböckerna bredvid den ska läsas. "
            "Skriv namnet på en av dem: xltool process budget.xlsx"
        )
    return taken


def _nothing_in(folder: Path) -> str:
    """The sentence for a folder without a workbook to take."""
    passed = [path.name for path in _workbooks_of(folder)]
    if not passed:
        return f"Mappen {folder} innehåller ingen arbetsbok (.xlsx, .xlsm, .xls, .xlsb eller .ods)."
    return (
        f"Mappen {folder} innehåller ingen arbetsbok att ta in: {listed(passed)} är eller heter som xltools egna filer. "
        "Är någon av dem en indatafil, skriv dess namn: xltool process NAMN"
    )


def as_the_disk_has_it(path: Path) -> Path:
    """The file with its name in the letters that the folder has, where the system takes others too: what belongs to it is
    named after it."""
    if os.path.normcase("A") == "A":
        return path
    with suppress(OSError, ValueError):
        named = os.path.normcase(path.name)
        same = [name for name in names_in(path.parent) if os.path.normcase(name) == named]
        return path.with_name(same[0]) if same and path.name not in same else path
    return path


def is_folder(path: Path) -> bool:
    """Whether it is a folder; what cannot be asked (a name too long) is told when it is read."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _in_folder(folder: Path) -> list[Path]:
    """The folder's workbooks; no results, no marked copies, whatever they are called, and no lock files."""
    return _workbooks_of(folder, lambda path: is_input(path) and own_file(path) is None)


def is_input(path: Path) -> bool:
    """Whether a file in a folder is taken as a workbook, by its name."""
    return _is_workbook(path) and not is_generated_file(path) and not is_copy_of_generated(path)


def copies_of_generated(paths: Sequence[Path], taken: Collection[Path] = ()) -> dict[Path, str]:
    """What is passed over in the folders because it is a copy of a result or of a marked copy, by its name or by its
    content, with why. `taken` is what is known not to be."""
    folders = [path for path in paths or (DROP_FOLDER, Path()) if is_folder(path)]
    found = [p for folder in folders for p in _workbooks_of(folder) if p not in taken]
    return {path: why for path in found if (why := _why_passed(path))}


def _why_passed(path: Path) -> str:
    if is_copy_of_generated(path):
        return "namnet säger att den är en kopia av ett resultat"
    own = None if is_generated_file(path) else own_file(path)
    return f"den är {own.value}, vad den än heter" if own else ""


def _workbooks_of(folder: Path, wanted: Callable[[Path], bool] = bool) -> list[Path]:
    """Names are told apart first, which asks the disk for nothing."""
    found = (reachable(p) for p in folder.iterdir() if _is_workbook(p))
    return sorted(p for p in found if wanted(p) and p.is_file())


def _is_workbook(path: Path) -> bool:
    """Whether it is one by its name; what teaches the words of the others is none."""
    named = path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))
    return named and not is_translation(path)


# --- one view over many --------------------------------------------------------------------------------------


def find_boards(folder: Path) -> list[Path]:
    """The folder's workbooks, a result instead of its input where both are there; no kept versions, and no copies of a
    result that stands beside them.

    Raises UsageError where there is none.
    """
    if not is_folder(folder):
        raise UsageError(
            f"{folder} är ingen mapp. Skriv mappen med arbetsböckerna, till exempel workbooks/ut."
        )
    every = [path for path in _workbooks_of(folder) if not is_copy_of_generated(path)]
    results = {
        path.stem.removesuffix(RESULT_ENDING): path for path in every if path.stem.endswith(RESULT_ENDING)
    }
    found = [
        p
        for p in every
        if p in results.values()
        or not (is_generated_file(p) or p.stem in results or _repeats(p, results.values()))
    ]
    if not found:
        raise UsageError(_nothing_in(folder))
    return found


def _repeats(path: Path, results: Collection[Path]) -> bool:
    """Whether the file is a marked copy, or a result called as one of the `results` and something more, as OneDrive
    calls two of one name. A result that people have given a name of its own is a board's."""
    own = own_file(path)
    copied = any(path.stem.startswith(result.stem) for result in results)
    return own is Own.MARKED or (own is Own.RESULT and copied)
