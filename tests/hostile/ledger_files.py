"""Ledgers in files of their own, `sie_…` and `csv_…`, beside a harmless workbook."""

from __future__ import annotations

from tests.hostile.build import Files, noise

FILES = Files()
_HEAD = b"#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#RAR 0 20230101 20231231\n"
_RESULT = b"#RES 0 5010 100.00\n#RES 0 3010 -100.00\n"
_CSV = b"Konto;Text;Utfall\n5010;x;100\n3010;y;-100\n"


@FILES("1 XL175")
def sie_line_of_100_megabytes() -> bytes:
    return _HEAD + b'#KONTO 5010 "' + b"x" * (100 << 20) + b'"\n' + _RESULT


@FILES("1 XL191")
def sie_nuls() -> bytes:
    return _HEAD + _RESULT + b"\0" * 1000


@FILES("1 XL175")
def sie_nested_braces() -> bytes:
    return _HEAD + _RESULT + b"#PSALDO 0 202301 5010 " + b"{" * 5000 + b"}" * 4000 + b" 5\n"


@FILES("1 XL175")
def sie_quotes_without_end() -> bytes:
    return _HEAD + _RESULT + b'#KONTO 5010 "a\\"b\\"c\n' * 2000


@FILES("1 XL175")
def sie_backslashes_and_quotes() -> bytes:
    return _HEAD + _RESULT + b"#PSALDO 0 202301 5010 {" + b'"\\" ' * 2400 + b"} 5\n"


@FILES("1 XL176 XL187")
def sie_vouchers_that_never_end() -> bytes:
    return _HEAD + _RESULT + b'#VER A 1 20230101 ""\n{\n' + b"#TRANS 5010 {} 1.00\n" * 50_000


@FILES("1 XL175 XL176")
def sie_voucher_within_a_voucher() -> bytes:
    return _HEAD + _RESULT + b'#VER A 1 20230101 ""\n{\n' * 3000


@FILES("1 XL175 XL178")
def sie_noise() -> bytes:
    return b"#FLAGGA 0\n#KONTO 1 a\n" + noise(200_000)


@FILES("1 XL175")
def sie_amounts_beyond_numbers() -> bytes:
    return _HEAD + b"#RES 0 5010 " + b"9" * 400 + b".00\n#RES 0 3010 1e309\n#RES 0 6010 NaN\n"


@FILES("1 XL175 XL176 XL178")
def sie_shuffled() -> bytes:
    lines = (_HEAD + _RESULT + b"#VER A 1 20230101\n{\n#TRANS 5010 {} 5\n}\n").splitlines(keepends=True)
    return b"#FLAGGA 0\n#KONTO 1 x\n" + b"".join(one for one in reversed(lines) if b"#RAR" not in one)


@FILES("1 XL191")
def sie_that_is_a_web_page() -> bytes:
    return b"<!DOCTYPE html><html><body>#FLAGGA 0</body></html>"


@FILES("1 XL175")
def csv_line_of_100_megabytes() -> bytes:
    return _CSV + b'5010;"' + b"x" * (100 << 20) + b'";1\n'


@FILES("1 XL175")
def csv_quotes_without_end() -> bytes:
    return _CSV + b'5010;"x;5\n' + b"5010;x;1\n" * 50_000


@FILES("1 XL191")
def csv_nuls() -> bytes:
    return _CSV + b"\0" * 1000


@FILES("1 XL175")
def csv_rows_of_more_fields_than_headers() -> bytes:
    return _CSV + b"5010;x;1" + b";1" * 100_000 + b"\n"


@FILES("0 XL192")
def csv_of_another_table() -> bytes:
    return b"Namn;Telefon\nEva;0701\nKalle;0702\n"
