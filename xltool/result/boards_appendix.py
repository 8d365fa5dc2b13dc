"""The appendix of a municipality's report: board by board, what each board's own report says of its economy and its goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xltool.core.document import Block, Caption, Heading, Report, Slot

# A table stands last under its heading.
_SECTIONS = {
    "Ekonomi": ("resultat", "fördelning", "förklaringar", "drift"),
    "Måluppfyllelse": ("måluppfyllelse", "mål"),
    "Investeringar": ("investeringstext", "investeringar"),
}
_LONGEST = 40  # letters of a board's name in a tag; Word gives a tag 64
CALLED = "Bilaga: nämnd för nämnd"


def boards_appendix(reports: Sequence[Report], about: str) -> Report:
    """The boards' reports as one, in their order; `about` is whose they are."""
    parts: dict[str, tuple[Block, ...]] = {}
    layout: list[Heading | Caption | Slot] = []
    for report in reports:
        name = _free(report.about[:_LONGEST], parts)
        layout.append(Heading(1, f"{report.about}, {report.called}"))
        for tag, item in _placed(report, name):
            if isinstance(item, Slot):
                parts[item.tag] = report.parts[tag]
            layout.append(item)
    return Report(CALLED, about, parts, {"Nämnd": about, "Rapport": CALLED}, tuple(layout))


def _free(name: str, parts: dict[str, tuple[Block, ...]]) -> str:
    """The name, told apart from another board's of the same."""
    taken = {tag.rpartition(" ")[0] for tag in parts}
    others = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return next(one for one in (name, *others) if one not in taken)


def _placed(report: Report, name: str) -> Iterator[tuple[str, Heading | Caption | Slot]]:
    """Each part that the report has, with the caption that it has there."""
    captions = {
        slot.tag: before
        for before, slot in zip(report.layout, report.layout[1:], strict=False)
        if isinstance(before, Caption) and isinstance(slot, Slot)
    }
    for title, tags in _SECTIONS.items():
        there = [tag for tag in tags if report.parts.get(tag)]
        if there:
            yield "", Heading(2, title)
        for tag in there:
            if tag in captions:
                yield tag, captions[tag]
            yield tag, Slot(f"{name} {tag}")
