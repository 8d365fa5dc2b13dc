"""Another word for each word that is a board's own: the same each time, as long, and as unlike as chance makes it.

Words that differ by a letter still do, for a misspelling may be the fault.
"""

from __future__ import annotations

from collections.abc import Container
from difflib import SequenceMatcher
from random import Random

from xltool.core.spelling import normalised
from xltool.disguise.known_words import WORD, is_known, known_ending

_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstv"
_NEAR, _MOST_COMPARED, _SHORTEST = 0.8, 400, 4


class OtherWords:
    """`taken` are the words of the workbook, normalised, which no other word may be."""

    def __init__(self, chance: Random, taken: Container[str]) -> None:
        self._chance, self._taken = chance, taken
        self._of: dict[str, str] = {}
        self._used: set[str] = set()

    def text(self, text: str) -> str:
        """The text with other words; blanks, signs, digits and what xltool knows are as they were."""
        return WORD.sub(lambda found: self._word(found[0]), text)

    def _word(self, word: str) -> str:
        if is_known(word):
            return word
        ending = known_ending(word)
        start = word[: len(word) - len(ending)]
        return self._dressed(self._other(start.casefold()), start) + ending if start else word

    def _other(self, word: str) -> str:
        if word not in self._of:
            made = self._like_a_near_one(word) or self._free(len(word))
            self._of[word] = made
            self._used.add(made)
        return self._of[word]

    def _free(self, length: int) -> str:
        """A word of that length that is nobody's; a longer one where those are used up."""
        for attempt in range(1000):
            made = "".join(
                self._chance.choice(_CONSONANTS if i % 2 == 0 else _VOWELS)
                for i in range(length + attempt // 200)
            )
            if self._is_free(made):
                return made
        raise RuntimeError("no words left")

    def _is_free(self, word: str) -> bool:
        return word not in self._used and normalised(word) not in self._taken and not is_known(word)

    def _like_a_near_one(self, word: str) -> str:
        """The other word of one that differs by a letter or two, changed as that is; empty where there is none."""
        if len(word) < _SHORTEST:
            return ""
        for seen, other in list(self._of.items())[:_MOST_COMPARED]:
            if abs(len(seen) - len(word)) > 2 or len(seen) < _SHORTEST or len(other) != len(seen):
                continue
            matcher = SequenceMatcher(None, seen, word)
            if matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR:
                made = "".join(
                    other[a:b] if kind == "equal" else self._letters(d - c)
                    for kind, a, b, c, d in matcher.get_opcodes()
                )
                if self._is_free(made):
                    return made
        return ""

    def _letters(self, count: int) -> str:
        return "".join(self._chance.choice(_CONSONANTS) for _ in range(count))

    @staticmethod
    def _dressed(made: str, word: str) -> str:
        """In capitals as the word was."""
        if word.isupper() and len(word) > 1:
            return made.upper()
        return made.capitalize() if word[:1].isupper() else made
