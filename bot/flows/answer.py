"""How an answer reads: one bubble, ten seconds on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.messages import Button, Message
from knowledge.library import Library
from knowledge.service import Role, Service
from knowledge.system_map import Route

LABEL = 60  # characters of a button's label that fit on a phone
CARRIED = 6  # services that a token can name
OFFERED = 3  # other matches that get a button, at most

STAGES = {
    "pilot": "A pilot: not everywhere yet.",
    "planned": "Planned: not running yet.",
    "ended": "This has ended.",
    "superseded": "This has been replaced.",
    "example": "An example from elsewhere: nobody can refer to it here.",
}
NOT_LIVE = {"planned": "planned", "ended": "ended", "superseded": "replaced", "example": "an example"}
ROLE_NAMES = {
    "anyone": "anyone",
    "school-staff": "any school staff",
    "teaching-assistant": "teaching assistants",
    "class-teacher": "teachers",
    "pastoral": "pastoral staff",
    "senco": "SENCOs",
    "dsl": "safeguarding leads",
    "headteacher": "headteachers",
    "social-worker": "social workers",
    "family-worker": "family workers",
    "health": "health professionals",
    "police": "police",
    "local-authority": "council staff",
    "voluntary-sector": "voluntary organisations",
    "parent-carer": "parents and carers",
    "young-person": "young people themselves",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Where the question comes from: the two facts that are kept."""

    locality: str = ""
    role: Role = "school-staff"


def show(
    service: Service,
    others: Sequence[Service],
    asker: Asker,
    library: Library,
    why: str = "",
    bubble: str = "",
    offered: int = OFFERED,
) -> Message:
    """One service, as an answer. The first `offered` of the others get a button; the rest are kept at hand."""
    return Message(
        title=service.name,
        text="\n".join(_heading(service, asker, library)),
        facts=tuple(_facts(service, asker, library)),
        small=" ".join(
            part for part in (f"{why[0].upper()}{why[1:]}." if why else "", _freshness(service, library)) if part
        ),
        rows=tuple(_rows(service, others, library, offered)),
        bubble=bubble,
    )


def route_to(service: Service, asker: Asker, library: Library) -> Route:
    """The permitted way to a service for whoever asks."""
    asked = library.asked_instead(asker.locality)
    return library.system_map.route(
        asker.role,
        service,
        library.directory.services,
        locality=asker.locality,
        ask=asked.name if asked else "",
    )


def token(verb: str, services: Iterable[Service], library: Library, offered: int = OFFERED) -> str:
    """A button that names services: the first is meant, the rest come along, so many of them as offers."""
    codes = ".".join(library.directory.code(service.id) for service in list(services)[:CARRIED])
    return f"{verb}{offered}:{codes}"


def services_of(about: str, library: Library) -> tuple[Service, ...]:
    """The services that a token names; those that have left the directory since are passed over."""
    found = (library.directory.by_code(code) for code in about.split("."))
    return tuple(service for service in found if service)


def pick(
    service: Service, services: Sequence[Service], library: Library, prefix: str = "", offered: int = OFFERED
) -> Button:
    """A button that shows `service`, and keeps the others at hand. It says so where nobody can be sent there."""
    others = [other for other in services if other.id != service.id]
    mark = "" if service.is_usable else f", {NOT_LIVE.get(service.stage, 'closed')}"
    label = short(prefix + service.name, LABEL - len(mark)) + mark
    return Button(label, token("s", (service, *others), library, offered))


def in_a_list(service: Service, library: Library) -> str:
    """What a service is, in a list: whether it runs, what took its place, and its line."""
    if service.is_usable:
        return service.description
    successor = library.directory.services.get(service.successor)
    now = f"Now: {successor.name}." if successor else ""
    return " ".join(filter(None, (_standing(service), now, service.description)))


def short(label: str, most: int = LABEL) -> str:
    """A label cut to what fits."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def _heading(service: Service, asker: Asker, library: Library) -> Iterable[str]:
    standing = _standing(service)
    if standing:
        yield standing
    if service.alert:
        yield service.alert
    place = library.localities.get(service.locality)
    if place and service.locality not in (asker.locality, "national") and asker.locality:
        yield f"How others do it: this is in {place.name}, not in your area."
    yield service.description


def _standing(service: Service) -> str:
    """How far along it is; "" where it simply runs."""
    closed = "" if service.status == "active" else f"Not available now ({service.status})."
    return STAGES.get(service.stage, closed)


def _facts(service: Service, asker: Asker, library: Library) -> Iterable[tuple[str, str]]:
    successor = library.directory.services.get(service.successor)
    if successor:
        yield "Now", successor.name
    if service.eligibility_description:
        yield "For", service.eligibility_description
    if not service.is_usable:
        return
    first = service.try_first or _names(service.step_down, library)
    if first:
        yield "Try first", first
    yield "How to refer", _how(service, asker, library)
    held = " · ".join(part for part in (*service.phones, service.email, service.url) if part)
    if held:
        yield "Contact", held
    after = service.what_next or _names(service.step_up, library)
    if after:
        yield "What next", after
    for label, value in (
        ("When", service.frequency),
        ("Wait", service.wait_time),
        ("Cost", service.fees_description),
    ):
        if value:
            yield label, value


def _how(service: Service, asker: Asker, library: Library) -> str:
    """How to refer, who may, and whom to ask where no number or form is held."""
    route = route_to(service, asker, library)
    sentences = [service.application_process, _who(service), route.text if route.known else ""]
    if not (service.phones or service.email or service.url):
        sentences.append(f"Number not held here: ask {_whom(service, library)}.")
    return " ".join(sentence for sentence in sentences if sentence)


def _who(service: Service) -> str:
    named = [ROLE_NAMES[role] for role in service.who_may_refer]
    if not named:
        return ""
    listed = named[0] if len(named) == 1 else ", ".join(named[:-1]) + " and " + named[-1]
    return f"{listed[0].upper()}{listed[1:]} may."


def _whom(service: Service, library: Library) -> str:
    asked = library.asked_instead(service.locality)
    if asked and asked.id != service.id:
        return asked.name
    return "your SENCO or your collaborative's lead at the local authority"


def _freshness(service: Service, library: Library) -> str:
    document = library.documents.get(service.sources[0].document) if service.sources else None
    title = document.short_title or document.title if document else ""
    source = f"From “{title}” ({document.publisher}, {document.year})" if document else ""
    if service.assured_date:
        checked = f"checked with the service on {service.assured_date:%-d %B %Y}."
    else:
        checked = "not checked since."
    return f"{source}; {checked}" if source else checked.capitalize()


def _rows(service: Service, others: Sequence[Service], library: Library, offered: int) -> Iterable[tuple[Button, ...]]:
    successor = library.directory.services.get(service.successor)
    everything = (service, *others)
    if successor:
        yield (pick(successor, (successor, *everything), library, "Now: ", offered),)
    for other in others[:offered]:
        if other is not successor:
            yield (pick(other, everything, library, "Or: ", offered),)
    not_meant = Button("Not what I meant", token("n", everything, library, offered))
    if service.is_usable:
        yield Button("Route", token("r", everything, library, offered)), not_meant
    else:
        yield (not_meant,)
    yield (Button("Something's wrong", token("w", everything, library, offered)),)


def _names(ids: Sequence[str], library: Library) -> str:
    found = (library.directory.services.get(one) for one in ids)
    return ", then ".join(service.name for service in found if service)
