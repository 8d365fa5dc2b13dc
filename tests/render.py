"""Results as pictures, to be looked at: `python -m tests.render FOLDER [WORKBOOK…]`.

Needs LibreOffice, poppler-utils and the font Carlito. Without workbooks it renders the examples' results.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.examples import files, seed
from xltool.app import template_bytes, work

_SWEDISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>sv-SE</value></prop></item></oor:items>"""


def render(workbook: Path, folder: Path, resolution: int = 80) -> list[Path]:
    """A picture of each printed page of the workbook, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder / ".profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SWEDISH)
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is not installed"
    command = [soffice, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = folder / f"{workbook.stem}.pdf"
    subprocess.run(
        ["pdftoppm", "-r", str(resolution), "-png", str(pdf), str(folder / workbook.stem)], check=True
    )
    return sorted(folder.glob(f"{workbook.stem}-*.png"))


def main() -> None:
    folder, *named = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    if not named:
        for name, data in (("tkr", template_bytes(seed())), ("kronor", template_bytes(seed(kronor=True)))):
            result = work(data, f"{name}.xlsx", write=True).data
            assert result is not None
            named.append(folder / f"{name}-resultat.xlsx")
            named[-1].write_bytes(result)
        named.append(next(path for path in files() if path.parent.name == "mall"))
    for workbook in named:
        for picture in render(workbook, folder):
            print(picture)


if __name__ == "__main__":
    main()
