"""What a collaborative is for, and its sub-groups: shown to its members, changed by its anchors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from bot.flows.turn import Effect, Wait
from bot.messages import Button, Message

FLOW = "collaborative"
LASTS = timedelta(minutes=30)  # how long what an anchor types next is taken as her change
LONGEST_TEXT, LONGEST_NAME, MOST_PRIORITIES, MOST_GROUPS = 1000, 80, 10, 20
LABEL = 40
TIMES = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:to|until|till|-|–)\s*(\d{1,2})(?:[:.](\d{2}))?", re.IGNORECASE)

Part = Literal["vision", "mission", "priorities", "quiet", "group", "name"]
PARTS: Mapping[str, str] = {
    "vision": "Write me the vision: what you want to be so. One line for each thought.",
    "mission": "Write me the mission: what you do for it, in a few sentences.",
    "priorities": "Write me the priorities, one on each line, the most important first.",
    "quiet": "When shall I write to nobody? For example: 18:00 to 7:30. “none”: at any hour.",
    "group": "What is the new sub-group called? A second line can say what it is for.",
    "name": "What shall it be called? A second line can say what it is for.",
}

NO_MEMBER = Message(
    text="You don't belong to a collaborative yet. With a code from its anchor, type “join” and the code."
)
IN_PRIVATE = Message(text="Please write that to me directly, not in a channel.")
OVER = Message(text="That is over, so I changed nothing. “collaborative” shows how it stands.")
GONE = Message(text="That sub-group isn't there, so I changed nothing. “sub-groups” shows those there are.")
CANCELLED = Message(text="Nothing was changed.")
REFUSED = Message(
    text="I changed nothing, and kept nothing of it: no names or details, please. Write it again, or “cancel”."
)


@dataclass(frozen=True, slots=True)
class Show(Effect):
    """She wants to see a collaborative, or her only one; or its sub-groups."""

    collaborative: str
    part: Literal["all", "groups"]
    bubble: str


@dataclass(frozen=True, slots=True)
class Ask(Effect):
    """She wants to change a part of it: ask for the words. `group` is the sub-group whose name it is."""

    collaborative: str
    part: Part
    group: int
    bubble: str


@dataclass(frozen=True, slots=True)
class Set(Effect):
    """The words for a part of it."""

    collaborative: str
    part: Part
    group: int
    words: tuple[str, ...]
    bubble: str


@dataclass(frozen=True, slots=True)
class LetAsk(Effect):
    """Whether guests may ask."""

    collaborative: str
    guests: bool
    bubble: str


@dataclass(frozen=True, slots=True)
class ShowGroup(Effect):
    """She wants to see one sub-group, or who could lead it."""

    group: int
    part: Literal["card", "leads"]
    bubble: str


@dataclass(frozen=True, slots=True)
class EndGroup(Effect):
    """A sub-group is over, or goes on."""

    group: int
    ended: bool
    bubble: str


@dataclass(frozen=True, slots=True)
class Group:
    id: int
    name: str
    purpose: str = ""
    lead: str = ""
    members: int = 0
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A collaborative as its members see it. A lead's name is shown to members only if she agreed to be shown."""

    id: str
    name: str
    vision: tuple[str, ...] = ()
    mission: str = ""
    priorities: tuple[str, ...] = ()
    quiet: str = ""
    guests: bool = True
    groups: tuple[Group, ...] = ()


# ---- looking


def which(places: Mapping[str, str], bubble: str, part: str) -> Message:
    rows = tuple((Button(name, f"g:{'g' if part == 'groups' else 'c'}:{slug}"),) for slug, name in places.items())
    return Message(text="Which collaborative?", rows=rows, bubble=bubble)


def show(one: Whole, edits: bool, bubble: str, note: str = "") -> Message:
    """What it is for, with a button to change each part, for whoever may."""
    going = [group for group in one.groups if not group.ended]
    facts = [
        ("Vision", "\n".join(one.vision) or "–"),
        ("Mission", one.mission or "–"),
        ("Priorities", "\n".join(f"{number}. {text}" for number, text in enumerate(one.priorities, 1)) or "–"),
        ("Sub-groups", "; ".join(_with_lead(group) for group in going) or "–"),
    ]
    if edits:
        facts.append(("I write to nobody", one.quiet))
        facts.append(("Guests", "may ask me" if one.guests else "may not ask me"))
    return Message(
        title=one.name,
        text=note,
        facts=tuple(facts),
        rows=_changing(one) if edits else (),
        bubble=bubble,
    )


def _with_lead(group: Group) -> str:
    return f"{group.name} (lead: {group.lead})" if group.lead else group.name


