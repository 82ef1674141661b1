"""What follows from what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from bot.messages import Message

State = Mapping[str, Any]  # JSON; of words that a person typed, only an announcement that an anchor drafts


class Effect:
    """What is to be done beside saying something; whoever carries it out stands in `bot/effects.py`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Keep(Effect):
    """Remember where the person works and as what: the two facts that are kept."""

    locality: str
    role: str


@dataclass(frozen=True, slots=True)
class NoteGap(Effect):
    """A question that nothing answers, scrubbed, for whoever improves the directory."""

    locality: str
    topics: tuple[str, ...]
    phases: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteFault(Effect):
    """Somebody says that an entry is wrong: which one, and in what way.

    `name`, `code` and `says` are for those who are told: how it is called, on a button, and what is wrong in words.
    """

    service: str
    fault: str
    name: str = ""
    code: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An announcement that is being written. `key` tells it apart for ever; `options` answer its one question."""

    collaborative: str
    name: str
    key: str = ""
    text: str = ""
    question: str = ""
    options: tuple[str, ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Announce(Effect):
    """She wants to announce something, to `collaborative` or to the only one that she anchors. `names` are places'."""

    names: Mapping[str, str]
    collaborative: str
    bubble: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Preview(Effect):
    """Show an announcement as it would go out, and to how many."""

    draft: Draft
    bubble: str


@dataclass(frozen=True, slots=True)
class Launch(Effect):
    """Send an announcement; without a draft, the one of this key was changed, cancelled or sent before."""

    draft: Draft | None
    key: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Decide(Effect):
    """What becomes of an announcement: its unsure messages go again or are taken as sent, or its question closes."""

    announcement: int
    how: Literal["again", "taken", "close"]


@dataclass(frozen=True, slots=True)
class Choose(Effect):
    """A member's answer to an announcement's question: this option, in place of any that she chose before."""

    announcement: int
    option: int
    bubble: str


@dataclass(frozen=True, slots=True)
class Remind(Effect):
    """She wants to be reminded: all that she said after "remind me"."""

    words: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Unremind(Effect):
    """A reminder of hers is to be dropped, if it has not left."""

    key: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Wait:
    """The conversation goes on: `flow` keeps `state` until `lasting` is over."""

    flow: str
    state: State
    lasting: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """`waits` opens or continues a conversation; `ends` names one that is over.

    `fetches` asks for the file that was sent: the same event is then heard again, with its content. `asked_for` says
    that an adult's name or contact in it was asked for, so that nobody is warned of a child's.
    """

    say: tuple[Message, ...] = ()
    do: tuple[Effect, ...] = ()
    waits: Wait | None = None
    ends: str = ""
    fetches: bool = False
    asked_for: bool = False
