"""The installer's script."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\xltool"
_HEAD = r"""
Target amd64-unicode
Unicode true
Name "xltool"
OutFile "{target}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\xltool"
InstallDirRegKey HKCU "{key}" "InstallLocation"
SetCompressor /SOLID lzma
SetDateSave off
ShowInstDetails nevershow
BrandingText "xltool {version}"
VIProductVersion "{version}.0"
VIAddVersionKey "ProductName" "xltool"
VIAddVersionKey "FileVersion" "{version}"
VIAddVersionKey "FileDescription" "xltool"
VIAddVersionKey "LegalCopyright" "MIT"
LoadLanguageFile "${{NSISDIR}}\Contrib\Language files\Swedish.nlf"
Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Section
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\licences"
"""
_TAIL = r"""
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\avinstallera.exe"
  CreateDirectory "$SMPROGRAMS\xltool"
  CreateShortCut "$SMPROGRAMS\xltool\xltool.lnk" "$INSTDIR\xltoolw.exe" "drop" "$INSTDIR\xltool.exe"
  CreateShortCut "$SMPROGRAMS\xltool\Avinstallera xltool.lnk" "$INSTDIR\avinstallera.exe"
  CreateShortCut "$SENDTO\xltool.lnk" "$INSTDIR\xltoolw.exe" "drop" "$INSTDIR\xltool.exe"
  CreateShortCut "$DESKTOP\xltool.lnk" "$INSTDIR\xltoolw.exe" "drop" "$INSTDIR\xltool.exe"
  CreateDirectory "$PROFILE\xltool\workbooks\in"
  CreateDirectory "$PROFILE\xltool\workbooks\ut"
  CreateShortCut "$DESKTOP\Lägg budgeten här.lnk" "$PROFILE\xltool\workbooks\in"
  CreateShortCut "$DESKTOP\Resultaten.lnk" "$PROFILE\xltool\workbooks\ut"
  WriteRegStr HKCU "{key}" "DisplayName" "xltool"
  WriteRegStr HKCU "{key}" "DisplayVersion" "{version}"
  WriteRegStr HKCU "{key}" "Publisher" "xltool"
  WriteRegStr HKCU "{key}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "{key}" "DisplayIcon" "$INSTDIR\xltool.exe"
  WriteRegStr HKCU "{key}" "UninstallString" '"$INSTDIR\avinstallera.exe"'
  WriteRegStr HKCU "{key}" "QuietUninstallString" '"$INSTDIR\avinstallera.exe" /S'
  WriteRegDWORD HKCU "{key}" "NoModify" 1
  WriteRegDWORD HKCU "{key}" "NoRepair" 1
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\xltool.exe" "" "$INSTDIR\xltool.exe"
  nsExec::Exec '"$INSTDIR\python\python.exe" -m compileall -q "$INSTDIR\lib\xltool" "$INSTDIR\lib\typer" "$INSTDIR\lib\msgspec" "$INSTDIR\lib\xlsxwriter"'
  Pop $0
SectionEnd

Section "Uninstall"
  ; Only what was put here: never what people have laid into the folder, and never their workbooks.
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\licences"
  RMDir /r "$INSTDIR\exempel"
  Delete "$INSTDIR\xltool.exe"
  Delete "$INSTDIR\xltoolw.exe"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\IT.txt"
  Delete "$INSTDIR\avinstallera.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\xltool\xltool.lnk"
  Delete "$SMPROGRAMS\xltool\Avinstallera xltool.lnk"
  RMDir "$SMPROGRAMS\xltool"
  Delete "$SENDTO\xltool.lnk"
  Delete "$DESKTOP\xltool.lnk"
  Delete "$DESKTOP\Lägg budgeten här.lnk"
  Delete "$DESKTOP\Resultaten.lnk"
  DeleteRegKey HKCU "{key}"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\xltool.exe"
SectionEnd
"""


def script(names: Sequence[str], folder: Path, target: Path, version: str) -> str:
    """Every file by its name and in order, since a folder's own order is another on every disk."""
    lines = []
    for room, inside in groupby(names, key=lambda name: name.rpartition("/")[0]):
        lines.append(f'  SetOutPath "$INSTDIR\\{_windows(room)}"')
        lines += [f'  File "{folder / name}"' for name in inside]
    head = _HEAD.format(target=target, version=version, key=_KEY)
    return head + "\n".join(lines) + _TAIL.format(version=version, key=_KEY)


def _windows(name: str) -> str:
    return name.replace("/", "\\").replace("$", "$$")