def _changing(one: Whole) -> tuple[tuple[Button, ...], ...]:
    return (
        (Button("Change vision", f"g:e:{one.id}:vision"), Button("Mission", f"g:e:{one.id}:mission")),
        (Button("Priorities", f"g:e:{one.id}:priorities"), Button("Quiet hours", f"g:e:{one.id}:quiet")),
        (
            Button(
                "Guests may not ask" if one.guests else "Let guests ask", f"g:{'-' if one.guests else '+'}:{one.id}"
            ),
            Button("Sub-groups", f"g:g:{one.id}"),
        ),
    )


def groups(one: Whole, edits: bool, bubble: str, note: str = "") -> Message:
    """Its sub-groups, with a button for each."""
    facts = tuple((_with_lead(group), _described(group)) for group in one.groups if not group.ended)
    rows: list[tuple[Button, ...]] = []
    if edits:
        rows = [
            (Button(f"{group.name}{' (over)' if group.ended else ''}"[:LABEL], f"g:s:{group.id}"),)
            for group in one.groups
        ]
        rows.append((Button("Add a sub-group", f"g:e:{one.id}:group"),))
    text = note or ("" if facts else "There are no sub-groups yet.")
    return Message(title=f"Sub-groups of {one.name}", text=text, facts=facts, rows=tuple(rows), bubble=bubble)


def _described(group: Group) -> str:
    count = "one member" if group.members == 1 else f"{group.members} members"
    return f"{group.purpose} ({count})".strip()


def card(slug: str, group: Group, bubble: str) -> Message:
    """One sub-group, and what an anchor can change."""
    over = Button("Begin again", f"g:b:{group.id}") if group.ended else Button("It is over", f"g:x:{group.id}")
    return Message(
        title=group.name,
        text=group.purpose,
        facts=(
            ("Lead", group.lead or "–"),
            ("Members", str(group.members)),
            ("Stands", "over" if group.ended else "going on"),
        ),
        rows=(
            (Button("Rename", f"g:n:{group.id}"), over),
            *(((Button("Choose its lead", f"g:l:{group.id}"),),) if not group.ended else ()),
            (Button("Back", f"g:g:{slug}"),),
        ),
        bubble=bubble,
    )


def to_lead(group: Group, people: Sequence[tuple[int, str]], bubble: str) -> Message:
    """Who could lead it."""
    rows = [(Button(name[:LABEL], f"m:t:{group.id}:{number}+"),) for number, name in people]
    text = f"Who leads “{group.name}”?" if rows else "Nobody is a member yet: “invite” asks people in."
    return Message(text=text, rows=(*rows, (Button("Back", f"g:s:{group.id}"),)), bubble=bubble)


# ---- changing


def ask(slug: str, part: Part, group: int, bubble: str) -> tuple[Message, Wait]:
    state = {"collaborative": slug, "part": part, "group": group}
    message = Message(text=PARTS[part], small="“cancel” leaves it as it is.", bubble=bubble)
    return message, Wait(FLOW, state, LASTS)


def written(part: Part, typed: str) -> tuple[str, ...] | Message:
    """What was typed for a part, as its lines; or what is wrong with it."""
    lines = tuple(line.strip().lstrip("-•").strip() for line in typed.strip().splitlines() if line.strip(" -•"))
    wrong = _wrong(part, lines)
    if wrong:
        return Message(text=f"{wrong} Please write it again, or “cancel”.")
    return quiet_hours(lines[0]) if part == "quiet" else lines


def _wrong(part: Part, lines: Sequence[str]) -> str:
    whole = sum(len(line) for line in lines)
    if not lines:
        return "There is nothing in it."
    if part in ("group", "name"):
        if len(lines[0]) > LONGEST_NAME:
            return f"A sub-group's name may have {LONGEST_NAME} characters."
        return f"What it is for may have {LONGEST_TEXT} characters." if whole > LONGEST_TEXT else ""
    if part == "quiet":
        return "" if quiet_hours(lines[0]) else "I couldn't read that: write it like 18:00 to 7:30, or “none”."
    if part == "priorities" and len(lines) > MOST_PRIORITIES:
        return f"Those are {len(lines)} priorities, and {MOST_PRIORITIES} is the most."
    return f"That is {whole:,} characters, and {LONGEST_TEXT:,} is the most." if whole > LONGEST_TEXT else ""


def quiet_hours(words: str) -> tuple[str, ...]:
    """From and to, on a clock of 24 hours; the same twice where no hour is quiet; () if it says neither."""
    if words.lower().strip(" .!") == "none":
        return "00:00", "00:00"
    found = TIMES.fullmatch(words.strip(" .!"))
    if not found or int(found[1]) > 23 or int(found[3]) > 23 or int(found[2] or 0) > 59 or int(found[4] or 0) > 59:
        return ()
    return f"{int(found[1]):02}:{found[2] or '00'}", f"{int(found[3]):02}:{found[4] or '00'}"


def standing(states: Mapping[str, Mapping[str, Any]]) -> tuple[str, Part, int] | None:
    """Which part an anchor was asked for."""
    state = states.get(FLOW)
    return (state["collaborative"], state["part"], state["group"]) if state and state.get("part") in PARTS else None
