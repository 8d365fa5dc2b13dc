"""Why the system refused, in Swedish."""

from __future__ import annotations

import errno

from xltool.files.whole_files import (
    GoneError,
    LinkedError,
    NotAFileError,
)

_REASONS = {
    PermissionError: "ni saknar behörighet eller så är filen öppen i ett annat program",
    IsADirectoryError: "det är en mapp",
    NotADirectoryError: "en del av sökvägen är ingen mapp",
    FileNotFoundError: "mappen finns inte",
    FileExistsError: "en fil med samma namn är i vägen för mappen",
    NotAFileError: "det är ingen vanlig fil",
    GoneError: "mappen är inte densamma längre, som när en nätverksenhet har kopplats från. Koppla den igen, och kör igen",
    LinkedError: "det är en länk till indatafilen själv",
}


_REASONS_BY_NUMBER = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "ert utrymme på disken är slut",
    errno.EFBIG: "filen blir större än disken tillåter",
    errno.EROFS: "disken är skrivskyddad",
    errno.ENAMETOOLONG: "namnet eller sökvägen är för lång",
    errno.ELOOP: "genvägen pekar på sig själv",
    errno.EBUSY: "den ändras hela tiden",
    errno.EIO: "disken svarar inte som den ska",
    errno.EMFILE: "för många filer är öppna på en gång",
    errno.ENFILE: "för många filer är öppna på en gång",
    errno.EAGAIN: "datorn tillåter inte fler program just nu",
    errno.ENOMEM: "datorns minne räcker inte",
}


def reason(error: OSError) -> str:
    """Why the operating system said no, in Swedish."""
    known = next((words for kind, words in _REASONS.items() if isinstance(error, kind)), None)
    known = known or _REASONS_BY_NUMBER.get(error.errno or 0)
    return known or f"operativsystemet svarade med felkod {error.errno}"
