"""Personal web pages: each is one person's chat, opened by a long secret in its address. Nobody chooses who to be."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import structlog
from aiohttp import WSCloseCode, web

from bot.delivery.pace import Limits
from bot.membership import pages
from bot.messages import Address, Event, Message, Upload
from bot.platform import Hear, Refused, Unreachable
from bot.platforms.web import FROM_HERE, HEARTBEAT_SECONDS, LONGEST, TOO_LONG, Bubble, Identity, Shown
from bot.store import Store
from bot.web.door import addressed, file_headers, from_own_page, sealed_page
from bot.work import Work

T = TypeVar("T")
log = structlog.get_logger("page")

LOOK_SECONDS = 1.0  # how soon what another process said is seen
NO_PAGE = "This link opens nothing (any more). Please ask your anchor for a new one."
Secret = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")]


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page posts. The page makes `id`, so that whatever is posted again is the same event."""

    id: Identity
    text: str = ""
    pressed: str = ""
    message: str = ""


class Pages:
    """All personal pages. `base` is their address as people type it: https, or this machine alone."""

    name = pages.PLATFORM
    workspace = pages.WORKSPACE
    limits = Limits()
    listens_alone = False

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base
        self.is_local = not base.startswith("https:")
        self._sockets: set[web.WebSocketResponse] = set()
        self._news: dict[str, set[asyncio.Event]] = {}

    # ---- hearing

    async def listen(self, hear: Hear) -> None:
        """Rest until cancelled: pages post. Then let go of those that watch."""
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
            row, secret = await self._page(request)
            await self._hear(row, secret, await _read(request), hear)
            return web.Response(status=204)

        at_base, own = partial(addressed, self._base), partial(from_own_page, self._base)
        return (
            web.get("/page/chat.css", at_base(sealed_page(self._base, "chat.css", "text/css"))),
            web.get("/page/chat.js", at_base(sealed_page(self._base, "chat.js", "text/javascript"))),
            web.get("/me/{secret}", at_base(self._show)),
            web.get("/me/{secret}/bubbles", own(self._stream)),
            web.get("/me/{secret}/files/{bubble}", at_base(self._give)),
            web.post("/me/{secret}/say", own(say)),
        )

    async def _page(self, request: web.Request) -> tuple[Any, str]:
        """The page that the address opens, kept open for longer when it is used; one answer to whatever opens none."""
        secret = request.match_info["secret"]
        with suppress(msgspec.ValidationError):
            msgspec.convert(secret, Secret)
            row = await self._read(partial(pages.find, secret=secret))
            if row is not None:
                if row.expires <= self._store.clock() + pages.RENEWED:
                    await self._run(partial(pages.renew, number=row.id))
                return row, secret
        raise web.HTTPNotFound(text=NO_PAGE)

    async def _show(self, request: web.Request) -> web.StreamResponse:
        await self._page(request)
        return await sealed_page(self._base, "page.html", "text/html")(request)

    async def _hear(self, row: Any, secret: str, said: Said, hear: Hear) -> None:
        who = Address(self.name, self.workspace, row.account)
        identity = f"{row.account}:{said.id}"
        if said.pressed:
            bubble = (await self._bubbles(row.id, secret, [said.message])).get(said.message)
            if said.text or bubble is None or not bubble.has(said.pressed):
                raise web.HTTPConflict(text="That button is not there (any more). Please press one that is.")
            event = Event(identity, who, who, pressed=said.pressed, message=said.message)
        else:
            event = Event(identity, who, who, text=_words(said.text), message=f"p-{said.id}")
        try:
            await hear(event)
        except Exception as fault:
            log.error("event not kept", key=event.key, fault=type(fault).__name__)
            raise web.HTTPServiceUnavailable(text="That could not be kept. Please send it again.") from None

    # ---- showing

    async def _stream(self, request: web.Request) -> web.WebSocketResponse:
        row, secret = await self._page(request)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=1024)
        await socket.prepare(request)
        self._sockets.add(socket)
        telling = asyncio.create_task(self._tell(socket, row, secret))
        try:
            async for _ in socket:  # a page says nothing here; this ends when it is gone
                pass
        finally:
            self._sockets.discard(socket)
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        return socket

    async def _tell(self, socket: web.WebSocketResponse, row: Any, secret: str) -> None:
        """The whole page first, then all that changes, until its link is over."""
        known: dict[str, int] | None = None
        stirred = asyncio.Event()
        self._news.setdefault(row.account, set()).add(stirred)
        try:
            with suppress(ConnectionError):
                while await self._read(partial(pages.find, secret=secret)) is not None:
                    stirred.clear()
                    known = await self._tell_news(socket, row, secret, known)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK_SECONDS):
                            await stirred.wait()
                await socket.close(code=WSCloseCode.POLICY_VIOLATION)
        finally:
            self._news[row.account].discard(stirred)

    async def _tell_news(
        self, socket: web.WebSocketResponse, row: Any, secret: str, known: dict[str, int] | None
    ) -> dict[str, int]:
        now = dict(await self._read(partial(pages.versions, number=row.id)))
        before = known or {}
        fresh = [name for name, version in now.items() if before.get(name) != version]
        said = await self._bubbles(row.id, secret, fresh) if fresh else {}
        if known is None:
            await _send(socket, {"chat": [said[name] for name in fresh if name in said]})
            return now
        for name in before.keys() - now.keys():
            await _send(socket, {"removed": name})
        for name in fresh:
            if name in said:
                await _send(socket, {"bubble": said[name]})
        return now

    async def _bubbles(self, number: int, secret: str, names: Sequence[str]) -> Mapping[str, Bubble]:
        said = await self._read(partial(pages.read, number=number, secret=secret, names=names))
        return {name: _shown(name, message, secret) for name, message in said.items()}

    async def _give(self, request: web.Request) -> web.Response:
        row, secret = await self._page(request)
        name = request.match_info["bubble"]
        said = (await self._read(partial(pages.read, number=row.id, secret=secret, names=[name]))).get(name)
        if said is None or said.file is None or request.headers.get("Sec-Fetch-Site", "same-origin") not in FROM_HERE:
            raise web.HTTPNotFound(text="That file is not here (any more).")
        file = said.file
        return web.Response(body=file.content, headers=file_headers(file.name, file.kind, inline=file.is_picture))

    # ---- saying

    def spacing(self, to: Address) -> float:
        return 0.0

    async def find(self, to: Address, key: str) -> str | None:
        name = _named(key)
        return name if await self._read(partial(pages.stands, account=to.id, name=name)) else ""

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        """Sent again after a crash, it is the same bubble."""
        name = _named(key)
        if replacing and not message.file and await self._read(partial(pages.stands, account=to.id, name=replacing)):
            name = replacing
        if not await self._run(partial(pages.put, account=to.id, name=name, message=message)):
            raise Unreachable
        for stirred in self._news.get(to.id, ()):
            stirred.set()
        return name

    async def fetch(self, upload: Upload, at_most: int) -> bytes:
        raise Refused("a personal page sends no files")

    async def remove(self, chat: Address, message: str) -> bool:
        """What she typed is nowhere but on her screen."""
        return False

    async def _run(self, unit: Callable[[Work], T]) -> T:
        return await asyncio.wrap_future(self._store.submit(unit))

    async def _read(self, unit: Callable[[Work], T]) -> T:
        return await asyncio.to_thread(self._store.read, unit)


