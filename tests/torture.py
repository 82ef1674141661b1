"""The bot as real processes on a loopback Telegram, killed and frozen at random moments while it sends and hears.

`python -m tests.torture --kills 200 --database postgresql` is the long form. Every message is told apart by its text,
so what was lost, came twice or came out of order shows in what the people see.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import sqlalchemy as sa

from bot import ledger
from bot.flows.answer import token
from bot.flows.turn import Keep
from bot.ledger import BULK, Posting
from bot.messages import Address, Message
from bot.store import Store
from bot.tables import inbox, outbox
from bot.work import Work
from knowledge.library import Library
from tests import databases
from tests.loopback_telegram import TOKEN, LoopbackTelegram, Person, telegram_here

ROOT = Path(__file__).parent.parent
BOT = TOKEN.partition(":")[0]
PLACE = "east-sussex"
QUIET_SECONDS = 20.0  # much longer than a lease
FREEZE_SECONDS = 6.5  # longer than a lease
LATENCY_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is said, and what is done to the processes. `ask` is the policy of what the bot sends by itself."""

    people: int = 20
    news: int = 6  # messages to each, sent in bulk
    asked: int = 6  # questions and presses of each
    kills: int = 10
    freezes: int = 0
    replicas: int = 1
    policy: ledger.Policy = "resend"
    up_seconds: tuple[float, float] = (0.2, 1.2)  # between a process's first words and what happens to it
    seed: int = 1


@dataclass(slots=True)
class Outcome:
    """What became of it. `unsure` is left for its author to decide."""

    sent: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: int = 0
    out_of_order: list[str] = field(default_factory=list)
    stuck: int = 0
    unsure: int = 0
    refused: int = 0  # 429s
    kills: int = 0
    seconds: float = 0.0
    log: str = ""


async def torture(plan: Plan, url: str, library: Library, folder: Path) -> Outcome:
    """Run it all; nothing is left running."""
    async with telegram_here() as server:
        server.latency = LATENCY_SECONDS
        run = _Run(plan, url, library, folder, server)
        try:
            return await run.all()
        finally:
            await run.end()


