"""Everything that is held about somebody, shown to her and nobody else; and forgetting her."""

from __future__ import annotations

from calendar import day_abbr
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from bot.flows.turn import Effect, Wait
from bot.messages import Button, File, Message

FLOW = "forget"
OFFER_LASTS = timedelta(hours=1)
NEVER = 1970  # the year of a moment that is none
MOST = 3  # rows of one kind that are read out; the file has all

IN_PRIVATE = Message(text="That is between you and me: please write it to me directly, not in a channel.")
NOTHING = Message(text="I hold nothing about you.")
OLD = Message(text="That is no longer on offer, and nothing was erased. Type “forget me” to begin again.")
STAYS = Message(text="Good. I've changed nothing.")
WORDS: Mapping[str, str] = {  # before what stands in a column, where it is read out
    **{"locality": "place:", "role": "role:", "heard": "last heard from in", "platform": "on", "account": "as"},
    **{"unreachable": "can't be reached:", "asked": "asked on", "expires": "ends on", "made": "made on", "at": "on"},
    **{"created": "since", "collaborative": "in", "name": "", "sector": "sector:", "organisation": "organisation:"},
    **{"phase": "age group:", "shown": "shown to the others:", "notice": "privacy notice", "consented": "agreed to on"},
    **{"joined": "joined on", "left": "left on", "kind": "", "days": "days:", "hours_from": "from", "hours_to": "to"},
    **{"term_time": "in term time only:", "snoozed": "snoozed until", "weekly": "messages a week, at most:"},
    **{"language": "surveys in", "stopped": "stopped:", "first": "from", "last": "to", "flow": "", "until": "until"},
    **{"due": "due on", "question": "question", "value": "answer", "workshop": "", "date": "on", "state": ""},
    **{"wave": "survey", "action": ""},
}
BY_OTHERS = "Your messages in this app stay there by its own rules: delete them there if you wish."


@dataclass(frozen=True, slots=True)
class ShowData(Effect):
    """She wants to see everything that is held about her."""


@dataclass(frozen=True, slots=True)
class OfferForgetting(Effect):
    """She wants to be forgotten: ask once more, and say what that means."""

    bubble: str


@dataclass(frozen=True, slots=True)
class Forget(Effect):
    """She has confirmed it."""


@dataclass(frozen=True, slots=True)
class Area:
    """All of one kind that is held about somebody: whole rows, and the columns of them that are read out."""

    title: str
    table: str
    rows: Sequence[Mapping[str, Any]]
    shown: Sequence[str]


def portrait(areas: Sequence[Area], made: datetime) -> Message:
    """What is held, to read and as a file."""
    held = [area for area in areas if area.rows]
    whole = {"what": "Everything that this bot holds about you", "made": made, "held": _written(held)}
    content = msgspec.json.format(msgspec.json.encode(whole), indent=1)
    words = f"everything I hold about you: {_entries(sum(len(area.rows) for area in held))}, for a computer to read"
    return Message(
        title="What I hold about you",
        facts=tuple((area.title, _read_out(area)) for area in held),
        small=f"The file has all of it. “forget me” erases it. {BY_OTHERS}",
        file=File("my-data.json", "application/json", content, words),
    )


def _written(areas: Sequence[Area]) -> Mapping[str, Any]:
    written: dict[str, list[Any]] = {}
    for area in areas:
        written.setdefault(area.table, []).extend({"what": area.title, **row} for row in area.rows)
    return written


def _read_out(area: Area) -> str:
    lines = Counter(_line(row, area.shown) for row in area.rows)
    if set(lines) <= {""}:
        return _entries(len(area.rows))
    alike = [(line, count) for line, count in lines.items() if line]
    read = [f"{count} times {line}" if count > 1 else line for line, count in alike[:MOST]]
    more = len(area.rows) - sum(count for _, count in alike[:MOST])
    return " / ".join(read) + (f" / and {more} more in the file" if more > 0 else "")


def _line(row: Mapping[str, Any], shown: Sequence[str]) -> str:
    named = ((WORDS[name], _plain(name, row[name])) for name in shown)
    return ", ".join(f"{name} {value}".strip() for name, value in named if value)


def _plain(name: str, value: Any) -> str:
    if name == "heard" and value:
        return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
    if name == "days" and value:
        return " ".join(day_abbr[int(day)] for day in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}" if value.year > NEVER else ""
    return "" if value is None else str(value)


def offer(entries: int, bubble: str) -> tuple[Message, Wait]:
    """Ask once more: it cannot be taken back."""
    message = Message(
        title="Shall I forget you?",
        text=f"I erase everything I hold about you ({_entries(entries)}): your accounts, place and role, memberships, "
        "wishes, reminders, and what waits for you. It cannot be undone; you can join anew with a new invitation.",
        facts=(("Stays, without you", "totals that were counted, and that something was done in the audit log"),),
        small="“my data” shows you everything first.",
        rows=((Button("Yes, forget me", "y:yes"), Button("No", "y:no")),),
        bubble=bubble,
    )
    return message, Wait(FLOW, {}, OFFER_LASTS)


def last_anchor(places: Sequence[str]) -> Message:
    """A collaborative must not be left without an anchor."""
    named = " and ".join(places)
    return Message(
        text=f"You are the only anchor of {named}, so its members would have nobody. Please make somebody else an "
        "anchor first, and then type “forget me” again. Nothing was erased. If nobody can take over, whoever runs "
        "this bot can end your office."
    )


def forgotten(entries: int) -> Message:
    """The last that she hears; nothing is left of it once it is sent."""
    return Message(
        title="You are forgotten",
        text=f"I have erased all {_entries(entries)} that I held about you. This message leaves nothing behind either.",
        facts=(
            ("Kept, without you", "totals, answers to closed surveys, and that something was done, not by whom"),
            ("Kept for three days", "fingerprints of what was delivered, so that nothing is heard twice"),
            ("Kept as a number", "that somebody was forgotten, so that a restored backup forgets you again"),
            ("Sent by you", "an announcement's words stay until everyone has it, without who sent it"),
        ),
        small=BY_OTHERS,
    )


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
