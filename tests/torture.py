"""The bot as real processes on a loopback Telegram, killed and frozen at random moments while it sends and hears.

`python -m tests.torture --kills 200 --database postgresql` is the long form; `--broadcast 3000` and `--outage 30` are
others. Every message is told apart by its text, so what was lost, came twice or came out of order shows in what the
people see; what they answered shows in the database.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import sqlalchemy as sa

from bot import occurrences
from bot.delivery import ledger
from bot.delivery.ledger import BULK, Posting
from bot.flows.answer import token
from bot.flows.turn import Keep
from bot.membership import members
from bot.messages import Address, Message
from bot.store import Store
from bot.tables import announcement, answer, inbox, occurrence, outbox, schedule
from bot.work import Work
from knowledge.library import Library
from tests import databases
from tests.loopback_slack import LoopbackSlack
from tests.loopback_telegram import TOKEN, LoopbackTelegram, Person, Shown, Strict, telegram_here
from tests.process import TELL, Process, Surroundings

BOT = TOKEN.partition(":")[0]
PLACE = "east-sussex"
OPTIONS = ("Yes", "No", "Maybe")
QUIET_SECONDS = 20.0  # much longer than a lease
FREEZE_SECONDS = 6.5  # longer than a lease
LATENCY_SECONDS = 0.05
WATCH_SECONDS = 0.25
FIRST_SECONDS, EACH_SECONDS = 4, 1  # when the first occurrence is due, and how much later each

MOST_DOUBLED = 2.5  # messages for each kill, of one lane at Telegram's pace

PACED = Surroundings()


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is said and answered, and what is done to the processes.

    `policy` is of what the bot sends by itself; `mixed`: of every other message the author decides.
    """

    people: int = 20
    news: int = 6  # messages to each, sent in bulk
    asked: int = 2  # questions and presses of each
    answers: int = 6  # answers of each, to as many questions, all of a question at once
    occurrences: int = 10
    kills: int = 10
    freezes: int = 0
    replicas: int = 1
    policy: str = "mixed"
    up_seconds: tuple[float, float] = (0.2, 1.2)  # between a process's first words and what happens to it
    around: Surroundings = PACED
    seed: int = 1


@dataclass(slots=True)
class Outcome:
    """What became of it. `unsure` is left for its author to decide."""

    sent: int = 0
    lost: list[str] = field(default_factory=list)
    undecided: int = 0  # not heard, and listed for their author
    doubled: int = 0
    doubled_though_asked: int = 0
    out_of_order: list[str] = field(default_factory=list)
    stuck: int = 0
    longest_leaving: float = 0.0  # seconds that a message was between intent and mark
    longest_silence: float = 0.0  # seconds of these in which no process asked the platform anything
    unsure: int = 0
    refused: int = 0  # 429s
    answered: int = 0
    wrong_answers: list[str] = field(default_factory=list)  # lost, doubled, or not what was pressed
    occurred: int = 0
    wrong_occurrences: list[str] = field(default_factory=list)  # missed or doubled
    kills: int = 0
    freezes: int = 0
    seconds: float = 0.0
    log: str = ""

    @property
    def doubled_each(self) -> float:
        """Messages that came twice, for each kill and freeze."""
        return self.doubled / max(1, self.kills + self.freezes)

    @property
    def faults(self) -> tuple[object, ...]:
        """What must never be; all of it is empty or 0."""
        return (
            self.lost,
            self.out_of_order,
            self.stuck,
            self.refused,
            self.wrong_answers,
            self.wrong_occurrences,
            self.doubled_though_asked,
        )


async def torture(plan: Plan, url: str, library: Library, folder: Path) -> Outcome:
    """Run it all; nothing is left running."""
    async with telegram_here() as server:
        server.latency = LATENCY_SECONDS
        run = _OnTelegram(plan, url, library, folder, server)
        try:
            return await run.all()
        finally:
            await run.end()


