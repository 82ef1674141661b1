"""What the directory holds, turned round: from a word to the phrases it stands in, and from those to the entries."""

from __future__ import annotations

import math
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from knowledge.families import families
from knowledge.meaning import Gist, Table
from knowledge.naming import Names
from knowledge.service import Service
from knowledge.vocabulary import FRAME, OUTSIDE, Vocabulary, heavy_places, rarity
from knowledge.words import stem, words

# Where a word may stand, and how much it is worth there.
NAME, ALIAS, NEED, DESCRIPTION, ELIGIBILITY, TOPIC, KIND = range(7)
WORTH = (1.0, 1.0, 0.95, 0.95, 0.7, 0.8, 0.6)
NAMES = (NAME, ALIAS)
MEANT = (NAME, ALIAS, NEED, DESCRIPTION)  # what is compared by its meaning
COMMON_AT = 1000  # entries that hold a word before it counts for nothing; doubled for larger directories
LEAST_WEIGHT = 0.06
FEW_NEEDS = 6
TYPICAL_NEEDS = 24  # an entry with more covers more of any question by chance
WORDY_LESS = 0.35
FEW_ENTRIES = 8
OFTEN_NAMED = 0.3
CONCEPT_WORTH = 0.7


class Phrase(NamedTuple):
    """A name, a need, a sentence: its stems, its tokens, which are these and the concepts they touch, its meaning."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    meant: Sequence[int] = ()


@dataclass(slots=True)
class Shelf:
    """The entries of one locality, by word. A phrase is a number; the lists that end in `_of` tell of it.

    The phrases of an entry follow one another, those first that are worth most."""

    services: list[Service] = field(default_factory=list)
    tokens_of: list[tuple[str, ...]] = field(default_factory=list)  # stems first, then concepts
    stems_of: list[int] = field(default_factory=list)  # how many of the tokens are stems
    entry_of: array[int] = field(default_factory=lambda: array("i"))
    kind_of: array[int] = field(default_factory=lambda: array("b"))
    worth_of: array[float] = field(default_factory=lambda: array("d"))
    mass_of: array[float] = field(default_factory=lambda: array("d"))
    wordy: array[float] = field(
        default_factory=lambda: array("d")
    )  # of an entry: 1, or more where it has a great many phrases
    begins: list[int] = field(default_factory=list)  # of an entry: its first phrase
    names: dict[str, array[int]] = field(default_factory=dict)
    texts: dict[str, array[int]] = field(default_factory=dict)
    own_words: frozenset[str] = frozenset()  # the place's own name: said often, tells nothing
    families: list[str] = field(default_factory=list)  # of an entry: that of its kind which several places have
    called: Names = field(default_factory=lambda: Names(()))
    gist: Gist | None = None

    def add(self, entry: int, kind: int, phrase: Phrase) -> None:
        at = len(self.tokens_of)
        self.tokens_of.append(phrase.tokens)
        self.stems_of.append(len(phrase.stems))
        self.entry_of.append(entry)
        self.kind_of.append(kind)
        self.worth_of.append(WORTH[kind])
        postings = self.names if kind in NAMES else self.texts
        for token in phrase.tokens:
            if token in postings:
                postings[token].append(at)
            else:
                postings[token] = array("i", (at,))

    def speaks_of(self, token: str, entry: int) -> bool:
        return any(token in self.tokens_of[phrase] for phrase in self.phrases_of(entry))

    def phrases_of(self, entry: int) -> range:
        last = self.begins[entry + 1] if entry + 1 < len(self.begins) else len(self.tokens_of)
        return range(self.begins[entry], last)

    def stems(self, phrase: int) -> tuple[str, ...]:
        return self.tokens_of[phrase][: self.stems_of[phrase]]


class Reader:
    """Cuts texts into phrases, remembering what each word came to."""

    def __init__(self, vocabulary: Vocabulary, meanings: Table, topics: Mapping[str, Sequence[str]]) -> None:
        self.vocabulary = vocabulary
        self._meanings = meanings
        self._topics = topics
        self.surface: set[str] = set()
        self.rarity: dict[str, float] = {}  # of a stem: that of its commonest word
        self._stems: dict[str, str] = {}
        self._read: dict[str, Phrase] = {}

    def name(self, text: str) -> Phrase:
        said = self._stemmed(words(text))
        stems = tuple(dict.fromkeys(said))
        return Phrase(stems, stems, self._meanings.ids(said))

    def text(self, text: str) -> Phrase:
        """A phrase without the words that every sentence holds."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = self._phrase(text)
        return known

    def topic(self, topic: str) -> list[Phrase]:
        """What a topic is called, and what people say when they mean it."""
        return [self.text(text) for text in self._topics.get(topic, ())]

    def forget_texts(self) -> None:
        self._read.clear()

    def _phrase(self, text: str) -> Phrase:
        said = words(text)
        stems = self._stemmed(said)
        own = dict.fromkeys([stemmed for word, stemmed in zip(said, stems) if word not in FRAME])
        concepts = self.vocabulary.concepts(stems, heavy_places(said))
        tokens = tuple(own)
        meant = self._meanings.ids(stems)
        if not concepts:
            return Phrase(tokens, tokens, meant)
        means = dict.fromkeys([concept for concept, _ in concepts if concept[0] != OUTSIDE])
        return Phrase((*tokens, *means), tokens, meant)

    def stem(self, word: str) -> str:
        """As `words.stem`, at once for a word that the directory knows. Others are not remembered."""
        known = self._stems.get(word)
        return stem(word) if known is None else known

    def _stemmed(self, said: Sequence[str]) -> list[str]:
        stems = self._stems
        return [stems[word] if word in stems else self._learn(word) for word in said]

    def _learn(self, word: str) -> str:
        stemmed = sys.intern(stem(word))
        self._stems[word] = stemmed
        self.surface.add(word)
        self.rarity[stemmed] = min(rarity(word), self.rarity.get(stemmed, 1.0))
        return stemmed


