"""A collaborative's term dates: shown to its members, replaced by an anchor with a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.calendars import Period, Problem, Terms, show, write_csv
from bot.flows.turn import Effect, Wait
from bot.messages import Button, File, Message

FLOW = "calendar"
FILE_LASTS, DRAFT_LASTS = timedelta(minutes=30), timedelta(hours=4)
SHOWN = 10  # mistakes of a file
AHEAD = 6  # terms and days off that are read out, from today on; the file has all

NO_MEMBER = Message(text="Term dates are a collaborative's. With a code from its anchor, type “join” and the code.")
IN_PRIVATE = Message(text="Please write “calendar” to me directly, not in a channel.")
OVER = Message(text="Those dates are no longer on offer. “calendar” begins again.")
CANCELLED = Message(text="The dates stay as they are.")


@dataclass(frozen=True, slots=True)
class Show(Effect):
    """She wants to see the dates of this collaborative, or of her only one; or to have them as a file."""

    collaborative: str
    as_file: bool
    bubble: str


@dataclass(frozen=True, slots=True)
class Ask(Effect):
    """She wants to replace them."""

    collaborative: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Propose(Effect):
    """The dates in the file that she sent: shown before they count."""

    collaborative: str
    terms: Terms
    key: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Replace(Effect):
    """They count from now on; without dates, they were taken back or counted before."""

    collaborative: str
    terms: Terms | None
    bubble: str


def which(places: Mapping[str, str], bubble: str) -> Message:
    rows = tuple((Button(name, f"C:s:{slug}"),) for slug, name in places.items())
    return Message(text="Of which collaborative?", rows=rows, bubble=bubble)


def shown(slug: str, name: str, terms: Terms, today: date, edits: bool, bubble: str, note: str = "") -> Message:
    """The dates, with what looks odd."""
    rows: tuple[tuple[Button, ...], ...] = ((Button("As a file", f"C:f:{slug}"),),) if terms.periods else ()
    rows += ((Button("Replace them", f"C:r:{slug}"),),) if edits else ()
    text = "\n\n".join(filter(None, (note, show(terms, today, AHEAD))))
    return Message(title=f"Term dates of {name}", text=text, rows=rows, bubble=bubble)


def ask(slug: str, name: str, bubble: str) -> tuple[Message, Wait]:
    """Ask for a file."""
    message = Message(
        title=f"New term dates for {name}",
        text="Send me a CSV with the columns kind, name, first, last (“As a file” gives you one to edit), or the .ics "
        "calendar that your council publishes. You see the dates before they count.",
        small="“cancel” leaves them as they are.",
        bubble=bubble,
    )
    return message, Wait(FLOW, {"collaborative": slug, "takes": ["csv", "ics"]}, FILE_LASTS)


def mistakes(problems: Sequence[Problem]) -> Message:
    """What is wrong, by line; then nothing of the file counts."""
    more = f"\n… and {len(problems) - SHOWN} more." if len(problems) > SHOWN else ""
    lines = "\n".join(str(problem) for problem in problems[:SHOWN])
    return Message(
        text=f"I changed nothing: this has to be put right first.\n{lines}{more}\nThen send it again, or “cancel”."
    )


def proposed(name: str, terms: Terms, today: date, key: str, bubble: str) -> Message:
    left_out = f"Left out: {'; '.join(terms.left_out[:SHOWN])}." if terms.left_out else ""
    buttons = (Button("Use these dates", f"C:ok:{key}"), Button("Cancel", f"C:no:{key}"))
    return Message(
        title=f"Term dates of {name}, as in your file",
        text=show(terms, today),
        small=left_out,
        rows=(buttons,),
        bubble=bubble,
    )


def as_file(name: str, terms: Terms) -> Message:
    words = f"The term dates of {name}, to edit and send back."
    table = File("calendar.csv", "text/csv", write_csv(terms).encode(), words)
    return Message(text=f"Term dates of {name}:", file=table)


# ---- as a conversation's state


def keep(slug: str, terms: Terms, key: str) -> Wait:
    rows = [[one.kind, one.name, one.first.isoformat(), one.last.isoformat()] for one in terms.periods]
    return Wait(FLOW, {"collaborative": slug, "key": key, "periods": rows, "note": terms.note}, DRAFT_LASTS)


def kept(state: Mapping[str, Any] | None, key: str) -> tuple[str, Terms] | None:
    """The dates that were shown under this key, and whose they are to be."""
    if not state or not key or state.get("key") != key:
        return None
    periods = [
        Period(kind, name, date.fromisoformat(a), date.fromisoformat(z)) for kind, name, a, z in state["periods"]
    ]
    return str(state["collaborative"]), Terms(tuple(periods), str(state.get("note", "")))
