"""The try-it chat: a page on this machine alone, to talk as any of several invented people; kept in memory."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Annotated

import msgspec
import structlog
from aiohttp import WSCloseCode, web

from bot.delivery.pace import Limits
from bot.messages import Address, Event, File, Message, Upload
from bot.platform import Hear, Refused, TooLarge, Unreachable
from bot.web.door import at_home, file_headers, from_its_page, page

log = structlog.get_logger("web")

WORKSPACE = "demonstration"
LONGEST = 20_000  # characters of a question
HEARTBEAT_SECONDS = 20.0
FILES = (
    ("/", "chat.html", "text/html"),
    ("/chat.css", "chat.css", "text/css"),
    ("/chat.js", "chat.js", "text/javascript"),
)
LARGEST_FILE = 2_000_000  # bytes of a file that the page sends
FILES_HELD = 3  # of one chat, the newest
FROM_HERE = ("same-origin", "none")  # the page itself, or somebody who typed the address
FILE_TOO_LARGE = f"That file is too large for me: {LARGEST_FILE // 1_000_000} MB at most. Please choose a smaller one."
TOO_LONG = f"That is too long for me. Please ask in {LONGEST:,} characters at most."


Identity = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9-]{8,40}\Z")]


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"who": "as"}):
    """What the page posts. The page makes `id`, so that whatever is posted again is the same event."""

    who: str
    id: Identity
    text: str = ""
    pressed: str = ""
    message: str = ""


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"who": "as"}):
    """What the page says of a file; the file itself is the body."""

    who: str
    id: Identity
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Shown(msgspec.Struct, frozen=True):
    """A file as the page shows it: a picture, or something to download from `path`."""

    path: str
    name: str
    words: str
    picture: bool
    size: int


class Bubble(msgspec.Struct, frozen=True):
    """What stands in a chat: `mine` was typed by the person, all else was said by the bot."""

    id: str
    message: Message
    mine: bool = False
    file: Shown | None = None

    def has(self, token: str) -> bool:
        return any(button.token == token for row in self.message.rows for button in row)


@dataclass(slots=True)
class Chat:
    """One person's bubbles in order, who watches them, and which posts were made."""

    bubbles: dict[str, Bubble] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    uploads: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)  # by a name that nobody guesses
    watchers: set[asyncio.Queue[bytes]] = field(default_factory=set)

    def put(self, bubble: Bubble) -> None:
        """Add a bubble, or put it where the one with its id stands."""
        self.bubbles[bubble.id] = bubble
        self._tell({"bubble": bubble})

    def hold(self, upload: str, content: bytes) -> None:
        """Have a file there, should it be asked for; only the newest are held, in memory."""
        self.uploads[upload] = content
        for old in list(self.uploads)[:-FILES_HELD]:
            del self.uploads[old]

    def drop(self, bubble: str) -> None:
        if self.bubbles.pop(bubble, None):
            self._tell({"removed": bubble})

    @contextmanager
    def watched(self) -> Iterator[asyncio.Queue[bytes]]:
        """The whole chat first, then all that changes, without a gap between."""
        news: asyncio.Queue[bytes] = asyncio.Queue()
        news.put_nowait(msgspec.json.encode({"chat": list(self.bubbles.values())}))
        self.watchers.add(news)
        try:
            yield news
        finally:
            self.watchers.discard(news)

    def _tell(self, change: dict[str, object]) -> None:
        for news in self.watchers:
            news.put_nowait(msgspec.json.encode(change))


