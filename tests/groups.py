"""A board by verksamhet, drawn as its finance department writes it: eight groups and sixty lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from tests.drawn import book
from xltool.running.pipeline import work

_GROUPS = (
    "Nämnd och ledning",
    "Bygglov",
    "Plan och exploatering",
    "Mark och fastighet",
    "Gata och park",
    "Miljö och hälsoskydd",
    "Kart och mät",
    "Bostadsanpassning",
)
_COSTS = ("Löner", "Lokalhyra", "Konsulter", "Licenser", "Resor och kurser", "Övriga kostnader")
_INCOME = ("Avgifter", "Bidrag")


def amounts(group: int, line: int) -> tuple[int, int]:
    """Budget and actual in tkr: some lines far from budget, most near."""
    budget = 400 + (group * 7 + line * 13) % 11 * 150 + group * 40
    return budget, budget + ((group * 5 + line * 3) % 9 - 4) * (25 if (group + line) % 4 else 70)


def costs(group: int) -> list[tuple[str, int, int]]:
    """Six or seven cost lines of each group, one in the last."""
    names = _COSTS if group % 2 else (*_COSTS, "Kapitalkostnader")
    return [(name, *amounts(group, i)) for i, name in enumerate(names)]


def income(group: int) -> list[tuple[str, int, int]]:
    both = ((name, amounts(group, i + 7)) for i, name in enumerate(_INCOME[: group % 2 + 1]))
    return [(name, -budget // 3, -actual // 3) for name, (budget, actual) in both]


def board_of_groups(*, headings: bool = True, subtotals: bool = True) -> str:
    """Income, then costs, both by verksamhet: a heading above each group and its sum below."""
    return "\n".join(
        (
            "== Uppgifter ==",
            "Nämnd | Samhällsbyggnadsnämnden",
            "År | 2024",
            "Enhet | tkr",
            "== Driftredovisning ==",
            "Kontotext | Budget 2024 | Utfall 2024 | Kommentar",
            *_block("INTÄKTER", headings, subtotals),
            *_block("KOSTNADER", headings, subtotals),
        )
    )


def _block(title: str, headings: bool, subtotals: bool) -> Iterator[str]:
    lines_of = income if title == "INTÄKTER" else costs
    whole = [0, 0]
    for group, name in enumerate(_GROUPS):
        if headings:
            yield f"(fet) {name} |"
        lines = lines_of(group)
        for text, budget, actual in lines:
            yield f"{text} | {budget} | {actual} |"
        sums = [sum(column) for column in list(zip(*lines, strict=True))[1:]]
        whole = [a + b for a, b in zip(whole, sums, strict=True)]
        if subtotals and len(lines) > 1:
            yield f"(fet) Summa {name.lower()} | {sums[0]} | {sums[1]} |"
    yield f"(fet) TOTALT {title} | {whole[0]} | {whole[1]} |"


def board_with_a_column() -> str:
    """The same lines with the verksamhet in a column."""
    rows = [
        f"{name} | {text} | {kind} | {budget} | {actual}"
        for group, name in enumerate(_GROUPS)
        for kind, lines in (("Intäkt", income(group)), ("Kostnad", costs(group)))
        for text, budget, actual in lines
    ]
    head = (
        "== Uppgifter ==\nNämnd | Samhällsbyggnadsnämnden\nÅr | 2024\nEnhet | tkr\n== Driftredovisning ==\n"
    )
    return head + "\n".join(["Verksamhet | Kontotext | Typ | Budget 2024 | Utfall 2024", *rows])


def workbook(drawing: str) -> bytes:
    """The drawn workbook as a file, with its bold and indented rows."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as file:
        file.set_properties({"created": datetime(2024, 2, 1, 9, 15)})
        for sheet in book(drawing).sheets:
            page = file.add_worksheet(sheet.name)
            for (row, column), cell in sheet.cells.items():
                look = file.add_format({"bold": cell.style.bold, "indent": cell.style.indent})
                page.write(row - 1, column - 1, cell.value, look)
    return buffer.getvalue()


def result_of(drawing: str) -> bytes:
    """The result of the drawn workbook."""
    done = work(workbook(drawing), "budget.xlsx", write=True)
    assert done.data is not None, [f"{f.origin} {f.message}" for f in done.findings]
    return done.data
