"""Finding the service that fits someone's own words."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from knowledge.compiled import unhurried
from knowledge.index import NAMES, Reader, Shelf, build_shelves
from knowledge.locality import Locality, Topic
from knowledge.meaning import table
from knowledge.naming import MANY_ENTRIES
from knowledge.phases import PHASES
from knowledge.question import Listener, Question
from knowledge.ranking import NAMED, NATIONAL, Candidate, Ranking
from knowledge.service import Service
from knowledge.spelling import Speller
from knowledge.vocabulary import FRAME, Vocabulary, thesaurus
from knowledge.words import collapsed

ENOUGH = 0.12
# What must fit before there is an answer: more of a question in few words, and of one that is unlike those of schools.
FEW_WORDS_NEED, WORD_LESS, MOST_WORDS, OUTSIDE_MORE = 0.48, 0.016, 15, 0.1
ONE_WORD_NEEDS = 0.6  # the same of a single word, unless it is one for a known need
THEIRS_NEED = 0.45  # the same, where all that was said is what another place's service is called
WORTH_SHOWING = 0.12
SURE = 0.4
AS_GOOD = 0.95
MOST_CANDIDATES = 8
SURE_OF_NAME = 0.8

Kind = Literal["answer", "choose", "clarify", "none"]


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is from 0 to 1; `why` tells the words that matched, and what they meant. `named`: its name was said."""

    service: Service
    score: float
    why: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What was recognised in a question; never its words."""

    phases: tuple[str, ...] = ()
    age: int | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`matches` are best first. `clarify` asks for one fact, with its options. `candidates` are ids. `theirs` is what
    was named and is another place's. What is not `sure` is right in about seven of ten cases, what is, in nine."""

    kind: Kind
    matches: tuple[Match, ...] = ()
    facts: Facts = Facts()
    asks: Literal["", "phase", "locality"] = ""
    options: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    theirs: Service | None = None
    sure: bool = True


class Directory:
    """All services, ready to be asked. Asking changes nothing, and the same question gets the same answer."""

    def __init__(
        self, services: Iterable[Service], topics: Iterable[Topic] = (), localities: Iterable[Locality] = ()
    ) -> None:
        kept = {service.id: service for service in sorted(services, key=lambda service: service.id)}
        self.services: Mapping[str, Service] = MappingProxyType(kept)
        self.localities: Mapping[str, Locality] = MappingProxyType({place.id: place for place in localities})
        topics = tuple(topics)
        self._labels = {topic.id: topic.label for topic in topics}
        self._codes = {self.code(service_id): service for service_id, service in kept.items()}
        called = {topic.id: (topic.label, *topic.words) for topic in topics}
        vocabulary = Vocabulary({**thesaurus(), **{f"@{topic}": phrases for topic, phrases in called.items()}})
        reader = Reader(vocabulary, table(), called)
        with unhurried():
            shelves, weights = build_shelves(tuple(kept.values()), reader, table())
            self._ranking = Ranking(shelves, weights)
        sought = (word for word in {*reader.surface, *FRAME, *vocabulary.surface} if len(word) > 3)
        speller = Speller(sought, at_once=len(kept) > MANY_ENTRIES)
        self._places = sorted(shelves)
        self._only_there = dict(pair for shelf in shelves.values() for pair in _own_names(shelf))
        self._called = _called(kept.values())
        self._listener = Listener(vocabulary, weights, reader, speller)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "services": dict(self.services), "localities": dict(self.localities)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        proxies = {name: MappingProxyType(state[name]) for name in ("services", "localities")}
        self.__dict__.update({**state, **proxies})

    def find(
        self, question: str, locality: str, *, phase: str = "", excluding: Collection[str] = (), limit: int = 5
    ) -> Finding:
        """The entries of this locality, and then the national ones, that fit what was asked."""
        asked = self._listener.read(question)
        phases = (phase,) if phase else asked.ages.phases
        ranked = self._ranking.best(asked, phases, dict.fromkeys((locality, NATIONAL)))
        ranked = [candidate for candidate in ranked if candidate.service.id not in excluding]
        return self._found(asked, phases, ranked, locality, limit)

    def find_in(self, question: str, localities: Iterable[str], *, limit: int = 5) -> dict[str, Finding]:
        """As `find` for each of these, at once."""
        asked = self._listener.read(question)
        phases = asked.ages.phases
        ranked = self._ranking.best_in_each(asked, phases, localities)
        return {place: self._found(asked, phases, best, place, limit) for place, best in ranked.items()}

    def _found(
        self, asked: Question, phases: tuple[str, ...], ranked: Sequence[Candidate], locality: str, limit: int
    ) -> Finding:
        facts = Facts(phases, asked.ages.age, asked.topics)
        candidates = tuple(candidate.service.id for candidate in ranked[:MOST_CANDIDATES])
        if not _answers(asked, ranked, THEIRS_NEED if self._is_called_elsewhere(asked, locality) else 0.0):
            if locality not in self._places and self._elsewhere(asked, "", 1):
                options = tuple(place for place in self._places if place != NATIONAL)
                return Finding("clarify", (), facts, "locality", options)
            return Finding("none", facts=facts, candidates=candidates)
        as_good = [c for c in ranked[:3] if c.score >= ranked[0].score * AS_GOOD]
        by_the_ladder = bool(asked.before or asked.route)  # which put them in order itself
        if not (phases or by_the_ladder) and (options := _phases_that_decide(as_good)):
            return Finding("clarify", (), facts, "phase", options, candidates)
        matches = tuple(self._match(asked, c) for c in ranked[:limit] if c.score >= WORTH_SHOWING)
        kind: Kind = "choose" if len(as_good) > 1 else "answer"
        theirs = None if any(match.named for match in matches) else self._theirs(asked, locality)
        sure = by_the_ladder or ranked[0].evidence.name >= NAMED or ranked[0].score >= SURE
        return Finding(kind, matches, facts, candidates=candidates, theirs=theirs, sure=sure)

    def _theirs(self, asked: Question, locality: str) -> Service | None:
        named = (self._only_there.get(run) for run in asked.runs)
        return next((service for service in named if service and service.locality not in (locality, NATIONAL)), None)

    def _is_called_elsewhere(self, asked: Question, locality: str) -> bool:
        places = {place for run in asked.runs for place in self._called.get(run, ())}
        return bool(places) and places.isdisjoint((locality, NATIONAL))

    def named(self, said: str, locality: str) -> Service | None:
        """The service of this name or alias, here or national; typing slips are forgiven."""
        asked = self._listener.read(said)
        ranked = self._ranking.best(asked, (), dict.fromkeys((locality, NATIONAL)))
        named = [c for c in ranked if c.evidence.name >= NAMED]
        best = max(named, key=lambda c: (c.evidence.name, c.score), default=None)
        return best.service if best else None

    def elsewhere(self, question: str, locality: str, limit: int = 3) -> tuple[Match, ...]:
        """How others do it: entries of other localities, never to be offered as if they were local."""
        return self._elsewhere(self._listener.read(question), locality, limit)

    def _elsewhere(self, asked: Question, locality: str, limit: int) -> tuple[Match, ...]:
        others = [place for place in self._places if place not in (locality, NATIONAL)]
        ranked = self._ranking.best(asked, asked.ages.phases, others)
        enough = _enough(asked)
        return tuple(self._match(asked, c) for c in ranked[:limit] if c.score >= enough)

    def understands(self, said: Sequence[str]) -> bool:
        """Whether these words say anything at all: no gibberish, and not only “can you help”."""
        return self._listener.understands(said)

    def code(self, service_id: str) -> str:
        """A short name of a service that fits a button, and stays the same as long as its id does."""
        digest = hashlib.sha256(service_id.encode()).digest()
        return base64.b32encode(digest)[:8].decode().lower()

    def by_code(self, code: str) -> Service | None:
        return self._codes.get(code.lower())

    def _match(self, asked: Question, candidate: Candidate) -> Match:
        named = candidate.evidence.name > SURE_OF_NAME
        return Match(candidate.service, min(1.0, candidate.score), self._why(asked, candidate), named)

    def _why(self, asked: Question, candidate: Candidate) -> str:
        shelf, evidence, topics = candidate.shelf, candidate.evidence, candidate.service.topics
        best = evidence.best_name if evidence.best_name >= 0 else evidence.best_phrase
        tokens = {*shelf.tokens_of[best]} if best >= 0 else {f"@{topic}" for topic in topics}
        said = _said(asked, tokens) or _said(asked, {f"@{topic}" for topic in topics})
        if evidence.name and (best < 0 or shelf.kind_of[best] in NAMES):
            return f"matched: '{said or candidate.service.name}' → its name"
        topic = next((t for t in asked.topics if t in topics), topics[0] if topics else "")
        label = self._labels.get(topic, topic) or candidate.service.name
        return f"matched: '{said}' → {label}" if said else f"goes with: {label}"


