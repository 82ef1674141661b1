"""Slack's Socket Mode: one connection, renewed when Slack asks for it and made anew when it is lost."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack_errors import NOT_REACHED, code_of

log = structlog.get_logger("slack")

PING_SECONDS = 5.0
WATCH_SECONDS = 0.5  # how soon a lost connection is noticed
PATIENCE_SECONDS = 20.0  # for a connection to come about, or to be renewed
SHORT_SECONDS = 10.0  # a connection that lasted less counts as a failure
FIRST_SECONDS = 1.0
MOST_SECONDS = 30.0  # between attempts to connect
RETRIES_SECONDS = 300.0  # an outage so long is longer than Slack's own retries


async def stay_connected(
    router: AsyncApp, app_token: str, client: AsyncWebClient, missed: Callable[[], None] = lambda: None
) -> None:
    """Connect, again and again: soon after a good while, else ever more patiently. Tells of changes only.

    `missed` is called when there is a connection again after so long that Slack has given up what it had to deliver.
    """
    clock, pause, known_down = asyncio.get_running_loop().time, FIRST_SECONDS, False
    lost = clock()
    while True:
        began = clock()
        try:
            async with _connection(router, app_token, client) as connection:
                log.info("connected")
                known_down = False
                if clock() - lost > RETRIES_SECONDS:
                    missed()
                await _until_lost(connection)
                lost, fault = clock(), "connection lost"
        except (SlackApiError, *NOT_REACHED) as problem:
            fault = code_of(problem) or type(problem).__name__
        if not known_down:
            log.warning("not connected, trying again", fault=fault)
        known_down = True
        await asyncio.sleep(pause)
        pause = FIRST_SECONDS if clock() - began > SHORT_SECONDS + pause else min(pause * 2, MOST_SECONDS)


@contextlib.asynccontextmanager
async def _connection(router: AsyncApp, app_token: str, client: AsyncWebClient) -> AsyncIterator[SocketModeClient]:
    """One open connection, without slack_sdk's endless attempts at an address that is good only once."""
    handler = AsyncSocketModeHandler(router, app_token, client.logger, client, ping_interval=PING_SECONDS)
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