class _Run:
    def __init__(self, plan: Plan, url: str, library: Library, folder: Path, server: LoopbackTelegram) -> None:
        self.plan = plan
        self.library = library
        self.server = server
        self.chance = Random(plan.seed)
        self.store = Store(url, lambda: datetime.now(UTC))  # noqa: TID251
        self.store.create()
        self.log = folder / "torture.log"
        self.environment = {
            "SIGNPOST_TELEGRAM_TOKEN": TOKEN,
            "SIGNPOST_TELEGRAM_API_BASE": server.base,
            "SIGNPOST_DATABASE": url,
            "SIGNPOST_DATA": str(folder),
        }
        self.processes: list[asyncio.subprocess.Process] = []
        self.people: list[Person] = []
        self.expected: dict[int, dict[str, list[str]]] = {}
        self.outcome = Outcome()

    async def all(self) -> Outcome:
        began = time.monotonic()
        self._settle_in()
        self._leave_news()
        asking = asyncio.create_task(self._ask())
        for _ in range(self.plan.replicas):
            await self._start()
        troubles = ["kill"] * self.plan.kills + ["freeze"] * self.plan.freezes
        self.chance.shuffle(troubles)
        for trouble in troubles:
            await self._until_busy()
            await (self._kill() if trouble == "kill" else self._freeze())
        await asking
        await self._until_quiet()
        self._judge()
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    async def end(self) -> None:
        for process in self.processes:
            if process.returncode is None:
                process.kill()
            await process.wait()
        self.store.close()

    # ---- what people do, and what the bot is to send

    def _settle_in(self) -> None:
        for number in range(self.plan.people):
            self.people.append(self.server.person(f"Person {number}"))

        def arrive(work: Work) -> None:
            for person in self.people:
                work.make(work.person_at(_address(person)), Keep(PLACE, "senco"))

        self.store.run(arrive)

    def _leave_news(self) -> None:
        posting = Posting(kind="news", priority=BULK, policy=self.plan.policy, cause="news")

        def leave(work: Work) -> None:
            for number in range(self.plan.news):
                for person in self.people:
                    key = f"news:{number}:{person.id}"
                    ledger.say(work, key, _address(person), Message(f"News {number}."), posting=posting)

        self.store.run(leave)
        for person in self.people:
            self.expected[person.id] = {"news": [f"News {number}." for number in range(self.plan.news)], "answers": []}

    async def _ask(self) -> None:
        """Questions and presses in turn, spread over the time in which processes die."""
        terms = [one.term for one in self.library.glossary.terms if one.term.isalpha()]
        services = self.library.directory.services.values()
        named = [one for one in services if one.locality == PLACE]
        for number in range(self.plan.asked):
            for person in self.people:
                if number % 2:
                    service = named[(number + person.id) % len(named)]
                    self._press(person, 10_000 + number, token("s", [service], self.library))
                    self.expected[person.id]["answers"].append(service.name)
                else:
                    term = terms[(7 * number + person.id) % len(terms)]
                    self.server.says(person, f"/glossary {term}")
                    self.expected[person.id]["answers"].append(term)
                await asyncio.sleep(self.chance.uniform(0.0, 0.1))

    def _press(self, person: Person, message: int, data: str) -> None:
        chat = {"id": person.id, "first_name": person.first_name, "type": "private"}
        self.server.press(person, {"message_id": message, "chat": chat, "date": 1_795_000_000}, data)

    # ---- what happens to the processes

    async def _start(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNPOST_", "PTB_"))}
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=ROOT, stdout=log, stderr=log,
                env=kept | self.environment | {"SIGNPOST_PORT": port, "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
        self.processes.append(process)

    async def _until_busy(self) -> None:
        """Wait until something is being said, and then a random while; the moment itself is left to chance."""
        said = len(self.server.called("sendMessage"))
        busy = 0
        while busy < 3 and self._is_work_left():
            await asyncio.sleep(0.05)
            busy = len(self.server.called("sendMessage")) - said
        await asyncio.sleep(self.chance.uniform(*self.plan.up_seconds))

    def _is_work_left(self) -> bool:
        return bool(self.server.pending) or self.store.read(_unsettled) > 0

    async def _kill(self) -> None:
        process = self.chance.choice(self.processes)
        process.kill()
        await process.wait()
        self.processes.remove(process)
        self.outcome.kills += 1
        await self._start()

    async def _freeze(self) -> None:
        process = self.chance.choice(self.processes)
        process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(FREEZE_SECONDS)
        process.send_signal(signal.SIGCONT)

    async def _until_quiet(self) -> None:
        """Until nothing is left to do, or nothing has changed for much longer than a lease."""
        last, since = -1, time.monotonic()
        while self._is_work_left() and time.monotonic() - since < QUIET_SECONDS:
            said = len(self.server.called("sendMessage"))
            if said != last:
                last, since = said, time.monotonic()
            await asyncio.sleep(0.1)

    # ---- what became of it

    def _judge(self) -> None:
        self.outcome.stuck = self.store.read(_unsettled)
        self.outcome.unsure = self.store.read(lambda work: ledger.counts(work).get("unsure", 0))
        self.outcome.refused = self.server.refusals
        self.outcome.log = self.log.read_text() if self.log.exists() else ""
        for person in self.people:
            self._judge_chat(person)

    def _judge_chat(self, person: Person) -> None:
        seen = [shown.text for shown in self.server.bubbles(person)]
        self.outcome.sent += len(seen)
        for expected in self.expected[person.id].values():
            places = [[at for at, text in enumerate(seen) if _is(text, one)] for one in expected]
            self.outcome.lost += [one for one, at in zip(expected, places, strict=True) if not at]
            firsts = [at[0] for at in places if at]
            if firsts != sorted(firsts):
                self.outcome.out_of_order.append(f"{person.first_name}: {seen}")
        self.outcome.doubled += max(0, len(seen) - sum(map(len, self.expected[person.id].values())))


def _is(text: str, expected: str) -> bool:
    return text.split("\n")[0].strip() == expected


def _address(person: Person) -> Address:
    return Address("telegram", BOT, str(person.id))


def _unsettled(work: Work) -> int:
    """Events and messages that are not done with."""
    waiting = sa.select(sa.func.count()).where(inbox.c.state == "waiting")
    leaving = sa.select(sa.func.count()).where(outbox.c.state.in_(("queued", "leaving")))
    return int(work.connection.execute(waiting).scalar_one() + work.connection.execute(leaving).scalar_one())


def report(outcome: Outcome) -> str:
    per_kill = outcome.doubled / outcome.kills if outcome.kills else 0.0
    return (
        f"{outcome.sent} messages in {outcome.seconds:.0f} s, {outcome.kills} kills: lost {len(outcome.lost)}, "
        f"doubled {outcome.doubled} ({per_kill:.1f} a kill), out of order {len(outcome.out_of_order)}, "
        f"stuck {outcome.stuck}, unsure {outcome.unsure}, refused for speed {outcome.refused}"
    )


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--freezes", type=int, default=0, help="only with several replicas, on PostgreSQL")
    parser.add_argument("--replicas", type=int, default=1)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--messages", type=int, default=10, help="messages to each, and as many questions of each")
    parser.add_argument("--policy", choices=("resend", "ask"), default="resend")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    plan = Plan(
        given.people, given.messages, given.messages, given.kills, given.freezes, given.replicas, given.policy,
        seed=given.seed,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        url = getattr(databases, given.database)(Path(folder))
        outcome = asyncio.run(torture(plan, url, Library.open(), Path(folder)))
    sys.stdout.write(f"{report(outcome)}\n")
    return 1 if outcome.lost or outcome.out_of_order or outcome.stuck else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
