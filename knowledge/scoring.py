"""How well an entry fits a question: its words found, its best single phrase, its name."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

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
MOST_OFTEN = 99  # beyond it nothing is added
OFTEN: Vector = np.array([1 - ONCE_LESS * ONCE_DECAY ** (times - 1) for times in range(MOST_OFTEN + 1)])
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


class _Found:
    """What was found on a shelf, beside what the shelf tells of its phrases and entries.

    Of each phrase how much of the question it holds (`asked`) and how much of its own weight was said (`held`), of
    each entry how much of the question it covers.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.entry_of: Vector = np.frombuffer(shelf.entry_of, np.int32)
        self.kind_of: Vector = np.frombuffer(shelf.kind_of, np.int8)
        self.worth_of: Vector = np.frombuffer(shelf.worth_of)
        self.mass_of: Vector = np.frombuffer(shelf.mass_of)
        self.wordy: Vector = np.frombuffer(shelf.wordy)
        self.asked: Vector = np.zeros(len(shelf.tokens_of))
        self.held: Vector = np.zeros(len(shelf.tokens_of))
        self.covered: Vector = np.zeros(len(shelf.services))
        self.is_name: Vector = np.zeros(len(shelf.tokens_of), bool)
        self.is_empty = True

    def names(self) -> Vector:
        return np.flatnonzero(self.is_name)


def weigh(question: Question, spoken: Mapping[str, float], shelf: Shelf, weights: Weights) -> list[Evidence]:
    """The entries that hold most of the question, in no order."""
    asked = [_asked_weight(word, shelf) for word in question.words]
    said = max(sum(asked) or 1.0, LEAST_SAID)
    found = _Found(shelf)
    for word, weight in sorted(zip(question.words, asked), key=lambda pair: _breadth(pair[0], shelf)):
        _find(word, weight, shelf, weights, found)
    called = shelf.called.said(question.runs, _likely_named(found), len(question.words) <= FEW_WORDS)
    meaning = _meaning(question, shelf, found)
    chosen = list(dict.fromkeys([*_promising(found, said, meaning), *sorted(called)]))
    coverage = (found.covered[chosen] / said / found.wordy[chosen]).tolist()
    services, families = shelf.services, shelf.families
    evidence = {
        entry: Evidence(
            entry,
            coverage=covered,
            topic=nearness(spoken, services[entry].topics, families[entry]),
            meaning=meaning.get(entry, 0.0),
        )
        for entry, covered in zip(chosen, coverage)
    }
    _fit_phrases(found, shelf, said, evidence)
    _fit_names(found, said, evidence)
    for entry, sure in called.items():
        evidence[entry].name = max(evidence[entry].name, sure)
    return list(evidence.values())


def _meaning(question: Question, shelf: Shelf, found: _Found) -> dict[int, float]:
    """How near in meaning entries are: all, or in a large shelf those that cover most of the question."""
    if question.gist is None or shelf.gist is None:
        return {}
    if shelf.gist.is_small:
        return dict(enumerate(shelf.gist.nearness(question.gist).tolist()))
    entries = sorted({*_most_covered(found), *_named(found)})
    return dict(zip(entries, shelf.gist.nearness_of(entries, question.gist).tolist())) if entries else {}


def _promising(found: _Found, said: float, meaning: Mapping[int, float]) -> list[int]:
    """The entries worth a closer look: those that fit by their words and their meaning, and those whose name was said.
    A few that share no word with the question are among them."""
    likely: Vector = np.fromiter(meaning, int) if meaning else np.flatnonzero(found.covered)
    near: Vector = np.fromiter(meaning.values(), float) if meaning else np.zeros(len(likely))
    fits = COVERAGE_SHARE / said * found.covered[likely] / found.wordy[likely] + MEANING_SHARE * near
    best = _greatest(fits, likely, MOST_ENTRIES)
    return [*likely[best[fits[best] > 0]].tolist(), *_named(found)]


def _greatest(values: Vector, of: Vector, most: int) -> Vector:
    """The places of the greatest values, so many at most, in order; of equal ones those of the first entries."""
    some: Vector = np.arange(len(values))
    if len(values) > most:
        some = np.flatnonzero(values >= np.partition(values, -most)[-most])
    ordered: Vector = some[np.lexsort((of[some], -values[some]))]
    return ordered[:most]


def _breadth(word: Word, shelf: Shelf) -> int:
    return sum([len(shelf.texts.get(token, ())) for token, _ in word.forms])


def _likely_named(found: _Found) -> list[int]:
    names = found.names()
    shares = found.held[names] / found.mass_of[names]
    names = names[shares >= LIKELY_NAMED]
    entries = found.entry_of[names]
    best = _greatest(shares[shares >= LIKELY_NAMED], entries, MOST_LIKELY_NAMED)
    return list(dict.fromkeys(entries[best].tolist()))