def base_of(public_url: str, host: str, port: int) -> str:
    """Where pages are found: at the public address if it is https, or on this machine alone; "" if neither."""
    if public_url:
        return public_url.rstrip("/") if urlsplit(public_url).scheme == "https" else ""
    return f"http://{host}:{port}" if host in ("127.0.0.1", "localhost") else ""


def _named(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


def _shown(name: str, message: Message, secret: str) -> Bubble:
    file = message.file
    path = f"/me/{secret}/files/{name}"
    shown = Shown(path, file.name, file.words, file.is_picture, len(file.content)) if file else None
    return Bubble(name, replace(message, file=None), file=shown)


async def _send(socket: web.WebSocketResponse, what: Mapping[str, Any]) -> None:
    await socket.send_str(msgspec.json.encode(what).decode())


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise web.HTTPBadRequest(text="There are no words in it. Ask in your own words who can help.")
    if len(words) > LONGEST:
        raise web.HTTPRequestEntityTooLarge(LONGEST, len(words), text=TOO_LONG)
    return words.removeprefix("/")


async def _read(request: web.Request) -> Said:
    try:
        if request.content_type != "application/json":
            raise ValueError
        return msgspec.json.decode(await request.read(), type=Said)
    except web.HTTPRequestEntityTooLarge:
        raise web.HTTPRequestEntityTooLarge(LONGEST, 0, text=TOO_LONG) from None
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest(
            text="This must be JSON with “id” (8 to 40 letters, digits or hyphens), "
            "and “text” or “pressed” with “message”."
        ) from None
