"""Which known word a misspelt one stands for: a small index of letter pairs narrows, edit distance decides."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from rapidfuzz.distance import OSA

MOST_VERIFIED = 200


def grams(word: str) -> list[str]:
    marked = f"^{word}$"
    return [marked[at : at + 2] for at in range(len(marked) - 1)]


def allowance(word: str) -> int:
    """How many slips a word of this length may hold. Short words are words of their own ("salt" is not "SALT-ed")."""
    return 0 if len(word) <= 3 else 1 if len(word) <= 6 else 2 if len(word) <= 10 else 3


class Speller:
    """Near words by optimal string alignment: a letter too many, missing, wrong, or two swapped."""

    def __init__(self, known: Iterable[str], at_once: bool = False) -> None:
        self._words = sorted(set(known))
        if at_once:
            _ = self._by_length

    @cached_property
    def _by_length(self) -> dict[int, dict[str, list[int]]]:
        """Built when the first word is misspelt, if not at once."""
        found: dict[int, dict[str, list[int]]] = {}
        for at, word in enumerate(self._words):
            table = found.setdefault(len(word), {})
            for gram in set(grams(word)):
                table.setdefault(gram, []).append(at)
        return found

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_by_length": self._by_length}

    def near(self, word: str, slips: int) -> list[tuple[str, int]]:
        """Known words within so many slips, nearest first."""
        if slips < 1:
            return []
        found = [(other, OSA.distance(word, other, score_cutoff=slips)) for other in self._candidates(word, slips)]
        return sorted(((o, d) for o, d in found if 0 < d <= slips), key=lambda pair: (pair[1], pair[0]))

    def _candidates(self, word: str, slips: int) -> Iterator[str]:
        shared: Counter[int] = Counter()
        own = set(grams(word))
        for length in range(len(word) - slips, len(word) + slips + 1):
            table = self._by_length.get(length, {})
            for gram in own:
                if gram in table:
                    shared.update(table[gram])
        least = max(1, len(own) - 3 * slips)
        likely = ((-n, at) for at, n in shared.items() if n >= least)
        return (self._words[at] for _, at in heapq.nsmallest(MOST_VERIFIED, likely))
