"""What a file is that is no workbook, told by its content: people get a name for it and the way out."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from xltool.core.late_patterns import late_pattern

_SAVE_AS = "Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx), och kör igen."
_EXPORT = "Exportera från ekonomisystemet till Excel-format, eller öppna exporten i Excel och spara den som Excel-arbetsbok (.xlsx)."
_FIND_ORIGINAL = "Leta upp arbetsboken som siffrorna kommer från, och kör xltool på den."
_FETCH_AGAIN = "Hämta eller kopiera filen på nytt, och kör igen."


class Disguise(Struct, frozen=True):
    """`what` fits into »Filen x är …«, `remedy` is a sentence or two."""

    what: str
    remedy: str


EMPTY = Disguise("tom (0 byte)", "Spara arbetsboken på nytt, eller hämta den igen. " + _FETCH_AGAIN)
UNKNOWN = Disguise("av en typ som xltool inte känner igen", _SAVE_AS)
WORD = Disguise("ett Word-dokument", "Kopiera tabellerna till mallen (xltool template), och kör igen.")
SLIDES = Disguise("en PowerPoint-presentation", _FIND_ORIGINAL)
OLD_EXCEL = Disguise("en Excel-fil från före 1997", _SAVE_AS)
ARCHIVE = Disguise("ett zip-arkiv", "Packa upp arkivet och kör xltool på arbetsboken som ligger i det.")
NUMBERS = Disguise(
    "ett Numbers-dokument från en Mac", "Välj Arkiv > Exportera till > Excel i Numbers, och kör igen."
)
OPEN_DOCUMENT = Disguise(
    "ett dokument eller en mall i OpenDocument-format",
    "Är det ett kalkylblad, spara det som Excel-arbetsbok (.xlsx), och kör igen.",
)
PACKED = Disguise("ett packat arkiv", ARCHIVE.remedy)
CSV = Disguise("en textfil med avgränsade kolumner (CSV)", _EXPORT)
TEXT = Disguise("en textfil", _SAVE_AS)
HTML = Disguise("en webbsida (HTML) som fått en Excel-ändelse", _EXPORT)
XML_SHEET = Disguise("ett XML-kalkylblad från Excel 2003", _SAVE_AS)
XML = Disguise("en XML-fil", _EXPORT)
JSON = Disguise("en JSON-fil", _EXPORT)
ZEROS = Disguise("tömd: den innehåller bara nollor", _FETCH_AGAIN)

# The first bytes that tell a format.
_MAGIC: tuple[tuple[bytes, Disguise], ...] = (
    (b"%PDF", Disguise("en PDF", _FIND_ORIGINAL)),
    (b"{\\rtf", WORD),
    (b"\x89PNG", Disguise("en bild", _FIND_ORIGINAL)),
    (b"\xff\xd8\xff", Disguise("en bild", _FIND_ORIGINAL)),
    (b"GIF8", Disguise("en bild", _FIND_ORIGINAL)),
    (b"BM", Disguise("en bild", _FIND_ORIGINAL)),
    (b"\x1f\x8b", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"Rar!", PACKED),
    (b"BZh", PACKED),
    (b"\xfd7zXZ", PACKED),
    (b"MZ", Disguise("ett program", "Öppna den inte. " + _FIND_ORIGINAL)),
    (b"\x7fELF", Disguise("ett program", "Öppna den inte. " + _FIND_ORIGINAL)),
    (b"\x09\x00\x04\x00", OLD_EXCEL),
    (b"\x09\x02\x06\x00", OLD_EXCEL),
    (b"\x09\x04\x06\x00", OLD_EXCEL),
    (b"[InternetShortcut]", Disguise("en genväg till en webbsida", _FETCH_AGAIN)),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Disguise("en genväg till en annan fil", _FIND_ORIGINAL)),
    (b"PK\x05\x06", Disguise("ett tomt zip-arkiv", _FETCH_AGAIN)),
    (b"From ", Disguise("ett mejl", "Spara mejlets bilaga, och kör xltool på den.")),
    (b"MIME-Version:", Disguise("en webbsida i MHTML-format", _EXPORT)),
)
# Nothing here gives back what it has matched: a hostile text would make it search for ever.
_HTML = late_pattern(
    r"(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body|table|meta|style)\b"
)
_OLE_STREAMS = (
    ("WordDocument", WORD),
    ("PowerPoint Document", SLIDES),
    ("__properties_version1.0", Disguise("ett mejl", "Spara mejlets bilaga, och kör xltool på den.")),
)
_ZIP_PARTS = (
    ("word/", WORD),
    ("ppt/", SLIDES),
    ("visio/", Disguise("en Visio-ritning", _FIND_ORIGINAL)),
    ("Index/", NUMBERS),
)


def disguise_of(data: bytes) -> Disguise:
    """What the bytes are, where they are neither a zip package nor one of the older Excel formats."""
    if not data:
        return EMPTY
    for magic, found in _MAGIC:
        if data.startswith(magic):
            return found
    head = data[:8192]
    if not head.strip(b"\0"):
        return ZEROS
    text = _as_text(head)
    return _text_disguise(text) if text is not None else UNKNOWN


def disguise_of_ole(data: bytes) -> Disguise:
    """What a compound file (OLE) without a workbook in it is."""
    found = (d for name, d in _OLE_STREAMS if name.encode("utf-16-le") in data)
    return next(found, UNKNOWN)


def disguise_of_zip(names: Collection[str]) -> Disguise:
    """What a zip package without a workbook in it is."""
    for prefix, found in _ZIP_PARTS:
        if any(name.startswith(prefix) for name in names):
            return found
    return OPEN_DOCUMENT if "content.xml" in names else ARCHIVE


def _as_text(head: bytes) -> str | None:
    """The bytes as text, None where they are something else."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    if b"\0" in head or sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head) > len(head) // 100:
        return None
    return head.decode("utf-8-sig", "replace")


def _text_disguise(text: str) -> Disguise:
    start = text.lstrip()[:2000].lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        return XML_SHEET
    if _HTML().match(start):
        return HTML
    if start.startswith("<"):
        return XML
    if start.startswith(("{", "[{")):
        return JSON
    lines = [line for line in text.splitlines() if line.strip()][:20]
    separated = any(all(mark in line for line in lines) for mark in (";", "\t", ",", "|"))
    return CSV if lines and separated else TEXT
