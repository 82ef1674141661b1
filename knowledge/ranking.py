"""The order in which entries answer a question: one's own place first, what is there today, the right age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.association import Associations
from knowledge.index import Shelf, Weights
from knowledge.question import Question
from knowledge.scoring import Evidence, together, weigh
from knowledge.service import Service

NATIONAL = "national"
NATIONAL_SHARE = 0.65
NATIONAL_NAME_SHARE = 0.95
# What is not itself a help for a child or family is put lower, unless the question uses one of these words.
KINDS: Mapping[str, tuple[float, frozenset[str]]] = {
    "role": (0.88, frozenset({"#lead", "#named person"})),
    "organisation": (0.85, frozenset()),
    "school": (0.88, frozenset()),
    "training": (0.88, frozenset({"#training", "#improve"})),
    "guidance": (0.85, frozenset({"#guidance", "#agreed", "#law", "#proven"})),
    "tool": (0.88, frozenset({"#guidance", "#data", "#identify", "#app", "#survey", "#score", "#map", "#form"})),
}
GENERAL_SHARE = 0.95  # an advice line for everything gives way to what is there for just this, unless advice is asked
ASKS_ADVICE = frozenset({"@referral-advice", "#advice", "#stumped", "#discuss", "#helpline"})
INWARD = frozenset({1, 4})
INWARD_SHARE = 1.15  # what a school can do by itself, where it asks what comes before
WRONG_PHASE_SHARE = 0.75
UNUSABLE_SHARE = 0.4
SUCCESSOR_SHARE = 0.95
NAMED = 0.45  # how well a name must fit to be what the question is about
HINTED = 0.2  # the same, where the question asks what comes before it
MEANT = 0.6  # how well it must fit for what has ended to be what was asked for


class Candidate(NamedTuple):
    shelf: Shelf
    evidence: Evidence
    service: Service
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that is the same for every place."""

    question: Question
    phases: tuple[str, ...]
    spoken: Mapping[str, float]
    shares: Mapping[str, float]
    wants_advice: bool