class Run(ABC):
    """Real processes of a bot that say what was left for them, are killed meanwhile, and are judged by what arrived."""

    def __init__(
        self, plan: Plan, url: str, folder: Path, server: LoopbackTelegram | LoopbackSlack, settings: dict[str, str]
    ) -> None:
        self.plan = plan
        self.chance = Random(plan.seed)
        self.store = Store(url, lambda: datetime.now(UTC))  # noqa: TID251
        self.store.create()
        self.bot = Process(settings, folder, plan.around)
        self.processes: list[asyncio.subprocess.Process] = []
        self.expected: dict[Address, dict[str, list[str]]] = {}
        self.undecidable: set[str] = set()  # texts of which their author is asked
        self.outcome = Outcome()
        self.quiet_seconds = QUIET_SECONDS
        self._server = server

    @abstractmethod
    def said(self) -> int:
        """How many messages the platform was asked to take."""

    @abstractmethod
    def seen(self, to: Address) -> list[str]:
        """What somebody has got, in order."""

    def leave(self) -> None:
        """Let people be there, and leave what the bot is to send."""
        self.leave_news()

    @abstractmethod
    async def make_trouble(self) -> None:
        """Kill and freeze processes, as often as planned."""

    async def all(self) -> Outcome:
        began = time.monotonic()
        self.leave()
        watching = asyncio.create_task(self.watch())
        for _ in range(self.plan.replicas):
            await self.start()
        await self.make_trouble()
        await self.until_quiet()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        self.judge()
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    async def start(self) -> None:
        self.processes.append(await self.bot.start())

    async def end(self) -> None:
        for process in self.processes:
            if process.returncode is None:
                process.kill()
            await process.wait()
        self.store.close()

    async def kill(self, process: asyncio.subprocess.Process) -> None:
        """Kill it at this moment; another takes its place."""
        process.kill()
        await process.wait()
        self.processes.remove(process)
        self.outcome.kills += 1
        await self.start()

    def leave_news(self) -> None:
        def leave(work: Work) -> None:
            for number in range(self.plan.news):
                asks = self.plan.policy == "ask" or (self.plan.policy == "mixed" and number % 2)
                posting = Posting(kind="news", priority=BULK, policy="ask" if asks else "resend", cause="news")
                text = f"News {number}."
                self.undecidable |= {text} if asks else set()
                for to, expected in self.expected.items():
                    ledger.say(work, f"news:{number}:{to.id}", to, Message(text), posting=posting)
                    expected["news"].append(text)

        self.store.run(leave)

    async def watch(self) -> None:
        """See how long anything stays between its intent and its mark, and how long nobody was there meanwhile."""
        since: dict[tuple[int, int], float] = {}
        calls, heard = 0, time.monotonic()
        leaving = sa.select(outbox.c.id, outbox.c.tries).where(outbox.c.state == "leaving")
        while True:
            try:
                rows = await asyncio.to_thread(self.store.read, lambda work: work.connection.execute(leaving).all())
            except sa.exc.OperationalError:  # the database is away
                await asyncio.sleep(WATCH_SECONDS)
                continue
            now = time.monotonic()
            since = {(row.id, row.tries): since.get((row.id, row.tries), now) for row in rows}
            longest = max((now - begun for begun in since.values()), default=0.0)
            self.outcome.longest_leaving = max(self.outcome.longest_leaving, longest)
            if len(self._server.calls) != calls or not rows:
                calls, heard = len(self._server.calls), now
            self.outcome.longest_silence = max(self.outcome.longest_silence, now - heard)
            await asyncio.sleep(WATCH_SECONDS)

    def is_work_left(self) -> bool:
        try:
            return self.store.read(_unsettled) > 0
        except sa.exc.OperationalError:  # the database is away
            return True

    async def until_quiet(self) -> None:
        """Until nothing is left to do, or nothing has changed for much longer than a lease."""
        last, since = -1, time.monotonic()
        while self.is_work_left() and time.monotonic() - since < self.quiet_seconds:
            said = self.said()
            if said != last:
                last, since = said, time.monotonic()
            await asyncio.sleep(0.1)

    def judge(self) -> None:
        self.outcome.stuck = self.store.read(_unsettled)
        self.outcome.unsure = self.store.read(lambda work: ledger.counts(work).get("unsure", 0))
        self.outcome.log = self.bot.said
        for to in self.expected:
            self._judge_chat(to, self.seen(to))
        if self.outcome.undecided > self.outcome.unsure:
            self.outcome.lost.append(f"{self.outcome.undecided} not heard, only {self.outcome.unsure} listed")

    def _judge_chat(self, to: Address, seen: Sequence[str]) -> None:
        self.outcome.sent += len(seen)
        for kind, expected in self.expected[to].items():
            places = [[at for at, text in enumerate(seen) if _is(text, one)] for one in expected]
            missing = [one for one, at in zip(expected, places, strict=True) if not at]
            self.outcome.lost += [one for one in missing if one not in self.undecidable]
            self.outcome.undecided += sum(one in self.undecidable for one in missing)
            firsts = [at[0] for at in places if at]
            if firsts != sorted(firsts) and kind != "told":
                self.outcome.out_of_order.append(f"{to.id}: {seen}")
        wanted = Counter(text for expected in self.expected[to].values() for text in expected)
        surplus = Counter(text.split("\n")[0].strip() for text in seen) - wanted
        self.outcome.doubled += surplus.total()
        self.outcome.doubled_though_asked += sum(surplus[text] for text in self.undecidable)