def _asked_weight(word: Word, shelf: Shelf) -> float:
    return 0.02 if any(token in shelf.own_words for token, _ in word.forms) else word.weight


def _most_covered(found: _Found) -> list[int]:
    entries: Vector = np.flatnonzero(found.covered)
    best: list[int] = entries[_greatest(found.covered[entries], entries, MOST_COVERED)].tolist()
    return best


def _named(found: _Found) -> list[int]:
    names = found.names()
    said = found.held[names] >= NAME_MARGIN * found.mass_of[names]
    named: list[int] = found.entry_of[names[said]].tolist()
    return named


def _find(word: Word, asked: float, shelf: Shelf, weights: Weights, found: _Found) -> None:
    """Where a word stands. Of each entry counts the best place, and a little in how many it stands."""
    seen: Vector = np.zeros(len(found.asked), bool)
    best: Vector = np.zeros(len(found.covered))
    often: Vector = np.zeros(len(found.covered), int)
    for token, credit in word.forms:
        held = credit * (LEAST_WEIGHT if token in shelf.own_words else weights(token))
        phrases = _posting(token, min(asked, held), shelf, found)
        phrases = phrases[~seen[phrases]]
        if not len(phrases):
            continue
        seen[phrases] = True
        found.asked[phrases] += asked * credit
        found.held[phrases] += held
        found.is_empty = False
        entries = found.entry_of[phrases]
        np.maximum.at(best, entries, credit * found.worth_of[phrases])
        often += np.bincount(entries, minlength=len(often))
    found.covered += asked * best * OFTEN[np.minimum(often, MOST_OFTEN)]


def _posting(token: str, telling: float, shelf: Shelf, found: _Found) -> Vector:
    """The phrases where the token stands. What tells next to nothing is looked for in names alone."""
    names, texts = (np.frombuffer(kept.get(token, NOWHERE), np.int32) for kept in (shelf.names, shelf.texts))
    wanted = texts if telling >= LEAST_TELLING else texts[:0]
    if len(names) > LONG_POSTING or len(wanted) > LONG_POSTING:
        return _confirmed(names, texts, wanted, found)
    found.is_name[names] = True
    return np.concatenate((names, wanted)) if len(names) else wanted


def _confirmed(names: Vector, texts: Vector, wanted: Vector, found: _Found) -> Vector:
    """A word that stands nearly everywhere is looked for in what rarer words found; by itself, in the first."""
    if found.is_empty:
        found.is_name[names[:LONG_POSTING]] = True
        return np.concatenate((names[:LONG_POSTING], wanted[:LONG_POSTING]))
    is_short = [len(posting) <= LONG_POSTING for posting in (names, wanted)]
    if is_short[0]:
        found.is_name[names] = True
    known = (posting[found.asked[posting] > 0] for posting in (names, texts))
    whole = (posting for posting, short in zip((names, wanted), is_short) if short)
    return np.unique(np.concatenate((*known, *whole)))


def _fit_phrases(found: _Found, shelf: Shelf, total: float, evidence: Mapping[int, Evidence]) -> None:
    """Each entry's best single phrase: how much of the question it holds, and how much of it the question holds."""
    if not evidence:
        return
    spans = [shelf.phrases_of(entry) for entry in evidence]
    phrases: Vector = np.concatenate([np.arange(span.start, span.stop) for span in spans])
    own = np.minimum(found.held[phrases] / found.mass_of[phrases], 1.0)
    fits = found.worth_of[phrases] * np.sqrt(found.asked[phrases] / total * own) * (found.kind_of[phrases] != TOPIC)
    begin = 0
    for one, span in zip(evidence.values(), spans):
        best = int(fits[begin : begin + len(span)].argmax())
        if fits[begin + best] > 0:
            one.phrase, one.best_phrase = float(fits[begin + best]), span.start + best
        begin += len(span)


def _fit_names(found: _Found, total: float, evidence: Mapping[int, Evidence]) -> None:
    names = found.names()
    own = found.held[names] / found.mass_of[names]
    for phrase, share in zip(names[own >= NAME_MARGIN].tolist(), own[own >= NAME_MARGIN].tolist()):
        one = evidence.get(int(found.entry_of[phrase]))
        if one is not None:
            name = _name_fit(min(1.0, share), float(found.asked[phrase]) / total, float(found.mass_of[phrase]))
            if name > one.name:
                one.name, one.best_name = name, phrase


def _name_fit(own: float, asked: float, mass: float) -> float:
    """A name said in full speaks for itself, the more so the more it is all that was said."""
    telling = min(1.0, mass / 0.8)
    return own**2 * telling * (0.2 + 0.8 * asked)
