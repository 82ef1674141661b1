"""Who the players are, what they are to each other, and the route to a service that a role may take."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, cast

from knowledge.role import NAMES, admits, neighbours, overlaps, role_of
from knowledge.service import Citation, Role, Service

__all__ = ["SECTORS", "Player", "Relation", "Route", "Sector", "SystemMap", "role_of"]

Sector = Literal[
    "education",
    "health",
    "social-care",
    "local-authority",
    "voluntary",
    "family",
    "justice",
    "community",
    "national",
]
SECTORS: Mapping[Sector, str] = {
    "education": "Schools and education",
    "health": "Health",
    "social-care": "Social care and Early Help",
    "local-authority": "Local authority",
    "voluntary": "Voluntary and community sector",
    "family": "Parents and carers",
    "justice": "Police and youth justice",
    "community": "Community",
    "national": "National bodies",
}
RelationKind = Literal["refers-to", "advises", "hosts", "funds", "chairs", "runs", "trains", "member-of"]

NATIONAL = "national"
NOT_RUNNING = {
    "planned": "it is planned and not running yet",
    "ended": "it has ended",
    "superseded": "it is no longer running",
    "example": "it is an idea from elsewhere, not a service here",
}


@dataclass(frozen=True, slots=True)
class Player:
    """`roles` are the askers who speak from here; `distance` is from 0, the child, to 4, national."""

    id: str
    name: str
    sector: Sector
    distance: int
    sources: tuple[Citation, ...]
    alternate_names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    description: str = ""
    topics: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """`source` and `target` are full ids of players or services; `by` narrows refers-to to these roles."""

    source: str
    relation: RelationKind
    target: str
    sources: tuple[Citation, ...]
    by: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """How someone in a role comes to a service.

    `steps` names whom to go through, the service last; `path` is the same in roles and full ids, the asker
    first. Both are empty where no permitted way is held. `known` is false where nothing says who may refer.
    """

    text: str
    steps: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    known: bool = True

    @property
    def is_direct(self) -> bool:
        return len(self.steps) == 1


@dataclass(frozen=True, slots=True)
class SystemMap:
    players: tuple[Player, ...] = ()
    relations: tuple[Relation, ...] = ()

    def sectors(self, locality: str, without: Container[str] = ()) -> dict[Sector, str]:
        """The sectors of a locality's players with their labels, as membership is compared with them.

        Children are not asked to join, and national bodies are nobody's members; `without` leaves out more players,
        by their full ids."""
        here = {
            player.sector
            for player in self.players
            if _place(player.id) == locality and player.distance and player.id not in without
        }
        return {sector: label for sector, label in SECTORS.items() if sector in here and sector != NATIONAL}

    def asked_first(self, locality: str, without: Container[str] = ()) -> dict[Sector, tuple[str, ...]]:
        """The names of a locality's players in each sector, in the order in which to ask them for somebody."""
        here = [one for one in self.players if _place(one.id) == locality and one.distance and one.id not in without]
        ordered = sorted(here, key=lambda one: (not one.listed, one.distance, one.name))
        return {sector: tuple(one.name for one in ordered if one.sector == sector) for sector in SECTORS}

    def route(
        self,
        role: Role,
        service: Service,
        services: Mapping[str, Service],
        *,
        locality: str = "",
        ask: str = "",
    ) -> Route:
        """The shortest way that this role may take. `locality` is the asker's: the service's own, unless it
        is given. `ask` names whom to ask when nothing is held."""
        if not service.is_usable:
            return Route(_not_running(service, services))
        if locality and NATIONAL not in (locality, service.locality) and locality != service.locality:
            return Route("This is another area's; nobody can be referred there from yours.")
        search = _Search(self, service, services, locality or service.locality)
        if path := search.shortest(role):
            return _found(service, search, path)
        names = (ask, search.name(service.organization))
        whom = next((name for name in names if name not in ("", service.name)), "the service itself")
        if not search.is_known:
            return Route(f"Who may refer is not held here; ask {whom}.", known=False)
        return Route(f"No route for your role is held here ({search.referrers()} may refer); ask {whom}.")


def _not_running(service: Service, services: Mapping[str, Service]) -> str:
    successor = services.get(service.successor)
    instead = f"; {successor.name} took its place" if successor else ""
    return f"Nobody can be referred there: {NOT_RUNNING.get(service.stage, 'it is closed')}{instead}."


