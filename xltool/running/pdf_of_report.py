"""A report as a tagged PDF, by LibreOffice where it is at hand."""

from __future__ import annotations

import shutil
from pathlib import Path

from xltool.files.reasons import reason
from xltool.files.whole_files import write_whole
from xltool.findings import codes
from xltool.findings.finding import Finding

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180
_FILTER = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'


def written_pdf(document: Path) -> list[Finding]:
    """Writes the PDF beside the document; what there is to say where that does not come off."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        return [_none(document, "LibreOffice finns inte på datorn")]
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profil").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", _FILTER, "--outdir", folder, str(document.absolute())]
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)
            # It ends with 0 even where it has failed: what it wrote is what tells.
            data = (Path(folder) / document.with_suffix(".pdf").name).read_bytes()
            write_whole(document.with_suffix(".pdf"), data)
        except subprocess.TimeoutExpired:
            return [_none(document, "LibreOffice blev inte klart")]
        except FileNotFoundError:
            return [_none(document, "LibreOffice kunde inte göra om den")]
        except OSError as error:
            return [_none(document, reason(error))]
    return []


def _none(document: Path, why: str) -> Finding:
    return codes.NO_PDF.at(None, name=document.name, reason=why)
