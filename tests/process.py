"""The bot as a real process, in surroundings that can be changed while it runs: its clock, its disk, its pace.

Run as `python -m tests.process FILE run`, it reads FILE whenever it looks at the clock or begins a transaction.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

import msgspec
import sqlalchemy as sa

import scheduler
from bot import occurrences
from bot.commands import parts, run
from bot.delivery import lanes, ledger
from bot.messages import Address, Message
from bot.work import Work

if TYPE_CHECKING:
    import httpx

ROOT = Path(__file__).parent.parent
NO_LIMIT = 2**30
TELL = "tell"  # the action of schedules that say something to somebody


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`clock` is how many seconds it is wrong; `full`: SQLite gets no more pages; the rest is read at the start.

    When a process is about to hand over a message that reads `stops_at`, it stops until somebody lets it go on (on
    Telegram). `per_second` and `spacing` are the platform's pace, its own where they are 0; `lease` is of the lanes.
    `drain` is how long it may take to stop.
    """

    clock: float = 0.0
    full: bool = False
    stops_at: str = ""
    per_second: float = 0.0
    spacing: float = 0.0
    lease: float = lanes.LEASE.total_seconds()
    drain: float = run.DRAIN_SECONDS


class Process:
    """A bot that a test starts, kills, freezes and stops; its log is in a file."""

    def __init__(self, environment: Mapping[str, str], folder: Path, around: Surroundings | None = None) -> None:
        self._environment = dict(environment)
        self._file = folder / "surroundings.json"
        self.log = folder / "bot.log"
        self.change(around or Surroundings())

    def change(self, around: Surroundings) -> None:
        """From now on it is like this, in every process of this folder."""
        new = self._file.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(asdict(around)))
        new.replace(self._file)

    async def start(self, **also: str) -> asyncio.subprocess.Process:
        """Start one more, with settings that it alone has."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNPOST_", "PTB_"))}
        settings = kept | self._environment | also | {"SIGNPOST_PORT": str(self.port), "PYTHONPATH": str(ROOT)}
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.process", str(self._file), "run",
                cwd=ROOT, stdout=log, stderr=log, env=settings,
            )  # fmt: skip

    @property
    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""


# ---- in the process


def tell(work: Work, one: occurrences.Occurrence) -> None:
    """Say what a schedule is to say."""
    to = Address(*one.details["to"])
    ledger.say(work, one.key, to, Message(one.details["text"]), posting=ledger.Posting("told", ledger.BULK))


def limit_pages(connection: sa.Connection, full: bool) -> None:
    """Let SQLite's file grow no more, or as it likes."""
    if connection.dialect.name == "sqlite":
        raw: Any = connection.connection.driver_connection
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count={pages if full else NO_LIMIT}")


class _Around:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._at = 0
        self._read = Surroundings()

    def __call__(self) -> Surroundings:
        at = self._file.stat().st_mtime_ns
        if at != self._at:
            self._at, self._read = at, msgspec.json.decode(self._file.read_bytes(), type=Surroundings)
        return self._read


def _surround(around: _Around) -> None:
    now, start = parts.now, scheduler.start

    def shifted() -> datetime:
        return now() + timedelta(seconds=around().clock)

    def started(store: Any, actions: Any = None, *rest: Any, **more: Any) -> Any:
        return start(store, {**(actions or {}), TELL: tell}, *rest, **more)

    def limit(connection: sa.Connection) -> None:
        limit_pages(connection, around().full)

    parts.now = shifted
    scheduler.start = started
    sa.event.listen(sa.Engine, "begin", limit)
    run.LAST_SECONDS += around().drain - run.DRAIN_SECONDS
    run.DRAIN_SECONDS = around().drain
    lanes.LEASE, lanes.RENEW_SECONDS = timedelta(seconds=around().lease), around().lease / 3
    if "SIGNPOST_SLACK_BOT_TOKEN" in os.environ:
        _surround_slack(around)
    else:
        _surround_telegram(around)


def _surround_slack(around: _Around) -> None:
    from bot.platforms import slack

    pace = around().per_second
    slack.SPACING_SECONDS = around().spacing or slack.SPACING_SECONDS
    if pace:
        slack.Slack.limits = replace(slack.Slack.limits, per_second=pace, start=pace)


def _surround_telegram(around: _Around) -> None:
    from bot.platforms import telegram, telegram_client

    async def stop(request: httpx.Request) -> None:
        text, inner = quote_plus(around().stops_at), request.extensions.get("trace")

        async def at_step(step: str, about: Any) -> None:
            if step == "http11.send_request_headers.complete":
                os.kill(os.getpid(), signal.SIGSTOP)
            if inner:
                await inner(step, about)

        if text and text.encode() in request.content:
            request.extensions["trace"] = at_step

    class Request(telegram_client.Request):
        def _build_client(self) -> httpx.AsyncClient:
            client = super()._build_client()
            client.event_hooks["request"].append(stop)
            return client

    telegram_client.Request = Request  # type: ignore[misc]
    telegram.PRIVATE_SECONDS = around().spacing or telegram.PRIVATE_SECONDS
    telegram.Telegram.limits = replace(telegram.LIMITS, per_second=around().per_second or telegram.LIMITS.per_second)


def main(file: str, words: list[str]) -> int:
    from bot.__main__ import main as signpost

    _surround(_Around(Path(file)))
    return signpost(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
