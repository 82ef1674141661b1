"""`signpost run`: every platform whose token is set, until stopped."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import fcntl
import gc
import os
import secrets
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import structlog
from aiohttp.web import AbstractRouteDef

from bot import logs
from bot.commands.parts import Misuse, library, settings, store
from bot.delivery import contact
from bot.delivery.lanes import Post
from bot.limits import Limits
from bot.listening import listen
from bot.membership import invitations, pages
from bot.messages import Address
from bot.metrics import Metrics
from bot.platform import Called, Platform
from bot.platforms.page import Pages, base_of
from bot.privacy import erasures
from bot.readiness import readiness
from bot.settings import Settings, SettingsError, Workspace, read_workspaces
from bot.store import Store
from bot.web.health import Health
from bot.web.site import serving

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    from bot.app import App
    from knowledge.library import Library

OpenChats = Callable[[], Sequence[tuple[Address, datetime]]]
OwnChat = Callable[[Address], str]
log = structlog.get_logger("run")

SLACK_COMMAND = "/signpost"
DRAIN_SECONDS = 8.0  # from the signal until what is not done is left to the next; systemd and containers wait ten
LAST_SECONDS = 9.7  # from the signal to the end, whatever hangs
REPLIES_SECONDS = 3.0  # of these, for replies that can still leave
CATCH_UP_SECONDS = 1.0
LEFT_BEHIND_SECONDS = 2.0  # what has waited so long was left by a crash, or by another replica


def prepare(command: argparse.ArgumentParser) -> None:
    command.set_defaults(act=act)


def act(_options: argparse.Namespace) -> int:
    given = settings()
    logs.set_up(given.log)
    gc.disable()  # nothing of what is loaded is garbage
    if not (given.telegram_token or given.slack_bot_token or given.slack_workspaces):
        raise Misuse(
            "no platform is set: set SIGNPOST_TELEGRAM_TOKEN or SIGNPOST_SLACK_BOT_TOKEN "
            "(docs/install.md), or try “signpost demo”"
        )
    kept, seen = store(given.database_url), Metrics(trace=True)
    called = partial(_keep_name, kept, "telegram")
    open_chats = partial(kept.read, lambda work: work.open_chats("slack"))
    chosen = platforms(given, open_chats, called, partial(_own_chat, kept))
    if given.slack_bot_token or given.slack_workspaces:
        _keep_name(kept, "slack", "", SLACK_COMMAND)
    base = base_of(given.public_url, given.host, given.port)
    if base:
        chosen.append(Pages(kept, base))
    try:
        with alone(kept):
            kept.run(partial(pages.called, base=base))
            running = keep_running(
                kept,
                None,
                chosen,
                given.host,
                given.port,
                metrics=seen,
                checks=partial(platforms, given),
                data=Path(given.data),
                limits=Limits(kept.clock),
            )
            asyncio.run(running)
    except OSError as problem:
        raise Misuse(
            f"{given.host}:{given.port} cannot be listened on ({problem.strerror}): set SIGNPOST_PORT to another"
        ) from None
    finally:
        kept.close()
    return 0


def _keep_name(kept: Store, platform: str, workspace: str, name: str) -> None:
    """Keep how the bot is found there, so that invitations can say it; without that it works as well."""
    try:
        kept.run(partial(invitations.call, platform=platform, workspace=workspace, name=name))
    except Exception as fault:
        log.warning("own name not kept, invitations leave out its link", fault=type(fault).__name__)


def _own_chat(kept: Store, account: Address) -> str:
    return kept.read(lambda work: work.own_chat(account))


def platforms(
    given: Settings,
    open_chats: OpenChats = tuple,
    called: Called = lambda workspace, name: None,
    own_chat: OwnChat = lambda account: "",
) -> list[Platform]:
    """The platforms whose tokens are set. `open_chats` tells where an outage may have left somebody unheard.

    `called` is told what the bot is called on Telegram, which nobody knows before it has started there. `own_chat`
    tells which chat on Slack is somebody's own with the bot.
    """
    chosen: list[Platform] = []
    if given.telegram_token:
        from bot.platforms.telegram import Telegram

        chosen.append(
            Telegram(
                given.telegram_token, given.telegram_api_base, given.public_url, given.telegram_webhook_secret, called
            )
        )
    if given.slack_bot_token or given.slack_workspaces:
        from bot.platforms.slack import Slack
        from bot.platforms.slack_door import Door

        door = Door()
        for one in _workspaces(given):
            slack = Slack(
                one.bot_token,
                one.api_base or given.slack_api_base,
                app_token=one.app_token,
                signing_secret=one.signing_secret,
                open_chats=open_chats,
                workspace=one.id,
                door=door,
                own_chat=own_chat,
            )
            chosen.append(slack)
    return chosen


def _workspaces(given: Settings) -> Sequence[Workspace]:
    """The Slack workspaces: those of the file, or the one whose token is set, whatever its id. Raises Misuse."""
    if not given.slack_workspaces:
        return (Workspace("", given.slack_bot_token, given.slack_app_token, given.slack_signing_secret),)
    try:
        return read_workspaces(given.slack_workspaces)
    except SettingsError as problem:
        raise Misuse(str(problem)) from None


@contextlib.contextmanager
def alone(kept: Store) -> Iterator[None]:
    """Be the only bot on an SQLite file while inside; `outbox` or `backup` work beside it. Raises Misuse."""
    if not kept.file:
        yield
        return
    with Path(f"{kept.file}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Misuse(
                f"another Signpost runs on {kept.file}: stop it first, or set SIGNPOST_DATA to another folder "
                "(several may run on one PostgreSQL database)"
            ) from None
        yield


def owner_of(kept: Store) -> str:
    """Who takes leases here: the one bot of an SQLite file takes its own over at once; of replicas, each is another."""
    return secrets.token_hex(8) if kept.shared else "local"


async def keep_running(
    kept: Store,
    known: Library | None,
    chosen: Sequence[Platform],
    host: str,
    port: int,
    at_port: asyncio.Future[int] | None = None,
    metrics: Metrics | None = None,
    checks: Callable[[], Sequence[Platform]] = tuple,
    data: Path | None = None,
    limits: Limits | None = None,
) -> None:
    """Send, listen and answer until a signal to stop comes, or every platform has nothing more to say.

    What waits begins to leave at once, while all that answers is loaded, and the directory if it is not `known` yet
    (Misuse if there is a mistake in it). Who was forgotten is written down beside an SQLite file, or else in `data`.
    """
    stop, owner, metrics = _told_to_stop(), owner_of(kept), metrics or Metrics()
    post = Post(kept, chosen, owner, Random(), metrics)
    working = [asyncio.create_task(post.run())]
    try:
        library, make_app, start_clock = await asyncio.to_thread(_load, known)
    except BaseException:
        await _end(working)
        raise
    forgotten = erasures.beside(kept, data)
    health = Health(kept, metrics, readiness(kept), checks(), chosen)
    app = make_app(kept, library, post.stir, metrics, chosen, forgotten, limits)
    routed = [(platform, route) for platform in chosen for route in platform.routes(app.hear)]
    routes = [route for _, route in routed]
    needed = any(not (isinstance(platform, Pages) and platform.is_local) for platform, _ in routed)
    listening: list[asyncio.Task[None]] = []
    gc.freeze()  # the directory is never garbage: looking through it stood still for a fifth of a second
    gc.enable()
    clock = start_clock(kept, erased=forgotten, ticked=metrics.beat)
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(clock.shutdown, wait=False)
        stack.push_async_callback(_end, working)
        stack.callback(gc.unfreeze)
        opened = await _serve(stack, health, routes, host, port, needed)
        if at_port and opened:
            at_port.set_result(opened)
        working += [asyncio.create_task(_catch_up(app)), asyncio.create_task(health.watch())]
        working += [asyncio.create_task(asyncio.to_thread(contact.get_ready, kept.clock()))]
        listening += [asyncio.create_task(listen(platform, app.hear, kept, owner)) for platform in chosen]
        try:
            await _until_stopped(stop, working, listening)
        finally:
            health.stop()
            await _drain(app, post, working, listening)


def _load(known: Library | None) -> tuple[Library, type[App], Callable[..., AsyncIOScheduler]]:
    """What is not needed to send what waits, and takes a third of a second to load."""
    import scheduler
    from bot.actions import ACTIONS, PLANS
    from bot.app import App

    return known or library(), App, partial(scheduler.start, actions=ACTIONS, plans=PLANS)


async def _serve(
    stack: contextlib.AsyncExitStack,
    health: Health,
    routes: Sequence[AbstractRouteDef],
    host: str,
    port: int,
    needed: bool,
) -> int:
    """Serve the platforms' addresses and signs of life; the port, or 0. Where none is `needed` it may do without."""
    if not routes and not port:
        return 0
    try:
        return await stack.enter_async_context(serving(host, port, [*routes, *health.routes()], health.ready))
    except OSError as problem:
        if needed:
            raise
        log.warning("no /healthz, /readyz and /metrics: set SIGNPOST_PORT to a free port", fault=problem.strerror)
        return 0


