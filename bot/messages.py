"""What is said, on any platform: plain data, known to everything else, knowing nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

TOKEN_BYTES = 64  # Telegram's limit for callback_data
PICTURES = ("image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is written to.

    `workspace` tells one Slack workspace (or one bot) from another. `person` is set in channels and groups: what is
    said there is for this person alone, and the platform shows it to nobody else.
    """

    platform: str
    workspace: str
    id: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person sent, by the platform's id for it; `size` in bytes, 0 where it is not said."""

    id: str
    name: str
    size: int = 0

    @property
    def ending(self) -> str:
        """What follows the last full stop of its name, in small letters."""
        stem, _, ending = self.name.rpartition(".")
        return ending.lower() if stem else ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that a person was asked for and sent: in memory only, never written down."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """What a person did. `id` is unique per platform and the same on redelivery.

    `text` is what she said (commands without their slash), `pressed` the token of a button, `message` the platform's
    id of the message that was said or pressed. `removable` says whether the platform lets the bot delete it.
    `file` is set for pictures, voice notes and files; `upload` where it is one single file, said in private. It is
    fetched only where she was asked for one. `called` is what her account calls itself, where the platform says it.
    """

    id: str
    sender: Address
    chat: Address
    text: str = ""
    pressed: str = ""
    message: str = ""
    removable: bool = False
    file: bool = False
    upload: Upload | None = None
    called: str = ""

    @property
    def key(self) -> str:
        """A one-way fingerprint of the event, so that a redelivery is known without keeping who or what."""
        return _fingerprint(f"{self.sender.platform}|{self.sender.workspace}|{self.id}")


@lru_cache(maxsize=1024)
def _fingerprint(cause: str) -> str:
    return hashlib.blake2b(cause.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Button:
    """`token` carries all that must be known when it is pressed, in at most 64 bytes."""

    label: str
    token: str

    def __post_init__(self) -> None:
        if len(self.token.encode()) > TOKEN_BYTES:
            raise ValueError(f"A button's token may have {TOKEN_BYTES} bytes: {self.label!r} has more.")


@dataclass(frozen=True, slots=True)
class File:
    """A picture or a file to send. `kind` is its media type; `words` say what it shows to whoever cannot see it."""

    name: str
    kind: str
    content: bytes
    words: str

    @property
    def is_picture(self) -> bool:
        """Whether every platform shows it as it is."""
        return self.kind in PICTURES


@dataclass(frozen=True, slots=True)
class Message:
    """A bubble: `title` and the labels of `facts` stand out, `small` is small print. All of it is plain text.

    A later message with the same `bubble` takes its place, unless it is said `anew`, as one with a `file` always is.
    One that is `live` changes by itself, ever again: it waits for its place rather than be said anew.
    `removes` names a message of the person's own that she asked to have deleted; the bubble says what became of it.
    """

    text: str = ""
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    small: str = ""
    rows: tuple[tuple[Button, ...], ...] = ()
    bubble: str = ""
    anew: bool = False
    removes: str = ""
    file: File | None = None
    live: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether it is said at the bottom, whatever its bubble reads."""
        return self.anew or self.file is not None

    @property
    def plain(self) -> str:
        """The whole message as plain text, for the terminal and for JSON."""
        facts = "\n".join(f"{label}: {value}" for label, value in self.facts)
        shown = f"{self.file.name}: {self.file.words}" if self.file else ""
        return "\n\n".join(part for part in (self.title, self.text, facts, shown, self.small) if part)