class Ranking:
    """Weighs a question against the shelves, and puts what fits in order."""

    def __init__(self, shelves: Mapping[str, Shelf], weights: Weights) -> None:
        self._shelves = shelves
        self._weights = weights
        self._associations = Associations(shelves.values())
        self._places = {s.id: (shelf, at) for shelf in shelves.values() for at, s in enumerate(shelf.services)}

    def best(self, asked: Question, phases: tuple[str, ...], places: Iterable[str]) -> list[Candidate]:
        about = self._about(asked, phases)
        return self._ranked(asked, [c for place in places for c in self._on_shelf(about, place)])

    def best_in_each(
        self, asked: Question, phases: tuple[str, ...], localities: Iterable[str]
    ) -> dict[str, list[Candidate]]:
        """As `best` for each locality with what is national, which is weighed once."""
        about = self._about(asked, phases)
        national = self._on_shelf(about, NATIONAL)
        own = {place: self._on_shelf(about, place) if place != NATIONAL else [] for place in localities}
        return {place: self._ranked(asked, [*found, *national]) for place, found in own.items()}

    def _about(self, asked: Question, phases: tuple[str, ...]) -> Asked:
        shares = {kind: share for kind, (share, waived_by) in KINDS.items() if asked.concepts.isdisjoint(waived_by)}
        spoken = self._associations.topics_of(asked)
        return Asked(asked, phases, spoken, shares, not asked.concepts.isdisjoint(ASKS_ADVICE))

    def _on_shelf(self, about: Asked, place: str) -> list[Candidate]:
        shelf = self._shelves.get(place)
        if shelf is None:
            return []
        found = weigh(about.question, about.spoken, shelf, self._weights)
        services = shelf.services
        return [Candidate(shelf, e, services[e.entry], _score(services[e.entry], e, about)) for e in found]

    def _ranked(self, asked: Question, found: list[Candidate]) -> list[Candidate]:
        ranked = _ordered(self._with_successors(asked, found))
        if asked.before or asked.route:
            ranked = self._by_the_ladder(asked, ranked)
        return self._after_what_ended(ranked)

    def _with_successors(self, asked: Question, found: list[Candidate]) -> list[Candidate]:
        """A need that something of the past met is met by what took its place."""
        replaced = [c for c in found if c.service.successor in self._places and not c.service.is_usable]
        if asked.status or not replaced:
            return found
        known = {c.service.id: c for c in found}
        for old in replaced:
            new = old.service.successor
            if old.evidence.name < MEANT:
                heir = known.get(new) or self._bare(new)
                known[new] = heir._replace(score=max(heir.score, SUCCESSOR_SHARE * old.score / UNUSABLE_SHARE))
        return list(known.values())

    def _after_what_ended(self, ranked: list[Candidate]) -> list[Candidate]:
        """What has ended and was asked for by name is followed by its successor."""
        top = ranked[0].service if ranked else None
        if top is None or top.is_usable or top.successor not in self._places:
            return ranked
        heir = next((c for c in ranked if c.service.id == top.successor), None) or self._bare(top.successor)
        rest = [c for c in ranked[1:] if c.service.id != top.successor]
        return [ranked[0], heir._replace(score=max(heir.score, SUCCESSOR_SHARE * ranked[0].score)), *rest]

    def _by_the_ladder(self, asked: Question, ranked: list[Candidate]) -> list[Candidate]:
        """Who asks what comes before something, or the way to it, is told the rung below it first."""
        if not ranked or ranked[0].evidence.name < (HINTED if asked.before else NAMED):
            return ranked
        top = ranked[0]
        below = [self._places[i][0].services[self._places[i][1]] for i in top.service.step_down if i in self._places]
        wanted = [s.id for s in below if s.is_usable and (asked.before or _is_open_door(s, top.service))]
        known = {c.service.id: c for c in ranked}
        first = [(known.get(i) or self._bare(i))._replace(score=top.score) for i in wanted]
        return first + [c for c in ranked if c.service.id not in wanted]

    def _bare(self, service_id: str) -> Candidate:
        shelf, entry = self._places[service_id]
        return Candidate(shelf, Evidence(entry), shelf.services[entry], 0.0)


def _ordered(found: Iterable[Candidate]) -> list[Candidate]:
    def place(candidate: Candidate) -> tuple[float, bool, str]:
        service = candidate.service
        return -candidate.score, service.locality == NATIONAL, service.id

    return sorted(found, key=place)


def _is_open_door(service: Service, top: Service) -> bool:
    """Whether anybody may turn to it, for the same need."""
    if service.access not in ("open", "drop-in") or service.kind in ("guidance", "tool", "training"):
        return False
    return not {*service.topics}.isdisjoint(top.topics)


def _score(service: Service, evidence: Evidence, about: Asked) -> float:
    need = evidence.need * about.shares.get(service.kind, 1.0)
    if not about.wants_advice and "referral-advice" in service.topics:
        need *= GENERAL_SHARE
    name = evidence.name
    if service.locality == NATIONAL:
        need, name = need * NATIONAL_SHARE, name * NATIONAL_NAME_SHARE
    if about.question.before and not INWARD.isdisjoint(service.tracks):
        need = min(1.0, need * INWARD_SHARE)
    fit = _fit(service, about.question.ages.age, about.phases)
    if not service.is_usable and evidence.name < MEANT and not about.question.status:
        fit *= UNUSABLE_SHARE
    return together(need, name) * fit


def _fit(service: Service, age: int | None, phases: tuple[str, ...]) -> float:
    """The wrong phase or age lowers an entry."""
    share = 1.0
    if phases and service.phases and set(phases).isdisjoint(service.phases):
        share *= WRONG_PHASE_SHARE
    if age is not None and not (service.minimum_age or 0) <= age <= (service.maximum_age or 99):
        share *= WRONG_PHASE_SHARE
    return share
