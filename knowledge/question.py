"""What a question says: its words with all that each may stand for, the child's age, and what is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from knowledge import intents
from knowledge.index import Reader, Weights
from knowledge.meaning import MOST_ODDS, Vector, table
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
STRANGER_SHARE = 0.4
STRANGER_WEIGHT = 0.05
DEMANDED_WEIGHT = 0.8
CONCEPT_CREDIT = 0.85
SLIP_CREDIT = (1.0, 0.9, 0.8, 0.6)
JOINED_CREDIT = 0.95
ASKER_CREDIT = 0.3  # the role of who asks is no sign of what is sought
MOST_CORRECTIONS = 6
SHORTEST_HALF = 3

Reading = tuple[str, float]  # what a word may be, and with how much credit
Concepts = list[tuple[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question: how much it tells, and the tokens it may stand for, each with its credit."""

    text: str
    weight: float
    forms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Question:
    words: tuple[Word, ...]
    ages: Ages
    concepts: frozenset[str]
    outside: frozenset[str]  # stems of what is nobody's business here, unless an answer holds them
    runs: tuple[str, str]
    diagnosing: bool
    before: bool
    ahead: Question | None  # what it is to come before, if that was named
    route: bool
    status: bool
    gist: Vector | None = field(default=None, compare=False)  # where it points, if any of its words are known
    outsideness: float = 0.0  # how unlike it is to all that schools ask here

    @property
    def demanded(self) -> list[str]:
        return [concept for concept in self.concepts if concept[0] == DEMANDED]

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(sorted(concept[1:] for concept in self.concepts if concept[0] == "@"))


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
        likeliest = [reading[0][0] for reading in readings]
        line, years = " ".join(likeliest), ages(likeliest)
        ahead = intents.what_it_comes_before(line)
        stems = [stem(word) for word in likeliest]
        beside = self._beside_the_point(text, likeliest)
        concepts = self.vocabulary.concepts(stems, heavy_places(likeliest))
        concepts = [(concept, places) for concept, places in concepts if beside.isdisjoint(places)]
        meant = table().rows(stems)
        gist = table().direction(meant) if meant else None
        return Question(
            words=self._words(text, said, readings, concepts, years, beside),
            ages=years,
            concepts=frozenset(concept for concept, _ in concepts),
            outside=frozenset(stems[at] for concept, places in concepts if concept[0] == OUTSIDE for at in places),
            runs=intents.runs(words(text)),
            diagnosing=intents.asks_for_a_diagnosis(line),
            before=bool(ahead) or intents.asks_what_comes_before(line),
            ahead=self.read(ahead) if ahead else None,
            route=intents.asks_the_way(line),
            status=intents.asks_whether_it_is_there(line),
            gist=gist,
            outsideness=table().border.odds(gist) if gist is not None else MOST_ODDS,
        )

    def _beside_the_point(self, text: str, said: Sequence[str]) -> frozenset[int]:
        beside = intents.asking(text)
        return frozenset(at for at, word in enumerate(said) if word in beside) if beside else frozenset()

    def _words(
        self,
        text: str,
        said: Sequence[str],
        readings: Sequence[list[Reading]],
        concepts: Concepts,
        years: Ages,
        asker: frozenset[int],
    ) -> tuple[Word, ...]:
        beside = intents.beside_the_point(" ".join(reading[0][0] for reading in readings))
        strangers = {word for word in intents.proper_names(text) if not self._is_known(word)}
        built = []
        for at, word in enumerate(said):
            here = [concept for concept, places in concepts if at in places and concept[0] != OUTSIDE]
            made = self._word(word, readings[at], here)
            if at in years.places or at in asker or readings[at][0][0] in beside:
                made = replace(made, weight=made.weight * FRAME_SHARE)
            if at in asker:
                made = replace(made, forms=tuple((form, credit * ASKER_CREDIT) for form, credit in made.forms))
            if word.isdigit() or word in strangers:
                most = STRANGER_WEIGHT if readings[at][0][0] == word else 1.0
                made = replace(made, weight=min(made.weight * STRANGER_SHARE, most))
            built.append(made)
        return self._strengthened(built, [c for c in concepts if years.places.isdisjoint(c[1])])

    def _readings(self, said: Sequence[str], at: int) -> list[Reading]:
        """What this word may be: itself, its corrections, its halves, or one word with its neighbour."""
        word = said[at]
        joined = [
            (pair, JOINED_CREDIT)
            for pair in ("".join(said[at : at + 2]), "".join(said[max(at - 1, 0) : at + 1]))
            if pair != word and pair in self.reader.surface
        ]
        if self._is_known(word):
            return [(word, 1.0), *joined]
        return [*(self._corrected(word) or self._halves(word) or [(word, 1.0)]), *joined]

    def understands(self, said: Sequence[str]) -> bool:
        """Whether words say something: one of them is known, and one stands not in every question."""
        known = any(self._is_known(word) or self._corrected(word) for word in said)
        return known and any(word not in FRAME for word in said)

    def _is_known(self, word: str) -> bool:
        return word in self.reader.surface or word in FRAME or word in self.vocabulary.surface or is_english(word)

    def _corrected(self, word: str) -> list[Reading]:
        if word.endswith("in") and self._is_known(word + "g"):
            return [(word + "g", 1.0)]  # "kickin off"
        if len(word) == 3:
            swapped = (word[1] + word[0] + word[2], word[0] + word[2] + word[1])
            return [(other, SLIP_CREDIT[1]) for other in swapped if other in self.reader.surface]
        near = self.speller.near(word, allowance(word)) if word.isalpha() else []
        least = near[0][1] if near else 0
        alike = [other for other, slips in near if slips == least]
        alike.sort(key=lambda other: (sorted(other) != sorted(word), other not in self.reader.surface, other))
        return [(other, SLIP_CREDIT[least]) for other in alike[:MOST_CORRECTIONS]]

    def _halves(self, word: str) -> list[Reading]:
        for cut in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1):
            if word[:cut] in self.reader.surface and word[cut:] in self.reader.surface:
                return [(word[:cut], JOINED_CREDIT), (word[cut:], JOINED_CREDIT)]
        return []

    def _word(self, text: str, readings: Sequence[Reading], concepts: Sequence[str]) -> Word:
        demanded = [concept for concept in concepts if concept[0] == DEMANDED]
        if demanded:
            return Word(text, DEMANDED_WEIGHT, tuple((concept, 1.0) for concept in demanded))
        forms: dict[str, float] = {}
        for reading, credit in readings:
            forms.setdefault(stem(reading), credit)
        known = any(form in self.weights for form in forms)
        meant = [self.weights(concept) for concept in concepts if concept in self.weights]
        weight = max(meant) if meant and not known else self._weight(readings[0][0], known)
        for concept in concepts:
            forms.setdefault(concept, CONCEPT_CREDIT)
        return Word(text, weight, tuple(sorted(forms.items(), key=lambda form: (-form[1], form[0]))))

    def _weight(self, word: str, known: bool) -> float:
        weight = self.weights(stem(word)) if known else UNKNOWN_SHARE * rarity(word)
        return weight * FRAME_SHARE if word in FRAME else weight

    def _strengthened(self, built: Sequence[Word], concepts: Iterable[tuple[str, tuple[int, ...]]]) -> tuple[Word, ...]:
        """A phrase of plain words ("won't come in") tells as much as what it means."""
        strong = list(built)
        for concept, places in concepts:
            at = max(places, key=lambda place: (strong[place].weight, -place))
            if concept in self.weights:
                strong[at] = replace(strong[at], weight=max(strong[at].weight, self.weights(concept)))
        return tuple(strong)
