"""How well an entry fits a question: its words found, its best single phrase, its name."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nlargest, nsmallest

import numpy as np

from knowledge.association import nearness
from knowledge.index import LEAST_WEIGHT, TOPIC, Shelf, Weights
from knowledge.meaning import Vector
from knowledge.naming import FEW_WORDS
from knowledge.question import Question, Word

LONG_POSTING = 700  # a word in more phrases than this only confirms what rarer words found
MOST_COVERED = 120
MOST_ENTRIES = 32
COVERAGE_SHARE = 0.406
PHRASE_SHARE = 0.066
TOPIC_SHARE = 0.138
MEANING_SHARE = 0.648
PLENTY, BEYOND_PLENTY = 0.95, 0.2  # beyond this, more of the same adds little, and never outweighs a name
ONCE_LESS = 0.5  # what a word found in one phrase of an entry only is worth less than one found all over it
ONCE_DECAY = 0.6
NOWHERE: array[int] = array("i")
FEWER = 8  # a posting that is not so many times longer than what was found is gone through whole
MOST_OFTEN = 99  # beyond it nothing is added
OFTEN = tuple(1 - ONCE_LESS * ONCE_DECAY ** (times - 1) for times in range(MOST_OFTEN + 1))
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
    meaning: float = 0.0
    name: float = 0.0
    best_phrase: int = -1
    best_name: int = -1

    @property
    def need(self) -> float:
        found = COVERAGE_SHARE * self.coverage + PHRASE_SHARE * self.phrase
        found += TOPIC_SHARE * self.topic + MEANING_SHARE * self.meaning
        return min(found, PLENTY + (found - PLENTY) * BEYOND_PLENTY)


def together(need: float, name: float) -> float:
    """What speaks for an entry in all: its name counts for itself, and what else fits breaks ties among names."""
    return max(need, name + (1 - name) * need * 0.5) if name else need


@dataclass(slots=True)
class _Found:
    asked: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # phrase: question's weight found in it
    held: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # phrase: its own weight found
    covered: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # entry: question's weight found
    names: dict[int, None] = field(default_factory=dict)  # those of the phrases that are names
    _sorted: Vector | None = None

    def phrases(self) -> Vector:
        """All phrases found, in order."""
        kept = self._sorted
        if kept is None or len(kept) != len(self.asked):
            kept = self._sorted = np.sort(np.fromiter(self.asked, np.int32, len(self.asked)))
        return kept


def weigh(question: Question, spoken: Mapping[str, float], shelf: Shelf, weights: Weights) -> list[Evidence]:
    """The entries that hold most of the question, in no order."""
    asked = [_asked_weight(word, shelf) for word in question.words]
    said = max(sum(asked) or 1.0, LEAST_SAID)
    found = _Found()
    for word, weight in sorted(zip(question.words, asked), key=lambda pair: _breadth(pair[0], shelf)):
        _find(word, weight, shelf, weights, found)
    called = shelf.called.said(question.runs, _likely_named(found, shelf), len(question.words) <= FEW_WORDS)
    meaning = _meaning(question, shelf, found)
    chosen = dict.fromkeys([*_promising(found, shelf, said, meaning), *sorted(called)])
    covered, wordy, services, families = found.covered, shelf.wordy, shelf.services, shelf.families
    evidence = {
        entry: Evidence(
            entry,
            coverage=covered.get(entry, 0.0) / said / wordy[entry],
            topic=nearness(spoken, services[entry].topics, families[entry]),
            meaning=meaning.get(entry, 0.0),
        )
        for entry in chosen
    }
    _fit_phrases(found, shelf, said, evidence)
    _fit_names(found, shelf, said, evidence)
    for entry, sure in called.items():
        evidence[entry].name = max(evidence[entry].name, sure)
    return list(evidence.values())


def _meaning(question: Question, shelf: Shelf, found: _Found) -> dict[int, float]:
    """How near in meaning entries are: all, or in a large shelf those that cover most of the question."""
    if question.gist is None or shelf.gist is None:
        return {}
    if shelf.gist.is_small:
        return dict(enumerate(shelf.gist.nearness(question.gist).tolist()))
    entries = sorted({*_most_covered(found), *_named(found, shelf)})
    return dict(zip(entries, shelf.gist.nearness_of(entries, question.gist).tolist())) if entries else {}


def _promising(found: _Found, shelf: Shelf, said: float, meaning: Mapping[int, float]) -> list[int]:
    """The entries worth a closer look: those that fit by their words and their meaning, and those whose name was said.
    A few that share no word with the question are among them."""
    covered, wordy = found.covered, shelf.wordy
    share = COVERAGE_SHARE / said
    likely = meaning or covered
    fits = [
        (-(share * covered.get(entry, 0.0) / wordy[entry] + MEANING_SHARE * meaning.get(entry, 0.0)), entry)
        for entry in likely
    ]
    return [*(entry for fit, entry in nsmallest(MOST_ENTRIES, fits) if fit), *_named(found, shelf)]


def _breadth(word: Word, shelf: Shelf) -> int:
    return sum([len(shelf.texts.get(token, ())) for token, _ in word.forms])


def _likely_named(found: _Found, shelf: Shelf) -> list[int]:
    shares = (
        (found.held[phrase] / shelf.mass_of[phrase], -shelf.entry_of[phrase])
        for phrase in found.names
        if found.held[phrase] >= LIKELY_NAMED * shelf.mass_of[phrase]
    )
    return list(dict.fromkeys(-entry for _, entry in nlargest(MOST_LIKELY_NAMED, shares)))


def _asked_weight(word: Word, shelf: Shelf) -> float:
    return 0.02 if any(token in shelf.own_words for token, _ in word.forms) else word.weight


def _most_covered(found: _Found) -> list[int]:
    covered = [(-share, entry) for entry, share in found.covered.items()]
    return [entry for _, entry in (nsmallest(MOST_COVERED, covered) if len(covered) > MOST_COVERED else covered)]


def _named(found: _Found, shelf: Shelf) -> list[int]:
    held, mass_of = found.held, shelf.mass_of
    return [shelf.entry_of[phrase] for phrase in found.names if held[phrase] >= NAME_MARGIN * mass_of[phrase]]


def _find(word: Word, asked: float, shelf: Shelf, weights: Weights, found: _Found) -> None:
    seen: set[int] = set()
    best: dict[int, float] = {}
    often: Counter[int] = Counter()
    for token, credit in word.forms:
        held = credit * (LEAST_WEIGHT if token in shelf.own_words else weights(token))
        phrases = _posting(token, min(asked, held), shelf, found)
        if seen:
            phrases = [phrase for phrase in phrases if phrase not in seen]
        if not phrases:
            continue
        seen.update(phrases)
        _gather(phrases, asked * credit, held, found)
        _keep_best(phrases, credit, shelf, best, often)
    covered = found.covered
    for entry, worth in best.items():
        covered[entry] += asked * worth * OFTEN[min(often[entry], MOST_OFTEN)]


def _keep_best(
    phrases: Iterable[int], credit: float, shelf: Shelf, best: dict[int, float], often: Counter[int]
) -> None:
    """For each entry the worth of the best place where the word stands, and in how many it does."""
    placed = sorted(phrases, reverse=True)  # of an entry's phrases that which is worth most comes last, and stays
    entries = [shelf.entry_of[phrase] for phrase in placed]
    often.update(entries)
    here = dict(zip(entries, map(shelf.worth_of.__getitem__, placed)))
    if not best:
        best.update(here if credit == 1.0 else {entry: credit * worth for entry, worth in here.items()})
        return
    for entry, worth in here.items():
        if credit * worth > best.get(entry, 0.0):
            best[entry] = credit * worth


def _gather(phrases: Iterable[int], asked: float, held: float, found: _Found) -> None:
    asked_of, held_of = found.asked, found.held
    for phrase in phrases:
        asked_of[phrase] += asked
        held_of[phrase] += held


def _posting(token: str, telling: float, shelf: Shelf, found: _Found) -> Collection[int]:
    """Where the token stands. What tells next to nothing is looked for in names alone."""
    names, texts = shelf.names.get(token, NOWHERE), shelf.texts.get(token, NOWHERE)
    wanted = texts if telling >= LEAST_TELLING else NOWHERE
    if len(names) > LONG_POSTING or len(wanted) > LONG_POSTING:
        return _confirmed(names, texts, wanted, shelf, found)
    found.names.update(dict.fromkeys(names))
    return [*names, *wanted] if names else wanted


def _confirmed(
    names: array[int], texts: array[int], wanted: array[int], shelf: Shelf, found: _Found
) -> Collection[int]:
    """A word that stands nearly everywhere is looked for in what rarer words found; by itself, in the first."""
    if not found.asked:
        found.names.update(dict.fromkeys(names[:LONG_POSTING]))
        return [*names[:LONG_POSTING], *wanted[:LONG_POSTING]]
    held = _among(names, found) | _among(texts, found)
    for posting in (names, wanted):
        if len(posting) <= LONG_POSTING:
            held.update(posting)
            found.names.update(dict.fromkeys(posting) if posting is names else ())
    return sorted(held)


def _among(posting: array[int], found: _Found) -> set[int]:
    """Those of the phrases found that stand in the posting, which is in order."""
    if len(posting) < FEWER * len(found.asked):
        return found.asked.keys() & posting
    phrases, held = found.phrases(), np.frombuffer(posting, np.int32)
    at = np.searchsorted(held, phrases)
    within = phrases[held[np.minimum(at, len(held) - 1)] == phrases]
    return set(within.tolist())


def _fit_phrases(found: _Found, shelf: Shelf, total: float, evidence: Mapping[int, Evidence]) -> None:
    """Each entry's best single phrase: how much of the question it holds, and how much of it the question holds."""
    asked_of, held_of = found.asked, found.held
    mass_of, kind_of, worth_of, root = shelf.mass_of, shelf.kind_of, shelf.worth_of, math.sqrt
    for entry, one in evidence.items():
        for phrase in shelf.phrases_of(entry):
            if phrase not in asked_of or kind_of[phrase] == TOPIC:
                continue
            own = held_of[phrase] / mass_of[phrase]
            fit = worth_of[phrase] * root(asked_of[phrase] / total * (own if own < 1.0 else 1.0))
            if fit > one.phrase:
                one.phrase, one.best_phrase = fit, phrase


def _fit_names(found: _Found, shelf: Shelf, total: float, evidence: Mapping[int, Evidence]) -> None:
    for phrase in found.names:
        mass = shelf.mass_of[phrase]
        own = found.held[phrase] / mass
        one = evidence.get(shelf.entry_of[phrase]) if own >= NAME_MARGIN else None
        if one is not None:
            name = _name_fit(min(1.0, own), found.asked[phrase] / total, mass)
            if name > one.name:
                one.name, one.best_name = name, phrase


def _name_fit(own: float, asked: float, mass: float) -> float:
    """A name said in full speaks for itself, the more so the more it is all that was said."""
    telling = min(1.0, mass / 0.8)
    return own**2 * telling * (0.2 + 0.8 * asked)
