"""README's column tables, generated from the kinds: `python -m tests.readme` writes them anew."""

from __future__ import annotations

from pathlib import Path

from xltool.core.columns import Input
from xltool.core.spelling import normalised
from xltool.sheets.all_sheets import kinds
from xltool.sheets.goals.goal_template import template_columns
from xltool.sheets.settings.settings_rows import ALL, SETTINGS

README = Path(__file__).parent.parent / "README.md"
_BEGIN, _END = "<!-- columns: generated from the code by `python -m tests.readme` -->\n", "<!-- /columns -->"


def column_tables() -> str:
    """A table for each sheet of the template: every column, whether it is required, its aliases, what it holds."""
    parts = []
    for kind in kinds():
        aliases = ", ".join(kind.aliases)
        lines = [f"**{kind.title}** (also {aliases})", ""]
        if kind is SETTINGS:
            lines += ["| label | required | what it is for |", "| --- | --- | --- |"]
            lines += [f"| {s.label} | {'yes' if s.required else ''} | {s.explanation} |" for s in ALL]
        else:
            lines += ["| column | required | also | what it holds |", "| --- | --- | --- | --- |"]
            lines += [
                f"| {c.header} | {'yes' if c.required else ''} | {_also(c)} | {c.help} |"
                for c in template_columns(kind)
            ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _also(column: Input) -> str:
    """What the column may be called beside its name, once each."""
    words = () if column.needs else column.words  # which alone are another column's
    names = {normalised(name): name for name in (*reversed(list(words)), *column.aliases)}
    names.pop(normalised(column.header), None)
    order = sorted(names, key=list(map(normalised, (*column.aliases, *words))).index)
    return ", ".join(names[name] for name in order)


def with_tables(text: str) -> str:
    """README's text with the generated tables between their marks."""
    before, rest = text.split(_BEGIN)
    return f"{before}{_BEGIN}{column_tables()}{_END}{rest.split(_END)[1]}"


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
