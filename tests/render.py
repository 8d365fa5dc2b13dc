"""Results as pictures, to be looked at: `python -m tests.render FOLDER [WORKBOOK…] [--sight grey]`, or README's
pictures: `python -m tests.render --readme`.

Needs LibreOffice, poppler-utils and the font Carlito. Without workbooks it renders the results of
`tests.boards`.
"""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from tests.boards import WORKBOOKS
from tests.examples import TEMPLATE
from tests.office import convert
from tests.sight import SIGHTS, simulated
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

PICTURES = Path(__file__).parent / "pictures"


def render(workbook: Path, folder: Path, resolution: int = 80) -> list[Path]:
    """A picture of each printed page of the workbook, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    convert(workbook, folder, "pdf")
    pdf = folder / f"{workbook.stem}.pdf"
    subprocess.run(
        ["pdftoppm", "-r", str(resolution), "-png", str(pdf), str(folder / workbook.stem)], check=True
    )
    return sorted(folder.glob(f"{workbook.stem}-*.png"))


def converted(data: bytes, form: str = "xlsx") -> bytes:
    """The workbook after LibreOffice has opened and saved it: every part is rewritten."""
    with TemporaryDirectory() as name:
        source = Path(name) / "a.xlsx"
        source.write_bytes(data)
        convert(source, Path(name) / "out", form)
        return (Path(name) / "out" / f"a.{form}").read_bytes()


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.render", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("pictures"))
    parser.add_argument("workbooks", type=Path, nargs="*")
    parser.add_argument("--sight", choices=[s for s in SIGHTS if s != "full"], help="as that sight sees it")
    parser.add_argument("--readme", action="store_true", help="the pictures that README shows")
    arguments = parser.parse_args()
    if arguments.readme:
        _readme_pictures()
        return
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for workbook in arguments.workbooks or _results(folder):
        for path in render(workbook, folder):
            if arguments.sight:
                with Image.open(path) as picture:
                    simulated(picture, arguments.sight).save(path)
            print(path)


def _results(folder: Path) -> Iterator[Path]:
    """The results of the boards, and the blank template."""
    for name, filling in WORKBOOKS.items():
        result = work(template_bytes(filling), f"{name}.xlsx", write=True).data
        assert result is not None
        path = folder / f"{name}-resultat.xlsx"
        path.write_bytes(result)
        yield path
    yield TEMPLATE


def _readme_pictures() -> None:
    """Three pages of the seed's result, in few colours, so that they stay small."""
    with TemporaryDirectory() as name:
        seed = next(_results(Path(name)))
        pages = render(seed, Path(name), resolution=110)
        for number, title in ((2, "sammanfattning"), (3, "driftredovisning"), (6, "maluppfyllelse")):
            with Image.open(pages[number - 1]) as picture:
                small = picture.convert("RGB").quantize(64)
                small.save(PICTURES / f"{title}.png", optimize=True)


if __name__ == "__main__":
    main()
