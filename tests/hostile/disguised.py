"""Files that are something else than their name says. None of them is opened by a library."""

from __future__ import annotations

import gzip

from tests.hostile.base import PARTS
from tests.hostile.build import Files, ole, zipped

FILES = Files()


@FILES("3 XL104")
def empty() -> bytes:
    return b""


@FILES("3 XL104")
def only_zeros() -> bytes:
    return bytes(4096)


@FILES("3 XL104")
def text_with_semicolons() -> bytes:
    return "Kontotext;Budget;Utfall\nLöner;400;415\n".encode("cp1252")


@FILES("3 XL104")
def text_with_tabs_in_utf_16() -> bytes:
    return "Kontotext\tBudget\tUtfall\nLöner\t400\t415\n".encode("utf-16")


@FILES("3 XL104")
def plain_text() -> bytes:
    return "Hej! Budgeten kommer på måndag.\n".encode()


@FILES("3 XL104")
def html_table() -> bytes:
    return b"<html><body><table><tr><td>Budget</td></tr></table></body></html>"


@FILES("3 XL104")
def html_page_with_doctype() -> bytes:
    return b'\xef\xbb\xbf<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head></html>'


@FILES("3 XL104")
def xml_spreadsheet_2003() -> bytes:
    return b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@FILES("3 XL104")
def some_xml() -> bytes:
    return b'<?xml version="1.0"?><budget><rad konto="5010" belopp="400"/></budget>'


@FILES("3 XL104")
def json_export() -> bytes:
    return b'[{"konto": "5010", "belopp": 400}]'


@FILES("3 XL104")
def pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"


@FILES("3 XL104")
def rtf() -> bytes:
    return b"{\\rtf1\\ansi Budget}"


@FILES("3 XL104")
def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(64)


@FILES("3 XL104")
def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0" + bytes(64)


@FILES("3 XL104")
def gzip_bomb() -> bytes:
    return gzip.compress(bytes(20_000_000))


@FILES("3 XL104")
def seven_zip() -> bytes:
    return b"7z\xbc\xaf\x27\x1c" + bytes(64)


@FILES("3 XL104")
def program() -> bytes:
    return b"MZ" + bytes(200)


@FILES("3 XL104")
def program_with_a_workbook_behind() -> bytes:
    return b"MZ" + bytes(200) + zipped(PARTS)


@FILES("3 XL104")
def word_document() -> bytes:
    types = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": b"<w/>"})


@FILES("3 XL104")
def word_document_with_a_workbook_in_it() -> bytes:
    types = b'<Types><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/></Types>'
    content = {
        "[Content_Types].xml": types,
        "word/document.xml": b"<w/>",
        "word/embeddings/a.xlsx": zipped(PARTS),
    }
    return zipped(content)


@FILES("3 XL104")
def presentation() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})


@FILES("3 XL104")
def archive_of_workbooks() -> bytes:
    return zipped({"budget.xlsx": zipped(PARTS), "läs mig.txt": b"hej"})


@FILES("3 XL104")
def empty_archive() -> bytes:
    return zipped({})


@FILES("3 XL104")
def numbers_document() -> bytes:
    return zipped({"Index/Document.iwa": b"\0", "preview.jpg": b"\xff\xd8"})


@FILES("3 XL104")
def text_document_of_libreoffice() -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})


@FILES("3 XL104")
def old_word_document() -> bytes:
    return ole("WordDocument")


@FILES("3 XL104")
def outlook_message() -> bytes:
    return ole("__properties_version1.0")


@FILES("3 XL104")
def compound_file_of_nothing() -> bytes:
    return ole()


@FILES("3 XL103")
def encrypted_workbook() -> bytes:
    return ole("EncryptionInfo", "EncryptedPackage")


@FILES("3 XL151")
def broken_xls() -> bytes:
    return ole("Workbook")


@FILES("3 XL103")
def xls_with_a_password() -> bytes:
    return ole("Workbook") + b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12) + b"\x2f\0\x36\0" + bytes(54)


@FILES("3 XL151")
def broken_xls_in_capitals() -> bytes:
    return ole("BOOK")


@FILES("3 XL104")
def excel_from_before_1997() -> bytes:
    return b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(40)


@FILES("3 XL104")
def web_archive() -> bytes:
    return b"MIME-Version: 1.0\nContent-Type: multipart/related\n"


@FILES("3 XL104")
def internet_shortcut() -> bytes:
    return b"[InternetShortcut]\r\nURL=http://example.org/\r\n"


@FILES("3 XL104")
def noise() -> bytes:
    return bytes((i * i * 31 + 7) % 256 for i in range(5000))
