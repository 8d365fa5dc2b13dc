"""A second reader of SIE files, written another way: a character at a time, with Decimal, everything in memory.

It knows what a type 2, 3 or 4 file comes to in a whole year, and nothing of findings."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal


def text_of(data: bytes) -> str:
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        old = sum(data.count(b) for b in (0x84, 0x86, 0x94, 0x8E, 0x8F, 0x99, 0x82, 0x81))
        new = sum(data.count(b) for b in (0xE4, 0xE5, 0xF6, 0xC4, 0xC5, 0xD6, 0xE9, 0xFC))
        return data.decode("latin-1" if new > old else "cp437")


def words(line: str) -> list[object]:
    """The fields; an object list is a list."""
    fields: list[object] = []
    inside: list[str] | None = None
    at = 0
    while at < len(line):
        char = line[at]
        if char in " \t":
            at += 1
        elif char == "{" and inside is None:
            inside, at = [], at + 1
        elif char == "}" and inside is not None:
            fields.append(inside)
            inside, at = None, at + 1
        else:
            word, at = _word(line, at, in_list=inside is not None)
            (fields if inside is None else inside).append(word)
    return fields


def _word(line: str, at: int, *, in_list: bool) -> tuple[str, int]:
    word = ""
    if line[at] == '"':
        at += 1
        while line[at] != '"':
            if line[at : at + 2] == '\\"':
                at += 1
            word += line[at]
            at += 1
        return word, at + 1
    while at < len(line) and line[at] not in (" \t}" if in_list else " \t"):
        word += line[at]
        at += 1
    return word, at


def year_of(data: bytes) -> dict[str, Decimal]:
    """Actual, budget and last year of the accounts of class 3 to 8."""
    results: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    monthly: dict[str, list[tuple[str, bool, Decimal]]] = {"#PSALDO": [], "#PBUDGET": []}
    vouchers: dict[str, Decimal] = defaultdict(Decimal)
    for line in text_of(data).split("\n"):
        fields = words(line.strip())
        label = fields[0] if fields else ""
        if label == "#RES":
            results[str(fields[1])][str(fields[2])] += Decimal(str(fields[3]))
        elif label in ("#PSALDO", "#PBUDGET") and fields[1] == "0":
            listed = isinstance(fields[4], list)  # some programs leave the list out
            amount = Decimal(str(fields[5 if listed else 4]))
            monthly[str(label)].append((str(fields[3]), listed and bool(fields[4]), amount))
        elif label == "#TRANS":
            vouchers[str(fields[1])] += Decimal(str(fields[3]))
    whole = dict(results["0"]) or dict(vouchers)
    repeat = not whole or _accounts(monthly["#PSALDO"], alone=True).items() <= whole.items()
    actual = whole or _accounts(monthly["#PSALDO"], alone=repeat)
    return {
        "Utfall": _operation(actual),
        "Budget": _operation(_accounts(monthly["#PBUDGET"], alone=repeat)),
        "Utfall föregående år": _operation(results["-1"]),
    }


def _accounts(rows: list[tuple[str, bool, Decimal]], *, alone: bool) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for account, has_objects, amount in rows:
        if not (alone and has_objects):
            sums[account] += amount
    return dict(sums)


def _operation(sums: dict[str, Decimal]) -> Decimal:
    return sum((amount for account, amount in sums.items() if account[:1] in "345678"), Decimal())
