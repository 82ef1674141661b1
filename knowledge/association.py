"""Which words go with which needs and families, counted over every locality's entries.

What one place's entries say of a need helps to find another place's entry for it, which may say it otherwise.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.index import DESCRIPTION, NAMES, NEED, Shelf
from knowledge.question import Question, Word

TELLING = (*NAMES, NEED, DESCRIPTION)
MOST_ENTRIES = 4000  # enough to learn from; a larger directory is sampled evenly
LEAST_SHARE = 0.02  # what a word speaks of more seldom than this is not worth the time
DOUBT = 1  # phrases that a word is taken to stand in besides, so that one alone proves little


class Associations:
    """For each word, the share of the phrases holding it that belong to each topic."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        held: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        for topics, counts in _entries(list(shelves)):
            for token, count in counts.items():
                held[token][topics] += count
        self._shares = {token: _shares(counts) for token, counts in held.items()}

    def topics_of(self, question: Question) -> dict[str, float]:
        """How strongly the question's words speak of each topic, from 0 to 1."""
        spoken: dict[str, float] = defaultdict(float)
        for word in question.words:
            for topic, share in self._of(word).items():
                spoken[topic] += word.weight * share
        total = sum(word.weight for word in question.words) or 1.0
        return {topic: strength / total for topic, strength in spoken.items()}

    def _of(self, word: Word) -> dict[str, float]:
        best: dict[str, float] = {}
        for token, credit in word.forms:
            for topic, share in self._shares.get(token, ()):
                if credit * share > best.get(topic, 0.0):
                    best[topic] = credit * share
        return best


def _entries(shelves: Sequence[Shelf]) -> Iterator[tuple[tuple[str, ...], Counter[str]]]:
    """Of each entry its topics, and in how many of its telling phrases a token stands."""
    step = math.ceil(sum(len(shelf.services) for shelf in shelves) / MOST_ENTRIES)
    for shelf in shelves:
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for tokens, kind, entry in zip(shelf.tokens_of, shelf.kind_of, shelf.entry_of):
            if entry % step == 0 and kind in TELLING:
                counts[entry].update(tokens)
        yield from ((_marks(shelf, entry), count) for entry, count in counts.items())


def _marks(shelf: Shelf, entry: int) -> tuple[str, ...]:
    family = shelf.families[entry]
    return (*shelf.services[entry].topics, family) if family else shelf.services[entry].topics


def _shares(counts: Counter[tuple[str, ...]]) -> list[tuple[str, float]]:
    total = sum(counts.values()) + DOUBT
    by_topic: Counter[str] = Counter()
    for topics, count in counts.items():
        for topic in topics:
            by_topic[topic] += count
    return [(topic, count / total) for topic, count in by_topic.items() if count >= LEAST_SHARE * total]


def nearness(spoken: Mapping[str, float], topics: Sequence[str], family: str) -> float:
    """How much an entry's topics, and its family, are what the question speaks of."""
    near = sum([spoken.get(topic, 0.0) for topic in topics]) / math.sqrt(len(topics) or 1)
    return near + spoken.get(family, 0.0) if family else near