class _OnTelegram(Run):
    def __init__(self, plan: Plan, url: str, library: Library, folder: Path, server: LoopbackTelegram) -> None:
        super().__init__(plan, url, folder, server, environment(server, url, folder))
        self.library = library
        self.server = server
        self.people: list[Person] = []
        self.ids: dict[int, int] = {}  # of a person there → here
        self.chosen: dict[tuple[int, int], int] = {}  # question, person → option
        self.bubbles: dict[tuple[int, int], Shown] = {}

    def said(self) -> int:
        return len(self.server.called("sendMessage"))

    def is_work_left(self) -> bool:
        return bool(self.server.pending) or super().is_work_left()

    def seen(self, to: Address) -> list[str]:
        bubbles = {shown.id for (_, whose), shown in self.bubbles.items() if whose == int(to.id)}
        return [shown.text for shown in self.server.bubbles(int(to.id)) if shown.id not in bubbles]

    def judge(self) -> None:
        super().judge()
        self.outcome.refused = self.server.refusals
        self._judge_answers()
        self._judge_occurrences()

    def leave(self) -> None:
        self._settle_in()
        super().leave()
        self._ask_questions()
        self._plan_occurrences()

    async def make_trouble(self) -> None:
        troubles = ["kill"] * self.plan.kills + ["freeze"] * self.plan.freezes
        self.chance.shuffle(troubles)
        for number, trouble in enumerate(troubles):
            self._say_share(number, len(troubles))
            await self._until_busy()
            await (self.kill(self.chance.choice(self.processes)) if trouble == "kill" else self._freeze())
        self._say_share(1, 1)

    # ---- what people do, and what the bot is to send

    def _settle_in(self) -> None:
        for number in range(self.plan.people):
            self.people.append(self.server.person(f"Person {number}"))

        def arrive(work: Work) -> None:
            members.establish(work, PLACE, "East Sussex")
            for person in self.people:
                who = self.ids[person.id] = work.person_at(address(person))
                work.make(who, Keep(PLACE, "senco"))
                members.admit(work, who, PLACE)

        self.store.run(arrive)
        self.expected = {address(person): {"news": [], "answers": [], "told": []} for person in self.people}

    def _ask_questions(self) -> None:
        """Announcements with a question each, which everybody has already."""
        anchor = self.server.person("Anchor")

        def ask(work: Work) -> None:
            for number in range(1, self.plan.answers + 1):
                work.connection.execute(sa.insert(announcement).values(_question(number, anchor, work.now)))

        self.store.run(ask)
        for number in range(1, self.plan.answers + 1):
            for person in self.people:
                shown = Shown(10_000_000 + number * 10_000 + len(self.bubbles) % 10_000, f"Question {number}")
                self.server.chats.setdefault(person.id, []).append(shown)
                self.bubbles[number, person.id] = shown

    def _plan_occurrences(self) -> None:
        begin = datetime.now(UTC).replace(microsecond=0, tzinfo=None) + timedelta(seconds=FIRST_SECONDS)  # noqa: TID251

        def plan(work: Work) -> None:
            for number in range(self.plan.occurrences):
                person = self.people[number % len(self.people)]
                text, at = f"Occurrence {number}.", begin + timedelta(seconds=number * EACH_SECONDS)
                to = address(person)
                details = {"to": [to.platform, to.workspace, to.id], "text": text}
                occurrences.plan(work, occurrences.Plan(f"o{number}", TELL, occurrences.Once(at), "UTC", details))
                self.expected[to]["told"].append(text)

        self.store.run(plan)

    def _say_share(self, number: int, of: int) -> None:
        """People ask and answer, everybody at once, as much as is due by this trouble."""
        if of > 1 or self.plan.kills + self.plan.freezes <= 1:
            done = min(self.plan.answers, self.plan.answers * (number + 1) // of)
        else:
            done = self.plan.answers
        for question in range(1, done + 1):
            self._answer(question)
        for number in range(self.plan.asked * done // max(1, self.plan.answers)):
            self._ask(number)

    def _answer(self, question: int) -> None:
        for person in self.people:
            if (question, person.id) not in self.chosen:
                option = self.chance.randrange(len(OPTIONS))
                self.chosen[question, person.id] = option
                self._press(person, self.bubbles[question, person.id].id, f"a:o:{question}:{option}")

    def _ask(self, number: int) -> None:
        """A question and a press in turn."""
        terms = [one.term for one in self.library.glossary.terms if one.term.isalpha()]
        named = [one for one in self.library.directory.services.values() if one.locality == PLACE]
        for person in self.people:
            expected = self.expected[address(person)]["answers"]
            if len(expected) > number:
                continue
            if number % 2:
                service = named[(number + person.id) % len(named)]
                self._press(person, 10_000 + number, token("s", [service], self.library))
                expected.append(service.name)
            else:
                term = terms[(7 * number + person.id) % len(terms)]
                self.server.says(person, f"/glossary {term}")
                expected.append(term)

    def _press(self, person: Person, message: int, data: str) -> None:
        chat = {"id": person.id, "first_name": person.first_name, "type": "private"}
        self.server.press(person, {"message_id": message, "chat": chat, "date": 1_795_000_000}, data)

    # ---- what happens to the processes

    async def _until_busy(self) -> None:
        """Wait until something is being said, and then a random while; the moment itself is left to chance."""
        said = self.said()
        busy = 0
        while busy < 3 and self.is_work_left():
            await asyncio.sleep(0.05)
            busy = self.said() - said
        await asyncio.sleep(self.chance.uniform(*self.plan.up_seconds))

    async def _freeze(self) -> None:
        process = self.chance.choice(self.processes)
        if self.plan.around.stops_at:
            process = await self._stopped()
        process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(FREEZE_SECONDS)
        process.send_signal(signal.SIGCONT)
        self.outcome.freezes += 1

    async def _stopped(self) -> asyncio.subprocess.Process:
        """The first process that stops by itself; no other will."""
        while True:
            stopped = [process for process in self.processes if _has_stopped(process.pid)]
            if stopped:
                self.bot.change(replace(self.plan.around, stops_at=""))
                return stopped[0]
            await asyncio.sleep(WATCH_SECONDS / 10)

    # ---- what became of it

    def _judge_answers(self) -> None:
        kept = self.store.read(lambda work: work.connection.execute(sa.select(answer)).all())
        self.outcome.answered = len(kept)
        values = {(row.announcement, row.person): (row.value, row.version) for row in kept}
        for (question, whose), option in self.chosen.items():
            found = values.pop((question, self.ids[whose]), None)
            shown = self.bubbles[question, whose].text
            if found != (str(option), 1) or f"You chose: {OPTIONS[option]}" not in shown:
                self.outcome.wrong_answers.append(f"{question} {whose} {option}: {found} {shown!r}")
        self.outcome.wrong_answers += [f"from nowhere: {one}" for one in values]

    def _judge_occurrences(self) -> None:
        def read(work: Work) -> tuple[list[str], int]:
            states = work.connection.execute(sa.select(occurrence.c.state)).scalars()
            told = work.connection.execute(sa.select(sa.func.count()).where(outbox.c.kind == "told"))
            return list(states), int(told.scalar_one())

        states, told = self.store.read(read)
        self.outcome.occurred = told
        if states != ["done"] * self.plan.occurrences or told != self.plan.occurrences:
            self.outcome.wrong_occurrences.append(f"{Counter(states)}, {told} of {self.plan.occurrences} told")


def _has_stopped(process: int) -> bool:
    return os.waitid(os.P_PID, process, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None


def _is(text: str, expected: str) -> bool:
    return text.split("\n")[0].strip() == expected


def address(person: Person) -> Address:
    return Address("telegram", BOT, str(person.id))


def environment(server: LoopbackTelegram, url: str, folder: Path) -> dict[str, str]:
    """The settings of a bot on this server and database."""
    return {
        "SIGNPOST_TELEGRAM_TOKEN": TOKEN,
        "SIGNPOST_TELEGRAM_API_BASE": server.base,
        "SIGNPOST_DATABASE": url,
        "SIGNPOST_DATA": str(folder),
    }


def _question(number: int, anchor: Person, now: datetime) -> dict[str, object]:
    to = address(anchor)
    return {
        "id": number,
        "key": f"k{number}",
        "collaborative": PLACE,
        "name": "East Sussex",
        "text": "",
        "question": f"Question {number}?",
        "options": '["Yes","No","Maybe"]',
        "closed": False,
        "state": "settled",
        "platform": to.platform,
        "workspace": to.workspace,
        "chat": to.id,
        "account": to.id,
        "bubble": f"a{number}",
        "shown": "{}",
        "shown_at": now,
        "made": now,
    }


def _unsettled(work: Work) -> int:
    """Events, messages and occurrences that are not done with."""
    left = (
        sa.select(sa.func.count()).where(inbox.c.state == "waiting"),
        sa.select(sa.func.count()).where(outbox.c.state.in_(("queued", "leaving"))),
        sa.select(sa.func.count()).where(occurrence.c.state == "due"),
        sa.select(sa.func.count()).where(schedule.c.next_at.is_not(None)),
    )
    return sum(int(work.connection.execute(count).scalar_one()) for count in left)


def report(outcome: Outcome) -> str:
    return (
        f"{outcome.sent} messages and {outcome.answered} answers in {outcome.seconds:.0f} s, {outcome.kills} kills, "
        f"{outcome.freezes} freezes: lost {len(outcome.lost)}, "
        f"doubled {outcome.doubled} ({outcome.doubled_each:.1f} a trouble), "
        f"doubled though their author is asked {outcome.doubled_though_asked}, unsure {outcome.unsure} "
        f"(not heard {outcome.undecided}), out of order {len(outcome.out_of_order)}, "
        f"answers lost, doubled or wrong {len(outcome.wrong_answers)}, occurrences {outcome.occurred}, "
        f"wrong {len(outcome.wrong_occurrences)}, stuck {outcome.stuck}, "
        f"longest between intent and mark {outcome.longest_leaving:.1f} s "
        f"(nobody there for {outcome.longest_silence:.1f} s), refused for speed {outcome.refused}"
    )


# ---- a broadcast, and an outage


@dataclass(frozen=True, slots=True)
class Broadcast:
    """How a broadcast went: messages a second, 429s, and the longest that somebody in conversation waited."""

    people: int
    pace: float
    refused: int
    longest_wait: float


async def broadcast(people: int, replies: int, url: str, folder: Path) -> Broadcast:
    """Tell everybody the same from a real process, against a server that takes what Telegram takes and no more."""
    async with telegram_here() as server:
        server.latency, server.strict = 0.06, Strict()
        everyone = [server.person(f"Person {number}") for number in range(people)]
        asking = [server.person(f"Asking {number}") for number in range(replies)]
        with closing(Store(url, lambda: datetime.now(UTC))) as store:  # noqa: TID251
            store.create()
            to_all = {f"b:{person.id}": (address(person), Message("News.")) for person in everyone}
            store.run(lambda work: ledger.say_to_all(work, to_all, Posting("news", BULK)))
        process = await Process(environment(server, url, folder), folder).start()
        try:
            waits = [await _waits_for(server, person, people / 27 / (replies + 1)) for person in asking]
            while sum(bool(server.bubbles(person)) for person in everyone) < people:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        finally:
            process.terminate()
            await process.wait()
        taken = server.strict.taken
        return Broadcast(people, (len(taken) - 1) / (taken[-1] - taken[0]), server.refusals, max(waits))


async def _waits_for(server: LoopbackTelegram, person: Person, pause: float) -> float:
    await asyncio.sleep(pause)
    began = time.monotonic()
    server.says(person, "/glossary SENCO")
    await server.until(lambda: server.bubbles(person))
    return time.monotonic() - began


async def outage(seconds: float, library: Library, folder: Path) -> Outcome:
    """A PostgreSQL server is stopped for so long in the middle, and started again; nothing else happens."""
    with databases.own_postgresql() as database:
        async with telegram_here() as server:
            server.latency = LATENCY_SECONDS
            run = _OnTelegram(Plan(people=50, answers=0, kills=0), database.database(), library, folder, server)
            run.quiet_seconds += seconds
            try:
                working = asyncio.create_task(run.all())
                await asyncio.sleep(5.0)
                await asyncio.to_thread(database.stop)
                await asyncio.sleep(seconds)
                await asyncio.to_thread(database.start)
                return await working
            finally:
                await run.end()


# ---- from the command line


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--freezes", type=int, default=0, help="only with several replicas, on PostgreSQL")
    parser.add_argument("--replicas", type=int, default=1)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--messages", type=int, default=10, help="messages to each, and as many answers of each")
    parser.add_argument("--policy", choices=("resend", "ask", "mixed"), default="mixed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--broadcast", type=int, default=0, metavar="PEOPLE", help="instead: one message to so many")
    parser.add_argument("--outage", type=float, default=0.0, metavar="SECONDS", help="instead: PostgreSQL is away")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        if given.broadcast:
            with _database(given.database, Path(folder)) as url:
                went = asyncio.run(broadcast(given.broadcast, 20, url, Path(folder)))
            sys.stdout.write(f"{went}\n")
            return int(bool(went.refused) or not 26.5 <= went.pace <= 27.5 or went.longest_wait > 1.0)
        if given.outage:
            outcome = asyncio.run(outage(given.outage, Library.open(), Path(folder)))
        else:
            plan = Plan(
                given.people, given.messages, 2, given.messages, 100, given.kills, given.freezes, given.replicas,
                given.policy, seed=given.seed,
            )  # fmt: skip
            with _database(given.database, Path(folder)) as url:
                outcome = asyncio.run(torture(plan, url, Library.open(), Path(folder)))
    sys.stdout.write(f"{report(outcome)}\n")
    for fault in outcome.faults:
        if isinstance(fault, list):
            sys.stdout.write("".join(f"{one}\n" for one in fault[:5]))
    return int(any(outcome.faults) or outcome.doubled_each > MOST_DOUBLED)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """Kept as safely as where the bot runs, unlike the tests' own."""
    if kind == "sqlite":
        yield databases.sqlite(folder)
    else:
        with databases.own_postgresql() as server:
            yield server.database()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
