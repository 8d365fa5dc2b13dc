"""Whether `xltool diff` knows the rows of a result and its input as the run between them did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from xltool.commands.command_line import main
from xltool.core.row_key import RowKey
from xltool.rerun.who_is_who import Rows, same_rows


class Mates(dict[RowKey, RowKey | None]):
    """The row of the input for each row of the result, None for one that has none."""


@contextmanager
def mates_in(module: str) -> Iterator[Mates]:
    """Which row is which, as the module is told."""
    found = Mates()

    def heard(a: Rows, b: Rows) -> dict[RowKey, RowKey]:
        mates = same_rows(a, b)
        if not found:  # a run looks ahead at the next one, from the result that it makes
            found.update({key: mates.get(key) for key in (*a.there, *a.gone)})
        return mates

    with patch(f"{module}.same_rows", heard):
        yield found


def differing(of_run: Mates, result: bytes, workbook: Path, folder: Path) -> list[str]:
    """The rows that a comparison of the result with the workbook pairs in another way than the run did."""
    path = folder / "jämförs.xlsx"
    path.write_bytes(result)
    with mates_in("xltool.compare.differences") as of_diff, redirect_stdout(StringIO()), suppress(SystemExit):
        main(["diff", str(path), str(workbook)])
    path.unlink()
    both = of_run.keys() & of_diff.keys()
    assert both, "nothing is compared"
    return [
        f"{key}: {of_run[key]} in the run, {of_diff[key]} in diff"
        for key in both
        if of_run[key] != of_diff[key]
    ]
