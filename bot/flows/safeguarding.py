"""What is said first when a child may be in danger."""

from __future__ import annotations

from collections.abc import Sequence

from bot.flows.answer import Asker, pick
from bot.messages import Message
from knowledge.library import Library
from knowledge.service import Service

NOTHING_KEPT = "Nothing you wrote was stored."
ALSO = {
    "suicide": "Don't leave the child alone.",
    "weapon": "Don't search or tackle anyone yourself; keep others away.",
    "missing": "Say when and where the child was last seen.",
    "fgm": "Don't tell the family. Teachers and health professionals must report known FGM to the police themselves.",
    "forced-marriage": "Don't tell the family and don't try to mediate.",
    "violence-at-home": "Don't contact the person who may be doing the harm.",
    "abuse": "Don't contact the person who may be doing the harm.",
}


def first_of_all(
    danger: str, asker: Asker, library: Library, services: Sequence[Service] = (), bubble: str = ""
) -> Message:
    """999, then the designated safeguarding lead, then the locality's own team; whatever was found comes after."""
    steps = [
        ("1", "If anyone is in danger now, call 999."),
        ("2", "Tell your designated safeguarding lead (DSL) now, in person. Don't wait for a meeting."),
        ("3", f"{_team(asker, library)}. Your DSL contacts them; if you can't reach your DSL, do it yourself."),
    ]
    if services:
        steps.append(("After that", f"these may help: {'; '.join(service.name for service in services)}."))
    closing = (ALSO.get(danger, ""), "Don't promise to keep it secret, and don't question the child.", NOTHING_KEPT)
    return Message(
        title="This may be a safeguarding matter",
        text="Do this first.",
        facts=tuple(steps),
        small=" ".join(filter(None, closing)),
        rows=tuple((pick(one, services, library),) for one in services),
        bubble=bubble,
    )


def _team(asker: Asker, library: Library) -> str:
    place = library.localities.get(asker.locality)
    if place is None:
        return "Children's social care at your council"
    contact = place.safeguarding
    service = library.directory.services.get(contact.service)
    name = contact.name or (service.name if service else f"Children's social care in {place.name}")
    return f"{name}, {contact.phone}" if contact.phone else f"{name} (number not held here)"
