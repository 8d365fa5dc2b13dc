"""What is given out with the Windows build: the licences, and the list of parts (SBOM, CycloneDX)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_LICENCE = re.compile(
    r"(^|/)(licen[cs]es?[^/]*|copying[^/]*|notice[^/]*|authors?[^/]*)$|\.dist-info/licen[cs]es/",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(r"\.(py|pyi|pyd|h|c)$")


def licences(wheel: Mapping[str, bytes]) -> dict[str, bytes]:
    """The licence texts of a wheel by their name. Raises ValueError where it has none: then it may not be given out."""
    found = {
        n.replace("/", "-"): d for n, d in wheel.items() if _LICENCE.search(n) and not _NOT_ONE.search(n)
    }
    about = next(d for n, d in wheel.items() if n.endswith(".dist-info/METADATA"))
    if not found and b"\nLicense" not in about:
        raise ValueError("a part without a licence")
    return found or {"METADATA": about}


def sbom(version: str, parts: Mapping[str, Mapping[str, str]]) -> bytes:
    """The parts with versions, licences and hashes, as CycloneDX has them; nothing in it is by the hour."""
    components = [_component(of) for of in parts.values()]
    python = {
        "type": "platform", "name": "CPython", "version": "3.13", "licenses": [{"license": {"id": "PSF-2.0"}}],
        "supplier": {"name": "Python Software Foundation"},
    }  # fmt: skip
    told = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {"type": "application", "name": "xltool", "version": version, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": [python, *components],
    }  # fmt: skip
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def _component(of: Mapping[str, str]) -> dict[str, object]:
    name, version = of["Name"], of["Version"]
    stated = of.get("License-Expression") or (of.get("License") or "").split("\n")[0]
    return {
        "type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name.lower()}@{version}",
        "licenses": [{"license": {"name": stated or "se licences/"}}],
        "hashes": [{"alg": "SHA-256", "content": of["sha256"]}],
    }  # fmt: skip
