"""What a Telegram update says, as an Event, if it is meant for us: only the fields that we need are ever read."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import msgspec
from telegram.constants import MessageAttachmentType

from bot.messages import Address, Event, Upload

KINDS = ("message", "edited_message", "callback_query")
COMMANDS = (
    ("ask", "Who can help? Ask in your own words"),
    ("about", "One service: /about Therapy One Point"),
    ("glossary", "What letters mean: /glossary CAMHS"),
    ("place", "Change where you work or what you do"),
    ("wishes", "When and how often I write to you"),
    ("join", "Join a collaborative with your code"),
    ("me", "What I hold about you as a member"),
    ("privacy", "What I keep"),
    ("help", "How this works"),
)
FILES = frozenset(str(kind.value) for kind in MessageAttachmentType)
REMEMBERED = 1000  # messages of which it is known, in memory and as a salted number, what they said before an edit


class Unreadable(Exception):
    """This is not an update of the Bot API."""


class User(msgspec.Struct, frozen=True):
    id: int
    is_bot: bool = False
    username: str | None = None
    first_name: str | None = None

    @property
    def called(self) -> str:
        return f"@{self.username}" if self.username else self.first_name or ""


class Chat(msgspec.Struct, frozen=True):
    id: int
    type: str


class Document(msgspec.Struct, frozen=True):
    file_id: str
    file_name: str = ""
    file_size: int = 0


class Said(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """A message; of one that is too old, Telegram gives no more than its place."""

    message_id: int
    chat: Chat
    sender: User | None = None
    sender_chat: Chat | None = None
    text: str = ""
    caption: str = ""
    media_group_id: str = ""
    document: Document | None = None


class Pressed(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    id: str
    sender: User
    message: Said | None = None
    data: str = ""


class Update(msgspec.Struct, frozen=True):
    update_id: int
    message: Said | None = None
    edited_message: Said | None = None
    callback_query: Pressed | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update: its number, what it says to us, and the press that is to be acknowledged."""

    number: int
    event: Event | None = None
    press: str = ""


@dataclass(slots=True)
class Reader:
    """Reads updates for one bot. Its `username` is what a mention in a group reads; "" while it is not known."""

    workspace: str
    username: str = ""
    _before: OrderedDict[tuple[int, int], tuple[int, int]] = field(default_factory=OrderedDict)

    def read(self, raw: Any) -> Arrival:
        """Raises Unreadable."""
        try:
            update = msgspec.convert(raw, Update)
        except msgspec.ValidationError:
            raise Unreadable from None
        if update.callback_query:
            press = update.callback_query
            return Arrival(update.update_id, self._pressed(update.update_id, press), press.id)
        if update.message:
            file = not FILES.isdisjoint(raw["message"])
            return Arrival(update.update_id, self._said(update.update_id, update.message, file))
        if update.edited_message:
            return Arrival(update.update_id, self._edited(update.update_id, update.edited_message))
        return Arrival(update.update_id)

    def _pressed(self, number: int, press: Pressed) -> Event | None:
        """In a group we leave no buttons: what is pressed there anyway stands for no bubble of ours."""
        if press.message is None or press.sender.is_bot:
            return None
        chat, private = self._where(press.message, press.sender)
        bubble = str(press.message.message_id) if private else ""
        return Event(str(number), self._who(press.sender), chat, pressed=press.data, message=bubble)

    def _said(self, number: int, said: Said, file: bool) -> Event | None:
        """Of an album's pictures without words, all are one event."""
        if said.sender is None or said.sender.is_bot or said.sender_chat:
            return None
        chat, private = self._where(said, said.sender)
        words = said.text or said.caption
        if private:
            self._is_news(number, said, words)
        text = self._meant_for_us(words, private) if words else ""
        if text is None or not (text or (file and private)):
            return None
        event = str(number) if text or not said.media_group_id else f"album {said.media_group_id}"
        message = str(said.message_id)
        upload = _upload(said) if file and private else None
        return Event(
            event,
            self._who(said.sender),
            chat,
            text,
            message=message,
            removable=private,
            file=file,
            upload=upload,
            called=said.sender.called,
        )

    def _edited(self, number: int, said: Said) -> Event | None:
        """Words put right in a private chat are said anew. (A reaction comes as an edit, too: it changes no word.)"""
        words = said.text or said.caption
        if said.chat.type != "private" or not words or not self._is_news(number, said, words):
            return None
        return self._said(number, said, file=False)

    def _is_news(self, number: int, said: Said, words: str) -> bool:
        """Whether a message did not read so before. An update that comes again is as new as it was."""
        place = (said.chat.id, said.message_id)
        before, now = self._before.get(place), (hash(words), number)
        if before and before[0] == now[0]:
            return before[1] == number
        self._before[place] = now
        if len(self._before) > REMEMBERED:
            self._before.popitem(last=False)
        return True

    def _who(self, sender: User) -> Address:
        return Address("telegram", self.workspace, str(sender.id))

    def _where(self, said: Said, sender: User) -> tuple[Address, bool]:
        private = said.chat.type == "private"
        return Address("telegram", self.workspace, str(said.chat.id), "" if private else str(sender.id)), private

    def _meant_for_us(self, text: str, private: bool) -> str | None:
        """The words without slash and mention; None if they were said to others."""
        words, mentions = text, 0
        if self.username:
            words, mentions = re.subn(rf"(?<!\w)(/\w+)?@{re.escape(self.username)}(?!\w)", r"\1", text, flags=re.I)
        words = words.strip()
        if not (private or mentions or _is_ours(words)):
            return None
        return words.removeprefix("/").lstrip() or "help"


def _upload(said: Said) -> Upload | None:
    """The file that was sent, if it is one and on its own."""
    document = said.document
    if document is None or said.media_group_id:
        return None
    return Upload(document.file_id, document.file_name, document.file_size)


def _is_ours(words: str) -> bool:
    """Whether it begins with one of our commands, and names no other bot."""
    command = words.split(maxsplit=1)[0] if words else ""
    return command.startswith("/") and command[1:].lower() in {"start", *(name for name, _ in COMMANDS)}
