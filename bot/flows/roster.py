"""Who belongs to a collaborative, as its anchors see it; and giving, taking and handing over an office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.flows.join import PHASES
from bot.flows.place import ROLES
from bot.flows.turn import Effect, Wait
from bot.messages import Button, Message
from knowledge.system_map import SECTORS

FLOW = "handover"
OFFER_LASTS = timedelta(days=14)
PAGE = 12
LABEL = 40
NOBODY = "Somebody without a name"

Office = Literal["anchor", "facilitator"]
Part = Literal["members", "handover", "step down", "facilitators"]

NO_ANCHOR = Message(text="Only an anchor of a collaborative can see its members by name, so I changed nothing.")
IN_PRIVATE = Message(text="Please write that to me directly, not in a channel.")
GONE = Message(text="That person doesn't belong to that collaborative any more, so I changed nothing.")
OFFER_OVER = Message(text="That offer is over, so I changed nothing.")
NO_OFFICE = Message(text="You have no office, so there is nothing to hand over or to end.")


@dataclass(frozen=True, slots=True)
class ListMembers(Effect):
    """She wants to see who belongs to this collaborative, or the only one that she anchors."""

    collaborative: str
    page: int
    bubble: str
    part: Part = "members"


@dataclass(frozen=True, slots=True)
class ShowMember(Effect):
    """She wants to see what is held of one member, and what can be changed."""

    collaborative: str
    person: int
    bubble: str
    part: Literal["card", "groups", "remove"] = "card"


@dataclass(frozen=True, slots=True)
class Appoint(Effect):
    """Somebody is to have an office, or to have it no more."""

    collaborative: str
    person: int
    office: Office
    holds: bool
    bubble: str


@dataclass(frozen=True, slots=True)
class Lead(Effect):
    """Somebody is to lead a sub-group, or to lead it no more."""

    group: int
    person: int
    leads: bool
    bubble: str


@dataclass(frozen=True, slots=True)
class Remove(Effect):
    """Somebody is to belong to the collaborative no more."""

    collaborative: str
    person: int
    bubble: str


@dataclass(frozen=True, slots=True)
class HandOver(Effect):
    """She wants to hand her office over, to a member known by her number or by what she is called."""

    collaborative: str
    person: int
    name: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Accept(Effect):
    """Whoever was offered the office takes it, or does not."""

    collaborative: str
    accepts: bool
    bubble: str


@dataclass(frozen=True, slots=True)
class ListFacilitators(Effect):
    """She wants to see who the facilitators are, members or not."""

    collaborative: str
    bubble: str


@dataclass(frozen=True, slots=True)
class AskFacilitator(Effect):
    """Somebody of this name, who need not be a member, is to be asked to be a facilitator."""

    collaborative: str
    name: str
    bubble: str


@dataclass(frozen=True, slots=True)
class StepDown(Effect):
    """She wants to be an anchor, or a facilitator, no more."""

    collaborative: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-group, and whether somebody leads it, or is in it."""

    id: int
    name: str
    leads: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A member as an anchor sees her."""

    id: int
    name: str
    role: str = ""
    sector: str = ""
    organisation: str = ""
    phase: str = ""
    offices: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    since: str = ""
    entries: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.name or NOBODY

    @property
    def described(self) -> str:
        parts = (dict(ROLES).get(self.role, ""), self.organisation, *self.offices)
        said = ", ".join(filter(None, parts))
        return f"{self.label} ({said})" if said else self.label


# ---- the list


def listed(slug: str, place: str, people: Sequence[Person], page: int, bubble: str) -> Message:
    """All members by sector, and a page of buttons."""
    pages = max(1, -(-len(people) // PAGE))
    page = min(page, pages - 1)
    shown = people[page * PAGE : (page + 1) * PAGE]
    facts = [
        (f"{label} ({len(those)})", "; ".join(one.described for one in those)) for label, those in by_sector(people)
    ]
    rows = [(Button(one.label[:LABEL], f"m:p:{slug}:{one.id}"),) for one in shown]
    turns = [Button("‹", f"m:l:{slug}:{page - 1}")] if page else []
    turns += [Button("›", f"m:l:{slug}:{page + 1}")] if page + 1 < pages else []
    return Message(
        title=f"Members of {place}: {len(people)}",
        text="Press a name to change who does what." if people else "Nobody has joined yet. “invite” asks people in.",
        facts=tuple(facts),
        rows=(*rows, *((tuple(turns),) if turns else ())),
        bubble=bubble,
    )


def by_sector(people: Sequence[Person]) -> list[tuple[str, list[Person]]]:
    """Those of each sector; who has told none last."""
    labels = [*SECTORS.items(), ("", "Sector not told")]
    found = [(label, [one for one in people if one.sector == sector]) for sector, label in labels]
    return [(label, those) for label, those in found if those]


def which(places: Mapping[str, str], bubble: str, part: Part = "members") -> Message:
    """She anchors several: ask which."""
    verb = {"members": "l", "handover": "hl", "step down": "d", "facilitators": "F"}[part]
    tail = ":0" if part in ("members", "handover") else ""
    rows = tuple((Button(name, f"m:{verb}:{slug}{tail}"),) for slug, name in places.items())
    return Message(text="Of which collaborative?", rows=rows, bubble=bubble)


# ---- facilitators


def facilitators(slug: str, place: str, holders: Sequence[tuple[int, str, bool]], bubble: str) -> Message:
    """Number and name of each, and whether she is a member; a button ends her office."""
    rows = tuple((Button(f"{name}: no more"[:LABEL], f"m:f-:{slug}:{who}"),) for who, name, _ in holders)
    lines = [name if belongs else f"{name} (no member here)" for _, name, belongs in holders]
    return Message(
        title=f"Facilitators of {place}: {len(holders)}",
        text="\n".join(lines) or "There is none.",
        small="A facilitator announces, keeps the register and sees engagement and results by group, no names. "
        "Of members, press the name in “members”. For somebody else: “invite facilitator” and the name.",
        rows=rows,
        bubble=bubble,
    )


def facilitator_code(place: str, name: str, ways: str, until: str, bubble: str) -> Message:
    """The code with which somebody becomes a facilitator, once."""
    return Message(
        title=f"{name} can become a facilitator of {place}",
        text="Pass this code on. It asks first; nothing changes before the answer is yes, and then I tell you.",
        facts=((name, ways),),
        small=f"It works once, until {until}. “invitations” takes it back.",
        bubble=bubble,
    )


def name_the_place(names: Mapping[str, str], name: str) -> Message:
    first = next(iter(names.values()))
    return Message(text=f"For which collaborative? For example: “invite facilitator {name} for {first}”.")


# ---- one member


def card(slug: str, her: Person, bubble: str, note: str = "") -> Message:
    """What an anchor sees of a member, and can change."""
    groups = ", ".join(f"{one.name} (lead)" if one.leads else one.name for one in her.groups if one.joined or one.leads)
    facts = (
        ("Role", dict(ROLES).get(her.role, "–")),
        ("Sector", SECTORS.get(her.sector, "–")),  # type: ignore[call-overload]
        ("Organisation", her.organisation or "–"),
        ("Phase", PHASES.get(her.phase, "–")),
        ("Sub-groups", groups or "–"),
        ("Office", ", ".join(her.offices) or "–"),
        *((("Steward of", ", ".join(her.entries)),) if her.entries else ()),
        ("Member since", her.since),
    )
    is_anchor, is_facilitator = "anchor" in her.offices, "facilitator" in her.offices
    rows = (
        (Button("Anchor no more" if is_anchor else "Make anchor", f"m:a{'-' if is_anchor else '+'}:{slug}:{her.id}"),),
        (
            Button(
                "Facilitator no more" if is_facilitator else "Make facilitator",
                f"m:f{'-' if is_facilitator else '+'}:{slug}:{her.id}",
            ),
        ),
        *(((Button("Leads a sub-group …", f"m:g:{slug}:{her.id}"),),) if her.groups else ()),
        (Button("Hand over", f"m:h:{slug}:{her.id}"), Button("Remove", f"m:r:{slug}:{her.id}")),
        (Button("Back", f"m:l:{slug}:0"),),
    )
    return Message(title=her.label, text=note, facts=facts, rows=rows, bubble=bubble)


def leads(slug: str, her: Person, bubble: str) -> Message:
    """Which sub-groups she leads."""
    rows = [
        (
            Button(
                f"{'☑' if one.leads else '☐'} {one.name}"[:LABEL], f"m:t:{one.id}:{her.id}{'-' if one.leads else '+'}"
            ),
        )
        for one in her.groups
    ]
    return Message(
        text=f"Which sub-groups does {her.label} lead? A sub-group has one lead.",
        rows=(*rows, (Button("Back", f"m:p:{slug}:{her.id}"),)),
        bubble=bubble,
    )


def sure(slug: str, place: str, her: Person, bubble: str) -> Message:
    """Removing is asked for twice."""
    rows = ((Button("Yes, remove", f"m:R:{slug}:{her.id}"), Button("Back", f"m:p:{slug}:{her.id}")),)
    text = (
        f"Remove {her.label} from {place}? They are told, leave their sub-groups, and can join again with a new code."
    )
    return Message(text=text, rows=rows, bubble=bubble)


# ---- what is said to whom


def last_anchor(place: str) -> Message:
    return Message(
        text=f"{place} would have no anchor then, so I changed nothing. Make somebody else an anchor first "
        "(“members”), or hand over (“hand over to …”)."
    )


def told(place: str, office: Office, holds: bool) -> Message:
    """What somebody hears whose office changed."""
    if office == "facilitator":
        return Message(text=f"You are {'now a' if holds else 'no longer'} facilitator of {place}.")
    if not holds:
        return Message(text=f"You are no longer an anchor of {place}. Thank you for what you did.")
    return Message(text=f"You are now an anchor of {place}. “help” shows what you can do.")


def told_lead(group: str, place: str, leads: bool) -> Message:
    return Message(text=f"You {'now lead' if leads else 'no longer lead'} “{group}” in {place}.")


def told_removed(place: str) -> Message:
    return Message(
        text=f"You no longer belong to {place}: an anchor ended your membership. "
        "You can still ask me who helps with what."
    )


def removed(her: str, place: str, bubble: str) -> Message:
    return Message(text=f"{her} no longer belongs to {place}.", bubble=bubble)


# ---- handing over


def to_whom(slug: str, people: Sequence[Person], bubble: str, name: str = "") -> Message:
    """Choose a successor."""
    if not people:
        text = f"I know no other member called “{name}”." if name else "There is no other member yet: “invite” asks in."
        return Message(text=text, bubble=bubble)
    rows = tuple((Button(one.label[:LABEL], f"m:h:{slug}:{one.id}"),) for one in people[: 2 * PAGE])
    return Message(text="To whom do you want to hand over? They are asked first.", rows=rows, bubble=bubble)


def offered(her: str, place: str, reached: bool, bubble: str) -> Message:
    text = (
        f"I've asked {her}. If the answer is yes, {her} is an anchor of {place} in your place, and I tell you."
        if reached
        else f"{her} can't be reached just now, so nothing is handed over. Please choose somebody else."
    )
    return Message(text=text, bubble=bubble)


def offer(slug: str, place: str, giver: str, giver_id: int, bubble: str) -> tuple[Message, Wait]:
    """What the successor is asked."""
    rows = ((Button("Yes, I'll take over", f"m:y:{slug}"), Button("No", f"m:n:{slug}")),)
    message = Message(
        title=f"Will you be the anchor of {place}?",
        text=f"{giver} would like to hand over to you: inviting people, announcements, sub-groups, term dates. "
        "Nothing changes unless you say yes.",
        rows=rows,
        bubble=bubble,
    )
    return message, Wait(FLOW, {"collaborative": slug, "from": giver_id}, OFFER_LASTS)


def accepted(her: str, place: str, accepts: bool) -> tuple[Message, Message]:
    """What she hears who accepts or not, and what he hears who offered."""
    if accepts:
        return (
            Message(text=f"Thank you: you are now an anchor of {place}. “help” shows what you can do."),
            Message(text=f"{her} has taken over: you are no longer an anchor of {place}. Thank you for what you did."),
        )
    return (
        Message(text="That's fine, nothing has changed. I've told whoever asked."),
        Message(text=f"{her} would rather not take over, so you are still an anchor of {place}."),
    )
