"""An announcement: how it is typed, previewed, shown on its way and reported, and what its members see."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.flows.turn import Draft, Wait
from bot.messages import Button, Message

FLOW = "announce"
EVERYWHERE = "*"  # all the collaboratives that she may announce to: the workshop that they share
TEXT_LASTS = timedelta(minutes=30)  # how long what an anchor types next is taken as her announcement
DRAFT_LASTS = timedelta(days=1)
LONGEST_TEXT, LONGEST_QUESTION, LONGEST_OPTION = 2000, 200, 40
FEWEST, MOST = 2, 6  # options of a question
LONGEST_SUBJECT = 80
SENTENCE = re.compile(r"(?<=[.!?])\s")

NO_ANCHOR = Message(
    text="Only an anchor of a collaborative can send announcements. Whoever runs this bot can make you one."
)
IN_PRIVATE = Message(text="Please write “announce” to me directly, not in a channel.")
OLD_PREVIEW = Message(text="That is no longer on offer: type “announce” to begin again.")
CANCELLED = "Cancelled. Nothing was sent, and your text is not kept."
CLOSED = Message(text="That question is closed, so I changed nothing.")
NOT_YOURS = Message(text="Only an anchor of that collaborative can decide this, so I changed nothing.")
NO_MEMBER = Message(text="That question was for members of that collaborative, so I changed nothing.")
TOO_LATE = Message(text="That can't be decided any more, or not yet, so I changed nothing.")
KINDS = {
    "name": "somebody's name",
    "email": "an e-mail address",
    "number": "a number",
    "date-of-birth": "a date of birth",
    "address": "an address",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """How an announcement stands. `answers` counts each option; `expanding` and `open` say what is not over."""

    people: int = 0
    sent: int = 0
    waiting: int = 0
    unreachable: int = 0
    failed: int = 0
    unsure: int = 0
    held: int = 0
    answers: tuple[int, ...] = ()
    expanding: bool = False
    open: bool = False


def to_text(collaborative: str, name: str, bubble: str, urgent: bool = False) -> tuple[Message, Wait]:
    """Ask for the text."""
    first = "Urgent, for safeguarding: it goes out at once, whatever the hour, and is noted. " if urgent else ""
    message = Message(
        text=f"{first}To everyone in {name}. Write me the announcement; I show it to you before anything is sent.",
        small="For a question with buttons, add a last line: ? Will you come? | Yes | No | Maybe. "
        "No child's details, please. “cancel” ends this.",
        bubble=bubble,
    )
    return message, Wait(FLOW, keep(Draft(collaborative, name, urgent=urgent)), TEXT_LASTS)


def among(names: Mapping[str, str]) -> str:
    """How several collaboratives are called together."""
    *first, last = names.values()
    return f"{', '.join(first)} and {last}" if first else last


def which(places: Mapping[str, str], bubble: str, urgent: bool = False) -> Message:
    """She anchors several: ask which."""
    how = "u" if urgent else "c"
    rows = tuple((Button(name, f"a:{how}:{slug}"),) for slug, name in {**places, EVERYWHERE: "All of these"}.items())
    return Message(text="To which collaborative?", rows=rows, bubble=bubble)


def written(words: str, draft: Draft, key: str) -> Draft | Message:
    """The draft with what was typed, or what is wrong with it."""
    *lines, last = words.strip().split("\n")
    question, options = "", tuple[str, ...]()
    if last.lstrip().startswith("?"):
        question, *given = (part.strip() for part in last.lstrip()[1:].split("|"))
        options = tuple(option for option in given if option)
    else:
        lines.append(last)
    text = "\n".join(lines).strip()
    wrong = _wrong(text, last if question or options else "", question, options)
    if wrong:
        return Message(text=f"{wrong} Please write it again, or “cancel”.")
    return Draft(draft.collaborative, draft.name, key, text, question, options, draft.urgent)


def _wrong(text: str, line: str, question: str, options: Sequence[str]) -> str:
    if not text:
        return "There is no text yet: the announcement comes first, the question on a line of its own after it."
    if len(text) > LONGEST_TEXT:
        return f"That is {len(text):,} characters, and {LONGEST_TEXT:,} is the most."
    if line and not (question and FEWEST <= len(set(options)) == len(options) <= MOST):
        return f"A question needs {FEWEST} to {MOST} different answers, like “? Will you come? | Yes | No”."
    if len(question) > LONGEST_QUESTION or any(len(option) > LONGEST_OPTION for option in options):
        return f"A question may have {LONGEST_QUESTION} characters, an answer {LONGEST_OPTION}."
    return ""


def preview(draft: Draft, people: int, unreachable: int, bubble: str, when: datetime | None = None) -> Message:
    """The announcement as it would go out, to how many, and when (on their walls' clocks), if that is not now."""
    facts = [("To", f"{_people(people)} in {draft.name}{_left_out(unreachable)}")]
    if when:
        facts.append(("Goes out", f"{when:%A} {when.day} {when:%B} at {when:%H:%M}: not in quiet hours or holidays"))
    if subject(draft):
        facts.append(("Newcomers will read", f"“{subject(draft)}” (your first sentence; the rest isn't kept)"))
    if draft.urgent:
        facts.append(("Urgent", "goes out at once, whatever the hour or anybody's wishes, and is noted"))
    if draft.question:
        facts += [("Question", draft.question), ("Answers", " · ".join(draft.options))]
    confirm = (Button("Confirm", f"a:ok:{draft.key}"),) if people else ()
    others = (Button("Change", f"a:ch:{draft.key}"), Button("Cancel", f"a:no:{draft.key}"))
    return Message(
        title="Shall this go out?", text=draft.text, facts=tuple(facts), rows=((*confirm, *others),), bubble=bubble
    )


def subject(draft: Draft) -> str:
    """What it is about, for whoever joins later: its first sentence. Of what is urgent nothing is kept."""
    first = SENTENCE.split(draft.text.split("\n", 1)[0].strip(), maxsplit=1)[0]
    if draft.urgent or len(first) <= LONGEST_SUBJECT:
        return "" if draft.urgent else first
    return f"{first[: LONGEST_SUBJECT - 1].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"


def for_member(number: int, draft: Draft, chosen: int | None = None, bubble: str = "") -> Message:
    """What a member sees, and what she chose, if she has."""
    rows = tuple(
        (Button(f"✓ {option}" if at == chosen else option, f"a:o:{number}:{at}"),)
        for at, option in enumerate(draft.options)
    )
    facts = [("Question", draft.question)] if draft.question else []
    if chosen is not None:
        facts.append(("You chose", draft.options[chosen]))
    small = "Your anchor sees how many chose each answer. You can change yours until it closes." if facts else ""
    return Message(
        title=f"To everyone in {draft.name}", text=draft.text, facts=tuple(facts), small=small, rows=rows, bubble=bubble
    )


def standing(number: int, name: str, question: str, options: Sequence[str], figures: Figures, bubble: str) -> Message:
    """The anchor's bubble: progress while it goes out, then the report, and the answers as they come."""
    facts = [("Sent", f"{figures.sent} of {figures.people}"), *_troubles(figures)]
    facts += [(f"{option}", str(count)) for option, count in zip(options, figures.answers, strict=False)]
    under_way = figures.expanding or figures.waiting
    title = f"Going out to {name}" if under_way else f"Sent to {name}"
    closed = "" if not question or figures.open else "The question is closed."
    return Message(
        title=title,
        text=f"{question} {closed}".strip(),
        facts=tuple(facts),
        rows=tuple(_choices(number, bool(question), figures)),
        bubble=bubble,
        live=True,
    )


def _troubles(figures: Figures) -> list[tuple[str, str]]:
    named = (
        ("Held back", figures.held, "their week is full or they are away; they get it in one digest"),
        ("Unreachable", figures.unreachable, "left, or blocked me"),
        ("Failed", figures.failed, "see “signpost outbox”"),
        ("Unsure", figures.unsure, "no answer came; they may have it"),
    )
    return [(label, f"{count} ({why})") for label, count, why in named if count]


def _choices(number: int, asks: bool, figures: Figures) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    if figures.unsure and not (figures.expanding or figures.waiting):
        again = Button(f"Send again to the {figures.unsure} unsure", f"a:again:{number}")
        rows += [(again,), (Button("Take as sent", f"a:taken:{number}"),)]
    if asks and figures.open:
        rows.append((Button("Close the question", f"a:close:{number}"),))
    return rows


def keep(draft: Draft) -> Mapping[str, Any]:
    """A draft as a conversation's state."""
    return {**asdict(draft), "options": list(draft.options)}


def kept(state: Mapping[str, Any] | None) -> Draft | None:
    """The draft in a conversation's state."""
    return Draft(**{**state, "options": tuple(state["options"])}) if state else None


def refused(personal: Sequence[str]) -> Message:
    """A flagged text is no announcement."""
    holds = " and ".join(KINDS.get(kind, "personal details") for kind in personal)
    why = f"it seems to hold {holds}" if holds else "it seems to be about a child in danger"
    return Message(text=f"I can't announce that: {why}. I kept nothing of it. Please write it without, or “cancel”.")


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _left_out(unreachable: int) -> str:
    return f" ({unreachable:,} more can't be reached)" if unreachable else ""


def plain(words: str) -> str:
    """Words without the command that came before them, lines kept."""
    return re.sub(r"^\s*/?announce\b[:,]?[ \t]*", "", words, flags=re.IGNORECASE).strip()
