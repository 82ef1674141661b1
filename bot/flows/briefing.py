"""The newcomer's briefing: a short beginning, and a chapter for each thing that somebody who joins later asks about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.flows.turn import Effect
from bot.messages import Button, Message

CONTENTS = "all"
LABEL = 40

NO_MEMBER = Message(
    text="The briefing is for members. With a code from your collaborative's anchor, type “join” and the code."
)
NOBODY_SHOWN = Message(
    title="Who is who",
    text="Nobody here has agreed to be shown yet. You could be the first: type “me” and press “Change: Who is who”. "
    "Other members then see your name, role and organisation, and you can take it back at any time.",
)
IN_PRIVATE = Message(text="Please write “briefing” to me directly, not in a channel.")


@dataclass(frozen=True, slots=True)
class Past:
    """What the directory tells of a collaborative: its question, and what happened, each with its year and title."""

    question: str = ""
    chapters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Brief(Effect):
    """She wants this chapter, or the beginning, of this collaborative's briefing, or of her only one's."""

    collaborative: str
    chapter: str
    pasts: Mapping[str, Past]
    bubble: str


@dataclass(frozen=True, slots=True)
class Page:
    """A chapter as it is told."""

    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    small: str = ""


def which(places: Mapping[str, str], chapter: str, bubble: str) -> Message:
    rows = tuple((Button(name, f"c:{chapter}:{slug}"),) for slug, name in places.items())
    return Message(text="Of which collaborative?", rows=rows, bubble=bubble)


def beginning(
    slug: str, place: str, text: str, counts: str, chapters: Sequence[tuple[str, str]], bubble: str
) -> Message:
    """The first bubble: what it is about in a sentence, and what can be read."""
    rows = tuple((Button(label, f"c:{key}:{slug}"),) for key, label in chapters)
    return Message(title=f"{place}: the story so far", text=text, small=counts, rows=rows, bubble=bubble)


def chapter(slug: str, label: str, page: Page, following: tuple[str, str] | None, bubble: str) -> Message:
    """One chapter, with a way on."""
    on = (Button(f"Next: {following[1]}"[:LABEL], f"c:{following[0]}:{slug}"),) if following else ()
    rows = ((*on, Button("Contents", f"c:{CONTENTS}:{slug}")),)
    return Message(title=label, text=page.text, facts=page.facts, small=page.small, rows=rows, bubble=bubble)
