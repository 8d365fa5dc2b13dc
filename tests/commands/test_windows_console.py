"""Arguments as Windows' shells hand them over, and what is said in the letters that its consoles have."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from xltool.commands import output
from xltool.commands.fewer_letters import IN_FEWER_LETTERS
from xltool.commands.windows_arguments import as_a_shell_would


def test_wild_cards_become_the_workbooks_that_are_meant(tmp_path: Path) -> None:
    for name in ("B.XLSX", "a [1].xlsx", "a-resultat.xlsx", "~$a.xlsx", "a.txt"):
        (tmp_path / name).write_bytes(b"")
    wild = str(tmp_path / "*.xlsx")
    assert as_a_shell_would(["process", wild, "--by=*"]) == [
        "process", str(tmp_path / "B.XLSX"), str(tmp_path / "a [1].xlsx"), "--by=*"
    ]  # fmt: skip
    assert as_a_shell_would([str(tmp_path / "a [?].xlsx")]) == [str(tmp_path / "a [1].xlsx")]
    assert as_a_shell_would([str(tmp_path / "c*.xlsx")]) == [str(tmp_path / "c*.xlsx")], "told as missing"


def test_a_folder_in_quotes_may_end_in_a_backslash() -> None:
    assert as_a_shell_would(["process", 'C:\\Min mapp"']) == ["process", "C:\\Min mapp"]
    assert as_a_shell_would(['C:\\Min mapp" --out D:\\ut --strict']) == [
        "C:\\Min mapp", "--out", "D:\\ut", "--strict"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1252", "Avvikelse -1 733 tkr · bättre Hyra å OK …"),
        ("cp850", "Avvikelse -1\xa0733 tkr · bättre Hyra å OK ..."),
        ("ascii", "Avvikelse -1 733 tkr - bättre Hyra ? OK ..."),
        ("utf-8", "Avvikelse −1\xa0733 tkr · ▲ Hyra å ✔ …"),
    ],
)
def test_a_figure_keeps_its_sign_where_letters_are_few(encoding: str, said: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=IN_FEWER_LETTERS)
    stream.write("Avvikelse −1\u00a0733 tkr · ▲ Hyra å ✔ …")
    stream.flush()
    assert stream.buffer.getvalue().decode(encoding).replace("\xa0", " ") == said.replace(
        "\xa0", " "
    ).replace("bättre", "b?ttre" if encoding == "ascii" else "bättre")


def test_progress_is_shown_without_escape_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(output.with_progress(iter("ab"), 2)) == ["a", "b"]  # type: ignore[arg-type, comparison-overlap]  # any outcomes, here letters
    said = capsys.readouterr().err
    assert "\033" not in said
    assert "1 av 2" in said
    assert said.endswith(" \r"), "the line is blank when the last outcome is told"


def test_a_pipe_without_a_reader_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(22, "invalid argument")

    silenced: list[bool] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(output, "silence", lambda: silenced.append(True))
    monkeypatch.setattr(sys, "stdout", Gone())
    output.answer("ett")
    assert silenced
