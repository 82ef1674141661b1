"""Slack's Socket Mode: one connection, renewed when Slack asks for it and made anew when it is lost."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.platform import Hearing
from bot.platforms.slack_errors import APP_TOKEN, NOT_REACHED, advice, code_of, not_reached

log = structlog.get_logger("slack")

PING_SECONDS = 5.0
WATCH_SECONDS = 0.5  # how soon a lost connection is noticed
PATIENCE_SECONDS = 20.0  # for a connection to come about, or to be renewed
SHORT_SECONDS = 10.0  # a connection that lasted less counts as a failure
FIRST_SECONDS = 1.0
MOST_SECONDS = 30.0  # between attempts to connect
RETRIES_SECONDS = 300.0  # an outage so long is longer than Slack's own retries


@dataclass(frozen=True, slots=True)
class Line:
    """Between whom the connection is."""

    router: AsyncApp
    app_token: str
    client: AsyncWebClient
    workspace: str

    def remedy(self, problem: BaseException | None = None) -> str:
        if isinstance(problem, SlackApiError):
            return advice(problem, APP_TOKEN, self.workspace)
        return not_reached(self.client.base_url)


async def stay_connected(line: Line, hearing: Hearing, missed: Callable[[], None] = lambda: None) -> None:
    """Connect, again and again: soon after a good while, else ever more patiently. Tells of changes only.

    `missed` is called when there is a connection again after so long that Slack has given up what it had to deliver.
    """
    clock, pause, known_down = time.monotonic, FIRST_SECONDS, False
    lost = clock()
    hearing.fails(line.remedy())
    while True:
        began = clock()
        try:
            async with _connection(line) as connection:
                log.info("connected")
                known_down = False
                hearing.works()
                if clock() - lost > RETRIES_SECONDS:
                    missed()
                await _until_lost(connection)
                lost = clock() if clock() - began > SHORT_SECONDS else lost
                hearing.fails(line.remedy(), since=lost)
                fault = "connection lost"
        except (SlackApiError, *NOT_REACHED) as problem:
            hearing.fails(line.remedy(problem), since=lost)
            fault = code_of(problem) or type(problem).__name__
        if not known_down:
            log.warning("not connected, trying again", fault=fault)
        known_down = True
        await asyncio.sleep(pause)
        pause = FIRST_SECONDS if clock() - began > SHORT_SECONDS + pause else min(pause * 2, MOST_SECONDS)


@contextlib.asynccontextmanager
async def _connection(line: Line) -> AsyncIterator[SocketModeClient]:
    """One open connection, without slack_sdk's endless attempts at an address that is good only once."""
    client = line.client
    handler = AsyncSocketModeHandler(line.router, line.app_token, client.logger, client, ping_interval=PING_SECONDS)
    connection = handler.client
    connection.proxy = client.proxy
    connection.default_auto_reconnect_enabled = False
    try:
        connection.wss_uri = await connection.issue_new_wss_url()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await handler.connect_async()  # type: ignore[no-untyped-call]
        yield connection
    finally:
        await _close(handler)


async def _until_lost(connection: SocketModeClient) -> None:
    """Return when the connection is gone. While Slack has it renewed, that takes a moment."""
    clock, lost = asyncio.get_running_loop().time, 0.0
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if await connection.is_connected():
            lost = 0.0
        elif not connection.connect_operation_lock.locked() or (lost and clock() - lost > PATIENCE_SECONDS):
            return
        else:
            lost = lost or clock()


async def _close(handler: AsyncSocketModeHandler) -> None:
    connection = handler.client
    running = [connection.message_processor, connection.current_session_monitor, connection.message_receiver]
    with contextlib.suppress(*NOT_REACHED):
        await handler.close_async()  # type: ignore[no-untyped-call]
    await asyncio.gather(*(task for task in running if task), return_exceptions=True)
