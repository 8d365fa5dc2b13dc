"""One ledger written in every way gives one result, to the öre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from hypothesis import HealthCheck, given, settings, strategies as st

from tests.ledger_files.boards import line_amounts, processed, told, workbook
from tests.ledger_files.independent import year_of

Row = tuple[str, str, int, int]  # account, responsible, month, öre
LINES = (("Konto", "Kontotext", "Budget", "Utfall"), ("3*", "Intäkter"), ("5*", "Löner"), ("6*;7*", "Övrigt"))
HEAD = '#FLAGGA 0\n#FORMAT PC8\n#RAR 0 20230101 20231231\n#OMFATTN 20231231\n#DIM 1 "Ansvar"\n#KONTO 5010 "Månadslöner å ö"\n'


def _rows() -> st.SearchStrategy[list[Row]]:
    income = st.tuples(
        st.just("3010"), st.sampled_from(["", "4100", "0420"]), st.integers(1, 12), st.integers(-(10**9), -1)
    )
    cost = st.tuples(
        st.sampled_from(["5010", "5110", "6010", "7010"]),
        st.sampled_from(["", "4100", "0420", "AB"]),
        st.integers(1, 12),
        st.integers(-(10**5), 10**9),
    )
    # Each line has something, and no line of costs is income in the end.
    sure: list[Row] = [("3010", "", 1, -(10**8)), ("5010", "4100", 2, 10**8), ("6010", "", 3, 10**8)]
    return st.lists(st.one_of(income, cost), max_size=25).map(lambda rows: [*sure, *rows])


def _kr(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


def _summed(rows: Iterable[Row], key: Callable[[Row], tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        sums[key(row)] += row[3]
    return sums


def _month(row: Row) -> str:
    return f"2023{row[2]:02}"


def _monthly(label: str, rows: list[Row], *, objects: bool) -> list[str]:
    """The changes by month; those of the objects repeat the whole."""
    whole = _summed(rows, lambda r: (r[0], _month(r)))
    lines = [f"{label} 0 {month} {account} {{}} {_kr(ore)}" for (account, month), ore in whole.items()]
    if objects:
        parts = _summed((r for r in rows if r[1]), lambda r: (r[0], _month(r), r[1]))
        lines += [f'{label} 0 {m} {a} {{1 "{o}"}} {_kr(ore)}' for (a, m, o), ore in parts.items()]
    return lines


def _sie(rows: list[Row], budget: list[Row], kind: int, encoding: str, *, objects: bool) -> bytes:
    lines = [f"#SIETYP {kind}"]
    lines += [f"#RES 0 {account} {_kr(ore)}" for (account,), ore in _summed(rows, lambda r: (r[0],)).items()]
    lines += _monthly("#PBUDGET", budget, objects=objects)
    if kind < 4:
        lines += _monthly("#PSALDO", rows, objects=objects)
    else:
        for number, row in enumerate(rows):
            held = f'1 "{row[1]}"' if row[1] and objects else ""
            lines += [
                f'#VER A {number} {_month(row)}15 "Köp"',
                "{",
                f'#TRANS {row[0]} {{{held}}} {_kr(row[3])} "" "å"',
            ]
            lines += [f"#TRANS 1930 {{}} {_kr(-row[3])}", "}"]
    return (HEAD + "\n".join(lines) + "\n").encode(encoding)


def _csv(rows: list[Row], budget: list[Row], delimiter: str, encoding: str, point: str) -> bytes:
    lines = [["Konto", "Ansvar", "Period", "Text", "Utfall", "Budget"]]
    lines += [[r[0], r[1], _month(r), "Köp å", _kr(r[3]).replace(".", point), ""] for r in rows]
    lines += [[r[0], r[1], _month(r), "", "", _kr(r[3]).replace(".", point)] for r in budget]
    return "".join(
        delimiter.join(f'"{f}"' if delimiter in f else f for f in line) + "\r\n" for line in lines
    ).encode(encoding)


def _sheet(rows: list[Row], budget: list[Row]) -> list[list[object]]:
    lines: list[list[object]] = [["Konto", "Ansvar", "Period", "Utfall", "Budget"]]
    lines += [[int(r[0]), r[1] or None, int(_month(r)), r[3] / 100, None] for r in rows]
    return lines + [[int(r[0]), r[1] or None, int(_month(r)), None, r[3] / 100] for r in budget]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_rows(), _rows())
def test_a_ledger_written_in_every_way_gives_one_result(rows: list[Row], budget: list[Row]) -> None:
    first = processed(workbook(LINES, ledger=_sheet(rows, budget)), None)
    wanted = {header: line_amounts(first, header) for header in ("Budget", "Utfall")}
    files = {
        f"SIE {kind} {encoding} {objects}": (_sie(rows, budget, kind, encoding, objects=objects), "b.se")
        for kind, objects in ((2, False), (3, True), (4, False), (4, True))
        for encoding in ("cp437", "cp1252", "utf-8")
    }
    for delimiter, encoding, point in ((";", "cp1252", ","), ("\t", "utf-8", ","), (",", "utf-8-sig", ".")):
        files[f"CSV {delimiter!r}"] = (_csv(rows, budget, delimiter, encoding, point), "b.csv")
    for title, (data, name) in files.items():
        worked = processed(workbook(LINES), data, name)
        found = {header: line_amounts(worked, header) for header in ("Budget", "Utfall")}
        assert found == wanted, (title, told(worked))
        if name == "b.se":
            again = year_of(data)
            assert round(sum(wanted["Utfall"].values()), 2) == float(again["Utfall"]), title
            assert round(sum(wanted["Budget"].values()), 2) == float(again["Budget"]), title
