"""The curated directory: the YAML under `knowledge/localities/`, read, checked and joined up.

`load` gives all of it, or says all that is wrong. `read` gives what can be used, and what is wrong with the
rest. `docs/directory.md` tells whoever writes the files what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from knowledge.collaborative import Collaborative, Programme
from knowledge.compiled import SHIPPED
from knowledge.curation.checks import Anything, Known, place_problems, programme_problems, term_problems
from knowledge.curation.files import Files, Place
from knowledge.curation.problem import CuratedError, Problem
from knowledge.curation.typed import Typed
from knowledge.glossary import Glossary, Term
from knowledge.locality import Document, Locality, Topic
from knowledge.service import Service
from knowledge.system_map import Player, Relation, SystemMap

__all__ = ["Curated", "CuratedError", "Problem", "check", "load", "read"]

T = TypeVar("T")
NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Curated:
    """Everything in the directory's files. Mappings are by id."""

    services: tuple[Service, ...] = ()
    localities: Mapping[str, Locality] = field(default_factory=dict)
    maps: Mapping[str, SystemMap] = field(default_factory=dict)
    system_map: SystemMap = field(default_factory=SystemMap)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    documents: Mapping[str, Document] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    collaboratives: Mapping[str, Collaborative] = field(default_factory=dict)


def load(folder: Path | None = None) -> Curated:
    curated, problems = read(folder)
    if problems:
        raise CuratedError(problems)
    return curated


def check(folder: Path | None = None) -> list[Problem]:
    return read(folder)[1]


def read(folder: Path | None = None) -> tuple[Curated, list[Problem]]:
    """What can be used, and every problem. An entry with a field that cannot be read is left out."""
    files = Files(folder or SHIPPED)
    documents = files.records("documents.yaml", Document)
    topics = files.records("topics.yaml", Topic)
    terms = files.records("glossary.yaml", Term, key="term")
    programmes = files.records("programmes.yaml", Programme)
    places = list(files.places())
    known = _known(files, documents, topics, programmes, places)
    joined = [_joined(place, known.anything) for place in places]
    problems = {
        *files.problems,
        *term_problems(terms.values(), known),
        *programme_problems(programmes.values(), known),
    }
    for place in joined:
        problems.update(place_problems(place, known))
    together = _put_together(joined)
    names = {locality.id: locality.name for locality in together.localities.values()}
    curated = replace(
        together,
        topics={topic.id: topic for topic in _sound(topics.values())},
        documents={document.id: document for document in _sound(documents.values())},
        programmes={programme.id: programme for programme in _sound(programmes.values())},
        glossary=Glossary(tuple(_placed(term) for term in _sound(terms.values())), names),
    )
    return curated, sorted(problems)


def _known(
    files: Files,
    documents: Mapping[str, object],
    topics: Mapping[str, object],
    programmes: Mapping[str, object],
    places: list[Place],
) -> Known:
    entries = frozenset(found.record.id for place in places for found in place.entries())
    players = frozenset(player.record.id for place in places for player in place.players)
    return Known(
        documents=Anything() if "documents.yaml" in files.unread else documents.keys(),
        topics=Anything() if "topics.yaml" in files.unread else topics.keys(),
        programmes=Anything() if "programmes.yaml" in files.unread else programmes.keys(),
        unread=frozenset(files.unread),
        localities={place.id for place in places},
        entries=entries,
        players=players,
        anything=entries | players,
    )


def _sound(found: Iterable[Typed[T]]) -> Iterator[T]:
    return (each.record for each in found if each.is_sound)


def _put_together(places: list[Place]) -> Curated:
    maps = {place.id: SystemMap(tuple(_sound(place.players)), tuple(_sound(place.relations))) for place in places}
    return Curated(
        services=tuple(entry for place in places for entry in _entries(place)),
        localities={place.id: place.about.record for place in places if place.about and place.about.is_sound},
        collaboratives={
            place.id: place.collaborative.record
            for place in places
            if place.collaborative and place.collaborative.is_sound
        },
        maps=maps,
        system_map=SystemMap(
            tuple(player for each in maps.values() for player in each.players),
            tuple(relation for each in maps.values() for relation in each.relations),
        ),
    )


def _entries(place: Place) -> Iterator[Service]:
    yield from _sound(place.services)
    for player in _sound(place.becoming_entries()):
        yield _entry_of(player, place.id)


def _entry_of(player: Player, locality: str) -> Service:
    return Service(
        id=player.id,
        locality=locality,
        name=player.name,
        kind="organisation",
        description=player.description,
        status="active",
        stage="live",
        tracks=(),
        topics=player.topics,
        needs=player.needs,
        sources=player.sources,
        alternate_names=player.alternate_names,
    )


def _placed(term: Term) -> Term:
    """Each local meaning knows its locality."""
    return replace(term, local={here: replace(own, locality=here) for here, own in term.local.items()})


def _joined(place: Place, known: frozenset[str]) -> Place:
    """The place with its references in full."""

    def full(reference: str) -> str:
        return _full(reference, place.id, known)

    def service(record: Service) -> Service:
        return replace(
            record,
            organization=full(record.organization),
            successor=full(record.successor),
            step_down=tuple(map(full, record.step_down)),
            step_up=tuple(map(full, record.step_up)),
        )

    def relation(record: Relation) -> Relation:
        return replace(record, source=full(record.source), target=full(record.target))

    def about(record: Locality) -> Locality:
        contact = replace(record.safeguarding, service=full(record.safeguarding.service))
        return replace(record, ask=full(record.ask), safeguarding=contact)

    def collaborative(record: Collaborative) -> Collaborative:
        groups = tuple(replace(group, entry=full(group.entry)) for group in record.subgroups)
        return replace(record, entry=full(record.entry), subgroups=groups)

    together = place.collaborative
    return replace(
        place,
        collaborative=together and together.holding(collaborative(together.record)),
        about=place.about and place.about.holding(about(place.about.record)),
        services=tuple(found.holding(service(found.record)) for found in place.services),
        relations=tuple(found.holding(relation(found.record)) for found in place.relations),
    )


def _full(reference: str, here: str, known: frozenset[str]) -> str:
    """`locality/slug`; a bare slug means here, or failing that national."""
    if not reference or "/" in reference:
        return reference
    local, national = f"{here}/{reference}", f"{NATIONAL}/{reference}"
    return national if national in known and local not in known else local
