"""The audit log in plain words: who did what to whom, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.flows.turn import Effect
from bot.messages import Button, Message

ON_A_PAGE = 10

NO_ANCHOR = Message(text="Only an anchor of a collaborative sees its audit log.")
IN_PRIVATE = Message(text="The audit log is for anchors alone. Please write “audit” to me directly, not in a channel.")

# what was done; {people} is how many it was done to, {whom} the one
WORDS: Mapping[str, str] = {
    "anchor dismissed": "ended the office of {whom} as an anchor",
    "anchor made": "made {whom} an anchor",
    "announced urgently": "sent an urgent announcement to {people}",
    "announced": "sent an announcement to {people}",
    "asked for a successor": "asked the organisation of {whom} for a successor",
    "backed up": "made a backup of everything",
    "collaborative changed": "changed what the collaborative says of itself, or its hours",
    "collaborative made": "made the collaborative",
    "comments exported": "exported comments to sort them",
    "declined": "declined an invitation",
    "facilitator dismissed": "ended the office of {whom} as a facilitator",
    "facilitator made": "made {whom} a facilitator",
    "forgotten": "was forgotten, at their own wish or because their time was over",
    "handed over": "handed over to {whom}",
    "handover offered": "offered {whom} to take over",
    "invitation taken back": "took back an invitation",
    "invited anew": "asked {whom} to come back",
    "invited": "invited {people}",
    "joined": "joined",
    "lead ended": "ended {whom}'s lead of a sub-group",
    "lead made": "made {whom} lead of a sub-group",
    "left": "left",
    "linked an account": "linked another account of theirs",
    "own data shown": "looked at what is held about them",
    "register kept": "kept who came to a workshop ({people})",
    "removed": "removed {whom}",
    "restored": "restored a backup",
    "results exported": "exported the results of a survey",
    "results shared": "shared the results of a survey with {people}",
    "saw who is fading": "looked at who has been silent ({people})",
    "steward ended": "ended {whom}'s care of {detail}",
    "steward made": "made {whom} steward of {detail}",
    "stepped down": "stepped down",
    "sub-group added": "added a sub-group",
    "sub-group begun again": "began a sub-group again",
    "sub-group ended": "ended a sub-group",
    "sub-group renamed": "renamed a sub-group",
    "survey closed": "closed a survey",
    "survey launched": "launched a survey to {people}",
    "survey planned": "planned a survey",
    "survey series ended": "ended a series of surveys",
    "survey stopped": "stopped a planned survey",
    "term dates replaced": "replaced the term dates",
    "too old": "let go of what was kept long enough: {entries} of {detail}",
    "unlinked an account": "took an account of theirs away",
    "web link made": "made a web link for {whom}",
    "web link taken back": "took back the web link of {whom}",
}
BY_SOMEBODY = ("declined", "forgotten")  # done by people whom the log does not name
BY_THE_CLOCK = ("too old",)
BY_COMMAND = ("backed up", "collaborative made", "comments exported", "restored")  # nowhere but on the command line
COMMAND_LINE = "command line"  # the detail of what can be done in chat too


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. `at` is on the walls' clocks; `who` and `whom` are what they are there, with a name if
    one is known; "" where nobody is known.
    """

    id: int
    at: datetime
    who: str
    action: str
    whom: str = ""
    count: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReadLog(Effect):
    """She wants to read the log of a collaborative, or of the only one that she anchors, from before an entry."""

    collaborative: str
    before: int
    bubble: str


def sentence(entry: Entry) -> str:
    """What was done, as one would say it."""
    words = WORDS.get(entry.action, entry.action)
    filled = words.format(
        people="1 person" if entry.count == 1 else f"{entry.count:,} people",
        entries="1 entry" if entry.count == 1 else f"{entry.count:,} entries",
        whom=entry.whom or "somebody",
        detail=entry.detail,
    )
    return f"{entry.who or _nobody(entry)} {filled}"


def _nobody(entry: Entry) -> str:
    if entry.action in BY_SOMEBODY:
        return "somebody"
    if entry.action in BY_THE_CLOCK:
        return "the clock"
    on_the_command_line = entry.action in BY_COMMAND or entry.detail == COMMAND_LINE
    return "the command line" if on_the_command_line else "whoever runs this bot, or somebody since forgotten,"


def page(slug: str, name: str, entries: Sequence[Entry], older: bool, newest: bool, bubble: str) -> Message:
    """Ten entries, the latest first, and the way to the others."""
    buttons = []
    if older:
        buttons.append(Button("Older", f"b:log:{slug}:{entries[-1].id}"))
    if not newest:
        buttons.append(Button("Latest", f"b:log:{slug}:0"))
    return Message(
        title=f"What was done in {name}",
        text="" if entries else "Nothing yet.",
        facts=tuple((_when(entry.at), sentence(entry)) for entry in entries),
        small="Nothing that anybody wrote is in here. Whoever is forgotten is no longer named.",
        rows=(tuple(buttons),) if buttons else (),
        bubble=bubble,
    )


def _when(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}, {at.hour}:{at:%M}"


def which(names: Mapping[str, str], bubble: str) -> Message:
    """She anchors several: ask which."""
    rows = tuple((Button(name, f"b:log:{slug}:0"),) for slug, name in names.items())
    return Message(text="The audit log of which collaborative?", rows=rows, bubble=bubble)


def called(roles: Iterable[str], name: str) -> str:
    """What somebody is there, and her name if one is known: "an anchor (SENCO, East Sussex)"."""
    held = [role for role in ("anchor", "facilitator", "member") if role in roles]
    what = held[0] if held else "guest"
    return f"{'an' if what == 'anchor' else 'a'} {what}" + (f" ({name})" if name else "")
