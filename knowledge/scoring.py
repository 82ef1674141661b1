"""How well an entry fits a question: its words found, its best single phrase, its name."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest, nsmallest

from knowledge.association import nearness
from knowledge.index import LEAST_WEIGHT, NAMES, TOPIC, WORTH, Shelf, Weights
from knowledge.naming import FEW_WORDS
from knowledge.question import Question, Word

LONG_POSTING = 700  # a word in more phrases than this only confirms what rarer words found
MOST_ENTRIES = 120
COVERAGE_SHARE = 0.44
PHRASE_SHARE = 0.28
TOPIC_SHARE = 0.32
PLENTY, BEYOND_PLENTY = 0.7, 0.2  # beyond this, more of the same adds little, and never outweighs a name
ONCE_LESS = 0.5  # what a word found in one phrase of an entry only is worth less than one found all over it
ONCE_DECAY = 0.6
LEAST_TELLING = 0.05
LEAST_SAID = 0.25  # a question that says less than this says nothing
LIKELY_NAMED = 0.3
MOST_LIKELY_NAMED = 40
NAME_MARGIN = 0.75  # how much of a name must be said before the name speaks


@dataclass(slots=True)
class Evidence:
    """What speaks for one entry: the share of the question found in it, its best phrase, its best name."""

    entry: int
    coverage: float = 0.0
    phrase: float = 0.0
    topic: float = 0.0
    name: float = 0.0
    best_phrase: int = -1
    best_name: int = -1

    @property
    def need(self) -> float:
        found = COVERAGE_SHARE * self.coverage + PHRASE_SHARE * self.phrase + TOPIC_SHARE * self.topic
        return min(found, PLENTY + (found - PLENTY) * BEYOND_PLENTY)


def together(need: float, name: float) -> float:
    """What speaks for an entry in all: its name counts for itself, and what else fits breaks ties among names."""
    return max(need, name + (1 - name) * need * 0.5) if name else need


@dataclass(slots=True)
class _Found:
    asked: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # phrase: question's weight found in it
    held: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # phrase: its own weight found
    covered: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # entry: question's weight found


def weigh(question: Question, spoken: Mapping[str, float], shelf: Shelf, weights: Weights) -> list[Evidence]:
    """The entries that hold most of the question, in no order."""
    total = sum(_asked_weight(word, shelf) for word in question.words) or 1.0
    found = _Found()
    for word in sorted(question.words, key=lambda w: sum(len(shelf.texts.get(t, ())) for t, _ in w.forms)):
        _find(word, shelf, weights, found)
    called = shelf.called.said(question.runs, _likely_named(found, shelf), len(question.words) <= FEW_WORDS)
    chosen = dict.fromkeys([*_most_covered(found, shelf), *sorted(called)])
    said = max(total, LEAST_SAID)
    evidence = {
        entry: Evidence(
            entry,
            found.covered.get(entry, 0.0) / said / shelf.wordy[entry],
            topic=nearness(spoken, shelf.services[entry].topics),
        )
        for entry in chosen
    }
    _fit_phrases(found, shelf, said, evidence)
    for entry, sure in called.items():
        evidence[entry].name = max(evidence[entry].name, sure)
    return list(evidence.values())


def _likely_named(found: _Found, shelf: Shelf) -> list[int]:
    shares = (
        (held / shelf.mass_of[phrase], -shelf.entry_of[phrase])
        for phrase, held in found.held.items()
        if shelf.kind_of[phrase] in NAMES and held >= LIKELY_NAMED * shelf.mass_of[phrase]
    )
    return list(dict.fromkeys(-entry for _, entry in nlargest(MOST_LIKELY_NAMED, shares)))


def _asked_weight(word: Word, shelf: Shelf) -> float:
    return 0.02 if any(token in shelf.own_words for token, _ in word.forms) else word.weight


def _most_covered(found: _Found, shelf: Shelf) -> list[int]:
    """The entries worth a closer look: those that cover most of the question, and those whose name was said."""
    covered = found.covered
    chosen = nsmallest(MOST_ENTRIES, covered, key=lambda entry: (-covered[entry], entry))
    named = {
        shelf.entry_of[phrase]
        for phrase, held in found.held.items()
        if shelf.kind_of[phrase] in NAMES and held >= NAME_MARGIN * shelf.mass_of[phrase]
    }
    return [*chosen, *sorted(named.difference(chosen))]


def _find(word: Word, shelf: Shelf, weights: Weights, found: _Found) -> None:
    asked = _asked_weight(word, shelf)
    seen: set[int] = set()
    best: dict[int, float] = {}
    often: dict[int, int] = {}
    for token, credit in word.forms:
        held = credit * (LEAST_WEIGHT if token in shelf.own_words else weights(token))
        for phrase in _posting(token, min(asked, held), shelf, found):
            if phrase in seen:
                continue
            seen.add(phrase)
            found.asked[phrase] += asked * credit
            found.held[phrase] += held
            entry, worth = shelf.entry_of[phrase], credit * WORTH[shelf.kind_of[phrase]]
            often[entry] = often.get(entry, 0) + 1
            if worth > best.get(entry, 0.0):
                best[entry] = worth
    for entry, worth in best.items():
        found.covered[entry] += asked * worth * (1 - ONCE_LESS * ONCE_DECAY ** (often[entry] - 1))


def _posting(token: str, telling: float, shelf: Shelf, found: _Found) -> list[int]:
    """Where the token stands. What tells next to nothing is looked for in names alone."""
    named = _confirmed(shelf.names.get(token, ()), token, shelf, found)
    if telling < LEAST_TELLING:
        return named
    return named + _confirmed(shelf.texts.get(token, ()), token, shelf, found)


def _confirmed(posting: Sequence[int], token: str, shelf: Shelf, found: _Found) -> list[int]:
    if len(posting) <= LONG_POSTING:
        return list(posting)
    if not found.asked:
        return list(posting[:LONG_POSTING])
    return [phrase for phrase in found.asked if token in shelf.phrases[phrase].tokens]


def _fit_phrases(found: _Found, shelf: Shelf, total: float, evidence: dict[int, Evidence]) -> None:
    for phrase, asked in found.asked.items():
        one = evidence.get(shelf.entry_of[phrase])
        kind = shelf.kind_of[phrase]
        if one is None or kind == TOPIC:
            continue
        own = min(1.0, found.held[phrase] / shelf.mass_of[phrase])
        fit = WORTH[kind] * math.sqrt(asked / total * own)
        if fit > one.phrase:
            one.phrase, one.best_phrase = fit, phrase
        if kind in NAMES and own >= NAME_MARGIN:
            name = _name_fit(own, asked / total, shelf.mass_of[phrase])
            if name > one.name:
                one.name, one.best_name = name, phrase


def _name_fit(own: float, asked: float, mass: float) -> float:
    """A name said in full speaks for itself, the more so the more it is all that was said."""
    telling = min(1.0, mass / 0.8)
    return own**2 * telling * (0.4 + 0.6 * asked)
