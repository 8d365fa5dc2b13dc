"""Builds xltool for Windows without Python: `python -m tests.windows.build OUT` makes `xltool-VERSION-windows.zip`, a folder that runs
where it is unpacked, and `xltool-VERSION-installer.exe`, for one person without an administrator's rights.

It is made on Linux of CPython's embeddable distribution, the wheels that `wheels.txt` pins by their hashes, pip's own launchers and
xltool as it stands here. The same sources give the same bytes. Needs pip, makensis, and osslsigncode for the look at Python's signature.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from email.parser import Parser
from pathlib import Path

from tests.windows.inventory import licences, sbom
from tests.windows.nsis import script
from xltool.core.version import __version__

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
_UNPACKED = (2026, 1, 1, 0, 0, 0)  # when every file is from: the same build gives the same bytes
# Found beside the packages themselves; nothing that runs needs it.
_LEFT_OUT = re.compile(
    r"(^|/)(tests?|testing/tests|include|_core/lib|f2py|distutils|doc|__pycache__)/|\.(lib|pyi|h|c|pxd|pyx|a)$"
)
_KEPT = re.compile(r"^(numpy/testing/|pandas/_testing/)")
_SIGNED_BY = "CN=Python Software Foundation"
_LAUNCHERS = {"xltool.exe": ("t64.exe", "python.exe"), "xltoolw.exe": ("w64.exe", "pythonw.exe")}
_MAIN = "import sys\nfrom xltool.commands.command_line import main\nmain()\n"


def downloaded(requirements: str, folder: Path, *options: str) -> list[Path]:
    """The files that the list pins, each with the hash that it says."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"]
    subprocess.run(
        [*command, *options, "-r", HERE / requirements, "-d", folder], check=True, stdout=subprocess.DEVNULL
    )
    return sorted(folder.iterdir())


def wheels(requirements: str, folder: Path) -> list[Path]:
    windows = (
        "--platform",
        "win_amd64",
        "--python-version",
        "3.13",
        "--implementation",
        "cp",
        "--only-binary=:all:",
    )
    return downloaded(requirements, folder, *windows)


def python_files(work: Path) -> dict[str, bytes]:
    """CPython's embeddable distribution by name. Raises RuntimeError where it is not as its publisher signed it."""
    import tarfile

    (source,) = downloaded("python.txt", work / "python", "--no-binary=:all:")
    with tarfile.open(source) as package:
        (inner,) = (m for m in package.getmembers() if m.name.endswith("/data.zip"))
        data = package.extractfile(inner)
        assert data is not None
        files = unzipped(data.read())
    files = {name.partition("/")[2]: held for name, held in files.items()}
    for name in ("python.exe", "pythonw.exe", "python313.dll"):
        look_at_signature(files[name], work / name)
    return files


def look_at_signature(program: bytes, path: Path) -> None:
    """Whether the program is, byte for byte, what its signature was made of, and whose signature it is. The chain up to Microsoft's
    root is not followed, for that root is on no Linux; the hash in `python.txt` stands for it. Raises RuntimeError."""
    path.write_bytes(program)
    said = subprocess.run(
        ["osslsigncode", "verify", path], capture_output=True, text=True, check=False
    ).stdout
    digests = re.findall(r"(?:Current|Calculated) message digest\s*:\s*(\w+)", said)
    if len(set(digests)) != 1 or len(digests) < 2 or _SIGNED_BY not in said:
        raise RuntimeError(f"{path.name} is not as the Python Software Foundation signed it:\n{said}")


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {i.filename: package.read(i) for i in package.infolist() if not i.is_dir()}


def folder_of(work: Path) -> dict[str, bytes]:
    """Every file of the portable folder, by its path there."""
    files = {f"python/{name}": data for name, data in python_files(work).items()}
    files["python/python313._pth"] = b"python313.zip\r\n.\r\n..\\lib\r\n"
    metadata: dict[str, Mapping[str, str]] = {}
    for wheel in wheels("wheels.txt", work / "wheels"):
        held = unzipped(wheel.read_bytes())
        (about,) = (n for n in held if n.endswith(".dist-info/METADATA") and n.count("/") == 1)
        told = Parser().parsestr(held[about].decode())
        if told["Name"] == "pip":
            files |= {name: launcher(held, *of) for name, of in _LAUNCHERS.items()}
        else:
            files |= {f"lib/{n}": d for n, d in held.items() if _KEPT.search(n) or not _LEFT_OUT.search(n)}
        metadata[wheel.name] = {
            **dict(told.items()), "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()
        }  # fmt: skip
        files |= {f"licences/{told['Name']}/{n}": d for n, d in licences(held).items()}
    for path in sorted((ROOT / "xltool").rglob("*.py")):
        files[f"lib/{path.relative_to(ROOT).as_posix()}"] = path.read_bytes()
    files["licences/xltool/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    files["licences/Python/LICENSE.txt"] = files["python/LICENSE.txt"]
    files["exempel/sydnarke-2023.xlsx"] = (ROOT / "workbooks/exempel/sydnarke-2023.xlsx").read_bytes()
    files["sbom.cdx.json"] = sbom(__version__, metadata)
    files["IT.txt"] = (HERE / "IT.txt").read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-8-sig")
    return files


def launcher(pip: Mapping[str, bytes], program: str, python: str) -> bytes:
    """pip's launcher of a command, which finds the Python beside itself wherever the folder lies."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(zipfile.ZipInfo("__main__.py", _UNPACKED), _MAIN)
    shebang = f"#!<launcher_dir>\\python\\{python}\r\n".encode()
    return pip[f"pip/_vendor/distlib/{program}"] + shebang + held.getvalue()


def portable(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"xltool/{name}", _UNPACKED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, files[name])
    return held.getvalue()


def installer(files: Mapping[str, bytes], target: Path, work: Path) -> None:
    folder = work / "folder"
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1767225600, 1767225600))
    (work / "xltool.nsi").write_text(script(sorted(files), folder, target, __version__), encoding="utf-8-sig")
    subprocess.run(
        ["makensis", "-V2", "-INPUTCHARSET", "UTF8", work / "xltool.nsi"],
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "LC_ALL": "C.UTF-8"},
    )


def build(out: Path) -> Iterator[Path]:
    """Both files, with their hashes in `SHA256SUMS`; yields them as they are there."""
    work = out / "work"
    shutil.rmtree(work, ignore_errors=True)
    for folder in ("python", "wheels"):
        (work / folder).mkdir(parents=True)
    files = folder_of(work)
    zipped = out / f"xltool-{__version__}-windows.zip"
    zipped.write_bytes(portable(files))
    yield zipped
    program = out / f"xltool-{__version__}-installer.exe"
    installer(files, program.absolute(), work.absolute())
    yield program
    (out / "sbom.cdx.json").write_bytes(files["sbom.cdx.json"])
    made = (zipped, program)
    (out / "SHA256SUMS").write_text(
        "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in made)
    )
    shutil.rmtree(work)


if __name__ == "__main__":
    for made in build(Path(sys.argv[1])):
        print(f"{made}  {made.stat().st_size / 1e6:.1f} MB")