def _found(service: Service, search: _Search, path: tuple[str, ...]) -> Route:
    steps = tuple(search.said(before, step) for before, step in pairwise(path))
    if len(path) > 2:
        no = "You cannot refer directly" if service.who_may_refer else "No direct way is held here for your role"
        text = f"{no}; go through {', then '.join(steps[:-1])}."
    elif _needs_no_referral(service):
        text = "No referral is needed: it is open."
    else:
        text = "You can refer directly."
    return Route(text, steps, path)


def _needs_no_referral(service: Service) -> bool:
    return not service.who_may_refer and service.access in ("open", "drop-in")


class _Search:
    """The places on the map are roles and full ids. A step leads from a role to its neighbours and to what it
    may refer to itself, and from a player or service to what that refers to."""

    def __init__(self, drawn: SystemMap, target: Service, services: Mapping[str, Service], locality: str) -> None:
        self._target, self._services = target, services
        self._players = {player.id: player for player in drawn.players}
        self._referring: dict[str, list[Relation]] = defaultdict(list)
        for relation in drawn.relations:
            if relation.relation == "refers-to" and _place(relation.source) in (locality, NATIONAL):
                self._referring[relation.target].append(relation)
        self._leading = self._leading_to_target()

    @property
    def is_known(self) -> bool:
        return bool(self._target.who_may_refer or self._referring[self._target.id])

    def referrers(self) -> str:
        roles = [NAMES[role] for role in self._target.who_may_refer]
        players = {self.name(relation.source) for relation in self._referring[self._target.id]}
        return ", ".join([*roles, *sorted(players)])

    def name(self, place: str) -> str:
        found = self._services.get(place) or self._players.get(place)
        return found.name if found else place.rpartition("/")[2]

    def said(self, before: str, step: str) -> str:
        return self.name(step) if "/" in step else dict(neighbours(cast(Role, before)))[cast(Role, step)]

    def shortest(self, role: Role) -> tuple[str, ...]:
        """The places from the role to the target; empty where none is permitted."""
        waiting: deque[tuple[str, ...]] = deque([(role,)])
        seen: set[str] = {role}
        while waiting:
            path = waiting.popleft()
            for step in self._steps(path[-1]):
                if step == self._target.id:
                    return (*path, step)
                if step not in seen:
                    seen.add(step)
                    waiting.append((*path, step))
        return ()

    def _steps(self, place: str) -> Iterator[str]:
        if "/" in place:
            yield from (each for each in self._leading if self._passes_on(place, each))
            return
        role = cast(Role, place)
        yield from (other for other, _ in neighbours(role))
        yield from (each for each in self._leading if self._may_refer(role, each))

    def _leading_to_target(self) -> list[str]:
        """The target and all that leads to it by referring, but for what is not running."""
        leading, waiting = {self._target.id}, [self._target.id]
        while waiting:
            sources = {relation.source for relation in self._referring.get(waiting.pop(), ())}
            fresh = {each for each in sources - leading if self._is_running(each)}
            leading |= fresh
            waiting += fresh
        return sorted(leading)

    def _is_running(self, place: str) -> bool:
        service = self._services.get(place)
        return service is None or service.is_usable

    def _may_refer(self, role: Role, place: str) -> bool:
        service = self._target if place == self._target.id else self._services.get(place)
        if service and (admits(service.who_may_refer, role) or _needs_no_referral(service)):
            return True
        named = service.who_may_refer if service else ()
        return any(self._speaks(role, relation, named) for relation in self._referring.get(place, ()))

    def _speaks(self, role: Role, relation: Relation, named: tuple[Role, ...]) -> bool:
        """Whether the role refers as one of the relation's source. Where neither `by` nor the service narrows
        it, everybody there may; where the service names some of them, only those."""
        player = self._players.get(relation.source)
        if player is None or not admits(player.roles, role):
            return False
        return admits(relation.by, role) if relation.by else not overlaps(player.roles, named)

    def _passes_on(self, source: str, target: str) -> bool:
        player = self._players.get(source)
        roles = player.roles if player else ()
        return any(
            relation.source == source and (not relation.by or overlaps(roles, relation.by))
            for relation in self._referring.get(target, ())
        )


def _place(reference: str) -> str:
    return reference.partition("/")[0]
