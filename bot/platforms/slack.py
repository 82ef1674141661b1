"""Slack, with slack-bolt as router and client: what people did is kept before Slack is told that it arrived."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.pace import Limits
from bot.messages import Address, File, Message, Upload
from bot.platform import Hear, Hearing, Refused, TooLarge, TryLater, Unreachable, look_once_more
from bot.platforms.pieces import Begun
from bot.platforms.slack_door import Door
from bot.platforms.slack_errors import (
    APP_TOKEN,
    BOT_TOKEN,
    ELSEWHERE,
    GONE,
    NOT_REACHED,
    advice,
    advice_on_scopes,
    as_told,
    broken,
    code_of,
    lacks_method,
    meaning,
    not_reached,
)
from bot.platforms.slack_events import event_of, private
from bot.platforms.slack_files import download, share, upload
from bot.platforms.slack_history import History, OpenChats
from bot.platforms.slack_socket import Line, stay_connected
from bot.platforms.slack_text import in_pieces, in_words
from bot.platforms.slack_tiers import LONGEST_SECONDS, Tiers

OwnChat = Callable[[Address], str]
log = structlog.get_logger("slack")

SILENT = logging.Logger("slack", logging.CRITICAL + 1)  # the libraries would print addresses, tokens and words
CALL_SECONDS = 20
SPACING_SECONDS = 1.0  # between messages in a channel, after a short burst
LOOK_AGAIN_SECONDS = 1800.0  # for what Slack could not post
EDIT_SECONDS = 2.0  # that somebody may have to wait for an edit
HISTORY = 20  # messages looked through for one that may have arrived
MARK = "signpost_message"
PLAINLY: dict[str, Any] = {"parse": "none", "link_names": False}
POSTED: dict[str, Any] = {**PLAINLY, "unfurl_links": False, "unfurl_media": False, "mrkdwn": False}


class Slack:
    """One app in one workspace. With `app_token` it uses Socket Mode, else signed requests to `/slack/events`.

    `workspace` is set where there are several: what another workspace says over this connection is not heard. Those
    that Slack posts to share one `door`. `own_chat` tells which chat is somebody's own with the bot.
    """

    name = "slack"
    limits = Limits(per_second=8.0, start=5.0, burst=3, in_flight=32)
    listens_alone = False  # Slack gives each event to one of the connections

    def __init__(
        self,
        bot_token: str,
        api_base: str,
        app_token: str = "",
        signing_secret: str = "",
        open_chats: OpenChats = tuple,
        workspace: str = "",
        door: Door | None = None,
        own_chat: OwnChat = lambda account: "",
    ) -> None:
        self.workspace = workspace
        self.client = AsyncWebClient(
            bot_token, base_url=api_base, timeout=CALL_SECONDS, logger=SILENT, retry_handlers=[]
        )
        if proxy_bypass(urlsplit(api_base).hostname or ""):
            self.client.proxy = None  # slack_sdk knows HTTPS_PROXY but not NO_PROXY
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._begun = Begun()
        self._hearing = Hearing()
        self._tiers = Tiers()
        self._history = History(self.client, partial(_of, workspace, open_chats))
        self._door = door or Door()
        self._own_chat = own_chat

    # ---- hearing

    async def listen(self, hear: Hear) -> None:
        """Stay connected until cancelled; where Slack posts to us, only look for what it could not."""
        attending = aiohttp.TraceConfig()
        attending.on_request_chunk_sent.append(_at_chunk)  # told just before it is written
        timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout, trace_configs=[attending]) as session:
            self.client.session = session
            self._history.missed()
            reading = asyncio.create_task(self._history.catch_up(hear))
            try:
                if self._app_token:
                    line = Line(self._router(hear), self._app_token, self.client, self.workspace)
                    await stay_connected(line, self._hearing, self._history.missed)
                while True:  # nobody tells us whether Slack can reach us
                    await asyncio.sleep(LOOK_AGAIN_SECONDS)
                    self._history.missed()
            finally:
                reading.cancel()

    def routes(self, hear: Hear) -> Sequence[web.AbstractRouteDef]:
        """Where Slack posts to, unless there is Socket Mode."""
        if self._app_token or not self._signing_secret:
            return ()
        return self._door.open(self.workspace, self._signing_secret, self._router(hear))

    def _router(self, hear: Hear) -> AsyncApp:
        """Bolt checks signatures and answers challenges. Events are ours before Bolt acknowledges anything."""

        async def keep(req: AsyncBoltRequest, next_: Callable[[], Awaitable[BoltResponse]]) -> Any:
            if req.body.get("type") == "url_verification":
                return await next_()
            try:
                event = event_of(req.body)
                if event and self.workspace in ("", event.sender.workspace):
                    await hear(event)
            except Exception as fault:
                log.error("event not kept, Slack will send it again", fault=type(fault).__name__)
                self._history.missed()  # in case it gives up before
                return BoltResponse(status=500, body="")
            return BoltResponse(status=200, body="")

        return AsyncApp(
            name="signpost",
            client=self.client,
            signing_secret=self._signing_secret,
            logger=SILENT,
            before_authorize=keep,
        )

    # ---- saying

    def spacing(self, to: Address) -> float:
        return SPACING_SECONDS

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        """Say or replace a message. In a channel only the person sees it, and it cannot be replaced there."""
        with as_told():
            if message.file:
                return await self._show(to, message, message.file, key)
            return await self._say(to, in_pieces(message), replacing, key, message.live)

    async def find(self, to: Address, key: str) -> str | None:
        """The last piece of a message carries its key. What only one person sees is in no history.

        Slack takes a message for a person's own id, and has its history only under the id of her chat with the bot.
        """
        if to.person and not private(to.id):
            return None
        channel = await asyncio.to_thread(self._own_chat, to) or to.id
        try:
            async with self._tiers.turn("conversations.history", longest=60.0):
                seen = await self.client.conversations_history(
                    channel=channel, limit=HISTORY, include_all_metadata=True
                )
        except SlackApiError as problem:
            told = meaning(problem)
            if lacks_method(problem) or isinstance(told, Refused | Unreachable):
                return None
            raise told from None
        except (*NOT_REACHED, AttributeError) as problem:
            raise broken(problem) from None
        return next((str(one.get("ts")) for one in seen.get("messages") or () if _key_of(one) == key), "")

    async def _say(
        self, to: Address, pieces: list[dict[str, Any]], replacing: str, key: str, live: bool = False
    ) -> str:
        if not to.person:
            return await self._post(to.id, pieces, replacing, key, live)
        try:
            if private(to.id):
                return await self._post(to.id, pieces, replacing, key, live)
            await self._begun.say(key, pieces, lambda piece: self._post_for(to, piece))
            self._begun.over(key)
        except SlackApiError as problem:
            if code_of(problem) not in ELSEWHERE and not lacks_method(problem):
                raise
            self._begun.over(key)
            await self._post(to.person, pieces, "", key)
        return ""

    async def _show(self, to: Address, message: Message, file: File, key: str) -> str:
        """Send a file and its words; where Slack will not have the file, the words are said all the same."""
        before = f"{key} file" if key else ""
        try:
            if to.person:
                return await self._show_alone(to.person, message, file)
            await self._begun.say(before, [file], partial(self._share, to.id))
        except Refused:
            await self._say(to, in_pieces(in_words(message, file)), "", key)
            raise
        sent = await self._post(to.id, in_pieces(message), "", key)  # under its key: where this is, the file is too
        self._begun.over(before)
        return sent

    async def _share(self, channel: str, file: File) -> None:
        async with self._tiers.turn("files"):
            await share(self.client, await upload(self.client, file), channel)

    async def _show_alone(self, person: str, message: Message, file: File) -> str:
        """In a channel everybody would see a file: it goes to her own chat with the bot, which Slack then names."""
        channel = person
        async with self._tiers.turn("files"):
            held = await upload(self.client, file)
        for piece in in_pieces(message):
            channel = str((await self.client.chat_postMessage(channel=channel, **piece, **POSTED))["channel"])
        await share(self.client, held, channel)
        return ""

    async def _post(
        self, channel: str, pieces: list[dict[str, Any]], replacing: str, key: str, live: bool = False
    ) -> str:
        """Where Slack takes no edit now, somebody who waits for an answer gets it at the bottom."""
        if replacing and len(pieces) == 1:
            try:
                async with self._tiers.turn("chat.update", LONGEST_SECONDS if live else EDIT_SECONDS):
                    await self.client.chat_update(channel=channel, ts=replacing, **pieces[0], **PLAINLY)
                return replacing
            except TryLater:
                if live:
                    raise
            except SlackApiError as problem:
                if code_of(problem) not in GONE and not lacks_method(problem):
                    raise
        post = partial(self.client.chat_postMessage, channel=channel, **POSTED)
        await self._begun.say(key, pieces[:-1], lambda piece: post(**piece))
        sent = await post(**pieces[-1], **_marked(key))
        self._begun.over(key)
        return str(sent.get("ts") or "")

    async def _post_for(self, to: Address, piece: dict[str, Any]) -> None:
        async with self._tiers.turn("chat.postEphemeral"):
            await self.client.chat_postEphemeral(channel=to.id, user=to.person, **piece, **PLAINLY)

    async def fetch(self, upload: Upload, at_most: int) -> bytes:
        if upload.size > at_most:
            raise TooLarge
        with as_told():
            return await download(self.client, upload.id, at_most)

    async def remove(self, chat: Address, message: str) -> bool:
        """Slack lets no bot delete what a person wrote."""
        return False

    # ---- checking

    async def check(self) -> str:
        """What is wrong with the tokens and how to mend it, in one line; nothing if all is well."""
        setting = BOT_TOKEN
        try:
            known = await self.client.auth_test()
            if self.workspace not in ("", known.get("team_id")):
                return (
                    f"This bot token is of the workspace {known.get('team_id')} ({known.get('team')}), not of "
                    f"{self.workspace}: write the right one in the file that SIGNPOST_SLACK_WORKSPACES names."
                )
            if self._app_token:
                setting = APP_TOKEN
                await self.client.apps_connections_open(app_token=self._app_token)
        except SlackApiError as problem:
            return advice(problem, setting, self.workspace)
        except (*NOT_REACHED, AttributeError):
            return not_reached(self.client.base_url)
        return advice_on_scopes(known.headers)

    def deaf(self) -> str:
        return self._hearing.trouble()


async def _at_chunk(*_about: object) -> None:
    """All of a call but a file is one chunk, its headers with it."""
    look_once_more()


def _of(workspace: str, open_chats: OpenChats) -> Sequence[tuple[Address, datetime]]:
    """The open conversations of one workspace, or of all."""
    return [(chat, since) for chat, since in open_chats() if workspace in ("", chat.workspace)]


def _marked(key: str) -> dict[str, Any]:
    """What tells a message apart for ever, where nobody sees it."""
    return {"metadata": {"event_type": MARK, "event_payload": {"key": key}}} if key else {}


def _key_of(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("key") or "") if metadata.get("event_type") == MARK else ""
