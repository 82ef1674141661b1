"""What each record must hold to, beyond its types: yields the field and what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator

from knowledge.collaborative import Chapter, Collaborative, Programme, Workshop
from knowledge.locality import Safeguarding
from knowledge.service import Citation, Service
from knowledge.system_map import Player, Relation

Finding = tuple[str, str]

LIMITS = {
    "description": 200,
    "eligibility_description": 200,
    "application_process": 280,
    "try_first": 240,
    "what_next": 200,
}
LONGEST_LINE, LONGEST_TEXT = 200, 320  # of a collaborative: a line of a list, and a chapter
FIRST_YEAR, LAST_YEAR = 2000, 2100
FEWEST_NEEDS, MOST_NEEDS = 6, 60
OLDEST = 120  # some screening tools are for grown-ups too
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
PHONE = re.compile(r"\+?[\d ()-]{3,20}( (ext|option)\.? \d+)?")
URL = re.compile(r"https?://[^\s/]+\.[^\s]+")
FREE_MAIL = "aol btinternet gmail googlemail hotmail icloud live me outlook yahoo"
OFFICE_WORDS = """
    admin advice advisory assessment autism business camhs care carers centre child children contact
    customer desk duty early education emotional enquiries exclusions families family forum front
    general health help helpline hub inclusion info information leads learning line local mail mash
    mental office outreach parent parents people point practice pupil reception referral referrals
    safeguarding school schools sen senco send sendco service services single social speech support team
    therapies therapy training virtual wellbeing young youth
    """


def id_findings(slug: str) -> Iterator[Finding]:
    if not SLUG.fullmatch(slug):
        yield "id", f"'{slug}' must be lower-case letters, digits and single hyphens, as in therapy-one-point"


def source_findings(sources: Iterable[Citation], documents: Container[str]) -> Iterator[Finding]:
    sources = tuple(sources)
    if not sources:
        yield "sources", "say where this is from: at least one {document: …, where: …}"
    for place, source in enumerate(sources, 1):
        if source.document not in documents:
            yield f"sources[{place}].document", f"'{source.document}' is not in documents.yaml"
        if not source.where:
            yield f"sources[{place}].where", "name the section or the page"


def topic_findings(topics: Iterable[str], known: Container[str]) -> Iterator[Finding]:
    for topic in topics:
        if topic not in known:
            yield "topics", f"'{topic}' is not in topics.yaml"


def length_findings(record: Service | Player) -> Iterator[Finding]:
    for name, limit in LIMITS.items():
        length = len(getattr(record, name, ""))
        if length > limit:
            yield name, f"has {length} characters; at most {limit} can be read at a glance"


def repeated(words: Iterable[str]) -> list[str]:
    return [word for word, times in Counter(word.casefold() for word in words).items() if times > 1]


def needs_findings(needs: tuple[str, ...], fewest: int) -> Iterator[Finding]:
    if not fewest <= len(needs) <= MOST_NEEDS:
        yield "needs", f"has {len(needs)} phrases; it takes {fewest} to {MOST_NEEDS}"
    for phrase in repeated(needs):
        yield "needs", f"says '{phrase}' twice"


def service_findings(service: Service) -> Iterator[Finding]:
    for name in ("name", "description"):
        if not getattr(service, name):
            yield name, "is empty"
    if not service.topics:
        yield "topics", "name at least one from topics.yaml"
    if not service.tracks or not set(service.tracks) <= {1, 2, 3, 4}:
        yield "tracks", "must be a list of 1, 2, 3 or 4"
    yield from length_findings(service)
    yield from needs_findings(service.needs, FEWEST_NEEDS)
    yield from age_findings(service)
    yield from contact_findings(service)
    if service.stage == "superseded" and not (service.successor or service.alert):
        yield "stage", "superseded: name its successor, or say in alert why there is none"


def age_findings(service: Service) -> Iterator[Finding]:
    for name in ("minimum_age", "maximum_age"):
        age = getattr(service, name)
        if age is not None and not 0 <= age <= OLDEST:
            yield name, f"must be 0 to {OLDEST}, not {age}"
    if (service.minimum_age or 0) > (OLDEST if service.maximum_age is None else service.maximum_age):
        yield "maximum_age", "is below minimum_age"


def contact_findings(service: Service) -> Iterator[Finding]:
    if service.url and not URL.fullmatch(service.url):
        yield "url", f"'{service.url}' must begin with https://"
    if service.email and not EMAIL.fullmatch(service.email):
        yield "email", f"'{service.email}' is not an e-mail address"
    for phone in service.phones:
        if not PHONE.fullmatch(phone):
            yield "phones", f"'{phone}' is not a telephone number"
    for name in ("email", *LIMITS, "alert", "wait_time", "frequency", "fees_description"):
        yield from personal_email_findings(name, getattr(service, name))


def personal_email_findings(field: str, text: str) -> Iterator[Finding]:
    for found in EMAIL.finditer(text) if "@" in text else ():
        if is_personal(found.group()):
            yield field, f"'{found.group()}' looks like one person's address; give the team's"


def is_personal(email: str) -> bool:
    """A free-mail address, or a mailbox of two names (`jo.smith@`, `j.smith@`) without an office's word."""
    box, _, host = email.casefold().partition("@")
    words = re.split(r"[._-]", box)
    two_names = len(words) == 2 and all(word.isalpha() for word in words) and not set(OFFICE_WORDS.split()) & set(words)
    return two_names or host.split(".")[0] in FREE_MAIL.split()


