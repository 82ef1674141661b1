"""Finding the service that fits someone's own words."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from knowledge.association import Associations
from knowledge.index import NAMES, Reader, Shelf, build_shelves
from knowledge.locality import Locality, Topic
from knowledge.question import Listener, Question
from knowledge.scoring import Evidence, together, weigh
from knowledge.service import Service
from knowledge.spelling import Speller
from knowledge.vocabulary import FRAME, Vocabulary, thesaurus

NATIONAL = "national"
NATIONAL_SHARE = 0.8
NATIONAL_NAME_SHARE = 0.95
KIND_SHARE: Mapping[str, float] = {"role": 0.88, "organisation": 0.88, "school": 0.88, "guidance": 0.92}
INWARD_SHARE = 1.15  # what a school can do by itself, where it asks what comes before
WRONG_PHASE_SHARE = 0.75
UNUSABLE_SHARE = 0.4
ENOUGH = 0.3
NAMED = 0.45  # how well a name must fit to be what the question is about
AS_GOOD = 0.97
MOST_CANDIDATES = 8

Kind = Literal["answer", "choose", "clarify", "none"]


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is from 0 to 1; `why` tells the words that matched, and what they meant."""

    service: Service
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What was recognised in a question; never its words."""

    phases: tuple[str, ...] = ()
    age: int | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`matches` are best first. `clarify` asks for one fact, with its options. `candidates` are ids."""

    kind: Kind
    matches: tuple[Match, ...] = ()
    facts: Facts = Facts()
    asks: Literal["", "phase", "locality"] = ""
    options: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    shelf: Shelf
    evidence: Evidence
    score: float

    @property
    def service(self) -> Service:
        return self.shelf.services[self.evidence.entry]


class Directory:
    """All services, ready to be asked. Asking changes nothing, and the same question gets the same answer."""

    def __init__(
        self, services: Iterable[Service], topics: Iterable[Topic] = (), localities: Iterable[Locality] = ()
    ) -> None:
        kept = sorted(services, key=lambda service: service.id)
        self.services: Mapping[str, Service] = MappingProxyType({service.id: service for service in kept})
        topics = tuple(topics)
        self.localities: Mapping[str, Locality] = MappingProxyType({place.id: place for place in localities})
        self._labels = {topic.id: topic.label for topic in topics}
        self._codes = {_code(service.id): service for service in kept}
        groups = {**thesaurus(), **{f"@{topic.id}": (topic.label, *topic.words) for topic in topics}}
        vocabulary = Vocabulary(groups)
        reader = Reader(vocabulary)
        self._shelves, self._weights = build_shelves(tuple(self.services.values()), reader)
        self._associations = Associations(self._shelves.values())
        speller = Speller([w for w in {*reader.surface, *FRAME, *vocabulary.surface} if len(w) > 3])
        self._listener = Listener(vocabulary, self._weights, reader, speller)

    def find(
        self, question: str, locality: str, *, phase: str = "", excluding: Collection[str] = (), limit: int = 5
    ) -> Finding:
        """The entries of this locality, and then the national ones, that fit what was asked."""
        asked = self._listener.read(question)
        phases = (phase,) if phase else asked.ages.phases
        facts = Facts(phases, asked.ages.age, asked.topics)
        ranked = [c for c in self._ranked(asked, locality, facts) if c.service.id not in excluding]
        candidates = tuple(c.service.id for c in ranked[:MOST_CANDIDATES])
        if asked.diagnosing or not ranked or ranked[0].score < ENOUGH or not _meets(asked, ranked[0]):
            return Finding("none", facts=facts, candidates=candidates)
        fitting = [c for c in ranked if c.score >= ENOUGH * 0.6][:limit]
        matches = tuple(self._match(asked, c) for c in fitting)
        close = [c for c in fitting[:3] if c.score >= ranked[0].score * AS_GOOD]
        return Finding("choose" if len(close) > 1 else "answer", matches, facts, candidates=candidates)

    def named(self, said: str, locality: str) -> Service | None:
        """The service of this name or alias, here or national; typing slips are forgiven."""
        asked = self._listener.read(said)
        named = [c for c in self._ranked(asked, locality, Facts()) if c.evidence.name >= ENOUGH]
        best = max(named, key=lambda c: (c.evidence.name, c.score), default=None)
        return best.service if best else None

    def elsewhere(self, question: str, locality: str, limit: int = 3) -> tuple[Match, ...]:
        """How others do it: entries of other localities, never to be offered as if they were local."""
        asked = self._listener.read(question)
        facts = Facts(asked.ages.phases, asked.ages.age)
        others = [name for name in sorted(self._shelves) if name not in (locality, NATIONAL)]
        spoken = self._associations.topics_of(asked)
        found = [c for name in others for c in self._of_shelf(asked, spoken, name, facts)]
        ranked = sorted(found, key=lambda c: (-c.score, c.service.id))
        return tuple(self._match(asked, c) for c in ranked[:limit] if c.score >= ENOUGH)

    def code(self, service_id: str) -> str:
        """A short name of a service that fits a button, and stays the same as long as its id does."""
        return _code(service_id)

    def by_code(self, code: str) -> Service | None:
        return self._codes.get(code.lower())

    def _ranked(self, asked: Question, locality: str, facts: Facts) -> list[_Candidate]:
        spoken = self._associations.topics_of(asked)
        places = dict.fromkeys((locality, NATIONAL))
        found = [c for place in places for c in self._of_shelf(asked, spoken, place, facts)]
        ranked = sorted(found, key=lambda c: (-c.score, c.service.locality == NATIONAL, c.service.id))
        if asked.before or asked.route:
            return self._by_the_ladder(asked, ranked)
        return ranked

    def _by_the_ladder(self, asked: Question, ranked: list[_Candidate]) -> list[_Candidate]:
        """Who asks what comes before something, or the way to it, is told the rung below it first."""
        if not ranked or ranked[0].evidence.name < NAMED:
            return ranked
        top = ranked[0]
        below = [self.services[i] for i in top.service.step_down if i in self.services]
        wanted = [s.id for s in below if s.is_usable and (asked.before or _is_open_door(s, top.service))]
        known = {c.service.id: c for c in ranked}
        first = [replace(known.get(i) or self._bare(i), score=top.score) for i in wanted]
        return first + [c for c in ranked if c.service.id not in wanted]

    def _bare(self, service_id: str) -> _Candidate:
        shelf = self._shelves[self.services[service_id].locality]
        entry = next(at for at, service in enumerate(shelf.services) if service.id == service_id)
        return _Candidate(shelf, Evidence(entry), 0.0)

    def _of_shelf(self, asked: Question, spoken: Mapping[str, float], locality: str, facts: Facts) -> list[_Candidate]:
        shelf = self._shelves.get(locality)
        if shelf is None:
            return []
        found = weigh(asked, spoken, shelf, self._weights)
        return [_Candidate(shelf, e, _score(shelf.services[e.entry], e, asked, facts)) for e in found]

    def _match(self, asked: Question, candidate: _Candidate) -> Match:
        return Match(candidate.service, min(1.0, candidate.score), self._why(asked, candidate))

    def _why(self, asked: Question, candidate: _Candidate) -> str:
        shelf, evidence = candidate.shelf, candidate.evidence
        best = evidence.best_name if evidence.best_name >= 0 else evidence.best_phrase
        phrase = shelf.phrases[best] if best >= 0 else None
        tokens = set(phrase.tokens) if phrase else {f"@{topic}" for topic in candidate.service.topics}
        strong = sorted(asked.words, key=lambda w: -w.weight)
        hit = [w.text for w in strong if any(token in tokens for token, _ in w.forms)][:4]
        said = " ".join(dict.fromkeys(w.text for w in asked.words if w.text in hit))
        if phrase and shelf.kind_of[best] in NAMES:
            return f"matched: '{said}' → its name"
        topic = next((t for t in asked.topics if t in candidate.service.topics), candidate.service.topics[0])
        return f"matched: '{said}' → {self._labels.get(topic, topic)}"


