"""In what order the report's parts stand where no template says another: the seed's, under the board's own numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xltool.core.document import Caption, Heading, Slot
from xltool.core.spelling import normalised
from xltool.core.units import Money
from xltool.sheets.goals.goal_columns import GOALS, RESULT_TITLE
from xltool.sheets.investments.project_columns import INVESTMENTS
from xltool.sheets.operating.operating_columns import OPERATING
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.texts.text_columns import Passage

Item = Heading | Caption | Slot
_ECONOMY, _PRINCIPLE_TITLE = "Ekonomi", "Bedömning av måluppfyllelse"
_EXPLAINED = "Kommentarer till avvikelserna"
_OWN_SUBTITLES = {normalised(t): t for t in (OPERATING.title, INVESTMENTS.title, GOALS.title)}


def text_tag(settings: Settings, passage: Passage) -> str:
    """The tag of the part that the passage stands in: its section, and in the computed ones what it is about."""
    own = _OWN_SUBTITLES.get(normalised(passage.heading))
    is_computed = _of(passage, settings.goal_section, RESULT_TITLE) or _of(
        passage, settings.economy_section, _ECONOMY
    )
    return (
        f"text {passage.section} {own}".strip() if own and is_computed else f"text {passage.section}".strip()
    )


def heading_level(settings: Settings, passages: Sequence[Passage], section: str) -> int:
    """The level of the section's heading; the topmost of the report is 1."""
    numbers = [p.section for p in passages] + [settings.goal_section, settings.economy_section]
    top = min((n.count(".") for n in numbers if n), default=0)
    return max(1, section.count(".") - top + 1) if section else 1


def report_layout(
    settings: Settings, passages: Sequence[Passage], parts: Collection[str], money: Money
) -> tuple[Item, ...]:
    """Headings, captions and slots, in order; of parts that there are."""
    return tuple(_Layout(settings, passages, parts, money).items())


def _of(passage: Passage, number: str, title: str) -> bool:
    """Whether the passage belongs to the computed section of that number, or that title where it has none."""
    if number:
        return passage.section == number or passage.section.startswith(f"{number}.")
    return normalised(title) in (normalised(passage.section), normalised(passage.heading))


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(n) for n in number.split(".")) if number.replace(".", "").isdigit() else (999,)


class _Layout:
    def __init__(
        self, settings: Settings, passages: Sequence[Passage], parts: Collection[str], money: Money
    ) -> None:
        self._settings, self._parts, self._money = settings, parts, money
        self._goals = [p for p in passages if _of(p, settings.goal_section, RESULT_TITLE)]
        self._economy = [p for p in passages if _of(p, settings.economy_section, _ECONOMY)]
        computed = (*self._goals, *self._economy)
        self._others = [p for p in passages if not any(p is one for one in computed)]
        self._passages = passages

    def items(self) -> Iterator[Item]:
        """The sections by their numbers. Computed ones without a number: the goals behind the first section, economy last."""
        sections = list(dict.fromkeys(p.section for p in self._others))
        if sections == sorted(sections, key=_order) and self._settings.goal_section:
            before = [s for s in sections if _order(s) < _order(self._settings.goal_section)]
        else:
            before = sections[:1]
        between = [s for s in sections if s not in before]
        after: list[str] = []
        if self._settings.economy_section:
            after = [s for s in between if _order(s) > _order(self._settings.economy_section)]
        for section in before:
            yield from self._section(section)
        if "måluppfyllelse" in self._parts or "mål" in self._parts:
            yield from self._goal_section()
        for section in between:
            if section not in after:
                yield from self._section(section)
        yield from self._economy_section()
        for section in after:
            yield from self._section(section)

    def _section(self, section: str) -> Iterator[Item]:
        title = next((p.heading for p in self._others if p.section == section and p.heading), "")
        if title:
            yield self._heading(section, title)
        yield from self._slots(f"text {section}".strip())

    def _goal_section(self) -> Iterator[Item]:
        number = self._settings.goal_section
        yield self._heading(number, RESULT_TITLE)
        yield from self._slots("måluppfyllelse")
        mine = [p for p in self._goals if not self._is_own(p)]
        yield from self._prose(number, mine, RESULT_TITLE)
        if not any(normalised(p.heading) == normalised(_PRINCIPLE_TITLE) for p in mine):
            yield from self._titled(number, _PRINCIPLE_TITLE, "princip")
        yield from self._computed(number, GOALS.title, self._goals, "mål", "Nämndmål med indikatorer")

    def _economy_section(self) -> Iterator[Item]:
        number = self._settings.economy_section
        yield self._heading(number, _ECONOMY)
        mine = [p for p in self._economy if not self._is_own(p)]
        yield from self._prose(number, mine, _ECONOMY)
        unit = f"belopp i {self._money.word}"
        for title, tag, more, explained in (
            (OPERATING.title, "drift", ("resultat", "fördelning"), "förklaringar"),
            (INVESTMENTS.title, "investeringar", ("investeringstext",), "förklaringar investeringar"),
        ):
            yield from self._computed(number, title, self._economy, tag, f"{title}, {unit}", more)
            if explained in self._parts:
                yield Heading(self._level(number) + 2, _EXPLAINED)
                yield Slot(explained)

    def _computed(
        self,
        number: str,
        title: str,
        passages: Sequence[Passage],
        tag: str,
        caption: str,
        more: Sequence[str] = (),
    ) -> Iterator[Item]:
        """A table under its own heading, with its chart, its sentences and what the board has written beside them."""
        own = next((p for p in passages if normalised(p.heading) == normalised(title)), None)
        if tag in self._parts:
            deeper = own is not None and own.section != number
            section = own.section if own is not None and deeper else ""
            yield Heading(self._level(number) + 1, f"{section} {title}".strip())
            yield Caption("Tabell", caption)
            yield Slot(tag)
            if f"diagram {tag}" in self._parts:
                yield Caption(
                    "Diagram", f"{title}, utfall mot budget" if not self._settings.is_interim else title
                )
                yield Slot(f"diagram {tag}")
            yield from self._slots(*more)
        if own is not None:
            yield from self._slots(text_tag(self._settings, own))

    def _prose(self, number: str, passages: Sequence[Passage], title: str) -> Iterator[Item]:
        """What else the board has written in a computed section. Its first heading stands above it."""
        for section in dict.fromkeys(p.section for p in passages):
            first = next(p for p in passages if p.section == section)
            if first.heading and normalised(first.heading) != normalised(title):
                deeper = f"{section} " if section != number and section else ""
                yield Heading(self._level(number) + 1, f"{deeper}{first.heading}")
            yield from self._slots(text_tag(self._settings, first))

    def _titled(self, number: str, title: str, tag: str) -> Iterator[Item]:
        if tag in self._parts:
            yield Heading(self._level(number) + 1, title)
            yield Slot(tag)

    def _slots(self, *tags: str) -> Iterator[Item]:
        yield from (Slot(tag) for tag in tags if tag in self._parts)

    def _heading(self, number: str, title: str) -> Heading:
        is_number = bool(number) and number[0].isdigit()
        return Heading(self._level(number), f"{number} {title}" if is_number else title)

    def _level(self, number: str) -> int:
        return heading_level(self._settings, self._passages, number)

    @staticmethod
    def _is_own(passage: Passage) -> bool:
        return normalised(passage.heading) in _OWN_SUBTITLES
