"""README's column tables, generated from the kinds: `python -m tests.readme` writes them anew."""

from __future__ import annotations

from pathlib import Path

from xltool.handbook.column_rows import sheets_with_columns

README = Path(__file__).parent.parent / "README.md"
_BEGIN, _END = "<!-- columns: generated from the code by `python -m tests.readme` -->\n", "<!-- /columns -->"


def column_tables() -> str:
    """A table for each sheet of the template: every column, whether it is required, its aliases, what it holds."""
    parts = []
    for sheet in sheets_with_columns():
        lines = [f"**{sheet.title}** (also {sheet.also})", ""]
        if sheet.labels:
            lines += ["| label | required | what it is for |", "| --- | --- | --- |"]
            lines += [f"| {c.name} | {'yes' if c.required else ''} | {c.about} |" for c in sheet.columns]
        else:
            lines += ["| column | required | also | what it holds |", "| --- | --- | --- | --- |"]
            lines += [
                f"| {c.name} | {'yes' if c.required else ''} | {c.also} | {c.about} |" for c in sheet.columns
            ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def with_tables(text: str) -> str:
    """README's text with the generated tables between their marks."""
    before, rest = text.split(_BEGIN)
    return f"{before}{_BEGIN}{column_tables()}{_END}{rest.split(_END)[1]}"


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
