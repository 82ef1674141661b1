"""What a process looks like from outside: whether it can do its work now, and its figures for Prometheus."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, ProcessCollector, generate_latest

from bot.delivery import ledger
from bot.metrics import Metrics
from bot.platform import Platform, label
from bot.store import Store
from bot.tables import inbox, outbox
from bot.work import Work

log = structlog.get_logger("health")

CHECK_SECONDS = 120.0  # between two looks at a platform that is well
TROUBLE_SECONDS = 20.0  # between two looks at one that is not
PATIENCE_SECONDS = 10.0  # for a platform to answer
READ_SECONDS = 3.0  # for the database to answer
FRESH_SECONDS = 5.0  # how long the database's figures are good for
SILENT_SECONDS = 20.0  # without a tick: the clock stands still, or fails each time


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at a moment: messages by platform and priority, since when in seconds, and events."""

    messages: Mapping[tuple[str, int], int] = field(default_factory=dict)
    oldest: float = 0.0
    oldest_reply: float = 0.0
    events: int = 0


class Health:
    """Of one process. `stuck` tells of the database and the outbox; `checks` are asked whether they are reached.

    `checks` are not the platforms that listen and send: to ask, they connect and hang up. Whether anything can be
    heard, those that are `listening` know.
    """

    def __init__(
        self,
        store: Store,
        metrics: Metrics,
        stuck: Callable[[], Awaitable[str]],
        checks: Sequence[Platform] = (),
        listening: Sequence[Platform] = (),
    ) -> None:
        self._store = store
        self._metrics = metrics
        self._stuck = stuck
        self._checks = checks
        self._labels = [label(check, checks) for check in checks]
        self._listening = {label(platform, listening): platform for platform in listening}
        self._answers = dict.fromkeys(self._labels, "not asked yet")
        self._waiting: Waiting | None = None
        self._read_at = 0.0
        self._stopping = False
        self._gauges = _Gauges(metrics)

    # ---- ready

    async def watch(self) -> None:
        """Ask each platform now and then whether it is there, for ever."""
        while True:
            await asyncio.gather(*(self._check(*each) for each in zip(self._labels, self._checks, strict=True)))
            await asyncio.sleep(TROUBLE_SECONDS if any(self._answers.values()) else CHECK_SECONDS)

    def stop(self) -> None:
        """No more is taken on: whoever watches may turn to another replica."""
        self._stopping = True

    async def ready(self) -> str:
        """What is wrong, in one line; "" if all is well."""
        if self._stopping:
            return "stopping"
        stuck = await self._stuck()
        if not stuck and self._metrics.since_beat() > SILENT_SECONDS:
            return f"clock: no tick for {self._metrics.since_beat():.0f} s; what is wrong stands in the log"
        return stuck or next((f"{name}: {trouble}" for name, trouble in self._troubles().items() if trouble), "")

    def _troubles(self) -> Mapping[str, str]:
        """What is wrong with each: it is not reached, or nothing of it is heard."""
        deaf = {name: platform.deaf() for name, platform in self._listening.items()}
        return {name: answer or deaf.get(name, "") for name, answer in self._answers.items()}

    async def _check(self, named: str, platform: Platform) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                trouble = await platform.check()
        except Exception as fault:
            trouble = f"does not answer ({type(fault).__name__})"
        if trouble and not self._answers[named]:
            log.warning("platform not reached", platform=named)
        self._answers[named] = trouble

    # ---- figures

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        return (web.get("/metrics", self._answer),)

    async def _answer(self, _request: web.Request) -> web.Response:
        self._gauges.show(await self._look(), self._troubles())
        text = generate_latest(self._metrics.registry)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _look(self) -> Waiting | None:
        """What waits, not read more often than needed; None while the database does not answer."""
        if time.monotonic() - self._read_at > FRESH_SECONDS or self._waiting is None:
            self._waiting = None
            try:
                async with asyncio.timeout(READ_SECONDS):
                    self._waiting = await asyncio.to_thread(self._store.read, read_waiting)
            except Exception as fault:
                log.warning("figures not read", fault=type(fault).__name__)
            self._read_at = time.monotonic()
        return self._waiting


class _Gauges:
    """What is set when somebody looks, not when it happens."""

    def __init__(self, metrics: Metrics) -> None:
        registry = metrics.registry
        ProcessCollector(registry=registry)
        self._messages = Gauge(
            "signpost_outbox_messages", "Messages that wait to leave", ["platform", "urgency"], registry=registry
        )
        self._oldest = Gauge(
            "signpost_outbox_oldest_seconds", "How long the oldest that could leave has waited", ["urgency"],
            registry=registry,
        )  # fmt: skip
        self._events = Gauge("signpost_inbox_events", "Events that wait to be done", registry=registry)
        self._database = Gauge("signpost_database_up", "Whether the database answers", registry=registry)
        self._reached = Gauge(
            "signpost_platform_up", "Whether the platform answers, and can be heard", ["platform"], registry=registry
        )

    def show(self, waiting: Waiting | None, troubles: Mapping[str, str]) -> None:
        self._database.set(waiting is not None)
        for name, trouble in troubles.items():
            self._reached.labels(name).set(not trouble)
        if waiting is None:
            return
        self._messages.clear()
        for (platform, priority), count in waiting.messages.items():
            self._messages.labels(platform, "reply" if priority == ledger.REPLY else "bulk").inc(count)
        self._oldest.labels("any").set(waiting.oldest)
        self._oldest.labels("reply").set(waiting.oldest_reply)
        self._events.set(waiting.events)


def read_waiting(work: Work) -> Waiting:
    """What waits now, counted within the indexes of what is not done."""
    queued = outbox.c.state == sa.literal_column("'queued'")
    messages = work.connection.execute(
        sa.select(outbox.c.lane, outbox.c.priority, sa.func.count())
        .where(queued)
        .group_by(outbox.c.lane, outbox.c.priority)
    )
    by_platform: dict[tuple[str, int], int] = {}
    for lane, priority, count in messages:
        which = (lane.split("|", 1)[0], priority)
        by_platform[which] = by_platform.get(which, 0) + count
    replies = any(priority <= ledger.REPLY for _, priority in by_platform)
    events = sa.select(sa.func.count()).where(inbox.c.state == sa.literal_column("'waiting'"))
    return Waiting(
        by_platform,
        _age(work, ledger.waiting_since(work)) if by_platform else 0.0,
        _age(work, ledger.waiting_since(work, ledger.REPLY)) if replies else 0.0,
        int(work.connection.execute(events).scalar_one()),
    )


def _age(work: Work, since: datetime | None) -> float:
    return max(0.0, (work.now - since).total_seconds()) if since else 0.0