class Web:
    """The chat of each of the `people`, given as account and label."""

    name = "web"
    workspace = WORKSPACE
    limits = Limits()
    listens_alone = False

    def __init__(self, people: Sequence[tuple[str, str]]) -> None:
        self._people = tuple(people)
        self._chats = {account: Chat() for account, _ in people}
        self._sockets: set[web.WebSocketResponse] = set()
        self._started = secrets.token_hex(4)  # the store remembers the ids of an earlier start: these differ
        self._numbers = count(1)

    # ---- hearing

    async def listen(self, hear: Hear) -> None:
        """Rest until cancelled: the page posts. Then let go of the pages that watch."""
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.gather(*(one.close(code=WSCloseCode.GOING_AWAY) for one in self._sockets))

    async def check(self) -> str:
        return ""

    def deaf(self) -> str:
        return ""

    def routes(self, hear: Hear) -> Sequence[web.AbstractRouteDef]:
        async def say(request: web.Request) -> web.Response:
            await self._hear(_read(request.content_type, await _body(request)), hear)
            return web.Response(status=204)

        async def send(request: web.Request) -> web.Response:
            await self._hear_file(_read_sent(request), await _content(request), hear)
            return web.Response(status=204)

        return (
            *(web.get(path, page(name, kind)) for path, name, kind in FILES),
            web.get("/people", at_home(self._list_people)),
            web.get("/bubbles", from_its_page(self._stream)),
            web.get("/files/{account}/{file}", at_home(self._give)),
            web.post("/say", from_its_page(say)),
            web.post("/file", from_its_page(send)),
        )

    async def _hear(self, said: Said, hear: Hear) -> None:
        chat = self._chat(said.who)
        if said.id in chat.made:
            return
        event = self._event(said, chat)
        await self._take(chat, said.id, event, said.text.strip(), hear)

    async def _hear_file(self, sent: Sent, content: bytes, hear: Hear) -> None:
        chat = self._chat(sent.who)
        if sent.id in chat.made:
            return
        who, name = Address(self.name, WORKSPACE, sent.who), sent.name.strip()
        upload = Upload(f"{sent.who}:{sent.id}", name, len(content))
        chat.hold(upload.id, content)
        event = Event(upload.id, who, who, message=f"p-{sent.id}", removable=True, file=True, upload=upload)
        await self._take(chat, sent.id, event, f"File: {name}", hear)

    async def _take(self, chat: Chat, identity: str, event: Event, shown: str, hear: Hear) -> None:
        if shown:
            chat.put(Bubble(event.message, Message(text=shown), mine=True))
        try:
            await hear(event)
        except Exception as fault:
            log.error("event not kept", key=event.key, fault=type(fault).__name__)
            if shown:
                chat.drop(event.message)
            raise web.HTTPServiceUnavailable(text="That could not be kept. Please send it again.") from None
        chat.made.add(identity)

    def _event(self, said: Said, chat: Chat) -> Event:
        who = Address(self.name, WORKSPACE, said.who)
        identity = f"{said.who}:{said.id}"
        if said.pressed:
            bubble = chat.bubbles.get(said.message)
            if said.text or not bubble or not bubble.has(said.pressed):
                raise web.HTTPConflict(text="That button is not there (any more). Please press one that is.")
            return Event(identity, who, who, pressed=said.pressed, message=said.message)
        words = said.text.strip()
        if not words:
            raise web.HTTPBadRequest(text="There are no words in it. Ask in your own words who can help.")
        if len(words) > LONGEST:
            raise web.HTTPRequestEntityTooLarge(LONGEST, len(words), text=TOO_LONG)
        return Event(identity, who, who, text=words.removeprefix("/"), message=f"p-{said.id}", removable=True)

    def _chat(self, account: str) -> Chat:
        try:
            return self._chats[account]
        except KeyError:
            raise web.HTTPNotFound(text="There is nobody of that name here: choose from /people.") from None

    # ---- showing

    async def _list_people(self, _request: web.Request) -> web.Response:
        """Those whom one can be; whoever has no label only listens."""
        return web.json_response([{"account": account, "label": label} for account, label in self._people if label])

    async def _stream(self, request: web.Request) -> web.WebSocketResponse:
        chat = self._chat(request.query.get("as", ""))
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=1024)
        await socket.prepare(request)
        self._sockets.add(socket)
        with chat.watched() as news:
            telling = asyncio.create_task(_tell(socket, news))
            try:
                async for _ in socket:  # a page says nothing here; this ends when it is gone
                    pass
            finally:
                self._sockets.discard(socket)
                telling.cancel()
        return socket

    async def _give(self, request: web.Request) -> web.Response:
        """A file that was said in a chat. Its address is known to whoever watches that chat, and to nobody else."""
        chat = self._chats.get(request.match_info["account"])
        file = chat.files.get(request.match_info["file"]) if chat else None
        if file is None or request.headers.get("Sec-Fetch-Site", "same-origin") not in FROM_HERE:
            raise web.HTTPNotFound(text="That file is not here (any more).")
        return web.Response(body=file.content, headers=file_headers(file.name, file.kind, inline=file.is_picture))

    # ---- saying

    def spacing(self, to: Address) -> float:
        return 0.0

    async def find(self, to: Address, key: str) -> str | None:
        """Nothing is ever unsure here."""
        return None

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        chat = self._chats.get(to.id)
        if chat is None:
            raise Unreachable
        before = chat.bubbles.get(replacing)
        is_new = before is None or before.file or message.file
        identity = f"{self._started}-{next(self._numbers)}" if is_new else replacing
        chat.put(Bubble(identity, replace(message, file=None), file=_shown(to.id, message.file, chat)))
        return identity

    async def fetch(self, upload: Upload, at_most: int) -> bytes:
        chat = self._chats.get(upload.id.partition(":")[0])
        content = chat.uploads.get(upload.id) if chat else None
        if content is None:
            raise Refused("the file is not held any more")
        if len(content) > at_most:
            raise TooLarge
        return content

    async def remove(self, chat: Address, message: str) -> bool:
        """Delete what the person typed; what the bot said is not hers to delete."""
        held = self._chats.get(chat.id)
        bubble = held.bubbles.get(message) if held else None
        if not held or not bubble or not bubble.mine:
            return False
        held.drop(message)
        return True


def _shown(account: str, file: File | None, chat: Chat) -> Shown | None:
    if file is None:
        return None
    hidden = secrets.token_urlsafe(24)
    chat.files[hidden] = file
    return Shown(f"/files/{account}/{hidden}", file.name, file.words, file.is_picture, len(file.content))


async def _tell(socket: web.WebSocketResponse, news: asyncio.Queue[bytes]) -> None:
    with suppress(ConnectionError):
        while True:
            await socket.send_str((await news.get()).decode())


async def _body(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise web.HTTPRequestEntityTooLarge(LONGEST, 0, text=TOO_LONG) from None


def _read_sent(request: web.Request) -> Sent:
    try:
        return msgspec.convert(dict(request.query), Sent)
    except msgspec.ValidationError:
        raise web.HTTPBadRequest(
            text="A file needs “as”, “id” (8 to 40 letters, digits or hyphens) and its “name” (200 characters at most)."
        ) from None


async def _content(request: web.Request) -> bytes:
    content = bytearray()
    async for part in request.content.iter_chunked(65_536):
        content += part
        if len(content) > LARGEST_FILE:
            raise web.HTTPRequestEntityTooLarge(LARGEST_FILE, len(content), text=FILE_TOO_LARGE)
    if not content:
        raise web.HTTPBadRequest(text="That file is empty. Please choose another.")
    return bytes(content)


def _read(kind: str, body: bytes) -> Said:
    try:
        if kind != "application/json":
            raise ValueError(kind)
        return msgspec.json.decode(body, type=Said)
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest(
            text="This must be JSON with “as”, “id” (8 to 40 letters, digits or hyphens), "
            "and “text” or “pressed” with “message”."
        ) from None
