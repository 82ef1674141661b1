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
NATIONAL_SHARE = 0.53
NATIONAL_NAME_SHARE = 0.88
# What is not itself a help for a child or family is put lower, unless the question uses one of these words.
KINDS: Mapping[str, tuple[float, frozenset[str]]] = {
    "role": (0.92, frozenset({"#lead", "#named person"})),
    "organisation": (0.88, frozenset()),
    "school": (0.85, frozenset()),
    "training": (0.91, frozenset({"#training", "#improve"})),
    "guidance": (0.91, frozenset({"#guidance", "#agreed", "#law", "#proven"})),
    "tool": (0.96, frozenset({"#guidance", "#data", "#identify", "#app", "#survey", "#score", "#map", "#form"})),
}
BESIDE_TOPIC_SHARE = 0.85  # what is for something else, where the whole question is one word for a topic
INWARD = frozenset({1, 4})
INWARD_SHARE = 1.15  # what a school can do by itself, where it asks what comes before
WRONG_PHASE_SHARE = 0.75
UNUSABLE_SHARE = 0.475
SUCCESSOR_SHARE = 0.95
NAMED = 0.45  # how well a name must fit to be what the question is about
NOT_A_HELP = frozenset({"role", "organisation"})
NEXT_RUNG = 0.95
MOST_UPPER, UPPER, UPPER_SHARE = 3, 0.3, 0.8  # which of those that fit what was named have a rung below to tell of
HINTED = 0.2  # the same, where the question asks what comes before it
SHOWN = 3  # as many are read
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
    wants_topics: frozenset[str]  # where nothing but a topic was said
    at_home: bool  # what is national is one's own where nothing else was asked for


class Ranking:
    """Weighs a question against the shelves, and puts what fits in order."""

    def __init__(self, shelves: Mapping[str, Shelf], weights: Weights) -> None:
        self._shelves = shelves
        self._weights = weights
        self._associations = Associations(shelves.values())
        self._places = {s.id: (shelf, at) for shelf in shelves.values() for at, s in enumerate(shelf.services)}

    def best(self, asked: Question, phases: tuple[str, ...], places: Iterable[str]) -> list[Candidate]:
        places = list(places)
        about = self._about(asked, phases, at_home=places == [NATIONAL])
        found = [c for place in places for c in self._on_shelf(about, place)]
        return self._ranked(asked, found, self._upper(asked, places[0]))

    def best_in_each(
        self, asked: Question, phases: tuple[str, ...], localities: Iterable[str]
    ) -> dict[str, list[Candidate]]:
        """As `best` for each locality with what is national, which is weighed once."""
        about = self._about(asked, phases)
        national = self._on_shelf(about, NATIONAL)
        ranked: dict[str, list[Candidate]] = {}
        for place in localities:
            if place == NATIONAL:
                ranked[place] = self.best(asked, phases, [NATIONAL])
            else:
                found = [*self._on_shelf(about, place), *national]
                ranked[place] = self._ranked(asked, found, self._upper(asked, place))
        return ranked

    def _about(self, asked: Question, phases: tuple[str, ...], at_home: bool = False) -> Asked:
        shares = {kind: share for kind, (share, waived_by) in KINDS.items() if asked.concepts.isdisjoint(waived_by)}
        spoken = self._associations.topics_of(asked)
        alone = frozenset(asked.topics if len(asked.words) == 1 else ())
        return Asked(asked, phases, spoken, shares, alone, at_home)

    def _on_shelf(self, about: Asked, place: str) -> list[Candidate]:
        shelf = self._shelves.get(place)
        if shelf is None:
            return []
        found = weigh(about.question, about.spoken, shelf, self._weights)
        services = shelf.services
        return [Candidate(shelf, e, services[e.entry], _score(services[e.entry], e, about)) for e in found]

    def _ranked(self, asked: Question, found: list[Candidate], upper: Candidate | None) -> list[Candidate]:
        ranked = _ordered(self._with_successors(asked, found))
        if asked.before or asked.route:
            ranked = self._by_the_ladder(asked, ranked, upper)
        return self._after_what_ended(_varied(ranked))

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

    def _by_the_ladder(self, asked: Question, ranked: list[Candidate], upper: Candidate | None) -> list[Candidate]:
        """Who asks what comes before something, or the way to it, is told the rung below it first."""
        if not ranked:
            return ranked
        if upper is None:
            upper = ranked[0]
            said = upper.evidence.name >= (HINTED if asked.before else NAMED)
            if not said or (asked.ahead and upper.service.kind in NOT_A_HELP):
                return ranked
        below = [c for c in self._below(upper.service) if asked.before or _is_open_door(c.service, upper.service)]
        below.sort(key=lambda c: _fit(c.service, asked.ages.age, asked.ages.phases), reverse=True)
        known = {c.service.id: c for c in ranked}
        score = max(ranked[0].score, upper.score)
        first: list[Candidate] = []
        for rung in below:
            first.append((known.get(rung.service.id) or rung)._replace(score=score))
            score *= NEXT_RUNG
        wanted = {c.service.id for c in first}
        rest = [c._replace(score=min(c.score, score)) for c in ranked if c.service.id not in wanted]
        return first + rest if first else ranked

    def _below(self, service: Service) -> list[Candidate]:
        found = [self._bare(rung) for rung in service.step_down if rung in self._places]
        return [c for c in found if c.service.is_usable]

    def _upper(self, asked: Question, place: str) -> Candidate | None:
        """What the question wants something before: of the likeliest, the first that has a rung below it."""
        if asked.ahead is None:
            return None
        found = _ordered(self._on_shelf(self._about(asked.ahead, asked.ages.phases), place))
        if not found or (found[0].service.kind in NOT_A_HELP and not self._below(found[0].service)):
            return None
        likely = [c for c in found[:MOST_UPPER] if c.score >= max(UPPER, UPPER_SHARE * found[0].score)]
        meant = asked.ahead.topics
        likely.sort(key=lambda c: c.evidence.name < NAMED and not {*c.service.topics[:1]} & {*meant})
        return next((c for c in likely if self._below(c.service)), None)

    def _bare(self, service_id: str) -> Candidate:
        shelf, entry = self._places[service_id]
        return Candidate(shelf, Evidence(entry), shelf.services[entry], 0.0)


