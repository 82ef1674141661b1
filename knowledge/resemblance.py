"""How much a text resembles what people write when a child is in danger.

The rules of `danger_rules` name what they know. Much danger is said without a danger word ("no one has had eyes on him
since break"), so a linear classifier over words and pieces of words stands beside them. Its weights are learnt from the
labelled sentences in `examples/` by `python -m knowledge.training`; no text of a user is ever learnt from.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from knowledge.wording import plain, word_list

WEIGHTS = Path(__file__).parent / "danger_weights.json"
WORD = re.compile(r"[a-z0-9']+")
SENTENCE_END = re.compile(r"[.!?;\n]+")
WINDOW, STEP = 40, 25  # words: danger may be tucked into the middle of a long question
CALM = ((12, 0.2), (5, 0.65))  # words of a stretch, and its likeness at most: where a rule saw danger, all is looked at
FEWEST_WORDS, KNOWN = 4, 0.75  # words of a text that can be called ordinary, and how many of them must be known
CLEARLY, ORDINARY = 0.05, 0.2  # likeness below which each sentence must be, or the whole of what is excused
MOST_OF_A_WORD = 3.5  # what one word may add: none alone, with the bias, makes danger
FEWEST = 8  # features: fewer tell nothing
LONGEST_WORD = 30  # letters of a word that are looked at
PIECES = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Model:
    """`bias` and a weight for each feature; the sum is divided by the root of how many were present.

    The pieces of a word say much the same: together they add so much at most.
    """

    bias: float
    weights: Mapping[str, float]

    def likeness(self, text: str) -> float:
        """From 0 to 1: how much the most alarming stretch of the text resembles danger."""
        words = words_of(text)
        telling = {word: self._telling(pieces(word)) for word in set(words)}
        return max((self._of(stretch, telling) for stretch in stretches(words)), default=0.0)

    def is_far_from(self, text: str, excused: bool = False) -> bool:
        """Whether a text of one stretch, in words that are known, looks ordinary: each sentence, and every few words.

        What is excused is looked at as a whole.
        """
        words = words_of(text)
        known = word_list("words.txt")
        read = [word for word in words if len(word) > 1 and (word in known or f" {word}" in self.weights)]
        if not FEWEST_WORDS <= len(words) <= WINDOW or len(read) < KNOWN * len(words):
            return False
        sentences = [words_of(sentence) for sentence in SENTENCE_END.split(text)]
        telling = {word: self._telling(pieces(word)) for sentence in (words, *sentences) for word in set(sentence)}
        if excused:
            return self._of(words, telling) < ORDINARY
        calm = all(self._of(part, telling) < most for size, most in CALM for part in stretches(words, size, 1))
        return calm and all(self._of(sentence, telling) < CLEARLY for sentence in sentences)

    def _telling(self, found: Iterable[str]) -> set[str]:
        return self.weights.keys() & found

    def _of(self, words: list[str], telling: Mapping[str, set[str]]) -> float:
        together = self._telling(neighbours(words))
        present = together.union(*map(telling.__getitem__, words))
        if len(present) < FEWEST:
            return 0.0
        size = math.sqrt(len(present))
        total = self._sum(together) / size
        for word in dict.fromkeys(words):
            total += min(MOST_OF_A_WORD, self._sum(telling[word] & present) / size)
            present -= telling[word]
        return 1.0 / (1.0 + math.exp(-self.bias - total))

    def _sum(self, found: Iterable[str]) -> float:
        return sum(map(self.weights.__getitem__, found))


def words_of(text: str) -> list[str]:
    """Lower-case words; all numbers look alike."""
    read = re.sub(r"\d+", "0", plain(text.replace("’", "'")))
    return [word[:LONGEST_WORD] for word in WORD.findall(read)]


def stretches(words: list[str], window: int = WINDOW, step: int = STEP) -> Iterator[list[str]]:
    """A text's words in overlapping stretches; a short text is one."""
    for start in range(0, max(len(words) - step, 1), step):
        yield words[start : start + window]


def features(words: list[str]) -> set[str]:
    """All that is looked at in a text."""
    return {piece for word in words for piece in pieces(word)} | neighbours(words)


def pieces(word: str) -> list[str]:
    """A word, and pieces of it, so that slips of the thumb matter little."""
    whole = f"<{word}>"
    found = [whole[start : start + length] for length in PIECES for start in range(len(whole) - length + 1)]
    found.append(f" {word}")
    return found


def neighbours(words: list[str]) -> set[str]:
    """Words that stand together, or next but one."""
    found = {f" {one} {two}" for one, two in pairwise(words)}
    return found | {f" {one} _ {two}" for one, two in zip(words, words[2:])}


@cache
def model() -> Model:
    """The shipped weights."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(read["bias"], read["weights"])
