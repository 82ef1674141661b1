"""What was said on Slack while nobody listened, read again where a conversation waits for it.

Slack delivers again at once, after a minute and after five, and then never. What was heard before is known by its key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Address, Event
from bot.platform import Hear, Refused, TryLater, Unreachable
from bot.platforms.slack_errors import NOT_REACHED, code_of, meaning
from bot.platforms.slack_events import event_of

log = structlog.get_logger("slack")

OpenChats = Callable[[], Sequence[tuple[Address, datetime]]]

PACE_SECONDS = 1.3  # between two calls: the method's tier takes fifty a minute
REST_SECONDS = 60.0  # between two rounds
TROUBLE_SECONDS = 30.0  # how long to leave a Slack in trouble alone
PAGE = 100
MOST_PAGES = 5
FORBIDDEN = {"missing_scope", "no_permission", "not_allowed_token_type"}


class History:
    """Reads direct messages again after an outage. `open_chats` tells which, and since when."""

    def __init__(self, client: AsyncWebClient, open_chats: OpenChats) -> None:
        self._client = client
        self._open_chats = open_chats
        self._missed = asyncio.Event()

    def missed(self) -> None:
        """Something may have been said that was not heard."""
        self._missed.set()

    async def catch_up(self, hear: Hear) -> None:
        """Whenever something may have been missed, hear it, until cancelled or until Slack does not allow it."""
        failures = 0
        while True:
            await self._missed.wait()
            self._missed.clear()
            try:
                await self._read_all(hear)
                failures = 0
            except SlackApiError as problem:
                log.warning(
                    "history not read, what people wrote while the bot was away stays unanswered: "
                    "the app needs the scope im:history (docs/slack.md)",
                    fault=code_of(problem),
                )
                return
            except Exception as fault:
                log.error("history not heard, again later", fault=type(fault).__name__)
                failures += 1
                self.missed()
            await asyncio.sleep(REST_SECONDS * 2 ** min(failures, 6))

    async def _read_all(self, hear: Hear) -> None:
        """One round over every open conversation."""
        for chat, since in await asyncio.to_thread(self._open_chats):
            for event in await self._patiently(chat, since):
                await hear(event)
            await asyncio.sleep(PACE_SECONDS)

    async def _patiently(self, chat: Address, since: datetime) -> Sequence[Event]:
        """What was said in a chat, the oldest first; nothing where Slack knows no such chat (any more)."""
        while True:
            try:
                return await self._said(chat, since)
            except SlackApiError as problem:
                if code_of(problem) in FORBIDDEN:
                    raise
                trouble = meaning(problem)
                if isinstance(trouble, Unreachable | Refused):
                    return ()
                await asyncio.sleep(trouble.seconds if isinstance(trouble, TryLater) else TROUBLE_SECONDS)
            except (*NOT_REACHED, AttributeError):
                await asyncio.sleep(TROUBLE_SECONDS)

    async def _said(self, chat: Address, since: datetime) -> Sequence[Event]:
        messages: list[dict[str, Any]] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            page = await self._client.conversations_history(
                channel=chat.id, oldest=f"{since.timestamp():.6f}", limit=PAGE, cursor=cursor or None
            )
            messages += page.get("messages") or ()
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
            await asyncio.sleep(PACE_SECONDS)
        events = (event_of(_as_delivered(chat, one)) for one in reversed(messages))
        return [event for event in events if event]


def _as_delivered(chat: Address, message: dict[str, Any]) -> dict[str, Any]:
    """A message of the history as Slack would have delivered it."""
    where = {"type": "message", "channel": chat.id, "channel_type": "im"}
    return {"type": "event_callback", "team_id": chat.workspace, "event": message | where}
