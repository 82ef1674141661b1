"""What a question says: its words with all that each may stand for, the child's age, and what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.index import Reader, Weights
from knowledge.phases import Ages, ages
from knowledge.spelling import Speller, allowance
from knowledge.vocabulary import (
    DEMANDED,
    FRAME,
    OUTSIDE,
    SHORTHAND,
    Vocabulary,
    heavy_places,
    is_english,
    rarity,
)
from knowledge.words import stem, words

FRAME_SHARE = 0.15
UNKNOWN_SHARE = 0.5
CONCEPT_CREDIT = 0.85
SLIP_CREDIT = (1.0, 0.9, 0.8, 0.6)
JOINED_CREDIT = 0.95
MOST_CORRECTIONS = 6
DEMANDED_WEIGHT = 0.8
STRANGER_WEIGHT = 0.05
STRANGER_SHARE = 0.4

_BEFORE = re.compile(
    r"\b(?:before|prior to|below|short of|less likely|rather than|instead of|not (?:\w+ )?enough for"
    r"|(?:try|do|done|tried|ask|find out|speak to|in place|check|start) (?:\w+ )?first|first (?:step|thing))\b"
    r"|\bavoid (?:an |a )?(?:exclu\w*|suspen\w*|perm\w*)"
)
_STATUS = re.compile(r"\b(?:what happened to|happening with|come of|still|yet|used to|any more|anymore|did .* (?:happen|end|stop))\b")
_ROUTE = re.compile(r"\b(?:route|path|pathway|way in|how (?:do|can|would) (?:i|we|you) (?:refer|get)|go through)\b")
_DIAGNOSING = re.compile(
    r"\b(?:if|whether|is|are|does|do|has|have|could|might) (?:my |our |this |the |a )?(?:\w+ )?(?:is |be |have |has |got )*"
    r"(?:autistic|dyslexic|dyspraxic|neurodivergent|(?:autism|adhd|asd|add|odd|pda|dyslexia|tourettes|ocd))$"
    r"|\bdiagnose (?:my|him|her|this|a|the|our)\b|\bwhats? (?:is )?wrong with (?:my|him|her|this)\b"
)
_PROPER = re.compile(r"(?<![.!?] )\b[A-Z][a-z]+")
_ROLE = re.compile(
    r"\b(?:only|just|open|available|allowed) (?:for|to)(?: all| any)? (\w+)|\bi (?:am |m )?(?:just |only )?a (\w+)(?: (\w+))?"
    r"|\bas a (\w+)|\bcan (?:a |an |our |my )?(\w+) (?:use|come|join|go|attend|refer|ring|call)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question: how much it tells, and the tokens it may stand for, each with its credit."""

    text: str
    weight: float
    forms: tuple[tuple[str, float], ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Question:
    words: tuple[Word, ...]
    ages: Ages
    topics: tuple[str, ...]
    outside: frozenset[str]  # stems of what is nobody's business here, unless an answer holds them
    diagnosing: bool
    concepts: frozenset[str]
    before: bool
    status: bool  # whether it asks if something is still, or already, there
    route: bool
    capitals: frozenset[str]
    runs: tuple[str, ...]  # all that was said in one run of letters, and the same without the frame of the question


@dataclass(frozen=True, slots=True)
class Listener:
    """Reads questions against what the directory knows."""

    vocabulary: Vocabulary
    weights: Weights
    reader: Reader
    speller: Speller

    def read(self, text: str) -> Question:
        said = [word for short in words(text) for word in words(SHORTHAND.get(short, short))]
        readings = [self._readings(said, at) for at in range(len(said))]
        best = [stem(reading[0][0]) for reading in readings]
        heavy = heavy_places([reading[0][0] for reading in readings])
        concepts = self.vocabulary.concepts(best, heavy)
        years = ages([reading[0][0] for reading in readings])
        line = " ".join(reading[0][0] for reading in readings)
        roles = _roles(line)
        strangers = {word for word in _proper(text) if not self._is_known(word)}
        built = [
            self._word(said[at], readings[at], [c for c, p in concepts if at in p and c[0] != OUTSIDE], at in years.places, roles, strangers)
            for at in range(len(said))
        ]
        names = sorted({concept for concept, _ in concepts})
        return Question(
            words=tuple(_strengthened(built, concepts, self.weights)),
            ages=years,
            topics=tuple(name[1:] for name in names if name[0] == "@"),
            outside=frozenset(best[at] for concept, places in concepts if concept[0] == OUTSIDE for at in places),
            diagnosing=bool(_DIAGNOSING.search(line)),
            concepts=frozenset(names),
            status=bool(_STATUS.search(line)),
            before=bool(_BEFORE.search(line)),
            route=bool(_ROUTE.search(line)),
            capitals=_capitals(text),
            runs=_runs(words(text)),
        )

    def _readings(self, said: Sequence[str], at: int) -> list[tuple[str, float]]:
        """What this word may be, with credit: itself, its corrections, its halves, or one word with its neighbour."""
        word = said[at]
        joined = [
            (pair, JOINED_CREDIT)
            for pair in ("".join(said[at : at + 2]), "".join(said[max(at - 1, 0) : at + 1]))
            if pair != word and pair in self.reader.surface
        ]
        if self._is_known(word):
            return [(word, 1.0), *joined]
        return [*(self._corrected(word) or self._halves(word) or [(word, 1.0)]), *joined]

    def _is_known(self, word: str) -> bool:
        return word in self.reader.surface or word in FRAME or word in self.vocabulary.surface or is_english(word)

    def _corrected(self, word: str) -> list[tuple[str, float]]:
        if word + "g" in self.reader.surface or word.endswith("in") and self._is_known(word + "g"):
            return [(word + "g", 1.0)]  # "kickin off"
        if len(word) == 3:
            swapped = (word[1] + word[0] + word[2], word[0] + word[2] + word[1])
            return [(other, SLIP_CREDIT[1]) for other in swapped if other in self.reader.surface]
        near = self.speller.near(word, allowance(word)) if word.isalpha() else []
        least = near[0][1] if near else 0
        likely = sorted((o for o, d in near if d == least), key=lambda o: (sorted(o) != sorted(word), o not in self.reader.surface, o))
        return [(other, SLIP_CREDIT[least]) for other in likely[:MOST_CORRECTIONS]]

    def _halves(self, word: str) -> list[tuple[str, float]]:
        for cut in range(3, len(word) - 2):
            if word[:cut] in self.reader.surface and word[cut:] in self.reader.surface:
                return [(word[:cut], JOINED_CREDIT), (word[cut:], JOINED_CREDIT)]
        return []

    def _word(
        self, text: str, readings: list[tuple[str, float]], concepts: list[str], is_age: bool, roles: set[str], strangers: set[str]
    ) -> Word:
        forms: dict[str, float] = {}
        for reading, credit in readings:
            forms.setdefault(stem(reading), credit)
        known = any(form in self.weights for form in forms)
        demanded = [concept for concept in concepts if concept[0] == DEMANDED]
        if demanded:
            return Word(text, DEMANDED_WEIGHT, tuple((concept, 1.0) for concept in demanded), known)
        for concept in concepts:
            forms.setdefault(concept, CONCEPT_CREDIT)
        first = readings[0][0]
        meant = [self.weights(concept) for concept in concepts if concept in self.weights]
        weight = max(meant) if meant and not known else self._weight(first, stem(first), known)
        if text.isdigit() or text in strangers:
            weight = min(weight * STRANGER_SHARE, STRANGER_WEIGHT if first == text else 1.0)
        if is_age or first in roles:
            weight *= FRAME_SHARE
        ordered = sorted(forms.items(), key=lambda form: (-form[1], form[0]))
        return Word(text, weight, tuple(ordered), known)

    def _weight(self, word: str, stemmed: str, known: bool) -> float:
        weight = self.weights(stemmed) if known else UNKNOWN_SHARE * rarity(word)
        return weight * FRAME_SHARE if word in FRAME else weight


def _strengthened(
    built: Sequence[Word], concepts: Iterable[tuple[str, tuple[int, ...]]], weights: Weights
) -> list[Word]:
    """A phrase of plain words ("won't come in") tells as much as what it means."""
    strong = list(built)
    for concept, places in concepts:
        at = max(places, key=lambda place: (strong[place].weight, -place))
        if concept in weights and weights(concept) > strong[at].weight:
            word = strong[at]
            strong[at] = Word(word.text, weights(concept), word.forms, word.known)
    return strong


def _roles(line: str) -> set[str]:
    """The role of who asks, or of who may come, is not what is looked for."""
    return {word for match in _ROLE.finditer(line) for word in match.groups() if word}


def _proper(text: str) -> set[str]:
    """Words written with a capital inside a sentence: somebody's name, more likely than not."""
    return set() if text.isupper() else {part for word in _PROPER.findall(text) for part in words(word)}


def _runs(said: Sequence[str]) -> tuple[str, ...]:
    first = next((at for at, word in enumerate(said) if word not in FRAME), 0)
    last = next((at for at in range(len(said), first, -1) if said[at - 1] not in FRAME), len(said))
    return ("".join(said), "".join(said[first:last]))


def _capitals(text: str) -> frozenset[str]:
    if text.isupper():
        return frozenset()
    return frozenset(word.lower() for word in re.findall(r"\b[A-Z][A-Z0-9]{1,7}\b", text))
