"""`signpost run`: every platform whose token is set, until stopped."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from collections.abc import Sequence

import scheduler
from bot import logs
from bot.app import App
from bot.commands.parts import Misuse, library, settings, store
from bot.platform import Outbox, Platform
from bot.settings import Settings
from bot.store import Store
from bot.web.site import serving
from knowledge.library import Library


def prepare(command: argparse.ArgumentParser) -> None:
    command.set_defaults(act=act)


def act(_options: argparse.Namespace) -> int:
    logs.set_up()
    given = settings()
    chosen = platforms(given)
    if not chosen:
        raise Misuse(
            "no platform is set: set SIGNPOST_TELEGRAM_TOKEN or SIGNPOST_SLACK_BOT_TOKEN "
            "(docs/install.md), or try “signpost demo”"
        )
    known = library()
    kept = store(given.database_url)
    try:
        asyncio.run(keep_running(kept, known, chosen, given.host, given.port))
    except OSError as problem:
        raise Misuse(
            f"{given.host}:{given.port} cannot be listened on ({problem.strerror}): set SIGNPOST_PORT to another"
        ) from None
    finally:
        kept.close()
    return 0


def platforms(given: Settings) -> list[Platform]:
    """The platforms whose tokens are set."""
    chosen: list[Platform] = []
    if given.telegram_token:
        from bot.platforms.telegram import Telegram

        chosen.append(
            Telegram(given.telegram_token, given.telegram_api_base, given.public_url, given.telegram_webhook_secret)
        )
    if given.slack_bot_token:
        from bot.platforms.slack import Slack

        chosen.append(
            Slack(
                given.slack_bot_token,
                given.slack_api_base,
                app_token=given.slack_app_token,
                signing_secret=given.slack_signing_secret,
            )
        )
    return chosen


async def keep_running(
    kept: Store,
    known: Library,
    chosen: Sequence[Platform],
    host: str,
    port: int,
    at_port: asyncio.Future[int] | None = None,
) -> None:
    """Listen, answer and send until a signal to stop comes, or every platform has nothing more to say."""
    outbox = Outbox(kept, chosen)
    app = App(kept, known, outbox.stir)
    routes = [route for platform in chosen for route in platform.routes(app.hear)]
    clock = scheduler.start(kept)
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(clock.shutdown, wait=False)
        if routes:
            opened = await stack.enter_async_context(serving(host, port, routes))
            if at_port:
                at_port.set_result(opened)
        sending = asyncio.create_task(outbox.run())
        listening = [asyncio.create_task(platform.listen(app.hear)) for platform in chosen]
        await _until_stopped(sending, listening)
        await outbox.flush()


async def _until_stopped(sending: asyncio.Task[None], listening: Sequence[asyncio.Task[None]]) -> None:
    """Wait for a signal, for the last platform to have no more to hear, or for a fault, which is raised."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError):
            loop.add_signal_handler(number, stop.set)
    stopping = asyncio.create_task(stop.wait())
    working = {sending, *listening}
    while not stopping.done() and working & set(listening):
        done, _ = await asyncio.wait({stopping, *working}, return_when=asyncio.FIRST_COMPLETED)
        working -= done
        if any(task is not stopping and task.exception() for task in done):
            break
    tasks = (stopping, sending, *listening)
    for task in tasks:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
