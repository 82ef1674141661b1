"""A personal web page, for those who have neither Slack nor Telegram: its link, given once and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.flows.turn import Effect, Wait
from bot.messages import Button, Message

LASTS = timedelta(days=90)
LONGEST_NAME = 80
FLOW = "page"
NAME_LASTS = timedelta(minutes=30)  # how long a name waits for its collaborative

IN_PRIVATE = Message(text="Please write that to me directly: a link is for one person alone.")
NOWHERE = Message(text="There are no web pages here yet. Your anchor can ask whoever runs me for them.")
NO_MEMBER = Message(text="A web page is for members. Join with a code first: “join” and the code.")
NO_ANCHOR = Message(text="Only an anchor can make a web link for somebody else. “web link” makes yours.")
GONE = Message(text="That link is over, so I changed nothing. “web links” shows those that work.")
NONE = Message(text="There are no web links. “web link” makes one.")
NO_NAME = Message(text="Whose? For example: “web link new Priya Shah”.")


@dataclass(frozen=True, slots=True)
class Mine(Effect):
    """She wants a page of her own."""

    bubble: str


@dataclass(frozen=True, slots=True)
class Find(Effect):
    """An anchor wants one for a member of this name."""

    name: str
    bubble: str


@dataclass(frozen=True, slots=True)
class MakeFor(Effect):
    """An anchor wants one for this member."""

    collaborative: str
    person: int
    bubble: str


@dataclass(frozen=True, slots=True)
class MakeNew(Effect):
    """An anchor wants one for somebody who has not joined; `collaborative` is set where she anchors several."""

    name: str
    bubble: str
    collaborative: str = ""


@dataclass(frozen=True, slots=True)
class ListLinks(Effect):
    """Which links work, of hers and of those whom she may invite."""

    bubble: str


@dataclass(frozen=True, slots=True)
class TakeBack(Effect):
    """This link shall open nothing any more."""

    number: int
    bubble: str


def made(address: str, whose: str, number: int, local: bool, bubble: str) -> Message:
    """The link, said this once: only its fingerprint is kept."""
    title = f"A web link for {whose}" if whose else "Your web link"
    hands = f"Give it to {whose} and to nobody else. " if whose else "Show it to nobody. "
    here = " It opens on the machine that I run on, and nowhere else yet." if local else ""
    return Message(
        title=title,
        text=address,
        small=f"{hands}Whoever has it can read and write as that person. It works for 90 days, and longer while it is "
        f"used; I can't show it again. A new one ends it.{here}",
        rows=((Button("Take it back", f"P:t:{number}"),),),
        bubble=bubble,
    )


def which_place(name: str, places: Mapping[str, str], bubble: str) -> tuple[Message, Wait]:
    """She anchors several: ask which; the name waits meanwhile."""
    rows = tuple((Button(place, f"P:n:{slug}"),) for slug, place in places.items())
    return Message(text=f"To which collaborative shall {name} come?", rows=rows, bubble=bubble), Wait(
        FLOW, {"name": name}, NAME_LASTS
    )


def which(name: str, found: Sequence[tuple[str, int, str, str]], bubble: str) -> Message:
    """The members whom an anchor may mean: collaborative, number, name, and what else tells them apart."""
    if not found:
        return Message(
            text=f"Nobody called “{name}” has joined. For somebody new: “web link new {name}”. She is asked to agree "
            "on her page before anything about her is kept.",
            bubble=bubble,
        )
    rows = tuple(
        (Button(f"{called}, {beside}" if beside else called, f"P:m:{slug}:{number}"),)
        for slug, number, called, beside in found
    )
    return Message(text="For whom? A link that she has already ends.", rows=rows, bubble=bubble)


def listed(links: Sequence[tuple[int, str, datetime]], bubble: str) -> Message:
    if not links:
        return NONE
    facts = tuple((whose or "You", f"until {until.day} {until:%B %Y}") for _, whose, until in links)
    rows = tuple((Button(f"Take back: {whose or 'yours'}", f"P:t:{number}"),) for number, whose, _ in links)
    return Message(title="Web links that work", facts=facts, rows=rows, bubble=bubble)


def taken_back(whose: str, bubble: str) -> Message:
    return Message(text=f"Taken back: the web link of {whose or 'yours'} opens nothing any more.", bubble=bubble)


def told() -> Message:
    """To the member for whom an anchor made one."""
    return Message(
        text="Your anchor made a web link for you. Whoever has it can read and write as you. If you don't want it: "
        "“web links” takes it back."
    )


def welcome() -> Message:
    return Message(text="This page is yours alone. Ask who can help, and answer what your collaborative asks, here.")