def _is_open_door(service: Service, top: Service) -> bool:
    """Whether anybody may turn to it, for the same need."""
    return service.access in ("open", "drop-in") and service.kind != "guidance" and bool({*service.topics} & {*top.topics})


def _score(service: Service, evidence: Evidence, asked: Question, facts: Facts) -> float:
    need = evidence.need * KIND_SHARE.get(service.kind, 1.0)
    name = evidence.name
    if service.locality == NATIONAL:
        need, name = need * NATIONAL_SHARE, name * NATIONAL_NAME_SHARE
    if asked.before and {1, 4} & set(service.tracks):
        need = min(1.0, need * INWARD_SHARE)
    return together(need, name) * _fit(service, evidence, facts)


def _fit(service: Service, evidence: Evidence, facts: Facts) -> float:
    """What lowers an entry: the wrong phase or age, and no longer, or not yet, being there."""
    share = 1.0
    if facts.phases and service.phases and not set(facts.phases) & set(service.phases):
        share *= WRONG_PHASE_SHARE
    if facts.age is not None and not (service.minimum_age or 0) <= facts.age <= (service.maximum_age or 99):
        share *= WRONG_PHASE_SHARE
    if not service.is_usable and evidence.name < 0.6:
        share *= UNUSABLE_SHARE
    return share


def _meets(asked: Question, best: _Candidate) -> bool:
    """What is nobody's business is answered only by an entry that speaks of just that."""
    if not asked.outside or best.evidence.name > 0.8:
        return True
    return best.evidence.best_phrase >= 0 and asked.outside <= set(best.shelf.phrases[best.evidence.best_phrase].stems)


def _code(service_id: str) -> str:
    digest = hashlib.sha256(service_id.encode()).digest()
    return base64.b32encode(digest)[:8].decode().lower()
