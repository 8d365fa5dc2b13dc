"""A formula as Excel's text, once for all the cells that it is to stand in."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.expr import Expr, Leaf, Reference


class ExcelText(Struct, frozen=True):
    """A formula without its equals sign, to stand in many cells: its pieces of text, and the leaves whose references
    are to stand at some of their places."""

    pieces: tuple[str, ...]
    references: tuple[tuple[int, Leaf], ...]

    def at(self, reference: Reference) -> str:
        """The formula in one cell."""
        pieces = [*self.pieces]
        for place, leaf in self.references:
            pieces[place] = reference(leaf)
        return "".join(pieces)


def excel_text(expr: Expr) -> ExcelText:
    """The formula as Excel's text."""
    pieces: list[str] = []
    references: list[tuple[int, Leaf]] = []

    def kept(leaf: Leaf) -> str:
        references.append((len(pieces), leaf))
        return ""

    expr.write(pieces, kept)
    return ExcelText(tuple(pieces), tuple(references))