def _own_names(shelf: Shelf) -> Iterable[tuple[str, Service]]:
    """The names of what no other place has, each as one run of letters."""
    return ((collapsed(one.name), one) for one, family in zip(shelf.services, shelf.families) if not family)


def _called(services: Iterable[Service]) -> Mapping[str, set[str]]:
    """Where there is something of this name or acronym, each as one run of letters."""
    places: dict[str, set[str]] = {}
    for one in services:
        for name in (one.name, *(alias for alias in one.alternate_names if alias.isupper())):
            places.setdefault(collapsed(name), set()).add(one.locality)
    return places


def _answers(asked: Question, ranked: Sequence[Candidate], least: float) -> bool:
    """Whether the best is good enough. What is nobody's business is answered only by an entry that speaks of it."""
    if asked.diagnosing or not ranked or ranked[0].score < max(least, _enough(asked)):
        return False
    best, shelf = ranked[0].evidence, ranked[0].shelf
    if best.name <= SURE_OF_NAME and not all(shelf.speaks_of(concept, best.entry) for concept in asked.demanded):
        return False
    if not asked.outside or best.name > SURE_OF_NAME:
        return True
    return best.best_phrase >= 0 and asked.outside <= {*ranked[0].shelf.stems(best.best_phrase)}


def _enough(asked: Question) -> float:
    """How well something must fit to be an answer."""
    fewest = FEW_WORDS_NEED - WORD_LESS * min(len(asked.words), MOST_WORDS)
    enough = max(ENOUGH, fewest + OUTSIDE_MORE * asked.outsideness)
    return max(enough, ONE_WORD_NEEDS) if len(asked.words) == 1 and not asked.topics else enough


def _phases_that_decide(as_good: Sequence[Candidate]) -> tuple[str, ...]:
    """The phases to choose from where several entries are as good, each for phases of its own."""
    every = [phase for c in as_good for phase in c.service.phases]
    apart = all(c.service.phases for c in as_good) and len(every) == len({*every})
    if len(as_good) < 2 or not apart or any(c.evidence.name >= NAMED for c in as_good):
        return ()
    return tuple(phase for phase in PHASES if phase in every)


def _said(asked: Question, tokens: Collection[str]) -> str:
    """The four most telling words of the question that stand for any of these, in their order."""
    hit = [word for word in asked.words if any(token in tokens for token, _ in word.forms)]
    telling = sorted(hit, key=lambda word: -word.weight)[:4]
    return " ".join(dict.fromkeys(word.text for word in hit if word in telling))
