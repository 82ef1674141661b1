"""Stewards: which member looks after which entry of the directory, and what a note about an entry says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.flows.turn import Effect
from bot.messages import Button, Message

PAGE = 12
LABEL = 40

NO_ANCHOR = Message(text="Only an anchor of a collaborative says who looks after an entry, so I changed nothing.")
IN_PRIVATE = Message(text="Please write that to me directly, not in a channel.")
UNKNOWN = Message(
    text="I know no entry of that name in your collaborative. “about …” and a few words of its name find one."
)
GONE = Message(text="That entry or that person is no longer there, so I changed nothing.")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the directory. `place` is the collaborative that it is of, or "national"."""

    service: str
    code: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class ListStewards(Effect):
    """She wants to see who looks after what."""

    collaborative: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Find(Effect):
    """She wants somebody to look after an entry: what was typed fits these."""

    entries: tuple[Entry, ...]
    bubble: str


@dataclass(frozen=True, slots=True)
class Choose(Effect):
    """Show who looks after an entry, and who could."""

    collaborative: str
    entry: Entry
    page: int
    bubble: str


@dataclass(frozen=True, slots=True)
class Give(Effect):
    """Somebody is to look after an entry; 0: nobody."""

    collaborative: str
    entry: Entry
    person: int
    bubble: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who could look after an entry."""

    id: int
    label: str


# ---- for the anchor


def which(places: Mapping[str, str], bubble: str) -> Message:
    rows = tuple((Button(name, f"S:l:{slug}"),) for slug, name in places.items())
    return Message(text="Of which collaborative?", rows=rows, bubble=bubble)


def which_entry(found: Sequence[tuple[str, str, Entry]], bubble: str) -> Message:
    """Entries with the collaborative in which each is meant: its slug and name."""
    rows = tuple(
        (Button(f"{entry.name} ({place})"[:LABEL], f"S:e:{slug}:{entry.code}:0"),) for slug, place, entry in found
    )
    return Message(text="Which entry?", rows=rows, bubble=bubble)


def listed(place: str, slug: str, stewards: Sequence[tuple[str, str, str]], bubble: str) -> Message:
    """Name, code and steward of each entry that has one, or had."""
    facts = tuple((name, her or "nobody since the last one left") for name, _, her in stewards)
    rows = tuple((Button(name[:LABEL], f"S:e:{slug}:{code}:0"),) for name, code, _ in stewards[: 2 * PAGE])
    return Message(
        title=f"Stewards in {place}",
        text="" if stewards else "No entry has a steward yet. A steward hears when somebody says it is wrong.",
        facts=facts,
        small="“steward of” and an entry's name gives it one: “steward of Family Hubs”.",
        rows=rows,
        bubble=bubble,
    )


def choose(slug: str, entry: Entry, her: str, people: Sequence[Candidate], page: int, bubble: str) -> Message:
    """Who looks after it now, and a page of members."""
    pages = max(1, -(-len(people) // PAGE))
    page = min(page, pages - 1)
    here = f"{slug}:{entry.code}"
    rows = [(Button(one.label[:LABEL], f"S:g:{here}:{one.id}"),) for one in people[page * PAGE : (page + 1) * PAGE]]
    turns = [Button("‹", f"S:e:{here}:{page - 1}")] if page else []
    turns += [Button("›", f"S:e:{here}:{page + 1}")] if page + 1 < pages else []
    ends = [Button("Nobody", f"S:g:{here}:0")] if her else []
    return Message(
        title=entry.name,
        text="Who looks after this entry? They are told, and hear when somebody says that it is wrong."
        if people
        else "Nobody has joined yet who could look after it: “invite” asks people in.",
        facts=(("Steward", her or "nobody yet"),),
        rows=(*rows, *((tuple(turns),) if turns else ()), (*ends, Button("All stewards", f"S:l:{slug}"))),
        bubble=bubble,
    )


# ---- for the steward


def told(name: str, place: str, holds: bool) -> Message:
    """What somebody hears who is to look after an entry, or no longer."""
    if not holds:
        return Message(text=f"You no longer look after “{name}” in {place}. Thank you for what you did.")
    return Message(
        text=f"You are now the steward of “{name}” in {place}: I tell you when somebody says that it is wrong. "
        f"“about {name}” shows it."
    )


def noted(name: str, code: str, what: str, steward: str | None) -> Message:
    """That somebody says an entry is wrong; nobody learns who. `steward` is None for the steward herself."""
    if steward is None:
        asked = "Could you find out, as its steward, and tell your anchor what it should say?"
    elif steward:
        asked = f"Its steward, {steward}, was told too."
    else:
        asked = f"It has no steward: “steward of {name}” gives it one."
    rows = ((Button("See the entry", f"s3:{code}"),),) if code else ()
    return Message(text=f"Somebody says of “{name}”: {what.lower()}. {asked}", rows=rows)