def player_findings(player: Player, becomes_an_entry: bool) -> Iterator[Finding]:
    if not player.name:
        yield "name", "is empty"
    if not 0 <= player.distance <= 4:
        yield "distance", f"must be 0 (the child) to 4 (national), not {player.distance}"
    if becomes_an_entry and not player.description:
        yield "description", "is empty; people can be pointed here, unless it says listed: false"
    yield from length_findings(player)
    yield from needs_findings(player.needs, 0)


def relation_findings(relation: Relation) -> Iterator[Finding]:
    if relation.by and relation.relation != "refers-to":
        yield "by", "belongs to refers-to alone"
    if relation.source == relation.target:
        yield "target", "is the source itself"


def safeguarding_findings(contact: Safeguarding) -> Iterator[Finding]:
    if contact.phone and not PHONE.fullmatch(contact.phone):
        yield "safeguarding.phone", f"'{contact.phone}' is not a telephone number"


def collaborative_findings(record: Collaborative) -> Iterator[Finding]:
    yield from _texts(record, ("name", "question", "mission", "anchor"), LONGEST_TEXT)
    yield from _lines(record, ("vision", "priorities"))
    for place, group in enumerate(record.subgroups, 1):
        at = f"subgroups[{place}]."
        for field, message in (*id_findings(group.id), *_texts(group, ("name", "purpose", "does"), LONGEST_TEXT)):
            yield at + field, message
    for name in repeated(group.id for group in record.subgroups):
        yield "subgroups", f"'{name}' is there twice"
    for place, stage in enumerate(record.composition, 1):
        yield from _year(f"composition[{place}]", stage.year)
        if any(seat.count is not None and seat.count < 1 for seat in stage.seats):
            yield f"composition[{place}].seats", "count must be 1 or more; leave it out where no number is given"
    yield from _dated(record.workshops, record.story)


def programme_findings(record: Programme) -> Iterator[Finding]:
    yield from _texts(record, ("name", "purpose", "facilitator"), LONGEST_TEXT)
    yield from _lines(record, ("arrangements", "rules"))
    for place, count in enumerate(record.headcounts, 1):
        yield from _year(f"headcounts[{place}]", count.year)
        if not 0 <= count.answered <= count.members:
            yield f"headcounts[{place}].answered", f"must be 0 to {count.members}, the members"
    yield from _dated(record.workshops, record.story)


def _texts(record: object, names: Iterable[str], limit: int) -> Iterator[Finding]:
    for name in names:
        text = getattr(record, name)
        if not text:
            yield name, "is empty"
        if len(text) > limit:
            yield name, f"has {len(text)} characters; at most {limit} can be read at a glance"
        yield from personal_email_findings(name, text)


def _lines(record: object, names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        for place, line in enumerate(getattr(record, name), 1):
            if len(line) > LONGEST_LINE:
                yield f"{name}[{place}]", f"has {len(line)} characters; at most {LONGEST_LINE} can be read at a glance"


def _dated(workshops: Iterable[Workshop], story: Iterable[Chapter]) -> Iterator[Finding]:
    for place, workshop in enumerate(workshops, 1):
        yield from _year(f"workshops[{place}]", workshop.year, workshop.month)
    for place, chapter in enumerate(story, 1):
        yield from _year(f"story[{place}]", chapter.year, chapter.month)
        for field, message in _texts(chapter, ("title", "text"), LONGEST_TEXT):
            yield f"story[{place}].{field}", message


def _year(at: str, year: int, month: int | None = None) -> Iterator[Finding]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield f"{at}.year", f"must be {FIRST_YEAR} to {LAST_YEAR}, not {year}"
    if month is not None and not 1 <= month <= 12:
        yield f"{at}.month", f"must be 1 to 12, not {month}"
