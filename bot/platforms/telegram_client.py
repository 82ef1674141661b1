"""python-telegram-bot as the client of the Bot API, without its leaks; and what Telegram's refusals mean to us."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import telegram
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.platform import NeverConnected, NotHeld, Refused, TooLarge, TryLater, Unreachable, Unsure, look_once_more

T = TypeVar("T")

POLL_SECONDS = 25
GRACE_SECONDS = 10  # how much longer than asked for a poll may take
TROUBLE_SECONDS = 1.0  # how long to leave a server in trouble alone; doubled each time
LONGEST_SECONDS = 60.0
FILE_SECONDS = 20.0  # between two parts of a file
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid", "deactivated")

os.environ.setdefault("PTB_TIMEDELTA", "1")  # read with each 429; without it PTB prints a warning


class Request(HTTPXRequest):
    """PTB's own prints in full what it cannot read: a proxy's page may repeat the token, an answer people's words."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            raise TelegramError("the answer is not JSON") from None
        if not isinstance(answer, dict):
            raise TelegramError("the answer is not an object")
        return answer


class Bot(telegram.Bot):
    """One bot at one server, which is `api_base` without `/bot`."""

    def __init__(self, token: str, api_base: str) -> None:
        self._asking = Request(
            connection_pool_size=64, read_timeout=20, write_timeout=20, connect_timeout=10, pool_timeout=20,
            httpx_kwargs={"event_hooks": {"request": [_attend]}},
        )  # fmt: skip
        self._polling = Request(connection_pool_size=2, read_timeout=POLL_SECONDS + GRACE_SECONDS, connect_timeout=10)
        self._files = f"{api_base.rstrip('/')}/file/bot{token}/"
        base, files = f"{api_base.rstrip('/')}/bot", f"{api_base.rstrip('/')}/file/bot"
        super().__init__(
            token, base_url=base, base_file_url=files, request=self._asking, get_updates_request=self._polling
        )

    async def updates(self, offset: int, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
        """getUpdates, as it came: where PTB's own cannot read one update it reads none, and prints all of them."""
        data = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": list(kinds)}
        got = await answered(self._post("getUpdates", data, read_timeout=POLL_SECONDS + GRACE_SECONDS))
        if not isinstance(got, list):
            raise TelegramError("the answer is not a list of updates")
        return [one for one in got if isinstance(one, dict) and isinstance(one.get("update_id"), int)]

    async def content(self, file_id: str, at_most: int) -> bytes:
        """A file that was sent to the bot. Raises TooLarge and Refused besides what Telegram raises."""
        found = await answered(self.get_file(file_id))
        if (found.file_size or 0) > at_most:
            raise TooLarge
        if not (found.file_path or "").startswith(self._files):
            raise Refused("the file is not at this server")
        return await _download(quote(str(found.file_path), safe=":/%"), at_most)

    async def open_connections(self) -> None:
        """Needed only after they were closed."""
        await self._asking.initialize()
        await self._polling.initialize()

    async def close_connections(self) -> None:
        await self._asking.shutdown()
        await self._polling.shutdown()


async def _attend(request: httpx.Request) -> None:
    request.extensions["trace"] = _at_step


async def _at_step(step: str, _about: Mapping[str, Any]) -> None:
    """The server does nothing before it has the body, and from here on nothing else gets a turn before that leaves."""
    if step == "http11.send_request_body.started":
        look_once_more()


async def _download(url: str, at_most: int) -> bytes:
    content = bytearray()
    try:
        async with httpx.AsyncClient(timeout=FILE_SECONDS) as client, client.stream("GET", url) as answer:
            if answer.status_code != httpx.codes.OK:
                raise Refused(f"status {answer.status_code}")
            async for part in answer.aiter_bytes():
                content += part
                if len(content) > at_most:
                    raise TooLarge
    except httpx.HTTPError as problem:
        fault = NeverConnected if isinstance(problem, NOT_SENT) else Unsure
        raise fault(type(problem).__name__) from None
    return bytes(content)


async def answered(call: Awaitable[T]) -> T:
    """What the server answers. An answer that makes no sense is a TelegramError like any other."""
    try:
        return await call
    except TelegramError:
        raise
    except Exception as fault:
        raise TelegramError(f"the answer makes no sense ({type(fault).__name__})") from None


def meaning(problem: TelegramError, in_group: bool = False) -> Exception:
    """What it means to the outbox that a message was not taken. (A flood in a group is mostly that group's own.)"""
    words = problem.message.lower()
    if isinstance(problem, RetryAfter):
        return TryLater(pause(problem), chat_only=in_group)
    if isinstance(problem.__cause__, NotHeld):
        return problem.__cause__
    if isinstance(problem.__cause__, NOT_SENT):
        return NeverConnected(type(problem.__cause__).__name__)
    if isinstance(problem, InvalidToken | Conflict):  # nothing was taken, whatever becomes of the token
        return NeverConnected(type(problem).__name__)
    if problem.__cause__ and not isinstance(problem.__cause__, TelegramError):
        return Unsure(type(problem.__cause__).__name__)
    if isinstance(problem, Forbidden) or any(nobody in words for nobody in NOBODY_THERE):
        return Unreachable()
    if isinstance(problem, BadRequest):
        return Refused("BadRequest")
    return Unsure(type(problem).__name__)


def pause(problem: Exception, failures: int = 1) -> float:
    """How many seconds to leave the server alone: as many as it asks for, else more with each failure in a row."""
    if isinstance(problem, RetryAfter):
        after = problem.retry_after
        return float(after if isinstance(after, int) else after.total_seconds())
    return min(TROUBLE_SECONDS * 2.0 ** min(failures - 1, 10), LONGEST_SECONDS)


def cannot_edit(problem: TelegramError) -> bool:
    """Whether an edit failed in a way that saying it anew may mend: the bubble is gone, or the server cannot edit."""
    if isinstance(problem, RetryAfter | Forbidden):
        return False
    return problem.__cause__ is None or isinstance(problem.__cause__, TelegramError)