async def _catch_up(app: App) -> None:
    """Take up what was left behind, at the start and ever again."""
    age = 0.0
    while True:
        try:
            await app.catch_up(age)
            age = LEFT_BEHIND_SECONDS
        except Exception as fault:
            log.error("inbox not seen, again soon", fault=type(fault).__name__)
        await asyncio.sleep(CATCH_UP_SECONDS)


def _told_to_stop() -> asyncio.Event:
    """Set when a signal to stop comes."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def told() -> None:
        stop.set()
        last = threading.Timer(LAST_SECONDS, _end_at_once)
        last.daemon = True
        last.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError):
            loop.add_signal_handler(number, told)
    return stop


def _end_at_once() -> None:
    """A database that neither answers nor fails holds its threads for ever. What was in hand is as after any kill."""
    log.error("ended at once, something hangs; what was in hand follows at the next start")
    os._exit(1)


async def _until_stopped(
    stop: asyncio.Event, working: Sequence[asyncio.Task[None]], listening: Sequence[asyncio.Task[None]]
) -> None:
    """Wait until told to stop, for the last platform to have no more to hear, or for a fault, which is raised."""
    stopping = asyncio.create_task(stop.wait())
    going = {*working, *listening}
    try:
        while not stopping.done() and going & set(listening):
            done, _ = await asyncio.wait({stopping, *going}, return_when=asyncio.FIRST_COMPLETED)
            going -= done
            for task in done:
                task.result()
    finally:
        stopping.cancel()


async def _drain(
    app: App, post: Post, working: Sequence[asyncio.Task[None]], listening: Sequence[asyncio.Task[None]]
) -> None:
    """Stop listening, finish what is in hand, let go of the lanes; what does not end in time is left to the next."""
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            await _end(listening)
            await app.settle()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(REPLIES_SECONDS):
                    await post.replies_left()
            await _end(working)
    except TimeoutError:
        log.warning("stopped before all was done; the rest follows at the next start")
        await _end(working)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