def _ordered(found: Iterable[Candidate]) -> list[Candidate]:
    def place(candidate: Candidate) -> tuple[float, bool, str]:
        service = candidate.service
        return -candidate.score, service.locality == NATIONAL, service.id

    return sorted(found, key=place)


def _varied(ranked: list[Candidate]) -> list[Candidate]:
    """The third place goes to what is national and fits as well as the first, if nothing here is of its family."""
    if len(ranked) <= SHOWN or ranked[0].evidence.name >= NAMED or ranked[0].service.locality == NATIONAL:
        return ranked
    here = {c.shelf.families[c.evidence.entry] for c in ranked if c.service.locality != NATIONAL} - {""}
    national = (c for c in ranked if c.service.locality == NATIONAL)
    best = next((c for c in national if c.shelf.families[c.evidence.entry] not in here), None)
    if best is None or best in ranked[:SHOWN] or best.score < NATIONAL_SHARE * ranked[0].score:
        return ranked
    first, third = ranked[: SHOWN - 1], ranked[SHOWN - 1]
    return [*first, best._replace(score=third.score), *(c for c in ranked[SHOWN - 1 :] if c is not best)]


def _is_open_door(service: Service, top: Service) -> bool:
    """Whether anybody may turn to it, for the same need."""
    if service.access not in ("open", "drop-in") or service.kind in ("guidance", "tool", "training"):
        return False
    return not {*service.topics}.isdisjoint(top.topics)


def _score(service: Service, evidence: Evidence, about: Asked) -> float:
    need = evidence.need * about.shares.get(service.kind, 1.0)
    if about.wants_topics and about.wants_topics.isdisjoint(service.topics):
        need *= BESIDE_TOPIC_SHARE
    name = evidence.name
    if service.locality == NATIONAL and not about.at_home:
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
