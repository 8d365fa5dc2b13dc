"""The handbook's pictures, drawn from the example's own result: `python -m tests.handbook` draws them anew."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from tests.commands.test_command_line import EXAMPLE, spoiled
from xltool.core.swedish import number_text
from xltool.running.batch import check_file, process_file
from xltool.sheets.goals.goal_columns import GoalOutcome
from xltool.sheets.operating.operating_columns import Verdict
from xltool.terminal.workbook_object import BoardFigures

PICTURES = Path(__file__).parents[2] / "xltool" / "handbook" / "pictures"
_WIDE, _LINE = 420, 22  # as wide as a phone shows without making the letters small


def pictures() -> dict[str, str]:
    """Each picture by its name."""
    figures = check_file(EXAMPLE).figures
    return {
        "flode": _flow(),
        "drift": _operating(figures),
        "avvikelser": _variances(figures),
        "mal": _goals(figures),
        "granskad": _marked(),
    }


# --- shapes --------------------------------------------------------------------------------------------------


def _text(x: float, y: float, said: str, look: str = "", anchor: str = "start", size: int = 12) -> str:
    classes = f' class="{look}"' if look else ""
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}"{classes}{placed}>{escape(said)}</text>'


def _box(x: float, y: float, wide: float, high: float, look: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" class="{look}"/>'


def _rule(y: float, look: str = "rule", start: float = 10, end: float = _WIDE - 10) -> str:
    return f'<line x1="{start:g}" y1="{y:g}" x2="{end:g}" y2="{y:g}" class="{look}"/>'


def _drawing(high: float, shapes: Sequence[str]) -> str:
    inside = "\n".join(filter(None, shapes))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high:g}">\n{inside}\n</svg>\n'


def _cut(said: str, most: int) -> str:
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + number_text(value, 0)


# --- the pictures --------------------------------------------------------------------------------------------


def _flow() -> str:
    shapes = []
    boxes = (
        ("Er arbetsbok", ("budget och utfall", "mål, medlemmar", "bokföring"), "Excel"),
        ("xltool", ("läser", "kontrollerar", "räknar"), "på er dator"),
        ("Resultatet", ("tabeller, diagram", "formler, meningar", "kontroller"), "Excel"),
    )
    for number, (title, lines, where) in enumerate(boxes):
        x = 10 + number * 140
        shapes += [_box(x, 14, 120, 112, "box"), _text(x + 60, 36, title, "strong", "middle", 14)]
        shapes += [_text(x + 60, 58 + i * 17, line, "", "middle") for i, line in enumerate(lines)]
        shapes.append(_text(x + 60, 117, where, "quiet", "middle", 11))
        shapes += [_text(x - 10, 76, "→", "strong", "middle", 18)] if number else []
    shapes += [_text(210, 146, "↓", "strong", "middle", 18), _box(110, 154, 200, 44, "bad-fill")]
    shapes += [
        _text(210, 172, "Blir något fel:", "bad strong", "middle"),
        _text(210, 189, "en granskad kopia", "bad", "middle"),
    ]
    return _drawing(210, shapes)


def _operating(figures: BoardFigures) -> str:
    assert figures.operating is not None  # the example has one
    rows = [
        (x.name, x.granted, x.actual or 0.0, x.variance or 0.0, x.material) for x in figures.operating.lines
    ]
    net = figures.operating.net
    rows.append(("Nettoresultat", net.granted, net.actual or 0.0, net.variance or 0.0, True))
    shapes = [_text(10, 20, f"Driftredovisning {figures.year}", "strong", size=15)]
    header = ("Budget", 190), ("Utfall", 244), ("Avvikelse", 312)
    shapes += [_text(10, 44, "Kontotext", "strong")]
    shapes += [_text(x, 44, title, "strong", "end") for title, x in header]
    shapes += [_text(320, 44, "Bedömning", "strong"), _rule(50, "ink")]
    for number, (name, budget, actual, variance, material) in enumerate(rows, start=1):
        y, last = 46 + number * _LINE, number == len(rows)
        verdict, look = _verdict(variance, material=bool(material))
        if last:
            shapes += [_rule(y - 16, "ink"), _box(10, y - 15, 242, _LINE - 1, "band")]
        if look:
            shapes.append(_box(252, y - 15, 158, _LINE - 1, f"{look}-fill"))
        strong = "strong" if last else ""
        shapes += [
            _text(10, y, _cut(name, 18), strong),
            _text(190, y, number_text(budget, 0), f"entry {strong}".strip() if not last else strong, "end"),
            _text(244, y, number_text(actual, 0), f"entry {strong}".strip() if not last else strong, "end"),
            _text(312, y, _signed(variance), f"{look} {strong}".strip(), "end"),
            _text(320, y, verdict, f"{look} {strong}".strip(), size=11),
            "" if last else _rule(y + 6),
        ]
    return _drawing(62 + len(rows) * _LINE, shapes)


def _verdict(variance: float, *, material: bool) -> tuple[str, str]:
    if not material:
        return Verdict.WITHIN, ""
    return (Verdict.WORSE, "bad") if variance < 0 else (Verdict.BETTER, "good")


def _variances(figures: BoardFigures) -> str:
    assert figures.operating is not None
    lines = sorted((line.variance or 0.0, line.name) for line in figures.operating.lines if line.variance)
    widest = max(abs(variance) for variance, _ in lines)
    middle, reach = 290.0, 75.0
    shapes = [_text(10, 20, f"Avvikelse mot budget, tkr, {figures.year}", "strong", size=15)]
    for number, (variance, name) in enumerate(lines, start=1):
        y, wide = 26 + number * _LINE, reach * abs(variance) / widest
        look, x = ("bad", middle - wide) if variance < 0 else ("good", middle)
        end = (x - 4, "end") if variance < 0 else (x + wide + 4, "start")
        shapes += [
            _text(10, y, _cut(name, 26)),
            _box(x, y - 12, max(wide, 1), 15, f"{look}-bar"),
            _text(end[0], y, _signed(variance), look, end[1], 11),
        ]
    high = 36 + len(lines) * _LINE
    shapes.append(f'<line x1="{middle:g}" y1="30" x2="{middle:g}" y2="{high - 4:g}" class="ink"/>')
    shapes += [
        _text(middle - 6, high + 10, "◄ sämre", "bad", "end", 11),
        _text(middle + 6, high + 10, "bättre ►", "good", size=11),
    ]
    return _drawing(high + 20, shapes)


def _goals(figures: BoardFigures) -> str:
    assert figures.goals is not None
    looks = {
        "achieved": (GoalOutcome.ACHIEVED, "good"),
        "partly": (GoalOutcome.PARTLY, "partly"),
        "not_achieved": (GoalOutcome.NOT_ACHIEVED, "bad"),
    }
    shapes = [_text(10, 20, f"Måluppfyllelse {figures.year}", "strong", size=15)]
    for number, goal in enumerate(figures.goals.goals, start=1):
        y, (word, look) = 22 + number * (_LINE + 4), looks[goal.status]
        shapes += [
            _text(10, y, _cut(goal.name, 44)),
            _box(300, y - 16, 110, _LINE, f"{look}-fill"),
            _text(310, y, word.value, look),
            _rule(y + 8),
        ]
    return _drawing(36 + len(figures.goals.goals) * (_LINE + 4), shapes)


def _marked() -> str:
    """The cell of a text where a figure belongs, with the note that the marked copy has there."""
    with TemporaryDirectory() as name:
        done = process_file(spoiled(Path(name) / "budget.xlsx"))
        assert done.marked is not None
        sheet = load_workbook(done.marked)["Driftredovisning"]
        row = sheet[9]
        note = str(getattr(row[5].comment, "text", ""))
        cells = [row[1].value, row[4].value, row[5].value]
    shapes = [_text(10, 20, "budget-granskad.xlsx", "strong", size=15)]
    for (said, x), value in zip((("Kontotext", 10), ("Budget", 190), ("Utfall", 280)), cells, strict=True):
        shown = number_text(value, 0) if isinstance(value, int | float) else str(value)
        bad = said == "Utfall"
        shapes += [_text(x, 46, said, "strong"), _box(x - 4, 56, 90, 22, "bad-fill") if bad else ""]
        shapes.append(_text(x, 72, shown, "bad strong" if bad else ""))
    lines = textwrap.wrap(note.replace("\n", " "), 58)
    shapes += [_box(10, 92, 400, 14 + len(lines) * 17, "box"), _rule(52)]
    shapes += [_text(20, 112 + i * 17, line) for i, line in enumerate(lines)]
    return _drawing(118 + len(lines) * 17, shapes)


if __name__ == "__main__":
    for name, drawn in pictures().items():
        (PICTURES / f"{name}.svg").write_text(drawn, encoding="utf-8")
