"""An error of our own, told without telling what the workbook held."""

from __future__ import annotations

import re


def stack_of(error: BaseException) -> str:
    """The kind of the error and the places it came through, one a line, innermost last.

    Never its text, which may hold an amount or a label, and no folder of the user's.
    """
    import traceback  # not needed by a run that goes well

    lines: list[str] = []
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen:
        seen.append(current)
        lines.append(type(current).__name__)
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {_place(f.filename)}:{f.lineno} {f.name}: {f.line}" for f in frames]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def _place(path: str) -> str:
    steps = re.split(r"[\\/]", path)
    roots = [i for i, step in enumerate(steps[:-1]) if step in ("xltool", "site-packages")]
    return "/".join(steps[roots[-1] :]) if roots else steps[-1]