class Weights:
    """How much a word tells: the fewer entries hold it, and the rarer it is in English, the more."""

    def __init__(self, held_by: Counter[str], rarities: Mapping[str, float], size: int) -> None:
        common = COMMON_AT * 2 ** max(0, math.ceil(math.log2(max(size, 1) / COMMON_AT)))
        scale = math.log(common)
        self._weights = {token: _weight(token, 1 - math.log(n) / scale, rarities) for token, n in held_by.items()}

    def __call__(self, token: str) -> float:
        return self._weights.get(token, 1.0)

    def __contains__(self, token: str) -> bool:
        return token in self._weights


def _weight(token: str, share: float, rarities: Mapping[str, float]) -> float:
    return max(share * (CONCEPT_WORTH if token[0] in "#@=" else rarities.get(token, 1.0)), LEAST_WEIGHT)


def build_shelves(services: Sequence[Service], reader: Reader, meanings: Table) -> tuple[dict[str, Shelf], Weights]:
    shelves: dict[str, Shelf] = {service.locality: Shelf() for service in services}
    meant: dict[str, list[list[Sequence[int]]]] = {locality: [] for locality in shelves}
    held_by: Counter[str] = Counter()
    for service in services:
        phrases = list(_phrases_of(service, reader))
        held_by.update(_place(service, phrases, shelves[service.locality]))
        meant[service.locality].append(_meant(service, phrases, reader))
    reader.forget_texts()
    weights = Weights(held_by, reader.rarity, len(services))
    family_of = families(services)
    for locality, shelf in shelves.items():
        shelf.families = [family_of.get(service.id, "") for service in shelf.services]
        shelf.called = Names(shelf.services)
        shelf.gist = Gist.of(meanings, meant.pop(locality))
        shelf.own_words = frozenset(stem(word) for word in words(locality.replace("-", " "))) | _everywhere(shelf)
        shelf.mass_of = _masses(shelf, weights)
    return shelves, weights


def _everywhere(shelf: Shelf) -> frozenset[str]:
    """Words that a good part of a place's entries have in their names: the name of its school, for instance."""
    if len(shelf.services) < FEW_ENTRIES:
        return frozenset()
    names = (phrase for phrase, kind in enumerate(shelf.kind_of) if kind == NAME)
    counts = Counter(stemmed for phrase in names for stemmed in shelf.stems(phrase))
    return frozenset(stemmed for stemmed, n in counts.items() if n >= OFTEN_NAMED * len(shelf.services))


def _place(service: Service, phrases: Iterable[tuple[int, Phrase]], shelf: Shelf) -> set[str]:
    entry = len(shelf.services)
    shelf.services.append(service)
    shelf.begins.append(len(shelf.tokens_of))
    tokens: set[str] = set()
    shelf.wordy.append(1 + WORDY_LESS * math.log2(max(1.0, len(service.needs) / TYPICAL_NEEDS)))
    for kind, phrase in phrases:
        shelf.add(entry, kind, phrase)
        tokens.update(phrase.tokens)
    return tokens


def _meant(service: Service, phrases: Iterable[tuple[int, Phrase]], reader: Reader) -> list[Sequence[int]]:
    """What is compared by its meaning. An entry that says little of its needs is taken to say what its topics say."""
    found = [phrase.meant for kind, phrase in phrases if kind in MEANT]
    if len(service.needs) < FEW_NEEDS:
        found += [phrase.meant for topic in service.topics for phrase in reader.topic(topic)]
    return found


def _phrases_of(service: Service, reader: Reader) -> Iterable[tuple[int, Phrase]]:
    yield NAME, reader.name(service.name)
    for name in service.alternate_names:
        yield ALIAS, reader.name(name)
    for need in service.needs:
        yield NEED, reader.text(need)
    yield DESCRIPTION, reader.text(service.description)
    yield TOPIC, Phrase(tuple([sys.intern(f"@{topic}") for topic in service.topics]), ())
    if service.eligibility_description:
        yield ELIGIBILITY, reader.text(service.eligibility_description)
    yield KIND, reader.text(service.kind)


def _masses(shelf: Shelf, weights: Weights) -> array[float]:
    """What each phrase weighs in all: a question that holds so much of it holds it whole."""
    own = dict.fromkeys(shelf.own_words, LEAST_WEIGHT)
    weighed = {token: own.get(token) or weights(token) for token in {*shelf.names, *shelf.texts}}
    masses = (
        sum([weighed[stemmed] for stemmed in tokens[:stems]]) or 1.0
        for tokens, stems in zip(shelf.tokens_of, shelf.stems_of)
    )
    return array("d", masses)
