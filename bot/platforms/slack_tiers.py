"""Slack's limits for each method in a workspace, kept by waiting, so that one method's never holds up the others.

(`chat.postMessage` has limits of its own, for each channel and in all: its lane keeps them.)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_sdk.errors import SlackApiError

from bot.delivery.pace import Limits, Pacer
from bot.platform import TryLater
from bot.platforms.slack_errors import patience_asked

PER_MINUTE = {"chat.update": 50, "conversations.history": 50, "chat.postEphemeral": 100, "files": 100}
BURST = 10  # of these at once; the others evenly, so that no minute has more
LONGEST_SECONDS = 8.0  # that a message waits here, where it takes a place among those on their way


class Tiers:
    """When each method may be called next, in one workspace."""

    def __init__(self) -> None:
        self._pacer = Pacer(Limits(burst=BURST))
        self._shut: dict[str, float] = {}  # method → until when Slack has asked to leave it alone

    @asynccontextmanager
    async def turn(self, method: str, longest: float = LONGEST_SECONDS) -> AsyncIterator[None]:
        """Wait until the method may be called. Raises TryLater, for this chat alone, where that is too long, or where
        Slack asks to wait all the same."""
        self._check(method)
        spacing, now = 60.0 / (PER_MINUTE[method] - BURST), time.monotonic()
        wait = self._pacer.chat_wait(method, now, spacing)
        if wait > longest:
            raise TryLater(wait, f"{method} has its turn later", chat_only=True)
        self._pacer.take(method, now, spacing)
        await asyncio.sleep(wait)
        self._check(method)
        try:
            yield
        except SlackApiError as problem:
            seconds = patience_asked(problem)
            if not seconds:
                raise
            now = time.monotonic()
            self._shut[method] = now + seconds
            self._pacer.refused(seconds, now, method, spacing)
            raise TryLater(seconds, chat_only=True) from None

    def _check(self, method: str) -> None:
        shut = self._shut.get(method, 0.0) - time.monotonic()
        if shut > 0:
            raise TryLater(shut, chat_only=True)
