"""What the entries of the directory must hold to as a whole: names, references, sources, topics."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.collaborative import Collaborative, Programme
from knowledge.curation import rules
from knowledge.curation.files import Place
from knowledge.curation.problem import Problem
from knowledge.curation.rules import Finding
from knowledge.curation.typed import Entry, Typed, suggestion
from knowledge.glossary import Term
from knowledge.locality import Locality
from knowledge.service import Citation, Service
from knowledge.system_map import Player, Relation


@dataclass(frozen=True, slots=True)
class Known:
    """All that can be referred to, ids in full. What leads into a file that nobody could read passes."""

    documents: Container[str]
    topics: Container[str]
    programmes: Container[str]
    localities: Container[str]
    unread: frozenset[str]
    entries: frozenset[str]
    players: frozenset[str]
    anything: frozenset[str]

    def lacks(self, reference: str, among: Container[str]) -> bool:
        place = reference.partition("/")[0]
        unread = {f"{place}/services.yaml", f"{place}/map.yaml"} & self.unread
        return reference not in among and not unread


class Sourced(Protocol):
    @property
    def sources(self) -> tuple[Citation, ...]: ...


class Anything:
    """What a file that nobody could read may have held."""

    def __contains__(self, _: object) -> bool:
        return True


def place_problems(place: Place, known: Known) -> Iterator[Problem]:
    yield from name_problems(place.entries())
    if place.about:
        yield from _of(place.about, _about(place.about.record, known))
    for service in place.services:
        yield from _of(service, _service(service.record, known))
    becoming = {player.record.id for player in place.becoming_entries()}
    for player in place.players:
        yield from _of(player, _player(player.record, known, player.record.id in becoming))
    for relation in place.relations:
        yield from _of(relation, _relation(relation.record, known))
    if place.collaborative:
        yield from _of(place.collaborative, _collaborative(place.collaborative.record, known))


def programme_problems(programmes: Iterable[Typed[Programme]], known: Known) -> Iterator[Problem]:
    for found in programmes:
        yield from _of(found, _programme(found.record, known))


def name_problems(entries: Iterable[Typed[Service] | Typed[Player]]) -> Iterator[Problem]:
    """Within a locality a name, or another name, leads to one entry only."""
    holders: dict[str, Entry] = {}
    for found in entries:
        names = (found.record.name, *found.record.alternate_names)
        for place, name in enumerate(names):
            field = "alternate_names" if place else "name"
            holder = holders.setdefault(name.casefold(), found.entry)
            if holder is not found.entry:
                yield found.entry.problem(field, f"'{name}' is already a name of {holder.name}")
        for name in rules.repeated(names):
            yield found.entry.problem("alternate_names", f"'{name}' is there twice")


def term_problems(terms: Iterable[Typed[Term]], known: Known) -> Iterator[Problem]:
    spelt: dict[str, str] = {}
    for found in terms:
        yield from _of(found, _term(found.record, known))
        other = spelt.setdefault(found.entry.name.casefold(), found.entry.name)
        if other != found.entry.name:
            yield found.entry.problem("term", f"is there already, as '{other}'")


def _of(found: Typed[Any], findings: Iterable[Finding]) -> Iterator[Problem]:
    """What could not be read is not complained of a second time for being blank."""
    unread = {problem.field.partition("[")[0] for problem in found.problems}
    for field, message in findings:
        if field.partition("[")[0] not in unread:
            yield found.entry.problem(field, message)


def _references(
    field: str, references: Iterable[str], known: Known, among: Container[str], own: str = ""
) -> Iterator[Finding]:
    for reference in references:
        if reference and reference == own:
            yield field, "refers to the entry itself"
        elif reference and known.lacks(reference, among):
            yield field, f"there is no '{reference}'{_hint(reference, known)}"


def _hint(reference: str, known: Known) -> str:
    if reference in known.players:
        return "; it is a player with listed: false"
    return suggestion(reference, known.anything)


def _about(locality: Locality, known: Known) -> Iterator[Finding]:
    contact = locality.safeguarding
    yield from rules.safeguarding_findings(contact)
    yield from _references("ask", [locality.ask], known, known.entries)
    yield from _references("safeguarding.service", [contact.service], known, known.entries)


def _service(service: Service, known: Known) -> Iterator[Finding]:
    yield from rules.service_findings(service)
    yield from rules.source_findings(service.sources, known.documents)
    yield from rules.topic_findings(service.topics, known.topics)
    yield from _references("organization", [service.organization], known, known.anything)
    yield from _references("step_down", service.step_down, known, known.entries, service.id)
    yield from _references("step_up", service.step_up, known, known.entries, service.id)
    yield from _references("successor", [service.successor], known, known.entries, service.id)


def _player(player: Player, known: Known, becomes_an_entry: bool) -> Iterator[Finding]:
    yield from rules.player_findings(player, becomes_an_entry)
    yield from rules.source_findings(player.sources, known.documents)
    yield from rules.topic_findings(player.topics, known.topics)


def _relation(relation: Relation, known: Known) -> Iterator[Finding]:
    yield from rules.relation_findings(relation)
    yield from rules.source_findings(relation.sources, known.documents)
    yield from _references("source", [relation.source], known, known.anything)
    yield from _references("target", [relation.target], known, known.anything)


def _term(term: Term, known: Known) -> Iterator[Finding]:
    yield from rules.source_findings(term.sources, known.documents)
    for locality, meaning in term.local.items():
        if locality not in known.localities:
            yield f"local.{locality}", "is not a locality"
        yield from rules.personal_email_findings(f"local.{locality}", meaning.explanation)
    yield from rules.personal_email_findings("explanation", term.explanation)


def _collaborative(record: Collaborative, known: Known) -> Iterator[Finding]:
    yield from rules.collaborative_findings(record)
    yield from rules.source_findings(record.sources, known.documents)
    yield from _references("entry", [record.entry], known, known.entries)
    if record.programme and record.programme not in known.programmes:
        yield "programme", f"'{record.programme}' is not in programmes.yaml"
    for place, group in enumerate(record.subgroups, 1):
        yield from _references(f"subgroups[{place}].entry", [group.entry], known, known.entries)
    for name in ("subgroups", "composition", "workshops", "story"):
        yield from _each_source(name, getattr(record, name), known)


def _programme(record: Programme, known: Known) -> Iterator[Finding]:
    yield from rules.programme_findings(record)
    yield from rules.source_findings(record.sources, known.documents)
    for name in ("headcounts", "workshops", "story"):
        yield from _each_source(name, getattr(record, name), known)


def _each_source(name: str, parts: Iterable[Sourced], known: Known) -> Iterator[Finding]:
    for place, part in enumerate(parts, 1):
        for field, message in rules.source_findings(part.sources, known.documents):
            yield f"{name}[{place}].{field}", message
