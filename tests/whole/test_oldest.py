"""Which versions of the libraries are allowed, and that the oldest of them are what CI takes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests import oldest


def test_every_dependency_is_pinned_to_the_oldest_that_is_allowed() -> None:
    command = [sys.executable, oldest.__file__]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    assert "openpyxl==3.1.5" in printed
    assert len([line for line in printed if "==" in line]) == len(oldest.dependencies())


def test_a_machines_kind_stays_with_its_pin() -> None:
    assert oldest.oldest(["isal>=1.7,<2; platform_machine in 'arm64'"]) == [
        "isal==1.7; platform_machine in 'arm64'"
    ]


@pytest.mark.parametrize("loose", ["pandas", "pandas>=2.2.3", "pandas<4", "pandas==3.1"])
def test_a_dependency_without_both_bounds_is_refused(loose: str) -> None:
    with pytest.raises(ValueError, match=f"{loose} allows versions"):
        oldest.oldest([loose])
