"""What follows from what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.messages import Message

State = Mapping[str, Any]  # JSON; never words that a person typed


@dataclass(frozen=True, slots=True)
class Keep:
    """Remember where the person works and as what: the two facts that are kept."""

    locality: str
    role: str


@dataclass(frozen=True, slots=True)
class NoteGap:
    """A question that nothing answers, scrubbed, for whoever improves the directory."""

    locality: str
    topics: tuple[str, ...]
    phases: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteFault:
    """Somebody says that an entry is wrong: which one, and in what way."""

    service: str
    fault: str


Effect = Keep | NoteGap | NoteFault


@dataclass(frozen=True, slots=True)
class Wait:
    """The conversation goes on: `flow` keeps `state` until `lasting` is over."""

    flow: str
    state: State
    lasting: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """`waits` opens or continues a conversation; `ends` names one that is over."""

    say: tuple[Message, ...] = ()
    do: tuple[Effect, ...] = ()
    waits: Wait | None = None
    ends: str = ""
